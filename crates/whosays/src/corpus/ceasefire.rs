//! Ceasefires and the violations that are alleged.

use std::collections::BTreeSet;

use super::claim::Claim;
use super::identity::Voice;
use super::view::StoryView;
use super::{Passage, StatementAt};
use crate::Span;
use crate::document::{Report, Sentence, Stance, Statement, Timex, TimexKind};
use crate::label::labels;

labels! {
    /// Where a ceasefire stands, as far as the reports tell.
    CeasefireState {
        /// Proposed or being negotiated.
        Proposed = "proposed",
        /// Agreed, not yet in force.
        Agreed = "agreed",
        /// In force.
        InForce = "in_force",
        /// In force, and a violation is alleged.
        AllegedlyViolated = "allegedly_violated",
        /// Ended or collapsed.
        Ended = "ended",
    }
}

/// An alleged violation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violation {
    /// Who alleges it.
    pub by: String,
    /// Against whom.
    pub against: Vec<String>,
    /// When it is said to have happened (TIMEX3).
    pub when: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// The statement.
    pub statement: StatementAt,
    /// Who denies it.
    pub denied_by: Vec<String>,
}

/// One ceasefire.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ceasefire {
    /// The parties.
    pub parties: Vec<String>,
    /// Who brokered it.
    pub mediator: Option<String>,
    /// When it was agreed (TIMEX3).
    pub agreed: Option<String>,
    /// Since when it is in force (TIMEX3).
    pub in_force: Option<String>,
    /// Where it stands.
    pub state: CeasefireState,
    /// Alleged violations.
    pub alleged_violations: Vec<Violation>,
    /// The sentences that tell of it, in the order of the reports.
    pub passages: Vec<Passage>,
    /// The rule that made it.
    pub rule: &'static str,
}

/// Days before a report from which a ceasefire is another one, of history.
const OLD: i32 = 60;

/// A sentence that names a ceasefire of the story.
struct Mention<'a> {
    report: &'a Report,
    span: Span,
    text: String,
    passage: Passage,
}

/// The ceasefire of a story, if its reports tell of one that is no history.
pub(crate) fn ceasefire(claims: &[Claim], story: &StoryView<'_>) -> Option<Ceasefire> {
    let mentions: Vec<Mention<'_>> = story.group.iter().flat_map(|&i| mentions(&story.reports[i], i, story)).collect();
    mentions.first()?;
    let alleged_violations = violations(claims, story);
    let parties = parties(&alleged_violations, &mentions, story);
    let day = |stage: &str| mentions.iter().find_map(|m| dated(m, stage, story));
    let told = |stage: &str| mentions.iter().any(|m| story.tables.ceasefire(stage, &m.text).is_some());
    let (agreed, in_force) = (day("agreed"), day("in_force"));
    let state = if !alleged_violations.is_empty() {
        CeasefireState::AllegedlyViolated
    } else if told("ended") {
        CeasefireState::Ended
    } else if in_force.is_some() || told("in_force") {
        CeasefireState::InForce
    } else if agreed.is_some() || told("agreed") {
        CeasefireState::Agreed
    } else {
        CeasefireState::Proposed
    };
    let mediator = mentions.iter().find_map(|m| mediator(m, &parties, story));
    let passages = mentions.iter().map(|m| m.passage).collect();
    let rule = "ceasefire:sentences";
    Some(Ceasefire { parties, mediator, agreed, in_force, state, alleged_violations, passages, rule })
}

fn mentions<'a>(report: &'a Report, index: usize, story: &StoryView<'a>) -> Vec<Mention<'a>> {
    let wording = &story.wordings[index];
    let named = |number: usize| {
        let mut words = wording.sentence(number).iter();
        words.any(|w| story.tables.of_ceasefire(&report.words(w.span).to_lowercase(), false))
    };
    let sentences = report.sentences.iter().enumerate();
    let found = sentences.filter(|(number, s)| named(*number) && !history(report, s.span));
    let mention = |s: &Sentence| {
        let passage = Passage { report: index, span: s.span };
        Mention { report, span: s.span, text: report.words(s.span).to_lowercase(), passage }
    };
    found.map(|(_, s)| mention(s)).collect()
}

