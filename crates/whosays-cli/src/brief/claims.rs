//! Claims of a story: disputed, agreed, said by one side only; and the origins behind them.

use std::collections::{BTreeMap, BTreeSet};

use whosays::corpus::{Claim, StatementAt};
use whosays::document::{EventType, Stance, Statement, Status};

use super::desk::{Desk, STANCE, name, origin, relays, side, stance, voice};
use super::report::answers;
use super::say;
use crate::page::{Ink, Page, Row, Text};

/// How many entries of a list are shown before the rest is only counted.
const MOST: usize = 12;

/// One thing that is said: a claim with its statements, or a statement that belongs to no claim.
pub(super) struct Said<'r> {
    claim: Option<&'r Claim>,
    statements: Vec<StatementAt>,
}

/// What a story's statements say, sorted by how it stands.
#[derive(Default)]
pub(super) struct Sorted<'r> {
    disputed: Vec<Said<'r>>,
    agreed: Vec<Said<'r>>,
    alone: Vec<Said<'r>>,
    withheld: Vec<Said<'r>>,
}

/// Sorts all claims and statements of some reports. Each statement is told once, in a dispute if it is part of one.
pub(super) fn sort<'r>(desk: Desk<'r>, reports: &[usize]) -> Sorted<'r> {
    let here: BTreeSet<usize> = reports.iter().copied().collect();
    let mut sorted = Sorted::default();
    let mut told: BTreeSet<StatementAt> = BTreeSet::new();
    let mut claims: Vec<&Claim> = desk.record.claims.iter().collect();
    claims.sort_by_key(|claim| (claim.denied_by.is_empty(), claim.origins.len() < 2));
    for claim in claims {
        let is_new = |at: &StatementAt| here.contains(&at.report) && !told.contains(at);
        let mut statements: Vec<_> = claim.statements.iter().copied().filter(is_new).collect();
        if statements.is_empty() {
            continue;
        }
        if !claim.denied_by.is_empty() {
            statements.extend(beside_denials(desk, &statements));
        }
        told.extend(&statements);
        let list = match () {
            () if statements.iter().all(|&at| is(desk, at, Stance::Withholds)) => &mut sorted.withheld,
            () if !claim.denied_by.is_empty() => &mut sorted.disputed,
            () if claim.origins.len() > 1 => &mut sorted.agreed,
            () => &mut sorted.alone,
        };
        list.push(Said { claim: Some(claim), statements });
    }
    // What is said in the same words by the same voice is one thing, wherever it stands.
    let mut known: BTreeMap<(Stance, String, String), Said> = BTreeMap::new();
    for &report in reports {
        let count = desk.report(report).map_or(0, |report| report.statements.len());
        for at in (0..count).map(|statement| StatementAt { report, statement }).filter(|at| !told.contains(at)) {
            let Some(statement) = desk.statement(at) else { continue };
            let names: Vec<String> = statement.sources.iter().map(|speaker| name(Some(speaker))).collect();
            let said = known.entry((statement.stance, names.join("\n"), desk.words(at)));
            said.or_insert_with(|| Said { claim: None, statements: Vec::new() }).statements.push(at);
        }
    }
    for list in [&mut sorted.disputed, &mut sorted.agreed] {
        list.sort_by_key(|said| std::cmp::Reverse(said.statements.len()));
    }
    let mut single: Vec<Said> = known.into_values().collect();
    single.sort_by_key(|said| said.statements.first().copied());
    for said in single {
        let withheld = said.statements.first().is_some_and(|&at| is(desk, at, Stance::Withholds));
        let list = if withheld { &mut sorted.withheld } else { &mut sorted.alone };
        list.push(said);
    }
    sorted
}

/// What the voice of a denial says in the same sentence, which is the rest of its denial.
fn beside_denials(desk: Desk, statements: &[StatementAt]) -> Vec<StatementAt> {
    let mut beside = Vec::new();
    for &denial in statements.iter().filter(|&&at| is(desk, at, Stance::Denies)) {
        let about = |at: StatementAt| Some((name(origin(desk.statement(at)?)), desk.of_statement(at)));
        let count = desk.report(denial.report).map_or(0, |report| report.statements.len());
        let others = (0..count).map(|statement| StatementAt { statement, ..denial });
        beside.extend(others.filter(|at| !statements.contains(at) && about(*at) == about(denial)));
    }
    beside
}

