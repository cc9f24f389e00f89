//! Wire furniture: what stands around a report's sentences (date line, dateline, credit, byline, headline).

use super::sentence::trimmed;
use crate::label::labels;
use crate::{Lexicon, Span};

/// The furniture of one report.
///
/// It is not part of what anybody says. Spans count bytes of the report's text, half-open; `None` means that the
/// report has no such furniture.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wire {
    /// The date of a line of a web crawl such as ` date 2020-10-12 `, or of `Posted on 4 April 2017`.
    pub date_line: Option<Span>,
    /// The place (and sometimes the agency) that a report opens with, without its punctuation: `Baku`.
    pub dateline: Option<Span>,
    /// The agency or outlet that the report credits: `IANS` in `—IANS`.
    pub credit: Option<Span>,
    /// Headlines and subheadings.
    pub headlines: Vec<Span>,
    /// Every stretch that no statement, toll or event may start in (the whole `—IANS`, the whole `date 2020-10-12`).
    pub outside: Vec<Span>,
}

labels! {
    /// What a row of the table `furniture` opens.
    #[allow(missing_docs)]
    Role { Date = "date", Credit = "credit", Byline = "byline" }
}

/// The table `furniture`.
#[derive(Clone, Debug)]
pub struct Furniture(Vec<(Role, String)>);

impl Furniture {
    /// Reads the table.
    pub fn new(table: &Lexicon) -> Self {
        let mut words: Vec<(Role, String)> = table
            .rows()
            .filter_map(|row| Some((Role::parse(row.get("role"))?, row)))
            .flat_map(|(role, row)| row.list("words").map(move |w| (role, w.to_lowercase())))
            .collect();
        // The longest opening first: "posted on" before "posted".
        words.sort_by_key(|(_, w)| std::cmp::Reverse(w.len()));
        Self(words)
    }

    /// The length of the opening of that role at the start of a line.
    fn opens(&self, role: Role, line: &str) -> Option<usize> {
        let found = self.0.iter().filter(|(r, _)| *r == role).find(|(_, words)| {
            let head = line.get(..words.len());
            let after = line.get(words.len()..).and_then(|rest| rest.chars().next());
            let whole = !words.ends_with(char::is_alphabetic) || after.is_some_and(|c| !c.is_alphabetic());
            head.is_some_and(|h| h.to_lowercase() == *words) && whole
        });
        found.map(|(_, words)| words.len())
    }
}

/// Finds the furniture of a text. `is_place` and `is_agency` tell names that the tables know.
pub fn read(
    text: &str,
    furniture: &Furniture,
    is_place: &dyn Fn(&str) -> bool,
    is_agency: &dyn Fn(&str) -> bool,
) -> Wire {
    let mut wire = Wire::default();
    let lines = lines(text);
    let mut start = lines.first().map_or(0, |l| l.start);
    if let Some(end) = date_line(text, start, furniture, &mut wire) {
        start = end;
    }
    credit(text, &lines, furniture, is_agency, &mut wire);
    for line in lines.iter().take(3).filter(|l| l.start >= start) {
        byline(text, *line, furniture, &mut wire);
    }
    headlines(text, &lines, start, &mut wire);
    let body = lines
        .iter()
        .map(|l| Span::new(l.start.max(start), l.end))
        .filter(|l| !l.is_empty() && !wire.headlines.contains(l) && !is_outside(&wire, *l));
    if let Some(first) = body.map(|l| trimmed(text, l)).find(|l| !l.is_empty()) {
        dateline(text, first, is_place, is_agency, &mut wire);
    }
    wire.outside.sort();
    wire
}

/// The parts of the text that hold sentences: all but the furniture.
pub fn body(text: &str, wire: &Wire) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for gap in &wire.outside {
        if gap.start > start {
            out.push(Span::new(start, gap.start));
        }
        start = start.max(gap.end);
    }
    if start < text.len() {
        out.push(Span::new(start, text.len()));
    }
    out
}

fn is_outside(wire: &Wire, span: Span) -> bool {
    wire.outside.iter().any(|o| o.contains(span))
}

/// Lines that are not blank, without the blanks at their edges.
fn lines(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let span = trimmed(text, Span::new(start, start + line.len()));
        if !span.is_empty() {
            out.push(span);
        }
        start += line.len();
    }
    out
}

