//! Reprints: passages that stand in another report, verbatim or near.

use std::collections::BTreeMap;

use super::credit::credit;
use super::echo::{Echo, Echoes};
use super::tables::Tables;
use crate::Span;
use crate::document::Report;
use crate::label::labels;

labels! {
    /// How close the copies are.
    ReprintKind {
        /// Word for word.
        Verbatim = "verbatim",
        /// With small changes.
        Near = "near",
    }
}

/// A stretch of one report. `span` counts bytes of that report's text, half-open.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Passage {
    /// Index into [`super::Record::reports`].
    pub report: usize,
    /// Where it stands there.
    pub span: Span,
}

/// A credit that one copy gives and another leaves out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DroppedCredit {
    /// Index of the report that leaves it out.
    pub report: usize,
    /// Whom the other copy credits.
    pub credit: String,
    /// Index of the report that keeps it.
    pub kept_in: usize,
}

/// One passage and its copies.
///
/// It is not a judgement who copied whom: `origin` is named only where a copy credits it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reprint {
    /// Verbatim if all copies are.
    pub kind: ReprintKind,
    /// The copies, one a report.
    pub passages: Vec<Passage>,
    /// Where the passage came from, if a copy says so.
    pub origin: Option<String>,
    /// A credit that a copy leaves out.
    pub dropped_credit: Option<DroppedCredit>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// Copies of one passage while they are gathered.
struct Family {
    passages: BTreeMap<usize, Span>,
    verbatim: bool,
}

/// All families, and which of them each report has a passage in.
#[derive(Default)]
struct Families {
    all: Vec<Option<Family>>,
    of: BTreeMap<usize, Vec<usize>>,
}

/// Every passage that stands in several reports, ordered by its first copy.
///
/// Echoes are joined, the strongest first, into families with one passage a report; what overlaps a family's passage
/// belongs to it. An echo that would give a report a second passage begins a family of its own.
pub(crate) fn reprints(reports: &[Report], echoes: &Echoes, tables: &Tables) -> Vec<Reprint> {
    let mut order: Vec<&Echo> = echoes.all().iter().collect();
    order.sort_by_key(|e| (std::cmp::Reverse(e.strength), e.a, e.b));
    let mut families = Families::default();
    for echo in order {
        families.add(echo);
    }
    let found = families.all.into_iter().flatten();
    let mut reprints: Vec<Reprint> = found.map(|f| reprint(f, reports, tables)).collect();
    reprints.sort_by(|a, b| a.passages.cmp(&b.passages));
    reprints
}

impl Families {
    fn add(&mut self, echo: &Echo) {
        let (a, b) = (self.having(echo.a), self.having(echo.b));
        let both = a.iter().find(|i| b.contains(i));
        let joined = || a.iter().flat_map(|&i| b.iter().map(move |&j| (i, j))).find(|&(i, j)| self.fit(i, j));
        let roomy = |homes: &[usize], p: Passage| homes.iter().copied().find(|&i| !self.has_report(i, p.report));
        let home = match both {
            Some(&i) => i,
            None => match joined() {
                Some((i, j)) => self.merge(i, j),
                None => roomy(&a, echo.b).or_else(|| roomy(&b, echo.a)).unwrap_or_else(|| self.begin()),
            },
        };
        self.put(home, echo);
    }

    fn family(&self, index: usize) -> Option<&Family> {
        self.all.get(index).and_then(Option::as_ref)
    }

    /// The families with a passage that overlaps this one.
    fn having(&self, p: Passage) -> Vec<usize> {
        let homes = self.of.get(&p.report).into_iter().flatten().copied();
        let overlaps =
            |i: &usize| self.family(*i).and_then(|f| f.passages.get(&p.report)).is_some_and(|s| same(*s, p.span));
        homes.filter(overlaps).collect()
    }

    fn has_report(&self, index: usize, report: usize) -> bool {
        self.family(index).is_some_and(|f| f.passages.contains_key(&report))
    }

    /// True if no report has different passages in the two families.
    fn fit(&self, i: usize, j: usize) -> bool {
        let Some((x, y)) = self.family(i).zip(self.family(j)) else { return false };
        let (small, large) = if x.passages.len() <= y.passages.len() { (x, y) } else { (y, x) };
        small.passages.iter().all(|(report, span)| large.passages.get(report).is_none_or(|other| same(*span, *other)))
    }

    fn begin(&mut self) -> usize {
        self.all.push(Some(Family { passages: BTreeMap::new(), verbatim: true }));
        self.all.len() - 1
    }

    /// Moves the smaller family into the larger, and returns that.
    fn merge(&mut self, i: usize, j: usize) -> usize {
        let size = |at: usize| self.family(at).map_or(0, |f| f.passages.len());
        let (into, from) = if size(i) >= size(j) { (i, j) } else { (j, i) };
        if let Some(gone) = self.all[from].take() {
            for (report, span) in gone.passages {
                self.place(into, Passage { report, span });
                self.of.entry(report).or_default().retain(|&home| home != from);
            }
            if let Some(family) = self.all[into].as_mut() {
                family.verbatim &= gone.verbatim;
            }
        }
        into
    }

    fn put(&mut self, index: usize, echo: &Echo) {
        self.place(index, echo.a);
        self.place(index, echo.b);
        if let Some(family) = self.all[index].as_mut() {
            family.verbatim &= echo.verbatim;
        }
    }

    fn place(&mut self, index: usize, p: Passage) {
        if let Some(family) = self.all[index].as_mut() {
            family.passages.entry(p.report).or_insert(p.span);
        }
        let homes = self.of.entry(p.report).or_default();
        if !homes.contains(&index) {
            homes.push(index);
        }
    }
}

/// True if two stretches of one report share at least half of the shorter.
pub(crate) fn same(a: Span, b: Span) -> bool {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    shared > 0 && shared * 2 >= a.len().min(b.len())
}

fn reprint(family: Family, reports: &[Report], tables: &Tables) -> Reprint {
    let passages: Vec<Passage> = family.passages.into_iter().map(|(report, span)| Passage { report, span }).collect();
    let credit = credit(reports, &passages, tables);
    Reprint {
        kind: if family.verbatim { ReprintKind::Verbatim } else { ReprintKind::Near },
        passages,
        origin: credit.origin,
        dropped_credit: credit.dropped,
        rule: "reprint:aligned-words",
    }
}
