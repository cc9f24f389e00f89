//! Word lists: words and fixed phrases with what they stand for.

use super::{Atom, Shape, Vocabulary, WordId};

/// Words and phrases, each with a sense. A word may stand there several times with several senses.
#[derive(Clone, Debug)]
pub(crate) struct Lexemes<S> {
    by_first: Vec<Vec<Lexeme<S>>>,
}

#[derive(Clone, Debug)]
struct Lexeme<S> {
    rest: Box<[WordId]>,
    capital: bool,
    sense: S,
}

impl<S> Default for Lexemes<S> {
    fn default() -> Self {
        Self { by_first: Vec::new() }
    }
}

impl<S> Lexemes<S> {
    /// Adds a phrase. With `capital` it is found only where its first letter is a capital (`May`).
    pub(crate) fn insert(&mut self, vocabulary: &mut Vocabulary, phrase: &str, capital: bool, sense: S) {
        let words = vocabulary.learn(phrase);
        let Some((first, rest)) = words.split_first() else { return };
        if self.by_first.len() <= first.index() {
            self.by_first.resize_with(first.index() + 1, Vec::new);
        }
        self.by_first[first.index()].push(Lexeme { rest: rest.into(), capital, sense });
    }

    /// Every phrase that starts at an atom: the atom after its last, and its sense.
    pub(crate) fn at<'l>(&'l self, atoms: &'l [Atom], at: usize) -> impl Iterator<Item = (usize, &'l S)> + use<'l, S> {
        let first = atoms.get(at);
        let here = first.and_then(|atom| self.by_first.get(atom.word.index())).map_or(&[][..], Vec::as_slice);
        here.iter().filter_map(move |lexeme| {
            let end = at + 1 + lexeme.rest.len();
            let rest = atoms.get(at + 1..end)?;
            let same = rest.iter().zip(&lexeme.rest).all(|(atom, word)| atom.word == *word);
            let cased = !lexeme.capital || first.is_some_and(|atom| atom.shape == Shape::Capital);
            (same && cased).then_some((end, &lexeme.sense))
        })
    }

    /// The longest phrase that starts at an atom and whose sense passes the test.
    pub(crate) fn longest<'l>(
        &'l self,
        atoms: &'l [Atom],
        at: usize,
        test: impl Fn(&S) -> bool,
    ) -> Option<(usize, &'l S)> {
        self.at(atoms, at).filter(|(_, sense)| test(sense)).max_by_key(|&(end, _)| end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;
    use crate::document::phrase::atoms;

    #[test]
    fn the_longest_phrase_wins_and_capitals_count() {
        let mut vocabulary = Vocabulary::default();
        let mut list = Lexemes::default();
        list.insert(&mut vocabulary, "new year", false, 1);
        list.insert(&mut vocabulary, "new year's eve", false, 2);
        list.insert(&mut vocabulary, "may", true, 5);
        let text = "New Year's Eve may be in May";
        let all = atoms(text, Span::new(0, text.len()), &vocabulary);
        assert_eq!(list.longest(&all, 0, |_| true), Some((5, &2)));
        assert_eq!(list.at(&all, 5).next(), None);
        assert_eq!(list.at(&all, 8).next(), Some((9, &5)));
        assert_eq!(list.at(&all, 99).next(), None);
    }
}