/// True for a sentence that names a day, and only days long before its report.
fn history(report: &Report, sentence: Span) -> bool {
    let Some(published) = report.published.earliest else { return false };
    let days: Vec<i32> = dates(report, sentence)
        .filter_map(|t| t.latest.and_then(|day| day.until(published).ok()).map(|span| span.get_days()))
        .collect();
    !days.is_empty() && days.iter().all(|days| *days >= OLD)
}

fn dates(report: &Report, sentence: Span) -> impl Iterator<Item = &Timex> {
    report.times.iter().filter(move |t| sentence.contains(t.span) && t.kind == TimexKind::Date && t.earliest.is_some())
}

/// The date after (else before) the words of a stage in a sentence.
fn dated(mention: &Mention<'_>, stage: &str, story: &StoryView<'_>) -> Option<String> {
    let (at, _) = story.tables.ceasefire(stage, &mention.text)?;
    let distance = |t: &&Timex| t.span.start.abs_diff(mention.span.start + at);
    dates(mention.report, mention.span).min_by_key(distance).map(|t| t.value.clone())
}

/// Accusations of breaking the ceasefire, one for each claim.
fn violations(claims: &[Claim], story: &StoryView<'_>) -> Vec<Violation> {
    let mut found: Vec<Violation> = Vec::new();
    let mut told: BTreeSet<StatementAt> = BTreeSet::new();
    for &index in story.group {
        let report = &story.reports[index];
        for (number, statement) in report.statements.iter().enumerate() {
            let at = StatementAt { report: index, statement: number };
            if told.contains(&at) || !breaks(report, index, statement, story) {
                continue;
            }
            let same: Vec<&Claim> = claims.iter().filter(|c| c.statements.contains(&at)).collect();
            let one = |other: &StatementAt| {
                let source = |s: StatementAt| story.reports[s.report].statements[s.statement].sources.first();
                source(*other)
                    .zip(source(at))
                    .is_some_and(|(a, b)| Voice::of(a, story.tables).same_body(&Voice::of(b, story.tables)))
            };
            told.extend(same.iter().flat_map(|c| c.statements.iter().copied()).filter(one));
            found.push(violation(at, &same, story));
        }
    }
    found
}

/// True for an accusation whose words name a ceasefire and its violation.
fn breaks(report: &Report, index: usize, statement: &Statement, story: &StoryView<'_>) -> bool {
    let words: Vec<String> = statement
        .content
        .iter()
        .flat_map(|c| story.wordings[index].within(*c))
        .map(|w| report.words(w.span).to_lowercase())
        .collect();
    let has = |broken: bool| words.iter().any(|w| story.tables.of_ceasefire(w, broken));
    statement.stance == Stance::Accuses && has(true) && has(false)
}

fn violation(at: StatementAt, claims: &[&Claim], story: &StoryView<'_>) -> Violation {
    let report = &story.reports[at.report];
    let statement = &report.statements[at.statement];
    let sentence = report
        .sentence_at(statement.span.start)
        .and_then(|s| report.sentences.get(s))
        .map_or(statement.span, |s| s.span);
    let when = statement.when.and_then(|t| report.times.get(t)).or_else(|| dates(report, sentence).next());
    let inside = |s: Span| statement.content.iter().any(|c| c.contains(s));
    let place = report.places.iter().rev().find(|p| inside(p.span));
    let mut denied_by: Vec<String> = Vec::new();
    for name in claims.iter().flat_map(|c| c.denied_by.iter().cloned()).chain(answers(at, claims, story)) {
        if !denied_by.contains(&name) {
            denied_by.push(name);
        }
    }
    Violation {
        by: statement.sources.first().map_or_else(String::new, |s| s.name.clone()),
        against: statement.against.clone(),
        when: when.map(|t| t.value.clone()),
        place: place.map(|p| p.name.clone()),
        statement: at,
        denied_by,
    }
}

