//! The brief of one report.

use std::collections::BTreeMap;

use whosays::Report;
use whosays::corpus::StatementAt;
use whosays::document::{Basis, PlaceRole, Status};

use super::desk::{Desk, STANCE, name, origin, relays, stance, voice};
use super::{say, tolls};
use crate::page::{Ink, Page, Row, Text};

/// How many notes are shown before the rest is only counted.
const NOTES: usize = 12;

/// Sections of one report, from its header to what could not be read in it.
pub(super) fn report(page: &mut Page, desk: Desk, index: usize) {
    let Some(report) = desk.report(index) else { return };
    header(page, report);
    statements(page, desk, index, report);
    tolls::tolls(page, desk, &[index]);
    events(page, desk, index, report);
    times(page, desk, index, report);
    places(page, desk, index, report);
    notes(page, desk, &[index]);
}

/// A title for a report: its own, its first headline, or its file.
pub(super) fn title(report: &Report) -> String {
    let headline = report.wire.headlines.first().map(|&span| report.words(span));
    let title = report.title.as_deref().or(headline).filter(|title| !title.trim().is_empty());
    say::clean(title.unwrap_or_else(|| file(&report.path)))
}

/// The last part of a path.
pub(super) fn file(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().filter(|name| !name.is_empty()).unwrap_or(path)
}

/// Who published a report, where it was written, and whom it credits.
pub(super) fn furniture(report: &Report) -> Vec<String> {
    let words = |span: Option<whosays::Span>| span.map(|span| say::clean(report.words(span))).filter(|w| !w.is_empty());
    let outlet = report.outlet.as_deref().map(say::clean);
    let credit = words(report.wire.credit).map(|credit| format!("credits {credit}"));
    outlet.into_iter().chain(words(report.wire.dateline)).chain(credit).collect()
}

fn header(page: &mut Page, report: &Report) {
    page.blank();
    let title = title(report);
    page.paragraph(0, Text::of(Ink::Title, title.clone()));
    let (when, how) = say::published(&report.published);
    let ink = if report.published.basis == Basis::Unknown { Ink::Open } else { Ink::Plain };
    let mut line = Text::of(ink, when);
    if !how.is_empty() {
        line.push(Ink::Dim, format!(" ({how})"));
    }
    for part in furniture(report) {
        line.push(Ink::Dim, format!(" · {part}"));
    }
    page.paragraph(0, line);
    if let (Basis::Inferred, Some(why)) = (report.published.basis, &report.published.why) {
        page.paragraph(0, Text::of(Ink::Dim, say::clean(why)));
    }
    if title != report.path {
        page.paragraph(0, Text::of(Ink::Dim, say::clean(&report.path)));
    }
}

/// Statements by speaker, in the order in which the speakers first speak.
fn statements(page: &mut Page, desk: Desk, index: usize, report: &Report) {
    let mut speakers: Vec<(String, Vec<usize>)> = Vec::new();
    for (number, statement) in report.statements.iter().enumerate() {
        let who = name(origin(statement));
        match speakers.iter_mut().find(|(known, _)| *known == who) {
            Some((_, numbers)) => numbers.push(number),
            None => speakers.push((who, vec![number])),
        }
    }
    if speakers.is_empty() {
        return;
    }
    page.heading("WHO SAYS WHAT", "the number at the right is the sentence");
    for (i, (_, numbers)) in speakers.into_iter().enumerate() {
        if i > 0 {
            page.blank();
        }
        // A report gives role and body once and then only the name.
        let voices = numbers.iter().filter_map(|&number| report.statements.get(number)).map(|s| voice(origin(s)));
        page.paragraph(2, voices.max_by_key(Text::width).unwrap_or_default());
        for number in numbers {
            statement(page, desk, StatementAt { report: index, statement: number });
        }
    }
}

