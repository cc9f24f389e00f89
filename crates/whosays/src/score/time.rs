//! Time expressions, as in TempEval-3 (UzZaman et al. 2013).

use super::Counts;
use crate::Span;

/// A time expression of either side.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expression<'a> {
    /// Where it stands: bytes of the text, half-open.
    pub span: Span,
    /// TIMEX3 value.
    pub value: &'a str,
    /// TIMEX3 type: `date`, `time`, `duration`, `set`; compared without case.
    pub kind: &'a str,
}

/// The scores of one text; add them up over texts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Scores {
    /// The same ends.
    pub strict: Counts,
    /// At least one common byte, one to one.
    pub relaxed: Counts,
    /// Relaxed, and the same value (without case).
    pub value: Counts,
    /// Relaxed, and the same type.
    pub kind: Counts,
}

impl std::ops::AddAssign for Scores {
    fn add_assign(&mut self, other: Self) {
        self.strict += other.strict;
        self.relaxed += other.relaxed;
        self.value += other.value;
        self.kind += other.kind;
    }
}

/// Scores the expressions of one text. Each gold expression, in order, takes the free prediction with which it shares
/// most; blanks at the ends do not matter.
pub fn score(text: &str, gold: &[Expression], predicted: &[Expression]) -> Scores {
    let mut free = vec![true; predicted.len()];
    let mut right = [0; 4];
    for g in gold {
        let common = |p: usize| {
            let other = predicted[p].span;
            other.end.min(g.span.end).saturating_sub(other.start.max(g.span.start))
        };
        let candidates = (0..predicted.len()).filter(|&p| free[p] && common(p) > 0);
        let Some(best) = candidates.max_by_key(|&p| (common(p), std::cmp::Reverse(p))) else { continue };
        free[best] = false;
        let p = &predicted[best];
        let same = [
            trimmed(text, p.span) == trimmed(text, g.span),
            true,
            p.value.eq_ignore_ascii_case(g.value),
            p.kind.eq_ignore_ascii_case(g.kind),
        ];
        right.iter_mut().zip(same).for_each(|(count, same)| *count += usize::from(same));
    }
    let [strict, relaxed, value, kind] =
        right.map(|right| Counts { right, predicted: predicted.len(), gold: gold.len() });
    Scores { strict, relaxed, value, kind }
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(start: usize, end: usize, value: &'static str) -> Expression<'static> {
        Expression { span: Span::new(start, end), value, kind: "date" }
    }

    #[test]
    fn a_longer_match_with_the_right_value_is_relaxed_but_not_strict() {
        let text = "early on Sunday and Monday";
        let gold = [expression(9, 15, "2019-03-17"), expression(20, 26, "2019-03-18")];
        let read = [expression(0, 15, "2019-03-17"), expression(20, 26, "2019-03-25")];
        let scores = score(text, &gold, &read);
        assert_eq!([scores.strict.right, scores.relaxed.right, scores.value.right, scores.kind.right], [1, 2, 1, 2]);
    }
}
