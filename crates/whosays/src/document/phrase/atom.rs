//! Atoms: runs of letters, runs of digits and single marks, the finest pieces that a pattern can name.
//!
//! Tokens keep `Oct.`, `1988-94` or `72-hour` whole or not, as the tokenizer sees fit; atoms do not depend on it.

use std::collections::HashMap;
use std::ops::Range;

use crate::Span;

/// A word that some table names; 0 stands for all others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub(crate) struct WordId(u32);

impl WordId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What an atom looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    /// Letters, the first of them small.
    Lower,
    /// Letters, the first of them a capital.
    Capital,
    /// Digits; how many, and their value where it fits.
    Digits { length: u8, value: u64 },
    /// One character that is neither.
    Mark(char),
}

/// One piece of text. `span` counts bytes of the report's text, half-open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Atom {
    pub(crate) span: Span,
    pub(crate) word: WordId,
    pub(crate) shape: Shape,
    /// No blank stands before it.
    pub(crate) glued: bool,
}

impl Atom {
    /// Number of digits and value, for digits.
    pub(crate) fn digits(&self) -> Option<(u8, u64)> {
        match self.shape {
            Shape::Digits { length, value } => Some((length, value)),
            _ => None,
        }
    }

    pub(crate) fn is_mark(&self, mark: char) -> bool {
        self.shape == Shape::Mark(mark)
    }

    pub(crate) fn is_letters(&self) -> bool {
        matches!(self.shape, Shape::Lower | Shape::Capital)
    }
}

/// The words that tables name, in small letters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    ids: HashMap<Box<str>, WordId>,
}

impl Vocabulary {
    /// The words of a table's phrase; new ones are learned.
    pub(crate) fn learn(&mut self, phrase: &str) -> Vec<WordId> {
        pieces(phrase, Span::new(0, phrase.len()))
            .map(|(span, shape)| {
                let word = normal(span.of(phrase), shape);
                let next = WordId(self.ids.len() as u32 + 1);
                *self.ids.entry(word.into_boxed_str()).or_insert(next)
            })
            .collect()
    }

    /// One more than the largest id.
    pub(crate) fn size(&self) -> usize {
        self.ids.len() + 1
    }

    fn find(&self, word: &str, shape: Shape) -> WordId {
        let mut buffer = [0_u8; 24];
        let small = match (shape, buffer.get_mut(..word.len())) {
            (Shape::Lower | Shape::Capital, Some(room)) if word.is_ascii() => {
                room.copy_from_slice(word.as_bytes());
                room.make_ascii_lowercase();
                std::str::from_utf8(room).unwrap_or("")
            }
            _ => return self.ids.get(normal(word, shape).as_str()).copied().unwrap_or_default(),
        };
        self.ids.get(small).copied().unwrap_or_default()
    }
}

fn normal(word: &str, shape: Shape) -> String {
    match shape {
        Shape::Mark(mark) => mark.to_string(),
        _ => word.to_lowercase(),
    }
}

/// The atoms of a stretch of text, in order.
pub(crate) fn atoms(text: &str, stretch: Span, vocabulary: &Vocabulary) -> Vec<Atom> {
    let mut end = stretch.start;
    let mut atoms = Vec::with_capacity(stretch.len() / 4);
    for (span, shape) in pieces(text, stretch) {
        let glued = span.start == end && span.start > stretch.start;
        atoms.push(Atom { span, word: vocabulary.find(span.of(text), shape), shape, glued });
        end = span.end;
    }
    atoms
}

/// The span from the first to the last of some atoms; empty if there are none.
pub(crate) fn span(atoms: &[Atom], range: Range<usize>) -> Span {
    match atoms.get(range).and_then(|range| Some((range.first()?, range.last()?))) {
        Some((first, last)) => first.span.cover(last.span),
        None => Span::default(),
    }
}

/// Cuts a stretch into letters, digits and marks; blanks are left out.
fn pieces(text: &str, stretch: Span) -> impl Iterator<Item = (Span, Shape)> + '_ {
    let mut chars = stretch.of(text).char_indices().peekable();
    std::iter::from_fn(move || {
        while chars.next_if(|&(_, c)| c.is_whitespace()).is_some() {}
        let (start, first) = chars.next()?;
        let mut end = start + first.len_utf8();
        let mut extend = |same: &dyn Fn(char) -> bool| {
            while let Some((at, c)) = chars.next_if(|&(_, c)| same(c)) {
                end = at + c.len_utf8();
            }
        };
        let shape = if first.is_ascii_digit() {
            extend(&|c| c.is_ascii_digit());
            digits(&stretch.of(text)[start..end])
        } else if first.is_alphabetic() {
            extend(&char::is_alphabetic);
            if first.is_uppercase() { Shape::Capital } else { Shape::Lower }
        } else {
            Shape::Mark(plain(first))
        };
        Some((Span::new(stretch.start + start, stretch.start + end), shape))
    })
}

fn digits(text: &str) -> Shape {
    let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
    Shape::Digits { length, value: text.parse().unwrap_or(u64::MAX) }
}

/// One sign for the many that print alike: every dash is a hyphen, every apostrophe straight.
fn plain(mark: char) -> char {
    match mark {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{2BC}' | '`' => '\'',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let vocabulary = Vocabulary::default();
        let all = atoms(text, Span::new(0, text.len()), &vocabulary);
        all.iter().map(|atom| format!("{}{}", if atom.glued { "+" } else { "" }, atom.span.of(text))).collect()
    }

    #[test]
    fn letters_digits_and_marks_are_cut() {
        assert_eq!(cut("In 1988–94, U.S.-led"), ["In", "1988", "+–", "+94", "+,", "U", "+.", "+S", "+.", "+-", "+led"]);
        assert_eq!(cut("6:30pm"), ["6", "+:", "+30", "+pm"]);
        assert_eq!(cut(""), Vec::<String>::new());
    }

    #[test]
    fn words_are_found_in_any_case() {
        let mut vocabulary = Vocabulary::default();
        let learned = vocabulary.learn("New Year's Eve");
        let text = "new YEAR’s eve";
        let found: Vec<WordId> = atoms(text, Span::new(0, text.len()), &vocabulary).iter().map(|a| a.word).collect();
        assert_eq!(found, learned);
    }

    #[test]
    fn digits_beyond_all_bounds_stay_digits() {
        let text = "9".repeat(400);
        let all = atoms(&text, Span::new(0, text.len()), &Vocabulary::default());
        assert_eq!(all[0].digits(), Some((255, u64::MAX)));
    }
}
