//! Which of the places of a name is meant.
//!
//! Every name of a report is weighed with what is settled for the others, a few times over: the places of one report lie
//! near each other and in the countries it speaks of. One name has one meaning in one report.

use std::collections::BTreeMap;

use super::candidate::{Candidate, What, candidates};
use super::toponym::Toponym;
use super::{Context, Gazetteer, Place, PlaceRole, support};
use crate::document::Report;
use crate::document::actor::ActorMention;
use crate::document::key::name_key;
use crate::document::world::{FeatureClass, World};

/// What a mention means: the place, or, for what no gazetteer lists, the place that holds it.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Settled {
    pub candidate: Option<Candidate>,
    pub holder: Option<Candidate>,
    /// Country of an unknown place.
    pub country: Option<String>,
}

/// A name and all its mentions.
struct Group {
    mentions: Vec<usize>,
    candidates: Vec<Candidate>,
    best: Option<usize>,
    /// Its own part in the support of countries.
    own: BTreeMap<String, f64>,
}

/// Names beyond this many are settled without regard to each other: the work for the others grows with the square.
const JOINT: usize = 120;

/// How often every name is weighed anew.
const ROUNDS: usize = 3;

/// The meaning of each mention, in their order.
pub(super) fn resolve(
    world: &World,
    gazetteer: &Gazetteer<'_>,
    context: &Context,
    parties: &[ActorMention],
    toponyms: &[Toponym],
) -> Vec<Settled> {
    let support = support(world, parties, toponyms);
    let support_sum = support.values().sum();
    let mut scene = Scene { context, support, support_sum, toponyms, groups: Vec::new(), group_of: Vec::new() };
    scene.group(world, gazetteer, parties);
    for round in 0..ROUNDS {
        for group in 0..scene.groups.len() {
            scene.groups[group].best = scene.choose(group, round);
        }
    }
    (0..toponyms.len()).map(|mention| scene.settled(mention)).collect()
}

struct Scene<'a> {
    context: &'a Context,
    support: BTreeMap<&'a str, f64>,
    support_sum: f64,
    toponyms: &'a [Toponym],
    groups: Vec<Group>,
    /// The group of each mention.
    group_of: Vec<usize>,
}

