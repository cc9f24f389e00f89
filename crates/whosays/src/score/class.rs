//! One label an item: event types, stances, classes.

use std::collections::BTreeMap;

use super::Counts;

/// Counts by label: how often it was right, given, and expected.
///
/// ```
/// use whosays::score::class::Classes;
/// let classes = Classes::new(["AID", "AID", "ASSAULT"], ["AID", "ASSAULT", "ASSAULT"]);
/// assert_eq!(classes.accuracy().map(f64::round), Some(67.0));
/// assert_eq!(classes.of(&"AID").recall(), Some(50.0));
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Classes<L: Ord> {
    by_label: BTreeMap<L, Counts>,
}

impl<L: Ord> Classes<L> {
    /// Compares labels item by item.
    pub fn new(gold: impl IntoIterator<Item = L>, predicted: impl IntoIterator<Item = L>) -> Self {
        let mut by_label: BTreeMap<L, Counts> = BTreeMap::new();
        for (g, p) in gold.into_iter().zip(predicted) {
            if g == p {
                *by_label.entry(g).or_default() += Counts { right: 1, predicted: 1, gold: 1 };
            } else {
                by_label.entry(g).or_default().gold += 1;
                by_label.entry(p).or_default().predicted += 1;
            }
        }
        Self { by_label }
    }

    /// The counts of one label.
    pub fn of(&self, label: &L) -> Counts {
        self.by_label.get(label).copied().unwrap_or_default()
    }

    /// Share of the items whose label is right, in percent.
    pub fn accuracy(&self) -> Option<f64> {
        self.by_label.values().copied().sum::<Counts>().recall()
    }

    /// Mean of the labels' F1, each weighted by how often it is expected, in percent.
    pub fn weighted_f1(&self) -> Option<f64> {
        let items: usize = self.by_label.values().map(|counts| counts.gold).sum();
        let sum: f64 = self.by_label.values().map(|c| c.f1().unwrap_or(0.0) * c.gold as f64).sum();
        (items > 0).then(|| sum / items as f64)
    }

    /// Mean of the F1 of the labels that are expected, each weighing the same, in percent.
    pub fn macro_f1(&self) -> Option<f64> {
        let f1: Vec<f64> = self.by_label.values().filter(|c| c.gold > 0).filter_map(|c| c.f1()).collect();
        (!f1.is_empty()).then(|| f1.iter().sum::<f64>() / f1.len() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_those_of_the_gold_labels() {
        let classes = Classes::new(["a", "a", "a", "b"], ["a", "a", "b", "a"]);
        assert_eq!(classes.weighted_f1(), Some((200.0 / 3.0 * 3.0 + 0.0) / 4.0));
        assert_eq!(classes.macro_f1(), Some(200.0 / 3.0 / 2.0));
        assert_eq!(Classes::<&str>::new([], []).weighted_f1(), None);
    }
}
