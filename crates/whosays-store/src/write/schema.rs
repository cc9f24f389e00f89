//! The JSON Schema of the record: its shape from the types, its descriptions from the glossary.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};
use whosays::glossary::Glossary;

use super::record::Record;

/// Where the fields of each type stand in the record, which is how the glossary calls them.
const TYPES: [(&str, &str); 23] = [
    ("Document", "documents"),
    ("Published", "documents.published"),
    ("Diagnostic", "documents.diagnostics"),
    ("Entity", "entities"),
    ("Passage", "passages"),
    ("Words", "words"),
    ("Statement", "statements"),
    ("Source", "statements.sources"),
    ("Toll", "tolls"),
    ("Time", "times"),
    ("Place", "places"),
    ("Event", "events"),
    ("Anchor", "events.anchor"),
    ("Claim", "claims"),
    ("Origin", "claims.origins"),
    ("Reprint", "reprints"),
    ("DroppedCredit", "reprints.dropped_credit"),
    ("Contradiction", "contradictions"),
    ("Member", "contradictions.members"),
    ("Story", "stories"),
    ("TimelineEntry", "timeline"),
    ("Ceasefire", "ceasefires"),
    ("Violation", "ceasefires.alleged_violations"),
];

/// The JSON Schema (2020-12) of the record `whosays/report/1`.
///
/// ```
/// let schema = whosays_store::write::schema();
/// assert_eq!(schema["properties"]["schema"]["const"], whosays_store::write::SCHEMA);
/// ```
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<Record>().to_value();
    let glossary = Glossary::english();
    if let Some(root) = schema.as_object_mut() {
        root.insert("title".to_owned(), Value::from(super::SCHEMA));
        describe(root, "", &glossary);
    }
    for (name, place) in TYPES {
        if let Some(object) = schema.pointer_mut(&format!("/$defs/{name}")).and_then(Value::as_object_mut) {
            describe(object, place, &glossary);
        }
    }
    schema
}

/// Gives every field of an object its description.
fn describe(object: &mut Map<String, Value>, place: &str, glossary: &Glossary) {
    object.remove("description");
    if let Some(entry) = glossary.entry("field", place) {
        object.insert("description".to_owned(), Value::from(entry.short.as_str()));
    }
    let Some(fields) = object.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (name, field) in fields {
        let full = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
        let entry = glossary.entry("field", &full).or_else(|| glossary.entry("field", name));
        if let (Some(entry), Some(field)) = (entry, field.as_object_mut()) {
            field.insert("description".to_owned(), Value::from(entry.text.as_str()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_described_and_required() {
        let schema = schema();
        let types = schema["$defs"].as_object().into_iter().flatten().chain([("record", &schema)].map(|(n, s)| {
            static RECORD: std::sync::OnceLock<String> = std::sync::OnceLock::new();
            (RECORD.get_or_init(|| n.to_owned()), s)
        }));
        let mut fields = 0;
        for (name, object) in types {
            let required: Vec<&str> =
                object["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            for (field, about) in object["properties"].as_object().into_iter().flatten() {
                assert!(about["description"].is_string(), "{name}.{field} is not explained in the glossary");
                assert!(required.contains(&field.as_str()), "{name}.{field} may be missing");
                fields += 1;
            }
        }
        assert!(fields > 120, "{fields}");
    }

    #[test]
    fn every_field_of_the_glossary_exists() {
        let schema = schema();
        let glossary = Glossary::english();
        for entry in glossary.group("field") {
            let (place, name) = entry.term.rsplit_once('.').unwrap_or(("", &entry.term));
            let in_type = |object: &Value| object["properties"].get(name).is_some();
            let known = match TYPES.iter().find(|(_, known)| *known == place) {
                Some((kind, _)) => in_type(&schema["$defs"][*kind]),
                None => in_type(&schema) || schema["$defs"].as_object().into_iter().flatten().any(|(_, o)| in_type(o)),
            };
            assert!(known, "{} is explained but is no field", entry.term);
        }
    }
}
