//! Steps along the calendar: from a stretch, so many units on or back.

use jiff::civil::Date;

use super::calendar;
use super::parts::TimeUnit;
use super::value::Stretch;

/// The stretch of one unit that lies so many units after (or, below zero, before) the one that holds `from`. Parts that
/// cannot be told from `from` are unknown.
pub(super) fn step(from: Stretch, unit: TimeUnit, steps: i32) -> Stretch {
    let year = from.year().and_then(|year| i16::try_from(i32::from(year).saturating_add(steps)).ok());
    match unit {
        TimeUnit::Century => Stretch::Century(offset(from.year().map(|year| year.div_euclid(100)), steps)),
        TimeUnit::Decade => Stretch::Decade(offset(from.year().map(|year| year.div_euclid(10)), steps)),
        TimeUnit::Year => Stretch::Year(year),
        TimeUnit::Quarter => quarter(from, steps),
        TimeUnit::Season => season(from, steps),
        TimeUnit::Month => month(from, steps),
        TimeUnit::Week => Stretch::Week(week(from, steps)),
        TimeUnit::Weekend => Stretch::Weekend(week(from, steps)),
        TimeUnit::Day => day(from, steps),
        TimeUnit::Hour | TimeUnit::Minute | TimeUnit::Second => day(from, 0),
    }
}

fn offset(number: Option<i16>, steps: i32) -> Option<i16> {
    i16::try_from(i32::from(number?).saturating_add(steps)).ok()
}

/// A day within a stretch to count months and quarters from; `None` if the stretch does not lie within one month.
fn in_month(from: Stretch) -> Option<Date> {
    Date::new(from.year()?, from.month()?, 1).ok()
}

fn month(from: Stretch, steps: i32) -> Stretch {
    match in_month(from).and_then(|day| calendar::plus_months(day, steps)) {
        Some(day) => Stretch::Month(Some(day.year()), Some(day.month())),
        None => Stretch::Month(from.year().filter(|_| steps == 0), None),
    }
}

fn quarter(from: Stretch, steps: i32) -> Stretch {
    let first = match from {
        Stretch::Quarter(Some(year), Some(quarter)) => Date::new(year, quarter * 3, 1).ok(),
        _ => in_month(from),
    };
    match first.and_then(|day| calendar::plus_months(day, steps.saturating_mul(3))) {
        Some(day) => Stretch::Quarter(Some(day.year()), Some((day.month() + 2) / 3)),
        None => Stretch::Quarter(None, None),
    }
}

fn season(from: Stretch, steps: i32) -> Stretch {
    match in_month(from).and_then(|day| calendar::plus_months(day, steps.saturating_mul(3))) {
        Some(day) => {
            let (year, season) = calendar::season_of(day);
            Stretch::Season(Some(year), Some(season))
        }
        None => Stretch::Season(None, None),
    }
}

fn week(from: Stretch, steps: i32) -> Option<(i16, i8)> {
    let day = match from {
        Stretch::Week(Some(_)) | Stretch::Weekend(Some(_)) => from.days()?.0,
        _ => from.day()?,
    };
    calendar::plus_days(day, steps.checked_mul(7)?).map(calendar::week)
}

fn day(from: Stretch, steps: i32) -> Stretch {
    match from.day().and_then(|day| calendar::plus_days(day, steps)) {
        Some(day) => day.into(),
        None if steps == 0 => Stretch::Day(from.year(), from.month(), None),
        None => Stretch::Day(None, None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn steps_keep_what_is_known() {
        let sunday = Stretch::from(date(2020, 10, 11));
        let cases = [
            (sunday, TimeUnit::Day, -1, "2020-10-10"),
            (sunday, TimeUnit::Week, -1, "2020-W40"),
            (sunday, TimeUnit::Month, 3, "2021-01"),
            (sunday, TimeUnit::Quarter, -1, "2020-Q3"),
            (sunday, TimeUnit::Year, -10, "2010"),
            (sunday, TimeUnit::Century, 0, "20"),
            (Stretch::Month(Some(2003), Some(5)), TimeUnit::Day, 0, "2003-05-XX"),
            (Stretch::Month(Some(2003), Some(5)), TimeUnit::Day, 1, "XXXX-XX-XX"),
            (Stretch::Year(None), TimeUnit::Month, -1, "XXXX-XX"),
            (Stretch::Day(None, None, None), TimeUnit::Week, 0, "XXXX-WXX"),
        ];
        for (from, unit, steps, expected) in cases {
            assert_eq!(step(from, unit, steps).to_string(), expected, "{from} {steps} {unit}");
        }
    }

    #[test]
    fn steps_end_with_the_calendar() {
        let last = Stretch::from(date(9999, 12, 31));
        for unit in TimeUnit::ALL {
            step(last, *unit, i32::MAX);
            step(last, *unit, i32::MIN);
        }
    }
}
