//! Whether two figures are of one thing, and if so whether they agree, one replaces the other, or they contradict.
//!
//! The rules are those of the annotation guidelines (decision 10): bounds that fit do not conflict; "about" allows a
//! tenth; a later and larger count of a growing number is an update; rival counts of one moment conflict.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::fact::{Fact, What};
use super::gist::Spread;
use super::identity::Voice;
use super::tables::Measure;
use crate::document::Harm;

/// How two values of one thing stand to each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Relation {
    /// Both can be true.
    Agree,
    /// The second replaces the first.
    Update,
    /// The first replaces the second.
    UpdateBack,
    /// They exclude each other.
    Contradict,
}

/// Score from which two figures are of one thing, in thousandths.
pub(crate) const ONE: i64 = 290;

/// What a story knows that no single figure does.
pub(crate) struct Around<'a> {
    /// In how many sentences each word stands.
    pub(crate) spread: &'a Spread,
    /// Words of places of which one lies in or near the other, smaller number first.
    pub(crate) nested: &'a BTreeSet<(u64, u64)>,
    /// Words of places at which one report counts several things: they do not tell which is meant.
    pub(crate) crowded: &'a BTreeSet<u64>,
}

/// Score of two figures that cannot be of one thing.
const NEVER: i64 = -1000;

/// How surely two figures are of one thing, in thousandths; below 0 if they cannot be.
pub(crate) fn one_thing(a: &Fact, b: &Fact, around: &Around<'_>) -> i64 {
    if a.vague || b.vague {
        return 0;
    }
    let grown = a.stage.is_some() || b.stage.is_some();
    if a.report == b.report && disjoint(a, b) && !rivals(a, b) && !grown {
        return NEVER;
    }
    match (a.what, b.what) {
        (What::Harm(_), What::Harm(_)) => one_toll(a, b, around),
        (What::Of(x), What::Of(y)) if x == y => one_figure(a, b, around),
        _ => 0,
    }
}

/// Words of places at which one report gives counts of one harm that cannot be of one thing.
pub(crate) fn crowded(facts: &[Fact]) -> BTreeSet<u64> {
    let mut words = BTreeSet::new();
    let tells = |f: &&Fact| matches!(f.what, What::Harm(_)) && f.whole.is_none() && !f.vague && f.high != Some(0);
    let tolls: Vec<&Fact> = facts.iter().filter(tells).collect();
    for (at, a) in tolls.iter().enumerate() {
        let others = tolls[at + 1..].iter().take_while(|b| b.report == a.report).take(BESIDE);
        for b in others.filter(|b| a.what == b.what && a.scope == b.scope && disjoint(a, b) && !rivals(a, b)) {
            words.extend(a.place.iter().filter(|w| b.place.contains(w)));
        }
    }
    words
}

/// Counts of one report that are looked at after each.
const BESIDE: usize = 20;

/// Both are somebody's, and not one body's.
pub(crate) fn rivals(a: &Fact, b: &Fact) -> bool {
    a.voice.as_ref().zip(b.voice.as_ref()).is_some_and(|(x, y)| !x.same_body(y))
}

fn one_toll(a: &Fact, b: &Fact, around: &Around<'_>) -> i64 {
    if apart(a.days, b.days) && !stays(a) { NEVER } else { alike(a, b, around) }
}

/// How surely two tolls are of one thing, whatever day they are put on.
pub(crate) fn alike(a: &Fact, b: &Fact, around: &Around<'_>) -> i64 {
    let zero = |f: &Fact| f.what == What::Harm(Harm::Casualties) && f.high == Some(0);
    if a.scope != b.scope && !stays(a) || a.whole.is_some() != b.whole.is_some() {
        return NEVER;
    }
    if a.what != b.what && !zero(a) && !zero(b) || a.nouns != b.nouns && !general(a, b) {
        return NEVER;
    }
    if a.whole.is_none() && a.partitive != b.partitive {
        return 0;
    }
    if a.whole.is_some() && a.near.shared(&b.near).next().is_none() {
        return 0;
    }
    let like = i64::from(a.context.likeness(&b.context, around.spread));
    like + place_score(a, b, around) + day_score(a, b) + main_score(a, b) + closeness(a, b)
}

/// Who fled lives on somewhere: such a count is of a place, and one of an incident as much as of a time.
fn stays(fact: &Fact) -> bool {
    fact.what == What::Harm(Harm::Displaced)
}

/// Two reports of one story of about one day are about one thing, and so are the first counts of their news.
fn main_score(a: &Fact, b: &Fact) -> i64 {
    if a.main && b.main && (a.days.is_some() && b.days.is_some() || within(a, b, 1)) { MAIN } else { 0 }
}

