//! Finding time expressions and what their words say.

use std::sync::Arc;

use super::{Base, Count, Direction, Expression, Parts, Rules, TimeUnit};
use crate::Span;
use crate::document::phrase::atom::span;
use crate::document::phrase::{Atom, Candidate, atoms, disjoint};
use crate::document::{NameKind, Report};

/// Finds the time expressions of a report, in the order of the text. None overlap.
///
/// It reads `text` and `sentences`; where tokens are tagged and parsed, verbs tell the direction of bare dates, and
/// where names are known, no time is read inside the name of a person or body.
pub fn recognize(report: &Report, rules: &Rules) -> Vec<Expression> {
    let hidden = Hidden::new(report);
    let mut expressions = Vec::new();
    for (sentence, stretch) in report.stretches().into_iter().enumerate() {
        let atoms = atoms(&report.text, stretch, &rules.vocabulary);
        let mut chart = rules.chart(&atoms);
        let candidates = rules.cascade.run(&atoms, &mut chart, build);
        let standing = candidates.into_iter().filter(|found| !hidden.covers(span(&atoms, found.start..found.end)));
        for candidate in disjoint(standing.collect()) {
            expressions.push(expression(report, rules, &atoms, sentence, candidate));
        }
    }
    expressions
}

/// Stretches in which no time is read, in order: names of persons and bodies (`Theresa May`, `Black September`) and the
/// furniture of the wire.
struct Hidden {
    names: Vec<Span>,
    furniture: Vec<Span>,
}

impl Hidden {
    fn new(report: &Report) -> Self {
        let named = report.names.iter().filter(|name| matches!(name.kind, NameKind::Person | NameKind::Organization));
        let mut names: Vec<Span> = named.map(|name| name.span).collect();
        let mut furniture = report.wire.outside.clone();
        names.sort_unstable();
        furniture.sort_unstable();
        Self { names, furniture }
    }

    fn covers(&self, span: Span) -> bool {
        let last = |spans: &[Span]| {
            let after = spans.partition_point(|other| other.start < span.end);
            after.checked_sub(1).and_then(|at| spans.get(at)).copied()
        };
        last(&self.names).is_some_and(|name| name.contains(span) && name != span)
            || last(&self.furniture).is_some_and(|outside| outside.overlaps(span))
    }
}

/// What a row says together with what its classes took.
fn build(row: &Parts, taken: &[(usize, &Arc<Parts>)]) -> Option<Arc<Parts>> {
    let mut parts = Parts::default();
    let mut until = Parts::default();
    for (slot, other) in taken {
        match slot {
            0 => parts.merge(other),
            1 => until.merge(other),
            _ => {
                parts.unordered = parts.unordered.zip(other.unordered).map(|((first, _), (second, _))| (first, second));
            }
        }
    }
    parts.merge(row);
    // "A few days later", "an hour later" name no day: the length alone is told.
    let within_day = matches!(parts.unit, Some(TimeUnit::Hour | TimeUnit::Minute | TimeUnit::Second));
    if (parts.count == Some(Count::Vague) || within_day) && parts.offset.is_some() && parts.base == Some(Base::Text) {
        return None;
    }
    if std::mem::take(&mut parts.before_christ) {
        parts.year = parts.year.map(|year| 1 - year);
    }
    if until != Parts::default() {
        parts.until = Some(Box::new(until));
    }
    Some(Arc::new(parts))
}

fn expression(
    report: &Report,
    rules: &Rules,
    atoms: &[Atom],
    sentence: usize,
    candidate: Candidate<Arc<Parts>>,
) -> Expression {
    let range = candidate.start..candidate.end;
    let direction = match needs_tense(&candidate.payload) {
        true => rules.tenses.direction(report, atoms, range.clone()),
        false => Direction::Unknown,
    };
    Expression {
        span: span(atoms, range),
        sentence,
        parts: Arc::unwrap_or_clone(candidate.payload),
        direction,
        rule: rules.cascade.rule_name(candidate.rule),
    }
}

/// True for a time that its own words leave open between past and future.
fn needs_tense(parts: &Parts) -> bool {
    let open = parts.weekday.is_some() || parts.month.is_some() || parts.season.is_some() || parts.quarter.is_some();
    (open || parts.feast.is_some() || parts.unit.is_some() || parts.day.is_some()) && parts.year.is_none()
}