/// ` date 2020-10-12 Moscow: ...`: the opening and the date after it. Returns where the report goes on.
fn date_line(text: &str, start: usize, furniture: &Furniture, wire: &mut Wire) -> Option<usize> {
    let rest = text.get(start..)?;
    let opening = furniture.opens(Role::Date, rest)?;
    let after = &rest[opening..];
    let blank = after.len() - after.trim_start_matches([' ', ':', '\t', '\u{a0}']).len();
    let date = date_length(&after[blank..])?;
    let from = start + opening + blank;
    wire.date_line = Some(Span::new(from, from + date));
    wire.outside.push(Span::new(start, from + date));
    Some(from + date)
}

/// The length of a full date at the start of a text: `2020-10-12`, or three parts of which one is a year.
fn date_length(text: &str) -> Option<usize> {
    let first = text.split_whitespace().next()?;
    let digits = |s: &str| s.chars().filter(char::is_ascii_digit).count();
    if digits(first) >= 6 && first.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.')) {
        return Some(first.len());
    }
    let (mut end, mut words) = (0, 0);
    for word in text.split_inclusive(char::is_whitespace).take(5) {
        end += word.len();
        words += 1;
        let word = word.trim_end();
        if word.len() == 4 && digits(word) == 4 {
            return (words >= 3 || words == 2).then(|| text[..end].trim_end().len());
        }
        let part = digits(word) > 0 && word.len() <= 5
            || word.trim_end_matches(',').chars().all(char::is_alphabetic) && word.starts_with(char::is_uppercase);
        if !part {
            return None;
        }
    }
    None
}

/// The credit in the last line, or in brackets at the end.
fn credit(text: &str, lines: &[Span], furniture: &Furniture, is_agency: &dyn Fn(&str) -> bool, wire: &mut Wire) {
    let Some(&last) = lines.last() else { return };
    let words = last.of(text);
    let count = words.split_whitespace().count();
    if lines.len() > 1 && count <= 8 && !words.ends_with(['.', '!', '?', '"', '”'])
        || count <= 3 && lines.len() > 1 && is_agency(bare(words))
    {
        let opening = furniture.opens(Role::Credit, words);
        let name = trimmed(text, Span::new(last.start + opening.unwrap_or(0), last.end));
        let name = strip(text, name);
        let capital = name.of(text).starts_with(|c: char| c.is_uppercase());
        if capital && (opening.is_some() || is_agency(name.of(text))) && name.of(text).split_whitespace().count() <= 6 {
            wire.credit = Some(name);
            wire.outside.push(last);
            return;
        }
    }
    bracketed_credit(text, last, furniture, is_agency, wire);
}

/// `(Source: X)` or `(Reuters)` within the last stretch of the text.
fn bracketed_credit(text: &str, last: Span, furniture: &Furniture, is_agency: &dyn Fn(&str) -> bool, wire: &mut Wire) {
    let words = last.of(text);
    let Some(open) = words.rfind('(').filter(|o| words.len() - o < 160) else { return };
    let Some(close) = words[open..].find(')').map(|c| open + c) else { return };
    if words[close + 1..].split_whitespace().count() > 2 {
        return;
    }
    let inner = &words[open + 1..close];
    let opening = furniture.opens(Role::Credit, inner);
    let name = strip(text, trimmed(text, Span::new(last.start + open + 1 + opening.unwrap_or(0), last.start + close)));
    if opening.is_some() || is_agency(name.of(text)) {
        wire.credit = Some(name);
        wire.outside.push(Span::new(last.start + open, last.end));
    }
}

fn bare(words: &str) -> &str {
    words.trim_matches(|c: char| !c.is_alphanumeric())
}

/// A name without marks around it.
fn strip(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let lead = words.len() - words.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let kept = words.trim_matches(|c: char| !c.is_alphanumeric());
    Span::new(span.start + lead, span.start + lead + kept.len())
}

/// `By Anna Berg` as a line of its own.
fn byline(text: &str, line: Span, furniture: &Furniture, wire: &mut Wire) {
    let words = line.of(text);
    let Some(opening) = furniture.opens(Role::Byline, words) else { return };
    let name = words[opening..].trim();
    let short = name.split_whitespace().count() <= 6;
    if short
        && !name.ends_with('.')
        && name.split_whitespace().all(|w| w.starts_with(|c: char| c.is_uppercase()) || w == "and" || w.len() <= 3)
    {
        wire.outside.push(line);
    }
}

