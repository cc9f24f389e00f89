//! What a report has told so far: the day it was published and the times before the one that is read.

use jiff::civil::Date;

use super::resolve::{Anchor, Reading};
use super::value::{Stretch, Value};
use super::{Base, Expression, Parts};

/// A time that has been told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub(super) index: usize,
    pub(super) sentence: usize,
    pub(super) stretch: Stretch,
}

/// The day of publication, and the times told last.
#[derive(Clone, Debug)]
pub(super) struct Memory {
    pub(super) today: Option<Date>,
    /// The last stretch of the calendar.
    pub(super) last: Option<Told>,
    /// The last one that is a whole day.
    pub(super) day: Option<Told>,
    /// The last one whose year the text tells, or that follows from one that does.
    pub(super) dated: Option<Told>,
    /// The last quarter.
    pub(super) quarter: Option<Told>,
    /// For dates in numbers: true if the day stands before the month in this report, false if after, `None` if no date
    /// of the report tells.
    pub(super) day_first: Option<bool>,
    /// The text tells of years long before its publication: bare dates belong to the years that it tells.
    pub(super) history: bool,
}

impl Memory {
    pub(super) fn new(today: Option<Date>, expressions: &[Expression]) -> Self {
        let history = is_history(today, expressions);
        Self { today, last: None, day: None, dated: None, quarter: None, day_first: order(expressions), history }
    }

    /// Keeps what a reading tells for those after it.
    pub(super) fn remember(&mut self, index: usize, expression: &Expression, reading: &Reading) {
        let stretch = match reading.value {
            Value::Point(point) => point.stretch,
            Value::Range(_, to) => to.stretch,
            _ => return,
        };
        let told = Told { index, sentence: expression.sentence, stretch };
        self.last = Some(told);
        if stretch.day().is_some() {
            self.day = Some(told);
        }
        // A quarter told as "a year earlier" must not become the one that years are counted from.
        if matches!(stretch, Stretch::Quarter(Some(_), Some(_))) && expression.parts.offset.is_none() {
            self.quarter = Some(told);
        }
        let tells_year = expression.parts.year.is_some() || expression.parts.short_year.is_some();
        let follows = match reading.anchor {
            Anchor::Told(from) => self.dated.is_some_and(|dated| dated.index == from),
            _ => false,
        };
        if stretch.year().is_some() && (tells_year || follows) {
            self.dated = Some(told);
        }
    }
}

/// True if the years that the text tells, and that lie before its own, outnumber what is counted from the day of
/// publication: an encyclopedia, not the news.
fn is_history(today: Option<Date>, expressions: &[Expression]) -> bool {
    let latest = today.map_or(i16::MAX, |today| today.year() - 1);
    let old = expressions.iter().filter(|e| e.parts.year.is_some_and(|year| year < latest)).count();
    let is_fresh = |parts: &Parts| {
        let weekday = parts.weekday.is_some() && parts.month.is_none();
        parts.year.is_none() && (parts.base == Some(Base::Published) || weekday)
    };
    let fresh = expressions.iter().filter(|e| is_fresh(&e.parts)).count();
    old > 2 * fresh + if today.is_some() { 4 } else { 0 }
}

/// The order of day and month, from dates of the report where one of the numbers is above 12.
fn order(expressions: &[Expression]) -> Option<bool> {
    let mut orders = expressions.iter().filter_map(|expression| match expression.parts.unordered? {
        (first, _) if first > 12 => Some(true),
        (_, second) if second > 12 => Some(false),
        _ => None,
    });
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}
