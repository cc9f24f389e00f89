//! Reprints: passages that stand in another report, verbatim or near.

use crate::Span;
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
