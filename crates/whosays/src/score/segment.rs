//! Tokens and sentences found in raw text.
//!
//! As in the CoNLL 2018 shared task a token or sentence is right if it covers exactly the same characters, blanks left
//! aside: what matters is where a text was cut, not how it was laid out.

use super::Counts;
use super::span::exact;
use crate::Span;

/// Compares two ways of cutting one text. Spans count bytes of `text`.
///
/// ```
/// use whosays::{Span, score::segment::compare};
/// let text = "No. Not yet";
/// let gold = [Span::new(0, 4), Span::new(4, 11)];
/// assert_eq!(compare(text, &gold, &[Span::new(0, 3), Span::new(4, 11)]).f1(), Some(100.0));
/// ```
pub fn compare(text: &str, gold: &[Span], predicted: &[Span]) -> Counts {
    let inked: Vec<usize> = text.char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(at, _)| at).collect();
    let position = |byte: usize| inked.partition_point(|&at| at < byte);
    let cut = |spans: &[Span]| -> Vec<(usize, usize)> {
        spans.iter().map(|span| (position(span.start), position(span.end))).filter(|(a, b)| a < b).collect()
    };
    exact(&cut(gold), &cut(predicted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_cut_spoils_both_sides_of_it() {
        let text = "the U.S. said";
        let gold = [Span::new(0, 3), Span::new(4, 8), Span::new(9, 13)];
        let read = [Span::new(0, 3), Span::new(4, 7), Span::new(7, 8), Span::new(9, 13)];
        assert_eq!(compare(text, &gold, &read), Counts { right: 2, predicted: 4, gold: 3 });
    }
}
