//! Sentences.

use std::ops::Range;

use crate::Span;

/// One sentence: its place and its tokens. `span` counts bytes, half-open, without blanks at the edges.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its tokens in [`super::Report::tokens`].
    pub tokens: Range<usize>,
    /// Index of the paragraph that it belongs to, counted from 0.
    pub paragraph: usize,
}
