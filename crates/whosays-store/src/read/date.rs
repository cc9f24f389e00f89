//! Days of publication in metadata, read strictly.

use jiff::civil::Date;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::fmt::strtime;
use jiff::fmt::temporal::Pieces;

/// No date is longer; what is longer is not looked at.
const LONGEST: usize = 80;

const UNREAD: &str = "is not in a form that is read (write 2020-10-11)";
/// Forms with the month in words, which leave nothing open.
const WORDED: [&str; 6] = ["%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%A, %B %d, %Y", "%A, %d %B %Y"];

/// The first and the last day that a date of metadata can mean, both included.
///
/// Read are ISO 8601 days, times, months, years and ranges (`2020-10-11`, `2020-10-11T21:14+04:00`, `2020-10`,
/// `2020-10-09/2020-10-10`), RFC 2822 (`Mon, 12 Oct 2020 08:00:00 +0000`), days with the month in English words, and
/// numbers with strokes or full stops if they can be read in one way only (`25/12/2020`). A time with a time zone is the
/// day that it states, not the day it was elsewhere.
///
/// It is not a guess: `10/11/2020` may be October or November, and is not read.
///
/// # Errors
///
/// What is wrong, as the rest of the sentence "the date X ...".
///
/// ```
/// use jiff::civil::date;
/// use whosays_store::read::parse_date;
/// assert_eq!(parse_date("2020-10-11T23:30:00+04:00"), Ok((date(2020, 10, 11), date(2020, 10, 11))));
/// assert_eq!(parse_date("2020-02"), Ok((date(2020, 2, 1), date(2020, 2, 29))));
/// assert!(parse_date("10/11/2020").is_err());
/// ```
pub fn parse(text: &str) -> Result<(Date, Date), &'static str> {
    let text = text.trim();
    if text.len() > LONGEST {
        return Err(UNREAD);
    }
    if let Some((from, to)) = text.split_once("..").or_else(|| iso_range(text)) {
        let ((from, _), (_, to)) = (parse(from)?, parse(to)?);
        return if from <= to { Ok((from, to)) } else { Err("ends before it begins") };
    }
    let day = |day: Date| (day, day);
    year_or_month(text)
        .or_else(|| iso_day(text).map(day))
        .or_else(|| rfc_2822(text).map(day))
        .or_else(|| WORDED.iter().find_map(|form| strtime::parse(form, text).ok()?.to_date().ok()).map(day))
        .map_or_else(|| numbers(text).map(day), Ok)
}

/// The note on a date that was not used.
pub(super) fn unused(text: &str, why: &str) -> String {
    let text: String = text.trim().chars().take(40).collect();
    format!("the date \"{text}\" {why} and was not used")
}

