//! A stand-in for the stage that reads times: weekdays, calendar days, months, years, clock times. The annotated stories
//! mostly lack them.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use whosays::Span;
use whosays::document::{Report, Timex, TimexKind};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

struct Word {
    span: Span,
    low: String,
}

/// Reads the times of a report anew, by its publication day.
pub(crate) fn resolve(report: &mut Report) {
    let words = words(&report.text);
    let mut times: Vec<Timex> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some((used, time)) = read(report, &words[at..]) {
            times.push(time);
            at += used;
        } else {
            at += 1;
        }
    }
    report.times = times;
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Word { span: Span::new(from, at), low: text[from..at].to_lowercase() });
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn time(
    words: &[Word],
    used: usize,
    kind: TimexKind,
    value: String,
    days: Option<(Date, Date)>,
) -> Option<(usize, Timex)> {
    let span = words[0].span.cover(words[used - 1].span);
    let (earliest, latest) = (days.map(|d| d.0), days.map(|d| d.1));
    Some((used, Timex { span, kind, value, earliest, latest, modifier: None, anchor: None, rule: "oracle".to_owned() }))
}

fn read(report: &Report, words: &[Word]) -> Option<(usize, Timex)> {
    let low = |i: usize| words.get(i).map_or("", |w| w.low.as_str());
    let published = report.published.earliest.zip(report.published.latest);
    clock(words).or_else(|| {
        if let Some(n) = DAYS.iter().position(|d| low(0).strip_suffix('s').unwrap_or(low(0)) == *d) {
            return weekday(words, n, published);
        }
        let back = match (low(0), low(1)) {
            ("today" | "tonight", _) => Some((1, 0)),
            ("yesterday", _) => Some((1, 1)),
            ("this", "morning" | "evening" | "afternoon") => Some((2, 0)),
            ("last", "night") => Some((2, 1)),
            _ => None,
        };
        if let Some((used, back)) = back {
            let days = published.map(|(a, b)| (a - back.days(), b - back.days()));
            return time(words, used, TimexKind::Date, day_value(days), days);
        }
        calendar(words, published).or_else(|| years(words))
    })
}

fn day_value(days: Option<(Date, Date)>) -> String {
    days.filter(|(a, b)| a == b).map_or_else(|| "XXXX-XX-XX".to_owned(), |(a, _)| a.to_string())
}

fn weekday(words: &[Word], n: usize, published: Option<(Date, Date)>) -> Option<(usize, Timex)> {
    let day = Weekday::from_monday_zero_offset(n as i8).ok()?;
    let before = |date: Date| date - i64::from(date.weekday().since(day)).days();
    let days = published.map(|(a, b)| (before(a), before(b)));
    let value = match days {
        Some((a, b)) if a == b => a.to_string(),
        _ => format!("XXXX-WXX-{}", n + 1),
    };
    time(words, 1, TimexKind::Date, value, days.filter(|(a, b)| a == b))
}

fn month(word: &str) -> Option<i8> {
    let full = MONTHS.iter().position(|m| *m == word);
    let short =
        || MONTHS.iter().position(|m| word.len() >= 3 && word.len() <= 4 && m.starts_with(word) && word != "may");
    full.or_else(short).and_then(|i| i8::try_from(i + 1).ok())
}

