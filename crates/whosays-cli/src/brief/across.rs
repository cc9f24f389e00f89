//! What stands across the reports of a story: values that differ, the timeline, the ceasefire, reprints.

use std::collections::BTreeMap;

use whosays::corpus::{Contradiction, Passage, Reprint, ReprintKind, TimelineEntry};

use super::desk::{Desk, Pointer, key, name, origin};
use whosays::Span;
use whosays::document::Statement;

use super::say;
use crate::page::{Ink, Page, Row, Text};

/// How many entries of a list are shown before the rest is only counted.
const MOST: usize = 12;

/// True if something is told in one of these reports.
fn within(reports: &[usize], mut told: impl Iterator<Item = usize>) -> bool {
    told.any(|report| reports.contains(&report))
}

/// Values that exclude each other.
pub(super) fn differs(page: &mut Page, desk: Desk, reports: &[usize]) {
    values(page, desk, reports, &desk.record.contradictions, ("DIFFERS", "two values for one fact as of one time"));
}

/// Later values that replace earlier ones.
pub(super) fn updates(page: &mut Page, desk: Desk, reports: &[usize]) {
    values(page, desk, reports, &desk.record.updates, ("UPDATES", "later values, which contradict nothing"));
}

fn values(page: &mut Page, desk: Desk, reports: &[usize], found: &[Contradiction], head: (&str, &str)) {
    let here = |found: &&Contradiction| within(reports, found.members.iter().map(|member| member.report));
    let found: Vec<&Contradiction> = found.iter().filter(here).collect();
    if found.is_empty() {
        return;
    }
    page.heading(head.0, head.1);
    let count = found.len();
    for found in found.into_iter().take(page.most(MOST)) {
        let about = Text::of(Ink::Strong, say::clean(&found.about)).and(Ink::Dim, format!(" · {}", found.kind));
        page.row(Row::new(2).text(about).rules([found.rule]));
        // One value in the same words is told once, with all the places where it stands.
        let mut rows: Vec<(Text, Vec<Pointer>)> = Vec::new();
        for member in &found.members {
            let Some(report) = desk.report(member.report) else { continue };
            let mut words = Text::of(Ink::Plain, say::quote(report.words(member.span), page.room(4) * 2));
            words.extend(voice_of(desk, member.report, member.span));
            let at = desk.pointer(member.report, member.span);
            match rows.iter_mut().find(|(known, _)| *known == words) {
                Some((_, pointers)) => pointers.push(at),
                None => rows.push((words, vec![at])),
            }
        }
        for (words, at) in rows {
            page.row(Row::new(4).text(words).at(desk.pointers(at)));
        }
    }
    page.rest(2, count, MOST);
}

/// Who says the words, if somebody does: the voice of the statement that holds them.
fn voice_of(desk: Desk, report: usize, span: Span) -> Text {
    let statements = desk.report(report).map_or(&[][..], |report| &report.statements);
    let says = |statement: &&Statement| statement.content.iter().any(|content| content.contains(span));
    // Of statements inside each other the inner one says it.
    match statements.iter().filter(says).min_by_key(|statement| statement.span.len()) {
        Some(statement) => Text::of(Ink::Dim, format!(" –\u{a0}{}", name(origin(statement)))),
        None => Text::new(),
    }
}

/// What happened when.
pub(super) fn timeline(page: &mut Page, desk: Desk, reports: &[usize]) {
    let here = |entry: &&TimelineEntry| within(reports, entry.reports.iter().copied());
    let entries: Vec<&TimelineEntry> = desk.record.timeline.iter().filter(here).collect();
    if entries.is_empty() {
        return;
    }
    page.heading("TIMELINE", "");
    let whens: Vec<String> = entries.iter().map(|entry| say::timex(&entry.when)).collect();
    let lead = whens.iter().map(|when| crate::page::layout::width(when)).max().unwrap_or(0).min(24);
    let count = entries.len();
    for (entry, when) in entries.into_iter().zip(whens).take(page.most(2 * MOST)) {
        let row = Row::new(2).lead(Text::of(Ink::Strong, when), lead);
        let row = row.text(Text::of(Ink::Plain, say::clean(&entry.what)).joined(told_by(desk, entry)));
        page.row(row.at(desk.pointers(stands(desk, entry))).rules([entry.rule]));
    }
    page.rest(2, count, 2 * MOST);
}

