//! Which sentences of different reports may be copies: those that share rare pairs of words.
//!
//! Not all pairs of sentences are compared. Each sentence gives keys (two words of content that stand together or with
//! one word between them); only sentences that share enough of them, by weight, are handed on. A key that many reports
//! share links each of them to the next few only, so that work grows with the number of reports and not with its
//! square; what is copied by all of them is still found link by link.

use super::tables::pair;
use super::wording::{Class, Word, Wording};

/// A sentence of one of the reports.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct At {
    /// Index of the report.
    pub report: u32,
    /// Index of the sentence.
    pub sentence: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    key: u64,
    at: At,
    weight: u32,
}

/// Reports that share a key up to which all of them are compared with each other.
const FEW: usize = 12;

/// Beyond that, each is compared with so many that follow it.
const NEXT: usize = 4;

/// Sentences of one report that stand for all of its sentences with a key.
const OWN: usize = 4;

/// Weight of shared keys from which two sentences are worth aligning.
const WORTH: u32 = 24;

/// Pairs of sentences of different reports that share enough keys, in order.
pub(crate) fn candidates(wordings: &[Wording]) -> Vec<(At, At)> {
    let mut keys: Vec<Key> = Vec::new();
    for (report, wording) in wordings.iter().enumerate() {
        for sentence in 0..wording.sentences() {
            let at = At { report: number(report), sentence: number(sentence) };
            keys.extend(sentence_keys(wording.sentence(sentence)).map(|(key, weight)| Key { key, at, weight }));
        }
    }
    keys.sort_unstable();
    keys.dedup_by_key(|k| (k.key, k.at));
    let mut shared: Vec<(At, At, u32)> = Vec::new();
    for holders in keys.chunk_by(|a, b| a.key == b.key) {
        let group: Vec<&Key> =
            holders.chunk_by(|a, b| a.at.report == b.at.report).flat_map(|own| own.iter().take(OWN)).collect();
        let reach = if group.len() <= FEW { FEW } else { NEXT };
        for (i, a) in group.iter().enumerate() {
            let others = group[i + 1..].iter().filter(|b| b.at.report != a.at.report).take(reach);
            shared.extend(others.map(|b| (a.at, b.at, a.weight)));
        }
    }
    shared.sort_unstable();
    let total = |pairs: &[(At, At, u32)]| pairs.iter().map(|p| p.2).sum::<u32>();
    let same = |a: &(At, At, u32), b: &(At, At, u32)| (a.0, a.1) == (b.0, b.1);
    shared.chunk_by(same).filter(|pairs| total(pairs) >= WORTH).map(|pairs| (pairs[0].0, pairs[0].1)).collect()
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Keys of a sentence with their weights: pairs of words of content at most one such word apart.
fn sentence_keys(words: &[Word]) -> impl Iterator<Item = (u64, u32)> + use<> {
    let telling = |w: &&Word| !matches!(w.class, Class::Function | Class::Relative | Class::Speech);
    let content: Vec<Word> = words.iter().filter(telling).copied().collect();
    let pairs = (1..content.len()).flat_map(|j| [(j, 1), (j, 2)]).filter(|(j, back)| j >= back);
    pairs.map(move |(j, back)| {
        let (a, b) = (&content[j - back], &content[j]);
        (pair(a.stem, b.stem), a.weight + b.weight)
    })
}
