//! Values in words: days, times, figures, quotations.

use jiff::civil::{Date, ISOWeekDate, Weekday};
use whosays::document::{Basis, Event, Modifier, Published, Timex, Toll};

pub(super) use crate::page::layout::clean;
use crate::page::layout::width;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|i| MONTHS.get(i)).copied().unwrap_or("?")
}

/// `11 Oct 2020`.
pub(super) fn day(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day.month()), day.year())
}

/// `Sun 11 Oct 2020`.
pub(super) fn weekday(date: Date) -> String {
    let name = match date.weekday() {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    };
    format!("{name} {}", day(date))
}

/// Both ends of a range without saying twice what they share: `9–10 Oct 2020`.
pub(super) fn days(from: Date, to: Date) -> String {
    if from == to {
        return day(from);
    }
    let start = match (from.year() == to.year(), from.month() == to.month()) {
        (true, true) => from.day().to_string(),
        (true, false) => format!("{} {}", from.day(), month(from.month())),
        _ => day(from),
    };
    format!("{start}–{}", day(to))
}

/// When a report was published, as far as it is known, and how.
pub(super) fn published(published: &Published) -> (String, &'static str) {
    let when = match (published.earliest, published.latest) {
        (Some(from), Some(to)) => days(from, to),
        (Some(from), None) => format!("{} or later", day(from)),
        (None, Some(to)) => format!("{} or earlier", day(to)),
        (None, None) => return ("date unknown".to_owned(), ""),
    };
    let how = match published.basis {
        Basis::Stated => "stated in the text",
        Basis::Given => "as given",
        Basis::Metadata => "from its metadata",
        Basis::Inferred => "inferred",
        Basis::Unknown => "",
    };
    (when, how)
}

/// A time with what limits it: `more than 10 hours`.
pub(super) fn time(time: &Timex) -> String {
    let limit = match time.modifier {
        Some(Modifier::MoreThan) => "more than ",
        Some(Modifier::LessThan) => "less than ",
        Some(Modifier::Approx) => "about ",
        Some(Modifier::Start) => "start of ",
        Some(Modifier::Mid) => "middle of ",
        Some(Modifier::End) => "end of ",
        None => "",
    };
    format!("{limit}{}", timex(&time.value))
}

/// A TIMEX3 value in words; what has no words stays as it is.
pub(super) fn timex(value: &str) -> String {
    if let Some((from, to)) = value.split_once('/') {
        return match (from.parse(), to.parse()) {
            (Ok(from), Ok(to)) => days(from, to),
            _ => format!("{}–{}", point(from), point(to)),
        };
    }
    if value.starts_with('P') && !value.ends_with("_REF") {
        duration(value).unwrap_or_else(|| value.to_owned())
    } else {
        point(value)
    }
}

/// A day, month, season or year.
fn point(value: &str) -> String {
    let (date, time) = match value.split_once('T') {
        Some((date, time)) if !value.ends_with("_REF") => (date, Some(time)),
        _ => (value, None),
    };
    let date = match date.parse::<Date>() {
        Ok(date) => weekday(date),
        Err(_) => in_parts(date).unwrap_or_else(|| date.to_owned()),
    };
    let part = match time {
        Some("MO") => "morning",
        Some("MI") => "midday",
        Some("AF") => "afternoon",
        Some("EV") => "evening",
        Some("NI") => "night",
        Some("DT") => "daytime",
        Some(time) => time,
        None => return date,
    };
    // The time of an open day stands by itself.
    if date == DAY_OPEN { format!("{part}, {DAY_OPEN}") } else { format!("{date}, {part}") }
}

/// What a date is called of which nothing is known.
const DAY_OPEN: &str = "day open";

