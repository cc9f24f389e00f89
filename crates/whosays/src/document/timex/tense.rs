//! Tense: does what is said of a bare `Monday` lie ahead or behind?
//!
//! The nearest cue before it tells, else the nearest after it. Tags only tell which words are verbs of which tense: a parser
//! hangs `said Friday that it would` on the wrong verb too often, and nearness is the better judge (measured on TimeBank).

use super::Direction;
use crate::Lexicon;
use crate::document::phrase::{Atom, Lexemes, Shape, TableError, Vocabulary};
use crate::document::{Report, Xpos};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Cue {
    /// Points ahead whatever verb follows: `will`, `scheduled for`.
    Future,
    /// A verb of the past: `said`, `was`.
    Past,
    /// A verb of the present: `says`, `is`. It tells nothing about a weekday, but ends the search.
    Present,
    /// Ends the clause.
    Break,
}

/// The words that tell tense.
#[derive(Clone, Debug, Default)]
pub(super) struct Tenses {
    words: Lexemes<Cue>,
    /// Endings of verbs of the past, for words that no table knows.
    endings: Vec<String>,
}

impl Tenses {
    /// Reads the table `tense`: columns `word`, `tense`.
    pub(super) fn read(table: &Lexicon, vocabulary: &mut Vocabulary) -> Result<Self, TableError> {
        let mut tenses = Self::default();
        for row in table.rows() {
            let word = row.get("word");
            let cue = match row.get("tense") {
                "future" => Cue::Future,
                "past" => Cue::Past,
                "present" => Cue::Present,
                "break" => Cue::Break,
                other => return Err(TableError::new(table.name(), word, format!("no tense `{other}`"))),
            };
            match word.strip_prefix('-') {
                Some(ending) if cue == Cue::Past => tenses.endings.push(ending.to_owned()),
                _ => tenses.words.insert(vocabulary, word, false, cue),
            }
        }
        Ok(tenses)
    }

    /// Where the clause around `range` (atoms of a sentence) places it in time.
    pub(super) fn direction(&self, report: &Report, atoms: &[Atom], range: std::ops::Range<usize>) -> Direction {
        self.by_words(report, atoms, range).unwrap_or(Direction::Unknown)
    }

    fn by_words(&self, report: &Report, atoms: &[Atom], range: std::ops::Range<usize>) -> Option<Direction> {
        let left = (0..range.start).rev().take(REACH).map(|at| (at, self.cue(report, atoms, at)));
        let mut past = None;
        for (at, cue) in left {
            match (cue, past) {
                (Some(Cue::Future), _) => return Some(Direction::Future),
                (Some(Cue::Past), None) => past = Some(at),
                // "the case is heard in May": a participle of the present.
                (Some(Cue::Present), Some(first)) if first == at + 1 => return None,
                (Some(Cue::Present | Cue::Break), None) => break,
                (Some(_), Some(_)) => break,
                // "will be held": a cue of the future shortly before the participle wins.
                (None, Some(first)) if first > at + 3 => break,
                _ => {}
            }
        }
        if past.is_some() {
            return Some(Direction::Past);
        }
        let right = (range.end..atoms.len()).take(REACH).find_map(|at| self.cue(report, atoms, at));
        match right? {
            Cue::Future => Some(Direction::Future),
            Cue::Past => Some(Direction::Past),
            Cue::Present | Cue::Break => None,
        }
    }

    fn cue(&self, report: &Report, atoms: &[Atom], at: usize) -> Option<Cue> {
        if let Some((_, cue)) = self.words.longest(atoms, at, |_| true) {
            return Some(*cue);
        }
        let atom = atoms.get(at).filter(|atom| atom.shape == Shape::Lower)?;
        match report.token_at(atom.span.start).map(|token| report.tokens[token].xpos) {
            Some(Xpos::Vbd | Xpos::Vbn) => Some(Cue::Past),
            Some(Xpos::Vbz | Xpos::Vbp) => Some(Cue::Present),
            Some(_) => None,
            None => self.has_past_ending(report.words(atom.span)).then_some(Cue::Past),
        }
    }

    fn has_past_ending(&self, word: &str) -> bool {
        self.endings.iter().any(|end| word.len() > end.len() + 2 && word.ends_with(end.as_str()))
    }
}

/// How many atoms away a verb may stand.
const REACH: usize = 30;
