//! Claims: propositions that statements assert or deny, and the independent origins behind them.

use std::collections::{BTreeMap, BTreeSet};

use super::contradiction::number::Thing;
use super::fact::Fact;
use super::gist::Spread;
use super::linkage;
use super::origin::origins;
use super::proposition::{Proposition, propositions};
use super::view::StoryView;
use crate::document::Stance;

/// A statement of one of the reports.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StatementAt {
    /// Index into [`super::Record::reports`].
    pub report: usize,
    /// Index into that report's statements.
    pub statement: usize,
}

/// One independent voice behind a claim, and the statements that go back to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// Who.
    pub name: String,
    /// Their statements, in any number of reports.
    pub statements: Vec<StatementAt>,
}

/// One proposition, everybody who asserts it and everybody who denies it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// The proposition in the words of its fullest statement.
    pub text: String,
    /// Its statements.
    pub statements: Vec<StatementAt>,
    /// Who asserts it.
    pub asserted_by: Vec<String>,
    /// Who denies it.
    pub denied_by: Vec<String>,
    /// Indices of the reports that carry it.
    pub reports: Vec<usize>,
    /// Independent origins of the assertion.
    pub origins: Vec<Origin>,
    /// The rule that joined it.
    pub rule: &'static str,
}

/// Mean score within a claim's topic, in thousandths, from which statements are joined.
const TOPIC: i64 = 380;

/// Score from which they are copies.
const COPY: i64 = 1000;

/// Propositions sharing a word up to which all are compared; beyond, each with so many that follow.
const FEW: usize = 80;
const NEXT: usize = 16;

/// What the statements of a story say, gathered by topic: what one asserts and another denies is one topic.
pub(crate) struct Topics {
    /// Every piece of every statement.
    pub(crate) props: Vec<Proposition>,
    /// Indices of the pieces of each topic.
    pub(crate) topics: Vec<Vec<usize>>,
    /// In how many pieces each word stands.
    pub(crate) spread: Spread,
}

/// Gathers what the statements of a story say.
pub(crate) fn topics(story: &StoryView<'_>) -> Topics {
    let props = propositions(story.reports, story.wordings, story.group, story.tables);
    let spread = Spread::of(props.iter().map(|p| &p.gist));
    let links: Vec<(usize, usize, i64)> = candidates(&props)
        .into_iter()
        .map(|(i, j)| (i, j, score(&props[i], &props[j], story, &spread)))
        .filter(|(_, _, score)| *score > 0)
        .collect();
    let topics = linkage::groups(props.len(), &links, TOPIC, COPY);
    Topics { props, topics, spread }
}

/// The claims of a story, from what its statements say.
pub(crate) fn claims(topics: &Topics, story: &StoryView<'_>) -> Vec<Claim> {
    let mut deniers: BTreeMap<StatementAt, Vec<&Proposition>> = BTreeMap::new();
    for p in topics.props.iter().filter(|p| p.stance == Stance::Denies) {
        for &answered in &p.answers {
            deniers.entry(answered).or_default().push(p);
        }
    }
    topics.topics.iter().flat_map(|topic| camps(topic, &topics.props, &deniers, story)).collect()
}

/// Pairs of propositions that share a telling word, or are thin and of one camp.
fn candidates(props: &[Proposition]) -> BTreeSet<(usize, usize)> {
    let words = props.iter().enumerate().flat_map(|(i, p)| p.full.words.iter().map(move |w| (w.0, i)));
    let mut holders: Vec<(u64, usize)> = words.collect();
    holders.sort_unstable();
    let mut pairs = BTreeSet::new();
    for list in holders.chunk_by(|a, b| a.0 == b.0) {
        let reach = if list.len() <= FEW { FEW } else { NEXT };
        for (i, a) in list.iter().enumerate() {
            pairs.extend(list[i + 1..].iter().take(reach).map(|b| (a.1, b.1)));
        }
    }
    let thin: Vec<usize> = (0..props.len()).filter(|&i| props[i].thin && props[i].negative).collect();
    for &i in &thin {
        let denials = (0..props.len()).filter(|&j| j != i && props[j].negative).take(FEW);
        pairs.extend(denials.map(|j| (i.min(j), i.max(j))));
    }
    pairs
}