/// True if two reports are published so many days apart at most; what is not known speaks for it.
fn within(a: &Fact, b: &Fact, days: i32) -> bool {
    a.published.zip(b.published).is_none_or(|(a, b)| {
        let late = a.0.max(b.0);
        late.min(a.1.min(b.1)).until(late).is_ok_and(|gap| gap.get_days() <= days)
    })
}

/// What speaks for two counts that their reports are about.
const MAIN: i64 = 300;

/// Two words for people in general.
fn general(a: &Fact, b: &Fact) -> bool {
    let kind =
        |f: &Fact| ["people", "civilians"].iter().any(|v| f.nouns == [super::tables::hash(&format!("victims:{v}"))]);
    kind(a) && kind(b)
}

fn one_figure(a: &Fact, b: &Fact, around: &Around<'_>) -> i64 {
    let share = |x: &[u64], y: &[u64]| x.iter().any(|n| y.contains(n));
    let counted = matches!(a.what, What::Of(Measure::Count));
    if counted && !share(&a.nouns, &b.nouns) || apart(a.days, b.days) || a.partitive != b.partitive {
        return 0;
    }
    let near = i64::from(a.near.likeness(&b.near, around.spread));
    let like = i64::from(a.context.likeness(&b.context, around.spread));
    let act = share(&a.acts, &b.acts);
    let bare = !counted && a.what != What::Of(Measure::Magnitude);
    if bare && (!act || near < LASTING || !within(a, b, SOON)) {
        return 0;
    }
    let anchor = match (a.anchor.is_empty() || b.anchor.is_empty(), share(&a.anchor, &b.anchor)) {
        (true, _) => 0,
        (_, true) => 100,
        (_, false) if counted => -400,
        (_, false) => 0,
    };
    let thin = counted && !act && share_few(&a.nouns, &b.nouns);
    let anchor = anchor - if thin { 250 } else { 0 } - if a.several || b.several { SEVERAL } else { 0 };
    let place = if a.place.is_empty() || b.place.is_empty() { 0 } else { place_score(a, b, around).min(100) };
    let scale = if a.what == What::Of(Measure::Magnitude) { 350 } else { 0 };
    (near * 2 + like) / 3 + if act { 200 } else { 0 } + scale + anchor + place + closeness(a, b)
}

/// Days between two reports within which their measures are of one event; a story may hold several like it.
const SOON: i32 = 3;

/// What stands near two measures must be so much alike: reports are full of years, miles and shares.
const LASTING: i64 = 250;

/// What speaks against two counts of things of which a report counts several.
const SEVERAL: i64 = 100;

/// Less than half of the words that name what is counted are shared.
fn share_few(a: &[u64], b: &[u64]) -> bool {
    a.iter().filter(|n| b.contains(n)).count() * 2 < a.len().min(b.len())
}

pub(crate) fn apart(a: Option<(Date, Date)>, b: Option<(Date, Date)>) -> bool {
    a.zip(b).is_some_and(|((a, b), (c, d))| b < c || d < a)
}

/// The same place speaks for one thing, another place against it, unless one may lie in the other.
pub(crate) fn place_score(a: &Fact, b: &Fact, around: &Around<'_>) -> i64 {
    if a.place.is_empty() || b.place.is_empty() {
        -50
    } else if a.place.iter().any(|w| b.place.contains(w) && !around.crowded.contains(w)) {
        300
    } else if a.place.iter().any(|w| b.place.contains(w)) {
        50
    } else if a.place.iter().any(|x| b.place.iter().any(|y| around.nested.contains(&(*x.min(y), *x.max(y))))) {
        0
    } else if a.placed && b.placed || !matches!(a.what, What::Harm(_)) {
        -200
    } else {
        -100
    }
}

fn day_score(a: &Fact, b: &Fact) -> i64 {
    if a.days.is_some() && b.days.is_some() { 100 } else { 0 }
}

/// The same value speaks for one thing, most of all if it is large; values of another size speak against it.
fn closeness(a: &Fact, b: &Fact) -> i64 {
    let (small, large) = (a.named().min(b.named()), a.named().max(b.named()));
    if a.what == What::Of(Measure::Magnitude) {
        return match large - small {
            0..=300 => 250,
            301..=600 => -200,
            _ => -500,
        };
    }
    match large / small.max(1) {
        _ if small == 0 => 100,
        _ if small < large && large < FEW && matches!(a.what, What::Harm(_)) && !(a.main && b.main) => -200,
        _ if large / 5 < small / 4 && small >= CROWD => 300,
        _ if small == large && small >= 10_000 => 250,
        0 | 1 if small >= CROWD * 10 => 200,
        0 | 1 => 100,
        2..=5 => 0,
        6..=9 => -150,
        _ => -500,
    }
}

