//! Word tables: tab-separated text with a header, read once.

use std::collections::HashMap;

/// One table of words or rules.
///
/// Lines that start with `#` are comments; the first other line names the columns. A cell that lists several values
/// separates them with `|`. Rule tables have a first column `id` and end with `yes` and `no`: sentences that must and
/// must not be found by the row, separated by ` || `, all of them run by `tests/tables.rs`.
///
/// ```
/// use whosays::Lexicon;
/// let table = Lexicon::parse("unit", "# units\nword\tseconds\nhour\t3600\n");
/// assert_eq!(table.rows().next().map(|row| row.get("seconds")), Some("3600"));
/// ```
#[derive(Clone, Debug)]
pub struct Lexicon {
    name: String,
    columns: HashMap<String, usize>,
    cells: Vec<Vec<String>>,
}

/// One row of a [`Lexicon`].
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    table: &'a Lexicon,
    index: usize,
}

impl Lexicon {
    /// Reads a table. Rows that are too short are filled with empty cells.
    pub fn parse(name: &str, text: &str) -> Self {
        let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        let columns =
            lines.next().unwrap_or("").split('\t').enumerate().map(|(i, c)| (c.trim().to_owned(), i)).collect();
        let cells = lines.map(|line| line.split('\t').map(|cell| cell.trim().to_owned()).collect()).collect();
        Self { name: name.to_owned(), columns, cells }
    }

    /// The table's name, such as `cue`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The rows in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.cells.len()).map(move |index| Row { table: self, index })
    }
}

impl<'a> Row<'a> {
    /// The cell under a column's name; empty if the table has no such column or the row no such cell.
    pub fn get(&self, column: &str) -> &'a str {
        let cell = self.table.columns.get(column).and_then(|&i| self.table.cells[self.index].get(i));
        cell.map_or("", String::as_str)
    }

    /// The values of a cell that lists several, separated by `|`; empty values are left out.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.get(column).split('|').map(str::trim).filter(|value| !value.is_empty())
    }
}
