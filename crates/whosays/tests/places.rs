//! Places of reports made up here; `spec/gazetteer.md` shows more.

mod plain;

use whosays::document::gazetteer::{Context, Gazetteer, GazetteerError, Match, Place, PlaceRole, find};
use whosays::document::world::World;
use whosays::document::{Name, NameKind, Report};
use whosays_data::{ENGLISH, PLACES, WORLD};

struct Atlas {
    world: World,
    gazetteer: Gazetteer<'static>,
}

impl Atlas {
    fn new() -> Self {
        let gazetteer = Gazetteer::new(PLACES).expect("the file of places is whole");
        Self { world: World::new(WORLD, &ENGLISH), gazetteer }
    }

    fn find(&self, report: &Report) -> Vec<Place> {
        find(report, &self.world, &self.gazetteer, &Context::default())
    }
}

/// `London = London CAN 43.0 -81.2 event`.
fn line(report: &Report, place: &Place) -> String {
    let degrees = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.1}"));
    let country = place.country.as_deref().unwrap_or("-");
    let (lat, lon) = (degrees(place.lat), degrees(place.lon));
    format!("{} = {} {country} {lat} {lon} {}", report.words(place.span), place.name, place.role)
}

/// Name for name, the tokens of a phrase in a report.
fn name(report: &mut Report, words: &str, kind: NameKind) {
    let start = report.text.find(words).expect("the words stand in the text");
    let span = whosays::Span::new(start, start + words.len());
    let first = report.tokens.partition_point(|token| token.span.end <= start);
    let end = report.tokens.partition_point(|token| token.span.start < span.end);
    report.names.push(Name { span, tokens: first..end, kind, rule: "test" });
    report.names.sort_by_key(|name| name.span);
}

#[test]
fn names_of_the_tagger_are_read() {
    let atlas = Atlas::new();
    let mut report = plain::report("Kolda fell silent. Governor Kolda wept over Senegal.");
    name(&mut report, "Kolda", NameKind::Place);
    name(&mut report, "Governor Kolda", NameKind::Person);
    let places = atlas.find(&report);
    let lines: Vec<String> = places.iter().map(|place| line(&report, place)).collect();
    assert_eq!(lines, ["Kolda = Kolda SEN 12.9 -14.9 other", "Senegal = Senegal SEN 14.0 -14.0 event"]);
}

#[test]
fn a_dateline_is_a_place() {
    let atlas = Atlas::new();
    let mut report = plain::report("NAIROBI: A market burned.");
    report.wire.dateline = Some(whosays::Span::new(0, 7));
    let places = atlas.find(&report);
    assert_eq!(places.len(), 1);
    assert_eq!((places[0].role, places[0].country.as_deref()), (PlaceRole::Dateline, Some("KEN")));
}

#[test]
fn other_reports_of_the_story_tell_places_apart() {
    let atlas = Atlas::new();
    let text = "A tram burned in Cordoba.";
    let mut first = plain::report("In Seville, Granada and Cordoba, all in Spain, lamps went out.");
    first.places = atlas.find(&first);
    let mut context = Context::default();
    context.add(&first);
    let report = plain::report(text);
    let country = |context: &Context| {
        find(&report, &atlas.world, &atlas.gazetteer, context).first().and_then(|place| place.country.clone())
    };
    assert_eq!(country(&context).as_deref(), Some("ESP"));
    assert_ne!(country(&Context::default()).as_deref(), Some("ESP"));
}

#[test]
fn a_disputed_place_has_its_claimants() {
    let atlas = Atlas::new();
    for (text, claimants) in [
        ("Shots rang out in Crimea.", ["UKR", "RUS"]),
        ("Shots rang out in Kosovo.", ["SRB", "XKX"]),
        ("Shots rang out in the Golan Heights.", ["SYR", "ISR"]),
    ] {
        let places = atlas.find(&plain::report(text));
        assert_eq!(places.iter().flat_map(|place| place.claimed_by.clone()).collect::<Vec<_>>(), claimants, "{text}");
    }
}

#[test]
fn names_lead_to_entries_however_they_are_spelt() {
    let gazetteer = Gazetteer::new(PLACES).expect("the file of places is whole");
    for (name, country, lat, by) in [
        ("Ganja", "AZE", 40.7, Match::Name),
        ("Gəncə", "AZE", 40.7, Match::Alias),
        ("Khankendi", "AZE", 39.8, Match::Name),
        ("al-Damazin", "SDN", 11.8, Match::Article),
        ("St. John's", "CAN", 47.6, Match::Name),
        ("SÃO PAULO", "BRA", -23.5, Match::Name),
    ] {
        let found = gazetteer.lookup(name);
        let hit = found.iter().any(|e| e.country == country && (e.lat - lat).abs() < 0.2 && e.by == by);
        assert!(hit, "{name}: {:?}", found.first());
        assert!(gazetteer.contains(name), "{name}");
    }
    let alike = gazetteer.lookup_alike("Khan Cheikhun");
    assert!(alike.iter().any(|entry| entry.name == "Khān Shaykhūn"), "{alike:?}");
}

#[test]
fn every_entry_can_be_read_and_found_by_its_name() {
    let gazetteer = Gazetteer::new(PLACES).expect("the file of places is whole");
    assert!(gazetteer.len() > 200_000);
    for index in (0..gazetteer.len() as u32).step_by(997) {
        let entry = gazetteer.entry(index).expect("the index is in the file");
        assert!(entry.lat.abs() <= 90.0 && entry.lon.abs() <= 180.0 && entry.country.len() == 3, "{entry:?}");
        let most = 400;
        let found = gazetteer.lookup(&entry.name);
        assert!(found.len() >= most || found.iter().any(|other| other.index == index), "{entry:?}");
    }
    assert_eq!(gazetteer.entry(gazetteer.len() as u32), None);
}

#[test]
fn damaged_files_are_refused() {
    let broken = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = PLACES.to_vec();
        change(&mut bytes);
        Gazetteer::new(&bytes).err()
    };
    assert_eq!(broken(&|bytes| bytes.truncate(20)), Some(GazetteerError::Damaged));
    assert_eq!(broken(&|bytes| bytes.truncate(100_000)), Some(GazetteerError::Damaged));
    assert_eq!(broken(&|bytes| bytes[0] = b'X'), Some(GazetteerError::Magic));
    assert_eq!(broken(&|bytes| bytes[4] = 9), Some(GazetteerError::Version(9)));
    assert_eq!(broken(&|bytes| bytes[500_000] ^= 1), Some(GazetteerError::Damaged));
    assert_eq!(Gazetteer::new(b"").err(), Some(GazetteerError::Magic));
}

/// Twenty thousand different names: the work must not grow with their square.
#[test]
fn a_long_list_of_places_is_read_in_time() {
    let atlas = Atlas::new();
    let names = (0..20_000).filter_map(|i| atlas.gazetteer.entry(i * 10)).map(|entry| entry.name);
    let text: String = names.map(|name| format!("They met in {name}. ")).collect();
    let start = std::time::Instant::now();
    let places = atlas.find(&plain::report(&text));
    assert!(places.len() > 1000, "{}", places.len());
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

#[test]
fn bad_input_is_read() {
    let atlas = Atlas::new();
    for text in ["", "\u{0}", ", , ,", "in in in", &"In Paris, ".repeat(3000), &"Northern and ".repeat(3000)] {
        atlas.find(&plain::report(text));
    }
}
