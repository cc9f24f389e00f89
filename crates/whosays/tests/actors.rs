//! Parties and titles: what the tables of the world say of names and phrases.

mod plain;

use whosays::Lexicon;
use whosays::document::EntityKind;
use whosays::document::key::name_key;
use whosays::document::world::{Sense, World};
use whosays_data::{ENGLISH, Table, WORLD};

fn world() -> World {
    World::new(WORLD, &ENGLISH)
}

fn lexicon(tables: &[Table], name: &str) -> Lexicon {
    Lexicon::parse(name, tables.iter().find(|table| table.name == name).expect("the table is registered").text)
}

/// `Kenyan police = organ state KEN COP`.
fn lines(world: &World, text: &str) -> Vec<String> {
    let report = plain::report(text);
    let line = |m: whosays::document::actor::ActorMention| {
        let side = m.actor.side.as_deref().unwrap_or("-");
        let of = m.actor.of.map_or_else(String::new, |of| format!(" of {of}"));
        format!("{} = {} {} {side}{of}", report.words(m.span), m.sense, m.actor.kind)
    };
    world.mentions(&report).into_iter().map(line).collect()
}

#[test]
fn every_name_of_a_row_leads_to_the_row() {
    let world = world();
    for name in ["body", "office", "group", "media", "monitor", "people", "territory"] {
        for row in lexicon(WORLD, name).rows() {
            let rule = format!("{name}:{}", row.get("name"));
            for alias in std::iter::once(row.get("name")).chain(row.list("names")) {
                assert!(world.named(alias).any(|known| known.rule == rule), "{alias} does not lead to {rule}");
            }
        }
    }
    for row in lexicon(ENGLISH.tables, "country").rows() {
        let code = row.get("alpha3");
        for column in ["names", "adjectives", "people"] {
            for name in row.list(column) {
                assert!(world.named(name).any(|known| known.name == code), "{name} does not lead to {code}");
            }
        }
    }
}

#[test]
fn codes_in_the_tables_are_codes_of_countries() {
    let world = world();
    for (table, column) in [
        ("country", "neighbours"),
        ("country", "of"),
        ("office", "country"),
        ("group", "countries"),
        ("media", "home"),
        ("monitor", "country"),
        ("people", "countries"),
        ("territory", "country"),
    ] {
        for row in lexicon(WORLD, table).rows() {
            for code in row.list(column).filter(|code| *code != "disputed" && code.len() == 3) {
                assert!(world.country(code).is_some(), "{table} {}: {code}", row.get("name"));
            }
        }
    }
}

#[test]
fn every_country_has_its_facts() {
    let world = world();
    assert!(world.countries().len() > 240);
    for country in world.countries() {
        assert!((-90.0..=90.0).contains(&country.lat) && (-180.0..=180.0).contains(&country.lon), "{}", country.name);
        assert_eq!((country.alpha3.len(), country.alpha2.len()), (3, 2), "{}", country.name);
        assert!(world.country_named(&country.name) == Some(&country.alpha3), "{}", country.name);
        for neighbour in &country.neighbours {
            let back = world.country(neighbour).map(|other| other.neighbours.contains(&country.alpha3));
            assert!(back == Some(true) || country.former, "{} borders on {neighbour}", country.name);
        }
    }
}

#[test]
fn the_tables_are_as_large_as_they_should_be() {
    let rows = |name| lexicon(WORLD, name).rows().count();
    assert!(rows("group") >= 250 && rows("media") >= 400 && rows("body") >= 150 && rows("territory") >= 500);
}

#[test]
fn variants_of_country_names() {
    let world = world();
    for (name, code) in [
        ("the Islamic Republic of Iran", "IRN"),
        ("DPRK", "PRK"),
        ("UAE", "ARE"),
        ("U.S.", "USA"),
        ("Côte d’Ivoire", "CIV"),
        ("Burma", "MMR"),
    ] {
        assert_eq!(world.country_named(name), Some(code), "{name}");
    }
    assert_eq!(world.country_of_adjective("Armenian"), Some("ARM"));
    assert_eq!(world.country_of_adjective("Dutch"), Some("NLD"));
    assert_eq!(world.metonym("Ankara").map(|known| known.name.as_str()), Some("TUR"));
}

#[test]
fn a_country_and_an_organ_make_a_party() {
    let world = world();
    for (name, kind, side) in [
        ("Bulgarian Defence Ministry", EntityKind::State, "BGR"),
        ("the Ministry of Defense of Bulgaria", EntityKind::State, "BGR"),
        ("Ministry of Agriculture and Rural Affairs of Kenya", EntityKind::State, "KEN"),
        ("Peru's Interior Ministry", EntityKind::State, "PER"),
        ("Xinhua news agency", EntityKind::Media, "CHN"),
        ("Taliban spokesman", EntityKind::Unnamed, "Taliban"),
        ("Abkhaz authorities", EntityKind::State, "Abkhazia"),
        ("EU foreign policy chief", EntityKind::Unnamed, "EU"),
        ("the Kremlin", EntityKind::State, "RUS"),
        ("Houthi military", EntityKind::ArmedGroup, "Houthis"),
    ] {
        let actor = world.classify(name).unwrap_or_else(|| panic!("{name} is unknown"));
        assert_eq!((actor.kind, actor.side.as_deref()), (kind, Some(side)), "{name}");
    }
    assert_eq!(world.classify("Reuters").map(|actor| actor.side), Some(None));
    assert_eq!(world.classify("a green umbrella"), None);
}

#[test]
fn the_other_congo_is_told_by_its_name() {
    let text = "Congolese troops crossed the river. The Republic of the Congo said its president was ill.";
    assert!(lines(&world(), text).contains(&"Congolese troops = organ state COG".to_owned()));
}

#[test]
fn people_are_no_places_or_countries() {
    let world = world();
    let mut report = plain::report("Mr Chad Israel resigned in Chad.");
    let span = whosays::Span::new(3, 14);
    report.names.push(whosays::document::Name {
        span,
        tokens: 1..3,
        kind: whosays::document::NameKind::Person,
        rule: "test",
    });
    let senses: Vec<(Sense, &str)> =
        world.mentions(&report).iter().map(|m| (m.sense, report.words(m.span))).collect::<Vec<_>>();
    assert_eq!(senses.iter().filter(|(sense, _)| *sense == Sense::Country).count(), 1);
}

#[test]
fn bad_input_is_read() {
    let world = world();
    for text in ["", "\u{0}\u{0}", "....", "of of of of the the", &"Ministry of ".repeat(2000), &"'s".repeat(999)] {
        world.mentions(&plain::report(text));
        world.classify(text);
        name_key(text);
    }
}
