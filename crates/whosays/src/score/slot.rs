//! Filled slots of templates, as in MUC-4 (Chinchor 1992).
//!
//! Of the fills of one slot each is correct, partly correct, incorrect (another stands in its place), missing or
//! spurious. Partial answers count half.

use super::pair_up;

/// How well a predicted fill answers a gold one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Answer {
    /// Not at all.
    Wrong,
    /// In part.
    Partial,
    /// Fully.
    Right,
}

/// The fills of one slot, counted; add them up over templates.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Fills {
    /// Right answers.
    pub correct: usize,
    /// Answers that are right in part.
    pub partial: usize,
    /// Answers that stand where another belongs.
    pub incorrect: usize,
    /// Gold fills without an answer.
    pub missing: usize,
    /// Answers without a question.
    pub spurious: usize,
}

impl Fills {
    /// Share of the gold fills that were given, in percent.
    pub fn recall(self) -> Option<f64> {
        self.share(self.correct + self.partial + self.incorrect + self.missing)
    }

    /// Share of the given fills that are right, in percent.
    pub fn precision(self) -> Option<f64> {
        self.share(self.correct + self.partial + self.incorrect + self.spurious)
    }

    /// Harmonic mean of recall and precision, in percent.
    pub fn f1(self) -> Option<f64> {
        match (self.recall(), self.precision()) {
            (None, None) => None,
            (Some(r), Some(p)) if r + p > 0.0 => Some(2.0 * r * p / (r + p)),
            _ => Some(0.0),
        }
    }

    fn share(self, whole: usize) -> Option<f64> {
        (whole > 0).then(|| 100.0 * (self.correct as f64 + 0.5 * self.partial as f64) / whole as f64)
    }
}

impl std::ops::AddAssign for Fills {
    fn add_assign(&mut self, other: Self) {
        self.correct += other.correct;
        self.partial += other.partial;
        self.incorrect += other.incorrect;
        self.missing += other.missing;
        self.spurious += other.spurious;
    }
}

/// Compares the fills of one slot, best pairs first; what is left over on both sides is incorrect.
///
/// ```
/// use whosays::score::slot::{Answer, compare};
/// let (gold, read) = (["bomb", "rifle"], ["rifle", "knife", "stone"]);
/// let fills = compare(2, 3, |g, p| if gold[g] == read[p] { Answer::Right } else { Answer::Wrong });
/// assert_eq!((fills.correct, fills.incorrect, fills.spurious), (1, 1, 1));
/// ```
pub fn compare(gold: usize, predicted: usize, judge: impl Fn(usize, usize) -> Answer) -> Fills {
    let weight = |g, p| match judge(g, p) {
        Answer::Right => 1.0,
        Answer::Partial => 0.5,
        Answer::Wrong => 0.0,
    };
    let pairs = pair_up(gold, predicted, weight);
    let correct = pairs.iter().filter(|&&(g, p)| judge(g, p) == Answer::Right).count();
    let (gold_left, predicted_left) = (gold - pairs.len(), predicted - pairs.len());
    let incorrect = gold_left.min(predicted_left);
    Fills {
        correct,
        partial: pairs.len() - correct,
        incorrect,
        missing: gold_left - incorrect,
        spurious: predicted_left - incorrect,
    }
}

/// Maps predicted templates to gold templates one to one, the pair that agrees in most fills first. `agreement` counts
/// the fills that two templates share; templates that share none are not mapped.
pub fn align(gold: usize, predicted: usize, agreement: impl Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
    pair_up(gold, predicted, agreement)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_right_counts_half() {
        let fills = compare(2, 1, |g, _| if g == 0 { Answer::Partial } else { Answer::Wrong });
        assert_eq!(fills, Fills { partial: 1, missing: 1, ..Fills::default() });
        assert_eq!((fills.recall(), fills.precision()), (Some(25.0), Some(50.0)));
        assert_eq!(Fills::default().f1(), None);
    }
}
