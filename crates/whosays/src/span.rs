//! Stretches of a text.

use std::ops::Range;

/// A stretch of a report's text.
///
/// It is not a copy of the words: whoever holds the text can look at them with [`Span::of`]. Units: bytes of the
/// UTF-8 text, half-open; both ends lie on character borders. (The JSON record counts Unicode code points instead;
/// the conversion happens where the record is written.)
///
/// ```
/// use whosays::Span;
/// let text = "Baku: Azerbaijan Sunday accused Armenia";
/// assert_eq!(Span::new(6, 16).of(text), "Azerbaijan");
/// assert!(Span::new(6, 16).overlaps(Span::new(10, 20)));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The stretch from `start` up to but without `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The words themselves; empty where the span does not fit the text.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Length in bytes.
    pub const fn len(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// True for a span without a byte.
    pub const fn is_empty(&self) -> bool {
        self.end <= self.start
    }

    /// True if both share at least one byte.
    pub const fn overlaps(&self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// True if every byte of `other` lies in this span.
    pub const fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    pub fn cover(&self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// As a byte range.
    pub const fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}
