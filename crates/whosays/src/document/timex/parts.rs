//! What the words of a time expression say, before any day is known.

use jiff::civil::Date;

use super::Modifier;
use crate::document::phrase::Numeral;
use crate::label::labels;

labels! {
    /// A unit of time. The names are those of ISO 8601 durations, with the TIMEX3 additions.
    TimeUnit {
        /// Hundred years.
        Century = "CE",
        /// Ten years.
        Decade = "DE",
        /// A year.
        Year = "Y",
        /// Three months.
        Quarter = "Q",
        /// A season of the year.
        Season = "SEASON",
        /// A month.
        Month = "M",
        /// Seven days.
        Week = "W",
        /// Saturday and Sunday.
        Weekend = "WE",
        /// A day.
        Day = "D",
        /// An hour.
        Hour = "TH",
        /// A minute.
        Minute = "TM",
        /// A second.
        Second = "TS",
    }
}

labels! {
    /// A season (TIMEX3 names).
    Season {
        /// March to May.
        Spring = "SP",
        /// June to August.
        Summer = "SU",
        /// September to November.
        Autumn = "FA",
        /// December to February.
        Winter = "WI",
    }
}

labels! {
    /// A part of the day (TIMEX3 names).
    DayPart {
        /// Morning.
        Morning = "MO",
        /// Midday.
        Midday = "MI",
        /// Afternoon.
        Afternoon = "AF",
        /// Evening.
        Evening = "EV",
        /// Night.
        Night = "NI",
        /// Working hours, daylight.
        Daytime = "DT",
    }
}

labels! {
    /// A time told only by its relation to the present (TIMEX3 names).
    Reference {
        /// `recently`.
        Past = "PAST_REF",
        /// `now`.
        Present = "PRESENT_REF",
        /// `soon`.
        Future = "FUTURE_REF",
    }
}

labels! {
    /// What a relative time is counted from.
    Base {
        /// The day of publication: `last week`, `two days ago`.
        Published = "published",
        /// The time told last: `the next day`, `two days later`.
        Text = "text",
    }
}

/// How many of a unit.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Count {
    /// So many.
    Exact(f64),
    /// Between two numbers, both included.
    Between(f64, f64),
    /// More than one, and no more is told: `several`.
    Vague,
}

/// The day or days of a feast, by the rule that sets them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Feast {
    /// The same day of the same month every year.
    Fixed {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// So many days after Easter Sunday of the western churches.
    Easter(i8),
    /// So many days after Easter Sunday of the eastern churches.
    Pascha(i8),
    /// The n-th such weekday of a month, and so many days after it; the last one if `nth` is -1.
    Weekday {
        /// 1 to 12.
        month: i8,
        /// 1 (Monday) to 7.
        weekday: i8,
        /// 1 to 5, or -1.
        nth: i8,
        /// Days after it.
        plus: i8,
    },
    /// A day of the Islamic calendar, known to a day or so ahead of time because it hangs on a sighting of the moon.
    Hijri {
        /// 1 to 12.
        month: i8,
        /// 1 to 30.
        day: i8,
        /// How many days it lasts.
        length: i8,
    },
    /// One day in history that goes by its date: `9/11`.
    Once(Date),
}

/// What the words of a time expression say: each part on its own, `None` where they are silent.
///
/// It is not a time: `Sunday` has a `weekday` and no more. Only [`resolve`](super::resolve) makes days of it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Parts {
    /// Century by its first two digits: 18 for the 19th.
    pub century: Option<i16>,
    /// Decade by its first three digits: 198 for the 1980s. Below 10 the century is not told (`the '80s`).
    pub decade: Option<i16>,
    /// Year; before the year 1 as astronomers count: 0 is 1 BC, -489 is 490 BC.
    pub year: Option<i16>,
    /// Year by its last two digits.
    pub short_year: Option<i16>,
    /// Half of the year, 1 or 2.
    pub half: Option<i8>,
    /// Quarter of the year, 1 to 4.
    pub quarter: Option<i8>,
    /// Season.
    pub season: Option<Season>,
    /// Month, 1 to 12.
    pub month: Option<i8>,
    /// Two numbers of which one is the month and one the day, where the text does not tell which (`12/10/2020`).
    pub unordered: Option<(i8, i8)>,
    /// Day of the month, 1 to 31.
    pub day: Option<i8>,
    /// Day of the week, 1 (Monday) to 7.
    pub weekday: Option<i8>,
    /// A feast.
    pub feast: Option<Feast>,
    /// Part of the day.
    pub part: Option<DayPart>,
    /// Hour, 0 to 24.
    pub hour: Option<i8>,
    /// Minute, 0 to 59.
    pub minute: Option<i8>,
    /// True for `p.m.`, false for `a.m.`
    pub afternoon: Option<bool>,
    /// Unit of a count or a step.
    pub unit: Option<TimeUnit>,
    /// How many of the unit.
    pub count: Option<Count>,
    /// So many units, or named times of that kind, from the base: -1 `last`, 0 `this`, 1 `next`.
    pub step: Option<i32>,
    /// Direction of a count from its base: -1 `ago`, `earlier`, 1 `later`.
    pub offset: Option<i32>,
    /// What it is counted from.
    pub base: Option<Base>,
    /// No more than past, present or future.
    pub reference: Option<Reference>,
    /// Repeated: `every`, `daily`.
    pub each: bool,
    /// The past or future stretch so long as the count: `the last three weeks`.
    pub stretch: bool,
    /// Before the year 1: `year` is still as the words count it.
    pub(crate) before_christ: bool,
    /// A fiscal year or quarter, which need not be the calendar's.
    pub fiscal: bool,
    /// What limits it.
    pub modifier: Option<Modifier>,
    /// Where a range ends; parts that it lacks are those of the start.
    pub until: Option<Box<Parts>>,
}

