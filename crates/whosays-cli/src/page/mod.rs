//! A page of a terminal: headings and rows, with pointers to report and sentence in a margin at the right.

mod ink;
pub(crate) mod layout;

use std::collections::BTreeSet;

pub(crate) use ink::{Ink, Text};
use layout::{Cell, GAP};

/// How a page looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    /// Columns of the terminal or page.
    pub width: usize,
    /// With the colours of a terminal.
    pub color: bool,
    /// With the rule behind each fact, and a list of the rules.
    pub explain: bool,
    /// Nothing is cut and every list is whole.
    pub full: bool,
}

/// Lines narrower than this cannot be read as columns.
const NARROWEST: usize = 40;
/// A column that is narrower is hard to read.
const NARROW: usize = 16;

/// So many pointers stand beside a row before the rest is only counted.
const POINTERS: usize = 7;

/// The page that is being written.
pub(crate) struct Page<'l> {
    pub(crate) look: &'l Look,
    width: usize,
    margin: usize,
    out: String,
    rules: BTreeSet<String>,
}

/// One row: what leads it, its paragraphs, and where it stands.
#[derive(Default)]
pub(crate) struct Row {
    indent: usize,
    lead: Option<(Text, usize)>,
    body: Vec<Text>,
    at: Vec<String>,
    rules: Vec<String>,
}

impl Row {
    /// A row that begins `indent` columns in.
    pub(crate) fn new(indent: usize) -> Self {
        Self { indent, ..Self::default() }
    }

    /// Words of a fixed width before the paragraphs.
    pub(crate) fn lead(mut self, text: Text, width: usize) -> Self {
        self.lead = Some((text, width));
        self
    }

    /// One more paragraph.
    pub(crate) fn text(mut self, text: Text) -> Self {
        self.body.push(text);
        self
    }

    /// Where it stands.
    pub(crate) fn at(mut self, pointers: Vec<String>) -> Self {
        self.at = pointers;
        self
    }

    /// The rules that found it.
    pub(crate) fn rules<'r>(mut self, rules: impl IntoIterator<Item = &'r str>) -> Self {
        for rule in rules {
            if !self.rules.iter().any(|known| known == rule) {
                self.rules.push(rule.to_owned());
            }
        }
        self
    }
}

impl<'l> Page<'l> {
    /// An empty page; `margin` columns at the right are for pointers.
    pub(crate) fn new(look: &'l Look, margin: usize) -> Self {
        Self { look, width: look.width.max(NARROWEST), margin, out: String::new(), rules: BTreeSet::new() }
    }

    /// How many columns a row has that begins `indent` columns in, without the margin.
    pub(crate) const fn room(&self, indent: usize) -> usize {
        self.width.saturating_sub(indent + self.margin + GAP)
    }

    /// All columns of the page.
    pub(crate) const fn width(&self) -> usize {
        self.width
    }

    /// How many entries of a list are shown that is cut after `most`, unless everything is asked for.
    pub(crate) const fn most(&self, most: usize) -> usize {
        if self.look.full { usize::MAX } else { most }
    }

    /// Says how many entries were left out of `total` after `most`.
    pub(crate) fn rest(&mut self, indent: usize, total: usize, most: usize) {
        let left = total.saturating_sub(self.most(most));
        if left > 0 {
            self.paragraph(indent, Text::of(Ink::Dim, format!("… and {left} more; --full lists them all")));
        }
    }

    /// The rules that were named on the page, if they were asked for.
    pub(crate) const fn rules(&self) -> &BTreeSet<String> {
        &self.rules
    }

    /// An empty line, but never two.
    pub(crate) fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// The name of a section, and what it is about.
    pub(crate) fn heading(&mut self, name: &str, about: &str) {
        self.blank();
        let lead = layout::width(name);
        let about = Cell::new(vec![Text::of(Ink::Dim, about)], self.width.saturating_sub(lead + GAP));
        self.lines(layout::row(0, &[Cell::new(vec![Text::of(Ink::Heading, name)], lead), about]));
    }

    /// A text over the whole width.
    pub(crate) fn paragraph(&mut self, indent: usize, text: Text) {
        let cell = Cell::new(vec![text], self.width.saturating_sub(indent));
        self.lines(layout::row(indent, &[cell]));
    }

    /// Cells that were set by whoever calls, with pointers in the margin.
    pub(crate) fn cells(&mut self, indent: usize, mut cells: Vec<Cell>, at: &[String], rules: &[&str]) {
        if self.look.explain && !rules.is_empty() {
            self.rules.extend(rules.iter().map(|&rule| rule.to_owned()));
            if let Some(cell) = cells.last_mut() {
                cell.blocks.push(Text::of(Ink::Dim, rules.join(" ")));
            }
        }
        let mut pointers = at.iter().take(self.most(POINTERS)).map(String::as_str).collect::<Vec<_>>().join(" ");
        if at.len() > self.most(POINTERS) {
            pointers.push_str(&format!(" +{}", at.len() - POINTERS));
        }
        cells.push(Cell::new(vec![Text::of(Ink::Pointer, pointers)], self.margin));
        self.lines(layout::row(indent, &cells));
    }

    /// Cells over the whole width, without a margin.
    pub(crate) fn whole(&mut self, indent: usize, cells: &[Cell]) {
        self.lines(layout::row(indent, cells));
    }

    /// One row.
    pub(crate) fn row(&mut self, row: Row) {
        let Row { indent, lead, mut body, at, rules } = row;
        let mut room = self.room(indent);
        let mut cells = Vec::new();
        match lead {
            // Where no column is left beside it, what leads the row stands above.
            Some((text, width)) if room < width + GAP + NARROW => body.insert(0, text),
            Some((text, width)) => {
                cells.push(Cell::new(vec![text], width));
                room -= width + GAP;
            }
            None => {}
        }
        cells.push(Cell::new(body, room));
        let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
        self.cells(indent, cells, &at, &rules);
    }

    fn lines(&mut self, lines: Vec<Text>) {
        for line in lines {
            line.write(self.look.color, &mut self.out);
            self.out.truncate(self.out.trim_end_matches(' ').len());
            self.out.push('\n');
        }
    }

    /// The page as text.
    pub(crate) fn into_text(self) -> String {
        self.out
    }
}
