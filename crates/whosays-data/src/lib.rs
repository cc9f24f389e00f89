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

/// English.
pub const ENGLISH: Language = Language {
    code: "en",
    tables: tables!("en": "background", "ceasefire", "clause", "concept", "figure", "frequency", "function", "hedge", "organ", "stage", "stem", "voice"),
};

/// Tables of facts about the world that do not depend on the language of a report.
pub const WORLD: &[Table] = tables!("world": "transliteration");

/// Event and stance ontologies.
pub const ONTOLOGY: &[Table] = tables!("ontology": );
