//! The words of a report as reports are compared by: normalised, stemmed, weighed by how much they tell.

use super::tables::{Grammar, Tables, extend, hash, raw};
use crate::Span;
use crate::document::Report;

/// What one full word of content weighs; all weights count in these units.
pub(crate) const FULL: u32 = 16;

/// How a word counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Class {
    /// A word of content.
    Content,
    /// A part of a name.
    Name,
    /// A figure, or a number in words.
    Number,
    /// A word of grammar.
    Function,
    /// A word that opens a clause about the word before it.
    Relative,
    /// A word that says that somebody speaks.
    Speech,
    /// A word that turns a clause round.
    Negation,
}

/// One word of a report. `span` counts bytes, half-open.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// Where it stands.
    pub(crate) span: Span,
    /// Number of its lower-case form.
    pub(crate) form: u64,
    /// Number of its form and the next word's written as one (`cease fire` as `ceasefire`).
    pub(crate) joined: u64,
    /// Number of its stem.
    pub(crate) stem: u64,
    /// Number of what it stands for: of its concept, else of its stem.
    pub(crate) concept: u64,
    /// How much it tells, in parts of [`FULL`].
    pub(crate) weight: u32,
    /// How it counts.
    pub(crate) class: Class,
    /// Index of its sentence.
    pub(crate) sentence: u32,
}

/// All words of a report, in order, and where each sentence begins in them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wording {
    /// The words; furniture is left out.
    pub(crate) words: Vec<Word>,
    starts: Vec<usize>,
}

impl Wording {
    /// The words of all sentences of a report.
    pub(crate) fn of(report: &Report, tables: &Tables) -> Self {
        let mut wording = Self::default();
        for (index, sentence) in report.sentences.iter().enumerate() {
            wording.starts.push(wording.words.len());
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            let text = report.words(sentence.span);
            read(text, sentence.span.start, index, tables, &mut wording.words);
        }
        wording.starts.push(wording.words.len());
        let mut names = report.names.iter().map(|n| n.span).peekable();
        for word in &mut wording.words {
            while names.next_if(|n| n.end <= word.span.start).is_some() {}
            if names.peek().is_some_and(|n| n.contains(word.span)) && word.class == Class::Content {
                word.class = Class::Name;
                word.weight = word.weight.min(NAME);
            }
        }
        wording
    }

    /// Number of sentences.
    pub(crate) fn sentences(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The words of one sentence; empty for an index that the report lacks.
    pub(crate) fn sentence(&self, index: usize) -> &[Word] {
        match (self.starts.get(index), self.starts.get(index + 1)) {
            (Some(&from), Some(&to)) => self.words.get(from..to).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// The words that lie in a span.
    pub(crate) fn within(&self, span: Span) -> &[Word] {
        let from = self.words.partition_point(|w| w.span.start < span.start);
        let to = self.words.partition_point(|w| w.span.end <= span.end);
        self.words.get(from..to.max(from)).unwrap_or(&[])
    }
}

/// A name tells little about who copied whom: all reports of a story share it.
const NAME: u32 = 6;

fn read(text: &str, offset: usize, sentence: u32, tables: &Tables, words: &mut Vec<Word>) {
    let mut first = true;
    let mut open = 0;
    let shouted = !text.contains(char::is_lowercase);
    for (start, piece) in pieces(text) {
        let form = normal(piece, shouted, tables);
        if form.is_empty() {
            continue;
        }
        let class = class(piece, &form, first, shouted, tables);
        let weight = weigh(class, &form, tables);
        let stem = tables.stem(&form);
        let concept = match class {
            Class::Name => Some(hash(&tables.name(&form))),
            _ => tables.concept(&form, &stem),
        };
        if let Some(last) = words.last_mut().filter(|_| !first) {
            last.joined = extend(open, &form);
        }
        open = raw(&form);
        words.push(Word {
            span: Span::new(offset + start, offset + start + piece.len()),
            form: hash(&form),
            joined: 0,
            stem: hash(&stem),
            concept: concept.unwrap_or_else(|| hash(&stem)),
            weight,
            class,
            sentence,
        });
        first = false;
    }
}

/// Stretches of letters and digits; apostrophes inside a word and separators inside a number belong to it.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(char::is_alphanumeric)?;
        let mut end = start;
        let mut rest = text.get(start..)?.char_indices().peekable();
        while let Some((i, c)) = rest.next() {
            let next = rest.peek().map_or(' ', |&(_, n)| n);
            let inside = c == '.' && next.is_uppercase() && initials(&text[start..start + i])
                || matches!(c, '\'' | '\u{2019}') && next.is_alphabetic()
                || matches!(c, ',' | '.')
                    && next.is_ascii_digit()
                    && text[start..start + i].ends_with(|d: char| d.is_ascii_digit());
            if !c.is_alphanumeric() && !inside {
                break;
            }
            end = start + i + c.len_utf8();
        }
        at = end.max(start + 1);
        text.get(start..end).map(|piece| (start, piece))
    })
}

/// True for `U` and `U.N`: single capitals with stops between them.
fn initials(piece: &str) -> bool {
    piece.split('.').all(|letter| letter.len() == 1 && letter.starts_with(char::is_uppercase))
}

/// Lower case, plain letters, without possessive ending; number words as figures, figures without thousands separators.
/// A shortening that would read as a word of grammar (`US`, `WHO`) stays in capitals, unless all of the sentence is.
fn normal(piece: &str, shouted: bool, tables: &Tables) -> String {
    let plain = if piece.is_ascii() { piece.to_owned() } else { any_ascii::any_ascii(piece) };
    let lower = plain.to_lowercase();
    if lower.starts_with(|c: char| c.is_ascii_digit()) {
        let figure = lower.replace(',', "");
        return figure.strip_suffix(".0").unwrap_or(&figure).to_owned();
    }
    let word = lower.strip_suffix("'s").unwrap_or(&lower).replace('.', "");
    if let Some(number) = tables.number(&word) {
        return number.to_string();
    }
    let capitals = !shouted && plain.len() > 1 && !plain.contains(|c: char| c.is_lowercase());
    if capitals && tables.grammar(&word).is_some() { plain.replace('.', "") } else { word }
}

fn class(piece: &str, form: &str, first: bool, shouted: bool, tables: &Tables) -> Class {
    match tables.grammar(form) {
        Some(Grammar::Negation) => return Class::Negation,
        Some(Grammar::Relative) => return Class::Relative,
        Some(Grammar::Speech) => return Class::Speech,
        Some(Grammar::Function | Grammar::Within) => return Class::Function,
        None => {}
    }
    if form.starts_with(|c: char| c.is_ascii_digit()) {
        return Class::Number;
    }
    let capital = piece.starts_with(char::is_uppercase);
    let common = tables.commonness(form).is_some();
    if capital && !((first || shouted) && common) { Class::Name } else { Class::Content }
}

fn weigh(class: Class, form: &str, tables: &Tables) -> u32 {
    match class {
        Class::Function | Class::Relative => 1,
        Class::Speech => 2,
        Class::Negation => 5,
        Class::Number => 8,
        Class::Name => NAME,
        Class::Content => match tables.commonness(form) {
            Some(10..) => 5,
            Some(9) => 6,
            Some(8) => 8,
            Some(7) => 9,
            Some(6) => 11,
            Some(5) => 12,
            Some(4) => 13,
            Some(_) => 14,
            None if form.len() == 1 => 1,
            None => FULL,
        },
    }
}