impl Parts {
    /// The parts of a numeral.
    pub(crate) fn number(numeral: &Numeral) -> Self {
        let count = match numeral.max {
            Some(max) if max > numeral.min => Count::Between(numeral.min, max),
            Some(_) => Count::Exact(numeral.min),
            None => Count::Vague,
        };
        let modifier = numeral.approx.then_some(Modifier::Approx);
        Self { count: Some(count), modifier, ..Self::default() }
    }

    /// Takes over every part that the other tells.
    pub(crate) fn merge(&mut self, other: &Self) {
        fn take<T: Clone>(mine: &mut Option<T>, other: &Option<T>) {
            if other.is_some() {
                mine.clone_from(other);
            }
        }
        take(&mut self.century, &other.century);
        take(&mut self.decade, &other.decade);
        take(&mut self.year, &other.year);
        take(&mut self.short_year, &other.short_year);
        take(&mut self.half, &other.half);
        take(&mut self.quarter, &other.quarter);
        take(&mut self.season, &other.season);
        take(&mut self.month, &other.month);
        take(&mut self.unordered, &other.unordered);
        take(&mut self.day, &other.day);
        take(&mut self.weekday, &other.weekday);
        take(&mut self.feast, &other.feast);
        take(&mut self.part, &other.part);
        take(&mut self.hour, &other.hour);
        take(&mut self.minute, &other.minute);
        take(&mut self.afternoon, &other.afternoon);
        take(&mut self.unit, &other.unit);
        take(&mut self.count, &other.count);
        take(&mut self.step, &other.step);
        take(&mut self.offset, &other.offset);
        take(&mut self.base, &other.base);
        take(&mut self.reference, &other.reference);
        take(&mut self.modifier, &other.modifier);
        take(&mut self.until, &other.until);
        self.each |= other.each;
        self.stretch |= other.stretch;
        self.fiscal |= other.fiscal;
        self.before_christ |= other.before_christ;
    }

    /// Sets one part by the name that tables use.
    pub(crate) fn assign(&mut self, name: &str, value: &str) -> Result<(), String> {
        let wrong = || format!("`{name}={value}` cannot be read");
        let number = || value.parse::<i16>().map_err(|_| wrong());
        let small = || value.parse::<i8>().map_err(|_| wrong());
        match name {
            "century" => self.century = Some(number()?),
            "decade" => self.decade = Some(number()?),
            "year" => self.year = Some(number()?),
            "half" => self.half = Some(small()?),
            "quarter" => self.quarter = Some(small()?),
            "month" => self.month = Some(small()?),
            "day" => self.day = Some(small()?),
            "weekday" => self.weekday = Some(small()?),
            "hour" => self.hour = Some(small()?),
            "minute" => self.minute = Some(small()?),
            "step" => self.step = Some(i32::from(number()?)),
            "offset" => self.offset = Some(i32::from(number()?)),
            "count" if value == "X" => self.count = Some(Count::Vague),
            "count" => self.count = Some(Count::Exact(value.parse().map_err(|_| wrong())?)),
            "season" => self.season = Some(Season::parse(value).ok_or_else(wrong)?),
            "part" => self.part = Some(DayPart::parse(value).ok_or_else(wrong)?),
            "unit" => self.unit = Some(TimeUnit::parse(value).ok_or_else(wrong)?),
            "base" => self.base = Some(Base::parse(value).ok_or_else(wrong)?),
            "ref" => self.reference = Some(Reference::parse(value).ok_or_else(wrong)?),
            "mod" => self.modifier = Some(Modifier::parse(value).ok_or_else(wrong)?),
            "afternoon" => self.afternoon = Some(value.parse().map_err(|_| wrong())?),
            "each" => self.each = true,
            "stretch" => self.stretch = true,
            "fiscal" => self.fiscal = true,
            "bc" => self.before_christ = true,
            _ => return Err(format!("no part `{name}`")),
        }
        Ok(())
    }

    /// True if they name a time of day.
    pub(crate) fn names_hour(&self) -> bool {
        self.part.is_some() || self.hour.is_some()
    }
}
