//! `eval/scores.csv`: the numbers of the last run, committed, so that every change of a number shows in a diff.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Differences smaller than this are noise of rounding.
const SAME: f64 = 0.0499;
const HEADER: &str = "corpus,split,metric,value,n,model,note";

/// One number.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Row {
    /// What was read.
    pub corpus: String,
    /// Which part of it.
    pub split: String,
    /// What was measured. Names that start with `error` mean: less is better.
    pub metric: String,
    /// The number; `None` if there was nothing to measure.
    pub value: Option<f64>,
    /// On how many gold items.
    pub n: usize,
    /// Which model read.
    pub model: String,
    /// What one must know to compare it.
    pub note: String,
}

impl Row {
    /// A number without note.
    pub fn new(corpus: &str, split: &str, metric: &str, value: Option<f64>, n: usize) -> Self {
        let [corpus, split, metric] = [corpus, split, metric].map(str::to_owned);
        Self { corpus, split, metric, value, n, ..Self::default() }
    }

    /// The number with what one must know to compare it.
    pub fn noted(self, note: &str) -> Self {
        Self { note: note.to_owned(), ..self }
    }

    fn key(&self) -> (&str, &str, &str, &str) {
        (&self.model, &self.corpus, &self.split, &self.metric)
    }

    /// Errors are small numbers and get three decimals, shares in percent one.
    fn text(&self) -> String {
        match self.value {
            None => String::new(),
            Some(value) if self.less_is_better() || self.metric.starts_with("r ") => format!("{value:.3}"),
            Some(value) => format!("{value:.1}"),
        }
    }

    fn less_is_better(&self) -> bool {
        self.metric.starts_with("error")
    }
}

/// Where a number went.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Change {
    /// It was not there before.
    New,
    /// As it was.
    Same,
    /// Better by so much.
    Better(f64),
    /// Worse by so much.
    Worse(f64),
}

/// The numbers, by model, corpus, split and metric.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Table {
    rows: Vec<Row>,
}

impl Table {
    /// The table as it was last committed; as it lies on disk where git cannot tell; empty if there is none.
    pub fn committed(file: &Path) -> Self {
        let folder = file.parent().unwrap_or(Path::new("."));
        let spec = format!("HEAD:./{}", file.file_name().unwrap_or_default().to_string_lossy());
        let shown = Command::new("git").arg("-C").arg(folder).arg("show").arg(spec).output();
        let text = match shown {
            Ok(out) if out.status.success() => String::from_utf8_lossy(&out.stdout).into_owned(),
            _ => fs::read_to_string(file).unwrap_or_default(),
        };
        Self::parse(&text)
    }

    /// Reads the CSV. Lines with too few columns are left out.
    pub fn parse(csv: &str) -> Self {
        let mut table = Self::default();
        for line in csv.lines().skip(1) {
            let columns: Vec<&str> = line.splitn(7, ',').collect();
            let [corpus, split, metric, value, n, model, note] = columns[..] else { continue };
            let row = Row::new(corpus, split, metric, value.parse().ok(), n.parse().unwrap_or(0));
            table.put(Row { model: model.to_owned(), ..row.noted(note) });
        }
        table
    }

    /// Adds a number, or replaces it.
    pub fn put(&mut self, row: Row) {
        match self.rows.binary_search_by(|known| known.key().cmp(&row.key())) {
            Ok(at) => self.rows[at] = row,
            Err(at) => self.rows.insert(at, row),
        }
    }

    /// Puts in what a task gave. Numbers of the same model, corpus and part that it no longer gives are dropped.
    pub fn put_all(&mut self, rows: Vec<Row>) {
        let part = |row: &Row| (row.model.clone(), row.corpus.clone(), row.split.clone());
        let parts: BTreeSet<_> = rows.iter().map(part).collect();
        self.rows.retain(|known| !parts.contains(&part(known)));
        rows.into_iter().for_each(|row| self.put(row));
    }

    /// As CSV, without quotes: a comma in a note becomes a semicolon.
    pub fn to_csv(&self) -> String {
        let mut csv = format!("{HEADER}\n");
        for row in &self.rows {
            let cells = [&row.corpus, &row.split, &row.metric, &row.text(), &row.n.to_string(), &row.model, &row.note];
            let cells: Vec<String> = cells.iter().map(|cell| cell.replace(',', ";")).collect();
            let _ = writeln!(csv, "{}", cells.join(","));
        }
        csv
    }