/// Speakers who, in a report that carries the accusation, deny what the accuser's own body says there.
fn answers(at: StatementAt, claims: &[&Claim], story: &StoryView<'_>) -> Vec<String> {
    let source = |s: StatementAt| story.reports.get(s.report)?.statements.get(s.statement)?.sources.first();
    let Some(accuser) = source(at).map(|s| Voice::of(s, story.tables)) else { return Vec::new() };
    let carriers: BTreeSet<usize> =
        claims.iter().flat_map(|c| &c.statements).map(|s| s.report).chain([at.report]).collect();
    let mut names = Vec::new();
    for &report in &carriers {
        for denial in story.reports[report].statements.iter().filter(|s| s.stance == Stance::Denies) {
            let target = |&s: &usize| source(StatementAt { report, statement: s }).map(|s| Voice::of(s, story.tables));
            let of_accuser = denial.about.iter().filter_map(target).any(|v| v.same_body(&accuser));
            names.extend(denial.sources.first().filter(|_| of_accuser).map(|s| s.name.clone()));
        }
    }
    names
}

/// Those who accuse each other of breaking it, else the actors of the events that are the ceasefire.
fn parties(violations: &[Violation], mentions: &[Mention<'_>], story: &StoryView<'_>) -> Vec<String> {
    let mut parties: Vec<String> = Vec::new();
    let accusing = violations.iter().flat_map(|v| std::iter::once(&v.by).chain(&v.against));
    let within = |m: &Mention<'_>, anchor: Span| m.span.contains(anchor);
    let events = mentions.iter().flat_map(|m| m.report.events.iter().filter(|e| within(m, e.anchor)));
    let made =
        events.filter(|e| e.mode.as_deref() == Some("ceasefire")).flat_map(|e| e.actors.iter().chain(&e.recipients));
    for name in accusing.chain(made) {
        if !name.is_empty() && !parties.iter().any(|p| p == name) {
            parties.push(name.clone());
        }
    }
    if parties.is_empty() {
        parties = mentions.iter().map(|m| between(m, story)).find(|names| names.len() == 2).unwrap_or_default();
    }
    parties.sort();
    parties
}

/// Who brokered it: named after words of brokering, or the one at the talks that is no party.
fn mediator(mention: &Mention<'_>, parties: &[String], story: &StoryView<'_>) -> Option<String> {
    if let Some((_, end)) = story.tables.ceasefire("broker", &mention.text) {
        let named = names(mention, mention.span.start + end);
        if let Some(first) = named.first().filter(|n| !parties.contains(n)) {
            return Some(first.clone());
        }
    }
    let others: Vec<String> = between(mention, story).into_iter().filter(|n| !parties.contains(n)).collect();
    others.first().filter(|_| others.len() == 1 && !parties.is_empty()).cloned()
}

/// The names of "talks between A, B and C".
fn between(mention: &Mention<'_>, story: &StoryView<'_>) -> Vec<String> {
    let talks = story.tables.ceasefire("talks", &mention.text);
    talks.map_or_else(Vec::new, |(_, end)| names(mention, mention.span.start + end))
}

/// The enumeration of capitalised names that begins right after a place in the text.
fn names(mention: &Mention<'_>, from: usize) -> Vec<String> {
    let rest = mention.report.text.get(from..mention.span.end).unwrap_or("");
    let mut names: Vec<String> = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for word in rest.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let name = bare.starts_with(char::is_uppercase);
        if name {
            open.push(bare);
        }
        let stop = !name || word.ends_with([',', '.', ';']);
        if stop && !open.is_empty() {
            names.push(open.join(" "));
            open.clear();
        }
        if !name && word.len() > 3 || word.ends_with(['.', ';']) {
            break;
        }
    }
    names.extend((!open.is_empty()).then(|| open.join(" ")));
    names
}
