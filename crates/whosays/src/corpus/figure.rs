//! Figures in a report: how many, how long, how far, as comparing reports needs them.

use super::tables::{Figure as Kind, Measure, Tables};
use super::wording::{Class, Word, Wording};
use crate::Span;
use crate::document::{Report, TimexKind};

/// One figure. Values count thousandths of the base unit of its measure, both included; `high` is `None` for "or more".
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Figure {
    /// The figure with what limits it and what it counts; bytes of the report's text, half-open.
    pub(crate) span: Span,
    /// What it measures.
    pub(crate) measure: Measure,
    /// At least.
    pub(crate) low: u64,
    /// At most.
    pub(crate) high: Option<u64>,
    /// "about".
    pub(crate) approx: bool,
    /// A word such as "several", that names no number.
    pub(crate) vague: bool,
    /// "Two of the bombs": a part of a number that is not told.
    pub(crate) partitive: bool,
    /// Concepts of the words that name what is counted.
    pub(crate) nouns: Vec<u64>,
    /// Index of its sentence.
    pub(crate) sentence: usize,
}

/// The figures of a report that are no dates and no times of day, up to about `most`.
pub(crate) fn figures(report: &Report, wording: &Wording, tables: &Tables, most: usize) -> Vec<Figure> {
    let mut found = Vec::new();
    let spaced = report.text.matches(" - ").take(2).count() == 2;
    for sentence in 0..wording.sentences() {
        if found.len() >= most {
            break;
        }
        let words = wording.sentence(sentence);
        let lower: Vec<String> = words.iter().map(|w| report.words(w.span).to_lowercase()).collect();
        let reader = Reader { report, words, lower: lower.iter().map(String::as_str).collect(), tables, spaced };
        let mut at = 0;
        while at < words.len() {
            match reader.number(at) {
                Some((value, next)) => {
                    let (upper, next) = reader.upper(at, next);
                    let last = found.last().filter(|f: &&Figure| f.sentence == sentence);
                    let figure = reader.figure(at, next, (value, upper), sentence, last);
                    found.extend(figure.filter(|f| !reader.converts(found.last(), f)));
                    at = next;
                }
                None => at += 1,
            }
        }
    }
    found
}

struct Reader<'a> {
    report: &'a Report,
    words: &'a [Word],
    lower: Vec<&'a str>,
    tables: &'a Tables,
    /// The text was cut into tokens and written with blanks between them.
    spaced: bool,
}

/// A value in thousandths, and whether it is only the least of a vague word.
#[derive(Clone, Copy)]
struct Value {
    thousandths: u64,
    vague: bool,
}