    /// Each number and where it went since `before`.
    pub fn changes<'t>(&'t self, before: &'t Self) -> impl Iterator<Item = (&'t Row, Change)> {
        self.rows.iter().map(|row| {
            let known = before.rows.binary_search_by(|known| known.key().cmp(&row.key())).ok();
            let old = known.map(|at| before.rows[at].value);
            let change = match (old, row.value) {
                (None, _) => Change::New,
                (Some(Some(old)), Some(new)) if (new - old).abs() <= noise(row) => Change::Same,
                (Some(Some(old)), Some(new)) if (new > old) != row.less_is_better() => {
                    Change::Better((new - old).abs())
                }
                (Some(Some(old)), Some(new)) => Change::Worse((new - old).abs()),
                (Some(old), new) if old == new => Change::Same,
                (Some(Some(old)), None) => Change::Worse(old),
                (Some(_), _) => Change::New,
            };
            (row, change)
        })
    }

    /// The table for people, with the way each number moved.
    pub fn compared_with(&self, before: &Self) -> String {
        let width = |cell: fn(&Row) -> &str| self.rows.iter().map(|row| cell(row).chars().count()).max().unwrap_or(0);
        let (corpus, metric) = (width(|row| &row.corpus), width(|row| &row.metric));
        let mut text = String::new();
        let known = |row: &Row| self.rows.binary_search_by(|other| other.key().cmp(&row.key())).is_ok();
        for row in before.rows.iter().filter(|row| !known(row)) {
            let _ = writeln!(text, "GONE {}, {}, {} ({})", row.corpus, row.split, row.metric, row.model);
        }
        for (row, change) in self.changes(before) {
            let digits = if row.less_is_better() { 3 } else { 1 };
            let change = match change {
                Change::New => "new".to_owned(),
                Change::Same => String::new(),
                Change::Better(by) => format!("better by {by:.digits$}"),
                Change::Worse(by) => format!("WORSE by {by:.digits$}"),
            };
            let value = if row.value.is_none() { "-".to_owned() } else { row.text() };
            let _ = writeln!(
                text,
                "{:corpus$}  {:5}  {:metric$}  {value:>7}  n {:<6} {:8} {change:16} {}",
                row.corpus, row.split, row.metric, row.n, row.model, row.note
            );
        }
        text
    }
}

fn noise(row: &Row) -> f64 {
    if row.less_is_better() || row.metric.starts_with("r ") { SAME / 100.0 } else { SAME }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(&str, f64)]) -> Table {
        let mut table = Table::default();
        rows.iter().for_each(|(metric, value)| table.put(Row::new("c", "dev", metric, Some(*value), 7).noted("a, b")));
        table
    }

    #[test]
    fn what_is_written_can_be_read() {
        let table = table(&[("LAS", 85.5), ("error MAE", 0.513)]);
        assert_eq!(Table::parse(&table.to_csv()).to_csv(), table.to_csv());
        assert!(table.to_csv().contains("c,dev,error MAE,0.513,7,,a; b\n"), "{}", table.to_csv());
    }

    #[test]
    fn numbers_that_a_task_no_longer_gives_are_dropped_and_named() {
        let before = table(&[("LAS", 85.5), ("old", 1.0)]);
        let mut after = before.clone();
        after.put_all(vec![Row::new("c", "dev", "LAS", Some(86.0), 7)]);
        let text = after.compared_with(&before);
        assert!(text.starts_with("GONE c, dev, old") && text.contains("better by 0.5"), "{text}");
        assert!(!after.to_csv().contains("old"));
    }

    #[test]
    fn each_number_says_which_way_it_moved() {
        let before = table(&[("LAS", 85.5), ("UAS", 90.0), ("error MAE", 0.5), ("gone", 1.0)]);
        let after = table(&[("LAS", 85.0), ("UAS", 90.0), ("error MAE", 0.4), ("tags", 97.0)]);
        let ways: Vec<_> = after.changes(&before).map(|(row, change)| (row.metric.as_str(), change)).collect();
        assert_eq!(ways[0], ("LAS", Change::Worse(0.5)));
        assert_eq!(ways[1], ("UAS", Change::Same));
        assert!(matches!(ways[2], ("error MAE", Change::Better(by)) if (by - 0.1).abs() < 1e-9), "{:?}", ways[2]);
        assert_eq!(ways[3], ("tags", Change::New));
    }
}
