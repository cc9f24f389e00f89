//! What a story's voices agree on, and how many of them are independent.

use std::collections::{BTreeMap, BTreeSet};

use whosays::corpus::{Claim, StatementAt};
use whosays::document::{Event, EventType, Stance, Status};

use super::desk::{Desk, Pointer};
use super::say;
use super::sort::{Sorted, is};
use crate::page::{Ink, Page, Row, Text};

/// How many entries of a list are shown before the rest is only counted.
const MOST: usize = 12;

/// What several independent voices say and nobody denies, and what the reporters tell in their own voice in several
/// reports.
pub(super) fn agreed(page: &mut Page, desk: Desk, sorted: &Sorted, reports: &[usize]) {
    let events = told_by_reporters(desk, reports);
    if sorted.agreed.is_empty() && events.is_empty() {
        return;
    }
    page.heading("AGREED", "told by several independent voices, or by the reporters themselves; denied by nobody");
    for said in sorted.agreed.iter().take(page.most(MOST)) {
        let Some(claim) = said.claims.first() else { continue };
        let row = Row::new(2).text(claimed(page, claim, page.room(2) * 3));
        page.row(row.at(desk.at_statements(&said.statements)).rules([claim.rule]));
    }
    page.rest(2, sorted.agreed.len(), MOST);
    let count = events.len();
    for told in events.into_iter().take(page.most(MOST)) {
        let words = Text::of(Ink::Plain, say::quote(&told.words, page.most(page.room(2) * 3)));
        let row = Row::new(2).text(words.and(Ink::Dim, format!(" ·\u{a0}{}", say::and(&told.what))));
        page.row(row.at(desk.pointers(told.at)).rules(told.rules));
    }
    page.rest(2, count, MOST);
}

/// The words of a claim, and from whom they come.
fn claimed(page: &Page, claim: &Claim, most: usize) -> Text {
    let names: Vec<String> = claim.origins.iter().map(|origin| origin.name.clone()).collect();
    let text = Text::of(Ink::Plain, say::quote(&claim.text, page.most(most)));
    text.and(Ink::Dim, format!(" ←\u{a0}{}", say::and(&names)))
}

/// Types of events that are themselves things said; who says them to whom stands elsewhere in the brief.
const VERBAL: [EventType; 4] = [EventType::Request, EventType::Accuse, EventType::Reject, EventType::Threaten];

/// What reporters tell in their own voice: their words, the events in them, where they stand.
struct Told<'r> {
    words: String,
    what: Vec<String>,
    at: BTreeSet<Pointer>,
    rules: Vec<&'r str>,
}

/// Events that two or more reports tell in the reporter's own voice, in the words of the first.
fn told_by_reporters<'r>(desk: Desk<'r>, reports: &[usize]) -> Vec<Told<'r>> {
    type Key<'r> = (&'static str, Option<&'r str>, BTreeSet<&'r str>, BTreeSet<&'r str>);
    let mut events: BTreeMap<Key, Vec<(usize, &Event)>> = BTreeMap::new();
    for &index in reports {
        for event in desk.report(index).into_iter().flat_map(|report| &report.events) {
            let own = event.status == Status::Reported && event.statement.is_none() && event.by.is_empty();
            if own && !event.actors.is_empty() && !event.background && !VERBAL.contains(&event.kind) {
                let names = |names: &'r [String]| names.iter().map(String::as_str).collect::<BTreeSet<_>>();
                let key = (event.kind.as_str(), event.mode.as_deref(), names(&event.actors), names(&event.recipients));
                events.entry(key).or_default().push((index, event));
            }
        }
    }
    let disputed = disputed(desk, reports);
    let in_several = |all: &[(usize, &Event)]| all.iter().map(|(report, _)| report).collect::<BTreeSet<_>>().len() > 1;
    let mut told: BTreeMap<BTreeSet<Pointer>, Told> = BTreeMap::new();
    for all in events.into_values().filter(|all| in_several(all)) {
        if all.iter().any(|(_, event)| is_among(event, &disputed)) {
            continue;
        }
        let at: BTreeSet<Pointer> = all.iter().map(|(i, event)| desk.pointer(*i, event.anchor)).collect();
        let Some(&(index, event)) = all.first() else { continue };
        let words = || desk.sentence(index, event.anchor).to_owned();
        // One sentence may tell of several events.
        let line =
            told.entry(at.clone()).or_insert_with(|| Told { words: words(), what: Vec::new(), at, rules: Vec::new() });
        let what = say::event(event);
        if !line.what.contains(&what) {
            line.what.push(what);
        }
        line.rules.extend(all.iter().map(|(_, event)| event.rule.as_str()));
    }
    told.into_values().collect()
}

/// Events that somebody disputes.
fn disputed<'r>(desk: Desk<'r>, reports: &[usize]) -> Vec<&'r Event> {
    let all = reports.iter().filter_map(|&index| desk.report(index)).flat_map(|report| &report.events);
    all.filter(|event| !event.disputed_by.is_empty() || event.status == Status::Denied).collect()
}

/// What one reporter tells as a fact and somebody disputes elsewhere is not agreed.
fn is_among(event: &Event, disputed: &[&Event]) -> bool {
    let same = |other: &&Event| other.kind == event.kind && other.actors.iter().any(|name| event.actors.contains(name));
    disputed.iter().any(same)
}

/// How many independent voices stand behind what several reports carry.
pub(super) fn origins(page: &mut Page, desk: Desk, reports: &[usize]) {
    let mut claims: Vec<(&Claim, Vec<StatementAt>, usize)> = Vec::new();
    for claim in desk.record.claims.iter().filter(|claim| !claim.origins.is_empty()) {
        let carried = carried(desk, claim);
        let known = claims.iter().any(|(_, statements, _)| *statements == carried.0);
        if carried.1 > 1 && !known && carried.0.iter().any(|at| reports.contains(&at.report)) {
            claims.push((claim, carried.0, carried.1));
        }
    }
    if claims.is_empty() {
        return;
    }
    page.heading("ORIGINS", "how many independent voices stand behind what several reports carry");
    claims.sort_by_key(|(_, _, reports)| std::cmp::Reverse(*reports));
    for (claim, statements, carriers) in claims.iter().take(page.most(2 * MOST)) {
        let counts = format!("{} in {}", say::plural(claim.origins.len(), "origin"), say::plural(*carriers, "report"));
        let ink = if claim.origins.len() == 1 { Ink::Open } else { Ink::Strong };
        let row = Row::new(2).lead(Text::of(ink, counts), COUNTS);
        let row = row.text(claimed(page, claim, page.room(2 + COUNTS + 2) * 2));
        page.row(row.at(desk.at_statements(statements)).rules([claim.rule]));
    }
    page.rest(2, claims.len(), 2 * MOST);
}

/// The statements that carry a claim on, and how many reports do; one that only denies it does not.
fn carried(desk: Desk, claim: &Claim) -> (Vec<StatementAt>, usize) {
    let (no, yes): (Vec<StatementAt>, Vec<StatementAt>) =
        claim.statements.iter().partition(|&&at| is(desk, at, Stance::Denies));
    let denies_only =
        |report: &usize| no.iter().any(|at| at.report == *report) && !yes.iter().any(|at| at.report == *report);
    let carriers = claim.reports.iter().filter(|report| !denies_only(report)).count();
    (yes, carriers)
}

/// The width of `2 origins in 2 reports`.
const COUNTS: usize = 22;
