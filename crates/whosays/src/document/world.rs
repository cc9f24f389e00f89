//! What is known of the world before a report is read: countries, territories, bodies, groups, media, organs, titles.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use whosays_data::{Language, Table};

use crate::document::entity::EntityKind;
use crate::document::key::{name_key, words};
use crate::label::labels;
use crate::{Lexicon, Row};

labels! {
    /// What a name or word stands for.
    Sense {
        /// A country by its name.
        Country = "country",
        /// The adjective of a country (`Armenian`).
        Adjective = "adjective",
        /// The people of a country (`Armenians`).
        Nation = "nation",
        /// A seat of government, which reports name when they mean the government.
        Capital = "capital",
        /// A territory that is no country: region, sea, disputed territory.
        Territory = "territory",
        /// The adjective of a territory (`Abkhaz`).
        Local = "local",
        /// A people or faith that is not the nation of one state.
        People = "people",
        /// An international body.
        Body = "body",
        /// An agency, paper, broadcaster or site.
        Media = "media",
        /// An armed group, its political wing, an opposition front.
        Group = "group",
        /// An organ of a state with a name of its own.
        Office = "office",
        /// An organisation that belongs to no state.
        Monitor = "monitor",
        /// A word for an organ or body (`defence ministry`).
        Organ = "organ",
        /// A word for what a person is (`spokesman`).
        Title = "title",
    }
}

labels! {
    /// What a small word does beside the name of a party or place (tables `party_word`, `placing`).
    Use {
        /// Stands before whose an organ or person is (`president of Kenya`).
        Owner = "owner",
        /// May stand within the rest of a name that began `Ministry of`.
        Joiner = "joiner",
        /// Stands before where something is or happens.
        At = "at",
        /// Stands before where somebody goes.
        Toward = "toward",
        /// A verb whose subject does nothing.
        Still = "still",
        /// What governments have with each other.
        Talks = "talks",
        /// Stands before those who have it.
        Between = "between",
        /// Stands between a place and the larger one that holds it.
        Container = "container",
        /// Tells a part of a place (`northern Mali`).
        Side = "side",
        /// Joins the last of several.
        And = "and",
        /// What only a government has.
        State = "state",
    }
}

/// A word for a kind of place (table `feature`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Feature {
    /// The row's id.
    pub id: String,
    /// `city`, `region`, `quarter`, `water`, `mountain`, `island`, `facility`.
    pub class: FeatureClass,
    /// Plural.
    pub many: bool,
}

labels! {
    /// Classes of places.
    FeatureClass {
        /// A populated place.
        City = "city",
        /// A part of a country.
        Region = "region",
        /// A part of a city.
        Quarter = "quarter",
        /// A river, lake, sea, coast.
        Water = "water",
        /// A mountain, valley, desert.
        Mountain = "mountain",
        /// An island.
        Island = "island",
        /// A built thing, which no gazetteer lists.
        Facility = "facility",
    }
}

/// A country, dependency or former state.
#[derive(Clone, PartialEq, Debug)]
pub struct Country {
    /// ISO 3166 alpha-3; for former states the code that ISO 3166-3 withdrew.
    pub alpha3: String,
    /// ISO 3166 alpha-2.
    pub alpha2: String,
    /// Its usual English name.
    pub name: String,
    /// True for a state that is no more.
    pub former: bool,
    /// True for a dependency, whose seat nobody means when he speaks of a government.
    pub dependency: bool,
    /// The day of its independence and the state it was part of before, for those that became independent lately.
    pub since: Option<(Date, String)>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Latitude of its middle in degrees.
    pub lat: f64,
    /// Longitude of its middle in degrees.
    pub lon: f64,
    /// Inhabitants, coarse.
    pub population: u64,
    /// Codes of the countries that border on it.
    pub neighbours: Vec<String>,
}