impl Scene<'_> {
    fn group(&mut self, world: &World, gazetteer: &Gazetteer<'_>, parties: &[ActorMention]) {
        let mut index: BTreeMap<(String, bool), usize> = BTreeMap::new();
        for (mention, toponym) in self.toponyms.iter().enumerate() {
            let region = toponym.feature == Some(FeatureClass::Region);
            let group = *index.entry((name_key(&toponym.name), region)).or_insert(self.groups.len());
            if group == self.groups.len() {
                let candidates = candidates(world, gazetteer, toponym, &self.support);
                self.groups.push(Group { mentions: Vec::new(), candidates, best: None, own: BTreeMap::new() });
            }
            self.groups[group].mentions.push(mention);
            self.group_of.push(group);
            let from = parties.partition_point(|party| party.tokens.end <= toponym.tokens.start);
            let party = parties.get(from).filter(|party| party.tokens.start < toponym.tokens.end);
            for country in party.map_or(&[] as &[String], |party| &party.countries) {
                let share = 1.0 / party.map_or(1, |party| party.countries.len()) as f64;
                *self.groups[group].own.entry(country.clone()).or_default() += share;
            }
        }
    }

    /// The likeliest candidate of a group; the first round looks at names that cannot be mistaken only.
    fn choose(&self, group: usize, round: usize) -> Option<usize> {
        let own = &self.groups[group];
        let mut best: Option<(f64, usize)> = None;
        for (i, candidate) in own.candidates.iter().enumerate() {
            let score = self.score(group, candidate, round > 0);
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, i));
            }
        }
        best.map(|(_, i)| i).filter(|&i| round + 1 < ROUNDS || !self.is_stray(group, &own.candidates[i]))
    }

    /// True for a small place in a country that nothing else in the report has to do with, far from all its other places:
    /// then it is rather one that the gazetteer lacks.
    fn is_stray(&self, group: usize, candidate: &Candidate) -> bool {
        let What::Entry(entry) = &candidate.what else { return false };
        let small = entry.population < SMALL && entry.kind != super::EntryKind::Region;
        let own = &self.groups[group].own;
        let others = self.support_sum - own.values().sum::<f64>() > 0.5 || self.groups.len() > 1;
        let held = self.groups[group].mentions.iter().any(|&mention| self.held(mention, candidate) > 0.0);
        small
            && others
            && !held
            && self.supported(group, &candidate.country) == 0.0
            && self.context.share(&candidate.country) == 0.0
            && self.near(group, candidate) < 0.35
    }

    fn score(&self, group: usize, candidate: &Candidate, joint: bool) -> f64 {
        let mut score = candidate.prior + SUPPORT * self.supported(group, &candidate.country);
        score += STORY * self.context.share(&candidate.country);
        let own = &self.groups[group];
        let Some(&first) = own.mentions.first() else { return score };
        let key = name_key(&self.toponyms[first].name);
        if let Some(&(lat, lon)) = self.context.settled.get(&key) {
            score += SETTLED * nearness(distance((lat, lon), (candidate.lat, candidate.lon)), 50.0);
        }
        let held = own.mentions.iter().map(|&mention| self.held(mention, candidate));
        score += HOLDER * held.fold(0.0, |most: f64, held| if held.abs() > most.abs() { held } else { most });
        if joint && group < JOINT {
            score += NEAR * self.near(group, candidate) + REGION_NAMED * self.region_named(candidate);
        }
        score
    }

    /// How much of what the report names, the group itself apart, belongs to a country: 0 to 1.
    fn supported(&self, group: usize, country: &str) -> f64 {
        let own = &self.groups[group].own;
        let rest = self.support_sum - own.values().sum::<f64>();
        let weight = self.support.get(country).map_or(0.0, |weight| weight - own.get(country).unwrap_or(&0.0));
        weight.max(0.0) / (rest.max(0.0) + 1.0)
    }

    /// How well a candidate fits the place that is said to hold the mention: 1, or -1 if it lies elsewhere.
    fn held(&self, mention: usize, candidate: &Candidate) -> f64 {
        let toponym = &self.toponyms[mention];
        if candidate.is_whole_country() {
            return 0.0;
        }
        if let Some(country) = &toponym.country {
            return if candidate.country == *country { 1.0 } else { -1.0 };
        }
        let Some((holder, outright)) = toponym.holder else { return 0.0 };
        let weight = if outright { 1.0 } else { 0.6 };
        let group = &self.groups[self.group_of[holder]];
        if self.is_peer(mention, group) {
            return 0.0;
        }
        let fits = |holder: &Candidate| holds(holder, candidate);
        match group.best.and_then(|best| group.candidates.get(best)) {
            Some(best) if fits(best) => weight,
            Some(_) if group.candidates.iter().any(fits) => 0.7 * weight,
            _ => 0.0,
        }
    }

    /// True if a mention may be of the same rank as what follows it: then they are two of a list (`Oregon, Ohio`).
    fn is_peer(&self, mention: usize, next: &Group) -> bool {
        let Some(next) = next.best.and_then(|best| next.candidates.get(best)) else { return false };
        let own = &self.groups[self.group_of[mention]].candidates;
        own.iter().any(|own| match (&own.what, &next.what) {
            (What::Country(own, _), What::Country(next, _)) => own != next,
            (What::Entry(own), What::Entry(next)) => {
                let regions = own.kind == super::EntryKind::Region && next.kind == super::EntryKind::Region;
                regions && own.country == next.country && own.name != next.name
            }
            _ => false,
        })
    }

    /// How near a candidate lies to the other places of the report: 0 to 1.
    fn near(&self, group: usize, candidate: &Candidate) -> f64 {
        let others = self.groups.iter().take(JOINT).enumerate().filter(|&(i, _)| i != group);
        let mut all = 0.0_f64;
        let mut most = 0.0_f64;
        for (_, other) in others {
            let Some(place) = other.best.and_then(|best| other.candidates.get(best)) else { continue };
            if place.is_whole_country() {
                continue;
            }
            let near = nearness(distance((place.lat, place.lon), (candidate.lat, candidate.lon)), 250.0);
            all += near;
            most = most.max(near);
        }
        0.6 * most + 0.4 * (all / 3.0).min(1.0)
    }

    /// 1 if the report names the region that a candidate lies in.
    fn region_named(&self, candidate: &Candidate) -> f64 {
        let region = candidate.region_key.as_str();
        if region.is_empty() {
            return 0.0;
        }
        let named = self.groups.iter().take(JOINT).any(|group| {
            let best = group.best.and_then(|best| group.candidates.get(best));
            best.is_some_and(|place| place.country == candidate.country && place.is_region(region))
        });
        f64::from(u8::from(named))
    }

    /// The country that most of the report is about: then parts without a name (`the northern provinces`) are its parts.
    fn main_country(&self) -> Option<String> {
        let (country, weight) = self.support.iter().max_by(|a, b| a.1.total_cmp(b.1))?;
        (*weight > 0.4 * self.support_sum).then(|| (*country).to_owned())
    }

    fn settled(&self, mention: usize) -> Settled {
        let best = |mention: usize| {
            let group = &self.groups[self.group_of[mention]];
            group.best.and_then(|best| group.candidates.get(best)).cloned()
        };
        let toponym = &self.toponyms[mention];
        let built = matches!(toponym.feature, Some(FeatureClass::Facility | FeatureClass::Quarter));
        let candidate = best(mention);
        let holder = toponym.holder.and_then(|(holder, _)| best(holder));
        let unknown = candidate.is_none();
        let country = holder.as_ref().map(|holder| holder.country.clone()).or_else(|| toponym.country.clone());
        let country = country.or_else(|| self.main_country().filter(|_| toponym.is_direction));
        Settled {
            candidate,
            holder: holder.filter(|holder| built && unknown && holder.is_small()),
            country: country.filter(|country| unknown && !country.is_empty()),
        }
    }
}

