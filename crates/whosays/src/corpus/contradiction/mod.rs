//! Contradictions: two values for one fact as of one time; and updates, which are not.

pub(crate) mod actor;
pub(crate) mod denial;
pub(crate) mod number;
pub(crate) mod place;
pub(crate) mod time;

use crate::Span;
use crate::label::labels;

labels! {
    /// What differs.
    ContradictionKind {
        /// A number.
        Number = "number",
        /// A time.
        Time = "time",
        /// A place.
        Place = "place",
        /// Who did it.
        Actor = "actor",
        /// One says that it is so, another that it is not.
        Denial = "denial",
    }
}

/// One of the values. `span` counts bytes of that report's text, half-open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// Index into [`super::Record::reports`].
    pub report: usize,
    /// The words that give the value.
    pub span: Span,
    /// The value, normalised.
    pub value: String,
}

/// Values that differ. In [`super::Record::contradictions`] they exclude each other; in [`super::Record::updates`]
/// the later one replaces the earlier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contradiction {
    /// What differs.
    pub kind: ContradictionKind,
    /// The values, at least two.
    pub members: Vec<Member>,
    /// What they are values of, in words.
    pub about: String,
    /// The rule that found it.
    pub rule: &'static str,
}
