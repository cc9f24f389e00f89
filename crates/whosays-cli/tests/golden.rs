//! The stories of `examples/`, read whole: the record and the brief as they are committed in `tests/golden/`.
//!
//! `cargo golden` writes them anew. Look at the difference before committing it: it is what a change does to users.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

#[allow(dead_code)] // its `main` is the example's
#[path = "../examples/picture.rs"]
mod picture;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Where the committed records and briefs are.
const GOLDEN: &str = "crates/whosays-cli/tests/golden";

fn root() -> PathBuf {
    fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap()
}

/// The folders of `examples/`, by name.
fn stories() -> Vec<String> {
    let folders = fs::read_dir(root().join("examples")).unwrap().map(|entry| entry.unwrap());
    let folders = folders.filter(|entry| entry.path().is_dir());
    let mut stories: Vec<String> = folders.map(|entry| entry.file_name().to_str().unwrap().to_owned()).collect();
    stories.sort();
    assert!(stories.len() > 2, "{stories:?}");
    stories
}

/// What the command prints of some paths, called from the folder of the repository, so that paths are the same everywhere.
fn read(args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosays"));
    let output = command.current_dir(root()).arg("read").args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Compares with a committed file, or writes it if `INSTA_UPDATE` says so.
fn compare(name: &str, read: &str) {
    let path = root().join(name);
    if std::env::var("INSTA_UPDATE").is_ok_and(|wish| wish == "always") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, read).unwrap();
        return;
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    if golden != read {
        let (number, was, is) = first_difference(&golden, read);
        panic!("{name} changed, first in line {number}:\n- {was}\n+ {is}\n`cargo golden` writes it anew");
    }
}

fn first_difference<'t>(was: &'t str, is: &'t str) -> (usize, &'t str, &'t str) {
    let (mut was, mut is) = (was.lines(), is.lines());
    for number in 1.. {
        match (was.next(), is.next()) {
            (Some(was), Some(is)) if was == is => {}
            (was, is) => return (number, was.unwrap_or("(nothing)"), is.unwrap_or("(nothing)")),
        }
    }
    unreachable!("a text ends")
}

#[test]
fn records_are_as_committed() {
    for story in stories() {
        compare(&format!("{GOLDEN}/{story}.json"), &read(&[&format!("examples/{story}"), "--format", "json"]));
    }
}

#[test]
fn briefs_are_as_committed() {
    for story in stories() {
        compare(&format!("{GOLDEN}/{story}.txt"), &read(&[&format!("examples/{story}"), "--width", "100"]));
    }
}

#[test]
fn the_picture_in_the_readme_is_a_brief_as_it_is_now() {
    let printed = read(&["examples/zarumilla-truce", "--width", "100", "--color", "always"]);
    compare("docs/brief.svg", &picture::picture(&printed));
}

#[test]
fn neither_threads_nor_order_change_a_byte() {
    for story in stories() {
        let folder = format!("examples/{story}");
        let files = fs::read_dir(root().join(&folder)).unwrap().map(|entry| entry.unwrap().file_name());
        let mut files: Vec<String> = files.map(|file| format!("{folder}/{}", file.to_str().unwrap())).collect();
        files.sort();
        let of = |files: &[String], rest: &[&str]| {
            let files = files.iter().map(String::as_str).chain(["--format", "json"]);
            read(&files.chain(rest.iter().copied()).collect::<Vec<_>>())
        };
        let golden = of(&files, &["--jobs", "1"]);
        assert_eq!(golden, of(&files, &["--jobs", "4"]), "{story}");
        files.reverse();
        assert_eq!(golden, of(&files, &["--jobs", "4"]), "{story}");
        assert_eq!(golden, read(&[&folder, "--format", "json"]), "{story}");
    }
}

#[test]
fn records_are_valid_and_every_rule_is_explained() {
    let schema: Value = serde_json::from_str(&whosays(&["schema"]).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut rules = std::collections::BTreeSet::new();
    for story in stories() {
        let record: Value = serde_json::from_str(&read(&[&format!("examples/{story}"), "--format", "json"])).unwrap();
        let faults: Vec<String> = validator.iter_errors(&record).map(|error| error.to_string()).collect();
        assert_eq!(faults, [""; 0], "{story}");
        collect_rules(&record, &mut rules);
    }
    assert!(rules.len() > 60, "{rules:?}");
    let unknown: Vec<&String> = rules.iter().filter(|rule| whosays(&["explain", rule]).is_none()).collect();
    assert!(unknown.is_empty(), "whosays explain knows nothing of {unknown:?}");
}

fn whosays(args: &[&str]) -> Option<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_whosays")).args(args).output().unwrap();
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

fn collect_rules(value: &Value, rules: &mut std::collections::BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            rules.extend(fields.get("rule").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| collect_rules(value, rules));
        }
        Value::Array(values) => values.iter().for_each(|value| collect_rules(value, rules)),
        _ => {}
    }
}

/// Nothing that the stories were written to show may get lost.
#[test]
fn the_stories_show_what_they_were_written_for() {
    let lists = ["statements", "tolls", "times", "places", "events", "claims", "reprints", "stories", "timeline"];
    let mut all = std::collections::BTreeMap::new();
    for story in stories() {
        let record: Value = serde_json::from_str(&read(&[&format!("examples/{story}"), "--format", "json"])).unwrap();
        for (name, list) in record.as_object().unwrap() {
            *all.entry(name.clone()).or_insert(0) += list.as_array().map_or(0, Vec::len);
        }
        assert_eq!(record["stories"].as_array().unwrap().len(), 1, "{story} is one story");
        for list in lists {
            assert!(!record[list].as_array().unwrap().is_empty(), "{story} has no {list}");
        }
    }
    for list in ["contradictions", "updates", "ceasefires"] {
        assert!(all[list] > 0, "no story has {list}");
    }
}
