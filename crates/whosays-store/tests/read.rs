//! Files, folders and pipes as users have them.

#![allow(clippy::unwrap_used)] // a test that cannot go on fails

use std::fs;
use std::path::{Path, PathBuf};

use whosays::Input;
use whosays_store::read::{Options, Problem, ReadError, Reports, Skipped};

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("read").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(path: PathBuf, bytes: impl AsRef<[u8]>) -> PathBuf {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).unwrap();
    }
    fs::write(&path, bytes).unwrap();
    path
}

fn read(paths: &[PathBuf], options: &Options) -> (Vec<Input>, Vec<ReadError>, Vec<Skipped>) {
    let mut reports = Reports::new(paths, options);
    let (mut inputs, mut errors) = (Vec::new(), Vec::new());
    for report in reports.by_ref() {
        match report {
            Ok(input) => inputs.push(input),
            Err(error) => errors.push(error),
        }
    }
    assert_eq!(reports.opened(), reports.files());
    (inputs, errors, reports.skipped().to_vec())
}

fn names(inputs: &[Input]) -> Vec<&str> {
    inputs.iter().map(|input| input.path.rsplit('/').next().unwrap_or_default()).collect()
}

#[test]
fn a_folder_is_read_by_name_with_what_lies_below() {
    let folder = folder("by_name");
    write(folder.join("b.txt"), "The port of Varda was closed.");
    write(folder.join("a/z.txt"), "The mayor said nothing.");
    write(folder.join("c.html"), "<html><body><p>The harbour master said the port was open.</p></body></html>");
    write(folder.join("d.jsonl"), "{\"text\": \"one\"}\n\n{\"text\": \"two\", \"date\": \"2024-03-05\"}\n");
    write(folder.join(".hidden.txt"), "not this");
    write(folder.join("picture.png"), b"\x89PNG\r\n\x1a\n\0\0");
    let (inputs, errors, skipped) = read(&[folder], &Options::default());
    assert_eq!(names(&inputs), ["z.txt", "b.txt", "c.html", "d.jsonl#1", "d.jsonl#3"]);
    assert_eq!(errors, []);
    let why: Vec<&str> = skipped.iter().map(|skipped| skipped.why.as_str()).collect();
    assert_eq!(why, ["hidden", "not text but a picture"]);
}

#[test]
fn one_bad_file_never_stops_the_rest() {
    let folder = folder("bad");
    write(folder.join("a.txt"), "");
    write(folder.join("b.json"), "{\"text\": \"cut off");
    write(folder.join("c.jsonl"), "{\"text\": \"one\"}\nnot json\n[1]\n{\"id\": 4}\n{\"text\": \"five\"}");
    write(folder.join("e.txt"), "The port was closed.");
    let paths = [folder.join("missing.txt"), folder.clone(), write(folder.join("f.pdf"), "%PDF-1.7")];
    let (inputs, errors, _) = read(&paths, &Options::default());
    assert_eq!(names(&inputs), ["c.jsonl#1", "c.jsonl#5", "e.txt"]);
    let told: Vec<String> =
        errors.iter().map(|error| error.to_string().replace(&format!("{}/", folder.display()), "")).collect();
    assert_eq!(told.len(), 7, "{told:#?}");
    assert_eq!(told[0], "missing.txt: there is no such file or folder; look at how it is spelled");
    assert!(told[1].starts_with("a.txt: there is no text in it"), "{}", told[1]);
    assert!(told[2].starts_with("b.json: it is not JSON: EOF"), "{}", told[2]);
    assert!(told[3].starts_with("c.jsonl: line 2: it is not JSON"), "{}", told[3]);
    assert!(told[4].starts_with("c.jsonl: line 3: it is a list, not a record"), "{}", told[4]);
    assert!(
        told[5].ends_with("line 4: no field of the record is its text (it has id); name the field: --field text=NAME"),
        "{}",
        told[5]
    );
    assert!(told[6].starts_with("f.pdf: it is not text but a PDF document; save its text"), "{}", told[6]);
}

#[test]
fn the_text_is_never_changed() {
    let folder = folder("unchanged");
    let text = " date 2024-03-05 Varda: The  army said\u{a0}“yes” \r\n\r\n and left.\n\n—CNA\n\n";
    let plain = write(folder.join("a.txt"), text);
    let json = write(folder.join("b.json"), serde_json::json!({ "text": text }).to_string());
    let marked = write(folder.join("c.txt"), format!("\u{feff}{text}"));
    let (inputs, ..) = read(&[plain, json, marked], &Options::default());
    assert!(inputs.iter().all(|input| input.text == text), "{inputs:#?}");
    assert_eq!(inputs.len(), 3);
}

#[test]
fn what_is_too_large_is_told_and_lines_are_not_a_file() {
    let folder = folder("large");
    let line = serde_json::json!({ "text": "x".repeat(300) }).to_string();
    let lines = write(folder.join("a.jsonl"), format!("{line}\n{}\n{line}\n", "y".repeat(2000)));
    // Also where the ending does not tell that there is a record a line.
    let json = write(folder.join("b.json"), [line.as_str(); 20].join("\n"));
    let text = write(folder.join("c.txt"), "z".repeat(2000));
    let options = Options { max_bytes: 1000, ..Options::default() };
    let (inputs, errors, _) = read(&[lines, json, text], &options);
    assert_eq!(inputs.len(), 22);
    assert_eq!(errors.len(), 2);
    assert_eq!((errors[0].place.as_deref(), &errors[0].problem), (Some("line 2"), &Problem::TooLarge { limit: 1000 }));
    assert_eq!(errors[1].problem, Problem::TooLarge { limit: 1000 });
}

#[test]
fn a_file_that_is_given_twice_is_one_report() {
    let folder = folder("twice");
    let file = write(folder.join("a.txt"), "The port was closed.");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&folder, folder.join("loop")).unwrap();
    let (inputs, errors, skipped) = read(&[file.clone(), folder, file], &Options::default());
    assert_eq!((inputs.len(), errors.len()), (1, 0));
    assert!(skipped.iter().all(|skipped| skipped.why == "given twice"), "{skipped:?}");
}

#[test]
fn a_given_day_is_for_undated_reports_only() {
    let folder = folder("dated");
    write(folder.join("a.json"), r#"{"text": "one", "date": "2024-03-05"}"#);
    write(folder.join("b.txt"), "two");
    write(folder.join("c.json"), r#"{"text": "three", "date": "05/03/2024"}"#);
    let given = whosays::document::Published {
        earliest: None,
        latest: "2024-03-31".parse().ok(),
        basis: whosays::document::Basis::Given,
        why: Some("--date ..2024-03-31".to_owned()),
    };
    let options = Options { published: Some(given), ..Options::default() };
    let (inputs, ..) = read(&[folder], &options);
    let bases: Vec<&str> =
        inputs.iter().filter_map(|input| input.published.as_ref()).map(|published| published.basis.as_str()).collect();
    assert_eq!(bases, ["metadata", "given", "given"]);
    assert!(inputs[2].diagnostics[0].message.contains("05/03/2024"), "{:?}", inputs[2].diagnostics);
}

#[test]
fn an_empty_folder_is_told() {
    let (inputs, errors, _) = read(&[folder("empty")], &Options::default());
    assert_eq!((inputs.len(), errors.len()), (0, 1));
    assert_eq!(errors[0].problem, Problem::EmptyFolder);
}
