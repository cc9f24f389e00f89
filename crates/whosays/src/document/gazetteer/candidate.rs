//! What a name may mean: entries of the gazetteer, countries, territories.

use std::collections::BTreeMap;

use super::toponym::Toponym;
use super::{Entry, EntryKind, Gazetteer, Match};
use crate::document::key::{name_key, word_key, words};
use crate::document::world::{Country, FeatureClass, Sense, Territory, Use, World};

/// One place that a name may mean.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Candidate {
    pub what: What,
    pub name: String,
    /// Key of the name, and of the first-level region that an entry lies in.
    pub key: String,
    pub region_key: String,
    /// Alpha-3, `disputed`, or empty for what lies in several countries.
    pub country: String,
    pub lat: f64,
    pub lon: f64,
    /// Share of the score that does not depend on the report.
    pub prior: f64,
}

/// The table or file that a candidate is from.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum What {
    Country(String, Option<u32>),
    Territory { index: usize, water: bool },
    Entry(Box<Entry>),
}

impl Candidate {
    fn of_country(country: &Country) -> Self {
        Self {
            what: What::Country(country.alpha3.clone(), country.geonames),
            key: name_key(&country.name),
            region_key: String::new(),
            name: country.name.clone(),
            country: country.alpha3.clone(),
            lat: country.lat,
            lon: country.lon,
            prior: COUNTRY + people(country.population) * INHABITANTS,
        }
    }

    fn of_territory(territory: &Territory, index: usize) -> Self {
        let water = matches!(territory.kind.as_str(), "sea" | "strait" | "river" | "lake");
        Self {
            what: What::Territory { index, water },
            key: name_key(&territory.name),
            region_key: String::new(),
            name: territory.name.clone(),
            country: territory.country.clone().unwrap_or_default(),
            lat: territory.lat,
            lon: territory.lon,
            prior: TERRITORY,
        }
    }

    fn of_entry(entry: Entry) -> Self {
        let by = match entry.by {
            Match::Name => 0.0,
            Match::Alias => ALIAS,
            Match::Article => ARTICLE,
            Match::Skeleton => SKELETON,
        };
        let kind = match entry.kind {
            EntryKind::City => 0.0,
            EntryKind::Region => REGION,
            EntryKind::District => DISTRICT,
        };
        Self {
            key: name_key(&entry.name),
            region_key: name_key(&entry.region),
            name: entry.name.clone(),
            country: entry.country.clone(),
            lat: entry.lat,
            lon: entry.lon,
            prior: people(entry.population) * INHABITANTS + by + kind,
            what: What::Entry(Box::new(entry)),
        }
    }

    /// True if nobody else has the name, whatever the report says.
    pub(super) fn is_whole_country(&self) -> bool {
        matches!(self.what, What::Country(..))
    }

    /// How well the kind of place agrees with a word such as `province` beside the name.
    pub(super) fn agrees(&self, class: FeatureClass) -> f64 {
        use FeatureClass::{City, Facility, Island, Mountain, Quarter, Region, Water};
        let region = match &self.what {
            What::Country(..) => return if class == Region { 0.0 } else { -1.0 },
            What::Territory { water, .. } => {
                return match class {
                    Water if *water => 1.0,
                    Region | Mountain | Island if !water => 1.0,
                    Facility => 0.0,
                    _ => -0.5,
                };
            }
            What::Entry(entry) => entry.kind != EntryKind::City,
        };
        match class {
            Region => {
                if region {
                    1.0
                } else {
                    -0.2
                }
            }
            City | Quarter => {
                if region {
                    -0.5
                } else {
                    1.0
                }
            }
            Water | Mountain => -0.3,
            Island | Facility => 0.0,
        }
    }
}

/// Weights of what is known before the report is read; tuned on GeoVirus (train).
const COUNTRY: f64 = 1.6;
const TERRITORY: f64 = 2.6;
const INHABITANTS: f64 = 2.0;
const REGION: f64 = 0.3;
const DISTRICT: f64 = -0.2;
const SEAT: f64 = 1.0;
const ALIAS: f64 = -0.5;
const ARTICLE: f64 = -0.4;
const SKELETON: f64 = -1.2;

/// Inhabitants on a scale on which ten million are 1.
fn people(population: u64) -> f64 {
    (population as f64 + 1.0).log10() / 7.0
}

/// The most candidates that are weighed for a name.
const MOST: usize = 16;

