//! Echoes: two passages of two reports that are one and the same text, verbatim or near.
//!
//! Sentences that share rare pairs of words (`shingle`) are aligned word by word (`align`), then judged by how much
//! the matching words tell. Names count little: all reports of one story share them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use super::Passage;
use super::align::{Alignment, LONGEST, align};
use super::shingle::{At, candidates};
use super::wording::{Class, Word, Wording};
use crate::Span;

/// Two passages that are one text. `a` stands before `b` in the order of reports.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Echo {
    /// The passage of the earlier report.
    pub(crate) a: Passage,
    /// The passage of the later one.
    pub(crate) b: Passage,
    /// Sentence of each.
    pub(crate) at: (At, At),
    /// Weight of the words that match, less what does not.
    pub(crate) strength: u32,
    /// Word for word the same.
    pub(crate) verbatim: bool,
    /// Figures that stand in the same place and differ.
    pub(crate) figures: Vec<(Span, Span)>,
    /// Parts of names that do.
    pub(crate) names: Vec<(Span, Span)>,
    /// Nearly all of both sentences matches.
    pub(crate) close: bool,
}

/// Strength from which a part of a sentence is a reprint: about four rare words in one order.
const CLAUSE: u32 = 40;

/// Words that must match for that.
const WORDS: usize = 5;

/// Strength from which most of a whole sentence is one.
const SENTENCE: u32 = 30;

/// A word that matches nothing takes away this part of its weight.
const MISSING: u32 = 3;

/// What a gap between two aligned parts takes away at most.
const GAP: u32 = 10;

/// All echoes among some reports, found by report.
#[derive(Clone, Debug, Default)]
pub(crate) struct Echoes {
    /// Ordered by the earlier report, then the later one.
    all: Vec<Echo>,
    /// Of each report, where its echoes stand in `all`.
    touching: BTreeMap<usize, Vec<usize>>,
}

impl Echoes {
    /// Puts echoes in order.
    pub(crate) fn new(mut all: Vec<Echo>) -> Self {
        all.sort_by_key(|e| (e.a.report, e.b.report, e.a.span, e.b.span));
        let mut touching: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, echo) in all.iter().enumerate() {
            touching.entry(echo.a.report).or_default().push(index);
            touching.entry(echo.b.report).or_default().push(index);
        }
        Self { all, touching }
    }

    /// Every echo.
    pub(crate) fn all(&self) -> &[Echo] {
        &self.all
    }

    /// Those between two reports, whichever comes first.
    pub(crate) fn between(&self, one: usize, other: usize) -> &[Echo] {
        let pair = (one.min(other), one.max(other));
        let at = |e: &Echo| (e.a.report, e.b.report);
        let from = self.all.partition_point(|e| at(e) < pair);
        let to = self.all.partition_point(|e| at(e) <= pair);
        self.all.get(from..to).unwrap_or(&[])
    }

    /// Those with a passage of a report.
    pub(crate) fn touching(&self, report: usize) -> impl Iterator<Item = &Echo> {
        self.touching.get(&report).into_iter().flatten().map(|&index| &self.all[index])
    }

    /// Only those for which `keep` holds.
    pub(crate) fn only(self, keep: impl Fn(&Echo) -> bool) -> Self {
        Self::new(self.all.into_iter().filter(keep).collect())
    }

    /// The same after the reports were put in another order: `to` gives each report's new index.
    pub(crate) fn moved(self, to: &[usize]) -> Self {
        Self::new(self.all.into_iter().map(|e| e.moved(to)).collect())
    }
}

impl Echo {
    fn moved(mut self, to: &[usize]) -> Self {
        for passage in [&mut self.a, &mut self.b] {
            passage.report = to[passage.report];
        }
        for at in [&mut self.at.0, &mut self.at.1] {
            at.report = u32::try_from(to[at.report as usize]).unwrap_or(u32::MAX);
        }
        if self.a.report > self.b.report {
            std::mem::swap(&mut self.a, &mut self.b);
            self.at = (self.at.1, self.at.0);
            for (x, y) in self.figures.iter_mut().chain(&mut self.names) {
                std::mem::swap(x, y);
            }
        }
        self
    }
}

/// All echoes among the reports.
pub(crate) fn echoes(wordings: &[Wording]) -> Echoes {
    let pairs = candidates(wordings);
    let mut found: Vec<Echo> = pairs.par_iter().filter_map(|&(a, b)| echo(wordings, a, b, false)).collect();
    let mut known: BTreeSet<(At, At)> = found.iter().map(|e| e.at).collect();
    let mut next = 0;
    while let Some(at) = found.get(next).map(|e| e.at) {
        for beside in neighbours(at) {
            let more = if known.contains(&beside) { None } else { echo(wordings, beside.0, beside.1, true) };
            if let Some(more) = more {
                known.insert(beside);
                found.push(more);
            }
        }
        next += 1;
    }
    Echoes::new(found)
}