fn is(desk: Desk, at: StatementAt, stance: Stance) -> bool {
    desk.statement(at).is_some_and(|statement| statement.stance == stance)
}

/// Statements of one voice with one stance: they are told in the words of the fullest, with pointers to all. All that
/// one voice says stands together, where it first speaks.
fn voices(desk: Desk, statements: &[StatementAt]) -> Vec<Vec<StatementAt>> {
    // Where the voice first speaks, its stance, and who passed it on.
    type Key = (usize, Stance, Vec<String>);
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut voices: BTreeMap<Key, (usize, Vec<StatementAt>)> = BTreeMap::new();
    for (i, &at) in statements.iter().enumerate() {
        let Some(statement) = desk.statement(at) else { continue };
        let place = *first.entry(name(origin(statement))).or_insert(i);
        let relays = statement.sources.iter().skip(1).map(|speaker| name(Some(speaker))).collect();
        voices.entry((place, statement.stance, relays)).or_insert((i, Vec::new())).1.push(at);
    }
    let mut voices: Vec<_> = voices.into_iter().map(|((place, ..), (i, voice))| ((place, i), voice)).collect();
    voices.sort_by_key(|(place, _)| *place);
    let mut voices: Vec<Vec<StatementAt>> = voices.into_iter().map(|(_, voice)| voice).collect();
    for voice in &mut voices {
        voice.sort_by_cached_key(|&at| (std::cmp::Reverse(desk.words(at).chars().count()), at));
    }
    voices
}