impl Reader<'_> {
    fn kind(&self, at: usize) -> Option<(usize, Kind)> {
        self.tables.figure(self.lower.get(at..)?)
    }

    /// The number that begins at a word, and the word after it.
    fn number(&self, at: usize) -> Option<(Value, usize)> {
        if self.in_date(at) || self.in_name(at) {
            return None;
        }
        let (mut value, mut next) = self.plain(at)?;
        while let Some((used, kind)) = self.kind(next + usize::from(self.link(next))) {
            let of = usize::from(self.link(next));
            value.thousandths = match kind {
                Kind::Multiplier(by) if of == 0 => value.thousandths.saturating_mul(by),
                Kind::Vague(least) if of == 1 && value.vague => value.thousandths.saturating_mul(round(least)),
                Kind::Number(small) if of == 0 && small < 10 && self.tens(next - 1) => {
                    value.thousandths.saturating_add(small * 1000)
                }
                _ => break,
            };
            next += used + of;
        }
        Some((value, next))
    }

    fn plain(&self, at: usize) -> Option<(Value, usize)> {
        let sure = |thousandths| Value { thousandths, vague: false };
        if let Some((value, next)) = self.digits(at) {
            return Some((sure(value), next));
        }
        match self.kind(at)? {
            (used, Kind::Number(n)) => Some((sure(n * 1000), at + used)),
            (used, Kind::Single) if self.content(at + 1) || self.link(at + 1) => Some((sure(1000), at + used)),
            (used, Kind::Vague(n)) => Some((Value { thousandths: n * 1000, vague: true }, at + used)),
            _ => None,
        }
    }

    /// A number in digits; `100, 000` with a blank counts as one number where it ends in three noughts.
    fn digits(&self, at: usize) -> Option<(u64, usize)> {
        let text = self.lower.get(at)?;
        let mut value = thousandths(text)?;
        let mut next = at + 1;
        while let (Some(group), Some(word)) = (self.lower.get(next), self.words.get(next)) {
            let gap = Span::new(self.words[next - 1].span.end, word.span.start);
            let joined = self.report.words(gap) == ", " && group.len() == 3 && thousandths(group).is_some();
            if !joined || text.len() > 3 || *group != "000" && !self.spaced {
                break;
            }
            value = value.saturating_mul(1000).saturating_add(thousandths(group)?);
            next += 1;
        }
        Some((value, next))
    }

    fn tens(&self, at: usize) -> bool {
        matches!(self.kind(at), Some((_, Kind::Number(n))) if (20..100).contains(&n) && n % 10 == 0)
    }

    fn link(&self, at: usize) -> bool {
        matches!(self.kind(at), Some((_, Kind::Link)))
    }

    fn content(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|w| w.class == Class::Content)
    }

    /// True for the figure of a name or of a score: "Ariane 5", "Game 6", "3-0".
    fn in_name(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|i| &self.words[i]) else { return false };
        let digits = self.lower.get(at).is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()));
        let gap = self.report.words(Span::new(before.span.end, self.words[at].span.start));
        let unit = matches!(self.kind(at - 1), Some((_, Kind::Unit(..))));
        digits
            && !unit
            && (before.class == Class::Name && matches!(gap, " " | "-") || before.class == Class::Number && gap == "-")
    }

    fn in_date(&self, at: usize) -> bool {
        let span = self.words[at].span;
        let after = self.report.times.partition_point(|t| t.span.end <= span.start);
        self.report.times.get(after).is_some_and(|t| t.span.overlaps(span) && t.kind != TimexKind::Duration)
    }

    /// The other end of a range ("between 40 and 80", "40 to 80"), and the word after it.
    fn upper(&self, at: usize, next: usize) -> (Option<Value>, usize) {
        let between = at > 0 && matches!(self.kind(at - 1), Some((_, Kind::Between)));
        let word = self.lower.get(next).copied().unwrap_or("");
        let joined =
            matches!(self.kind(next), Some((_, Kind::To))) && (between || word != "and") && self.adjacent(next);
        let value = if joined { self.number(next + 1) } else { None };
        value.map_or((None, next), |(value, after)| (Some(value), after))
    }

    /// True for the same figure in another unit, in brackets: "50 km (30 miles)".
    fn converts(&self, last: Option<&Figure>, figure: &Figure) -> bool {
        let before = |f: &Figure| self.report.words(Span::new(f.span.end, figure.span.start)).trim() == "(";
        last.is_some_and(|f| f.measure == figure.measure && before(f))
    }

    /// The limiting words right before a number: where they begin and what they do.
    fn limit(&self, at: usize) -> (usize, Option<Kind>) {
        for length in (1..=3.min(at)).rev() {
            if let Some((used, kind)) = self.kind(at - length) {
                let limits = matches!(
                    kind,
                    Kind::Least | Kind::More | Kind::Most | Kind::Less | Kind::Nearly | Kind::About | Kind::Between
                );
                if used == length && limits {
                    return (at - length, Some(kind));
                }
            }
        }
        (at, None)
    }

    fn figure(
        &self,
        at: usize,
        next: usize,
        (value, upper): (Value, Option<Value>),
        sentence: usize,
        last: Option<&Figure>,
    ) -> Option<Figure> {
        let (from, limit) = self.limit(at);
        let (measure, size, after) = self.unit(at, next);
        let (nouns, end) = self.nouns(after);
        let bare = measure == Measure::Count && nouns.is_empty() && value.thousandths % 1000 != 0;
        let measure = last.filter(|_| bare).map_or(measure, |f| f.measure);
        let aged = matches!(self.kind(after), Some((_, Kind::Age)));
        if aged || measure == Measure::Count && nouns.is_empty() {
            return None;
        }
        let sized = |v: Value| v.thousandths.saturating_mul(size) / 1000;
        let step = if measure == Measure::Count { 1000 } else { 1 };
        let (low, high) = bounds(sized(value), upper.map(sized), limit.filter(|_| !value.vague), value.vague, step);
        let first = self.words[from.min(self.unit_before(at))].span;
        let span = first.cover(self.words[end.max(next).min(self.words.len()) - 1].span);
        let partitive = self.link(after) && self.link(after + 1);
        let approx = limit == Some(Kind::About);
        Some(Figure { span, measure, low, high, approx, vague: value.vague, partitive, nouns, sentence })
    }

    /// The unit after a number, or before it (`magnitude 6`): what it measures, its size, the word after it.
    fn unit(&self, at: usize, next: usize) -> (Measure, u64, usize) {
        if let Some((used, Kind::Unit(measure, size))) = self.kind(next) {
            return (measure, size, next + used);
        }
        match self.kind(self.unit_before(at)) {
            Some((_, Kind::Unit(measure @ Measure::Magnitude, size))) => (measure, size, next),
            _ => (Measure::Count, 1000, next),
        }
    }

    /// Where a unit stands right before a number, perhaps with one word between ("magnitude at 6"); else the number itself.
    fn unit_before(&self, at: usize) -> usize {
        let magnitude = |i: &usize| matches!(self.kind(*i), Some((_, Kind::Unit(Measure::Magnitude, _))));
        (at.saturating_sub(2)..at).rev().find(magnitude).unwrap_or(at)
    }

    /// Concepts of the words of content that follow, up to the next word of grammar, and the word after them.
    fn nouns(&self, from: usize) -> (Vec<u64>, usize) {
        let mut at = from;
        while at < from + 3 && self.link(at) {
            at += 1;
        }
        let mut nouns = Vec::new();
        while nouns.len() < NOUNS && self.words.get(at).is_some_and(|w| matches!(w.class, Class::Content | Class::Name))
        {
            if at > from && !self.adjacent(at) {
                break;
            }
            nouns.push(self.words[at].concept);
            at += 1;
        }
        (nouns, at)
    }

    /// True if no punctuation but a hyphen stands before a word.
    fn adjacent(&self, at: usize) -> bool {
        let gap = Span::new(self.words[at - 1].span.end, self.words[at].span.start);
        self.report.words(gap).chars().all(|c| c == ' ' || c == '-')
    }
}

