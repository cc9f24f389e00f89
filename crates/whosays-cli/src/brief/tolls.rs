//! The table of tolls: how many, what was done to them, who they are, who says so.

use std::collections::BTreeMap;

use whosays::corpus::StatementAt;
use whosays::document::{Scope, Toll};

use super::desk::{Desk, Pointer, name, origin};
use super::say;
use crate::page::layout::{Cell, GAP, width};
use crate::page::{Ink, Page, Text};

/// How many counts of one thing are shown before the rest is only counted.
const MOST: usize = 24;
/// A column for voices that is narrower is set below the other columns.
const NARROW: usize = 18;

/// Mentions of one count by one voice, in any number of reports.
struct Count<'r> {
    toll: &'r Toll,
    report: usize,
    words: String,
    at: Vec<Pointer>,
    rules: Vec<&'r str>,
}

/// What counts are about: what they cover, where, when. Rival counts have it in common.
type About = (bool, String, String);
/// What makes two mentions of one thing the same count: harm, victims, whose, figure, who says so.
type Figure = (usize, String, String, String, String);
/// Everything that is counted, in the order of the table.
type Counts<'r> = BTreeMap<About, BTreeMap<Figure, Count<'r>>>;

/// The table of all tolls of some reports; nothing if there are none.
pub(super) fn tolls(page: &mut Page, desk: Desk, reports: &[usize]) {
    let counts = counts(desk, reports);
    let all = || counts.values().flat_map(BTreeMap::values);
    let figure = all().map(|count| width(&say::count(count.toll))).max().unwrap_or(0);
    let harm = all().map(|count| count.toll.harm.as_str().len()).max().unwrap_or(0);
    let victims_width = all().map(|count| victims(count.toll).width()).max().unwrap_or(0).min(page.room(4) / 4);
    if figure == 0 {
        return;
    }
    page.heading("TOLLS", "who gives which figure; ≥ at least, ≤ at most, ~ about");
    let room = page.room(4).saturating_sub(figure + GAP);
    let rest = room.saturating_sub(harm + victims_width + 2 * GAP);
    for (about, counts) in &counts {
        page.paragraph(2, heading(about));
        for count in counts.values().take(page.most(MOST)) {
            let ink = if count.toll.withheld { Ink::Open } else { Ink::Strong };
            let number = Cell { blocks: vec![Text::of(ink, say::count(count.toll))], width: figure, right: true };
            let harm_text = Text::of(Ink::Plain, count.toll.harm.as_str());
            let cells = if rest < NARROW {
                let harmed = harm_text.and(Ink::Plain, " ").joined(victims(count.toll));
                vec![number, Cell::new(vec![harmed, voice(desk, count, room)], room)]
            } else {
                let victims = Cell::new(vec![victims(count.toll)], victims_width);
                let voice = Cell::new(vec![voice(desk, count, rest)], rest);
                vec![number, Cell::new(vec![harm_text], harm), victims, voice]
            };
            page.cells(4, cells, &desk.pointers(count.at.iter().copied()), &count.rules);
        }
        page.rest(4, counts.len(), MOST);
    }
}

fn counts<'r>(desk: Desk<'r>, reports: &[usize]) -> Counts<'r> {
    let mut counts = Counts::new();
    for &index in reports {
        let Some(report) = desk.report(index) else { continue };
        for toll in &report.tolls {
            let words = say::clean(report.words(toll.span));
            let count = counts.entry(about(desk, index, toll)).or_default().entry(figure(desk, index, toll));
            let count =
                count.or_insert_with(|| Count { toll, report: index, words, at: Vec::new(), rules: Vec::new() });
            count.at.push(desk.pointer(index, toll.span));
            if !count.rules.contains(&toll.rule.as_str()) {
                count.rules.push(&toll.rule);
            }
        }
    }
    counts
}

fn about(desk: Desk, report: usize, toll: &Toll) -> About {
    let place = toll.place.as_deref().map(say::clean).unwrap_or_default();
    (toll.scope == Scope::Cumulative, place, value(desk, report, toll.when))
}

fn figure(desk: Desk, report: usize, toll: &Toll) -> Figure {
    let figure = format!("{:020} {}", toll.min.or(toll.max).unwrap_or(0), say::count(toll));
    let speaker = speaker(desk, report, toll).map(|at| name(desk.statement(at).and_then(origin))).unwrap_or_default();
    (toll.harm as usize, toll.victims.clone(), toll.side.clone().unwrap_or_default(), figure, speaker)
}

fn speaker(desk: Desk, report: usize, toll: &Toll) -> Option<StatementAt> {
    let at = StatementAt { report, statement: toll.statement? };
    desk.statement(at).map(|_| at)
}

/// The value of a time of a report.
fn value(desk: Desk, report: usize, time: Option<usize>) -> String {
    let time = desk.report(report).zip(time).and_then(|(report, time)| report.times.get(time));
    time.map(|time| time.value.clone()).unwrap_or_default()
}

/// What the counts below are about: `Varda, Tue 5 Mar 2024`, `all so far`.
fn heading((cumulative, place, when): &About) -> Text {
    let mut parts = Vec::new();
    if *cumulative {
        parts.push("all so far".to_owned());
    }
    if !place.is_empty() {
        parts.push(place.clone());
    }
    if !when.is_empty() {
        parts.push(say::timex(when));
    }
    if parts.is_empty() {
        parts.push("one incident, place and time not told".to_owned());
    }
    Text::of(Ink::Dim, parts.join(", "))
}

/// Who was harmed, and whose people they are.
fn victims(toll: &Toll) -> Text {
    let mut text = Text::of(Ink::Plain, toll.victims.replace('_', " "));
    if let Some(side) = &toll.side {
        text.push(Ink::Dim, format!(" · {}", say::clean(side)));
    }
    text
}

/// Who gives the count, in which words, and what else they say of it.
fn voice(desk: Desk, count: &Count, room: usize) -> Text {
    let statement = speaker(desk, count.report, count.toll).and_then(|at| desk.statement(at));
    let mut text = match statement {
        Some(statement) => Text::of(Ink::Plain, name(origin(statement))).joined(super::desk::relays(statement)),
        None => Text::of(Ink::Dim, "the reporter"),
    };
    text.push(Ink::Plain, format!(" {}", say::quote(&count.words, room * 2)));
    let as_of = value(desk, count.report, count.toll.as_of);
    let mut more = Vec::new();
    if !as_of.is_empty() {
        more.push(format!("as of {}", say::timex(&as_of)));
    }
    more.extend(count.toll.by.iter().map(|by| format!("by {}", say::clean(by))));
    let report = desk.report(count.report);
    let whole = report.zip(count.toll.part_of).and_then(|(report, whole)| Some((report, report.tolls.get(whole)?)));
    more.extend(whole.map(|(report, whole)| format!("among “{}”", say::clean(report.words(whole.span)))));
    if !more.is_empty() {
        text.push(Ink::Dim, format!(" {}", more.join(", ")));
    }
    text
}
