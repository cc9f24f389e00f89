//! The tables of one language, compiled.

use std::sync::Arc;

use whosays_data::Language;

use super::parts::{Feast, Parts, TimeUnit};
use super::tense::Tenses;
use crate::document::phrase::pattern::ClassId;
use crate::document::phrase::{
    self, Atom, Cascade, Chart, Edge, Lexemes, Numerals, PatternReader, TableError, Vocabulary,
};
use crate::{Lexicon, Row};

/// The time words and rules of one language, compiled from its tables `timex`, `time_word`, `holiday`, `unit`, `number`
/// and `tense`.
///
/// It holds no state: one value serves any number of reports and threads.
///
/// ```
/// let rules = whosays::document::timex::Rules::read(&whosays_data::ENGLISH)?;
/// # Ok::<(), whosays::document::TableError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rules {
    pub(super) vocabulary: Vocabulary,
    pub(super) cascade: Cascade<Parts>,
    pub(super) tenses: Tenses,
    words: Lexemes<(ClassId, Arc<Parts>)>,
    numerals: Numerals,
    classes: Classes,
}

/// The classes that digits and numerals belong to.
#[derive(Clone, Debug)]
struct Classes {
    number: ClassId,
    day: ClassId,
    month_number: ClassId,
    year: ClassId,
    modern_year: ClassId,
    spelled_year: ClassId,
    any_year: ClassId,
    short_year: ClassId,
    decade: ClassId,
    short_decade: ClassId,
    hour: ClassId,
    minute: ClassId,
    hour_minute: ClassId,
    pair: ClassId,
    quarter: ClassId,
    ordinal_day: ClassId,
    ordinal_century: ClassId,
    ordinal_quarter: ClassId,
    ordinal_half: ClassId,
}

impl Classes {
    fn new(reader: &mut PatternReader) -> Self {
        Self {
            number: reader.class("number"),
            day: reader.class("day-number"),
            month_number: reader.class("month-number"),
            year: reader.class("year-number"),
            modern_year: reader.class("modern-year"),
            spelled_year: reader.class("spelled-year"),
            any_year: reader.class("any-year"),
            short_year: reader.class("short-year"),
            decade: reader.class("decade-number"),
            short_decade: reader.class("short-decade"),
            hour: reader.class("hour"),
            minute: reader.class("minute"),
            hour_minute: reader.class("hour-minute"),
            pair: reader.class("pair-number"),
            quarter: reader.class("quarter-digit"),
            ordinal_day: reader.class("ordinal-day"),
            ordinal_century: reader.class("ordinal-century"),
            ordinal_quarter: reader.class("ordinal-quarter"),
            ordinal_half: reader.class("ordinal-half"),
        }
    }
}

impl Rules {
    /// Compiles a language's tables.
    ///
    /// # Errors
    ///
    /// A table is missing, or a row cannot be read.
    pub fn read(language: &Language) -> Result<Self, TableError> {
        let mut reader = PatternReader::new(&["to", "second"]);
        let numerals = Numerals::read(&phrase::table(language, "number")?, &mut reader.vocabulary)?;
        let mut words = Lexemes::default();
        read_words(&phrase::table(language, "time_word")?, &mut reader, &mut words)?;
        read_units(&phrase::table(language, "unit")?, &mut reader, &mut words)?;
        read_feasts(&phrase::table(language, "holiday")?, &mut reader, &mut words)?;
        let tenses = Tenses::read(&phrase::table(language, "tense")?, &mut reader.vocabulary)?;
        let classes = Classes::new(&mut reader);
        let cascade = Cascade::read(&phrase::table(language, "timex")?, &mut reader, |_, row| assignments(row))?;
        Ok(Self { vocabulary: reader.vocabulary, cascade, tenses, words, numerals, classes })
    }

    /// Everything that the word lists and numerals know of a sentence.
    pub(super) fn chart(&self, atoms: &[Atom]) -> Chart<Arc<Parts>> {
        let mut chart = Chart::new(atoms.len());
        for at in 0..atoms.len() {
            for (end, (class, parts)) in self.words.at(atoms, at) {
                chart.add(at, Edge { class: *class, end, payload: Arc::clone(parts) });
            }
            self.add_numbers(atoms, at, &mut chart);
        }
        chart
    }

