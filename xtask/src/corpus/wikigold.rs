//! WikiGold (Balasuriya et al. 2009): names in 145 Wikipedia articles.
//!
//! Format: a token and a tag a line with a blank between them (`I-ORG`; names that adjoin are joined), an empty line after
//! each sentence, `-DOCSTART-` before each article. Classes: PER, ORG, LOC, MISC. CC BY 4.0. It has no split of its own;
//! it is measured as a whole.

use whosays::document::NameKind;

use super::{NamedSentence, Result, Shared, tagged_sentences};

/// All sentences, in order.
///
/// # Errors
///
/// If the file is missing or damaged.
pub fn sentences(shared: &Shared) -> Result<Vec<NamedSentence>> {
    let mut sentences = tagged_sentences(&shared.text("corpora/ner/wikigold.conll.txt")?, ' ');
    sentences.retain(|sentence| sentence.tokens.first().is_some_and(|token| token != "-DOCSTART-"));
    Ok(sentences)
}

/// The kind of name that a class stands for; `None` for MISC.
pub fn kind(class: &str) -> Option<NameKind> {
    match class {
        "PER" => Some(NameKind::Person),
        "ORG" => Some(NameKind::Organization),
        "LOC" => Some(NameKind::Place),
        _ => None,
    }
}
