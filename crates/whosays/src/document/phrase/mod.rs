//! Phrases: short runs of words that a table row describes, such as `the last three weeks` or `at least 20`.
//!
//! What it is: what times and quantities share – atoms, word lists with senses, numerals, patterns and the cascade that
//! runs them. What it is not: a parser; nothing here knows what a phrase means.

pub(crate) mod atom;
pub(crate) mod cascade;
pub(crate) mod lexeme;
pub(crate) mod numeral;
pub(crate) mod pattern;

pub(crate) use atom::{Atom, Shape, Vocabulary, WordId, atoms};
pub(crate) use cascade::{Candidate, Cascade, Chart, Edge, disjoint};
pub(crate) use lexeme::Lexemes;
pub(crate) use numeral::{Numeral, Numerals};
pub(crate) use pattern::PatternReader;

/// A row of a table that cannot be read.
///
/// It is not a finding about a report: tables are part of the program, and a fault in one is a mistake of whoever wrote
/// the row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableError {
    /// The table's name, such as `timex`.
    pub table: String,
    /// The row's id or word; empty where the whole table is missing.
    pub row: String,
    /// What is wrong with it.
    pub message: String,
}

impl TableError {
    pub(crate) fn new(table: &str, row: &str, message: impl Into<String>) -> Self {
        Self { table: table.to_owned(), row: row.to_owned(), message: message.into() }
    }
}

impl std::fmt::Display for TableError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "table {}, row `{}`: {}", self.table, self.row, self.message)
    }
}

impl std::error::Error for TableError {}

/// Reads the table of that name from a language's folder.
pub(crate) fn table(language: &whosays_data::Language, name: &str) -> Result<crate::Lexicon, TableError> {
    let found = language.tables.iter().find(|table| table.name == name);
    let found =
        found.ok_or_else(|| TableError::new(name, "", format!("language `{}` has no such table", language.code)))?;
    Ok(crate::Lexicon::parse(name, found.text))
}
