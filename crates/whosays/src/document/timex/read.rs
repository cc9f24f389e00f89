//! Reading one expression: from what its words say and what is known, to a value.

use jiff::civil::Date;

use super::calendar;
use super::memory::{Memory, Told};
use super::parts::{Base, Count, Feast, Parts, Reference, Season, TimeUnit};
use super::resolve::{Anchor, Reading};
use super::step::step;
use super::value::{Point, Stretch, TimeOfDay, Value};
use super::{Direction, Expression};

/// A stretch and what it was counted from.
type Found = (Stretch, Anchor);

/// Reads one expression.
pub(super) fn read(expression: &Expression, memory: &Memory) -> Reading {
    let parts = &expression.parts;
    let reader = Reader { memory, sentence: expression.sentence, direction: expression.direction };
    let (value, anchor) = reader.value(parts);
    let days = match value {
        Value::Point(point) => reader.wider(parts, point.stretch),
        _ => None,
    };
    Reading { value, days, anchor }
}

/// True for a time of day whose day other words must tell: `at noon`.
pub(super) fn is_time_alone(parts: &Parts) -> bool {
    let bare =
        Parts { part: None, hour: None, minute: None, afternoon: None, modifier: None, base: None, ..parts.clone() };
    parts.names_hour() && bare == Parts::default()
}

/// How many expressions away the day of a time of day may stand.
const NEAR: usize = 32;

/// The day of a time of day: that of the nearest day before it in its sentence, of the nearest after it, of the
/// sentence before, or the day of publication.
pub(super) fn time_alone(index: usize, all: &[Expression], readings: &[Reading], today: Option<Date>) -> Reading {
    let here = all[index].sentence;
    let day = |other: usize| match readings[other].value {
        Value::Point(point) if !is_time_alone(&all[other].parts) => point.stretch.day().map(|_| (other, point.stretch)),
        _ => None,
    };
    let before = (0..index).rev().take(NEAR).take_while(|&i| all[i].sentence == here).find_map(day);
    let after = || (index + 1..all.len()).take(NEAR).take_while(|&i| all[i].sentence == here).find_map(day);
    let earlier = || (0..index).rev().take(NEAR).take_while(|&i| all[i].sentence + 1 >= here).find_map(day);
    let (stretch, anchor) = match (before.or_else(after).or_else(earlier), today) {
        (Some((told, stretch)), _) => (stretch, Anchor::Told(told)),
        (None, Some(today)) => (today.into(), Anchor::Published),
        (None, None) => (Stretch::Day(None, None, None), Anchor::Nothing),
    };
    let value = Value::Point(Point { stretch, time: time(&all[index].parts) });
    Reading { value, days: None, anchor }
}

fn time(parts: &Parts) -> Option<TimeOfDay> {
    let Some(hour) = parts.hour else { return parts.part.map(TimeOfDay::Part) };
    let hour = match (parts.afternoon, hour) {
        (Some(true), 1..=11) => hour + 12,
        (Some(false), 12) => 0,
        _ => hour,
    };
    Some(TimeOfDay::Clock { hour, minute: parts.minute.unwrap_or(0) })
}

/// A date without a year may lie so many days ahead even where no verb looks ahead: so short before a day, a reporter
/// who means that of last year says so. The bounds are those that do best on TimeBank.
const AHEAD: i32 = 50;

/// The same beside a verb of the past (`set March 3 as the deadline`).
const SOON: i32 = 30;

struct Reader<'m> {
    memory: &'m Memory,
    sentence: usize,
    direction: Direction,
}

