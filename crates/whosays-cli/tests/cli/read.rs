use std::fs;

use serde_json::Value;

use super::{folder, path, reports, run, run_with_input};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_bad_file_is_told_at_the_end_and_the_rest_is_read() {
    let folder = reports("bad");
    let (printed, said, code) = run(&["read", path(&folder), "--format", "json"]);
    assert_eq!(code, 1);
    assert_eq!(json(&printed)["documents"].as_array().unwrap().len(), 2);
    assert!(said.starts_with("whosays: 1 of 3 could not be read:\n  "), "{said}");
    assert!(said.contains("c.json: it is not JSON: EOF") && said.contains("; repair it"), "{said}");
}

#[test]
fn the_record_is_valid_and_holds_the_texts() {
    let folder = reports("valid");
    let (printed, _, _) = run(&["read", path(&folder), "--format", "json", "--quiet"]);
    let (schema, _, code) = run(&["schema"]);
    assert_eq!(code, 0);
    let (record, schema) = (json(&printed), json(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(validator.is_valid(&record), "{:?}", validator.iter_errors(&record).next().map(|error| error.to_string()));
    let documents = record["documents"].as_array().unwrap();
    let texts: Vec<&str> = documents.iter().map(|document| document["text"].as_str().unwrap()).collect();
    assert!(texts.contains(&"“Gəncə” was quiet, the mayor said."), "{texts:?}");
    let dated = documents.iter().find(|document| document["path"].as_str().unwrap().ends_with("b.json")).unwrap();
    assert_eq!(dated["published"]["basis"], "metadata");
    assert_eq!(dated["published"]["earliest"], "2024-03-05");
}

#[test]
fn standard_input_of_any_format() {
    let of = |input: &[u8]| json(&run_with_input(&["read", "-", "--format", "json"], input).0)["documents"].clone();
    assert_eq!(of(b"The port was closed.\n")[0]["text"], "The port was closed.\n");
    assert_eq!(of(b"The port was closed.\n")[0]["path"], "-");
    assert_eq!(of(b"{\"text\": \"one\"}\n{\"text\": \"two\"}\n")[1]["text"], "two");
    assert_eq!(
        of(b"<html><body><p>The port of Varda was closed on Monday.</p></body></html>")[0]["text"],
        "The port of Varda was closed on Monday."
    );
}

#[test]
fn fields_and_days_can_be_given() {
    let folder = folder("given");
    let file = folder.join("a.jsonl");
    fs::write(&file, "{\"text\": \"wrong\", \"a\": {\"b\": \"right\"}}\n").unwrap();
    let args = ["read", path(&file), "--format", "json", "--field", "text=a.b", "--date", "..2024-03-05"];
    let document = json(&run(&args).0)["documents"][0].clone();
    assert_eq!(document["text"], "right");
    assert!(document["path"].as_str().unwrap().ends_with("a.jsonl#1"));
    assert_eq!(document["published"]["latest"], "2024-03-05");
    assert_eq!(document["published"]["earliest"], Value::Null);
    assert_eq!(document["published"]["basis"], "given");
}

#[test]
fn the_output_depends_on_nothing_but_the_reports() {
    let folder = reports("jobs");
    for format in ["brief", "json", "jsonl", "csv"] {
        let one = run(&["read", path(&folder), "--format", format, "--jobs", "1"]);
        let four = run(&["read", path(&folder), "--format", format, "--jobs", "4"]);
        assert_eq!(one, four, "{format}");
        assert!(!one.0.is_empty(), "{format}");
    }
}

#[test]
fn the_brief_names_every_report() {
    let folder = reports("brief");
    let (printed, _, _) = run(&["read", path(&folder)]);
    assert!(printed.contains("a.txt") && printed.contains("b.json"), "{printed}");
    assert!(printed.contains("5 Mar 2024"), "{printed}");
    assert!(printed.lines().all(|line| line.chars().count() <= 100), "{printed}");
    let (narrow, _, _) = run(&["read", path(&folder), "--width", "50"]);
    assert!(narrow.lines().all(|line| line.chars().count() <= 50), "{narrow}");
}

#[test]
fn nothing_to_read_is_told() {
    let folder = folder("nothing");
    fs::write(folder.join("a.png"), b"\x89PNG\r\n\0").unwrap();
    let (printed, said, code) = run(&["read", path(&folder)]);
    assert_eq!((printed.as_str(), code), ("", 1));
    assert!(said.contains("passed over") && said.contains("no report was found"), "{said}");
    let (_, said, code) = run(&["read", "no/such/file.txt"]);
    assert_eq!(code, 1);
    assert!(said.contains("no/such/file.txt: there is no such file or folder; look at how it is spelled"), "{said}");
}

#[test]
fn what_is_passed_over_is_told_unless_quiet() {
    let folder = reports("skipped");
    fs::write(folder.join(".hidden"), "x").unwrap();
    let (_, said, _) = run(&["read", path(&folder)]);
    assert!(said.contains(".hidden: it is hidden"), "{said}");
    let (_, said, _) = run(&["read", path(&folder), "--quiet"]);
    assert!(!said.contains("hidden") && said.contains("could not be read"), "{said}");
}
