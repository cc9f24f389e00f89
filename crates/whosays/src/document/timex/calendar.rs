//! The calendar: first and last days of months, weeks, seasons; feasts.
//!
//! Years before the year 1 are counted as astronomers do: 0 is 1 BC.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::parts::{Feast, Season};

/// A run of days, both ends included.
pub(super) type Days = (Date, Date);

/// The day so many days later; `None` beyond the calendar's ends.
pub(super) fn plus_days(day: Date, days: i32) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// The day so many months later; the last of the month where that month is shorter.
pub(super) fn plus_months(day: Date, months: i32) -> Option<Date> {
    day.checked_add(Span::new().try_months(months).ok()?).ok()
}

/// Days from one day to another.
pub(super) fn distance(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// Monday is 1, Sunday 7.
pub(super) fn weekday(day: Date) -> i8 {
    day.weekday().to_monday_one_offset()
}

/// ISO 8601 year and week of a day.
pub(super) fn week(day: Date) -> (i16, i8) {
    let week = day.iso_week_date();
    (week.year(), week.week())
}

/// Monday to Sunday of an ISO 8601 week.
pub(super) fn week_days(year: i16, week: i8) -> Option<Days> {
    let monday = jiff::civil::ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
    Some((monday, plus_days(monday, 6)?))
}

/// The days of several years, both included.
pub(super) fn years(first: i16, last: i16) -> Option<Days> {
    Some((Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?))
}

/// The days of several months of a year, both included.
pub(super) fn months(year: i16, first: i8, last: i8) -> Option<Days> {
    Some((Date::new(year, first, 1).ok()?, Date::new(year, last, 1).ok()?.last_of_month()))
}

/// The days that a season of a year can mean on the northern half of the world: by months and by the sun.
///
/// The winter of a year may be the one that begins in it or the one that ends in it, so its days reach over both.
pub(super) fn season(year: i16, season: Season) -> Option<Days> {
    let (first, last) = match season {
        Season::Spring => ((year, 3, 1), (year, 6, 20)),
        Season::Summer => ((year, 6, 1), (year, 9, 22)),
        Season::Autumn => ((year, 9, 1), (year, 12, 20)),
        Season::Winter => ((year.checked_sub(1)?, 12, 1), (year.checked_add(1)?, 3, 19)),
    };
    Some((Date::new(first.0, first.1, first.2).ok()?, Date::new(last.0, last.1, last.2).ok()?))
}

/// The season of a day, by months, with the year that it is named after.
pub(super) fn season_of(day: Date) -> (i16, Season) {
    match day.month() {
        3..=5 => (day.year(), Season::Spring),
        6..=8 => (day.year(), Season::Summer),
        9..=11 => (day.year(), Season::Autumn),
        12 => (day.year(), Season::Winter),
        _ => (day.year() - 1, Season::Winter),
    }
}

/// The days on which a feast falls in a year; for feasts that hang on the moon, the days on which it may.
pub(super) fn feast(feast: Feast, year: i16) -> Option<Days> {
    let one = |day: Date| Some((day, day));
    match feast {
        Feast::Fixed { month, day } => one(Date::new(year, month, day).ok()?),
        Feast::Easter(plus) => one(plus_days(easter(year)?, i32::from(plus))?),
        Feast::Pascha(plus) => one(plus_days(pascha(year)?, i32::from(plus))?),
        Feast::Weekday { month, weekday, nth, plus } => {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            let day = Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?;
            one(plus_days(day, i32::from(plus))?)
        }
        Feast::Hijri { month, day, length } => {
            let first = hijri(year, month, day)?;
            Some((plus_days(first, -1)?, plus_days(first, i32::from(length))?))
        }
        Feast::Once(day) => one(day),
    }
}

/// Easter Sunday of the western churches (the algorithm of Meeus, Jones and Butcher).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

/// Easter Sunday of the eastern churches, in today's calendar (Meeus's Julian algorithm and the thirteen days between
/// the calendars from 1900 to 2099).
fn pascha(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    let n = d + e + 114;
    let julian = Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()?;
    plus_days(julian, y / 100 - y / 400 - 2)
}

/// The first day in a year on which a date of the Islamic calendar falls, by the tabular calendar.
fn hijri(year: i16, month: i8, day: i8) -> Option<Date> {
    let unix = Date::new(1970, 1, 1).ok()?;
    let about = (i32::from(year) - 622) * 33 / 32;
    (about - 1..=about + 2).find_map(|h| {
        let m = i32::from(month);
        let julian = (11 * h + 3) / 30 + 354 * h + 30 * m - (m - 1) / 2 + i32::from(day) + 1_948_440 - 385;
        plus_days(unix, julian - 2_440_588).filter(|date| date.year() == year)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn feasts_fall_where_the_almanac_says() {
        for (year, month, day) in [(1998, 4, 12), (2000, 4, 23), (2016, 3, 27), (2020, 4, 12), (2022, 4, 17)] {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
        for (year, month, day) in [(2016, 5, 1), (2020, 4, 19), (2022, 4, 24)] {
            assert_eq!(pascha(year), Some(date(year, month, day)));
        }
        let thanksgiving = Feast::Weekday { month: 11, weekday: 4, nth: 4, plus: 0 };
        assert_eq!(feast(thanksgiving, 2020), Some((date(2020, 11, 26), date(2020, 11, 26))));
        let election = Feast::Weekday { month: 11, weekday: 1, nth: 1, plus: 1 };
        assert_eq!(feast(election, 1998), Some((date(1998, 11, 3), date(1998, 11, 3))));
    }

    #[test]
    fn days_of_the_moon_are_known_to_a_day_or_so() {
        let eid = Feast::Hijri { month: 10, day: 1, length: 1 };
        for (year, month, day) in [(2006, 10, 23), (2016, 7, 6), (2020, 5, 24), (2022, 5, 2)] {
            let (first, last) = feast(eid, year).expect("it falls once a year");
            assert!(first <= date(year, month, day) && date(year, month, day) <= last, "{year}: {first} to {last}");
        }
    }

    #[test]
    fn weeks_follow_iso_8601() {
        assert_eq!(week(date(2006, 1, 5)), (2006, 1));
        assert_eq!(week_days(2020, 53), Some((date(2020, 12, 28), date(2021, 1, 3))));
    }
}