fn statement(page: &mut Page, desk: Desk, at: StatementAt) {
    let Some(statement) = desk.statement(at) else { return };
    let room = page.room(4 + STANCE + 2);
    let most = page.most(room * 4);
    let mut text = Text::of(Ink::Plain, say::quote(&desk.words(at), most));
    if !statement.against.is_empty() {
        text.push(Ink::Dim, format!(" against {}", say::and(&statement.against)));
    }
    text.extend(relays(statement));
    let mut row = Row::new(4).lead(stance(statement.stance), STANCE).text(text);
    if let Some(answers) = answers(desk, at) {
        row = row.text(answers);
    }
    page.row(row.at(desk.at_statements(&[at])).rules([statement.rule.as_str()]));
}

/// What a statement answers: `→ answers the ministry (2)`.
pub(super) fn answers(desk: Desk, at: StatementAt) -> Option<Text> {
    let statement = desk.statement(at)?;
    let mut answered: Vec<(String, Vec<StatementAt>)> = Vec::new();
    for &about in &statement.about {
        let other = StatementAt { report: at.report, statement: about };
        let said = name(origin(desk.statement(other)?));
        match answered.iter_mut().find(|(known, _)| *known == said) {
            Some((_, statements)) => statements.push(other),
            None => answered.push((said, vec![other])),
        }
    }
    let mut text = Text::new();
    for (name, statements) in answered {
        let lead = if text.is_empty() { "→\u{a0}answers " } else { ", " };
        text.push(Ink::Dim, format!("{lead}{name} "));
        text.push(Ink::Pointer, format!("[{}]", desk.at_statements(&statements).join(" ")));
    }
    Some(text).filter(|text| !text.is_empty())
}

fn events(page: &mut Page, desk: Desk, index: usize, report: &Report) {
    if report.events.is_empty() {
        return;
    }
    page.heading("EVENTS", "what happened or is said to have happened");
    let lead = report.events.iter().map(|event| event.kind.as_str().len()).max().unwrap_or(0);
    let (news, background): (Vec<_>, Vec<_>) = report.events.iter().partition(|event| !event.background);
    for event in news.into_iter().chain(background) {
        let mut text = Text::of(Ink::Strong, say::and(&event.actors));
        let others: Vec<String> =
            event.recipients.iter().filter(|name| !event.actors.contains(name)).cloned().collect();
        if !others.is_empty() {
            text.push(Ink::Dim, if event.actors.is_empty() { "→ " } else { " → " });
            text.push(Ink::Strong, say::and(&others));
        }
        let when = event.when.and_then(|time| report.times.get(time)).map(|time| say::timex(&time.value));
        for part in
            event.mode.iter().map(|mode| say::clean(mode)).chain(event.place.iter().map(|p| say::clean(p))).chain(when)
        {
            text.push(Ink::Plain, if text.is_empty() { part } else { format!(", {part}") });
        }
        let words = Text::of(Ink::Plain, say::quote(report.words(event.anchor), page.room(lead + 4) * 2));
        let row = Row::new(2).lead(Text::of(Ink::Plain, event.kind.as_str()), lead).text(text);
        let row = row.text(words.and(Ink::Plain, " ").joined(status(event)));
        page.row(row.at(desk.pointers([desk.pointer(index, event.anchor)])).rules([event.rule.as_str()]));
    }
}

/// Where an event stands: `alleged by the ministry, disputed by the command`.
fn status(event: &whosays::document::Event) -> Text {
    let ink = if event.status == Status::Reported { Ink::Dim } else { Ink::Open };
    let mut text = Text::of(ink, event.status.as_str());
    if !event.by.is_empty() {
        text.push(Ink::Dim, format!(" by {}", say::and(&event.by)));
    }
    if !event.disputed_by.is_empty() {
        text.push(Ink::Dim, format!(", disputed by {}", say::and(&event.disputed_by)));
    }
    if event.background {
        text.push(Ink::Dim, ", background");
    }
    text
}

