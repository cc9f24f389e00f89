//! What is said in a story: disputed, said by one side only, withheld.

use std::collections::BTreeMap;

use whosays::corpus::StatementAt;
use whosays::document::{Stance, Statement};

use super::desk::{Desk, STANCE, name, origin, relays, side, stance, voice};
use super::report::answers;
use super::say;
use super::sort::{Said, Sorted, is, voices};
use crate::page::layout::width;
use crate::page::{Ink, Page, Row, Text};

/// How many entries of a list are shown before the rest is only counted.
const MOST: usize = 12;

/// What one side says and another denies: the claim, then each voice with its words.
pub(super) fn disputed(page: &mut Page, desk: Desk, sorted: &Sorted) {
    if sorted.disputed.is_empty() {
        return;
    }
    page.heading("DISPUTED", "somebody says that it is so, somebody else that it is not");
    for said in sorted.disputed.iter().take(page.most(MOST)) {
        dispute(page, desk, said);
    }
    page.rest(2, sorted.disputed.len(), MOST);
}

fn dispute(page: &mut Page, desk: Desk, said: &Said) {
    let Some(claim) = said.claims.first() else { return };
    let behind = match claim.origins.len() {
        0 => String::new(),
        count => format!(" ·\u{a0}{}", say::plural(count, "independent origin").replace(' ', "\u{a0}")),
    };
    let most = page.most((page.room(2) * 2).saturating_sub(width(&behind)));
    let title = Text::of(Ink::Strong, say::cut(&say::title(&claim.text), most));
    page.row(Row::new(2).text(title.and(Ink::Dim, behind)).rules(said.claims.iter().map(|claim| claim.rule)));
    let denies = |at: &StatementAt| {
        let by = desk.statement(*at).map(|s| name(origin(s))).unwrap_or_default();
        let denied = said.claims.iter().any(|claim| claim.denied_by.contains(&by));
        is(desk, *at, Stance::Denies) || denied && !said.claims.iter().any(|claim| claim.asserted_by.contains(&by))
    };
    let (against, for_it): (Vec<_>, Vec<_>) = said.statements.iter().copied().partition(denies);
    for side in [for_it, against].iter().filter(|side| !side.is_empty()) {
        let mut last = None;
        for voice in voices(desk, said, side) {
            last = one_voice(page, desk, &voice, last.as_ref());
        }
        page.blank();
    }
}

/// One voice: with which stance, who, in which words, where. Who it is goes without saying after a row of the same voice.
fn one_voice(page: &mut Page, desk: Desk, statements: &[StatementAt], last: Option<&Text>) -> Option<Text> {
    let (first, statement) = statements.first().and_then(|&at| Some((at, desk.statement(at)?)))?;
    let room = page.room(4 + STANCE + 2);
    let most = page.most(room * 3);
    let mut words = Text::of(Ink::Plain, say::quote(&desk.words(first), most));
    words.extend(against(statement));
    if let Some(answers) = answers(desk, first) {
        words.extend(Text::of(Ink::Plain, " ").joined(answers));
    }
    let who = voice(origin(statement)).joined(relays(statement));
    let mut row = Row::new(4).lead(stance(statement.stance), STANCE);
    if last != Some(&who) {
        row = row.text(who.clone());
    }
    page.row(row.text(words).at(desk.at_statements(statements)).rules(rules(desk, statements)));
    Some(who)
}

fn rules<'r>(desk: Desk<'r>, statements: &[StatementAt]) -> Vec<&'r str> {
    statements.iter().filter_map(|&at| desk.statement(at)).map(|statement| statement.rule.as_str()).collect()
}

