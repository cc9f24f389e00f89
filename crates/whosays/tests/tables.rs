//! Every row of every rule table is tried on its own examples: each `yes` sentence must give something that the row
//! found, each `no` sentence nothing of it.

mod plain;
#[allow(dead_code)]
mod support;

use whosays::document::gazetteer::{self, Context, Gazetteer};
use whosays::document::world::World;
use whosays::document::{quantity, timex};
use whosays::{Input, Lexicon, Reader, Report, Row};

/// What examples are read with, made once.
struct Bench {
    reader: Reader,
    world: World,
    gazetteer: Gazetteer<'static>,
    times: timex::Rules,
    quantities: quantity::Rules,
}

impl Bench {
    fn new() -> Self {
        Self {
            reader: Reader::english().expect("the model and the tables can be read"),
            world: World::new(whosays_data::WORLD, &whosays_data::ENGLISH),
            gazetteer: Gazetteer::new(whosays_data::PLACES).expect("the file of places is whole"),
            times: timex::Rules::read(&whosays_data::ENGLISH).expect("the tables can be read"),
            quantities: quantity::Rules::read(&whosays_data::ENGLISH).expect("the tables can be read"),
        }
    }

    /// The rules that find something in a text, as `table:row`; `None` for a table that no stage here runs.
    fn rules(&self, table: &Lexicon, text: &str) -> Option<Vec<String>> {
        let rules = match table.name() {
            "act" | "cue" | "event" | "harm" | "headline" | "withhold" => of_report(&self.read(text)),
            "background" => self.of_history(text),
            "furniture" => of_wire(&self.read(&text.replace('¶', "\n\n")), table),
            // These need no tags; what they find without them they must find with them.
            "timex" => timex::recognize(&dated(text), &self.times).into_iter().map(|found| found.rule).collect(),
            "quantity" => quantity::find(&dated(text), &self.quantities).into_iter().map(|found| found.rule).collect(),
            "organ" | "title" => {
                self.world.mentions(&plain::report(text)).into_iter().map(|mention| mention.actor.rule).collect()
            }
            "feature" => {
                let report = plain::report(text);
                let places = gazetteer::find(&report, &self.world, &self.gazetteer, &Context::default());
                places.into_iter().map(|place| place.rule).collect()
            }
            _ => return None,
        };
        Some(rules)
    }

    fn read(&self, text: &str) -> Report {
        let published = Some(support::published("2020-10-12"));
        self.reader.read_report(Input { text: text.to_owned(), published, ..Input::default() })
    }

    /// The first sentence of a report is its news, whatever it says: the example stands second. The day of publication
    /// is not told, lest the days that the example names decide before its words do.
    fn of_history(&self, text: &str) -> Vec<String> {
        let text = format!("A ferry sank off the island, and its crew swam ashore.\n\n{text}");
        let record = self.reader.read(vec![Input { text, ..Input::default() }], &|_| ());
        record.background.into_iter().map(|passage| passage.rule).collect()
    }
}

fn dated(text: &str) -> Report {
    support::report(text, support::published("2020-10-12"))
}

/// The rules of statements, tolls and events. A stance that the words of what is said decide has a rule of its own
/// beside that of the cue.
fn of_report(report: &Report) -> Vec<String> {
    let statements = report.statements.iter().flat_map(|statement| statement.rule.split('+'));
    let tolls = report.tolls.iter().map(|toll| toll.rule.as_str());
    let events = report.events.iter().map(|event| event.rule.as_str());
    statements.chain(tolls).chain(events).map(str::to_owned).collect()
}

/// Furniture carries no rule: what a piece of it opens with, and what it was taken for, tell the row.
fn of_wire(report: &Report, table: &Lexicon) -> Vec<String> {
    let wire = &report.wire;
    let pieces = wire.outside.iter().filter_map(|piece| {
        let role = match () {
            () if wire.date_line.is_some_and(|date| piece.contains(date)) => "date",
            () if wire.credit.is_some_and(|credit| piece.contains(credit)) => "credit",
            () if wire.dateline.is_some_and(|place| piece.contains(place)) => return None,
            () => "byline",
        };
        let words = report.words(*piece).trim_start_matches('(').to_lowercase();
        let opens = |row: &Row<'_>| row.list("words").filter(|w| words.starts_with(*w)).map(str::len).max();
        let rows = table.rows().filter(|row| row.get("role") == role);
        let row = rows.filter(|row| opens(row).is_some()).max_by_key(|row| opens(row))?;
        Some(format!("furniture:{}", row.get("id")))
    });
    pieces.collect()
}

fn has_examples(row: &Row<'_>) -> bool {
    !row.get("yes").is_empty() || !row.get("no").is_empty()
}

/// What is wrong with the examples of a row.
fn faults(bench: &Bench, table: &Lexicon, row: &Row<'_>) -> Vec<String> {
    let rule = format!("{}:{}", table.name(), row.get("id"));
    let mut faults = Vec::new();
    for column in ["yes", "no"] {
        let sentences: Vec<&str> = row.get(column).split(" || ").filter(|s| !s.is_empty()).collect();
        if sentences.is_empty() {
            faults.push(format!("{rule} has no example under `{column}`"));
        }
        for sentence in sentences {
            match bench.rules(table, sentence) {
                None => return vec![format!("no stage runs table `{}`", table.name())],
                Some(found) if found.contains(&rule) != (column == "yes") => {
                    faults.push(format!("{rule}, {column}: {sentence}\n    found {found:?}"));
                }
                Some(_) => {}
            }
        }
    }
    faults
}

#[test]
fn rows_find_their_examples_and_nothing_else() {
    let bench = Bench::new();
    let mut wrong = Vec::new();
    for table in whosays_data::ENGLISH.tables {
        let lexicon = Lexicon::parse(table.name, table.text);
        if lexicon.rows().any(|row| has_examples(&row)) {
            wrong.extend(lexicon.rows().flat_map(|row| faults(&bench, &lexicon, &row)));
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_wrong_example_is_a_fault() {
    let bench = Bench::new();
    let table = Lexicon::parse("cue", "id\tyes\tno\nsay\tThe well is deep.\tThe mayor said the well was dry.\n");
    let row = table.rows().next().expect("the table has a row");
    assert_eq!(faults(&bench, &table, &row).len(), 2);
    let unknown = Lexicon::parse("nonsense", "id\tyes\tno\na\tA.\tB.\n");
    assert_eq!(faults(&bench, &unknown, &unknown.rows().next().expect("the table has a row")).len(), 1);
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