/// How surely two propositions are one claim, asserted or denied, in thousandths.
fn score(a: &Proposition, b: &Proposition, story: &StoryView<'_>, spread: &Spread) -> i64 {
    if story.reprinted(a, b) {
        return 1000;
    }
    let like = i64::from(a.full.likeness(&b.full, spread));
    let covered = i64::from(a.full.covered(&b.full, spread).max(b.full.covered(&a.full, spread)));
    let mut score = (like * 3 + covered) / 4;
    let (person, body) = match (&a.voice, &b.voice) {
        (Some(x), Some(y)) => (x.same_person(y), x.same_body(y)),
        _ => (false, false),
    };
    score += if person {
        330
    } else if body {
        250
    } else {
        0
    };
    if a.negative && b.negative && body {
        score += if a.thin || b.thin { 300 } else { 150 };
    }
    if a.stance == Stance::Accuses && b.stance == Stance::Accuses && a.against.shared(&b.against).next().is_some() {
        score += 150;
    }
    if !same_figures(a, b) {
        score -= 300;
    }
    score
}

fn same_figures(a: &Proposition, b: &Proposition) -> bool {
    a.figures.is_empty() || b.figures.is_empty() || a.figures.iter().any(|f| b.figures.contains(f))
}

/// The claims of one topic: what is asserted with those who deny it, and what its deniers say in words of their own.
fn camps(
    topic: &[usize],
    props: &[Proposition],
    deniers: &BTreeMap<StatementAt, Vec<&Proposition>>,
    story: &StoryView<'_>,
) -> Vec<Claim> {
    let (no, yes): (Vec<&Proposition>, Vec<&Proposition>) = topic.iter().map(|&i| &props[i]).partition(|p| p.negative);
    let mut claims = Vec::new();
    if !yes.is_empty() {
        let linked = yes.iter().filter_map(|p| deniers.get(&p.at)).flatten().copied();
        let denied: Vec<&Proposition> = no.iter().copied().chain(linked).collect();
        claims.push(claim(&yes, &denied, story));
    }
    if !no.is_empty() && (yes.is_empty() || no.iter().any(|p| !p.thin)) {
        claims.push(claim(&no, &yes, story));
    }
    claims
}

fn claim(asserted: &[&Proposition], denied: &[&Proposition], story: &StoryView<'_>) -> Claim {
    let at = |props: &[&Proposition]| props.iter().map(|p| p.at).collect::<BTreeSet<_>>();
    let (yes, no) = (at(asserted), at(denied));
    let fullest = asserted.iter().max_by_key(|p| (!p.thin, p.gist.words.len(), std::cmp::Reverse(p.at)));
    let supporting: Vec<StatementAt> = yes.iter().copied().collect();
    let statements: Vec<StatementAt> = yes.union(&no).copied().collect();
    Claim {
        text: fullest.map_or_else(String::new, |p| story.reports[p.at.report].words(p.span).trim().to_owned()),
        asserted_by: story.speakers(&supporting),
        denied_by: story.speakers(&no.iter().copied().filter(|s| !yes.contains(s)).collect::<Vec<_>>()),
        reports: statements.iter().map(|s| s.report).collect::<BTreeSet<_>>().into_iter().collect(),
        origins: origins(story.reports, &supporting, story.echoes, story.tables),
        statements,
        rule: "claim:same-content",
    }
}

/// The claims that are figures: each value that somebody gives for one thing.
pub(crate) fn figure_claims(facts: &[Fact], things: &[Thing], story: &StoryView<'_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    for thing in things {
        let mut values: BTreeMap<u64, Vec<&Fact>> = BTreeMap::new();
        for &i in &thing.facts {
            values.entry(facts[i].named()).or_default().push(&facts[i]);
        }
        claims.extend(values.values().filter_map(|facts| figure_claim(facts, story)));
    }
    claims
}

/// One value with everybody who gives it; `None` if only reporters do, in their own voice.
fn figure_claim(facts: &[&Fact], story: &StoryView<'_>) -> Option<Claim> {
    let said = facts.iter().find(|f| f.statement.is_some())?;
    let statements: BTreeSet<StatementAt> = facts.iter().filter_map(|f| f.statement).collect();
    let statements: Vec<StatementAt> = statements.into_iter().collect();
    let mut origins = origins(story.reports, &statements, story.echoes, story.tables);
    origins.extend(facts.iter().filter(|f| f.statement.is_none()).filter_map(|f| story.eye_witness(f)));
    origins.dedup_by(|a, b| a.name == b.name);
    let report = &story.reports[said.report];
    let content = said.statement.and_then(|s| report.statements.get(s.statement)).map(|s| &s.content);
    let piece = content.and_then(|c| c.iter().find(|c| c.contains(said.span))).copied().unwrap_or(said.span);
    Some(Claim {
        text: report.words(piece).to_owned(),
        asserted_by: story.speakers(&statements),
        denied_by: Vec::new(),
        reports: facts.iter().map(|f| f.report).collect::<BTreeSet<_>>().into_iter().collect(),
        origins,
        statements,
        rule: "claim:same-figure",
    })
}