/// What one side says and another denies: the claim, then each voice with its words.
pub(super) fn disputed(page: &mut Page, desk: Desk, sorted: &Sorted) {
    if sorted.disputed.is_empty() {
        return;
    }
    page.heading("DISPUTED", "somebody says that it is so, somebody else that it is not");
    for said in sorted.disputed.iter().take(page.most(MOST)) {
        let Some(claim) = said.claim else { continue };
        page.paragraph(2, Text::of(Ink::Strong, say::clean(&claim.text)));
        let denies = |at: &StatementAt| {
            let statement = desk.statement(*at);
            let by = statement.map(|s| name(origin(s))).unwrap_or_default();
            is(desk, *at, Stance::Denies) || claim.denied_by.contains(&by) && !claim.asserted_by.contains(&by)
        };
        let (against, for_it): (Vec<_>, Vec<_>) = said.statements.iter().copied().partition(denies);
        for side in [for_it, against].iter().filter(|side| !side.is_empty()) {
            let mut last = None;
            for voice in voices(desk, side) {
                last = one_voice(page, desk, &voice, last.as_ref());
            }
            page.blank();
        }
    }
    page.rest(2, sorted.disputed.len(), MOST);
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

/// What several independent voices say and nobody denies, and what the reporters tell in their own voice in several
/// reports.
pub(super) fn agreed(page: &mut Page, desk: Desk, sorted: &Sorted, reports: &[usize]) {
    let events = told_by_reporters(desk, reports);
    if sorted.agreed.is_empty() && events.is_empty() {
        return;
    }
    page.heading("AGREED", "told by several independent voices, or by the reporters themselves; denied by nobody");
    for said in sorted.agreed.iter().take(page.most(MOST)) {
        let Some(claim) = said.claim else { continue };
        let most = page.most(page.room(2) * 3);
        let names: Vec<String> = claim.origins.iter().map(|origin| origin.name.clone()).collect();
        let text = Text::of(Ink::Plain, say::cut(&say::clean(&claim.text), most));
        let row = Row::new(2).text(text.and(Ink::Dim, format!(" ←\u{a0}{}", say::and(&names))));
        page.row(row.at(desk.at_statements(&said.statements)).rules([claim.rule]));
    }
    page.rest(2, sorted.agreed.len(), MOST);
    let count = events.len();
    for (words, at, rules) in events.into_iter().take(page.most(MOST)) {
        page.row(Row::new(2).text(words).at(desk.pointers(at)).rules(rules));
    }
    page.rest(2, count, MOST);
}

/// Types of events that are themselves things said; who says them to whom stands elsewhere in the brief.
const VERBAL: [EventType; 4] = [EventType::Request, EventType::Accuse, EventType::Reject, EventType::Threaten];

/// Events that two or more reports tell in the reporter's own voice: what happened, in the words of the first.
fn told_by_reporters<'r>(desk: Desk<'r>, reports: &[usize]) -> Vec<(Text, Vec<super::desk::Pointer>, Vec<&'r str>)> {
    type Key<'r> = (&'static str, Option<&'r str>, BTreeSet<&'r str>, BTreeSet<&'r str>);
    let mut events: BTreeMap<Key, Vec<(usize, &whosays::document::Event)>> = BTreeMap::new();
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
    // What one reporter tells as a fact and somebody disputes elsewhere is not agreed.
    let all = reports.iter().filter_map(|&index| desk.report(index)).flat_map(|report| &report.events);
    let disputed: Vec<_> =
        all.filter(|event| !event.disputed_by.is_empty() || event.status == Status::Denied).collect();
    let is_disputed = |event: &whosays::document::Event| {
        disputed
            .iter()
            .any(|other| other.kind == event.kind && other.actors.iter().any(|name| event.actors.contains(name)))
    };
    let mut told: Vec<_> = events
        .into_values()
        .filter(|all| !all.iter().any(|(_, event)| is_disputed(event)))
        .filter(|all| all.iter().map(|(report, _)| report).collect::<BTreeSet<_>>().len() > 1)
        .filter_map(|all| {
            let &(index, event) = all.first()?;
            let report = desk.report(index)?;
            let mut text = Text::of(Ink::Dim, format!("{} ", event.kind)).and(Ink::Plain, say::and(&event.actors));
            if !event.recipients.is_empty() {
                text.push(Ink::Plain, format!(" → {}", say::and(&event.recipients)));
            }
            let when = all.iter().find_map(|(i, e)| desk.report(*i)?.times.get(e.when?));
            let place = all.iter().find_map(|(_, e)| e.place.as_deref()).map(say::clean);
            for part in place.into_iter().chain(when.map(|time| say::timex(&time.value))) {
                text.push(Ink::Plain, format!(", {part}"));
            }
            text.push(Ink::Plain, format!(": {}", say::quote(report.words(event.anchor), 120)));
            let at: Vec<_> = all.iter().map(|(i, e)| desk.pointer(*i, e.anchor)).collect();
            Some((text, at, all.iter().map(|(_, e)| e.rule.as_str()).collect()))
        })
        .collect();
    told.sort_by(|a, b| a.1.cmp(&b.1));
    told
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
    let all = voices(desk, &said.statements).into_iter().next()?;
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
        for all in voices(desk, &said.statements) {
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

/// How many independent voices stand behind what several reports carry.
pub(super) fn origins(page: &mut Page, desk: Desk, reports: &[usize]) {
    let here = |claim: &&Claim| claim.reports.len() > 1 && claim.reports.iter().any(|report| reports.contains(report));
    let claims: Vec<&Claim> =
        desk.record.claims.iter().filter(here).filter(|claim| !claim.origins.is_empty()).collect();
    if claims.is_empty() {
        return;
    }
    page.heading("ORIGINS", "how many independent voices stand behind what several reports carry");
    for claim in claims.iter().take(page.most(2 * MOST)) {
        let counts =
            format!("{} in {}", say::plural(claim.origins.len(), "origin"), say::plural(claim.reports.len(), "report"));
        let ink = if claim.origins.len() == 1 { Ink::Open } else { Ink::Strong };
        let room = page.room(2 + COUNTS + 2);
        let text = Text::of(Ink::Plain, say::cut(&say::clean(&claim.text), room * 2));
        let names: Vec<String> = claim.origins.iter().map(|origin| origin.name.clone()).collect();
        let text = text.and(Ink::Dim, format!(" ←\u{a0}{}", say::and(&names)));
        let row = Row::new(2).lead(Text::of(ink, counts), COUNTS).text(text);
        let statements: Vec<StatementAt> = claim.origins.iter().flat_map(|origin| origin.statements.clone()).collect();
        page.row(row.at(desk.at_statements(&statements)).rules([claim.rule]));
    }
    page.rest(2, claims.len(), 2 * MOST);
}

/// The width of `2 origins in 2 reports`.
const COUNTS: usize = 22;