/// A territory that is no country.
#[derive(Clone, PartialEq, Debug)]
pub struct Territory {
    /// Its name in the record.
    pub name: String,
    /// `disputed`, `region`, `sea`, `river` and so on, as in the table.
    pub kind: String,
    /// ISO 3166 alpha-3 or `disputed`; `None` where it lies in several countries.
    pub country: Option<String>,
    /// Claimants: alpha-3 or the name of a de facto authority.
    pub claimed_by: Vec<String>,
    /// Who speaks for it: alpha-3 or a name.
    pub authority: Option<String>,
    /// Latitude of its middle in degrees.
    pub lat: f64,
    /// Longitude of its middle in degrees.
    pub lon: f64,
}

/// One row of one table, with what it tells about a party.
#[derive(Clone, PartialEq, Debug)]
pub struct Known {
    /// What its names stand for.
    pub sense: Sense,
    /// Its name in the table; for words of the language the row's id.
    pub name: String,
    /// What kind of party it is.
    pub kind: EntityKind,
    /// ISO 3166 alpha-3 of the state it speaks for, or the name of a non-state body; `None` if it speaks for itself only
    /// or the table does not tell.
    pub side: Option<String>,
    /// PLOVER sector, such as `MIL`; empty if none fits.
    pub sector: String,
    /// Countries in whose reports the name is likely to mean this row.
    pub countries: Vec<String>,
    /// For a title: one word for the role. For media: their form. Else empty.
    pub role: String,
    /// For a title: the row of `organ` that such a person speaks for. Else empty.
    pub organ: String,
    /// The table and row, as facts cite it: `organ:police`.
    pub rule: String,
    /// Index into the countries or territories, for those senses.
    pub(crate) row: usize,
}

/// How a name is written in its table, and so how it must be written in a report to count.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Form {
    /// Only after `the`.
    pub the: bool,
    /// Letters, all of them capital (`US`, `WHO`).
    pub acronym: bool,
    /// How many words start with a capital.
    pub capitals: usize,
    /// The name begins with a capital.
    pub first: bool,
    /// Counts only with other evidence.
    pub weak: bool,
    /// Ends in `of` or `for`: the rest of the name follows.
    pub open: bool,
}

/// A name of a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub known: usize,
    pub form: Form,
}

/// What is known of the world and of the language's words for parties.
///
/// It is not a judgement on who is right: a disputed territory has claimants, not an owner. It is built once from the
/// tables and then only read.
///
/// ```
/// use whosays::document::world::World;
/// let world = World::new(whosays_data::WORLD, &whosays_data::ENGLISH);
/// assert_eq!(world.country_of_adjective("Armenian"), Some("ARM"));
/// assert_eq!(world.metonym("Moscow").map(|known| known.name.as_str()), Some("RUS"));
/// ```
#[derive(Clone, Debug)]
pub struct World {
    countries: Vec<Country>,
    territories: Vec<Territory>,
    known: Vec<Known>,
    names: HashMap<String, Vec<Entry>>,
    longest: usize,
    features: HashMap<String, Feature>,
    feature_rows: Vec<(String, FeatureClass)>,
    uses: HashSet<(Use, String)>,
}

impl World {
    /// Reads the tables: facts about the world, and one language's words.
    pub fn new(tables: &[Table], language: &Language) -> Self {
        let mut world = Self {
            countries: Vec::new(),
            territories: Vec::new(),
            known: Vec::new(),
            names: HashMap::new(),
            longest: 1,
            features: HashMap::new(),
            feature_rows: Vec::new(),
            uses: HashSet::new(),
        };
        let read = |tables: &[Table], name: &str| {
            let text = tables.iter().find(|table| table.name == name).map_or("", |table| table.text);
            Lexicon::parse(name, text)
        };
        world.add_countries(&read(tables, "country"), &read(language.tables, "country"));
        world.add_territories(&read(tables, "territory"));
        for (name, sense) in PARTIES {
            world.add_parties(&read(tables, name), *sense);
        }
        world.add_words(&read(language.tables, "organ"), Sense::Organ);
        world.add_words(&read(language.tables, "title"), Sense::Title);
        world.add_features(&read(language.tables, "feature"));
        for table in ["party_word", "placing"] {
            world.add_uses(&read(language.tables, table));
        }
        world
    }

