use super::run;

#[test]
fn wrong_usage_is_2_and_says_what_to_write() {
    for (args, told) in [
        (&["read"][..], "<PATH>"),
        (&["reed", "x"], "read"),
        (&["read", "x", "--format", "xml"], "jsonl"),
        (&["read", "x", "--table", "tolls"], "--table is for --format csv"),
        (&["read", "x", "--format", "csv", "--table", "deaths"], "ceasefires"),
        (&["read", "x", "--format", "json", "--explain"], "--explain is for the brief"),
        (&["read", "x", "--date", "10/11/2020"], "can be read in two ways"),
        (&["read", "x", "--date", "2020-10-12..2020-10-11"], "ends before it begins"),
        (&["read", "x", "--field", "colour=red"], "outlet"),
        (&["read", "x", "--jobs", "0"], "0 is not in"),
        (&["completions", "tcsh"], "zsh"),
    ] {
        let (printed, said, code) = run(args);
        assert_eq!((printed.as_str(), code), ("", 2), "{args:?} {said}");
        assert!(said.contains(told), "{args:?}: {said}");
    }
}

#[test]
fn help_is_enough_to_work_with() {
    let (help, _, code) = run(&["--help"]);
    assert_eq!(code, 0);
    assert!(help.contains("whosays read reports/") && help.contains("explain"), "{help}");
    let (help, ..) = run(&["read", "--help"]);
    assert!(help.contains("Examples:") && help.contains("Exit codes:") && help.contains("--max-size"), "{help}");
    assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
}

#[test]
fn completions_and_man_page_know_every_flag() {
    let (help, ..) = run(&["read", "--help"]);
    let flags: Vec<&str> = help.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 4).collect();
    assert!(flags.len() > 10);
    let (man, _, code) = run(&["man"]);
    assert_eq!(code, 0);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (script, _, code) = run(&["completions", shell]);
        assert_eq!(code, 0);
        assert!(script.contains("max-size"), "{shell}");
    }
    for flag in flags {
        let flag = flag.trim_end_matches([',', ']', '.']);
        assert!(man.contains(&flag.replace('-', "\\-")), "{flag}");
    }
}