/// The day of a Unix time in seconds or milliseconds, taken as UTC.
pub(super) fn unix(number: f64) -> Option<Date> {
    let seconds = if number.abs() > 1e11 { number / 1e3 } else { number };
    // Smaller numbers are years, days of a month or counters far more often than times of 1970.
    if !(1e8..1e10).contains(&seconds) {
        return None;
    }
    let days = (seconds / 86_400.0).floor() as i64;
    Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// `FROM/TO` of ISO 8601, which is not `12/31/2020`.
fn iso_range(text: &str) -> Option<(&str, &str)> {
    text.split_once('/').filter(|(from, to)| from.len() >= 7 && to.len() >= 7 && !to.contains('/'))
}

/// `2020` or `2020-10`, all of it.
fn year_or_month(text: &str) -> Option<(Date, Date)> {
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let (year, month) = text.split_once('-').map_or((text, None), |(year, month)| (year, Some(month)));
    if !digits(year, 4) || month.is_some_and(|month| !digits(month, 2)) {
        return None;
    }
    let year: i16 = year.parse().ok().filter(|year| *year >= 1000)?;
    let month: Option<i8> = month.map(str::parse).transpose().ok()?;
    let first = Date::new(year, month.unwrap_or(1), 1).ok()?;
    let last = if month.is_some() { first.last_of_month() } else { first.last_of_year() };
    Some((first, last))
}

/// A day or a time of ISO 8601, also with strokes or without marks between the numbers (`2020/10/11`, `20201011`), and
/// with whatever stands after a day and a clock time.
fn iso_day(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let day_first = bytes.len() >= 8 && bytes.iter().take(4).all(u8::is_ascii_digit);
    if !day_first {
        return None;
    }
    let strokes = bytes.get(4) == Some(&b'/') && bytes.get(7) == Some(&b'/');
    let text = if strokes { text.replacen('/', "-", 2) } else { text.to_owned() };
    let day_alone = || {
        let (day, rest) = text.split_at_checked(10)?;
        let time = rest.strip_prefix(['T', ' '])?;
        time.starts_with(|c: char| c.is_ascii_digit()).then(|| day.parse().ok())?
    };
    Pieces::parse(&text).map(|pieces| pieces.date()).ok().or_else(day_alone)
}

/// RFC 2822, as feeds and mail headers write it: the day that it states.
fn rfc_2822(text: &str) -> Option<Date> {
    static PARSER: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    PARSER.parse_zoned(text).map(|time| time.date()).ok()
}

/// Three numbers with strokes, full stops or hyphens, the year last.
fn numbers(text: &str) -> Result<Date, &'static str> {
    let day = text.split([' ', 'T']).next().unwrap_or("");
    let parts: Option<Vec<i16>> = day.split(['/', '.', '-']).map(|part| part.parse().ok()).collect();
    let Some(&[first, second, year]) = parts.as_deref() else { return Err(UNREAD) };
    if !(1000..=9999).contains(&year) {
        return Err(UNREAD);
    }
    let read = |day: i16, month: i16| Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok();
    match (read(first, second), read(second, first)) {
        (Some(a), Some(b)) if a != b => Err("can be read in two ways (write 2020-10-11)"),
        (Some(day), _) | (None, Some(day)) => Ok(day),
        (None, None) => Err(UNREAD),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days() {
        let day = Ok((date(2020, 10, 11), date(2020, 10, 11)));
        for text in [
            "2020-10-11",
            " 2020-10-11 ",
            "2020/10/11",
            "20201011",
            "2020-10-11T21:14:00Z",
            "2020-10-11T21:14:00.123+04:00",
            "2020-10-11 21:14",
            "2020-10-11 21:14:00 +0400",
            "2020-10-11T00:10:00[Asia/Baku]",
            "Sun, 11 Oct 2020 21:14:00 +0400",
            "11 Oct 2020 23:59 GMT",
            "11 October 2020",
            "October 11, 2020",
            "Sunday, October 11, 2020",
        ] {
            assert_eq!(parse(text), day, "{text}");
        }
        assert_eq!(parse("25/12/2020"), Ok((date(2020, 12, 25), date(2020, 12, 25))));
        assert_eq!(parse("10.10.2020"), Ok((date(2020, 10, 10), date(2020, 10, 10))));
    }

    #[test]
    fn ranges() {
        assert_eq!(parse("2020"), Ok((date(2020, 1, 1), date(2020, 12, 31))));
        assert_eq!(parse("2020-10-09/2020-10-10"), Ok((date(2020, 10, 9), date(2020, 10, 10))));
        assert_eq!(parse("2020-10-09..2020-11"), Ok((date(2020, 10, 9), date(2020, 11, 30))));
        assert!(parse("2020-10-10..2020-10-09").is_err());
    }

    #[test]
    fn nothing_is_guessed() {
        let long = ".".repeat(1_000_000);
        for text in
            ["10/11/2020", "11.10.2020", "yesterday", "", "2020-13-01", "12", "Oct 2020", "..", "2020-10-11x", &long]
        {
            assert!(parse(text).is_err(), "{}", &text[..text.len().min(20)]);
        }
    }

    #[test]
    fn unix_times() {
        assert_eq!(unix(1_602_450_000.0), Some(date(2020, 10, 11)));
        assert_eq!(unix(1_602_450_000_000.0), Some(date(2020, 10, 11)));
        assert_eq!(unix(2020.0), None);
        assert_eq!(unix(f64::NAN), None);
    }
}
