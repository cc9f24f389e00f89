//! Annotated reports: `gold/reports` (single ones) and `gold/stories/*` (stories with what stands across their reports).
//!
//! Format: `GUIDELINES.md` beside them. A story has one `gold.json` with `documents` by key and lists of items with their
//! document (`doc`); a folder of single reports has `NAME.json` beside `NAME.txt`. Quotes instead of offsets.
//!
//! [`sets`] gives each as a reader gets it ([`Set::inputs`]): the text, and from outside only what the annotators had from
//! outside: the outlet, and a date if its basis is metadata or the like. What a text says itself is not handed over.

use std::collections::BTreeMap;
use std::fs;

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use whosays::Input;
use whosays::document::{Basis, Published};
use whosays::score::gold as core;

use super::{Result, Shared};

/// Annotated reports that are read and scored together.
#[derive(Clone, Debug, Default)]
pub struct Set {
    /// `reports`, or the name of a story's folder.
    pub name: String,
    /// Below the shared folder.
    pub folder: String,
    /// The reports as a reader gets them.
    pub inputs: Vec<Input>,
    /// What the annotators found.
    pub gold: core::Gold,
}

/// The single reports, then the stories by name.
///
/// # Errors
///
/// If a file is missing or no such annotation.
pub fn sets(shared: &Shared) -> Result<Vec<Set>> {
    let mut sets = vec![reports(shared, "gold/reports")?];
    for name in names(shared, "gold/stories")? {
        let folder = format!("gold/stories/{name}");
        if shared.path(&folder).join("gold.json").is_file() {
            sets.push(story(shared, &name, &folder)?);
        }
    }
    Ok(sets)
}