    fn add_numbers(&self, atoms: &[Atom], at: usize, chart: &mut Chart<Arc<Parts>>) {
        let classes = &self.classes;
        let mut add = |class: ClassId, end: usize, set: &dyn Fn(&mut Parts)| {
            let mut payload = Parts::default();
            set(&mut payload);
            chart.add(at, Edge { class, end, payload: Arc::new(payload) });
        };
        if let Some(numeral) = self.numerals.cardinal(atoms, at) {
            add(classes.number, numeral.end, &|p| *p = Parts::number(&numeral));
        }
        if let Some((end, year)) = self.numerals.year(atoms, at) {
            add(classes.year, end, &|p| p.year = Some(year));
            add(classes.spelled_year, end, &|p| p.year = Some(year));
        }
        if let Some((end, ordinal)) = self.numerals.ordinal(atoms, at) {
            let n = i8::try_from(ordinal).unwrap_or(i8::MAX);
            let mut within = |last: i8, class: ClassId, set: &dyn Fn(&mut Parts)| {
                if (1..=last).contains(&n) {
                    add(class, end, set);
                }
            };
            within(2, classes.ordinal_half, &|p| p.half = Some(n));
            within(4, classes.ordinal_quarter, &|p| p.quarter = Some(n));
            within(31, classes.ordinal_day, &|p| p.day = Some(n));
            within(30, classes.ordinal_century, &|p| p.century = Some(i16::from(n) - 1));
        }
        if let Some((length, value)) = atoms[at].digits().and_then(|(l, v)| Some((l, i16::try_from(v).ok()?))) {
            self.add_digits(atoms, at, (length, value), chart);
        }
    }

    fn add_digits(&self, atoms: &[Atom], at: usize, (length, value): (u8, i16), chart: &mut Chart<Arc<Parts>>) {
        let classes = &self.classes;
        let small = i8::try_from(value).ok();
        let alone = stands_alone(atoms, at);
        let lettered = atoms.get(at + 1).is_some_and(|next| next.glued && next.is_letters());
        let mut add = |class: ClassId, set: &dyn Fn(&mut Parts)| {
            let mut payload = Parts::default();
            set(&mut payload);
            chart.add(at, Edge { class, end: at + 1, payload: Arc::new(payload) });
        };
        match (length, small) {
            (1 | 2, Some(n)) => {
                if alone && !lettered && (1..=31).contains(&n) {
                    add(classes.day, &|p| p.day = Some(n));
                }
                if (1..=31).contains(&n) {
                    add(classes.pair, &|p| p.unordered = Some((n, 0)));
                }
                if length == 1 && (1..=4).contains(&n) {
                    add(classes.quarter, &|p| p.quarter = Some(n));
                }
                if (1..=12).contains(&n) {
                    add(classes.month_number, &|p| p.month = Some(n));
                }
                if (0..=24).contains(&n) {
                    add(classes.hour, &|p| p.hour = Some(n));
                }
                if length == 2 && n < 60 {
                    add(classes.minute, &|p| p.minute = Some(n));
                }
                if length == 2 && !lettered {
                    add(classes.short_year, &|p| p.short_year = Some(value));
                }
                if length == 2 && value % 10 == 0 {
                    add(classes.short_decade, &|p| p.decade = Some(value / 10));
                }
            }
            (4, _) => {
                if alone && !lettered && (1000..3000).contains(&value) {
                    add(classes.year, &|p| p.year = Some(value));
                }
                if alone && !lettered && (1900..2100).contains(&value) {
                    add(classes.modern_year, &|p| p.year = Some(value));
                }
                if value % 10 == 0 && (1000..3000).contains(&value) {
                    add(classes.decade, &|p| p.decade = Some(value / 10));
                }
                if value / 100 <= 24 && value % 100 < 60 {
                    let (hour, minute) = (i8::try_from(value / 100).ok(), i8::try_from(value % 100).ok());
                    add(classes.hour_minute, &|p| (p.hour, p.minute) = (hour, minute));
                }
            }
            _ => {}
        }
        if length <= 4 && value > 0 && alone && !lettered {
            add(classes.any_year, &|p| p.year = Some(value));
        }
    }
}

