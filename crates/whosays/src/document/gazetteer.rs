//! Places: which names in a report are places, where they lie, and what they do there.

use std::collections::BTreeMap;

use crate::Span;
use crate::document::Report;
use crate::document::actor::ActorMention;
use crate::document::key::name_key;
use crate::document::world::World;
use crate::label::labels;

mod candidate;
pub mod index;
mod resolve;
mod role;
mod toponym;

use toponym::Toponym;

pub use index::{Entry, EntryKind, Gazetteer, GazetteerError, Match};

labels! {
    /// What a place does in its sentence.
    PlaceRole {
        /// Something happened there.
        Event = "event",
        /// The report was written there.
        Dateline = "dateline",
        /// It stands for a government (`Moscow said`).
        Actor = "actor",
        /// Anything else.
        Other = "other",
    }
}

/// One named place of a report, with all its mentions.
///
/// It is not a political judgement: where a territory is disputed, `country` is `disputed` and `claimed_by` lists the
/// claimants. Coordinates are WGS 84 degrees; identifiers are those of GeoNames (<https://www.geonames.org>).
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    /// Where it stands in the text, at the mention that tells most; bytes, half-open.
    pub span: Span,
    /// Every mention, in order of the text.
    pub mentions: Vec<Span>,
    /// The gazetteer's name.
    pub name: String,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// ISO 3166 alpha-3, or `disputed`.
    pub country: Option<String>,
    /// Claimants of a disputed territory (alpha-3, or the name of a de facto authority).
    pub claimed_by: Vec<String>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// What it does there.
    pub role: PlaceRole,
    /// The rule or table that found it.
    pub rule: String,
}

/// What the other reports of a story tell about places: the countries they speak of, and where names lie that they
/// settle. Empty for a report read by itself.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Context {
    countries: BTreeMap<String, f64>,
    settled: BTreeMap<String, (f64, f64)>,
}

impl Context {
    /// Adds the places that were found in a report of the story. The first report to settle a name decides.
    pub fn add(&mut self, report: &Report) {
        for place in &report.places {
            if let Some(country) = place.country.as_ref().filter(|country| *country != "disputed") {
                *self.countries.entry(country.clone()).or_default() += 1.0;
            }
            if let (Some(lat), Some(lon)) = (place.lat, place.lon) {
                self.settled.entry(name_key(report.words(place.span))).or_insert((lat, lon));
            }
        }
    }

    /// How much of what the story names lies in a country: 0 to 1.
    fn share(&self, country: &str) -> f64 {
        let all: f64 = self.countries.values().sum();
        self.countries.get(country).map_or(0.0, |weight| weight / all)
    }
}

/// Finds the places of a report, one a mention, in order of the text.
///
/// Names come from the tagger ([`Report::names`]), from the tables of the world, from the dateline, and from the
/// gazetteer where a name stands after `in`, `near` or beside a word such as `province`. What a name means is told by
/// what stands around it: a larger place that holds it, the countries and places of the whole report and of the story,
/// inhabitants, distance. A name that is in no table is given without coordinates; it is never guessed. Adjectives of
/// countries, and names of places within names of bodies (`University of Rome`), are no places.
///
/// ```
/// use whosays::document::gazetteer::{Context, Gazetteer, find};
/// use whosays::document::world::World;
/// # fn read(report: &whosays::Report) -> Result<(), whosays::document::gazetteer::GazetteerError> {
/// let world = World::new(whosays_data::WORLD, &whosays_data::ENGLISH);
/// let gazetteer = Gazetteer::new(whosays_data::PLACES)?;
/// let places = find(report, &world, &gazetteer, &Context::default());
/// # Ok(())
/// # }
/// ```
pub fn find(report: &Report, world: &World, gazetteer: &Gazetteer<'_>, context: &Context) -> Vec<Place> {
    let parties = world.mentions(report);
    let toponyms = toponym::collect(report, world, gazetteer, &parties);
    let settled = resolve::resolve(world, gazetteer, context, &parties, &toponyms);
    let roles = role::roles(report, world, &parties, &toponyms, &settled);
    let mut places = Vec::with_capacity(toponyms.len());
    for ((toponym, settled), role) in toponyms.iter().zip(&settled).zip(roles) {
        // A name that nothing knows, where no place is named, is rather a slip of the tagger.
        if settled.candidate.is_some() || toponym.placed || toponym.holder.is_some() {
            places.push(resolve::place(world, report, toponym, settled, role));
        }
    }
    places
}

/// Joins the mentions of each place: one place a name and position, at the first mention with its weightiest role
/// (something happened there, then the dateline, then anything else, then a government).
pub fn once(mentions: Vec<Place>) -> Vec<Place> {
    let weight = |role: PlaceRole| match role {
        PlaceRole::Event => 3,
        PlaceRole::Dateline => 2,
        PlaceRole::Other => 1,
        PlaceRole::Actor => 0,
    };
    let mut places: Vec<Place> = Vec::new();
    for mention in mentions {
        let same = |p: &&mut Place| p.name == mention.name && p.lat == mention.lat && p.lon == mention.lon;
        match places.iter_mut().find(same) {
            Some(place) => {
                place.mentions.extend_from_slice(&mention.mentions);
                if weight(mention.role) > weight(place.role) {
                    *place = Place { mentions: std::mem::take(&mut place.mentions), ..mention };
                }
            }
            None => places.push(mention),
        }
    }
    places.sort_by_key(|p| p.span);
    places
}

/// How often the parties of a report, and its dateline, belong to each country.
fn support<'w>(world: &'w World, parties: &'w [ActorMention], toponyms: &[Toponym]) -> BTreeMap<&'w str, f64> {
    let mut support = BTreeMap::new();
    for toponym in toponyms.iter().filter(|toponym| toponym.dateline) {
        let country = world.named(&toponym.name).find_map(|known| world.country_of(known));
        *support.entry(country.map_or("", |country| country.alpha3.as_str())).or_default() += 1.0;
    }
    support.remove("");
    for party in parties.iter().filter(|party| !party.countries.is_empty()) {
        let share = 1.0 / party.countries.len() as f64;
        for country in &party.countries {
            *support.entry(country.as_str()).or_default() += share;
        }
    }
    support
}