/// Fewer inhabitants than this, and a place needs other evidence.
const SMALL: u64 = 60_000;

/// Weights of what the report tells; tuned on GeoVirus (train).
const SUPPORT: f64 = 2.5;
const STORY: f64 = 1.5;
const SETTLED: f64 = 3.0;
const HOLDER: f64 = 2.0;
const NEAR: f64 = 0.8;
const REGION_NAMED: f64 = 0.8;

/// True if one place may hold another.
fn holds(holder: &Candidate, held: &Candidate) -> bool {
    if holder.what == held.what {
        return false;
    }
    match &holder.what {
        What::Country(code, _) => held.country == *code,
        What::Entry(entry) if entry.kind == super::EntryKind::Region => {
            held.country == entry.country && (holder.is_region(&held.region_key) || far(holder, held) < 60.0)
        }
        What::Entry(entry) => held.country == entry.country && far(holder, held) < 60.0,
        What::Territory { water: false, .. } => far(holder, held) < 400.0,
        What::Territory { .. } => false,
    }
}

fn far(a: &Candidate, b: &Candidate) -> f64 {
    distance((a.lat, a.lon), (b.lat, b.lon))
}

impl Candidate {
    /// True for towns and the like: what lies in one lies where it lies.
    fn is_small(&self) -> bool {
        matches!(&self.what, What::Entry(entry) if entry.kind != super::EntryKind::Region)
    }

    /// True for the first-level region of that key.
    fn is_region(&self, key: &str) -> bool {
        match &self.what {
            What::Entry(entry) => entry.kind == super::EntryKind::Region && key.contains(&self.key),
            _ => self.key == key,
        }
    }
}

/// Great-circle distance in kilometres.
fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let half = |x: f64| (x / 2.0).sin().powi(2);
    let chord = half(lat_b - lat_a) + lat_a.cos() * lat_b.cos() * half((b.1 - a.1).to_radians());
    2.0 * 6371.0 * chord.sqrt().min(1.0).asin()
}

/// 1 for no distance, falling to a half at `scale` kilometres.
fn nearness(kilometres: f64, scale: f64) -> f64 {
    scale / (scale + kilometres)
}

/// A mention with what it means, as it goes into the record.
pub(super) fn place(world: &World, report: &Report, toponym: &Toponym, settled: &Settled, role: PlaceRole) -> Place {
    let unknown = Place {
        span: toponym.span,
        mentions: vec![toponym.span],
        name: toponym.name.clone(),
        geonames: None,
        country: settled.country.as_deref().map(|code| at_the_time(world, report, code)),
        claimed_by: Vec::new(),
        lat: None,
        lon: None,
        role,
        rule: toponym.found_by.to_owned(),
    };
    let Some(candidate) = &settled.candidate else {
        let row = toponym.feature_row.as_ref().map(|row| format!("feature:{row}"));
        return Place {
            name: toponym.whole.clone(),
            lat: settled.holder.as_ref().map(|holder| holder.lat),
            lon: settled.holder.as_ref().map(|holder| holder.lon),
            rule: row.unwrap_or(unknown.rule),
            ..unknown
        };
    };
    let (geonames, claimed_by, rule) = match &candidate.what {
        What::Country(code, geonames) => (*geonames, claims(world, code), format!("country:{code}")),
        What::Territory { index, .. } => {
            let claimed =
                world.territories().get(*index).map_or_else(Vec::new, |territory| territory.claimed_by.clone());
            (None, claimed, format!("territory:{}", candidate.name))
        }
        What::Entry(entry) => (entry.geonames, Vec::new(), format!("gazetteer:{}", by(entry.by))),
    };
    Place {
        name: candidate.name.clone(),
        geonames,
        country: Some(candidate.country.as_str())
            .filter(|country| !country.is_empty())
            .map(|country| at_the_time(world, report, country)),
        claimed_by,
        lat: Some(candidate.lat),
        lon: Some(candidate.lon),
        rule,
        ..unknown
    }
}

/// The state that a place was part of on the day of the report, if that day is known.
fn at_the_time(world: &World, report: &Report, code: &str) -> String {
    let before = world.country(code).zip(report.published.latest).and_then(|(country, day)| {
        let (since, before) = country.since.as_ref()?;
        (day < *since).then_some(before)
    });
    before.map_or_else(|| code.to_owned(), Clone::clone)
}

/// Claimants of a country that is itself disputed.
fn claims(world: &World, code: &str) -> Vec<String> {
    let country = world.country(code).map(|country| country.name.as_str());
    let territory = world
        .territories()
        .iter()
        .find(|territory| territory.kind == "disputed" && Some(territory.name.as_str()) == country);
    territory.map_or_else(Vec::new, |territory| territory.claimed_by.clone())
}

const fn by(by: super::Match) -> &'static str {
    match by {
        super::Match::Name => "name",
        super::Match::Alias => "alias",
        super::Match::Article => "article",
        super::Match::Skeleton => "skeleton",
    }
}
