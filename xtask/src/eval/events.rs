//! Types of events: PLOVER records, CAMEO quad classes, CASE 2021.

use whosays::document::{Event, Status};
use whosays::score::class::Classes;
use whosays::{Input, Report};

use super::{Context, Row, Skipped};
use crate::corpus::Split;
use crate::corpus::{cameo, case2021, plover};

/// Scores what the reader can do.
pub(super) fn run(context: &Context) -> Result<Vec<Row>, Skipped> {
    let mut rows = Vec::new();
    if let Some(annotate) = &context.system.annotate {
        let read = |text: &str| annotate(&Input { text: text.to_owned(), ..Input::default() });
        rows.extend(plover_rows(context, &read)?);
        rows.extend(cameo_rows(context, &read)?);
    }
    if let Some(classify) = context.system.classify.as_ref().filter(|_| context.reads(Split::Test)) {
        let snippets = case2021::snippets(context.shared)?;
        let read = snippets.iter().map(|snippet| classify(&snippet.text));
        let classes = Classes::new(snippets.iter().map(|snippet| snippet.kind.clone()), read);
        rows.push(Row::new("CASE 2021 task 2", "test", "type weighted F1", classes.weighted_f1(), snippets.len()));
    }
    if rows.is_empty() { Err(Skipped("the reader finds no events".to_owned())) } else { Ok(rows) }
}

/// The type of the event that the record is about: the one whose words overlap the marked ones, else the first.
fn plover_rows(context: &Context, read: &dyn Fn(&str) -> Report) -> Result<Vec<Row>, Skipped> {
    let records = plover::records(context.shared)?;
    let reports: Vec<Report> = records.iter().map(|record| read(&record.text)).collect();
    let main = |(record, report): (&plover::Record, &Report)| {
        let marked = |event: &&Event| record.anchors.iter().any(|anchor| touches(anchor, event, report));
        let event = report.events.iter().find(marked).or(report.events.first());
        event.map_or("", |event| event.kind.as_str()).to_owned()
    };
    let n = records.len();
    let classes =
        Classes::new(records.iter().map(|record| record.kind.clone()), records.iter().zip(&reports).map(main));
    let found = |(record, report): &(&plover::Record, &Report)| {
        report.events.iter().any(|event| event.kind.as_str() == record.kind)
    };
    let found = records.iter().zip(&reports).filter(found).count();
    Ok(vec![
        Row::new("PLOVER records", "dev", "type accuracy", classes.accuracy(), n).noted("marked event; else the first"),
        Row::new("PLOVER records", "dev", "type found", whosays::score::percent(found, n), n).noted("any event"),
    ])
}

fn touches(anchor: &str, event: &Event, report: &Report) -> bool {
    let mut places = report.text.match_indices(anchor);
    places.any(|(at, _)| event.anchor.start < at + anchor.len() && at < event.anchor.end)
}

fn cameo_rows(context: &Context, read: &dyn Fn(&str) -> Report) -> Result<Vec<Row>, Skipped> {
    let mut rows = Vec::new();
    for split in [Split::Train, Split::Test].into_iter().filter(|&split| context.reads(split)) {
        let sentences = cameo::sentences(context.shared, split)?;
        let class = |sentence: &cameo::Sentence| {
            let report = read(&sentence.text);
            let event = report.events.iter().find(|event| event.status != Status::Hypothetical);
            event.map_or(0, |event| cameo::class_of(event.kind.as_str()))
        };
        let classes = Classes::new(sentences.iter().map(|s| s.class), sentences.iter().map(class));
        let row = |metric, value| Row::new("CAMEO sentences", split.as_str(), metric, value, sentences.len());
        rows.push(row("quad class accuracy", classes.accuracy()));
        rows.push(row("quad class macro F1", classes.macro_f1()));
    }
    Ok(rows)
}
