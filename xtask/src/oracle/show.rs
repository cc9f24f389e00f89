//! The record in words, to read while developing.

use std::fmt::Write;

use whosays::corpus::{Contradiction, Record};
use whosays::Span;

/// Everything that stands across reports, one line an item.
pub(crate) fn record(record: &Record) -> String {
    let mut out = String::new();
    let words = |report: usize, span: Span| record.reports[report].words(span).replace('\n', " ");
    let stem = |report: usize| record.reports[report].path.clone();
    for report in &record.reports {
        let _ = writeln!(out, "report {} {:?}", report.path, report.published);
    }
    for story in &record.stories {
        let _ = writeln!(out, "\nstory {:?} {:?}..{:?}: {:?}", story.title, story.from, story.to, story.reports);
    }
    for r in &record.reprints {
        let _ = writeln!(out, "\nreprint {} {} origin {:?} dropped {:?}", r.kind, r.rule, r.origin, r.dropped_credit);
        for p in &r.passages {
            let _ = writeln!(out, "   {}: {}", stem(p.report), words(p.report, p.span));
        }
    }
    for c in &record.claims {
        let origins: Vec<_> = c.origins.iter().map(|o| (&o.name, o.statements.len())).collect();
        let _ = writeln!(out, "\nclaim {:?} [{}] origins {origins:?}\n   denied by {:?}", c.text, c.rule, c.denied_by);
        for s in &c.statements {
            let statement = &record.reports[s.report].statements[s.statement];
            let content: Vec<String> = statement.content.iter().map(|&x| words(s.report, x)).collect();
            let who: Vec<&str> = statement.sources.iter().map(|x| x.name.as_str()).collect();
            let _ = writeln!(out, "   {}/{}: {who:?} {} {}", stem(s.report), s.statement, statement.stance, content.join(" … "));
        }
    }
    let mut conflicts = |title: &str, list: &[Contradiction]| {
        for c in list {
            let _ = writeln!(out, "\n{title} {} [{}] {}", c.kind, c.rule, c.about);
            for m in &c.members {
                let _ = writeln!(out, "   {}: {} = {}", stem(m.report), words(m.report, m.span), m.value);
            }
        }
    };
    conflicts("contradiction", &record.contradictions);
    conflicts("update", &record.updates);
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
        let _ = writeln!(out, "\nbackground {} [{}] {}\n   {}", stem(b.passage.report), b.rule, b.why, words(b.passage.report, b.passage.span));
    }
    out
}
