//! English Worldwide Newswire (Shan et al. 2023): names in the news of outlets outside the West.
//!
//! Format: one file an article, `PREFIX_NUMBER.txt.tsv`, a token and a tag a line (`B-Person`), an empty line after each
//! sentence; the first line is often the article's address. Classes: Date, Person, Location, Facility, Organization, Misc,
//! Money, NORP, Product. No licence is stated: a model that learns from it says so on its card.

use std::collections::BTreeSet;

use whosays::document::NameKind;

use super::{NamedSentence, Result, Shared, Split, tagged_sentences};

/// One article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// File name without its endings.
    pub id: String,
    /// Train, dev or test, by outlet.
    pub split: Split,
    /// Its sentences.
    pub sentences: Vec<NamedSentence>,
}

/// All articles, by name.
///
/// # Errors
///
/// If the archive is missing or damaged.
pub fn documents(shared: &Shared) -> Result<Vec<Document>> {
    let files = shared.archive("corpora/ner/worldwide_newswire.tar.gz", |name| name.ends_with(".txt.tsv"))?;
    let ids: Vec<&str> = files.iter().map(|(name, _)| id(name)).collect();
    let outlets: BTreeSet<&str> = ids.iter().map(|id| outlet(id)).collect();
    let split = |id: &str| split(outlets.iter().position(|&other| other == outlet(id)).unwrap_or(0));
    let documents = ids.iter().zip(&files).map(|(id, (_, text))| Document {
        id: (*id).to_owned(),
        split: split(id),
        sentences: tagged_sentences(text, '\t'),
    });
    Ok(documents.collect())
}

fn id(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name).trim_end_matches(".txt.tsv")
}

/// The outlet of an article: its name before the number.
fn outlet(id: &str) -> &str {
    id.rsplit_once('_').map_or(id, |(prefix, _)| prefix)
}

/// The one place where the corpus is split, as its readme asks: of the outlets in alphabetical order every fifth is held
/// out, half of these to look at while learning, half to measure with. Whole outlets, because a model knows the names of
/// an outlet that it has seen.
fn split(outlet: usize) -> Split {
    match outlet % 10 {
        9 => Split::Test,
        4 => Split::Dev,
        _ => Split::Train,
    }
}

/// The kind of name that a class stands for; `None` for classes that are no persons, organisations or places.
pub fn kind(class: &str) -> Option<NameKind> {
    match class {
        "Person" => Some(NameKind::Person),
        "Organization" => Some(NameKind::Organization),
        "Location" | "Facility" => Some(NameKind::Place),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_of_one_outlet_stay_together() {
        assert_eq!(outlet(id("x/paraguay_mercopress_12.txt.tsv")), outlet("paraguay_mercopress_3"));
        assert_eq!(outlet("nm_7"), "nm");
        assert_eq!((0..20).filter(|&i| split(i) == Split::Test).count(), 2);
    }

    #[test]
    fn no_outlet_is_both_learned_from_and_measured() {
        let shared = Shared::locate();
        let Ok(documents) = documents(&shared) else {
            eprintln!("SKIPPED: the Worldwide corpus is not beside the checkout");
            return;
        };
        let outlets =
            |split| -> BTreeSet<_> { documents.iter().filter(|d| d.split == split).map(|d| outlet(&d.id)).collect() };
        assert!(outlets(Split::Train).is_disjoint(&outlets(Split::Test)));
        assert!(outlets(Split::Train).is_disjoint(&outlets(Split::Dev)));
        let held_out = documents.iter().filter(|d| d.split == Split::Test).count();
        assert!((50..300).contains(&held_out), "{held_out} of {}", documents.len());
    }
}
