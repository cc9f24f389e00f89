//! Which field of a record is its text, its title, its day: the names that are in use, the surest first.

use serde_json::{Map, Value};

use super::options::Part;

/// A record as JSON has it.
pub(super) type Record = Map<String, Value>;

/// Names of fields in small letters without marks between words, the surest first.
#[rustfmt::skip]
const NAMES: [(Part, &[&str]); 5] = [
    (Part::Text, &[
        "text", "body", "content", "article", "bodytext", "articlebody", "articletext", "fulltext", "maintext",
        "contenttext", "storytext", "plaintext", "rawtext", "bodyxhtml", "bodyhtml", "contenthtml", "html", "rawhtml",
    ]),
    (Part::Title, &["title", "headline", "heading", "head", "webtitle", "titletext"]),
    (Part::Date, &[
        "date", "published", "publishedat", "pubdate", "publicationdate", "datepublished", "publisheddate", "publishdate",
        "datepublish", "publishedtime", "publishtime", "pubtime", "webpublicationdate", "versioncreated",
        "firstpublished", "firstcreated", "contentcreated", "datetime", "timestamp",
    ]),
    (Part::Outlet, &[
        "outlet", "source", "publisher", "site", "sitename", "newspaper", "publication", "sourcename", "infosource",
        "infosources", "provider", "copyrightholder",
    ]),
    (Part::Url, &["url", "link", "weburl", "permalink", "canonicalurl", "sourceurl", "href", "uri"]),
];

fn names(part: Part) -> impl Iterator<Item = &'static str> {
    NAMES.iter().filter(move |(known, _)| *known == part).flat_map(|(_, names)| names.iter().copied())
}

/// Objects inside a record that hold its fields where the record itself has none.
const INSIDE: [&str; 5] = ["fields", "_source", "article", "attributes", "data"];
/// Names under which an object has its own value, such as `{"rendered": "..."}` or `{"name": "..."}`.
const VALUE: [&str; 7] = ["value", "rendered", "text", "plain", "#text", "name", "title"];

/// One spelling for `publishedAt`, `published_at` and `Published-At`.
pub(super) fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The value at `a.b.c`, exactly so spelled.
pub(super) fn at<'r>(record: &'r Record, path: &str) -> Option<&'r Value> {
    record.get(path).or_else(|| {
        let (first, rest) = path.split_once('.')?;
        rest.split('.').try_fold(record.get(first)?, |value, name| match value {
            Value::Array(values) => values.get(name.parse::<usize>().ok()?),
            value => value.get(name),
        })
    })
}

/// The field that most surely gives a part, by its name; only fields that `fits` accepts are looked at.
pub(super) fn guess<'r>(record: &'r Record, part: Part, fits: &dyn Fn(&Value) -> bool) -> Option<(&'r str, &'r Value)> {
    let folded: Vec<(String, &'r str, &'r Value)> =
        record.iter().map(|(name, value)| (fold(name), name.as_str(), value)).collect();
    let found = names(part).find_map(|known| folded.iter().find(|(name, _, v)| name == known && fits(v)));
    let here = found.map(|(_, name, value)| (*name, *value));
    here.or_else(|| {
        let inner = INSIDE.iter().filter_map(|name| record.get(*name)?.as_object());
        inner.filter(|inner| !std::ptr::eq(*inner, record)).find_map(|inner| guess(inner, part, fits))
    })
}

/// The words of a value: a string, the strings of a list as paragraphs, or an object's own value. `None` for blanks.
pub(super) fn words(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Array(values) if !values.is_empty() && values.iter().all(Value::is_string) => {
            values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n\n")
        }
        Value::Array(values) => words(values.iter().find(|value| value.is_object())?)?,
        Value::Object(fields) => words(VALUE.iter().find_map(|name| fields.get(*name).filter(|v| v.is_string()))?)?,
        _ => return None,
    };
    Some(text).filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(json: &str) -> Record {
        serde_json::from_str(json).unwrap_or_default()
    }

    #[test]
    fn names_in_use() {
        let given = record(r#"{"Published_At": "2024-03-05", "updated": "x", "description": "d", "Content": "words"}"#);
        let is_words = |value: &Value| words(value).is_some();
        assert_eq!(guess(&given, Part::Text, &is_words).map(|(name, _)| name), Some("Content"));
        assert_eq!(guess(&given, Part::Date, &is_words).map(|(name, _)| name), Some("Published_At"));
        assert_eq!(guess(&given, Part::Outlet, &is_words), None);
    }

    #[test]
    fn nested_names() {
        let given = record(r#"{"fields": {"bodyText": "words"}, "a": [{"b": 1}]}"#);
        assert_eq!(guess(&given, Part::Text, &|v| words(v).is_some()).map(|(name, _)| name), Some("bodyText"));
        assert_eq!(at(&given, "fields.bodyText"), Some(&Value::from("words")));
        assert_eq!(at(&given, "a.0.b"), Some(&Value::from(1)));
        assert_eq!(at(&given, "a.b.c"), None);
    }

    #[test]
    fn words_of_values() {
        let of = |json: &str| serde_json::from_str(json).ok().and_then(|value| words(&value));
        assert_eq!(of(r#"["one", "two"]"#).as_deref(), Some("one\n\ntwo"));
        assert_eq!(of(r#"{"id": null, "name": "Courier"}"#).as_deref(), Some("Courier"));
        assert_eq!(of(r#"[{"name": "Courier"}]"#).as_deref(), Some("Courier"));
        assert_eq!(of(r#"" ""#), None);
        assert_eq!(of("7"), None);
    }
}