/// Short lines without an end mark that stand before the first full sentence are headlines.
fn headlines(text: &str, lines: &[Span], start: usize, wire: &mut Wire) {
    let complete = |l: &Span| {
        l.of(text).ends_with(['.', '!', '?', '"', '”', '’', ':', ')']) && l.of(text).split_whitespace().count() > 4
    };
    let first = lines.iter().position(|l| l.start >= start && complete(l));
    for line in lines.iter().take(first.unwrap_or(0)) {
        let words = line.of(text).split_whitespace().count();
        if line.start >= start && (2..=25).contains(&words) && !is_outside(wire, *line) {
            wire.headlines.push(*line);
        }
    }
}

/// Separators between a dateline and the report.
const SEPARATORS: [&str; 6] = ["--", "—", "–", " - ", "―", ":"];

/// `Baku: ...`, `MOSCOW, Oct 12 (Agency) -- ...`, `TEHRAN — ...`.
fn dateline(
    text: &str,
    line: Span,
    is_place: &dyn Fn(&str) -> bool,
    is_agency: &dyn Fn(&str) -> bool,
    wire: &mut Wire,
) {
    let words = line.of(text);
    let limit = words.char_indices().nth(70).map_or(words.len(), |(i, _)| i);
    let found = SEPARATORS.iter().filter_map(|s| words[..limit].find(s).map(|at| (at, *s))).min();
    let Some((at, separator)) = found.filter(|(at, _)| *at > 0) else { return };
    let head = words[..at].trim();
    let (before_bracket, bracket) = match head.find('(') {
        Some(open) => (head[..open].trim(), head[open + 1..].trim_end_matches(')').trim()),
        None => (head, ""),
    };
    let place = before_bracket.split(',').next().unwrap_or("").trim();
    let named = !place.is_empty()
        && place.split_whitespace().count() <= 4
        && place.split_whitespace().all(|w| w.starts_with(|c: char| c.is_uppercase()));
    let capitals = place.len() > 2 && place.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let sure = is_place(place) || capitals && separator != ":" || is_agency(bracket) && separator != ":";
    if !(named && sure) || before_bracket.split_whitespace().count() > 8 {
        return;
    }
    let offset = words.find(place).unwrap_or(0);
    wire.dateline = Some(Span::new(line.start + offset, line.start + offset + place.len()));
    let end = line.start + at + separator.len();
    if let Some(open) = head.find('(').filter(|_| is_agency(bracket) && wire.credit.is_none()) {
        let from = line.start + open + 1;
        wire.credit = Some(strip(text, Span::new(from, from + bracket.len())));
    }
    wire.outside.push(Span::new(line.start, end));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn furniture() -> Furniture {
        Furniture::new(&Lexicon::parse(
            "furniture",
            "id\trole\twords\na\tdate\tdate|posted on\nb\tcredit\tsource:|—\nc\tbyline\tby\n",
        ))
    }

    fn found(text: &str) -> (Option<&str>, Option<&str>, Option<&str>, Vec<&str>) {
        let wire = read(text, &furniture(), &|p| matches!(p, "Harbour" | "Old Harbour"), &|a| a == "HNA");
        let words = |s: Option<Span>| s.map(|s| s.of(text));
        let body: Vec<&str> =
            body(text, &wire).into_iter().map(|s| s.of(text).trim()).filter(|s| !s.is_empty()).collect();
        (words(wire.date_line), words(wire.dateline), words(wire.credit), body)
    }

    #[test]
    fn crawl_line_dateline_and_credit() {
        let text = " date 2021-03-04 Harbour: The ferry sank.\n\nNobody was hurt.\n\n—HNA\n";
        let (date, place, credit, body) = found(text);
        assert_eq!((date, place, credit), (Some("2021-03-04"), Some("Harbour"), Some("HNA")));
        assert_eq!(body, ["The ferry sank.\n\nNobody was hurt."]);
    }

    #[test]
    fn agency_dateline() {
        let (_, place, credit, body) = found("OLD HARBOUR, March 4 (HNA) -- The ferry sank.");
        assert_eq!((place, credit), (Some("OLD HARBOUR"), Some("HNA")));
        assert_eq!(body, ["The ferry sank."]);
    }

    #[test]
    fn a_colon_after_another_word_is_no_dateline() {
        let (date, place, credit, body) = found("Update: The ferry sank.");
        assert_eq!((date, place, credit), (None, None, None));
        assert_eq!(body, ["Update: The ferry sank."]);
    }

    #[test]
    fn empty_and_odd_texts() {
        for text in ["", " ", "\n", "date", "date 20", "—", "By", "()", "(Source: ", "é—", ":"] {
            found(text);
        }
    }
}
