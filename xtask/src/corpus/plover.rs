//! PLOVER gold standard records (Open Event Data Alliance 2016): sentences with an event type and its actors.
//!
//! Format: one JSON object a line; the first describes the file. `textInfo.markup` is the sentence with `(EVT: …)`,
//! `(SRC: …)` and `(TAR: …)` around its parts. The types are those of PLOVER's first draft; [`Record::kind`] gives the
//! ones of 2021, which renamed four. CC BY-SA 4.0.

use serde::Deserialize;
use serde_json::Value;

use super::{Result, Shared};

/// One sentence and its event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    /// Its id.
    pub id: String,
    /// The sentence.
    pub text: String,
    /// Event type, by its name of 2021.
    pub kind: String,
    /// The words that tell of the event.
    pub anchors: Vec<String>,
}

#[derive(Deserialize)]
struct RawRecord {
    id: String,
    event: String,
    #[serde(default)]
    text: String,
    #[serde(rename = "textInfo", default)]
    info: Value,
}

/// All records, in the order of the file.
///
/// # Errors
///
/// If the file is missing or damaged.
pub fn records(shared: &Shared) -> Result<Vec<Record>> {
    let raw: Vec<RawRecord> = shared.records("corpora/plover_gsr/plover_gsr_cameo.jsonl")?;
    Ok(raw.into_iter().filter(|raw| !raw.text.is_empty()).map(record).collect())
}

fn record(raw: RawRecord) -> Record {
    let kind = match raw.event.as_str() {
        "DEMAND" => "REQUEST",
        "DISAPPROVE" | "INVESTIGATE" => "ACCUSE",
        "FIGHT" => "ASSAULT",
        other => other,
    };
    let markup = raw.info["markup"].as_str().unwrap_or("");
    let anchors = markup.split("(EVT:").skip(1).filter_map(|rest| rest.split(')').next());
    Record {
        id: raw.id,
        kind: kind.to_owned(),
        anchors: anchors.map(|words| words.trim().to_owned()).collect(),
        text: raw.text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_types_get_their_new_names() {
        let raw = r#"{"id": "x", "event": "DEMAND", "text": "Dockers demanded more pay.",
            "textInfo": {"markup": "(SRC: Dockers) (EVT: demanded) more (EVT: pay)."}}"#;
        let record = record(serde_json::from_str(raw).unwrap());
        assert_eq!((record.kind.as_str(), record.anchors), ("REQUEST", vec!["demanded".to_owned(), "pay".to_owned()]));
    }
}