/// What the name of a mention may mean, the likeliest first by what is known before the report is read.
pub(super) fn candidates(
    world: &World,
    gazetteer: &Gazetteer<'_>,
    toponym: &Toponym,
    support: &BTreeMap<&str, f64>,
) -> Vec<Candidate> {
    let mut out = of_name(world, gazetteer, &toponym.whole);
    if toponym.whole != toponym.name {
        let mut bare = of_name(world, gazetteer, &toponym.name);
        bare.retain(|candidate| !out.iter().any(|other| other.what == candidate.what));
        out.append(&mut bare);
    }
    let facility = matches!(toponym.feature, Some(FeatureClass::Facility | FeatureClass::Quarter));
    if out.is_empty() && !facility {
        out = alike(gazetteer, &toponym.name, support);
    }
    if out.is_empty() && !facility {
        out = of_part(world, gazetteer, &toponym.name);
    }
    for candidate in &mut out {
        candidate.prior += toponym.feature.map_or(0.0, |class| FEATURE * candidate.agrees(class));
    }
    if toponym.feature != Some(FeatureClass::Region) {
        prefer_seats(&mut out);
    }
    let backed = |candidate: &Candidate| support.contains_key(candidate.country.as_str());
    out.sort_by(|a, b| backed(b).cmp(&backed(a)).then(b.prior.total_cmp(&a.prior)));
    // Keep the likeliest of the countries spoken of and the likeliest of all.
    let mut kept: Vec<Candidate> = out.iter().take(MOST).cloned().collect();
    out.sort_by(|a, b| b.prior.total_cmp(&a.prior));
    for candidate in out.into_iter().take(MOST / 2) {
        if !kept.iter().any(|other| other.what == candidate.what) {
            kept.push(candidate);
        }
    }
    kept
}

const FEATURE: f64 = 0.8;

/// A region that is called as its town is meant only where the text says so (`Hama province`).
fn prefer_seats(candidates: &mut [Candidate]) {
    let towns: Vec<(String, String, f64)> = candidates
        .iter()
        .filter_map(|candidate| match &candidate.what {
            What::Entry(entry) if entry.kind == EntryKind::City => {
                Some((entry.country.clone(), candidate.region_key.clone(), candidate.prior))
            }
            _ => None,
        })
        .collect();
    for candidate in candidates {
        let What::Entry(entry) = &candidate.what else { continue };
        let key = &candidate.key;
        let town = towns.iter().find(|(country, region, _)| *country == entry.country && region.contains(key));
        if let Some((_, _, prior)) = town.filter(|_| entry.kind == EntryKind::Region) {
            candidate.prior = candidate.prior.min(prior - 0.1);
        }
    }
}

fn of_name(world: &World, gazetteer: &Gazetteer<'_>, name: &str) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    for known in world.named(name) {
        let candidate = match known.sense {
            Sense::Country => world.country_of(known).map(Candidate::of_country),
            Sense::Territory => {
                world.territory_of(known).map(|territory| Candidate::of_territory(territory, known.row))
            }
            _ => None,
        };
        out.extend(candidate);
    }
    let seats: Vec<&str> = world
        .named(name)
        .filter(|known| known.sense == Sense::Capital)
        .filter_map(|known| world.country_of(known))
        .map(|country| country.alpha3.as_str())
        .collect();
    for entry in gazetteer.lookup(name) {
        let seat = entry.kind == EntryKind::City && seats.contains(&entry.country.as_str());
        let mut candidate = Candidate::of_entry(entry);
        candidate.prior += if seat { SEAT } else { 0.0 };
        out.push(candidate);
    }
    out
}

/// Other romanisations, of countries that the report has to do with.
fn alike(gazetteer: &Gazetteer<'_>, name: &str, support: &BTreeMap<&str, f64>) -> Vec<Candidate> {
    let entries = gazetteer.lookup_alike(name);
    let key = name_key(name);
    let near = |entry: &Entry| {
        let close = strsim::normalized_damerau_levenshtein(&key, &name_key(&entry.name)) >= 0.5;
        close && support.contains_key(entry.country.as_str())
    };
    entries.into_iter().filter(near).map(Candidate::of_entry).collect()
}

/// A name whose first word only tells a part of the place (`Northern Kolda`).
fn of_part(world: &World, gazetteer: &Gazetteer<'_>, name: &str) -> Vec<Candidate> {
    let Some(first) = words(name).next().filter(|first| world.is_used(&word_key(first), Use::Side)) else {
        return Vec::new();
    };
    let rest = name[first.len()..].trim_start_matches(|c: char| !c.is_alphanumeric());
    if rest.is_empty() { Vec::new() } else { of_name(world, gazetteer, rest) }
}
