use std::fs;
use std::process::Stdio;

use super::{folder, path, reports, run, whosays};

#[test]
fn a_file_is_written_whole() {
    let folder = reports("whole");
    let out = folder.join("out.json");
    fs::write(&out, "old").unwrap();
    let (printed, _, code) = run(&["read", path(&folder.join("a.txt")), "--format", "json", "--output", path(&out)]);
    assert_eq!((printed.as_str(), code), ("", 0));
    let written = fs::read_to_string(&out).unwrap();
    assert!(written.starts_with("{\n  \"schema\": \"whosays/report/1\",\n") && written.ends_with("}\n"), "{written}");
    let left: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 4, "{left:?}");
}

#[test]
fn a_file_that_cannot_be_written_is_told() {
    let folder = reports("unwritable");
    let (_, said, code) =
        run(&["read", path(&folder.join("a.txt")), "--output", path(&folder.join("no/such/out.txt"))]);
    assert_eq!(code, 1);
    assert!(said.contains("out.txt could not be written (") && said.contains("look at the folder"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let folder = reports("full");
    let (_, said, code) = run(&["read", path(&folder.join("a.txt")), "--output", "/dev/full"]);
    assert_eq!(code, 1);
    assert!(said.contains("/dev/full could not be written"), "{said}");
}

#[test]
fn a_reader_that_stops_is_no_error() {
    let folder = folder("pipe");
    let file = folder.join("a.jsonl");
    fs::write(&file, "{\"text\": \"The port of Varda was closed.\"}\n".repeat(2000)).unwrap();
    let mut command = whosays(&["read", path(&file), "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn colours_only_where_they_are_wanted() {
    let folder = reports("colour");
    let file = folder.join("a.txt");
    let colored = |args: &[&str]| run(&[&["read", path(&file)], args].concat()).0.contains('\x1b');
    assert!(!colored(&[]));
    assert!(colored(&["--color", "always"]));
    assert!(!colored(&["--color", "never"]));
    let output = whosays(&["read", path(&file), "--color", "always"]).env("NO_COLOR", "1").output().unwrap();
    assert!(output.stdout.contains(&b'\x1b'), "a flag outweighs the environment");
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_stops_cleanly() {
    let folder = folder("stopped");
    let out = folder.join("out.json");
    fs::write(&out, "old").unwrap();
    let mut command = whosays(&["read", "-", "--format", "json", "--output", path(&out)]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Held open, so that the command waits for what never comes.
    let input = child.stdin.take();
    let pid = child.id();
    // The signal is caught from the moment on that the system lists it as caught.
    let is_watched = || {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).map_or("0", str::trim).to_owned();
        u64::from_str_radix(&caught, 16).unwrap_or(0) & 2 != 0
    };
    while !is_watched() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    std::process::Command::new("kill").args(["-INT", &pid.to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    drop(input);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("whosays: stopped") && said.contains("nothing was written"), "{said}");
    assert_eq!(fs::read_to_string(&out).unwrap(), "old");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}