    /// The country of a code (alpha-3).
    pub fn country(&self, alpha3: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.alpha3 == alpha3)
    }

    /// The country of an alpha-2 code, former states left out.
    pub fn country_of_alpha2(&self, alpha2: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.alpha2 == alpha2 && !country.former)
    }

    /// Every country, in the order of the table.
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// Every territory, in the order of the table.
    pub fn territories(&self) -> &[Territory] {
        &self.territories
    }

    /// Every row that a name can stand for, in the order of the tables. How the report writes the name (capitals,
    /// `the`) does not matter here.
    ///
    /// ```
    /// use whosays::document::world::World;
    /// let world = World::new(whosays_data::WORLD, &whosays_data::ENGLISH);
    /// let names: Vec<_> = world.named("SLA").map(|known| known.name.as_str()).collect();
    /// assert_eq!(names, ["Sudan Liberation Army"]);
    /// ```
    pub fn named(&self, name: &str) -> impl Iterator<Item = &Known> {
        self.entries(&name_key(name)).iter().filter_map(|entry| self.known.get(entry.known))
    }

    /// The code of the country whose adjective a word is: `ARM` for `Armenian`. Where two countries share it, the first
    /// of the table.
    pub fn country_of_adjective(&self, word: &str) -> Option<&str> {
        self.named(word).find(|known| known.sense == Sense::Adjective).map(|known| known.name.as_str())
    }

    /// The code of the country that a name means: its own name.
    pub fn country_named(&self, name: &str) -> Option<&str> {
        self.named(name).find(|known| known.sense == Sense::Country).map(|known| known.name.as_str())
    }

    /// The state whose government a place name stands for (`Moscow`, `Tehran`), if it is a seat of government.
    pub fn metonym(&self, name: &str) -> Option<&Known> {
        self.named(name).find(|known| known.sense == Sense::Capital)
    }

    /// The territory that a row names.
    pub fn territory_of(&self, known: &Known) -> Option<&Territory> {
        matches!(known.sense, Sense::Territory | Sense::Local).then(|| self.territories.get(known.row)).flatten()
    }

    /// The country that a row names.
    pub fn country_of(&self, known: &Known) -> Option<&Country> {
        matches!(known.sense, Sense::Country | Sense::Adjective | Sense::Nation | Sense::Capital)
            .then(|| self.countries.get(known.row))
            .flatten()
    }

    /// The kind of place that a word or words (by their key) are for.
    pub fn feature(&self, key: &str) -> Option<&Feature> {
        self.features.get(key)
    }

    /// The class of a row of `feature`.
    pub(crate) fn feature_class(&self, id: &str) -> Option<FeatureClass> {
        self.feature_rows.iter().find(|(row, _)| row == id).map(|&(_, class)| class)
    }

    /// True if a word, by its key, has a use.
    pub fn is_used(&self, key: &str, what: Use) -> bool {
        self.uses.contains(&(what, key.to_owned()))
    }

    pub(crate) fn entries(&self, key: &str) -> &[Entry] {
        self.names.get(key).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn known(&self, index: usize) -> Option<&Known> {
        self.known.get(index)
    }

    /// The most tokens that a name can have.
    pub(crate) const fn longest(&self) -> usize {
        self.longest
    }

    fn add_countries(&mut self, facts: &Lexicon, words: &Lexicon) {
        let english: HashMap<&str, Row<'_>> = words.rows().map(|row| (row.get("alpha3"), row)).collect();
        for row in facts.rows() {
            let country = read_country(row);
            let code = country.alpha3.clone();
            let index = self.countries.len();
            let (former, seat) = (country.former, !country.dependency);
            self.countries.push(country);
            let known = |sense| Known {
                sense,
                name: code.clone(),
                kind: if sense == Sense::Nation { EntityKind::People } else { EntityKind::State },
                side: Some(code.clone()),
                sector: if matches!(sense, Sense::Country | Sense::Capital) { "GOV".to_owned() } else { String::new() },
                countries: vec![code.clone()],
                role: String::new(),
                organ: String::new(),
                rule: format!("country:{code}"),
                row: index,
            };
            let Some(names) = english.get(code.as_str()) else { continue };
            self.add(known(Sense::Country), std::iter::once(row.get("name")).chain(names.list("names")), &[]);
            self.add(known(Sense::Adjective), names.list("adjectives"), &[]);
            self.add(known(Sense::Nation), names.list("people"), &[]);
            if seat && !former {
                self.add(known(Sense::Capital), row.list("capital"), &[]);
            }
        }
    }

    fn add_territories(&mut self, table: &Lexicon) {
        for row in table.rows() {
            let territory = read_territory(row);
            let index = self.territories.len();
            let known = |sense| Known {
                sense,
                name: territory.name.clone(),
                kind: EntityKind::Place,
                side: territory.speaks_for(),
                sector: String::new(),
                countries: territory.countries(),
                role: String::new(),
                organ: String::new(),
                rule: format!("territory:{}", territory.name),
                row: index,
            };
            let names = std::iter::once(row.get("name")).chain(row.list("names"));
            let (place, local) = (known(Sense::Territory), known(Sense::Local));
            self.add(place, names, &[]);
            self.add(local, row.list("adjectives"), &[]);
            self.territories.push(territory);
        }
    }

    fn add_parties(&mut self, table: &Lexicon, sense: Sense) {
        for row in table.rows() {
            let weak: Vec<&str> = row.list("weak").collect();
            let names = std::iter::once(row.get("name")).chain(row.list("names"));
            self.add(read_party(row, sense, table.name()), names, &weak);
        }
    }

    fn add_words(&mut self, table: &Lexicon, sense: Sense) {
        for row in table.rows() {
            let kind = if sense == Sense::Title { EntityKind::Unnamed } else { kind_of(row.get("kind")) };
            let known = Known {
                sense,
                name: row.get("id").to_owned(),
                kind,
                side: None,
                sector: row.get("sector").to_owned(),
                countries: Vec::new(),
                role: row.get("role").to_owned(),
                organ: row.get("organ").to_owned(),
                rule: format!("{}:{}", table.name(), row.get("id")),
                row: 0,
            };
            self.add(known, row.list("words"), &[]);
        }
    }

    fn add_features(&mut self, table: &Lexicon) {
        for row in table.rows() {
            let Some(class) = FeatureClass::parse(row.get("class")) else { continue };
            self.feature_rows.push((row.get("id").to_owned(), class));
            for words in row.list("words") {
                let feature = Feature { id: row.get("id").to_owned(), class, many: row.get("many") == "yes" };
                self.features.insert(name_key(words), feature);
            }
        }
    }

    fn add_uses(&mut self, table: &Lexicon) {
        for row in table.rows() {
            if let Some(what) = Use::parse(row.get("use")) {
                self.uses.extend(row.list("words").map(|words| (what, name_key(words))));
            }
        }
    }

    fn add<'a>(&mut self, known: Known, names: impl Iterator<Item = &'a str>, weak: &[&str]) {
        let index = self.known.len();
        self.known.push(known);
        for name in names {
            let key = name_key(name);
            if key.is_empty() {
                continue;
            }
            let mut form = form_of(name);
            form.weak = weak.contains(&name);
            self.longest = self.longest.max(2 * words(name).count());
            let entries = self.names.entry(key).or_default();
            match entries.iter_mut().find(|entry| entry.known == index) {
                Some(entry) => entry.form = loosest(entry.form, form),
                None => entries.push(Entry { known: index, form }),
            }
        }
    }
}