/// What only one side says and nobody denies, by side.
pub(super) fn one_sided(page: &mut Page, desk: Desk, sorted: &Sorted) {
    let mut sides: BTreeMap<Option<String>, Vec<&Said>> = BTreeMap::new();
    for said in &sorted.alone {
        let side = said.statements.iter().find_map(|&at| side(desk.statement(at)?).map(say::clean));
        sides.entry(side).or_default().push(said);
    }
    if sides.is_empty() {
        return;
    }
    let count = sides.keys().flatten().count();
    if count > 1 {
        page.heading("SAID BY ONE SIDE ONLY", "and denied by nobody");
    } else {
        page.heading("ALSO SAID", "by one voice each, and denied by nobody");
    }
    let mut sides: Vec<_> = sides.into_iter().collect();
    sides.sort_by_key(|(side, said)| (side.is_none(), std::cmp::Reverse(said.len())));
    for (i, (side, said)) in sides.into_iter().enumerate() {
        if i > 0 {
            page.blank();
        }
        let heading = side.as_deref().map_or(Text::of(Ink::Strong, "side not told"), |side| desk.side(side));
        page.paragraph(2, heading);
        let said = by_voice(desk, &said);
        let mut last = None;
        for said in said.iter().take(page.most(MOST)) {
            last = once(page, desk, said, last.as_ref());
        }
        page.rest(4, said.len(), MOST);
    }
}

/// What is said, all that one voice says together, where it first speaks.
fn by_voice<'s, 'r>(desk: Desk, said: &[&'s Said<'r>]) -> Vec<&'s Said<'r>> {
    let speaker = |said: &Said| said.statements.first().and_then(|&at| Some(name(origin(desk.statement(at)?))));
    let mut first: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for (i, said) in said.iter().enumerate() {
        first.entry(speaker(said)).or_insert(i);
    }
    let mut sorted = said.to_vec();
    sorted.sort_by_cached_key(|said| first.get(&speaker(said)).copied());
    sorted
}

/// One thing that is said, in one voice: stance, who, words. Who it is goes without saying after a row of the same voice.
fn once(page: &mut Page, desk: Desk, said: &Said, last: Option<&Text>) -> Option<Text> {
    let all = voices(desk, said, &said.statements).into_iter().next()?;
    let (first, statement) = all.first().and_then(|&at| Some((at, desk.statement(at)?)))?;
    let room = page.room(4 + STANCE + 2);
    let most = page.most(room * 3);
    let who = who(statement);
    let mut text = if last == Some(&who) { Text::new() } else { who.clone().and(Ink::Plain, ": ") };
    text.push(Ink::Plain, say::quote(&desk.words(first), most));
    text.extend(against(statement));
    let row = Row::new(4).lead(stance(statement.stance), STANCE).text(text);
    page.row(row.at(desk.at_statements(&said.statements)).rules(rules(desk, &said.statements)));
    Some(who)
}

/// Whom a statement speaks against.
fn against(statement: &Statement) -> Text {
    if statement.against.is_empty() {
        return Text::new();
    }
    Text::of(Ink::Dim, format!(" against {}", say::and(&statement.against)))
}

/// A voice in few words.
fn who(statement: &Statement) -> Text {
    let mut text = Text::of(Ink::Strong, name(origin(statement)));
    if let Some(of) = origin(statement).and_then(|speaker| speaker.of.as_deref()) {
        text.push(Ink::Dim, format!(" ({})", say::clean(of)));
    }
    text.joined(relays(statement))
}

/// Who declined to say what.
pub(super) fn withheld(page: &mut Page, desk: Desk, sorted: &Sorted) {
    if sorted.withheld.is_empty() {
        return;
    }
    page.heading("WITHHELD", "who gives no figure, no comment, no information");
    for said in sorted.withheld.iter().take(page.most(2 * MOST)) {
        for all in voices(desk, said, &said.statements) {
            let Some((first, statement)) = all.first().and_then(|&at| Some((at, desk.statement(at)?))) else {
                continue;
            };
            let cue = desk.report(first.report).zip(statement.cue.first()).map(|(r, &cue)| say::clean(r.words(cue)));
            let mut text =
                who(statement).and(Ink::Plain, ": ").and(Ink::Stance(Stance::Withholds), cue.unwrap_or_default());
            if !statement.content.is_empty() {
                text.push(Ink::Plain, format!(" {}", say::quote(&desk.words(first), page.room(2) * 2)));
            }
            page.row(Row::new(2).text(text).at(desk.at_statements(&all)).rules(rules(desk, &all)));
        }
    }
    page.rest(2, sorted.withheld.len(), 2 * MOST);
}
