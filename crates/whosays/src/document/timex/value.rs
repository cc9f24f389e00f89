//! Resolved times and how they are written (TIMEX3, ISO 24617-1; ranges as in ISO 8601).

use std::fmt;

use super::TimexKind;
use super::calendar::{self, Days};
use super::parts::{Count, DayPart, Reference, Season, TimeUnit};

/// A stretch of the calendar. A part that is not known is `None` and is written as X.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stretch {
    /// First two digits of its years.
    Century(Option<i16>),
    /// First three digits of its years.
    Decade(Option<i16>),
    Year(Option<i16>),
    Half(Option<i16>, i8),
    Quarter(Option<i16>, Option<i8>),
    Season(Option<i16>, Option<Season>),
    Month(Option<i16>, Option<i8>),
    /// ISO 8601 year and week.
    Week(Option<(i16, i8)>),
    Weekend(Option<(i16, i8)>),
    Day(Option<i16>, Option<i8>, Option<i8>),
    /// A weekday of a week that is not known.
    Weekday(i8),
}

/// A time of day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TimeOfDay {
    Part(DayPart),
    Clock { hour: i8, minute: i8 },
}

/// A stretch of the calendar or a time on one of its days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Point {
    pub(super) stretch: Stretch,
    pub(super) time: Option<TimeOfDay>,
}

/// What a time expression means.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Value {
    Point(Point),
    Range(Point, Point),
    Duration(Option<Count>, TimeUnit),
    /// A repeated stretch or length.
    Each(Point),
    EachLength(Option<Count>, TimeUnit),
    Reference(Reference),
}

impl From<Stretch> for Point {
    fn from(stretch: Stretch) -> Self {
        Self { stretch, time: None }
    }
}

impl From<jiff::civil::Date> for Stretch {
    fn from(date: jiff::civil::Date) -> Self {
        Stretch::Day(Some(date.year()), Some(date.month()), Some(date.day()))
    }
}

impl Stretch {
    /// The year, where it is known.
    pub(super) fn year(self) -> Option<i16> {
        match self {
            Self::Year(year) | Self::Half(year, _) | Self::Quarter(year, _) | Self::Season(year, _) => year,
            Self::Month(year, _) | Self::Day(year, _, _) => year,
            Self::Week(week) | Self::Weekend(week) => week.map(|(year, _)| year),
            Self::Century(_) | Self::Decade(_) | Self::Weekday(_) => None,
        }
    }

    /// The month, where it is known.
    pub(super) fn month(self) -> Option<i8> {
        match self {
            Self::Month(_, month) | Self::Day(_, month, _) => month,
            _ => None,
        }
    }

    /// The day, where all of it is known.
    pub(super) fn day(self) -> Option<jiff::civil::Date> {
        match self {
            Self::Day(Some(year), Some(month), Some(day)) => jiff::civil::Date::new(year, month, day).ok(),
            _ => None,
        }
    }

    /// First and last day, where they can be told.
    pub(super) fn days(self) -> Option<Days> {
        match self {
            Self::Century(century) => century.and_then(|c| calendar::years(c.checked_mul(100)?, c * 100 + 99)),
            Self::Decade(decade) => decade.and_then(|d| calendar::years(d.checked_mul(10)?, d * 10 + 9)),
            Self::Year(year) => year.and_then(|y| calendar::years(y, y)),
            Self::Half(year, half) => year.and_then(|y| calendar::months(y, half * 6 - 5, half * 6)),
            Self::Quarter(Some(year), Some(quarter)) => calendar::months(year, quarter * 3 - 2, quarter * 3),
            Self::Season(Some(year), Some(season)) => calendar::season(year, season),
            Self::Month(Some(year), Some(month)) => calendar::months(year, month, month),
            Self::Week(Some((year, week))) => calendar::week_days(year, week),
            Self::Weekend(Some((year, week))) => {
                let (monday, sunday) = calendar::week_days(year, week)?;
                Some((calendar::plus_days(monday, 5)?, sunday))
            }
            Self::Day(Some(year), Some(month), None) => calendar::months(year, month, month),
            Self::Day(Some(year), None, _) | Self::Quarter(Some(year), None) | Self::Month(Some(year), None) => {
                calendar::years(year, year)
            }
            Self::Day(..) => self.day().map(|day| (day, day)),
            _ => None,
        }
    }

