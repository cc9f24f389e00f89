//! Reprints: passages that stand in another report, verbatim or near.

use std::collections::BTreeMap;

use super::credit::credit;
use super::echo::Echo;
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

/// Every passage that stands in several reports, ordered by its first copy.
///
/// Echoes are joined, the strongest first, into families with one passage a report; what overlaps a family's passage
/// belongs to it. An echo that would give a report a second passage begins a family of its own.
pub(crate) fn reprints(reports: &[Report], echoes: &[Echo], tables: &Tables) -> Vec<Reprint> {
    let mut order: Vec<&Echo> = echoes.iter().collect();
    order.sort_by_key(|e| (std::cmp::Reverse(e.strength), e.a, e.b));
    let mut families: Vec<Family> = Vec::new();
    let mut homes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for echo in order {
        let at = home(&families, &homes, echo);
        let family = at.unwrap_or_else(|| {
            families.push(Family { passages: BTreeMap::new(), verbatim: true });
            families.len() - 1
        });
        families[family].verbatim &= echo.verbatim;
        for passage in [echo.a, echo.b] {
            families[family].passages.entry(passage.report).or_insert(passage.span);
            let home = homes.entry(passage.report).or_default();
            if !home.contains(&family) {
                home.push(family);
            }
        }
    }
    let mut reprints: Vec<Reprint> = families.into_iter().map(|f| reprint(f, reports, tables)).collect();
    reprints.sort_by(|a, b| a.passages.cmp(&b.passages));
    reprints
}

/// The family that an echo belongs to: one that has a passage of either end, and room for the other.
fn home(families: &[Family], homes: &BTreeMap<usize, Vec<usize>>, echo: &Echo) -> Option<usize> {
    let near = |p: Passage| homes.get(&p.report).into_iter().flatten().copied();
    let fits = |family: &Family, p: Passage| family.passages.get(&p.report).map(|span| same(*span, p.span));
    near(echo.a).chain(near(echo.b)).find(|&i| {
        let ends = (fits(&families[i], echo.a), fits(&families[i], echo.b));
        matches!(ends, (Some(true), None | Some(true)) | (None, Some(true)))
    })
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