/// The tables of parties, in the order in which a name that stands in two of them is read.
const PARTIES: &[(&str, Sense)] = &[
    ("body", Sense::Body),
    ("office", Sense::Office),
    ("group", Sense::Group),
    ("media", Sense::Media),
    ("monitor", Sense::Monitor),
    ("people", Sense::People),
];

impl Territory {
    /// Who speaks for it: its authority, or the state that it is undisputedly part of.
    fn speaks_for(&self) -> Option<String> {
        self.authority.clone().or_else(|| self.country.clone().filter(|country| country != "disputed"))
    }

    /// The countries it has to do with.
    fn countries(&self) -> Vec<String> {
        let own = self.country.iter().filter(|country| *country != "disputed");
        let mut all: Vec<String> = own.chain(&self.claimed_by).cloned().collect();
        all.dedup();
        all
    }
}

fn read_country(row: Row<'_>) -> Country {
    Country {
        alpha3: row.get("alpha3").to_owned(),
        alpha2: row.get("alpha2").to_owned(),
        name: row.get("name").to_owned(),
        former: row.get("kind") == "former",
        dependency: row.get("kind") == "dependency",
        since: row.get("since").parse().ok().map(|day| (day, row.get("before").to_owned())),
        geonames: row.get("geonames").parse().ok(),
        lat: row.get("lat").parse().unwrap_or(0.0),
        lon: row.get("lon").parse().unwrap_or(0.0),
        population: row.get("population").parse().unwrap_or(0),
        neighbours: row.list("neighbours").map(str::to_owned).collect(),
    }
}

