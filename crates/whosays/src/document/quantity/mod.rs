//! Quantities: numbers and bounded counts, told apart by what they number.
//!
//! Every number of a report is one quantity of one kind, so that a reader of counts can leave out years, money, ages and
//! flight numbers. Rules are the table `quantity`, units and currencies the table `unit`, number words the table
//! `number`; see [`Rules`].

mod amount;
mod rules;

use std::ops::Range;

use crate::Span;
use crate::document::phrase::{Candidate, atom, atoms, disjoint};
use crate::document::{Relation, Report, TimexKind, Token};
use crate::label::labels;

use amount::Amount;
pub use rules::Rules;

labels! {
    /// What a quantity numbers.
    QuantityKind {
        /// Things or people: `at least 40 refugees`.
        Count = "count",
        /// Money; the unit is the ISO 4217 code.
        Money = "money",
        /// Hundredths of a whole.
        Percent = "percent",
        /// A share of a whole, as a number from 0 to 1: `two-thirds`.
        Share = "share",
        /// A length, weight, duration …; the unit is the base unit that the number has been brought to.
        Measure = "measure",
        /// Years of life.
        Age = "age",
        /// A place in a row: `the third`.
        Ordinal = "ordinal",
        /// A result or a vote, one side against the other: `3-2`. Its `min` and `max` are the two sides, in order.
        Score = "score",
        /// A name made of digits: a flight, a resolution, a weapon's type.
        Identifier = "identifier",
        /// A part of a date or a time of day.
        Date = "date",
    }
}

/// One number of a report, with its bounds.
///
/// It is not a toll: it says how many, not of whom or by whose word. `min` and `max` are both included; `None` at
/// `max` means "or more", `None` at `min` "or fewer" – missing is not zero. "More than 50" counted things are at least
/// 51; of a measure, "more than" and "less than" keep the number itself. `span` counts bytes, half-open, and covers the
/// bounding words and the unit, not what is counted.
#[derive(Clone, PartialEq, Debug)]
pub struct Quantity {
    /// Where it stands.
    pub span: Span,
    /// Its tokens in [`Report::tokens`]; empty if the report has none.
    pub tokens: Range<usize>,
    /// At least so many, in `unit`.
    pub min: Option<f64>,
    /// At most so many, in `unit`.
    pub max: Option<f64>,
    /// `about`, `nearly`: the number is rough.
    pub approx: bool,
    /// What it numbers.
    pub kind: QuantityKind,
    /// Unit of `min` and `max`: the base unit of a measure (`second`, `metre`), the code of a currency.
    pub unit: Option<String>,
    /// The token that it counts, where the report has been parsed: index into [`Report::tokens`].
    pub head: Option<usize>,
    /// The row of the table that found it, `quantity:row-id`.
    pub rule: String,
}

impl Quantity {
    /// The bounds as whole numbers, for counts: what guidelines write as `5/5`, `51/null`.
    ///
    /// `None` if it does not count things.
    pub fn count(&self) -> Option<(Option<u64>, Option<u64>)> {
        let whole = |bound: Option<f64>| bound.map(|bound| bound.max(0.0) as u64);
        (self.kind == QuantityKind::Count).then(|| (whole(self.min), whole(self.max)))
    }
}

/// Finds the quantities of a report, in the order of the text. None overlap.
///
/// It reads `text`, `sentences` and `times`: a number inside a date is a [`QuantityKind::Date`], so times must be read
/// first. Where the report is parsed, `head` tells what is counted.
pub fn find(report: &Report, rules: &Rules) -> Vec<Quantity> {
    let mut quantities = Vec::new();
    let dates: Vec<Span> = dates(report);
    for stretch in report.stretches() {
        let atoms = atoms(&report.text, stretch, &rules.vocabulary);
        let mut chart = rules.chart(&atoms);
        let candidates = rules.cascade.run(&atoms, &mut chart, amount::build);
        for candidate in disjoint(candidates) {
            let span = atom::span(&atoms, candidate.start..candidate.end);
            quantities.push(quantity(report, rules, &dates, span, &candidate));
        }
    }
    quantities
}

/// The spans of dates and times of day, in order.
fn dates(report: &Report) -> Vec<Span> {
    let mut spans: Vec<Span> =
        report.times.iter().filter(|time| time.kind != TimexKind::Duration).map(|time| time.span).collect();
    spans.sort_unstable();
    spans
}

fn quantity(report: &Report, rules: &Rules, dates: &[Span], span: Span, found: &Candidate<Amount>) -> Quantity {
    let amount = &found.payload;
    let after = dates.partition_point(|date| date.start <= span.start);
    let in_date = after.checked_sub(1).and_then(|at| dates.get(at)).is_some_and(|date| date.contains(span));
    let tokens = tokens(&report.tokens, span);
    Quantity {
        span,
        head: head(&report.tokens, tokens.clone()),
        tokens,
        min: amount.min,
        max: amount.max,
        approx: amount.approx,
        kind: if in_date { QuantityKind::Date } else { amount.kind },
        unit: amount.unit.clone(),
        rule: rules.cascade.rule_name(found.rule),
    }
}

/// The tokens that share a byte with a span.
fn tokens(tokens: &[Token], span: Span) -> Range<usize> {
    let first = tokens.partition_point(|token| token.span.end <= span.start);
    let last = tokens.partition_point(|token| token.span.start < span.end);
    first..last.max(first)
}

/// What the number is the number of: the noun that governs it, or that which `of` leads to (`dozens of people`).
fn head(tokens: &[Token], range: Range<usize>) -> Option<usize> {
    let numbers = |at: &usize| matches!(tokens[*at].relation, Relation::Nummod | Relation::Det | Relation::Amod);
    let number = range.clone().rev().find(numbers);
    if let Some(head) = number.and_then(|at| tokens[at].head).filter(|head| !range.contains(head)) {
        return Some(head);
    }
    let modified =
        |at: usize| tokens[at].relation == Relation::Nmod && tokens[at].head.is_some_and(|h| range.contains(&h));
    (range.end..tokens.len().min(range.end + 12)).find(|&at| modified(at))
}
