//! Mentions that belong together: B³ (Bagga and Baldwin 1998) and MUC links (Vilain et al. 1995).
//!
//! Both sides are groups of mentions. A mention that only one side has counts against the other.

use std::collections::BTreeMap;

/// Precision and recall in percent; `None` of nothing.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Shares {
    /// Of what was put together, how much belongs together.
    pub precision: Option<f64>,
    /// Of what belongs together, how much was put together.
    pub recall: Option<f64>,
}

impl Shares {
    /// Harmonic mean of both.
    pub fn f1(self) -> Option<f64> {
        match (self.precision, self.recall) {
            (None, None) => None,
            (Some(p), Some(r)) if p + r > 0.0 => Some(2.0 * p * r / (p + r)),
            _ => Some(0.0),
        }
    }
}

/// B³: for each mention the share of its group that stands with it on the other side, averaged over mentions.
///
/// ```
/// use whosays::score::coreference::b_cubed;
/// let scores = b_cubed(&[vec!["she", "Akter"], vec!["it"]], &[vec!["she", "Akter", "it"]]);
/// assert_eq!(scores.recall, Some(100.0));
/// assert_eq!(scores.precision.map(f64::round), Some(56.0));
/// ```
pub fn b_cubed<M: Ord>(gold: &[Vec<M>], predicted: &[Vec<M>]) -> Shares {
    Shares { precision: mention_share(predicted, gold), recall: mention_share(gold, predicted) }
}

/// MUC: of the links that hold the groups of one side together, the share that the other side has.
pub fn muc_links<M: Ord>(gold: &[Vec<M>], predicted: &[Vec<M>]) -> Shares {
    Shares { precision: link_share(predicted, gold), recall: link_share(gold, predicted) }
}

/// To which group each mention belongs.
fn groups<M: Ord>(side: &[Vec<M>]) -> BTreeMap<&M, usize> {
    side.iter().enumerate().flat_map(|(i, group)| group.iter().map(move |m| (m, i))).collect()
}

fn mention_share<M: Ord>(side: &[Vec<M>], other: &[Vec<M>]) -> Option<f64> {
    let other_of = groups(other);
    let mentions: usize = side.iter().map(Vec::len).sum();
    let share = |group: &Vec<M>| -> f64 {
        let mut parts: BTreeMap<usize, usize> = BTreeMap::new();
        group.iter().filter_map(|m| other_of.get(m)).for_each(|&g| *parts.entry(g).or_default() += 1);
        parts.values().map(|&n| (n * n) as f64 / group.len() as f64).sum()
    };
    (mentions > 0).then(|| 100.0 * side.iter().map(share).sum::<f64>() / mentions as f64)
}

fn link_share<M: Ord>(side: &[Vec<M>], other: &[Vec<M>]) -> Option<f64> {
    let other_of = groups(other);
    let parts = |group: &Vec<M>| {
        let mut known: Vec<usize> = group.iter().filter_map(|m| other_of.get(m).copied()).collect();
        let alone = group.len() - known.len();
        known.sort_unstable();
        known.dedup();
        alone + known.len()
    };
    let links: usize = side.iter().map(|group| group.len().saturating_sub(1)).sum();
    let kept: usize = side.iter().map(|group| group.len() - parts(group).min(group.len())).sum();
    super::percent(kept, links)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitting_a_group_costs_recall_and_joining_two_costs_precision() {
        let gold = [vec![1, 2, 3], vec![4, 5]];
        let split = [vec![1, 2], vec![3], vec![4, 5]];
        assert_eq!(muc_links(&gold, &split), Shares { precision: Some(100.0), recall: Some(200.0 / 3.0) });
        let scores = b_cubed(&gold, &split);
        assert_eq!(scores.precision, Some(100.0));
        let recall = 100.0 * (4.0 / 3.0 + 1.0 / 3.0 + 2.0) / 5.0;
        assert!(scores.recall.is_some_and(|r| (r - recall).abs() < 1e-9));
    }

    #[test]
    fn a_mention_that_the_other_side_lacks_shares_nothing() {
        assert_eq!(b_cubed(&[vec![1, 2]], &[vec![1]]), Shares { precision: Some(100.0), recall: Some(25.0) });
        assert_eq!(muc_links::<u8>(&[], &[]), Shares { precision: None, recall: None });
    }
}