fn read_territory(row: Row<'_>) -> Territory {
    let filled = |column| Some(row.get(column)).filter(|text| !text.is_empty()).map(str::to_owned);
    Territory {
        name: row.get("name").to_owned(),
        kind: row.get("kind").to_owned(),
        country: filled("country"),
        claimed_by: row.list("claimed_by").map(str::to_owned).collect(),
        authority: filled("authority"),
        lat: row.get("lat").parse().unwrap_or(0.0),
        lon: row.get("lon").parse().unwrap_or(0.0),
    }
}

fn read_party(row: Row<'_>, sense: Sense, table: &str) -> Known {
    let name = row.get("name").to_owned();
    let given = Some(row.get("side")).filter(|side| !side.is_empty()).map(str::to_owned);
    let (kind, side) = match sense {
        Sense::Body => (EntityKind::Organization, given),
        Sense::Media => (EntityKind::Media, given),
        Sense::Office => (office_kind(row.get("sector")), row.list("country").next().map(str::to_owned)),
        Sense::Group => (group_kind(row.get("sector")), Some(name.clone())),
        Sense::People => (EntityKind::People, Some(name.clone())),
        _ => (EntityKind::Organization, None),
    };
    let countries =
        ["country", "countries", "home"].iter().flat_map(|column| row.list(column)).map(str::to_owned).collect();
    let sector = if sense == Sense::Media { "JRN" } else { row.get("sector") };
    let rule = format!("{table}:{name}");
    let (sector, role) = (sector.to_owned(), row.get("form").to_owned());
    Known { sense, name, kind, side, sector, countries, role, organ: String::new(), rule, row: 0 }
}

/// Parties, churches and companies that belong to a country are no organs of its state.
fn office_kind(sector: &str) -> EntityKind {
    match sector {
        "PTY" | "OPP" | "REL" | "BUS" | "MED" => EntityKind::Organization,
        _ => EntityKind::State,
    }
}

fn group_kind(sector: &str) -> EntityKind {
    match sector {
        "PTY" | "OPP" | "CRM" => EntityKind::Organization,
        _ => EntityKind::ArmedGroup,
    }
}

fn kind_of(text: &str) -> EntityKind {
    EntityKind::parse(text).unwrap_or(EntityKind::Organization)
}

fn form_of(name: &str) -> Form {
    let the = name.starts_with("the ");
    let bare = name.strip_prefix("the ").unwrap_or(name);
    let letters = bare.chars().filter(|c| c.is_alphabetic());
    let small = bare.chars().any(char::is_lowercase);
    Form {
        the: the || name.starts_with("The "),
        acronym: !small && letters.count() > 1,
        capitals: words(bare).filter(|word| word.starts_with(char::is_uppercase)).count(),
        first: bare.starts_with(|c: char| c.is_uppercase() || c.is_numeric()),
        weak: false,
        open: bare.ends_with(" of") || bare.ends_with(" for"),
    }
}

/// The form that lets more spellings through; for two spellings of one row that have one key.
fn loosest(a: Form, b: Form) -> Form {
    Form {
        the: a.the && b.the,
        acronym: a.acronym && b.acronym,
        capitals: a.capitals.min(b.capitals),
        first: a.first && b.first,
        weak: a.weak && b.weak,
        open: a.open || b.open,
    }
}
