//! Labelled stretches of text: names, quotations, triggers.

use super::{Counts, pair_up};
use crate::Span;

/// A stretch and what it is said to be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Labeled<L> {
    /// Where it stands; any unit, the same on both sides.
    pub span: Span,
    /// What it is.
    pub label: L,
}

/// Counts stretches that agree in both ends and in the label, as in the CoNLL-2003 shared task on names. Items given
/// twice count once.
///
/// ```
/// use whosays::{Span, score::span::{Labeled, exact}};
/// let gold = [Labeled { span: Span::new(0, 5), label: "place" }, Labeled { span: Span::new(9, 12), label: "person" }];
/// let read = [Labeled { span: Span::new(0, 5), label: "place" }, Labeled { span: Span::new(9, 11), label: "person" }];
/// assert_eq!(exact(&gold, &read).f1(), Some(50.0));
/// ```
pub fn exact<T: Ord>(gold: &[T], predicted: &[T]) -> Counts {
    let distinct = |items: &[T]| {
        let mut order: Vec<usize> = (0..items.len()).collect();
        order.sort_by(|&a, &b| items[a].cmp(&items[b]));
        order.dedup_by(|a, b| items[*a] == items[*b]);
        order
    };
    let (golds, predictions) = (distinct(gold), distinct(predicted));
    let is_gold = |p: &&usize| golds.binary_search_by(|&g| gold[g].cmp(&predicted[**p])).is_ok();
    Counts { right: predictions.iter().filter(is_gold).count(), predicted: predictions.len(), gold: golds.len() }
}

/// Counts stretches with the same label that share at least one unit, one to one, the longest common part first.
pub fn overlapping<L: PartialEq>(gold: &[Labeled<L>], predicted: &[Labeled<L>]) -> Counts {
    let common = |g: usize, p: usize| {
        let (a, b) = (&gold[g], &predicted[p]);
        let length = a.span.end.min(b.span.end).saturating_sub(a.span.start.max(b.span.start));
        if a.label == b.label { length as f64 } else { 0.0 }
    };
    let right = pair_up(gold.len(), predicted.len(), common).len();
    Counts { right, predicted: predicted.len(), gold: gold.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(start: usize, end: usize, label: &'static str) -> Labeled<&'static str> {
        Labeled { span: Span::new(start, end), label }
    }

    #[test]
    fn a_wrong_label_is_wrong_and_a_repeated_answer_counts_once() {
        let gold = [at(0, 3, "person"), at(5, 8, "place")];
        let read = [at(5, 8, "place"), at(5, 8, "place"), at(0, 3, "place")];
        assert_eq!(exact(&gold, &read), Counts { right: 1, predicted: 2, gold: 2 });
    }

    #[test]
    fn one_long_answer_cannot_serve_two() {
        let gold = [at(0, 3, "person"), at(5, 8, "person")];
        assert_eq!(overlapping(&gold, &[at(0, 8, "person")]), Counts { right: 1, predicted: 1, gold: 2 });
        assert_eq!(overlapping(&gold, &[at(3, 5, "person")]).right, 0, "adjoining is not common");
    }
}