fn neighbours((a, b): (At, At)) -> impl Iterator<Item = (At, At)> {
    let step = |at: At, up: bool| {
        let sentence = if up { at.sentence.checked_add(1) } else { at.sentence.checked_sub(1) };
        sentence.map(|sentence| At { sentence, ..at })
    };
    [true, false].into_iter().filter_map(move |up| step(a, up).zip(step(b, up)))
}

fn words(wordings: &[Wording], at: At) -> &[Word] {
    wordings.get(at.report as usize).map_or(&[], |w| w.sentence(at.sentence as usize))
}

fn weight(words: &[Word]) -> u32 {
    words.iter().map(|w| w.weight).sum()
}

/// The echo of two sentences. `beside` another echo a short sentence is enough, if nearly all of it matches.
fn echo(wordings: &[Wording], at: At, other: At, beside: bool) -> Option<Echo> {
    let (a, b) = (words(wordings, at), words(wordings, other));
    let whole = |w: &[Word]| weight(&w[..w.len().min(LONGEST)]);
    let parts = parts(a, b);
    let (from, to) = (parts.first()?, parts.last()?);
    let (in_a, in_b) = (from.a.start..to.a.end, from.b.start..to.b.end);
    let matched: u32 = parts.iter().map(|p| p.matched).sum();
    let strength = strength(a, b, &parts);
    let shorter = whole(a).min(whole(b)).max(1);
    let most = matched * 5 >= shorter * 3;
    let nearly_all = matched * 5 >= whole(a).max(whole(b)) * 4;
    let many = parts.iter().map(|p| p.pairs.len()).sum::<usize>() >= WORDS;
    if !(strength >= CLAUSE && many || strength >= SENTENCE && many && most || beside && nearly_all && strength >= 4) {
        return None;
    }
    let same = parts.len() == 1 && in_a.len() == in_b.len() && same_forms(&a[in_a.clone()], &b[in_b.clone()]);
    Some(Echo {
        a: Passage { report: at.report as usize, span: extent(a, in_a, matched) },
        b: Passage { report: other.report as usize, span: extent(b, in_b, matched) },
        at: (at, other),
        strength,
        verbatim: same,
        figures: parts.iter().flat_map(|p| spans(a, b, &p.figures)).collect(),
        names: parts.iter().flat_map(|p| spans(a, b, &p.names)).collect(),
        close: nearly_all,
    })
}

fn spans(a: &[Word], b: &[Word], pairs: &[(usize, usize)]) -> Vec<(Span, Span)> {
    pairs.iter().map(|&(i, j)| (a[i].span, b[j].span)).collect()
}

fn same_forms(a: &[Word], b: &[Word]) -> bool {
    a.iter().map(|w| w.form).eq(b.iter().map(|w| w.form))
}

/// The best alignment and what can be aligned before and after it, in order.
fn parts(a: &[Word], b: &[Word]) -> Vec<Alignment> {
    let Some(best) = align(a, b) else { return Vec::new() };
    let worth = |part: &Alignment| net(part) > i64::from(GAP);
    let before = align(&a[..best.a.start], &b[..best.b.start]).filter(worth);
    let after = align(&a[best.a.end..], &b[best.b.end..]).filter(worth).map(|p| shift(p, best.a.end, best.b.end));
    before.into_iter().chain([best]).chain(after).collect()
}

fn shift(mut part: Alignment, a: usize, b: usize) -> Alignment {
    let move_by = |range: &Range<usize>, by: usize| range.start + by..range.end + by;
    (part.a, part.b) = (move_by(&part.a, a), move_by(&part.b, b));
    for (x, y) in part.pairs.iter_mut().chain(&mut part.figures).chain(&mut part.names) {
        (*x, *y) = (*x + a, *y + b);
    }
    part
}

fn net(part: &Alignment) -> i64 {
    i64::from(part.matched) - i64::from(part.unmatched / MISSING)
}

fn strength(a: &[Word], b: &[Word], parts: &[Alignment]) -> u32 {
    let gap = |pair: &[Alignment]| {
        let between = weight(&a[pair[0].a.end..pair[1].a.start]) + weight(&b[pair[0].b.end..pair[1].b.start]);
        i64::from((between / MISSING).min(GAP))
    };
    let total = parts.iter().map(net).sum::<i64>() - parts.windows(2).map(gap).sum::<i64>();
    u32::try_from(total).unwrap_or(0)
}

/// The words of a passage: the whole sentence where most of it matches, else the part that does.
fn extent(sentence: &[Word], part: Range<usize>, matched: u32) -> Span {
    let all = weight(sentence);
    let part = if matched * 3 >= all * 2 { 0..sentence.len() } else { trim(sentence, part) };
    let span = |words: &[Word]| words.first().zip(words.last()).map(|(x, y)| x.span.cover(y.span));
    span(&sentence[part]).unwrap_or_default()
}

/// Without words of grammar at the edges of a part, unless it has nothing else.
fn trim(sentence: &[Word], part: Range<usize>) -> Range<usize> {
    let content = |i: &usize| !matches!(sentence[*i].class, Class::Function | Class::Relative);
    let start = part.clone().find(content).unwrap_or(part.start);
    let end = part.clone().rev().find(content).map_or(part.end, |i| i + 1);
    start..end
}
