//! Factuality: did what a word tells of happen? UW (Lee et al. 2015), UDS-IH2 (Rudinger et al. 2018), MEANTIME, and the
//! smaller sets that are kept with them.
//!
//! Format: one JSON object a sentence with `text` (tokens separated by blanks) and `targets`: `span1` (token range,
//! half-open) and `label`, −3 (certainly not) to +3 (certainly). Each set has train, dev and test parts.

use serde::Deserialize;

use super::{Result, Shared, Split, parse_records};

const ARCHIVE: &str = "corpora/factuality/factuality.tar.gz";

/// The sets, by the folder in the archive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Set {
    /// News; the test part is only measured.
    Uw,
    /// Web text of UD EWT; may be learned from.
    UdsIh2,
    /// Wikinews.
    Meantime,
}

/// One sentence.
#[derive(Clone, PartialEq, Debug)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Vec<String>,
    /// Index of a token, and how certain it is that what it tells of happened.
    pub targets: Vec<(usize, f64)>,
}

#[derive(Deserialize)]
struct RawSentence {
    text: String,
    targets: Vec<RawTarget>,
}

#[derive(Deserialize)]
struct RawTarget {
    span1: (usize, usize),
    label: f64,
}

/// The sentences of a part of a set, in the order of the file.
///
/// # Errors
///
/// If the archive is missing or damaged.
pub fn sentences(shared: &Shared, set: Set, split: Split) -> Result<Vec<Sentence>> {
    let folder = match set {
        Set::Uw => "UW",
        Set::UdsIh2 => "UDS_IH2",
        Set::Meantime => "MEANTIME",
    };
    let name = format!("{folder}/{}.jsonl", split.as_str());
    let files = shared.archive(ARCHIVE, |file| file.trim_start_matches("./") == name)?;
    let (_, text) = files.first().ok_or_else(|| Shared::error(ARCHIVE, format!("{name} is missing")))?;
    let raw: Vec<RawSentence> = parse_records(text).map_err(|error| Shared::error(ARCHIVE, error))?;
    Ok(raw.iter().map(sentence).collect())
}

/// Targets that lie outside the sentence are left out; a target of several tokens is its last.
fn sentence(raw: &RawSentence) -> Sentence {
    let tokens: Vec<String> = raw.text.split_whitespace().map(str::to_owned).collect();
    let last = |target: &RawTarget| Some((target.span1.1.checked_sub(1)?, target.label));
    let targets = raw.targets.iter().filter_map(last).filter(|(token, _)| *token < tokens.len()).collect();
    Sentence { tokens, targets }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_point_at_tokens() {
        let raw = r#"{"text": "Nobody was hurt .", "targets": [{"span1": [2, 3], "label": -3.0}, {"span1": [9, 10], "label": 1}]}"#;
        let sentence = sentence(&serde_json::from_str(raw).unwrap());
        assert_eq!(sentence.targets, [(2, -3.0)]);
    }
}
