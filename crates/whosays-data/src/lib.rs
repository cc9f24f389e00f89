//! The bytes that `whosays` reads with: word tables, ontologies, places, models.
//!
//! What it is: data, each file with its source and licence in `SOURCES.md`. What it is not: code; nothing here knows
//! how a table is used. A language is a folder of tables with fixed names; a second language is a second folder.

/// One table: tab-separated text with a header row; lines that start with `#` are comments.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The file's name without its ending, such as `cue`.
    pub name: &'static str,
    /// The file as it lies in the repository.
    pub text: &'static str,
}

/// The tables of one language.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    /// BCP 47 code, such as `en`.
    pub code: &'static str,
    /// The language's tables, by file name.
    pub tables: &'static [Table],
}

macro_rules! tables {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(Table { name: $name, text: include_str!(concat!("../", $folder, "/", $name, ".tsv")) }),*]
    };
}

/// The network that reads English; its card lies beside it.
pub const MODEL: &[u8] = include_bytes!("../model/english/model.bin");

/// English.
pub const ENGLISH: Language = Language {
    code: "en",
    tables: tables!("en":
        "abbreviation",
        "act",
        "address",
        "background",
        "ceasefire",
        "clause",
        "clitic",
        "concept",
        "country",
        "courtesy",
        "cue",
        "cumulative",
        "event",
        "event_need",
        "event_wish",
        "feature",
        "figure",
        "frequency",
        "function",
        "function_word",
        "furniture",
        "glossary",
        "glued_unit",
        "harm",
        "headline",
        "hedge",
        "held",
        "holiday",
        "implicative",
        "info_noun",
        "irregular",
        "number",
        "opener",
        "organ",
        "organ_word",
        "party_word",
        "person_ending",
        "placing",
        "prefix",
        "pronoun",
        "quantity",
        "speaker_noun",
        "speech_noun",
        "stage",
        "stem",
        "tense",
        "time_word",
        "timex",
        "title",
        "unit",
        "victim",
        "voice",
        "withhold",
    ),
};

/// Tables of facts about the world that do not depend on the language of a report.
pub const WORLD: &[Table] = tables!("world":
    "body",
    "country",
    "group",
    "media",
    "monitor",
    "office",
    "people",
    "territory",
    "transliteration",
);

/// Places of the world by name, made by `cargo xtask gazetteer` with the help of `gazetteer/region.tsv` and
/// `gazetteer/generic.tsv`; `whosays::document::gazetteer::index` tells its form.
pub const PLACES: &[u8] = include_bytes!("../gazetteer/place.bin");

/// Event and stance ontologies.
pub const ONTOLOGY: &[Table] = tables!("ontology":

);
