//! Scorers: how far what was read agrees with what people annotated.
//!
//! They ship with the library, so that anybody can measure it, or something else, in the same way. Each is a pure
//! function over plain values: no file is read, no record written.
//!
//! | module | measures | metric as defined by |
//! |---|---|---|
//! | [`record`], [`across`] | a whole [`crate::Record`] against annotated reports ([`gold`]) | the project's annotation guidelines |
//! | [`span`] | labelled stretches: names, quotations | CoNLL-2003 (exact), MUC-5 (overlap) |
//! | [`parse`] | tags and dependency trees | CoNLL 2018 shared task |
//! | [`segment`] | tokens and sentences from raw text | CoNLL 2018 shared task |
//! | [`attribution`] | source, cue and content of attributions | Citron, PolNeAR |
//! | [`time`] | time expressions and their values | TempEval-3 |
//! | [`toponym`] | place names and their coordinates | geoparsing: accuracy within 161 km |
//! | [`class`] | one label an item | accuracy, weighted and macro F1 |
//! | [`number`] | numbers on a scale | mean absolute error, Pearson's r |
//! | [`slot`] | filled slots of templates | MUC-4 |
//! | [`coreference`] | mentions that belong together | B³, MUC links |
//!
//! Shares are given in percent, 0 to 100. `None` means that there was nothing to measure; it is never 0.

pub mod across;
pub mod attribution;
pub mod class;
pub mod coreference;
mod coverage;
pub mod gold;
pub mod number;
pub mod parse;
mod quote;
pub mod record;
pub mod segment;
pub mod slot;
pub mod span;
pub mod time;
pub mod toponym;

pub use coverage::Coverage;
pub use quote::same_name;
pub use record::{Score, Section, pooled, score};

/// How many answers were right, how many were given, and how many were there to be found.
///
/// ```
/// use whosays::score::Counts;
/// let counts = Counts { right: 3, predicted: 4, gold: 6 };
/// assert_eq!(counts.precision(), Some(75.0));
/// assert_eq!(counts.recall(), Some(50.0));
/// assert_eq!(counts.f1(), Some(60.0));
/// assert_eq!(Counts::default().f1(), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Answers that are right.
    pub right: usize,
    /// Answers given.
    pub predicted: usize,
    /// Answers expected.
    pub gold: usize,
}

impl Counts {
    /// Share of the given answers that are right, in percent; `None` if none was given.
    pub fn precision(self) -> Option<f64> {
        percent(self.right, self.predicted)
    }

    /// Share of the expected answers that were given, in percent; `None` if none was expected.
    pub fn recall(self) -> Option<f64> {
        percent(self.right, self.gold)
    }

    /// Harmonic mean of precision and recall, in percent; `None` if nothing was given and nothing expected.
    pub fn f1(self) -> Option<f64> {
        percent(2 * self.right, self.predicted + self.gold)
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.predicted += other.predicted;
        self.gold += other.gold;
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        let mut sum = Self::default();
        counts.for_each(|c| sum += c);
        sum
    }
}

/// `part` of `whole` in percent; `None` of nothing.
pub fn percent(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| (100 * part) as f64 / whole as f64)
}

/// Rounds to one decimal as scores are printed: the nearest, and of two equally near (6.25) the even one (6.2).
///
/// ```
/// assert_eq!(whosays::score::round1(6.25), 6.2);
/// assert_eq!(whosays::score::round1(6.75), 6.8);
/// assert_eq!(whosays::score::round1(200.0 / 3.0), 66.7);
/// ```
pub fn round1(value: f64) -> f64 {
    format!("{value:.1}").parse().unwrap_or(value)
}

/// Pairs up gold and predicted items one to one, heaviest pair first. Pairs without weight are never made.
///
/// Of equally heavy pairs the one with the later gold item, then with the later prediction, comes first: any fixed order
/// would do, and this is the one in which the project's reference scorer sorts.
pub(crate) fn pair_up(gold: usize, predicted: usize, weight: impl Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
    let all = (0..gold).flat_map(|g| (0..predicted).map(move |p| (g, p)));
    let mut scored: Vec<_> = all.map(|(g, p)| (weight(g, p), g, p)).filter(|&(w, ..)| w > 0.0).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    let (mut gold_used, mut predicted_used) = (vec![false; gold], vec![false; predicted]);
    let mut pairs = Vec::new();
    for (_, g, p) in scored {
        if !gold_used[g] && !predicted_used[p] {
            gold_used[g] = true;
            predicted_used[p] = true;
            pairs.push((g, p));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_that_of_the_nearest_tenth_with_ties_to_even() {
        for (value, expected) in [(0.25, 0.2), (0.75, 0.8), (31.25, 31.2), (18.75, 18.8), (0.05, 0.1), (100.0, 100.0)] {
            assert_eq!(round1(value), expected, "{value}");
        }
    }

    #[test]
    fn the_heaviest_pair_is_made_first_and_nobody_twice() {
        let weight = |g: usize, p: usize| [[0.5, 0.9], [0.0, 0.8]][g][p];
        assert_eq!(pair_up(2, 2, weight), [(0, 1)]);
    }

    #[test]
    fn of_equal_pairs_the_later_comes_first() {
        assert_eq!(pair_up(2, 2, |_, _| 1.0), [(1, 1), (0, 0)]);
    }
}
