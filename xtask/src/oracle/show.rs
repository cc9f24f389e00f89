//! The record in words, to read while developing.

use std::fmt::Write;

use whosays::Span;
use whosays::corpus::{Contradiction, Record};

/// Everything that stands across reports, one line an item.
pub(crate) fn record(record: &Record) -> String {
    let mut out = String::new();
    for report in &record.reports {
        let _ = writeln!(out, "report {} {:?}", report.path, report.published);
    }
    for story in &record.stories {
        let _ = writeln!(out, "\nstory {:?} {:?}..{:?}: {:?}", story.title, story.from, story.to, story.reports);
    }
    reprints(record, &mut out);
    claims(record, &mut out);
    conflicts(record, "contradiction", &record.contradictions, &mut out);
    conflicts(record, "update", &record.updates, &mut out);
    rest(record, &mut out);
    out
}

fn words(record: &Record, report: usize, span: Span) -> String {
    record.reports[report].words(span).replace('\n', " ")
}

fn path(record: &Record, report: usize) -> &str {
    &record.reports[report].path
}

fn reprints(record: &Record, out: &mut String) {
    for r in &record.reprints {
        let _ = writeln!(out, "\nreprint {} {} origin {:?} dropped {:?}", r.kind, r.rule, r.origin, r.dropped_credit);
        for p in &r.passages {
            let _ = writeln!(out, "   {}: {}", path(record, p.report), words(record, p.report, p.span));
        }
    }
}

fn claims(record: &Record, out: &mut String) {
    for c in &record.claims {
        let origins: Vec<_> = c.origins.iter().map(|o| (&o.name, o.statements.len())).collect();
        let _ = writeln!(out, "\nclaim {:?} [{}] origins {origins:?}\n   denied by {:?}", c.text, c.rule, c.denied_by);
        for s in &c.statements {
            let statement = &record.reports[s.report].statements[s.statement];
            let content: Vec<String> = statement.content.iter().map(|&x| words(record, s.report, x)).collect();
            let who: Vec<&str> = statement.sources.iter().map(|x| x.name.as_str()).collect();
            let path = path(record, s.report);
            let _ = writeln!(out, "   {path}/{}: {who:?} {} {}", s.statement, statement.stance, content.join(" … "));
        }
    }
}

fn conflicts(record: &Record, title: &str, list: &[Contradiction], out: &mut String) {
    for c in list {
        let _ = writeln!(out, "\n{title} {} [{}] {}", c.kind, c.rule, c.about);
        for m in &c.members {
            let _ = writeln!(out, "   {}: {} = {}", path(record, m.report), words(record, m.report, m.span), m.value);
        }
    }
}

fn rest(record: &Record, out: &mut String) {
    for t in &record.timeline {
        let _ = writeln!(out, "\ntimeline {} {} {:?} {:?}", t.when, t.what, t.reports, t.statements);
    }
    for c in &record.ceasefires {
        let _ = writeln!(out, "\nceasefire {c:?}");
    }
    for i in &record.identities {
        let _ = writeln!(out, "\nidentity {} = {:?} {:?} {} statements", i.name, i.aliases, i.side, i.statements.len());
    }
    for b in &record.background {
        let (report, span) = (b.passage.report, b.passage.span);
        let _ = writeln!(
            out,
            "\nbackground {} [{}] {}\n   {}",
            path(record, report),
            b.rule,
            b.why,
            words(record, report, span)
        );
    }
}
