//! Making days of time expressions.
//!
//! A report known to a range of days is read twice, for its first and for its last possible day; where the two readings
//! agree, that is the value, and where they differ, the value has X. Both readings move in step with the day, so if the
//! ends agree, so does every day between them.

use jiff::civil::Date;

use super::calendar::Days;
use super::memory::Memory;
use super::value::Value;
use super::{Base, Expression, Timex, read};
use crate::document::{Published, Report};

/// What a value was counted from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Anchor {
    /// The words tell all of it, or nothing is known that it could be counted from.
    Nothing,
    Published,
    /// Another expression, by its index.
    Told(usize),
}

/// One reading of an expression.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Reading {
    pub(super) value: Value,
    /// First and last day, if they are not simply those of the value.
    pub(super) days: Option<Days>,
    pub(super) anchor: Anchor,
}

/// Resolves the expressions of a report, given what is known of the day of publication. One time for each expression,
/// in the same order.
///
/// Nothing is ever assumed: with an unknown day, `Sunday` stays `XXXX-WXX-7`.
pub fn resolve(expressions: &[Expression], report: &Report, published: &Published) -> Vec<Timex> {
    let (first, last) = match (published.earliest, published.latest) {
        (Some(first), Some(last)) => (Some(first), Some(last)),
        _ => (None, None),
    };
    let early = readings(expressions, first);
    let late = if first == last { early.clone() } else { readings(expressions, last) };
    let pairs = expressions.iter().zip(early.into_iter().zip(late));
    pairs.map(|(expression, (early, late))| timex(report, expressions, expression, early, late)).collect()
}

/// Reads all expressions for one day of publication.
fn readings(expressions: &[Expression], today: Option<Date>) -> Vec<Reading> {
    let mut memory = Memory::new(today, expressions);
    let mut readings: Vec<Reading> = Vec::with_capacity(expressions.len());
    for (index, expression) in expressions.iter().enumerate() {
        let reading = read::read(expression, &memory);
        memory.remember(index, expression, &reading);
        readings.push(reading);
    }
    for (index, expression) in expressions.iter().enumerate() {
        if read::is_time_alone(&expression.parts) && expression.parts.base != Some(Base::Published) {
            readings[index] = read::time_alone(index, expressions, &readings, today);
        }
    }
    readings
}

fn timex(report: &Report, all: &[Expression], expression: &Expression, early: Reading, late: Reading) -> Timex {
    let value = early.value.shared(late.value, expression.parts.weekday);
    let days = |reading: Reading| reading.days.or_else(|| reading.value.days());
    let anchor = match late.anchor {
        Anchor::Nothing => None,
        Anchor::Published => Some("published".to_owned()),
        Anchor::Told(index) => all.get(index).map(|told| report.words(told.span).to_owned()),
    };
    Timex {
        span: expression.span,
        kind: value.kind(),
        value: value.to_string(),
        earliest: days(early).map(|(first, _)| first),
        latest: days(late).map(|(_, last)| last),
        modifier: expression.parts.modifier,
        anchor,
        rule: expression.rule.clone(),
    }
}
