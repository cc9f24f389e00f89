//! Times: TIMEX3 values with the earliest and the latest day they can mean.
//!
//! Reading goes in two steps. [`recognize`] finds time expressions and what their words say; it needs no date.
//! [`resolve`] makes days of them, given what is known of the day of publication. The second step can be repeated when
//! more is known, such as when the other reports of a story tell the day.
//!
//! Words and rules are tables (`timex`, `time_word`, `holiday`, `unit`, `number`, `tense`); see [`Rules`].

mod calendar;
mod memory;
mod parts;
mod read;
mod recognize;
mod resolve;
mod rules;
mod step;
mod tense;
mod value;

use jiff::civil::Date;

use crate::Span;
use crate::label::labels;

pub use parts::{Base, Count, DayPart, Feast, Parts, Reference, Season, TimeUnit};
pub use recognize::recognize;
pub use resolve::resolve;
pub use rules::Rules;

labels! {
    /// Kind of a time expression (TIMEX3 `type`).
    TimexKind {
        /// A day, month, year, season, or a range of them.
        Date = "date",
        /// A time of day.
        Time = "time",
        /// A length of time.
        Duration = "duration",
        /// A repeated time.
        Set = "set",
    }
}

labels! {
    /// What limits a time expression (TIMEX3 `mod`).
    Modifier {
        /// `more than`, `over`.
        MoreThan = "MORE_THAN",
        /// `less than`, `under`, `almost`.
        LessThan = "LESS_THAN",
        /// `about`, `some`.
        Approx = "APPROX",
        /// `early`, `the start of`.
        Start = "START",
        /// `mid-`.
        Mid = "MID",
        /// `late`, `the end of`.
        End = "END",
    }
}

labels! {
    /// Where the verb places a time that its own words leave open (`Monday`).
    Direction {
        /// What has happened.
        Past = "past",
        /// What is to come.
        Future = "future",
        /// The verb does not tell.
        Unknown = "unknown",
    }
}

/// A time expression that has been found but not resolved.
///
/// It is not a time: it says what the words say. `span` counts bytes of the report's text, half-open.
#[derive(Clone, PartialEq, Debug)]
pub struct Expression {
    /// Where it stands.
    pub span: Span,
    /// Index of its sentence in [`super::Report::sentences`].
    pub sentence: usize,
    /// What the words say.
    pub parts: Parts,
    /// Where the verb places it.
    pub direction: Direction,
    /// The row of the table that found it, `timex:row-id`.
    pub rule: String,
}

/// One time expression of a report.
///
/// It is not a guess: a part that the text does not tell stays `X` in `value`, and `earliest` and `latest` stay `None`
/// when no day can be told. Days are civil days at the place of the report; ranges include both ends. Values follow
/// TIMEX3 (ISO-TimeML, ISO 24617-1), ranges are written `FROM/TO` as in ISO 8601.
#[derive(Clone, PartialEq, Debug)]
pub struct Timex {
    /// Where it stands; bytes, half-open.
    pub span: Span,
    /// What kind of time it is.
    pub kind: TimexKind,
    /// TIMEX3 value, such as `2020-10-11`, `2014-SU`, `1988/1994`, `PT10H`, `XXXX-WXX-7`.
    pub value: String,
    /// First day that it can mean.
    pub earliest: Option<Date>,
    /// Last day that it can mean.
    pub latest: Option<Date>,
    /// What limits it.
    pub modifier: Option<Modifier>,
    /// What it was counted from, in words: `published`, or the words of another time.
    pub anchor: Option<String>,
    /// The row of the table that found it.
    pub rule: String,
}