/// A date that is no whole day. What a report leaves open is called so.
fn in_parts(date: &str) -> Option<String> {
    let parts: Vec<&str> = date.split('-').collect();
    let name = |number: &str| number.parse::<i8>().ok().filter(|m| (1..=12).contains(m)).map(month);
    let is_open = |part: &str| part.contains('X');
    let year =
        |words: &str, year: &str| if is_open(year) { format!("{words}, year open") } else { format!("{words} {year}") };
    match parts[..] {
        ["PRESENT_REF"] => Some("now".to_owned()),
        ["PAST_REF"] => Some("in the past".to_owned()),
        ["FUTURE_REF"] => Some("in the future".to_owned()),
        [decade] if decade.len() == 3 && decade.parse::<u16>().is_ok() => Some(format!("{decade}0s")),
        [of, "SP"] => Some(year("spring", of)),
        [of, "SU"] => Some(year("summer", of)),
        [of, "FA"] => Some(year("autumn", of)),
        [of, "WI"] => Some(year("winter", of)),
        [of, week] if week.starts_with('W') => in_week(of, week, (Weekday::Monday, Weekday::Sunday)),
        [of, number] => Some(year(name(number)?, of)),
        [of, week, "WE"] => Some(format!("weekend, {}", in_week(of, week, (Weekday::Saturday, Weekday::Sunday))?)),
        [_, week, day] if week.starts_with('W') && !is_open(day) => Some(format!("{}, date open", weekday_of(day)?)),
        [of, number, day] if is_open(of) && is_open(number) && is_open(day) => Some(DAY_OPEN.to_owned()),
        [of, number, day] if is_open(of) && !is_open(day) => {
            Some(year(&format!("{} {}", day.trim_start_matches('0'), name(number)?), of))
        }
        _ => None,
    }
}

/// Days of a week of the calendar (ISO 8601).
fn in_week(year: &str, week: &str, (first, last): (Weekday, Weekday)) -> Option<String> {
    let (year, week) = (year.parse().ok()?, week.strip_prefix('W')?.parse().ok()?);
    let day = |day| ISOWeekDate::new(year, week, day).ok().map(ISOWeekDate::date);
    Some(days(day(first)?, day(last)?))
}

fn weekday_of(number: &str) -> Option<&'static str> {
    let number = number.parse::<usize>().ok()?.checked_sub(1)?;
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].get(number).copied()
}

/// `PT10H` as `10 hours`; `None` for lengths of more than one unit.
fn duration(value: &str) -> Option<String> {
    let (in_day, rest) = value.strip_prefix("PT").map_or((false, value.strip_prefix('P')?), |rest| (true, rest));
    let split = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | 'X'))?;
    let (number, unit) = rest.split_at(split);
    let unit = match (in_day, unit) {
        (true, "H") => "hour",
        (true, "M") => "minute",
        (true, "S") => "second",
        (false, "CE") if number == "1" => return Some("a century".to_owned()),
        (false, "DE") if number == "1" => return Some("a decade".to_owned()),
        (false, "DE") => "decade",
        (false, "Y") => "year",
        (false, "M") => "month",
        (false, "W") => "week",
        (false, "D") => "day",
        _ => return None,
    };
    let number = if number == "X" { "some" } else { number };
    Some(format!("{number} {unit}{}", if number == "1" { "" } else { "s" })).filter(|_| !number.is_empty())
}

/// A figure: `5`, `≥ 51`, `≤ 80`, `20–30`, `~50`, `withheld`.
pub(super) fn count(toll: &Toll) -> String {
    let about = if toll.approx { "~" } else { "" };
    match (toll.min, toll.max) {
        _ if toll.withheld => "withheld".to_owned(),
        (Some(min), Some(max)) if min == max => format!("{about}{}", thousands(min)),
        (Some(min), Some(max)) => format!("{about}{}–{}", thousands(min), thousands(max)),
        (Some(min), None) => format!("≥ {about}{}", thousands(min)),
        (None, Some(max)) => format!("≤ {about}{}", thousands(max)),
        (None, None) => "some".to_owned(),
    }
}

/// A number with a thin mark between thousands.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Words in quotation marks; those that take more than `most` columns are cut in the middle, at blanks.
pub(super) fn quote(words: &str, most: usize) -> String {
    format!("“{}”", cut(&clean(words), most))
}

/// Words as a title: without commas and quotation marks around them, and without marks that begin outside of them.
pub(super) fn title(words: &str) -> String {
    let marks = |c: char| matches!(c, ',' | ';' | ':' | '“' | '”' | '"' | '‘') || c.is_whitespace();
    let words = clean(words.trim_matches(marks));
    let count = |mark: char| words.matches(mark).count();
    let whole = count('“') == count('”') && count('"').is_multiple_of(2);
    if whole { words } else { words.replace(['“', '”', '"'], "") }
}