/// The least and the most that a number can be with what limits it; a `step` is the least difference.
fn bounds(exact: u64, upper: Option<u64>, limit: Option<Kind>, vague: bool, step: u64) -> (u64, Option<u64>) {
    match limit {
        _ if upper.is_some() => (exact, upper),
        _ if vague => (exact, None),
        Some(Kind::Least) => (exact, None),
        Some(Kind::More) => (exact.saturating_add(step), None),
        Some(Kind::Most) => (0, Some(exact)),
        Some(Kind::Less) => (0, Some(exact.saturating_sub(step))),
        Some(Kind::Nearly) => (exact - exact / 5, Some(exact.saturating_sub(step))),
        _ => (exact, Some(exact)),
    }
}

/// Words taken for the name of what is counted.
const NOUNS: usize = 3;

/// `hundreds of thousands`: the second word is a plain thousand.
fn round(least: u64) -> u64 {
    10u64.pow(least.max(1).ilog10())
}

/// Digits with separators as thousandths; `None` for anything else.
fn thousandths(text: &str) -> Option<u64> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let whole: u64 = whole.replace(',', "").parse().ok()?;
    let part: u64 = if part.is_empty() { 0 } else { format!("{part:0<3}").get(..3)?.parse().ok()? };
    whole.checked_mul(1000)?.checked_add(part)
}
