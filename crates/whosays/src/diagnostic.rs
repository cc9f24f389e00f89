//! What could not be read, said plainly.

use crate::Span;

/// Something in a report that the reader should know about: a stretch that could not be read, a date that could not be
/// resolved, text that was cut.
///
/// It is not an error: analysis never fails on bad text, it returns what it could read and these.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Where, if it has a place.
    pub span: Option<Span>,
    /// What, where and what to do, in one sentence without a full stop.
    pub message: String,
}
