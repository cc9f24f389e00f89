//! Sentences with a CAMEO quad class.
//!
//! Format: `cameo_class/{train,test}.tsv`, a sentence, a tab and a class: 0 neutral, 1 verbal cooperation, 2 material
//! cooperation, 3 verbal conflict, 4 material conflict. No licence is stated.

use super::{Result, Shared, Split};

/// One sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// The sentence.
    pub text: String,
    /// Its class, 0 to 4.
    pub class: u8,
}

/// The sentences of the train or test part, in the order of the file.
///
/// # Errors
///
/// If the file is missing, and for a dev part, which the corpus lacks.
pub fn sentences(shared: &Shared, split: Split) -> Result<Vec<Sentence>> {
    let text = shared.text(&format!("corpora/cameo/cameo_class/{}.tsv", split.as_str()))?;
    let rows = text.lines().filter_map(|line| line.rsplit_once('\t'));
    Ok(rows
        .filter_map(|(text, class)| Some(Sentence { text: text.to_owned(), class: class.trim().parse().ok()? }))
        .collect())
}

/// The class of a PLOVER type (manual of 2021); 0 for no event.
pub fn class_of(kind: &str) -> u8 {
    match kind {
        "AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" => 1,
        "COOPERATE" | "AID" | "RETREAT" => 2,
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => 3,
        "PROTEST" | "SANCTION" | "MOBILIZE" | "COERCE" | "ASSAULT" => 4,
        _ => 0,
    }
}
