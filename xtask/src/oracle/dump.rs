//! As much of `whosays/report/1` as `score.py` needs to score what stands across reports.

use serde_json::{Value, json};
use whosays::Span;
use whosays::corpus::{Contradiction, Record, StatementAt};
use whosays::document::Report;

/// The record as JSON; offsets are code points.
pub(crate) fn record(record: &Record) -> Value {
    let statements = record.reports.iter().enumerate().flat_map(|(i, r)| {
        r.statements.iter().enumerate().map(move |(j, s)| {
            let spans = |list: &[Span]| -> Vec<Value> { list.iter().map(|&x| span(r, x)).collect() };
            json!({ "id": name(StatementAt { report: i, statement: j }), "document": i.to_string(),
                "stance": s.stance.as_str(), "cue": { "spans": spans(&s.cue) }, "content": { "spans": spans(&s.content) },
                "sources": s.sources.iter().map(|x| json!({ "name": x.name })).collect::<Vec<_>>(),
                "about": s.about.iter().map(|&k| name(StatementAt { report: i, statement: k })).collect::<Vec<_>>() })
        })
    });
    let conflicts = |list: &[Contradiction]| -> Vec<Value> { list.iter().map(|c| conflict(record, c)).collect() };
    json!({
        "documents": record.reports.iter().enumerate()
            .map(|(i, r)| json!({ "id": i.to_string(), "path": r.path })).collect::<Vec<_>>(),
        "statements": statements.collect::<Vec<_>>(),
        "claims": record.claims.iter().map(|c| json!({ "text": c.text,
            "statements": c.statements.iter().map(|&s| name(s)).collect::<Vec<_>>(),
            "origins": c.origins.iter().map(|o| json!({ "name": o.name })).collect::<Vec<_>>() })).collect::<Vec<_>>(),
        "reprints": record.reprints.iter().map(|r| json!({ "kind": r.kind.as_str(), "passages": r.passages.iter()
            .map(|p| json!({ "document": p.report.to_string(), "span": span(&record.reports[p.report], p.span) }))
            .collect::<Vec<_>>() })).collect::<Vec<_>>(),
        "background": record.background.iter().map(|b| json!({ "document": b.passage.report.to_string(),
            "span": span(&record.reports[b.passage.report], b.passage.span), "rule": b.rule })).collect::<Vec<_>>(),
        "stories": record.stories.iter().map(|s| json!({ "title": s.title,
            "documents": s.reports.iter().map(usize::to_string).collect::<Vec<_>>() })).collect::<Vec<_>>(),
        "contradictions": conflicts(&record.contradictions),
        "updates": conflicts(&record.updates),
    })
}

fn name(at: StatementAt) -> String {
    format!("{}:{}", at.report, at.statement)
}

fn conflict(record: &Record, conflict: &Contradiction) -> Value {
    let members = conflict.members.iter().map(|m| {
        json!({ "document": m.report.to_string(), "span": span(&record.reports[m.report], m.span), "value": m.value })
    });
    json!({ "kind": conflict.kind.as_str(), "about": conflict.about, "members": members.collect::<Vec<_>>() })
}

fn span(report: &Report, span: Span) -> Value {
    let count = |to: usize| report.text.get(..to).map_or(0, |head| head.chars().count());
    json!([count(span.start), count(span.end)])
}