/// False for digits that are a piece of a longer number (`1,998`, `3.5`) or an amount of money (`$1998`).
fn stands_alone(atoms: &[Atom], at: usize) -> bool {
    let is_point = |atom: &Atom| atom.is_mark(',') || atom.is_mark('.');
    let glued_digits = |index: usize| atoms.get(index).is_some_and(|atom| atom.glued && atom.digits().is_some());
    let after = atoms.get(at + 1).is_some_and(|atom| atom.glued && is_point(atom)) && glued_digits(at + 2);
    let before = atoms[at].glued
        && at.checked_sub(1).and_then(|index| atoms.get(index)).is_some_and(|atom| {
            let inside = is_point(atom) && atom.glued && at >= 2 && atoms[at - 2].digits().is_some();
            inside || ['$', '£', '€', '¥', '#'].iter().any(|sign| atom.is_mark(*sign))
        });
    !after && !before
}

/// The parts that a row's `value` cell sets: `step=-1 unit=D`.
fn assignments(row: Row<'_>) -> Result<Parts, String> {
    let mut parts = Parts::default();
    for pair in row.get("value").split_whitespace() {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        parts.assign(name, value)?;
    }
    Ok(parts)
}

type Words = Lexemes<(ClassId, Arc<Parts>)>;

fn read_words(table: &Lexicon, reader: &mut PatternReader, words: &mut Words) -> Result<(), TableError> {
    for row in table.rows() {
        let word = row.get("word");
        let parts = assignments(row).map_err(|message| TableError::new(table.name(), word, message))?;
        let parts = Arc::new(parts);
        for class in row.list("class") {
            let class = reader.class(class);
            words.insert(&mut reader.vocabulary, word, row.get("capital") == "yes", (class, Arc::clone(&parts)));
        }
    }
    Ok(())
}

fn read_units(table: &Lexicon, reader: &mut PatternReader, words: &mut Words) -> Result<(), TableError> {
    for row in table.rows().filter(|row| row.get("kind") == "time") {
        let word = row.get("word");
        let unit = TimeUnit::parse(row.get("symbol"))
            .ok_or_else(|| TableError::new(table.name(), word, format!("no unit of time `{}`", row.get("symbol"))))?;
        let parts = Arc::new(Parts { unit: Some(unit), ..Parts::default() });
        for class in row.list("class") {
            let class = reader.class(class);
            words.insert(&mut reader.vocabulary, word, false, (class, Arc::clone(&parts)));
        }
    }
    Ok(())
}

fn read_feasts(table: &Lexicon, reader: &mut PatternReader, words: &mut Words) -> Result<(), TableError> {
    let class = reader.class("feast");
    for row in table.rows() {
        let word = row.get("word");
        let feast = feast(row.get("date"))
            .ok_or_else(|| TableError::new(table.name(), word, format!("date `{}` cannot be read", row.get("date"))))?;
        let parts = Parts { feast: Some(feast), ..Parts::default() };
        words.insert(&mut reader.vocabulary, word, true, (class, Arc::new(parts)));
    }
    Ok(())
}

/// `fixed 12 25`, `easter -2`, `pascha 0`, `weekday 11 4 4 0` (month, weekday, which, days after it), `hijri 10 1 3`
/// (month, day, length), `once 2001 9 11`.
fn feast(text: &str) -> Option<Feast> {
    let (kind, numbers) = text.split_once(' ')?;
    let numbers: Vec<i16> = numbers.split(' ').map(|number| number.parse().ok()).collect::<Option<_>>()?;
    let small: Vec<i8> = numbers.iter().filter_map(|&number| i8::try_from(number).ok()).collect();
    Some(match (kind, small.as_slice(), numbers.as_slice()) {
        ("fixed", &[month, day], _) => Feast::Fixed { month, day },
        ("easter", &[plus], _) => Feast::Easter(plus),
        ("pascha", &[plus], _) => Feast::Pascha(plus),
        ("weekday", &[month, weekday, nth, plus], _) => Feast::Weekday { month, weekday, nth, plus },
        ("hijri", &[month, day, length], _) => Feast::Hijri { month, day, length },
        ("once", &[month, day], &[year, ..]) => Feast::Once(jiff::civil::Date::new(year, month, day).ok()?),
        _ => return None,
    })
}