    /// What two readings of the same words share: parts that differ become unknown.
    fn shared(self, other: Self) -> Self {
        fn same<T: PartialEq + Copy>(a: Option<T>, b: Option<T>) -> Option<T> {
            a.filter(|_| a == b)
        }
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Century(a), Self::Century(b)) => Self::Century(same(a, b)),
            (Self::Decade(a), Self::Decade(b)) => Self::Decade(same(a, b)),
            (Self::Year(a), Self::Year(b)) => Self::Year(same(a, b)),
            (Self::Half(a, half), Self::Half(b, _)) => Self::Half(same(a, b), half),
            (Self::Quarter(a, p), Self::Quarter(b, q)) => Self::Quarter(same(a, b), same(p, q)),
            (Self::Season(a, s), Self::Season(b, t)) => Self::Season(same(a, b), same(s, t)),
            (Self::Month(a, m), Self::Month(b, n)) => Self::Month(same(a, b), same(m, n)),
            (Self::Week(a), Self::Week(b)) => Self::Week(same(a, b)),
            (Self::Weekend(a), Self::Weekend(b)) => Self::Weekend(same(a, b)),
            (Self::Day(a, m, d), Self::Day(b, n, e)) => {
                let month = same(m, n);
                Self::Day(same(a, b), month, same(d, e).filter(|_| month.is_some()))
            }
            (Self::Weekday(day), _) | (_, Self::Weekday(day)) => Self::Weekday(day),
            _ => Self::Year(same(self.year(), other.year())),
        }
    }
}

impl Value {
    /// What two readings of the same words share: parts that differ become unknown. `weekday` is the weekday that the
    /// words name: it stands even where its week does not.
    pub(super) fn shared(self, other: Self, weekday: Option<i8>) -> Self {
        let point = |a: Point, b: Point| match weekday {
            Some(day) if a != b => Point { stretch: Stretch::Weekday(day), ..a },
            _ => Point { stretch: a.stretch.shared(b.stretch), ..a },
        };
        match (self, other) {
            (Self::Point(a), Self::Point(b)) => Self::Point(point(a, b)),
            (Self::Range(a, b), Self::Range(c, d)) => Self::Range(point(a, c), point(b, d)),
            _ => self,
        }
    }

    /// First and last day, where they can be told.
    pub(super) fn days(self) -> Option<Days> {
        match self {
            Self::Point(point) => point.stretch.days(),
            Self::Range(from, to) => Some((from.stretch.days()?.0, to.stretch.days()?.1)).filter(|(a, b)| a <= b),
            _ => None,
        }
    }

    pub(super) fn kind(self) -> TimexKind {
        match self {
            Self::Point(Point { time: Some(_), .. }) | Self::Range(Point { time: Some(_), .. }, _) => TimexKind::Time,
            Self::Point(_) | Self::Range(..) | Self::Reference(_) => TimexKind::Date,
            Self::Duration(..) => TimexKind::Duration,
            Self::Each(_) | Self::EachLength(..) => TimexKind::Set,
        }
    }
}

struct Year(Option<i16>);

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(year @ 1..) => write!(f, "{year:04}"),
            Some(year) => write!(f, "BC{:04}", 1 - i32::from(year)),
            None => f.write_str("XXXX"),
        }
    }
}

struct Two(Option<i8>);

impl fmt::Display for Two {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(number) => write!(f, "{number:02}"),
            None => f.write_str("XX"),
        }
    }
}

impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let week = |f: &mut fmt::Formatter<'_>, week: Option<(i16, i8)>| {
            write!(f, "{}-W{}", Year(week.map(|(year, _)| year)), Two(week.map(|(_, week)| week)))
        };
        match *self {
            Self::Century(Some(century)) => write!(f, "{century:02}"),
            Self::Century(None) => f.write_str("XX"),
            Self::Decade(Some(decade)) => write!(f, "{decade:03}"),
            Self::Decade(None) => f.write_str("XXX"),
            Self::Year(year) => write!(f, "{}", Year(year)),
            Self::Half(year, half) => write!(f, "{}-H{half}", Year(year)),
            Self::Quarter(year, Some(quarter)) => write!(f, "{}-Q{quarter}", Year(year)),
            Self::Quarter(year, None) => write!(f, "{}-QX", Year(year)),
            Self::Season(year, Some(season)) => write!(f, "{}-{season}", Year(year)),
            Self::Season(year, None) => write!(f, "{}", Year(year)),
            Self::Month(year, month) => write!(f, "{}-{}", Year(year), Two(month)),
            Self::Week(of) => week(f, of),
            Self::Weekend(of) => week(f, of).and_then(|()| f.write_str("-WE")),
            Self::Day(year, month, day) => write!(f, "{}-{}-{}", Year(year), Two(month), Two(day)),
            Self::Weekday(day) => write!(f, "XXXX-WXX-{day}"),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.stretch.fmt(f)?;
        match self.time {
            Some(TimeOfDay::Part(part)) => write!(f, "T{part}"),
            Some(TimeOfDay::Clock { hour, minute }) => write!(f, "T{hour:02}:{minute:02}"),
            None => Ok(()),
        }
    }
}

/// `P3D`, `PT10H`, `PXY`; halves in the next smaller unit, `PT5H30M`.
fn length(f: &mut fmt::Formatter<'_>, count: Option<Count>, unit: TimeUnit) -> fmt::Result {
    let (time, letters) = match unit.as_str().strip_prefix('T') {
        Some(letter) => ("T", letter),
        None => ("", unit.as_str()),
    };
    let Some(Count::Exact(count) | Count::Between(count, _)) = count else { return write!(f, "P{time}X{letters}") };
    let half = match unit {
        TimeUnit::Century => "50Y",
        TimeUnit::Decade => "5Y",
        TimeUnit::Year => "6M",
        TimeUnit::Day => "T12H",
        TimeUnit::Hour => "30M",
        TimeUnit::Minute => "30S",
        _ => "",
    };
    match count.trunc() {
        whole if count.fract() != 0.5 || half.is_empty() => write!(f, "P{time}{}{letters}", whole + count.fract()),
        0.0 => write!(f, "P{time}{half}"),
        whole => write!(f, "P{time}{whole}{letters}{half}"),
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Point(point) | Self::Each(point) => point.fmt(f),
            Self::Range(from, to) => write!(f, "{from}/{to}"),
            Self::Duration(count, unit) | Self::EachLength(count, unit) => length(f, *count, *unit),
            Self::Reference(reference) => reference.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_as_iso_8601_does() {
        let length = |count, unit| Value::Duration(Some(count), unit).to_string();
        assert_eq!(length(Count::Exact(10.0), TimeUnit::Hour), "PT10H");
        assert_eq!(length(Count::Exact(1.5), TimeUnit::Year), "P1Y6M");
        assert_eq!(length(Count::Exact(0.5), TimeUnit::Hour), "PT30M");
        assert_eq!(length(Count::Exact(1.5), TimeUnit::Day), "P1DT12H");
        assert_eq!(length(Count::Exact(2.25), TimeUnit::Month), "P2.25M");
        assert_eq!(length(Count::Vague, TimeUnit::Decade), "PXDE");
    }

    #[test]
    fn readings_that_differ_share_what_they_agree_on() {
        let day = |year, month, day| Value::Point(Stretch::Day(Some(year), Some(month), Some(day)).into());
        assert_eq!(day(2016, 5, 1).shared(day(2016, 5, 31), None).to_string(), "2016-05-XX");
        assert_eq!(day(2016, 5, 1).shared(day(2016, 6, 1), None).to_string(), "2016-XX-XX");
        assert_eq!(day(2016, 5, 1).shared(day(2016, 5, 8), Some(7)).to_string(), "XXXX-WXX-7");
        assert_eq!(day(2016, 5, 1).shared(day(2016, 5, 1), Some(7)).to_string(), "2016-05-01");
    }
}