/// Below this, in thousandths, two counts that differ are mostly counts of two incidents.
const FEW: u64 = 10_000;

/// Numbers from which two that are near each other tell that they are of one thing, in thousandths.
const CROWD: u64 = 1_000_000;

/// How two figures of one thing stand to each other. `editions`: one report is a later version of the other's text.
pub(crate) fn relation(a: &Fact, b: &Fact, editions: bool) -> Relation {
    let one_body = one_body(a, b);
    let larger = if a.named() <= b.named() { Relation::Update } else { Relation::UpdateBack };
    let grows = matches!(a.what, What::Harm(_) | What::Of(Measure::Count));
    if !disjoint(a, b) {
        let rises = grows && a.named() != b.named() && (a.open() || b.open());
        return match order(a, b) {
            _ if !one_body && !editions && far_rivals(a, b) => Relation::Contradict,
            Some(later) if rises && later == larger => later,
            None if rises && editions => larger,
            _ => Relation::Agree,
        };
    }
    if a.whole.is_some() && a.whole == b.whole && a.stage != Some(true) && b.stage != Some(true) {
        return Relation::Contradict;
    }
    match order(a, b) {
        Some(later) if grows && later == larger => later,
        Some(later) if is_late(a, b, later) => later,
        None if editions => larger,
        None if grows && one_body && a.high != Some(0) && b.high != Some(0) => larger,
        _ => Relation::Contradict,
    }
}

/// True if one body gives both figures, or nobody can tell that it is not one body: a report that names no source and one
/// that relays may have it from anybody.
fn one_body(a: &Fact, b: &Fact) -> bool {
    let relayed = |f: &Fact| f.voice.as_ref().is_some_and(Voice::relays);
    let unknown = |f: &Fact| {
        f.voice.as_ref().is_some_and(|v| v.unnamed && v.side.is_none() && v.organ.as_deref() == Some("general"))
    };
    let given = match (&a.voice, &b.voice) {
        (Some(x), Some(y)) => x.same_body(y),
        (None, None) => a.report == b.report || moves(a) && !stays(a),
        _ => false,
    };
    given || [a, b].into_iter().any(|f| relayed(f) || unknown(f))
}

/// Two bodies that count one moment, and of whose counts one is less than half of the other: bounds that fit each other
/// are still two counts.
fn far_rivals(a: &Fact, b: &Fact) -> bool {
    let named = |f: &Fact| f.voice.as_ref().is_some_and(|v| !v.unnamed);
    let moment = a.report == b.report || !moves(a) || named(a) && named(b) && one_day(a, b);
    let (small, large) = (a.named().min(b.named()), a.named().max(b.named()));
    a.stage == b.stage && moment && small > 0 && small.saturating_mul(2) < large && (a.open() || b.open())
}

/// Both reports are of one day.
fn one_day(a: &Fact, b: &Fact) -> bool {
    a.published.zip(b.published).is_some_and(|(x, y)| x.0 == x.1 && x == y)
}

fn is_late(a: &Fact, b: &Fact, later: Relation) -> bool {
    let fact = if later == Relation::Update { b } else { a };
    fact.stage == Some(true)
}

/// Which of two figures is the later: by words that say so within a report, by the day of the report, else unknown.
fn order(a: &Fact, b: &Fact) -> Option<Relation> {
    let (before, after) = (Some(Relation::Update), Some(Relation::UpdateBack));
    match (a.stage, b.stage) {
        (Some(false), Some(true) | None) | (None, Some(true)) => return before,
        (Some(true) | None, Some(false)) | (Some(true), None) => return after,
        _ => {}
    }
    let ((_, a_last), (b_first, b_last)) = a.published.zip(b.published)?;
    let (a_first, _) = a.published?;
    if a_last < b_first {
        before
    } else if b_last < a_first {
        after
    } else {
        None
    }
}

/// Lengths, times and the like do not change from day to day.
fn moves(fact: &Fact) -> bool {
    matches!(fact.what, What::Harm(_) | What::Of(Measure::Count))
}

fn disjoint(a: &Fact, b: &Fact) -> bool {
    let (x, y) = (range(a), range(b));
    x.1.is_some_and(|high| high < y.0) || y.1.is_some_and(|high| high < x.0)
}

/// The values that a figure allows: "about" a tenth to each side, measures a twentieth for rounding.
fn range(fact: &Fact) -> (u64, Option<u64>) {
    let slack = |n: u64| match fact.what {
        _ if fact.approx => n / 10,
        What::Of(Measure::Time | Measure::Length | Measure::Mass | Measure::Money) => n / 20,
        _ => 0,
    };
    (fact.low - slack(fact.low), fact.high.map(|h| h.saturating_add(slack(h))))
}
