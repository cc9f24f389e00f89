//! ninjs, the news industry's JSON (<https://iptc.org/standards/ninjs/>), where it has its own shapes.
//!
//! Versions 1.x write `body_text`, `body_xhtml`, `headline`, `versioncreated`, which [`super::fields`] knows by name.
//! Versions 2.x and 3.x have lists: `bodies`, `headlines`, `infosources` (`infoSources`), each with a role and a value.

use serde_json::Value;

use super::fields::{Record, fold, words};

/// The text of a `bodies` list and whether it is markup: the main body goes before teasers, plain text before markup.
pub(super) fn body(record: &Record) -> Option<(String, bool)> {
    let bodies = list(record, "bodies")?;
    let rank = |body: &&Record| {
        let role = text(body, "role").unwrap_or_default();
        let kind = text(body, "contentType").or_else(|| text(body, "contenttype")).unwrap_or_default();
        let is_main = role.is_empty() || ["main", "body", "full", "article"].iter().any(|known| role.contains(known));
        (!is_main, kind.contains("html"))
    };
    let best = bodies.into_iter().filter(|body| value(body).is_some()).min_by_key(rank)?;
    Some((value(best)?, rank(&best).1))
}

/// The headline of a `headlines` list: the one that is the main one or the first.
pub(super) fn headline(record: &Record) -> Option<String> {
    let headlines = list(record, "headlines")?;
    let is_main = |headline: &&Record| text(headline, "role").is_some_and(|role| role.contains("main"));
    headlines.iter().copied().find(is_main).or_else(|| headlines.first().copied()).and_then(value)
}

fn list<'r>(record: &'r Record, name: &str) -> Option<Vec<&'r Record>> {
    let (_, found) = record.iter().find(|(known, value)| fold(known) == name && value.is_array())?;
    Some(found.as_array()?.iter().filter_map(Value::as_object).collect())
}

fn text(record: &Record, name: &str) -> Option<String> {
    record.get(name).and_then(Value::as_str).map(str::to_ascii_lowercase)
}

fn value(record: &Record) -> Option<String> {
    record.get("value").and_then(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_version_3() {
        let record: Record = serde_json::from_str(
            r#"{"headlines": [{"role": "short", "value": "Shells"}, {"role": "main", "value": "Shells hit market"}],
                "bodies": [{"role": "teaser", "contentType": "text/plain", "value": "In short"},
                           {"role": "main", "contentType": "application/xhtml+xml", "value": "<p>Four</p>"},
                           {"role": "main", "contentType": "text/plain", "value": "Four people"}]}"#,
        )
        .unwrap_or_default();
        assert_eq!(body(&record), Some(("Four people".to_owned(), false)));
        assert_eq!(headline(&record).as_deref(), Some("Shells hit market"));
        assert_eq!(body(&Record::new()), None);
    }
}
