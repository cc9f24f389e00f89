//! Every row of every rule table is tried on its own examples: each `yes` sentence must give something that the row
//! found, each `no` sentence nothing of it.

#[allow(dead_code)]
mod support;

use std::collections::BTreeMap;

use whosays::Lexicon;
use whosays::document::Report;
use whosays::document::{quantity, timex};

/// Reads a report with one stage and names the rules of what it found.
type Stage = Box<dyn Fn(&Report) -> Vec<String>>;

/// The stage that runs each rule table. A table with `yes` and `no` columns must be named here.
fn stages() -> BTreeMap<&'static str, Stage> {
    let times = timex::Rules::read(&whosays_data::ENGLISH).expect("the tables can be read");
    let mut stages: BTreeMap<&'static str, Stage> = BTreeMap::new();
    stages.insert(
        "timex",
        Box::new(move |report| timex::recognize(report, &times).into_iter().map(|found| found.rule).collect()),
    );
    let quantities = quantity::Rules::read(&whosays_data::ENGLISH).expect("the tables can be read");
    stages.insert(
        "quantity",
        Box::new(move |report| quantity::find(report, &quantities).into_iter().map(|found| found.rule).collect()),
    );
    stages
}

#[test]
fn rows_find_their_examples_and_nothing_else() {
    let stages = stages();
    let mut faults = Vec::new();
    for table in whosays_data::ENGLISH.tables {
        let lexicon = Lexicon::parse(table.name, table.text);
        let has_examples = lexicon.rows().any(|row| !row.get("yes").is_empty() || !row.get("no").is_empty());
        let Some(stage) = stages.get(table.name) else {
            assert!(!has_examples, "no stage runs table `{}`", table.name);
            continue;
        };
        for row in lexicon.rows() {
            let rule = format!("{}:{}", table.name, row.get("id"));
            for column in ["yes", "no"] {
                let sentences: Vec<&str> = row.get(column).split(" || ").filter(|s| !s.is_empty()).collect();
                if sentences.is_empty() {
                    faults.push(format!("{rule} has no example under `{column}`"));
                }
                for sentence in sentences {
                    let found = stage(&support::report(sentence, support::published("2020-10-12")));
                    if found.contains(&rule) != (column == "yes") {
                        faults.push(format!("{rule}, {column}: {sentence}\n    found {found:?}"));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} examples fail:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn rows_have_names_of_their_own() {
    for table in whosays_data::ENGLISH.tables {
        let lexicon = Lexicon::parse(table.name, table.text);
        let mut ids: Vec<&str> = lexicon.rows().map(|row| row.get("id")).filter(|id| !id.is_empty()).collect();
        ids.sort_unstable();
        for pair in ids.windows(2) {
            assert_ne!(pair[0], pair[1], "table `{}` has two rows of one name", table.name);
        }
    }
}
