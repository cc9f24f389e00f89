//! Literate specs: `tests/spec/*.md` tell in prose what the program does, with reports and what is read in them.
//!
//! A fenced block `report` holds a text; its info string may tell the day of publication (`published: 2020-10-12`, a
//! range `2020-10-11..2020-10-12`, or a month `2020-10`). Blocks after it, up to the next report, hold what is expected,
//! a line each: `times`, `quantities`. With `UPDATE_SPECS=1` the expected blocks are written anew; read the difference
//! before you commit it.

#[allow(dead_code)]
mod support;

use std::collections::BTreeMap;
use std::path::PathBuf;

use whosays::document::Report;
use whosays::document::quantity::{self, Quantity};
use whosays::document::timex::{self, Timex};

/// Reads a report with one stage and writes what it found, a line each.
type Stage = Box<dyn Fn(&Report) -> Vec<String>>;

/// The stage that a block's name stands for.
fn stages() -> BTreeMap<&'static str, Stage> {
    let rules = timex::Rules::read(&whosays_data::ENGLISH).expect("the tables can be read");
    let read_times = move |report: &Report| {
        let expressions = timex::recognize(report, &rules);
        timex::resolve(&expressions, report, &report.published)
    };
    let numbers = quantity::Rules::read(&whosays_data::ENGLISH).expect("the tables can be read");
    let timed = read_times.clone();
    let mut stages: BTreeMap<&'static str, Stage> = BTreeMap::new();
    stages.insert(
        "times",
        Box::new(move |report| read_times(report).iter().map(|time| time_line(report, time)).collect()),
    );
    stages.insert(
        "quantities",
        Box::new(move |report| {
            let report = Report { times: timed(report), ..report.clone() };
            quantity::find(&report, &numbers).iter().map(|found| quantity_line(&report, found)).collect()
        }),
    );
    stages
}

/// `at least 40 = 40/null, count (at-least)`.
fn quantity_line(report: &Report, quantity: &Quantity) -> String {
    let bound = |bound: Option<f64>| bound.map_or_else(|| "null".to_owned(), |bound| bound.to_string());
    let mut line = format!("{} = {}/{}", report.words(quantity.span), bound(quantity.min), bound(quantity.max));
    line += &format!(", {}", quantity.kind);
    if let Some(unit) = &quantity.unit {
        line += &format!(", {unit}");
    }
    if quantity.approx {
        line += ", about";
    }
    line + &format!(" ({})", quantity.rule.split_once(':').map_or("", |(_, row)| row))
}

/// `Sunday = 2020-10-11, date, 2020-10-11 to 2020-10-11, from published (weekday)`.
fn time_line(report: &Report, time: &Timex) -> String {
    let mut line = format!("{} = {}, {}", report.words(time.span), time.value, time.kind);
    if time.earliest.is_some() || time.latest.is_some() {
        let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "?".to_owned(), |day| day.to_string());
        line += &format!(", {} to {}", day(time.earliest), day(time.latest));
    }
    if let Some(modifier) = time.modifier {
        line += &format!(", {modifier}");
    }
    if let Some(anchor) = &time.anchor {
        line += &format!(", from {anchor}");
    }
    line + &format!(" ({})", time.rule.split_once(':').map_or("", |(_, row)| row))
}

/// One fenced block: where its body stands, its info string.
struct Block {
    info: String,
    body: std::ops::Range<usize>,
    line: usize,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, usize, usize)> = None;
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let after = at + line.len();
        match (line.trim_end().strip_prefix("```"), open.take()) {
            (Some(info), None) => open = Some((info.trim().to_owned(), after, number + 1)),
            (Some(_), Some((info, start, line))) => blocks.push(Block { info, body: start..at, line }),
            (None, state) => open = state,
        }
        at = after;
    }
    blocks
}

fn report_of(info: &str, body: &str) -> Report {
    let published = info.split_once("published:").map_or("", |(_, day)| day.trim());
    support::report(body.trim_end(), support::published(published))
}

/// Checks one file. Gives back its text with the expected blocks written anew, and what differs.
fn check(text: &str, stages: &BTreeMap<&'static str, Stage>) -> (String, Vec<String>) {
    let (mut updated, mut copied, mut faults) = (String::new(), 0, Vec::new());
    let mut report: Option<Report> = None;
    for block in blocks(text) {
        let (name, body) = (block.info.split(' ').next().unwrap_or(""), &text[block.body.clone()]);
        if name == "report" {
            report = Some(report_of(&block.info, body));
            continue;
        }
        let Some(stage) = stages.get(name) else {
            faults.push(format!("line {}: no stage `{name}`", block.line));
            continue;
        };
        let Some(report) = &report else {
            faults.push(format!("line {}: `{name}` stands before any report", block.line));
            continue;
        };
        let found: String = stage(report).iter().map(|line| format!("{line}\n")).collect();
        if found != body {
            faults.push(format!("line {}: expected\n{body}  found\n{found}", block.line));
        }
        updated += &text[copied..block.body.start];
        updated += &found;
        copied = block.body.end;
    }
    (updated + &text[copied..], faults)
}

#[test]
fn specs_hold() {
    let stages = stages();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/spec");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("specs stand in tests/spec").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut all = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "md")) {
        let text = std::fs::read_to_string(path).expect("the spec can be read");
        let (updated, faults) = check(&text, &stages);
        if std::env::var_os("UPDATE_SPECS").is_some() {
            std::fs::write(path, updated).expect("the spec can be written");
        } else {
            all.extend(faults.into_iter().map(|fault| format!("{}, {fault}", path.display())));
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn a_wrong_line_is_a_fault() {
    let text =
        "A lie.\n\n```report published: 2020-10-12\nShelling resumed on Sunday.\n```\n\n```times\nnothing\n```\n";
    let (updated, faults) = check(text, &stages());
    assert_eq!(faults.len(), 1);
    assert!(updated.contains("Sunday = 2020-10-11"), "{updated}");
    assert!(check(&updated, &stages()).1.is_empty());
    assert!(!check("```times\n```\n", &stages()).1.is_empty());
    assert!(!check("```report\nA.\n```\n```nonsense\n```\n", &stages()).1.is_empty());
}
