//! The glossary: every label, field and word of the record in one paragraph.

use crate::Lexicon;

/// One explained term.
///
/// It is not a translation: `term` is written as it stands in the record. A term may stand in several groups (`place`
/// is a kind of source and a kind of contradiction), and is explained in each.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The term as it is written in the record, such as `denies` or `statements.cue`.
    pub term: String,
    /// What kind of term it is: `word`, `stance`, `harm`, `field`, `rule prefix` ….
    pub group: String,
    /// The explanation in a few words, without a full stop.
    pub short: String,
    /// The explanation in one paragraph.
    pub text: String,
    /// Where the meaning comes from: a standard, an ontology, or `whosays` itself.
    pub source: String,
    /// Other terms worth reading.
    pub see: Vec<String>,
}

/// All entries, in the order of the table.
///
/// ```
/// use whosays::glossary::Glossary;
/// let glossary = Glossary::english();
/// assert_eq!(glossary.explain("Denies").first().map(|entry| entry.group.as_str()), Some("stance"));
/// assert_eq!(glossary.suggest("denis").first(), Some(&"denies"));
/// ```
#[derive(Clone, Debug)]
pub struct Glossary {
    entries: Vec<Entry>,
}

/// How alike two spellings must be for one to be offered in place of the other (Jaro-Winkler, 0 to 1).
const NEAR: f64 = 0.8;
/// How many spellings are offered at most.
const OFFERS: usize = 5;

impl Glossary {
    /// The glossary in English.
    pub fn english() -> Self {
        let table = whosays_data::ENGLISH.tables.iter().find(|table| table.name == "glossary");
        Self::parse(table.map_or("", |table| table.text))
    }

    /// Reads a table with the columns `term`, `group`, `short`, `text`, `source` and `see`.
    pub fn parse(text: &str) -> Self {
        let table = Lexicon::parse("glossary", text);
        let entries = table.rows().map(|row| Entry {
            term: row.get("term").to_owned(),
            group: row.get("group").to_owned(),
            short: row.get("short").to_owned(),
            text: row.get("text").to_owned(),
            source: row.get("source").to_owned(),
            see: row.list("see").map(str::to_owned).collect(),
        });
        Self { entries: entries.collect() }
    }

    /// All entries, in the order of the table.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries of a term in all groups. Capitals do not matter, nor does a hyphen, an underscore or a blank between
    /// words; an entry that is spelled exactly so goes first.
    pub fn explain(&self, term: &str) -> Vec<&Entry> {
        let key = fold(term);
        let mut found: Vec<&Entry> = self.entries.iter().filter(|entry| fold(&entry.term) == key).collect();
        found.sort_by_key(|entry| entry.term != term.trim());
        found
    }

    /// The entry of a term in one group.
    pub fn entry(&self, group: &str, term: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.group == group && entry.term == term)
    }

    /// The entries of a group, such as `stance`; none if there is no such group.
    pub fn group(&self, group: &str) -> Vec<&Entry> {
        let key = fold(group);
        self.entries.iter().filter(|entry| fold(&entry.group) == key).collect()
    }

    /// Terms that are spelled nearly like `term`, the nearest first, at most five.
    pub fn suggest(&self, term: &str) -> Vec<&str> {
        let key = fold(term);
        let mut near: Vec<(f64, &str)> = Vec::new();
        for entry in &self.entries {
            let likeness = strsim::jaro_winkler(&key, &fold(&entry.term));
            if likeness >= NEAR && !near.iter().any(|(_, other)| *other == entry.term) {
                near.push((likeness, &entry.term));
            }
        }
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        near.into_iter().take(OFFERS).map(|(_, term)| term).collect()
    }
}

/// One spelling for terms that differ only in capitals and in what stands between words.
fn fold(term: &str) -> String {
    term.trim().to_lowercase().replace(['-', '_'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::ceasefire::CeasefireState;
    use crate::corpus::{ContradictionKind, ReprintKind};
    use crate::document::*;

    fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<&'static str> {
        all.iter().map(|&value| name(value)).collect()
    }

    #[test]
    fn every_label_is_explained() {
        let glossary = Glossary::english();
        for (group, labels) in [
            ("stance", names(Stance::ALL, Stance::as_str)),
            ("form", names(Form::ALL, Form::as_str)),
            ("harm", names(Harm::ALL, Harm::as_str)),
            ("scope", names(Scope::ALL, Scope::as_str)),
            ("status", names(Status::ALL, Status::as_str)),
            ("basis", names(Basis::ALL, Basis::as_str)),
            ("source kind", names(EntityKind::ALL, EntityKind::as_str)),
            ("place role", names(PlaceRole::ALL, PlaceRole::as_str)),
            ("time kind", names(TimexKind::ALL, TimexKind::as_str)),
            ("time modifier", names(Modifier::ALL, Modifier::as_str)),
            ("event type", names(EventType::ALL, EventType::as_str)),
            ("reprint kind", names(ReprintKind::ALL, ReprintKind::as_str)),
            ("contradiction kind", names(ContradictionKind::ALL, ContradictionKind::as_str)),
            ("ceasefire state", names(CeasefireState::ALL, CeasefireState::as_str)),
        ] {
            for label in &labels {
                assert!(glossary.entry(group, label).is_some(), "{group} {label} is not explained");
            }
            if group != "source kind" {
                assert_eq!(glossary.group(group).len(), labels.len(), "{group} explains a label that does not exist");
            }
        }
    }

    #[test]
    fn every_table_of_rules_is_explained() {
        let glossary = Glossary::english();
        for table in whosays_data::ENGLISH.tables.iter().chain(whosays_data::ONTOLOGY).chain(whosays_data::WORLD) {
            let header = table.text.lines().find(|line| !line.starts_with('#')).unwrap_or("");
            let is_rules = header.split('\t').any(|column| column == "yes");
            assert!(
                !is_rules || glossary.entry("rule prefix", table.name).is_some(),
                "{} is not explained",
                table.name
            );
        }
    }

    #[test]
    fn every_entry_is_whole_and_leads_somewhere() {
        let glossary = Glossary::english();
        assert!(glossary.entries().len() > 300);
        for entry in glossary.entries() {
            let Entry { term, group, short, text, source, see } = entry;
            assert!(!term.is_empty() && !group.is_empty() && !source.is_empty(), "{entry:?}");
            assert!(!short.is_empty() && !short.ends_with('.') && text.ends_with(['.', '?']), "{entry:?}");
            let same = glossary.entries().iter().filter(|other| other.term == *term && other.group == *group).count();
            assert_eq!(same, 1, "{group} {term} stands twice");
            for other in see {
                let known = !glossary.explain(other).is_empty() || !glossary.group(other).is_empty();
                assert!(known, "{term} leads to {other}, which is not explained");
            }
        }
    }

    #[test]
    fn spelling_is_forgiven() {
        let glossary = Glossary::english();
        assert_eq!(glossary.explain("in force"), glossary.explain("IN_FORCE"));
        let groups: Vec<&str> = glossary.explain("event").iter().map(|entry| entry.group.as_str()).collect();
        assert_eq!(groups, ["word", "place role", "rule prefix"]);
        assert!(glossary.explain("nothing of the kind").is_empty());
        assert!(glossary.suggest("witholds").contains(&"withholds"));
        assert!(glossary.suggest("zzzzzz").is_empty());
    }
}
