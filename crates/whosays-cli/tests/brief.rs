//! The brief of our own story, line by line. The snapshots are what a reader sees: look at them when they change.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

#[path = "../../whosays-store/tests/support/mod.rs"]
mod support;

use support::stories;
use whosays::Record;
use whosays_cli::brief::brief;
use whosays_cli::page::Look;

const LOOK: Look = Look { width: 100, color: false, explain: false, full: false };

fn story() -> Record {
    stories().remove(0).1
}

/// The story's reports without what stands across them.
fn alone(report: usize) -> Record {
    Record { reports: vec![story().reports.swap_remove(report)], ..Record::default() }
}

#[test]
fn a_story() {
    insta::assert_snapshot!(brief(&story(), &LOOK));
}

#[test]
fn a_story_in_80_columns() {
    insta::assert_snapshot!(brief(&story(), &Look { width: 80, ..LOOK }));
}

#[test]
fn a_story_with_its_rules() {
    insta::assert_snapshot!(brief(&story(), &Look { explain: true, width: 120, ..LOOK }));
}

#[test]
fn one_report() {
    insta::assert_snapshot!(brief(&alone(0), &LOOK));
}

#[test]
fn a_report_of_which_nothing_is_known() {
    let mut record = alone(3);
    record.reports[0].statements.clear();
    record.reports[0].tolls.clear();
    record.reports[0].times.clear();
    insta::assert_snapshot!(brief(&record, &LOOK));
}

#[test]
fn lines_fit_and_colours_change_no_word() {
    for (name, record) in stories() {
        for width in [40, 60, 80, 100, 120, 200] {
            for (explain, full) in [(false, false), (true, true)] {
                let plain = brief(&record, &Look { width, color: false, explain, full });
                let too_long = plain.lines().find(|line| unicode_width::UnicodeWidthStr::width(*line) > width);
                assert_eq!(too_long, None, "{name} {width}");
                assert!(plain.lines().all(|line| line == line.trim_end()), "{name} {width}");
                assert!(!plain.contains("\n\n\n"), "{name} {width}");
                let colored = brief(&record, &Look { width, color: true, explain, full });
                assert_eq!(strip(&colored), plain, "{name} {width}");
            }
        }
    }
}

/// Text without the codes of colours.
fn strip(text: &str) -> String {
    let mut pieces = text.split('\x1b');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once('m').unwrap().1)
}

#[test]
fn every_statement_and_toll_is_told() {
    for (name, record) in stories() {
        let look = Look { full: true, width: 200, ..LOOK };
        let told: String = brief(&record, &look).split_whitespace().collect::<Vec<_>>().join(" ");
        for (key, report) in ('a'..).zip(&record.reports) {
            for toll in &report.tolls {
                let at = report.sentence_at(toll.span.start).map(|sentence| format!("{key}:{}", sentence + 1)).unwrap();
                assert!(told.contains(&at), "{name}: the toll at {at} is not told");
            }
            for statement in &report.statements {
                let cue = statement.cue.first().copied().unwrap_or(statement.span);
                let at = report.sentence_at(cue.start).map(|sentence| format!("{key}:{}", sentence + 1)).unwrap();
                assert!(told.contains(&at), "{name}: the statement at {at} is not told");
            }
        }
    }
}

#[test]
fn words_of_reports_cannot_command_the_terminal() {
    let mut record = alone(0);
    let report = &mut record.reports[0];
    report.title = Some("\x1b]0;owned\x07title".to_owned());
    report.outlet = Some("\x1b[2J\u{202e}outlet".to_owned());
    report.path = "a\x1b[31m.txt".to_owned();
    report.statements[0].sources[0].name = "Min\x1bistry\n\n\nx".to_owned();
    let told = brief(&record, &LOOK);
    assert!(!told.contains(['\x1b', '\x07', '\u{202e}']), "{told:?}");
}

#[test]
fn the_brief_of_a_large_story_is_brief_and_soon_there() {
    let mut record = story();
    let (reports, claims) = (record.reports.clone(), record.claims.clone());
    for copy in 1..250 {
        record.reports.extend(reports.iter().cloned());
        for mut claim in claims.iter().cloned() {
            claim.statements.iter_mut().for_each(|at| at.report += copy * reports.len());
            let statements = claim.statements;
            record.claims.iter_mut().find(|known| known.text == claim.text).unwrap().statements.extend(statements);
        }
    }
    record.stories[0].reports = (0..record.reports.len()).collect();
    let start = std::time::Instant::now();
    let lines = |full: bool| brief(&record, &Look { full, ..LOOK }).lines().count();
    assert!(lines(true) > 1000, "{}", lines(true));
    assert!(lines(false) < 400, "{}", lines(false));
    assert!(start.elapsed().as_secs() < 20, "{:?} for 1000 reports", start.elapsed());
}
