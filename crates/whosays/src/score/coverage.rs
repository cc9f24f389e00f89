//! Which characters of a text something covers.

use crate::Span;

/// A set of positions in a text, kept as sorted ranges that do not touch.
///
/// The unit is the caller's: the record scorer counts Unicode code points, so that a curly quote weighs as much as a
/// straight one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Coverage {
    ranges: Vec<(usize, usize)>,
}

impl Coverage {
    /// The positions that at least one of the half-open ranges holds.
    pub fn new(ranges: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut sorted: Vec<_> = ranges.into_iter().filter(|(start, end)| start < end).collect();
        sorted.sort_unstable();
        let mut joined: Vec<(usize, usize)> = Vec::with_capacity(sorted.len());
        for (start, end) in sorted {
            match joined.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => joined.push((start, end)),
            }
        }
        Self { ranges: joined }
    }

    /// How many positions it holds.
    pub fn len(&self) -> usize {
        self.ranges.iter().map(|(start, end)| end - start).sum()
    }

    /// True if it holds none.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// How many positions both hold.
    pub fn common(&self, other: &Self) -> usize {
        let (mut a, mut b, mut sum) = (0, 0, 0);
        while let (Some(x), Some(y)) = (self.ranges.get(a), other.ranges.get(b)) {
            sum += x.1.min(y.1).saturating_sub(x.0.max(y.0));
            if x.1 <= y.1 { a += 1 } else { b += 1 }
        }
        sum
    }

    /// True if both hold at least one position.
    pub fn touches(&self, other: &Self) -> bool {
        self.common(other) > 0
    }

    /// Size of the intersection over size of the union, 0 to 1; 0 if both are empty.
    pub fn jaccard(&self, other: &Self) -> f64 {
        let common = self.common(other);
        let union = self.len() + other.len() - common;
        if union == 0 { 0.0 } else { common as f64 / union as f64 }
    }

    /// The positions of either.
    pub fn union(&self, other: &Self) -> Self {
        Self::new(self.ranges.iter().chain(&other.ranges).copied())
    }
}

/// Turns byte spans of one text into ranges of code points.
#[derive(Debug)]
pub(crate) struct CodePoints {
    starts: Vec<usize>,
}

impl CodePoints {
    pub(crate) fn new(text: &str) -> Self {
        Self { starts: text.char_indices().map(|(byte, _)| byte).collect() }
    }

    pub(crate) fn range(&self, span: Span) -> (usize, usize) {
        let at = |byte: usize| self.starts.partition_point(|&start| start < byte);
        (at(span.start), at(span.end))
    }

    pub(crate) fn cover(&self, spans: &[Span]) -> Coverage {
        Coverage::new(spans.iter().map(|&span| self.range(span)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_and_adjoining_ranges_count_once() {
        let a = Coverage::new([(5, 9), (0, 3), (2, 5), (20, 20)]);
        assert_eq!(a.len(), 9);
        let b = Coverage::new([(8, 12)]);
        assert_eq!((a.common(&b), a.union(&b).len()), (1, 12));
        assert_eq!(a.jaccard(&b), 1.0 / 12.0);
        assert_eq!(Coverage::default().jaccard(&Coverage::default()), 0.0);
    }

    #[test]
    fn a_curly_quote_is_one_position() {
        let text = "a “b” c";
        let quoted = Span::new(text.find('b').unwrap_or(0), text.find('”').unwrap_or(0));
        assert_eq!(CodePoints::new(text).range(quoted), (3, 4));
    }
}
