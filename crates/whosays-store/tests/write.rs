//! The record as it is written: valid by its own schema, the same bytes every time, spans inside the text.

#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod support;

use std::collections::BTreeSet;

use serde_json::Value;
use support::stories;
use whosays::{Record, Span};
use whosays_store::write::{self, Table};

fn json(record: &Record) -> Value {
    serde_json::from_slice(&bytes(record)).unwrap()
}

fn bytes(record: &Record) -> Vec<u8> {
    let mut out = Vec::new();
    write::json(record, &mut out).unwrap();
    out
}

#[test]
fn valid_by_its_schema() {
    let validator = jsonschema::validator_for(&write::schema()).unwrap();
    for (name, record) in stories() {
        let errors: Vec<String> =
            validator.iter_errors(&json(&record)).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
    }
    // A record that lacks something is not valid: the schema is no formality.
    let mut broken = json(&stories()[0].1);
    broken["statements"][0]["stance"] = Value::from("shouts");
    assert!(!validator.is_valid(&broken));
    let mut broken = json(&stories()[0].1);
    broken["tolls"][0].as_object_mut().unwrap().remove("scope");
    assert!(!validator.is_valid(&broken));
}

#[test]
fn spans_are_code_points_of_the_text() {
    for (name, record) in stories() {
        let written = json(&record);
        let text = |id: &Value| -> Vec<char> {
            let document =
                written["documents"].as_array().unwrap().iter().find(|document| document["id"] == *id).unwrap();
            document["text"].as_str().unwrap().chars().collect()
        };
        let words = |document: &Value, span: &Value| -> String {
            let at = |i: usize| usize::try_from(span[i].as_u64().unwrap()).unwrap();
            text(document)[at(0)..at(1)].iter().collect()
        };
        for list in ["tolls", "times", "places"] {
            for object in written[list].as_array().unwrap() {
                assert_eq!(object["text"], words(&object["document"], &object["span"]).as_str(), "{name} {list}");
            }
        }
        for statement in written["statements"].as_array().unwrap() {
            let pieces: Vec<String> = statement["content"]["spans"]
                .as_array()
                .unwrap()
                .iter()
                .map(|span| words(&statement["document"], span))
                .collect();
            assert_eq!(statement["content"]["text"], pieces.join(" ... ").as_str(), "{name}");
        }
    }
}

#[test]
fn ids_are_unique_and_lead_somewhere() {
    for (name, record) in stories() {
        let written = json(&record);
        let mut ids = BTreeSet::new();
        for list in written.as_object().unwrap().values().filter_map(Value::as_array).flatten() {
            assert!(list["rule"].is_string(), "{name}: {list}");
            assert!(ids.insert(list["id"].as_str().unwrap().to_owned()), "{name}: {} stands twice", list["id"]);
        }
        let mut followed = 0;
        follow(&written, &mut |field, id| {
            assert!(ids.contains(id), "{name}: {field} leads to {id}, which is nothing");
            followed += 1;
        });
        assert!(followed > 50, "{name}: {followed}");
    }
}

