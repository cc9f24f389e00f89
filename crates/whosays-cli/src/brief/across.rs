//! What stands across the reports of a story: values that differ, the timeline, reprints.

use std::collections::{BTreeMap, BTreeSet};

use whosays::Span;
use whosays::corpus::{Contradiction, ContradictionKind, Member, Passage, Reprint, ReprintKind, TimelineEntry};
use whosays::document::Statement;

use super::desk::{Desk, Pointer, key, name, origin};
use super::say;
use super::sort::Sorted;
use crate::page::layout::width;
use crate::page::{Ink, Page, Row, Text};

/// How many entries of a list are shown before the rest is only counted.
const MOST: usize = 12;

/// True if something is told in one of these reports.
fn within(reports: &[usize], mut told: impl Iterator<Item = usize>) -> bool {
    told.any(|report| reports.contains(&report))
}

/// Values that exclude each other. A denial that stands in a dispute is not told a second time.
pub(super) fn differs(page: &mut Page, desk: Desk, sorted: &Sorted, reports: &[usize]) {
    let disputed = |member: &Member| {
        let mut statements = sorted.disputed.iter().flat_map(|said| &said.statements);
        statements.any(|at| {
            let said = desk.statement(*at).filter(|_| at.report == member.report);
            said.is_some_and(|said| said.content.iter().chain([&said.span]).any(|span| span.overlaps(member.span)))
        })
    };
    let told = |found: &Contradiction| found.kind == ContradictionKind::Denial && found.members.iter().all(disputed);
    let found = desk.record.contradictions.iter().filter(|found| !told(found));
    values(page, desk, reports, found, ("DIFFERS", "two values for one fact as of one time"));
}

/// Later values that replace earlier ones.
pub(super) fn updates(page: &mut Page, desk: Desk, reports: &[usize]) {
    let found = desk.record.updates.iter();
    values(page, desk, reports, found, ("UPDATES", "later values, which contradict nothing"));
}

/// What differs, and in what way: pairs of values of one thing are told together.
type Thing = (ContradictionKind, String);

fn values<'r>(
    page: &mut Page,
    desk: Desk,
    reports: &[usize],
    found: impl Iterator<Item = &'r Contradiction>,
    head: (&str, &str),
) {
    let mut things: Vec<(Thing, Vec<&Member>, Vec<&str>)> = Vec::new();
    for found in found.filter(|found| within(reports, found.members.iter().map(|member| member.report))) {
        let thing = (found.kind, say::clean(&found.about));
        let known = things.iter().position(|(known, ..)| *known == thing);
        let known = known.unwrap_or_else(|| {
            things.push((thing, Vec::new(), Vec::new()));
            things.len() - 1
        });
        things[known].1.extend(&found.members);
        things[known].2.push(found.rule);
    }
    if things.is_empty() {
        return;
    }
    page.heading(head.0, head.1);
    let count = things.len();
    for ((kind, about), members, rules) in things.into_iter().take(page.most(MOST)) {
        let about = Text::of(Ink::Strong, say::cut(&about, page.most(page.room(2) * 3 / 2)));
        page.row(Row::new(2).text(about.and(Ink::Dim, format!(" · {kind}"))).rules(rules));
        // One value in the same words is told once, with all the places where it stands.
        let mut rows: Vec<(Text, BTreeSet<Pointer>)> = Vec::new();
        for member in members {
            let Some(report) = desk.report(member.report) else { continue };
            let mut words = Text::of(Ink::Plain, say::quote(report.words(member.span), page.most(page.room(4) * 2)));
            words.extend(voice_of(desk, member.report, member.span));
            let at = desk.pointer(member.report, member.span);
            match rows.iter_mut().find(|(known, _)| *known == words) {
                Some((_, pointers)) => drop(pointers.insert(at)),
                None => rows.push((words, BTreeSet::from([at]))),
            }
        }
        rows.sort_by(|a, b| a.1.first().cmp(&b.1.first()));
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

/// What happened when. A day is named once, and so is a sentence that tells of several days that follow each other.
pub(super) fn timeline(page: &mut Page, desk: Desk, reports: &[usize]) {
    let here = |entry: &&TimelineEntry| within(reports, entry.reports.iter().copied());
    let entries: Vec<&TimelineEntry> = desk.record.timeline.iter().filter(here).collect();
    let lines: Vec<&[&TimelineEntry]> =
        entries.chunk_by(|a, b| a.what == b.what && a.statements == b.statements && a.when != b.when).collect();
    if lines.is_empty() {
        return;
    }
    page.heading("TIMELINE", "");
    let whens = |line: &[&TimelineEntry]| -> Vec<String> { line.iter().map(|entry| say::timex(&entry.when)).collect() };
    let widest = lines.iter().flat_map(|line| whens(line)).map(|when| width(&when)).max();
    let lead = widest.unwrap_or(0).min(24);
    let mut last = String::new();
    for line in lines.iter().take(page.most(2 * MOST)) {
        // A day is not broken where several stand in one cell.
        let when = match whens(line).as_slice() {
            [one] => one.clone(),
            several => several.iter().map(|when| when.replace(' ', "\u{a0}")).collect::<Vec<_>>().join(", "),
        };
        let shown = if when == last { String::new() } else { when.clone() };
        last = when;
        let Some(first) = line.first() else { continue };
        let words = say::cut(&say::clean(&first.what), page.most(page.room(4 + lead) * 4));
        let row = Row::new(2).lead(Text::of(Ink::Strong, shown), lead);
        let row = row.text(Text::of(Ink::Plain, words).joined(told_by(desk, first)));
        let at = line.iter().flat_map(|entry| stands(desk, entry));
        page.row(row.at(desk.pointers(at)).rules(line.iter().map(|entry| entry.rule)));
    }
    page.rest(2, lines.len(), 2 * MOST);
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
