//! re3d (Dstl 2017): entities and relations in reports on Syria and Iraq.
//!
//! Format: one folder a source with `documents.json` and `entities.json`, one JSON object a line; `begin` and `end` count
//! code points of the document's text, half-open. Types: Organisation, Person, Location, Nationality, Weapon, Vehicle,
//! MilitaryPlatform, Quantity, Money, Temporal, Frequency, Coordinate, DocumentReference, CommsIdentifier. A mention is
//! the whole phrase with its article (`the Kurdish group`) and may be a description instead of a name. Licences by source;
//! the BBC's is non-commercial.

use std::collections::BTreeMap;

use serde::Deserialize;
use whosays::Span;
use whosays::document::NameKind;

use super::{Offsets, Result, Shared, parse_records};

const ARCHIVE: &str = "corpora/re3d/re3d.tar.gz";

/// One report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// The source, such as `CENTCOM`.
    pub source: String,
    /// The text.
    pub text: String,
    /// Mentions of entities: bytes of the text, and the type.
    pub entities: Vec<(Span, String)>,
}

#[derive(Deserialize)]
struct RawDocument {
    #[serde(rename = "_id")]
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct RawEntity {
    begin: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
    #[serde(rename = "documentId")]
    document: String,
}

/// All reports, by source and id.
///
/// # Errors
///
/// If the archive is missing or damaged.
pub fn documents(shared: &Shared) -> Result<Vec<Document>> {
    let files = shared.archive(ARCHIVE, |name| name.ends_with("documents.json") || name.ends_with("entities.json"))?;
    let mut documents: BTreeMap<String, Document> = BTreeMap::new();
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with("documents.json")) {
        let source = name.trim_start_matches("./").split('/').next().unwrap_or("").to_owned();
        for raw in parse_records::<RawDocument>(text).map_err(|error| Shared::error(ARCHIVE, error))? {
            let document =
                Document { id: raw.id.clone(), source: source.clone(), text: raw.text, entities: Vec::new() };
            documents.insert(raw.id, document);
        }
    }
    for (_, text) in files.iter().filter(|(name, _)| name.ends_with("entities.json")) {
        for raw in parse_records::<RawEntity>(text).map_err(|error| Shared::error(ARCHIVE, error))? {
            if let Some(document) = documents.get_mut(&raw.document) {
                let span = Offsets::new(&document.text).span(raw.begin, raw.end);
                document.entities.push((span, raw.kind));
            }
        }
    }
    let mut documents: Vec<Document> = documents.into_values().collect();
    documents.iter_mut().for_each(|document| document.entities.sort());
    documents.sort_by(|a, b| (&a.source, &a.id).cmp(&(&b.source, &b.id)));
    Ok(documents)
}

/// The kind of name that a type stands for; `None` for types that are no persons, organisations or places.
pub fn kind(class: &str) -> Option<NameKind> {
    match class {
        "Person" => Some(NameKind::Person),
        "Organisation" => Some(NameKind::Organization),
        "Location" => Some(NameKind::Place),
        _ => None,
    }
}