impl Reader<'_> {
    fn value(&self, parts: &Parts) -> (Value, Anchor) {
        if let Some(reference) = parts.reference {
            return (Value::Reference(reference), Anchor::Nothing);
        }
        if parts.each {
            return (each(parts), Anchor::Nothing);
        }
        if let Some(until) = &parts.until {
            return self.range(parts, until);
        }
        if let (Some(count), Some(unit)) = (parts.count, parts.unit) {
            return match parts.offset {
                Some(sign) if !parts.stretch => self.counted(parts, count, unit, sign),
                _ => (Value::Duration(Some(count), unit), Anchor::Nothing),
            };
        }
        let (stretch, anchor) = self.stretch(parts);
        (Value::Point(Point { stretch, time: time(parts) }), anchor)
    }

    /// `1988-94`, `October 9-10`: what the end lacks it has from the start.
    fn range(&self, parts: &Parts, until: &Parts) -> (Value, Anchor) {
        let start = Parts { until: None, ..parts.clone() };
        let (Value::Point(from), anchor) = self.value(&start) else {
            return (Value::Duration(parts.count, parts.unit.unwrap_or(TimeUnit::Day)), Anchor::Nothing);
        };
        let mut end = start;
        end.merge(until);
        end.year = match (until.year, until.short_year, from.stretch.year()) {
            (Some(year), _, _) => Some(year),
            (None, Some(short), Some(from)) => Some(later_short_year(from, short)),
            (None, None, year) => year,
            _ => None,
        };
        end.short_year = None;
        let (Value::Point(to), _) = self.value(&end) else { return (Value::Point(from), anchor) };
        (Value::Range(from, to), anchor)
    }

    /// `two weeks ago`, `four days later`.
    fn counted(&self, parts: &Parts, count: Count, unit: TimeUnit, sign: i32) -> (Value, Anchor) {
        let number = match count {
            Count::Exact(number) | Count::Between(number, _) if number < 10_000.0 => number.round() as i32,
            _ if sign < 0 => return (Value::Reference(Reference::Past), Anchor::Nothing),
            _ => return (Value::Reference(Reference::Future), Anchor::Nothing),
        };
        if let Some(found) = self.same_quarter(unit, sign * number) {
            return (Value::Point(found.0.into()), found.1);
        }
        let (from, anchor) = self.base(parts);
        let (unit, number) = match unit {
            TimeUnit::Century => (TimeUnit::Year, number.saturating_mul(100)),
            TimeUnit::Decade => (TimeUnit::Year, number.saturating_mul(10)),
            TimeUnit::Hour | TimeUnit::Minute | TimeUnit::Second => (TimeUnit::Day, 0),
            _ => (unit, number),
        };
        let stretch = step(from, unit, sign * number);
        (Value::Point(Point { stretch, time: time(parts) }), anchor)
    }

    /// `a year ago` beside a quarter means that quarter.
    fn same_quarter(&self, unit: TimeUnit, years: i32) -> Option<Found> {
        let told = self.memory.quarter.filter(|told| unit == TimeUnit::Year && told.sentence + 2 >= self.sentence)?;
        let Stretch::Quarter(Some(year), quarter) = told.stretch else { return None };
        let year = year.checked_add(i16::try_from(years).ok()?)?;
        Some((Stretch::Quarter(Some(year), quarter), Anchor::Told(told.index)))
    }

    /// What a relative time is counted from; an unknown day, if nothing is known.
    fn base(&self, parts: &Parts) -> Found {
        let published = || self.memory.today.map(|today| (Stretch::from(today), Anchor::Published));
        let wants_day =
            matches!(parts.unit, Some(TimeUnit::Day | TimeUnit::Week | TimeUnit::Weekend)) || parts.unit.is_none();
        let told = self.memory.last.or(self.memory.day);
        let told = if wants_day { self.near(self.memory.day).or(self.near(told)) } else { self.near(told) };
        let told = told.map(|told| (told.stretch, Anchor::Told(told.index)));
        let found = match parts.base {
            Some(Base::Text) => told.or_else(published),
            _ => published(),
        };
        found.unwrap_or((Stretch::Day(None, None, None), Anchor::Nothing))
    }

    /// A time told in this sentence or shortly before it.
    fn near(&self, told: Option<Told>) -> Option<Told> {
        told.filter(|told| told.sentence + 3 >= self.sentence)
    }

    fn stretch(&self, parts: &Parts) -> Found {
        let parts = &self.ordered(parts);
        if let (Some(unit), Some(steps)) = (parts.unit, parts.step) {
            if unit == TimeUnit::Quarter && parts.base == Some(Base::Text) {
                return self.latest_quarter();
            }
            let (from, anchor) = self.base(parts);
            let from = self.this_weekend(unit, steps, from);
            let stretch = step(from, unit, steps);
            return (self.within(parts, stretch), anchor);
        }
        let year = parts.year.or_else(|| parts.short_year.and_then(|short| self.long_year(short)));
        match year {
            Some(year) => (dated(parts, year), Anchor::Nothing),
            None => self.undated(parts),
        }
    }

    /// "The quarter": the one told last, else the last whole one.
    fn latest_quarter(&self) -> Found {
        match (self.memory.quarter, self.memory.today) {
            (Some(told), _) => (told.stretch, Anchor::Told(told.index)),
            (None, Some(today)) => (step(today.into(), TimeUnit::Quarter, -1), Anchor::Published),
            (None, None) => (Stretch::Quarter(None, None), Anchor::Nothing),
        }
    }

    /// Tells month and day of a date in numbers apart, where other dates of the report show its order.
    fn ordered(&self, parts: &Parts) -> Parts {
        let (Some((first, second)), Some(day_first)) = (parts.unordered, self.memory.day_first) else {
            return parts.clone();
        };
        let (day, month) = if day_first { (first, second) } else { (second, first) };
        if month > 12 {
            return parts.clone();
        }
        Parts { unordered: None, month: Some(month), day: Some(day), ..parts.clone() }
    }

    /// "This weekend", said on a working day: the one before, unless the verb looks ahead.
    fn this_weekend(&self, unit: TimeUnit, steps: i32, from: Stretch) -> Stretch {
        let ahead = self.direction == Direction::Future;
        match from.day() {
            Some(day) if unit == TimeUnit::Weekend && steps == 0 && !ahead && calendar::weekday(day) <= 5 => {
                step(from, TimeUnit::Day, -7)
            }
            _ => from,
        }
    }

    /// The part of a stretch that further words name: `Monday next week`, `April last year`, `the 9th of this month`.
    fn within(&self, parts: &Parts, stretch: Stretch) -> Stretch {
        match (stretch, parts.weekday, parts.day) {
            (Stretch::Week(Some((year, week))), Some(weekday), _) => calendar::week_days(year, week)
                .and_then(|(monday, _)| calendar::plus_days(monday, i32::from(weekday) - 1))
                .map_or(stretch, Stretch::from),
            (Stretch::Week(None), Some(weekday), _) => Stretch::Weekday(weekday),
            (Stretch::Month(year, month), _, Some(day)) => Stretch::Day(year, month, Some(day)),
            (Stretch::Year(Some(year)), ..) => dated(parts, year),
            (Stretch::Year(None), ..) => unknown(parts),
            _ => stretch,
        }
    }

    /// A year by its last two digits: the one nearest to the report, and at most ten years after it.
    fn long_year(&self, short: i16) -> Option<i16> {
        let known = self.memory.today.map(Date::year).or(self.memory.dated.and_then(|told| told.stretch.year()));
        let latest = known? + 10;
        Some(latest - (latest - short).rem_euclid(100))
    }

    /// A date without its year.
    fn undated(&self, parts: &Parts) -> Found {
        if let Some(decade) = parts.decade {
            return self.decade(decade);
        }
        if let Some(century) = parts.century {
            return (Stretch::Century(Some(century)), Anchor::Nothing);
        }
        let tells = parts.base == Some(Base::Text) || self.memory.history || self.continues(parts);
        let in_text = self.weekday_of_text(parts).or_else(|| self.year_of_text(parts).filter(|_| tells));
        if let Some(found) = in_text {
            return found;
        }
        match self.memory.today {
            Some(today)
                if parts.feast.is_some() || parts.month.is_some() || parts.weekday.is_some() || named(parts) =>
            {
                (self.nearest(parts, today), Anchor::Published)
            }
            Some(today) if parts.day.is_some() => (self.day_of_month(parts, today), Anchor::Published),
            _ => (unknown(parts), Anchor::Nothing),
        }
    }

    fn decade(&self, decade: i16) -> Found {
        if decade >= 10 {
            return (Stretch::Decade(Some(decade)), Anchor::Nothing);
        }
        match self.memory.today {
            Some(today) => {
                let latest = today.year() / 10;
                (Stretch::Decade(Some(latest - (latest - decade).rem_euclid(10))), Anchor::Published)
            }
            None => (Stretch::Decade(None), Anchor::Nothing),
        }
    }

    /// True for a day right after a full date of an earlier year and close to it: `On March 14, 2003 … On March 20 …`.
    fn continues(&self, parts: &Parts) -> bool {
        let near = self.memory.dated.filter(|told| told.sentence + 1 >= self.sentence && told.stretch.day().is_some());
        let months = near.and_then(|told| told.stretch.month()).zip(parts.month);
        parts.day.is_some() && parts.step.is_none() && months.is_some_and(|(told, month)| (told - month).abs() <= 2)
    }

    /// The year of a bare date in a text that tells its own: that which brings it nearest to the date told last.
    fn year_of_text(&self, parts: &Parts) -> Option<Found> {
        let told = self.memory.dated?;
        let year = told.stretch.year()?;
        let month = parts.month?;
        let from = told.stretch.month().map_or(i32::from(month), i32::from);
        let year = match i32::from(month) - from {
            7.. => year - 1,
            ..=-6 => year + 1,
            _ => year,
        };
        Some((dated(parts, year), Anchor::Told(told.index)))
    }

    /// `the previous Friday`: counted from the day told last.
    fn weekday_of_text(&self, parts: &Parts) -> Option<Found> {
        let told = self.near(self.memory.day).filter(|_| parts.base == Some(Base::Text) && parts.month.is_none())?;
        let day = weekday_from(told.stretch.day()?, parts.weekday?, parts.step?)?;
        Some((day.into(), Anchor::Told(told.index)))
    }

    /// A bare date, read from the day of publication.
    fn nearest(&self, parts: &Parts, today: Date) -> Stretch {
        if let (Some(weekday), None) = (parts.weekday, parts.month) {
            return self.weekday(parts, weekday, today).map_or(Stretch::Weekday(weekday), Stretch::from);
        }
        let candidates = [-2, -1, 0, 1, 2].map(|years| today.year() + years);
        let fits = |stretch: Stretch| parts.month.is_none() || parts.weekday.is_none_or(|w| on_weekday(stretch, w));
        let choose = |test: &dyn Fn(&(Date, Date)) -> bool, backwards: bool| {
            let mut years = candidates;
            if backwards {
                years.reverse();
            }
            let stretches = years.into_iter().map(|year| dated(parts, year)).filter(|stretch| fits(*stretch));
            stretches.into_iter().find(|stretch| stretch.days().is_some_and(|days| test(&days)))
        };
        let chosen = match (parts.step, self.direction) {
            // What was last month is not called by its name with "last".
            (Some(..=-1), _) if parts.month.is_some() => {
                choose(&|(_, last)| calendar::distance(*last, today) > 31, true)
            }
            (Some(..=-1), _) => choose(&|(_, last)| *last < today, true),
            (Some(1..), _) => choose(&|(first, _)| *first > today, false),
            (Some(0), _) => choose(&|(first, _)| first.year() == today.year(), true),
            // Reporters write of quarters of the year as soon as figures come, whatever the tense.
            (None, _) if parts.quarter.is_some() => choose(&|(first, _)| calendar::distance(today, *first) <= 91, true),
            (None, Direction::Future) => choose(&|(_, last)| *last >= today, false),
            (None, Direction::Past) => choose(&|(first, _)| calendar::distance(today, *first) <= SOON, true),
            (None, Direction::Unknown) => choose(&|(first, _)| calendar::distance(today, *first) <= AHEAD, true),
        };
        chosen.unwrap_or_else(|| unknown(parts))
    }

    fn weekday(&self, parts: &Parts, weekday: i8, today: Date) -> Option<Date> {
        match (parts.step, self.direction) {
            (Some(steps), _) if steps != 0 => weekday_from(today, weekday, steps),
            (_, Direction::Future) => {
                let ahead = (i32::from(weekday) - i32::from(calendar::weekday(today))).rem_euclid(7);
                calendar::plus_days(today, ahead)
            }
            _ => {
                let back = (i32::from(calendar::weekday(today)) - i32::from(weekday)).rem_euclid(7);
                calendar::plus_days(today, -back)
            }
        }
    }

    /// `the 9th`: of this month, or of the one before if that is still to come.
    fn day_of_month(&self, parts: &Parts, today: Date) -> Stretch {
        let ahead = parts.day.is_some_and(|day| day > today.day());
        let month = match (self.direction, ahead) {
            (Direction::Future, false) => calendar::plus_months(today, 1),
            (Direction::Past | Direction::Unknown, true) => calendar::plus_months(today, -1),
            _ => Some(today),
        };
        Stretch::Day(month.map(Date::year), month.map(Date::month), parts.day)
    }

    /// Days beside those of the value: an ambiguous date in numbers, a feast that hangs on the moon.
    fn wider(&self, parts: &Parts, stretch: Stretch) -> Option<calendar::Days> {
        if let (Some(feast @ Feast::Hijri { .. }), Some(year)) = (parts.feast, stretch.year()) {
            return calendar::feast(feast, year);
        }
        let ((first, second), year) = (parts.unordered?, stretch.year()?);
        let a = Stretch::Day(Some(year), Some(first), Some(second)).day();
        let b = Stretch::Day(Some(year), Some(second), Some(first)).day();
        if stretch.day().is_some() { None } else { Some((a?.min(b?), a?.max(b?))) }
    }
}

