//! The rules behind facts: rows of tables by their name `table:row`.

use whosays::glossary::Glossary;
use whosays::{Lexicon, Row};
use whosays_data::Table;

/// All tables, those of the language first.
fn tables() -> impl Iterator<Item = &'static Table> {
    whosays_data::ENGLISH.tables.iter().chain(whosays_data::ONTOLOGY).chain(whosays_data::WORLD)
}

/// What a rule is: the kind of rule, and the row of the table if it is one.
pub struct Rule {
    /// What rules with that name before the colon are, in a few words.
    pub kind: Option<String>,
    /// The cells of the row with the names of their columns; empty cells are left out.
    pub cells: Vec<(String, String)>,
    /// Sentences in which the row must find something.
    pub finds: Vec<String>,
}

impl Rule {
    /// Looks a rule up: a row of a table, or a rule that the glossary has by its name; `None` if nothing is known of it.
    pub fn look_up(name: &str, glossary: &Glossary) -> Option<Self> {
        let (table, id) = name.split_once(':').unwrap_or((name, ""));
        let known = glossary.entry("rule", name).or_else(|| glossary.entry("rule prefix", table));
        let kind = known.map(|entry| entry.short.clone());
        let text = tables().find(|known| known.name == table).map_or("", |known| known.text);
        let key = columns(text).next().unwrap_or("");
        let lexicon = Lexicon::parse(table, text);
        let has = |same: fn(&str, &str) -> bool| lexicon.rows().find(|row| !id.is_empty() && same(row.get(key), id));
        let row = has(|key, id| key == id).or_else(|| has(|key, id| key.to_lowercase() == id.to_lowercase()));
        let cells = row.map(|row| cells(text, row)).unwrap_or_default();
        let yes = row.map_or("", |row| row.get("yes"));
        let finds = yes.split("||").map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect();
        (kind.is_some() || !cells.is_empty()).then_some(Self { kind, cells, finds })
    }
}

/// The names of the columns.
fn columns(table: &str) -> impl Iterator<Item = &str> {
    let header = table.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or("");
    header.split('\t').map(str::trim)
}

/// The cells of a row but for its name and its examples.
fn cells(table: &str, row: Row) -> Vec<(String, String)> {
    let told = columns(table).skip(1).filter(|column| !["yes", "no"].contains(column));
    let filled = told.map(|column| (column.to_owned(), row.get(column).to_owned()));
    filled.filter(|(_, cell)| !cell.is_empty()).collect()
}