/// Times by their value, in the order of the text.
fn times(page: &mut Page, desk: Desk, index: usize, report: &Report) {
    let mut values: Vec<(String, Text, Vec<super::desk::Pointer>, Vec<&str>)> = Vec::new();
    for time in &report.times {
        let words = Text::of(Ink::Plain, say::quote(report.words(time.span), 60));
        let value = say::time(time);
        let at = desk.pointer(index, time.span);
        match values.iter_mut().find(|(known, known_words, ..)| *known == value && *known_words == words) {
            Some((_, _, pointers, _)) => pointers.push(at),
            None => values.push((value, words, vec![at], vec![&time.rule])),
        }
    }
    if values.is_empty() {
        return;
    }
    page.heading("TIMES", "");
    let lead = values.iter().map(|(value, ..)| crate::page::layout::width(value)).max().unwrap_or(0).min(28);
    for (value, words, at, rules) in values {
        let row = Row::new(2).lead(Text::of(Ink::Strong, value), lead).text(words);
        page.row(row.at(desk.pointers(at)).rules(rules));
    }
}

/// Places by name, in the order of the text.
fn places(page: &mut Page, desk: Desk, index: usize, report: &Report) {
    let mut order: Vec<&str> = Vec::new();
    let mut mentions: BTreeMap<&str, Vec<&whosays::document::Place>> = BTreeMap::new();
    for place in &report.places {
        if !mentions.contains_key(place.name.as_str()) {
            order.push(&place.name);
        }
        mentions.entry(&place.name).or_default().push(place);
    }
    if order.is_empty() {
        return;
    }
    page.heading("PLACES", "");
    let lead = order.iter().map(|name| crate::page::layout::width(name)).max().unwrap_or(0).min(24);
    for place_name in order {
        let Some((place, all)) = mentions.get(place_name).and_then(|all| Some((all.first()?, all))) else { continue };
        let mut text = Text::of(Ink::Plain, place.country.clone().unwrap_or_default());
        if !place.claimed_by.is_empty() {
            text.push(Ink::Plain, format!(", claimed by {}", say::and(&place.claimed_by)));
        }
        if let (Some(lat), Some(lon)) = (place.lat, place.lon) {
            text.push(Ink::Dim, format!("  {lat:.2} {lon:.2}"));
        }
        let is = |role: PlaceRole| all.iter().any(|place| place.role == role);
        for (role, words) in [
            (PlaceRole::Event, "happened here"),
            (PlaceRole::Dateline, "dateline"),
            (PlaceRole::Actor, "stands for its government"),
        ] {
            if is(role) {
                text.push(Ink::Dim, format!(" · {words}"));
            }
        }
        let row = Row::new(2).lead(Text::of(Ink::Strong, say::clean(place_name)), lead).text(text);
        let at = desk.pointers(all.iter().map(|place| desk.pointer(index, place.span)));
        page.row(row.at(at).rules(all.iter().map(|place| place.rule.as_str())));
    }
}

/// What could not be read; a note that many reports have is told once.
pub(super) fn notes(page: &mut Page, desk: Desk, reports: &[usize]) {
    let mut notes: Vec<(String, Vec<super::desk::Pointer>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for &index in reports {
        for note in desk.report(index).into_iter().flat_map(|report| &report.diagnostics) {
            let at = note.span.map_or((index, None), |span| desk.pointer(index, span));
            let message = say::clean(&note.message);
            let place = *known.entry(message.clone()).or_insert(notes.len());
            match notes.get_mut(place) {
                Some((_, pointers)) => pointers.push(at),
                None => notes.push((message, vec![at])),
            }
        }
    }
    if notes.is_empty() {
        return;
    }
    page.heading("NOTES", "what could not be read as it should");
    let count = notes.len();
    for (message, at) in notes.into_iter().take(page.most(NOTES)) {
        page.row(Row::new(2).text(Text::of(Ink::Plain, message)).at(desk.pointers(at)));
    }
    page.rest(2, count, NOTES);
}