fn named(parts: &Parts) -> bool {
    parts.season.is_some() || parts.quarter.is_some() || parts.half.is_some() || parts.unordered.is_some()
}

/// So many such weekdays before or after a day, that day not counted.
fn weekday_from(day: Date, weekday: i8, steps: i32) -> Option<Date> {
    let ahead = (i32::from(weekday) - i32::from(calendar::weekday(day))).rem_euclid(7);
    let ahead = if ahead == 0 { 7 } else { ahead };
    match steps {
        1.. => calendar::plus_days(day, ahead + 7 * (steps - 1)),
        0 => calendar::plus_days(day, ahead % 7),
        _ => calendar::plus_days(day, if ahead == 7 { 7 * steps } else { ahead + 7 * steps }),
    }
}

fn on_weekday(stretch: Stretch, weekday: i8) -> bool {
    stretch.day().is_some_and(|day| calendar::weekday(day) == weekday)
}

/// The second year of `1988-94` or `1998-02`.
fn later_short_year(from: i16, short: i16) -> i16 {
    from + (short - from.rem_euclid(100)).rem_euclid(100)
}

/// What the words name within a year.
fn dated(parts: &Parts, year: i16) -> Stretch {
    let year = Some(year);
    if let Some((first, second)) = parts.unordered {
        return match (first, second) {
            (13.., _) => Stretch::Day(year, Some(second), Some(first)),
            (_, 13..) => Stretch::Day(year, Some(first), Some(second)),
            _ if first == second => Stretch::Day(year, Some(first), Some(second)),
            _ => Stretch::Day(year, None, None),
        };
    }
    match (parts.month, parts.day) {
        (Some(month), Some(day)) => return Stretch::Day(year, Some(month), Some(day)),
        (Some(month), None) if parts.names_hour() => return Stretch::Day(year, Some(month), None),
        (Some(month), None) => return Stretch::Month(year, Some(month)),
        _ => {}
    }
    if let Some((first, last)) = parts.feast.zip(year).and_then(|(feast, year)| calendar::feast(feast, year)) {
        return feast_stretch(first, last);
    }
    match (parts.quarter, parts.half, parts.season) {
        (Some(quarter), ..) => Stretch::Quarter(year, Some(quarter)),
        (_, Some(half), _) => Stretch::Half(year, half),
        (.., Some(season)) => Stretch::Season(year, Some(season)),
        _ => Stretch::Year(year),
    }
}