/// By whom a line of the timeline is told, if it is not the reporters.
fn told_by(desk: Desk, entry: &TimelineEntry) -> Text {
    let mut names: Vec<String> = Vec::new();
    for statement in entry.statements.iter().filter_map(|&at| desk.statement(at)) {
        let name = name(origin(statement));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { Text::new() } else { Text::of(Ink::Dim, format!(" · according to {}", say::and(&names))) }
}

/// Where a line of the timeline stands: its statements, and in the other reports the first mention of its time.
fn stands(desk: Desk, entry: &TimelineEntry) -> Vec<Pointer> {
    let mut pointers: Vec<Pointer> = entry.statements.iter().filter_map(|&at| desk.of_statement(at)).collect();
    for &index in &entry.reports {
        if pointers.iter().any(|(report, _)| *report == index) {
            continue;
        }
        let time = desk.report(index).and_then(|report| report.times.iter().find(|time| time.value == entry.when));
        pointers.push(time.map_or((index, None), |time| desk.pointer(index, time.span)));
    }
    pointers
}

/// Ceasefires and the violations that are alleged.
pub(super) fn ceasefires(page: &mut Page, desk: Desk, reports: &[usize]) {
    let all = &desk.record.ceasefires;
    // A ceasefire without alleged violations names no report; it is told where there is one story only.
    let here: Vec<_> = all
        .iter()
        .filter(|c| {
            c.alleged_violations.is_empty() && desk.record.stories.len() < 2
                || within(reports, c.alleged_violations.iter().map(|violation| violation.statement.report))
        })
        .collect();
    if here.is_empty() {
        return;
    }
    page.heading("CEASEFIRE", "");
    for ceasefire in here {
        let mut text = Text::of(Ink::Strong, say::and(&ceasefire.parties));
        text.push(Ink::Open, format!(" · {}", ceasefire.state.as_str().replace('_', " ")));
        let mut facts = Vec::new();
        facts.extend(ceasefire.mediator.iter().map(|mediator| format!("mediated by {}", say::clean(mediator))));
        facts.extend(ceasefire.agreed.iter().map(|when| format!("agreed {}", say::timex(when))));
        facts.extend(ceasefire.in_force.iter().map(|when| format!("in force since {}", say::timex(when))));
        page.row(Row::new(2).text(text).text(Text::of(Ink::Dim, facts.join(", "))).rules([ceasefire.rule]));
        for violation in &ceasefire.alleged_violations {
            let mut text = Text::of(Ink::Strong, say::clean(&violation.by));
            text.push(Ink::Plain, " alleges a violation");
            if !violation.against.is_empty() {
                text.push(Ink::Plain, format!(" by {}", say::and(&violation.against)));
            }
            let place = violation.place.iter().map(|place| say::clean(place));
            for part in place.chain(violation.when.iter().map(|when| say::timex(when))) {
                text.push(Ink::Plain, format!(", {part}"));
            }
            if !violation.denied_by.is_empty() {
                text.push(Ink::Dim, format!("; denied by {}", say::and(&violation.denied_by)));
            }
            page.row(Row::new(4).text(text).at(desk.at_statements(&[violation.statement])));
        }
    }
}

/// Passages that several reports share, by the reports that share them.
pub(super) fn reprints(page: &mut Page, desk: Desk, reports: &[usize]) {
    let mut groups: BTreeMap<Vec<usize>, Vec<&Reprint>> = BTreeMap::new();
    for reprint in &desk.record.reprints {
        let mut sharing: Vec<usize> = reprint.passages.iter().map(|passage| passage.report).collect();
        sharing.sort_unstable();
        sharing.dedup();
        if within(reports, sharing.iter().copied()) {
            groups.entry(sharing).or_default().push(reprint);
        }
    }
    if groups.is_empty() {
        return;
    }
    page.heading("REPRINTS", "passages that several reports share count as one voice");
    let count = groups.len();
    for (i, (sharing, passages)) in groups.into_iter().take(page.most(MOST)).enumerate() {
        if i > 0 {
            page.blank();
        }
        let keys: Vec<String> = sharing.iter().map(|&report| key(report)).collect();
        let verbatim = passages.iter().filter(|reprint| reprint.kind == ReprintKind::Verbatim).count();
        let counts = match (verbatim, passages.len() - verbatim) {
            (_, 0) => "word for word".to_owned(),
            (0, _) => "with small changes".to_owned(),
            (verbatim, near) => format!("{verbatim} word for word, {near} with small changes"),
        };
        let shared = format!(" share {}, {counts}", say::plural(passages.len(), "passage"));
        page.paragraph(2, Text::of(Ink::Strong, say::and(&keys)).and(Ink::Dim, shared));
        for reprint in passages.iter().take(page.most(MOST)) {
            passage(page, desk, reprint);
        }
        page.rest(4, passages.len(), MOST);
    }
    page.rest(2, count, MOST);
}

fn passage(page: &mut Page, desk: Desk, reprint: &Reprint) {
    let Some(first) = reprint.passages.first() else { return };
    let words = |passage: &Passage| desk.report(passage.report).map_or("", |report| report.words(passage.span));
    let mark = if reprint.kind == ReprintKind::Verbatim { "=" } else { "≈" };
    let most = page.most(page.room(7));
    let mut row =
        Row::new(4).lead(Text::of(Ink::Dim, mark), 1).text(Text::of(Ink::Plain, say::quote(words(first), most)));
    if let Some(dropped) = &reprint.dropped_credit {
        let told = format!(
            "{} drops the credit to {}, which {} keeps",
            key(dropped.report),
            say::clean(&dropped.credit),
            key(dropped.kept_in)
        );
        row = row.text(Text::of(Ink::Open, told));
    } else if let Some(origin) = &reprint.origin {
        row = row.text(Text::of(Ink::Dim, format!("credited to {}", say::clean(origin))));
    }
    let at = desk.pointers(reprint.passages.iter().map(|passage| desk.pointer(passage.report, passage.span)));
    page.row(row.at(at).rules([reprint.rule]));
}
