//! What the table and spec tests share: a report made of a few sentences.

use whosays::document::{Input, Published, Report, Sentence};
use whosays::{Span, document::Basis};

/// A report of plain sentences, cut after a full stop, question or exclamation mark before a capital letter. It has no
/// tokens: rules that can use tags must do without them too.
pub(crate) fn report(text: &str, published: Published) -> Report {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.char_indices().filter(|&(_, c)| matches!(c, '.' | '?' | '!' | '\n')) {
        let next = &text[at + 1..];
        let capital = next.trim_start().chars().next().is_none_or(|c| c.is_uppercase() || c == '"');
        let word = text[start..at].rsplit(char::is_whitespace).next().unwrap_or("");
        let abbreviation = word.contains('.') || (word.len() <= 4 && word.starts_with(char::is_uppercase));
        let blank = next.is_empty() || next.starts_with(char::is_whitespace);
        if capital && blank && (!abbreviation || next.trim().is_empty()) {
            push(text, start, at + 1, &mut sentences);
            start = at + 1;
        }
    }
    push(text, start, text.len(), &mut sentences);
    let input = Input { text: text.to_owned(), published: Some(published), ..Input::default() };
    Report { sentences, ..Report::from(input) }
}

fn push(text: &str, start: usize, end: usize, sentences: &mut Vec<Sentence>) {
    let piece = &text[start..end];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let start = start + (piece.len() - piece.trim_start().len());
        sentences.push(Sentence { span: Span::new(start, start + trimmed.len()), tokens: 0..0, paragraph: 0 });
    }
}

/// `2020-10-12`, `2020-10-11..2020-10-12`, a month `2016-05`, or nothing.
pub(crate) fn published(text: &str) -> Published {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let day = |text: &str, end: bool| match text.len() {
        7 => format!("{text}-01")
            .parse::<jiff::civil::Date>()
            .ok()
            .map(|day| if end { day.last_of_month() } else { day }),
        _ => text.parse().ok(),
    };
    match (day(first.trim(), false), day(last.trim(), true)) {
        (Some(first), Some(last)) => {
            Published { earliest: Some(first), latest: Some(last), basis: Basis::Given, why: None }
        }
        _ => Published::UNKNOWN,
    }
}