/// Calls back for every id by which an object refers to another.
fn follow(value: &Value, found: &mut dyn FnMut(&str, &str)) {
    const REFERENCES: [&str; 13] = [
        "document",
        "documents",
        "statement",
        "statements",
        "about",
        "entity",
        "event",
        "part_of",
        "when_time",
        "as_of_time",
        "kept_in",
        "dropped_by",
        "origins",
    ];
    match value {
        Value::Array(values) => values.iter().for_each(|value| follow(value, found)),
        Value::Object(fields) => {
            for (name, value) in fields {
                let is_reference = REFERENCES.contains(&name.as_str());
                match value {
                    // What contradictions are about is told in words.
                    Value::String(id) if is_reference && name != "about" => found(name, id),
                    Value::Array(ids) if is_reference && ids.iter().all(Value::is_string) => {
                        ids.iter().filter_map(Value::as_str).for_each(|id| found(name, id));
                    }
                    other => follow(other, found),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn equal_records_give_equal_bytes_and_ids_come_from_content() {
    let (_, record) = stories().remove(0);
    assert_eq!(bytes(&record), bytes(&record.clone()));
    let id = |record: &Record| json(record)["statements"][0]["id"].clone();
    let before = id(&record);
    // Another reading of the same words does not change the id; other words do.
    let mut other = record.clone();
    other.reports[0].statements[0].stance = whosays::document::Stance::Believes;
    other.reports[0].statements[0].content.clear();
    assert_eq!(id(&other), before);
    other.reports[0].text.insert_str(0, "Late: ");
    assert_ne!(id(&other), before);
    // A report that stands twice is two documents.
    let mut twice = record.clone();
    twice.reports.push(record.reports[0].clone());
    let written = json(&twice);
    assert_ne!(written["documents"][0]["id"], written["documents"][4]["id"]);
}

#[test]
fn nothing_that_analysis_gets_wrong_breaks_the_record() {
    let (_, mut record) = stories().remove(0);
    let report = &mut record.reports[0];
    report.text.insert(0, '“');
    report.statements[0].content = vec![Span::new(1, 2), Span::new(9, 4), Span::new(0, usize::MAX)];
    report.statements[0].about = vec![usize::MAX];
    report.statements[0].when = Some(usize::MAX);
    report.tolls[0].statement = Some(usize::MAX);
    report.places[0].lat = Some(f64::NAN);
    record.claims[0].reports = vec![usize::MAX];
    record.reprints[0].passages[0].report = usize::MAX;
    let validator = jsonschema::validator_for(&write::schema()).unwrap();
    let written = json(&record);
    assert!(validator.is_valid(&written), "{:?}", validator.iter_errors(&written).next().map(|e| e.to_string()));
}

#[test]
fn json_lines_hold_every_object() {
    for (name, record) in stories() {
        let mut out = Vec::new();
        write::json_lines(&record, &mut out).unwrap();
        let lines: Vec<Value> =
            String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let written = json(&record);
        let mut from_lines = lines.into_iter();
        for table in Table::ALL {
            for object in written[table.name()].as_array().unwrap() {
                let mut line = from_lines.next().unwrap();
                assert_eq!(line.as_object_mut().unwrap().remove("list"), Some(Value::from(table.name())), "{name}");
                assert_eq!(line, *object, "{name}");
            }
        }
        assert_eq!(from_lines.next(), None, "{name}");
    }
}

#[test]
fn tables_have_a_cell_for_every_column() {
    for (name, record) in stories() {
        for table in Table::ALL {
            let mut out = Vec::new();
            write::csv(&record, table, &mut out).unwrap();
            let rows = rows(&String::from_utf8(out).unwrap());
            assert_eq!(rows[0], table.columns(), "{name} {}", table.name());
            assert!(rows.iter().all(|row| row.len() == table.columns().len()), "{name} {}", table.name());
            assert_eq!(Table::parse(table.name()), Some(table));
        }
    }
}

#[test]
fn tables_are_for_people() {
    let (_, record) = stories().remove(0);
    let table = |table: Table| {
        let mut out = Vec::new();
        write::csv(&record, table, &mut out).unwrap();
        rows(&String::from_utf8(out).unwrap())
    };
    let statements = table(Table::Statements);
    let cell = |row: usize, column: &str| {
        let at = statements[0].iter().position(|name| name == column).unwrap();
        statements[row][at].as_str()
    };
    assert_eq!((cell(2, "report"), cell(2, "sentence"), cell(2, "speaker")), ("varda/courier.txt", "2", "Mira Tolan"));
    assert_eq!((cell(2, "relayed_by"), cell(2, "of")), ("Coast News Agency", "Interior Ministry"));
    assert_eq!(cell(3, "answers"), "varda/courier.txt:1");
    let ceasefires = table(Table::Ceasefires);
    assert_eq!(ceasefires.len(), 3, "a row for each alleged violation");
}

/// The rows of a table with quotation marks read as RFC 4180 has them.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = csv.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    rows
}
