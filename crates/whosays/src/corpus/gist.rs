//! What a stretch of words tells, as a bag of weighed words, so that two accounts can be compared.

use std::collections::BTreeMap;

use super::wording::{Class, Word};

/// The telling words of a stretch, by what they stand for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Gist {
    /// Concepts with their weights, in order.
    pub(crate) words: Vec<(u64, u32)>,
    /// True if it says that something is not so.
    pub(crate) negative: bool,
}

/// Words in which a negation turns the whole stretch round, counted from its start.
const SCOPE: usize = 14;

/// Words after "which" in which a negation turns only that clause round.
const ASIDE: usize = 4;

impl Gist {
    /// The gist of some words.
    pub(crate) fn of<'w>(words: impl IntoIterator<Item = &'w Word>) -> Self {
        let mut bag: BTreeMap<u64, u32> = BTreeMap::new();
        let mut negative = false;
        let mut aside = 0;
        for (at, word) in (ASIDE + 1..).zip(words) {
            match word.class {
                Class::Content | Class::Number => {
                    bag.entry(word.concept).or_insert(word.weight);
                }
                Class::Name => {
                    bag.entry(word.concept).or_insert(NAME);
                }
                Class::Negation => negative |= at <= SCOPE + ASIDE && at > aside + ASIDE,
                Class::Relative => aside = at,
                Class::Function | Class::Speech => {}
            }
        }
        Self { words: bag.into_iter().collect(), negative }
    }

    /// This gist and another's words at half their weight.
    pub(crate) fn with(&self, other: &Self) -> Self {
        let mut bag: BTreeMap<u64, u32> = other.words.iter().map(|&(w, x)| (w, x.div_ceil(2))).collect();
        bag.extend(self.words.iter().copied());
        Self { words: bag.into_iter().collect(), negative: self.negative }
    }

    /// Likeness of two gists in thousandths: the weight that both share against the mean of their weights; words that
    /// `spread` knows from many places count less.
    pub(crate) fn likeness(&self, other: &Self, spread: &Spread) -> u32 {
        let shared = spread.weight(self.shared(other));
        let mean = (spread.weight(self.words.iter().copied()) * spread.weight(other.words.iter().copied())).isqrt();
        thousandths(shared, mean)
    }

    /// Share of this gist that another has too, in thousandths.
    pub(crate) fn covered(&self, other: &Self, spread: &Spread) -> u32 {
        thousandths(spread.weight(self.shared(other)), spread.weight(self.words.iter().copied()))
    }

    /// What both share.
    pub(crate) fn shared<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (u64, u32)> + 'a {
        let find = |w: u64| other.words.binary_search_by_key(&w, |x| x.0).ok();
        self.words.iter().filter_map(move |&(w, x)| find(w).map(|i| (w, x.min(other.words[i].1))))
    }
}

/// Weight of a name in an account.
pub(crate) const NAME: u32 = 10;

fn thousandths(part: u64, whole: u64) -> u32 {
    u32::try_from(part * 1000 / whole.max(1)).unwrap_or(u32::MAX)
}

/// In how many accounts of a story each word stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spread {
    holders: BTreeMap<u64, u32>,
    all: u32,
}

impl Spread {
    /// Counts the words of some gists.
    pub(crate) fn of<'g>(gists: impl IntoIterator<Item = &'g Gist>) -> Self {
        let mut spread = Self::default();
        for gist in gists {
            spread.all += 1;
            for (word, _) in &gist.words {
                *spread.holders.entry(*word).or_default() += 1;
            }
        }
        spread
    }

    fn weight(&self, words: impl Iterator<Item = (u64, u32)>) -> u64 {
        words.map(|(word, weight)| u64::from(self.weigh(word, weight))).sum()
    }

    /// A word's weight, down to a half for what nearly every account of the story has.
    pub(crate) fn weigh(&self, word: u64, weight: u32) -> u32 {
        let holders = self.holders.get(&word).copied().unwrap_or(1).max(1);
        let rare = (self.all.max(1) / holders).max(1).ilog2();
        let rarest = self.all.max(2).ilog2();
        weight * (rarest + rare.min(rarest)) / (2 * rarest)
    }
}
