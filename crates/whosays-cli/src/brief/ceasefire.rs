//! The ceasefires of a story, with the violations that are alleged.

use whosays::corpus::{Ceasefire, Violation};

use super::desk::Desk;
use super::say;
use crate::page::{Ink, Page, Row, Text};

/// How many sentences about a ceasefire are quoted; all are pointed to.
const SENTENCES: usize = 1;

/// Parties, mediator, days, where it stands, and each alleged violation with who denies it.
pub(super) fn ceasefires(page: &mut Page, desk: Desk, reports: &[usize]) {
    let here = |ceasefire: &&Ceasefire| {
        let told = ceasefire.passages.iter().map(|passage| passage.report);
        let alleged = ceasefire.alleged_violations.iter().map(|violation| violation.statement.report);
        told.chain(alleged).any(|report| reports.contains(&report))
    };
    let here: Vec<&Ceasefire> = desk.record.ceasefires.iter().filter(here).collect();
    if here.is_empty() {
        return;
    }
    page.heading("CEASEFIRE", "");
    for ceasefire in here {
        one(page, desk, ceasefire);
    }
}

fn one(page: &mut Page, desk: Desk, ceasefire: &Ceasefire) {
    let parties =
        if ceasefire.parties.is_empty() { "parties not told".to_owned() } else { say::and(&ceasefire.parties) };
    let mut text = Text::of(Ink::Strong, parties);
    text.push(Ink::Open, format!(" · {}", ceasefire.state.as_str().replace('_', " ")));
    let mut facts = Vec::new();
    facts.extend(ceasefire.mediator.iter().map(|mediator| format!("mediated by {}", say::clean(mediator))));
    facts.extend(ceasefire.agreed.iter().map(|when| format!("agreed {}", say::timex(when))));
    facts.extend(ceasefire.in_force.iter().map(|when| format!("in force since {}", say::timex(when))));
    let all = ceasefire.passages.iter().map(|passage| desk.pointer(passage.report, passage.span));
    let row = Row::new(2).text(text).text(Text::of(Ink::Dim, facts.join(", ")));
    page.row(row.at(desk.pointers(all)).rules([ceasefire.rule]));
    for passage in ceasefire.passages.iter().take(page.most(SENTENCES)) {
        let Some(report) = desk.report(passage.report) else { continue };
        let words = say::quote(report.words(passage.span), page.most(page.room(4) * 2));
        let at = desk.pointers([desk.pointer(passage.report, passage.span)]);
        page.row(Row::new(4).text(Text::of(Ink::Plain, words)).at(at));
    }
    for violation in &ceasefire.alleged_violations {
        alleged(page, desk, violation);
    }
}

fn alleged(page: &mut Page, desk: Desk, violation: &Violation) {
    let mut text = Text::of(Ink::Strong, say::clean(&violation.by));
    text.push(Ink::Plain, " alleges a violation");
    if !violation.against.is_empty() {
        text.push(Ink::Plain, format!(" by {}", say::and(&violation.against)));
    }
    let place = violation.place.iter().map(|place| say::clean(place));
    for part in place.chain(violation.when.iter().map(|when| say::timex(when))) {
        text.push(Ink::Plain, format!(", {part}"));
    }
    match violation.denied_by.as_slice() {
        [] => text.push(Ink::Open, "; nobody denies it here"),
        names => text.push(Ink::Dim, format!("; denied by {}", say::and(names))),
    }
    let words = Text::of(Ink::Plain, say::quote(&desk.words(violation.statement), page.most(page.room(4) * 2)));
    page.row(Row::new(4).text(text).text(words).at(desk.at_statements(&[violation.statement])));
}