fn feast_stretch(first: Date, last: Date) -> Stretch {
    let same_month = first.month() == last.month();
    let day = if first == last { Some(first.day()) } else { None };
    Stretch::Day(Some(first.year()), same_month.then_some(first.month()), day)
}

/// The words with every part that they do not tell unknown.
fn unknown(parts: &Parts) -> Stretch {
    let season = |season: Season| Stretch::Season(None, Some(season));
    match (parts.month, parts.day, parts.weekday) {
        (Some(month), Some(day), _) => Stretch::Day(None, Some(month), Some(day)),
        (Some(month), None, _) => Stretch::Month(None, Some(month)),
        (None, Some(day), _) => Stretch::Day(None, None, Some(day)),
        (None, None, Some(weekday)) => Stretch::Weekday(weekday),
        _ => match (parts.feast, parts.quarter, parts.half, parts.season) {
            (Some(Feast::Fixed { month, day }), ..) => Stretch::Day(None, Some(month), Some(day)),
            (Some(Feast::Once(day)), ..) => day.into(),
            (Some(_), ..) => Stretch::Day(None, None, None),
            (_, Some(quarter), ..) => Stretch::Quarter(None, Some(quarter)),
            (_, _, Some(half), _) => Stretch::Half(None, half),
            (.., Some(named)) => season(named),
            _ if parts.names_hour() => Stretch::Day(None, None, None),
            _ => Stretch::Year(None),
        },
    }
}

/// `every Friday`, `daily`.
fn each(parts: &Parts) -> Value {
    match parts.unit {
        Some(unit) if !parts.names_hour() => Value::EachLength(Some(parts.count.unwrap_or(Count::Exact(1.0))), unit),
        _ => Value::Each(Point { stretch: unknown(parts), time: time(parts) }),
    }
}
