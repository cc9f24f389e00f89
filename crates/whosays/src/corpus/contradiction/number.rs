//! Figures that differ: contradictions, and updates, which are none.

use std::collections::{BTreeMap, BTreeSet};

use super::{Contradiction, ContradictionKind, Member};
use crate::corpus::compare::{Around, ONE, Relation, one_thing, relation};
use crate::corpus::fact::{Fact, What, keys};
use crate::corpus::linkage;
use crate::corpus::tables::Measure;
use crate::corpus::view::StoryView;

/// Facts that are values of one thing, as indices.
#[derive(Clone, Debug)]
pub(crate) struct Thing {
    /// The facts.
    pub(crate) facts: Vec<usize>,
    /// Pairs of them that are surely of one thing by themselves, not only by what others have in common with both.
    pub(crate) sure: BTreeSet<(usize, usize)>,
}

/// Facts sharing a word up to which all are compared; beyond, each with so many that follow.
const FEW: usize = 60;
const NEXT: usize = 12;

/// Score from which two equal figures are copies, and the score that they get.
const ALIKE: i64 = 900;
const COPY: i64 = 5000;

/// Gathers the facts of a story by the thing that they are values of.
pub(crate) fn things(facts: &[Fact], around: &Around<'_>, view: &StoryView<'_>) -> Vec<Thing> {
    let mut things = Vec::new();
    for members in keys(facts).values() {
        let links: Vec<(usize, usize, i64)> = candidates(facts, members)
            .into_iter()
            .map(|(i, j)| {
                let (a, b) = (&facts[members[i]], &facts[members[j]]);
                let score = if view.edited(a, b) { 1000 } else { one_thing(a, b, around) };
                let copies = score >= ALIKE && value(a) == value(b);
                (i, j, if copies { COPY } else { score })
            })
            .filter(|(_, _, score)| *score != 0)
            .collect();
        let groups = linkage::groups(members.len(), &links, ONE, COPY);
        let sure = links.iter().filter(|l| l.2 >= ONE).map(|l| (members[l.0], members[l.1])).collect::<BTreeSet<_>>();
        for group in groups {
            let facts: Vec<usize> = group.into_iter().map(|i| members[i]).collect();
            let within = |i: &usize| facts.binary_search(i).is_ok();
            let sure = sure.iter().filter(|(i, j)| within(i) && within(j)).copied().collect();
            things.push(Thing { facts, sure });
        }
    }
    things
}

/// Pairs of facts that share a word of their sentences or a place.
fn candidates(facts: &[Fact], members: &[usize]) -> BTreeSet<(usize, usize)> {
    let scale = |f: &Fact| matches!(f.what, What::Of(m) if m != Measure::Count).then_some(0);
    let words = |i: usize| {
        let fact = &facts[members[i]];
        fact.context.words.iter().map(|w| w.0).chain(fact.place.iter().copied()).chain(scale(fact))
    };
    let mut holders: Vec<(u64, usize)> = (0..members.len()).flat_map(|i| words(i).map(move |w| (w, i))).collect();
    holders.sort_unstable();
    holders.dedup();
    let mut pairs = BTreeSet::new();
    for list in holders.chunk_by(|a, b| a.0 == b.0) {
        let reach = if list.len() <= FEW { FEW } else { NEXT };
        for (i, a) in list.iter().enumerate() {
            pairs.extend(list[i + 1..].iter().take(reach).map(|b| (a.1, b.1)));
        }
    }
    pairs
}