fn calendar(words: &[Word], published: Option<(Date, Date)>) -> Option<(usize, Timex)> {
    let number = |i: usize| words.get(i).and_then(|w| w.low.parse::<i16>().ok());
    let day = |i: usize| number(i).filter(|n| (1..=31).contains(n));
    let year = |i: usize| number(i).filter(|n| (1900..2100).contains(n) && words[i].low.len() == 4);
    let (used, m, d) = match (month(&words[0].low), day(0)) {
        (Some(m), _) if day(1).is_some() => (2, m, day(1)),
        (_, Some(d)) if words.get(1).and_then(|w| month(&w.low)).is_some() => (2, month(&words[1].low)?, Some(d)),
        (Some(m), _) if words[0].low != "may" || year(1).is_some() => (1, m, None),
        _ => return None,
    };
    let (used, y) = year(used).map_or((used, None), |y| (used + 1, Some(y)));
    let day = d.unwrap_or(1) as i8;
    let guess = |p: Date| (0..2).filter_map(|back| Date::new(p.year() - back, m, day).ok()).find(|date| *date <= p);
    let date = y.map_or_else(
        || published.and_then(|(a, b)| guess(a).filter(|x| guess(b) == Some(*x))),
        |y| Date::new(y, m, day).ok(),
    );
    match (date, d) {
        (Some(date), Some(_)) => time(words, used, TimexKind::Date, date.to_string(), Some((date, date))),
        (Some(date), None) => {
            let value = format!("{}-{:02}", date.year(), date.month());
            time(words, used, TimexKind::Date, value, Some((date.first_of_month(), date.last_of_month())))
        }
        (None, Some(d)) => time(words, used, TimexKind::Date, format!("XXXX-{m:02}-{d:02}"), None),
        (None, None) => time(words, used, TimexKind::Date, format!("XXXX-{m:02}"), None),
    }
}

fn years(words: &[Word]) -> Option<(usize, Timex)> {
    let year = |w: &Word| w.low.parse::<i16>().ok().filter(|n| w.low.len() == 4 && (1900..2100).contains(n));
    let first = year(&words[0])?;
    let near = |w: &Word| w.span.start <= words[0].span.end + 3;
    let second = words.get(1).filter(|w| near(w)).and_then(|w| {
        year(w).or_else(|| w.low.parse::<i16>().ok().filter(|_| w.low.len() == 2).map(|n| first / 100 * 100 + n))
    });
    let last = second.filter(|s| *s > first).unwrap_or(first);
    let days = (Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?);
    let value = if last > first { format!("{first}/{last}") } else { first.to_string() };
    time(words, if last > first { 2 } else { 1 }, TimexKind::Date, value, Some(days))
}

fn clock(words: &[Word]) -> Option<(usize, Timex)> {
    let low = |i: usize| words.get(i).map_or("", |w| w.low.as_str());
    let near = |i: usize| i == 0 || words.get(i).is_some_and(|w| w.span.start <= words[i - 1].span.end + 3);
    if low(0) == "midnight" {
        return time(words, 1, TimexKind::Time, "T24:00".to_owned(), None);
    }
    let (digits, tail) = low(0).split_at(low(0).find(|c: char| !c.is_ascii_digit()).unwrap_or(low(0).len()));
    let mut used = 1;
    let mut number: u32 = digits.parse().ok().filter(|n| *n < 2400)?;
    let mut minutes = if digits.len() >= 3 { Some(number % 100) } else { None };
    number = if digits.len() >= 3 { number / 100 } else { number };
    let mut half = tail.to_owned();
    if half.is_empty()
        && minutes.is_none()
        && near(1)
        && low(1).get(..2).is_some_and(|m| m.parse::<u32>().is_ok_and(|m| m < 60))
        && low(1).len() != 3
    {
        (minutes, half) = (low(1)[..2].parse().ok(), low(1)[2..].to_owned());
        used = 2;
    }
    if half.is_empty() && near(used) {
        let pair = format!("{}{}", low(used), low(used + 1));
        (half, used) = match (low(used), pair.as_str()) {
            ("am" | "pm" | "gmt", _) => (low(used).to_owned(), used + 1),
            (_, "am" | "pm") => (pair, used + 2),
            _ => (half, used),
        };
    }
    let hour = match half.as_str() {
        "pm" if number < 12 => number + 12,
        "am" | "pm" | "gmt" => number,
        _ if half.is_empty() && digits.len() == 4 && low(used + 1) == "gmt" => number,
        _ => return None,
    };
    let zone = if half == "gmt" { "Z" } else { "" };
    let value = format!("T{hour:02}:{:02}{zone}", minutes.unwrap_or(0))
        .replace(":00", if minutes.is_some() { ":00" } else { "" });
    time(words, used, TimexKind::Time, value, None)
}