/// An event in a few words: type, who, to whom, where.
pub(super) fn event(event: &Event) -> String {
    let mut words = format!("{} {}", event.kind, and(&event.actors));
    let others: Vec<String> = event.recipients.iter().filter(|name| !event.actors.contains(name)).cloned().collect();
    if !others.is_empty() {
        words.push_str(&format!(" → {}", and(&others)));
    }
    words.extend(event.place.iter().map(|place| format!(", {}", clean(place))));
    words
}

/// Cuts the middle out of words that take more than `most` columns, and so much more that it is worth it.
pub(super) fn cut(words: &str, most: usize) -> String {
    const CUT: &str = " […] ";
    let long = width(words);
    if long <= most.max(20) || long / 4 <= most / 3 {
        return words.to_owned();
    }
    let keep = most.max(20) - width(CUT);
    let (head, tail) = (keep * 3 / 5, keep * 2 / 5);
    let start: String = words.chars().take(head).collect();
    let end: String = words.chars().skip(words.chars().count().saturating_sub(tail)).collect();
    let start = start.rsplit_once(' ').map_or(&*start, |(start, _)| start);
    let end = end.split_once(' ').map_or(&*end, |(_, end)| end);
    format!("{start}{CUT}{end}")
}

/// `1 report`, `2 reports`.
pub(super) fn plural(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

/// Names with commas and "and".
pub(super) fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => clean(one),
        [start @ .., last] => {
            let start: Vec<String> = start.iter().map(|name| clean(name)).collect();
            format!("{} and {}", start.join(", "), clean(last))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use whosays::Span;
    use whosays::document::{Harm, Scope};

    #[test]
    fn times() {
        for (value, words) in [
            ("2020-10-11", "Sun 11 Oct 2020"),
            ("2020-10-09/2020-10-10", "9–10 Oct 2020"),
            ("2020-09-30/2020-10-10", "30 Sep–10 Oct 2020"),
            ("1988/1994", "1988–1994"),
            ("2014-SU", "summer 2014"),
            ("2016-04", "Apr 2016"),
            ("2016", "2016"),
            ("2020-W41", "5–11 Oct 2020"),
            ("2020-W41-WE", "weekend, 10–11 Oct 2020"),
            ("199", "1990s"),
            ("XXXX-09", "Sep, year open"),
            ("XXXX-SU", "summer, year open"),
            ("XXXX-09-19", "19 Sep, year open"),
            ("XXXX-XX-XX", "day open"),
            ("XXXX-WXX-7", "Sunday, date open"),
            ("XXXX-WXX-4TMO", "Thursday, date open, morning"),
            ("XXXX-XX-XXT09:00", "09:00, day open"),
            ("2020-10-11TMO", "Sun 11 Oct 2020, morning"),
            ("2020-10-11T14:30", "Sun 11 Oct 2020, 14:30"),
            ("PT10H", "10 hours"),
            ("P1D", "1 day"),
            ("P1DT2H", "P1DT2H"),
            ("PXD", "some days"),
            ("P1CE", "a century"),
            ("PRESENT_REF", "now"),
        ] {
            assert_eq!(timex(value), words);
        }
    }

    #[test]
    fn figures() {
        let toll = |min, max, approx, withheld| {
            let text = |text: &str| text.to_owned();
            count(&Toll {
                span: Span::default(),
                harm: Harm::Killed,
                min,
                max,
                approx,
                withheld,
                victims: text("people"),
                side: None,
                scope: Scope::Incident,
                place: None,
                when: None,
                as_of: None,
                by: None,
                statement: None,
                part_of: None,
                rule: text("test"),
            })
        };
        assert_eq!(toll(Some(5), Some(5), false, false), "5");
        assert_eq!(toll(Some(51), None, false, false), "≥ 51");
        assert_eq!(toll(Some(50), Some(50), true, false), "~50");
        assert_eq!(toll(None, Some(80), false, false), "≤ 80");
        assert_eq!(toll(Some(20), Some(30), false, false), "20–30");
        assert_eq!(toll(Some(2_000_000), None, false, false), "≥ 2,000,000");
        assert_eq!(toll(None, None, false, true), "withheld");
    }

    #[test]
    fn long_words_are_cut_in_the_middle() {
        let cut = quote("one two three four five six seven eight nine ten", 30);
        assert_eq!(cut, "“one two three […] nine ten”");
        assert_eq!(quote("one two three four five six seven", 30), "“one two three four five six seven”");
        assert_eq!(quote("one two", 30), "“one two”");
    }
}
