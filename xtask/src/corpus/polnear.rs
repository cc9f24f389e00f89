//! PolNeAR (Newell et al. 2018): attributions in news of the US election of 2016.
//!
//! Format: one JSON object a document with `text`, `date` and `attributions`; `source`, `cue` and `content` are lists of
//! ranges in code points of the text, half-open. An attribution may lack a source. Some documents were read by several
//! annotators; the first one's reading is taken. No licence is stated.

use serde::Deserialize;
use whosays::Span;

use super::{Offsets, Result, Shared, Split};

/// One article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// The text.
    pub text: String,
    /// Day of publication, `YYYY-MM-DD`, if known.
    pub date: String,
    /// Its attributions.
    pub attributions: Vec<Attribution>,
}

/// One attribution: bytes of the text, in order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Attribution {
    /// Who speaks; empty if the text does not say.
    pub source: Vec<Span>,
    /// The words that show it.
    pub cue: Vec<Span>,
    /// What is said.
    pub content: Vec<Span>,
}

#[derive(Deserialize)]
struct RawDocument {
    id: String,
    text: String,
    #[serde(default)]
    date: String,
    annotators: Vec<String>,
    attributions: Vec<RawAttribution>,
}

#[derive(Deserialize)]
struct RawAttribution {
    annotator: String,
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
}

/// The articles of a part: train or dev (the corpus' test part is not at hand).
///
/// # Errors
///
/// If the file is missing or damaged, and for the test part.
pub fn documents(shared: &Shared, split: Split) -> Result<Vec<Document>> {
    let raw: Vec<RawDocument> = shared.records(&format!("corpora/polnear/{}.jsonl.gz", split.as_str()))?;
    Ok(raw.into_iter().map(document).collect())
}

fn document(raw: RawDocument) -> Document {
    let offsets = Offsets::new(&raw.text);
    let spans = |ranges: &[(usize, usize)]| {
        let mut spans: Vec<Span> = ranges.iter().map(|&(start, end)| offsets.span(start, end)).collect();
        spans.sort();
        spans
    };
    let first = raw.annotators.first();
    let own = raw.attributions.iter().filter(|a| Some(&a.annotator) == first);
    let attributions =
        own.map(|a| Attribution { source: spans(&a.source), cue: spans(&a.cue), content: spans(&a.content) });
    let attributions = attributions.collect();
    Document { id: raw.id, text: raw.text, date: raw.date, attributions }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_annotator_is_read() {
        let attribution = |annotator: &str| RawAttribution {
            annotator: annotator.to_owned(),
            source: vec![(9, 11)],
            cue: vec![(12, 16)],
            content: vec![(0, 7)],
        };
        let raw = RawDocument {
            id: "x".to_owned(),
            text: "“Never,” he said.".to_owned(),
            date: String::new(),
            annotators: vec!["a".to_owned(), "b".to_owned()],
            attributions: vec![attribution("b"), attribution("a")],
        };
        let document = document(raw);
        assert_eq!(document.attributions.len(), 1);
        assert_eq!(document.attributions[0].source[0].of(&document.text), "he");
        assert_eq!(document.attributions[0].cue[0].of(&document.text), "said");
    }
}