/// The names in a folder, sorted.
fn names(shared: &Shared, folder: &str) -> Result<Vec<String>> {
    let entries = fs::read_dir(shared.path(folder)).map_err(|error| Shared::error(folder, error))?;
    let mut names: Vec<_> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

fn story(shared: &Shared, name: &str, folder: &str) -> Result<Set> {
    let raw: RawStory = json(shared, &format!("{folder}/gold.json"))?;
    let mut reader = Reader::default();
    for (key, document) in &raw.documents {
        reader.document(shared, folder, key, document)?;
    }
    reader.items(&raw.items, None);
    let mut set = reader.set;
    set.gold.across = raw.cross_document.as_ref().map(|across| self::across(across, &reader.keys));
    Ok(Set { name: name.to_owned(), folder: folder.to_owned(), ..set })
}

fn reports(shared: &Shared, folder: &str) -> Result<Set> {
    let mut reader = Reader::default();
    for file in names(shared, folder)? {
        let Some(key) = file.strip_suffix(".json") else { continue };
        let path = format!("{folder}/{file}");
        let items: RawItems = json(shared, &path)?;
        let document: RawDocument = json(shared, &path)?;
        reader.document(shared, folder, key, &RawDocument { file: format!("{key}.txt"), ..document })?;
        reader.items(&items, Some(key));
    }
    Ok(Set { name: "reports".to_owned(), folder: folder.to_owned(), ..reader.set })
}

fn json<T: DeserializeOwned>(shared: &Shared, path: &str) -> Result<T> {
    serde_json::from_str(&shared.text(path)?).map_err(|error| Shared::error(path, error))
}

/// Collects documents and items into a set.
#[derive(Default)]
struct Reader {
    set: Set,
    keys: BTreeMap<String, usize>,
}

impl Reader {
    fn document(&mut self, shared: &Shared, folder: &str, key: &str, raw: &RawDocument) -> Result<()> {
        let text = shared.text(&format!("{folder}/{}", raw.file))?.replace("\r\n", "\n").replace('\r', "\n");
        let stem = raw.file.rsplit_once('.').map_or(raw.file.as_str(), |(stem, _)| stem).to_owned();
        self.set.inputs.push(Input {
            path: format!("{stem}.json"),
            text: text.clone(),
            outlet: raw.outlet.clone().or_else(|| raw.publisher.clone()).filter(|outlet| !outlet.is_empty()),
            published: raw.given_date().as_deref().and_then(days),
            ..Input::default()
        });
        self.keys.insert(key.to_owned(), self.set.gold.documents.len());
        self.set.gold.documents.push(core::GoldDocument { stem, text });
        Ok(())
    }

    /// Adds items. `key` is the document they all belong to; `None` if each names its own.
    fn items(&mut self, raw: &RawItems, key: Option<&str>) {
        let keys = &self.keys;
        let of = |item: &RawCommon| keys.get(key.unwrap_or(&item.doc)).copied();
        let id = |id: &str| key.map_or_else(|| id.to_owned(), |key| format!("{key}:{id}"));
        let gold = &mut self.set.gold;
        gold.statements.extend(raw.statements.iter().filter_map(|s| Some(statement(s, of(&s.common)?, id))));
        gold.tolls.extend(raw.casualties.iter().filter_map(|t| Some(toll(t, of(&t.common)?))));
        gold.times.extend(raw.times.iter().filter_map(|t| {
            let (text, value) = (t.text.clone(), t.value.clone());
            let (sentence, soft) = (t.common.sentence.clone(), t.common.soft());
            Some(core::GoldTime { document: of(&t.common)?, sentence, text, value, soft })
        }));
        gold.places.extend(raw.places.iter().filter_map(|p| {
            let (text, at, soft) = (p.text.clone(), p.lat.zip(p.lon), p.common.soft());
            Some(core::GoldPlace { document: of(&p.common)?, text, at, soft })
        }));
        gold.events.extend(raw.events.iter().filter_map(|e| {
            Some(core::GoldEvent {
                document: of(&e.common)?,
                sentence: e.common.sentence.clone(),
                anchor: e.anchor.as_ref().map_or_else(Vec::new, Quote::pieces),
                kind: e.kind.clone(),
                status: e.status.clone(),
                soft: e.common.soft(),
            })
        }));
    }
}

fn statement(raw: &RawStatement, document: usize, id: impl Fn(&str) -> String) -> core::GoldStatement {
    let pieces = |quote: &Option<Quote>| quote.as_ref().map_or_else(Vec::new, Quote::pieces);
    let alternatives = raw.stance_alt.as_ref().map_or_else(Vec::new, Quote::pieces);
    core::GoldStatement {
        document,
        id: id(&raw.id),
        sentence: raw.common.sentence.clone(),
        sources: raw.sources.clone(),
        origins_too: [raw.sources_alt.clone(), raw.co_sources.clone()].concat(),
        cue: pieces(&raw.cue),
        content: pieces(&raw.content),
        stances: [vec![raw.stance.clone()], alternatives].concat(),
        about: raw.about.iter().map(|other| id(other)).collect(),
        soft: raw.common.soft(),
    }
}

fn toll(raw: &RawToll, document: usize) -> core::GoldToll {
    core::GoldToll {
        document,
        sentence: raw.common.sentence.clone(),
        text: raw.text.clone(),
        harm: raw.harm.clone(),
        min: raw.min,
        max: raw.max,
        withheld: raw.withheld,
        according_to: raw.according_to.clone(),
        soft: raw.common.soft(),
    }
}

fn across(raw: &RawAcross, keys: &BTreeMap<String, usize>) -> core::GoldAcross {
    let passage =
        |key: &str, quote: &Quote| Some(core::GoldPassage { document: *keys.get(key)?, text: quote.pieces() });
    let member = |m: &RawMember| {
        let place = match (&m.text, &m.statement) {
            (Some(text), _) if !text.is_empty() => core::GoldMemberPlace::Text(text.pieces()),
            (_, statement) => core::GoldMemberPlace::Statement(statement.clone().unwrap_or_default()),
        };
        Some(core::GoldMember { document: *keys.get(&m.doc)?, place })
    };
    let conflicts = |rows: &[RawConflict]| {
        let hard = rows.iter().filter(|row| !row.common.soft());
        hard.map(|row| row.members.iter().filter_map(member).collect()).collect::<Vec<_>>()
    };
    let reprints = raw.reprints.iter().filter(|r| !r.common.soft());
    let claims = raw.same_claims.iter().filter(|claim| !claim.common.soft()).map(|claim| core::GoldClaim {
        statements: claim.members.iter().filter_map(RawClaimMember::statement).collect(),
        origins: claim.origins,
    });
    core::GoldAcross {
        reprints: reprints
            .filter_map(|r| Some([passage(&r.a, r.a_text.as_ref()?)?, passage(&r.b, r.b_text.as_ref()?)?]))
            .collect(),
        contradictions: conflicts(&raw.contradictions),
        not_contradictions: [conflicts(&raw.not_contradictions), conflicts(&raw.near_misses), conflicts(&raw.updates)]
            .concat(),
        claims: claims.collect(),
    }
}

/// The days that a date given from outside stands for: a day, a month or a year.
fn days(date: &str) -> Option<Published> {
    let mut parts = date.split('-');
    let year = parts.next()?.parse().ok()?;
    let (month, day): (Option<i8>, Option<i8>) =
        (parts.next().and_then(|m| m.parse().ok()), parts.next().and_then(|d| d.parse().ok()));
    let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    let last = match (month, day) {
        (Some(_), Some(_)) => first,
        (Some(_), None) => first.last_of_month(),
        _ => first.last_of_year(),
    };
    Some(Published { earliest: Some(first), latest: Some(last), basis: Basis::Metadata, why: None })
}

/// A quote: one piece or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Quote {
    One(String),
    Many(Vec<String>),
}

impl Quote {
    fn pieces(&self) -> Vec<String> {
        match self {
            Self::One(piece) => vec![piece.clone()],
            Self::Many(pieces) => pieces.clone(),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::One(piece) => piece.is_empty(),
            Self::Many(pieces) => pieces.is_empty(),
        }
    }
}