/// Contradictions and updates among the figures of a story.
pub(crate) fn numbers(
    facts: &[Fact],
    things: &[Thing],
    view: &StoryView<'_>,
) -> (Vec<Contradiction>, Vec<Contradiction>) {
    let mut found = (Vec::new(), Vec::new());
    for thing in things {
        let pairs = relations(facts, &thing.facts, view);
        let by = successors(&pairs);
        let stands = |i: usize, j: usize| !superseded(facts, &by, i, j) && !superseded(facts, &by, j, i);
        let mut by_values: BTreeMap<(Value, Value), BTreeSet<usize>> = BTreeMap::new();
        let mut updates: BTreeMap<(Value, Value), BTreeSet<usize>> = BTreeMap::new();
        for &((i, j), relation) in &pairs {
            let (a, b) = (value(&facts[i]), value(&facts[j]));
            match relation {
                Relation::Contradict if stands(i, j) => {
                    by_values.entry((a.min(b), a.max(b))).or_default().extend([i, j]);
                }
                Relation::Update => updates.entry((a, b)).or_default().extend([i, j]),
                Relation::UpdateBack => updates.entry((b, a)).or_default().extend([i, j]),
                _ => {}
            }
        }
        by_values.retain(|_, members| {
            members.iter().any(|&i| {
                members.range(i..).any(|&j| thing.sure.contains(&(i, j)) && value(&facts[i]) != value(&facts[j]))
            })
        });
        let members: BTreeSet<usize> = by_values.into_values().flatten().collect();
        if !members.is_empty() {
            found.0.push(conflict(facts, &members, view, "contradiction:number"));
        }
        found.1.extend(updates.values().map(|members| conflict(facts, members, view, "update:number")));
    }
    found
}

type Value = (u64, Option<u64>, bool);

fn value(fact: &Fact) -> Value {
    (fact.low, fact.high, fact.approx)
}

type Pair = ((usize, usize), Relation);

/// Figures of one thing that are compared with each other: what more reports tell is told often enough.
const MOST: usize = 300;

fn relations(facts: &[Fact], thing: &[usize], view: &StoryView<'_>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let thing = thing.get(..MOST).unwrap_or(thing);
    for (at, &i) in thing.iter().enumerate() {
        for &j in thing[at + 1..].iter().filter(|&&j| value(&facts[i]) != value(&facts[j])) {
            let relation = relation(&facts[i], &facts[j], view.edited(&facts[i], &facts[j]));
            if relation != Relation::Agree {
                pairs.push(((i, j), relation));
            }
        }
    }
    pairs
}

/// For each figure those that brought it up to date.
fn successors(pairs: &[Pair]) -> BTreeMap<usize, Vec<usize>> {
    let mut successors: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for ((i, j), relation) in pairs {
        match relation {
            Relation::Update => successors.entry(*i).or_default().push(*j),
            Relation::UpdateBack => successors.entry(*j).or_default().push(*i),
            _ => {}
        }
    }
    successors
}

/// True if fact `i` was brought up to date by a third one no later than `j`, and so no longer stands against `j`.
fn superseded(facts: &[Fact], by: &BTreeMap<usize, Vec<usize>>, i: usize, j: usize) -> bool {
    let by_then = |k: usize| match facts[k].published.zip(facts[j].published) {
        Some(((_, k), (_, j))) => k <= j,
        None => true,
    };
    facts[i].report != facts[j].report && by.get(&i).into_iter().flatten().any(|&k| k != j && by_then(k))
}

fn conflict(facts: &[Fact], members: &BTreeSet<usize>, view: &StoryView<'_>, rule: &'static str) -> Contradiction {
    let member = |&i: &usize| Member { report: facts[i].report, span: facts[i].span, value: words(&facts[i]) };
    let first = members.first().map(|&i| &facts[i]);
    Contradiction {
        kind: ContradictionKind::Number,
        members: members.iter().map(member).collect(),
        about: first.map_or_else(String::new, |f| about(f, view)),
        rule,
    }
}

/// The value in figures: `5`, `5..`, `..80`, `~50`.
fn words(fact: &Fact) -> String {
    let number = |n: u64| {
        if n.is_multiple_of(1000) {
            format!("{}", n / 1000)
        } else {
            format!("{}.{:03}", n / 1000, n % 1000).trim_end_matches('0').to_owned()
        }
    };
    let about = if fact.approx { "~" } else { "" };
    match fact.high {
        Some(high) if high == fact.low => format!("{about}{}", number(high)),
        Some(high) if fact.low == 0 => format!("{about}..{}", number(high)),
        Some(high) => format!("{about}{}..{}", number(fact.low), number(high)),
        None => format!("{about}{}..", number(fact.low)),
    }
}

fn about(fact: &Fact, view: &StoryView<'_>) -> String {
    let report = &view.reports[fact.report];
    let what = match fact.what {
        What::Harm(harm) => harm.as_str().to_owned(),
        What::Of(_) => report.words(fact.span).to_owned(),
    };
    let sentence = report.sentences.get(fact.sentence).map_or("", |s| report.words(s.span));
    format!("{what}: {sentence}")
}
