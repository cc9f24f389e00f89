//! Sentences as crawls and wires spoil them: without commas, without their full stop, in capitals. A network that never
//! saw them so parses them badly.

use super::data::Sample;
use super::mat::Rng;

/// Share of sentences that lose their commas, their last mark, their lower case.
const COMMAS: f32 = 0.08;
const LAST: f32 = 0.05;
const CAPITALS: f32 = 0.03;
const CURLY: f32 = 0.3;

/// A sample as it may also come.
pub(crate) fn spoil(sample: &Sample, rng: &mut Rng) -> Sample {
    let mut out = sample.clone();
    let (commas, last) = (rng.uniform() < COMMAS, rng.uniform() < LAST);
    if commas || last {
        let n = out.words.len();
        let drop = |i: usize| {
            let mark =
                out.words[i] == "," && commas || i + 1 == n && last && matches!(out.words[i].as_str(), "." | "!" | "?");
            mark && n > 3 && !out.heads.iter().any(|&h| h as usize == i + 1)
        };
        let keep: Vec<bool> = (0..n).map(|i| !drop(i)).collect();
        remove(&mut out, &keep);
    }
    if rng.uniform() < CAPITALS {
        out.words.iter_mut().for_each(|w| *w = w.to_uppercase());
        // Their edit scripts hold for the word as it was.
        out.lemmas.fill(super::heads::NONE);
    } else if rng.uniform() < CURLY {
        curl(&mut out.words);
    }
    out
}

/// Removes the words that are not kept and counts the heads anew.
fn remove(sample: &mut Sample, keep: &[bool]) {
    let mut number = vec![0u16; keep.len() + 1];
    let mut n = 0;
    for (i, &k) in keep.iter().enumerate() {
        n += u16::from(k);
        number[i + 1] = n;
    }
    let retain = |list: &mut Vec<u16>| {
        let mut i = 0;
        list.retain(|_| {
            i += 1;
            keep[i - 1]
        });
    };
    for head in &mut sample.heads {
        *head = number[*head as usize];
    }
    for list in [&mut sample.tags, &mut sample.lemmas, &mut sample.heads, &mut sample.relations, &mut sample.names] {
        retain(list);
    }
    sample.roles.iter_mut().for_each(retain);
    let mut i = 0;
    sample.words.retain(|_| {
        i += 1;
        keep[i - 1]
    });
}

/// Straight quotation marks and apostrophes as curly ones.
fn curl(words: &mut [String]) {
    let mut open = false;
    for word in words {
        if word == "\"" {
            open = !open;
            *word = if open { "“" } else { "”" }.to_owned();
        } else if word.contains('\'') {
            *word = word.replace('\'', "’");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_counted_anew() {
        let words = ["Yes", ",", "they", "left", "."].map(str::to_owned).to_vec();
        let mut sample = Sample { words, heads: vec![4, 4, 4, 0, 4], ..Sample::default() };
        remove(&mut sample, &[true, false, true, true, false]);
        assert_eq!(sample.heads, [3, 3, 0]);
        assert_eq!(sample.words, ["Yes", "they", "left"]);
    }
}