#[derive(Deserialize)]
struct RawStory {
    documents: BTreeMap<String, RawDocument>,
    #[serde(flatten)]
    items: RawItems,
    #[serde(default)]
    cross_document: Option<RawAcross>,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct RawDocument {
    file: String,
    outlet: Option<String>,
    publisher: Option<String>,
    published: Value,
    published_range: Option<RawRange>,
    published_basis: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct RawRange {
    from: Option<String>,
    to: Option<String>,
    basis: Option<String>,
}

impl RawDocument {
    /// The date, if the annotators had it from outside the text.
    fn given_date(&self) -> Option<String> {
        let range: Option<RawRange> = match &self.published {
            Value::Object(_) => serde_json::from_value(self.published.clone()).ok(),
            _ => None,
        };
        let date = match &range {
            Some(range) => range.to.clone().filter(|_| range.from == range.to),
            None => self.published.as_str().map(str::to_owned),
        };
        let range = range.as_ref().or(self.published_range.as_ref());
        let basis = self.published_basis.as_deref().or_else(|| range?.basis.as_deref());
        date.filter(|date| !date.is_empty() && matches!(basis, Some("metadata" | "outside" | "given")))
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct RawItems {
    statements: Vec<RawStatement>,
    casualties: Vec<RawToll>,
    times: Vec<RawTime>,
    places: Vec<RawPlace>,
    events: Vec<RawEvent>,
}

/// What every item has.
#[derive(Deserialize, Default)]
#[serde(default)]
struct RawCommon {
    doc: String,
    sentence: Option<String>,
    soft: bool,
    optional: bool,
    #[serde(rename = "in")]
    within: Option<IgnoredAny>,
}

impl RawCommon {
    fn soft(&self) -> bool {
        self.soft || self.optional || self.within.is_some()
    }
}

#[derive(Deserialize)]
struct RawStatement {
    #[serde(default)]
    id: String,
    #[serde(default)]
    sources: Vec<String>,
    #[serde(default)]
    sources_alt: Vec<String>,
    #[serde(default)]
    co_sources: Vec<String>,
    cue: Option<Quote>,
    content: Option<Quote>,
    stance: String,
    stance_alt: Option<Quote>,
    #[serde(default)]
    about: Vec<String>,
    #[serde(flatten)]
    common: RawCommon,
}

#[derive(Deserialize)]
struct RawToll {
    text: String,
    harm: String,
    min: Option<u64>,
    max: Option<u64>,
    #[serde(default)]
    withheld: bool,
    #[serde(default)]
    according_to: Vec<String>,
    #[serde(flatten)]
    common: RawCommon,
}

#[derive(Deserialize)]
struct RawTime {
    text: String,
    value: String,
    #[serde(flatten)]
    common: RawCommon,
}

#[derive(Deserialize)]
struct RawPlace {
    text: String,
    lat: Option<f64>,
    lon: Option<f64>,
    #[serde(flatten)]
    common: RawCommon,
}

#[derive(Deserialize)]
struct RawEvent {
    anchor: Option<Quote>,
    #[serde(rename = "type")]
    kind: String,
    status: String,
    #[serde(flatten)]
    common: RawCommon,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct RawAcross {
    reprints: Vec<RawReprint>,
    contradictions: Vec<RawConflict>,
    not_contradictions: Vec<RawConflict>,
    near_misses: Vec<RawConflict>,
    updates: Vec<RawConflict>,
    same_claims: Vec<RawClaim>,
}

#[derive(Deserialize)]
struct RawReprint {
    a: String,
    a_text: Option<Quote>,
    b: String,
    b_text: Option<Quote>,
    #[serde(flatten)]
    common: RawCommon,
}

#[derive(Deserialize)]
struct RawConflict {
    #[serde(default)]
    members: Vec<RawMember>,
    #[serde(flatten)]
    common: RawCommon,
}

#[derive(Deserialize)]
struct RawMember {
    doc: String,
    text: Option<Quote>,
    statement: Option<String>,
}

#[derive(Deserialize)]
struct RawClaim {
    members: Vec<RawClaimMember>,
    origins: usize,
    #[serde(flatten)]
    common: RawCommon,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawClaimMember {
    Id(String),
    Member { statement: Option<String> },
}

impl RawClaimMember {
    fn statement(&self) -> Option<String> {
        let id = match self {
            Self::Id(id) => Some(id.clone()),
            Self::Member { statement } => statement.clone(),
        };
        id.filter(|id| !id.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_handed_over_only_if_it_came_from_outside() {
        let raw = |basis: &str| RawDocument {
            published: Value::String("2017-05".to_owned()),
            published_basis: Some(basis.to_owned()),
            ..RawDocument::default()
        };
        assert_eq!(raw("text").given_date(), None);
        assert_eq!(raw("metadata").given_date().as_deref(), Some("2017-05"));
        let days = days("2017-05").map(|p| (p.earliest.map(|d| d.to_string()), p.latest.map(|d| d.to_string())));
        assert_eq!(days, Some((Some("2017-05-01".to_owned()), Some("2017-05-31".to_owned()))));
    }
}
