//! ECB+ (Cybulska and Vossen 2014): events and their participants that are the same in several reports.
//!
//! Format: `ECB_{Train,Dev,Test}_corpus.txt` in Cybulska's setup: document, sentence, token number and token, separated by
//! tabs; `ECB_…_{Event,Entity}_gold_mentions.json` lists mentions with `doc_id`, `sent_id`, `tokens_number` and
//! `coref_chain`, which is the same in all documents of one topic. Annotations CC BY 3.0; the test part is only measured.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Result, Shared, Split};

const ARCHIVE: &str = "corpora/ecbplus/cybulska_setup_tokens_and_gold_mentions.tar.gz";

/// One report.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Document {
    /// Its id, such as `41_2ecb`: topic, number, and which of the two collections.
    pub id: String,
    /// Its sentences as tokens. Only the sentences that the setup has.
    pub sentences: Vec<Vec<String>>,
    /// Mentions of events.
    pub events: Vec<Mention>,
    /// Mentions of participants, places and times.
    pub entities: Vec<Mention>,
}

/// One mention.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Mention {
    /// Index of its sentence in [`Document::sentences`].
    pub sentence: usize,
    /// Its tokens there.
    pub tokens: Vec<usize>,
    /// What it mentions; mentions with the same chain, in any document of the topic, mean the same.
    pub chain: String,
}

impl Document {
    /// Its topic.
    pub fn topic(&self) -> &str {
        self.id.split('_').next().unwrap_or("")
    }
}

#[derive(Deserialize)]
struct RawMention {
    coref_chain: String,
    doc_id: String,
    sent_id: usize,
    tokens_number: Vec<usize>,
}

/// The reports of a part, by id.
///
/// # Errors
///
/// If the archive is missing or damaged.
pub fn documents(shared: &Shared, split: Split) -> Result<Vec<Document>> {
    let part = match split {
        Split::Train => "Train",
        Split::Dev => "Dev",
        Split::Test => "Test",
    };
    let files = shared.archive(ARCHIVE, |name| name.contains(&format!("ECB_{part}_")))?;
    let file = |ending: &str| {
        let found = files.iter().find(|(name, _)| name.ends_with(ending));
        found.map(|(_, text)| text.as_str()).ok_or_else(|| Shared::error(ARCHIVE, format!("{ending} is missing")))
    };
    let mut documents = Documents::default();
    documents.read_tokens(file("_corpus.txt")?);
    for (ending, is_event) in [("_Event_gold_mentions.json", true), ("_Entity_gold_mentions.json", false)] {
        let raw: Vec<RawMention> =
            serde_json::from_str(file(ending)?).map_err(|error| Shared::error(ARCHIVE, error))?;
        raw.into_iter().for_each(|mention| documents.add(mention, is_event));
    }
    Ok(documents.finish())
}

#[derive(Default)]
struct Documents {
    by_id: BTreeMap<String, Document>,
    /// Index of each sentence by its document and its number there.
    sentences: BTreeMap<(String, usize), usize>,
}

impl Documents {
    fn read_tokens(&mut self, corpus: &str) {
        for line in corpus.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, sentence, _, token, ..] = columns[..] else { continue };
            let Ok(number) = sentence.parse::<usize>() else { continue };
            let document = self.by_id.entry(id.to_owned()).or_default();
            id.clone_into(&mut document.id);
            let index = *self.sentences.entry((id.to_owned(), number)).or_insert(document.sentences.len());
            if index == document.sentences.len() {
                document.sentences.push(Vec::new());
            }
            document.sentences[index].push(token.to_owned());
        }
    }

    fn add(&mut self, raw: RawMention, is_event: bool) {
        let Some(&sentence) = self.sentences.get(&(raw.doc_id.clone(), raw.sent_id)) else { return };
        let Some(document) = self.by_id.get_mut(&raw.doc_id) else { return };
        let mention = Mention { sentence, tokens: raw.tokens_number, chain: raw.coref_chain };
        if is_event { document.events.push(mention) } else { document.entities.push(mention) }
    }

    fn finish(self) -> Vec<Document> {
        let mut documents: Vec<Document> = self.by_id.into_values().collect();
        for document in &mut documents {
            document.events.sort();
            document.entities.sort();
        }
        documents
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_find_their_sentence_by_its_number() {
        let mut documents = Documents::default();
        documents.read_tokens("\n7_1ecb\t3\t0\tGuns\t-\n7_1ecb\t3\t1\tfell\tACT1\n7_1ecb\t5\t0\tNo\t-\n");
        let raw = r#"{"coref_chain": "ACT1", "doc_id": "7_1ecb", "sent_id": 3, "tokens_number": [1]}"#;
        documents.add(serde_json::from_str(raw).unwrap(), true);
        let documents = documents.finish();
        assert_eq!(documents[0].sentences, [vec!["Guns", "fell"], vec!["No"]]);
        assert_eq!((documents[0].events[0].sentence, documents[0].topic()), (0, "7"));
    }
}
