//! Names and words of the tables, found one by one.

use std::collections::BTreeMap;
use std::ops::Range;

use super::in_person;
use crate::Span;
use crate::document::key::{is_dash, word_key, words};
use crate::document::world::{Entry, Form, Known, Sense, World};
use crate::document::{Report, Sentence, Token, Upos};

/// The tokens of one sentence, with their keys.
pub(crate) struct Line<'r> {
    text: &'r str,
    words: Vec<Word>,
    /// Index of the first token in the report.
    first: usize,
    /// Written in capitals throughout.
    shouting: bool,
}

struct Word {
    span: Span,
    key: String,
    upos: Option<Upos>,
    mark: Mark,
}

/// What a token does between the words of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// A word.
    Word,
    /// `'s`: may stand within a name, not at its end.
    Possessive,
    /// A dash, stop, apostrophe, bracket: may stand within a name.
    Joint,
    /// Ends a name.
    Break,
}

/// A name of the tables, and the rows that it may stand for.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Indices into the line.
    pub words: Range<usize>,
    entries: Vec<Entry>,
}

/// A name of the tables, and the row that it stands for.
#[derive(Clone, Debug)]
pub(super) struct Atom<'w> {
    pub words: Range<usize>,
    pub known: &'w Known,
    pub form: Form,
    /// Also an adjective of the same country (`US`).
    pub adjective: bool,
}

/// How often each country is named, by code.
pub(super) type Support = BTreeMap<String, f64>;

impl<'r> Line<'r> {
    pub(crate) fn of(report: &'r Report, sentence: &Sentence) -> Self {
        let tokens = report.tokens.get(sentence.tokens.clone()).unwrap_or(&[]);
        // A tagger leaves no token as X but the unreadable ones; a report in which all are X was not tagged.
        let tagged = tokens.iter().any(|token| token.upos != Upos::X);
        let word = |token: &Token| Word::new(&report.text, token.span, tagged.then_some(token.upos));
        Self::new(&report.text, tokens.iter().map(word).collect(), sentence.tokens.start)
    }

    pub(super) fn bare(text: &'r str, spans: &[Span]) -> Self {
        Self::new(text, spans.iter().map(|&span| Word::new(text, span, None)).collect(), 0)
    }

    fn new(text: &'r str, words: Vec<Word>, first: usize) -> Self {
        let letters = |test: fn(char) -> bool| -> usize {
            words.iter().map(|word| word.span.of(text).chars().filter(|&c| test(c)).count()).sum()
        };
        let (capital, small) = (letters(char::is_uppercase), letters(char::is_lowercase));
        Self { text, shouting: capital > 20 && capital > 3 * small, words, first }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn form(&self, index: usize) -> &'r str {
        self.words.get(index).map_or("", |word| word.span.of(self.text))
    }

    pub(super) fn key(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| word.key.as_str())
    }

    pub(super) fn upos(&self, index: usize) -> Option<Upos> {
        self.words.get(index).and_then(|word| word.upos)
    }

    pub(super) fn is_possessive(&self, index: usize) -> bool {
        self.words.get(index).is_some_and(|word| word.mark == Mark::Possessive)
    }

    pub(super) fn is_word(&self, index: usize) -> bool {
        self.words.get(index).is_some_and(|word| word.mark == Mark::Word)
    }

    pub(super) fn is_capitalised(&self, index: usize) -> bool {
        !self.shouting && self.is_word(index) && self.form(index).starts_with(|c: char| c.is_uppercase())
    }

    pub(super) fn span(&self, words: &Range<usize>) -> Span {
        let start = self.words.get(words.start).map_or(0, |word| word.span.start);
        let end = words.end.checked_sub(1).and_then(|last| self.words.get(last)).map_or(start, |word| word.span.end);
        Span::new(start, end.max(start))
    }

    pub(super) fn words_of(&self, words: &Range<usize>) -> &'r str {
        self.span(words).of(self.text)
    }

    /// The tokens of the report that words of the line are.
    pub(super) fn tokens(&self, words: &Range<usize>) -> Range<usize> {
        self.first + words.start..self.first + words.end
    }

    /// True if the tokens are all of the line but for `the` and marks.
    pub(super) fn is_covered(&self, tokens: &Range<usize>) -> bool {
        (0..self.len()).all(|i| {
            tokens.contains(&(self.first + i)) || !self.is_word(i) || self.key(i) == "the" || self.is_possessive(i)
        })
    }
}

impl Word {
    fn new(text: &str, span: Span, upos: Option<Upos>) -> Self {
        let form = span.of(text);
        let key = word_key(form);
        let mark = if matches!(form, "'s" | "’s" | "'" | "’") {
            Mark::Possessive
        } else if !key.is_empty() {
            Mark::Word
        } else if form.chars().all(|c| is_dash(c) || matches!(c, '.' | '\'' | '’' | '&' | '/' | '(' | ')')) {
            Mark::Joint
        } else {
            Mark::Break
        };
        Self { span, key, upos, mark }
    }
}

/// The tokens of a short name: words, with `'s` apart.
pub(super) fn rough_tokens(name: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for piece in name.split_inclusive(|c: char| c.is_whitespace() || c == ',') {
        let word = piece.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
        let clitic = ["'s", "’s"].iter().find(|clitic| word.len() > clitic.len() && word.ends_with(**clitic));
        let end = start + word.len() - clitic.map_or(0, |clitic| clitic.len());
        for span in [Span::new(start, end), Span::new(end, start + word.len())] {
            if !span.is_empty() {
                spans.push(span);
            }
        }
        if let Some(comma) = piece.find(',') {
            spans.push(Span::new(start + comma, start + comma + 1));
        }
        start += piece.len();
    }
    spans
}

/// Every name of the tables in a sentence, longest first from the left, but for names of persons.
pub(super) fn scan(world: &World, line: &Line<'_>, report: &Report) -> Vec<Found> {
    let mut found = scan_line(world, line);
    found.retain(|found| !in_person(report, &line.tokens(&found.words)));
    found
}

/// Every name of the tables in a line, longest first from the left.
pub(super) fn scan_line(world: &World, line: &Line<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        match longest_at(world, line, at) {
            Some(name) => {
                at = name.words.end;
                found.push(name);
            }
            None => at += 1,
        }
    }
    found
}

fn longest_at(world: &World, line: &Line<'_>, start: usize) -> Option<Found> {
    if !line.is_word(start) || line.key(start) == "the" {
        return None;
    }
    let mut key = String::new();
    let mut best = None;
    for end in start..line.len().min(start + world.longest()) {
        let mark = line.words[end].mark;
        if mark == Mark::Break {
            break;
        }
        key.push_str(line.key(end));
        if mark != Mark::Word {
            continue;
        }
        let words = start..end + 1;
        let fits = |entry: &&Entry| fits(line, &words, entry.form) && !is_other_word(world, line, &words, entry);
        let entries: Vec<Entry> = world.entries(&key).iter().filter(fits).copied().collect();
        if !entries.is_empty() {
            best = Some(Found { words, entries });
        }
    }
    best
}

/// True if the words are written as the table wants the name written.
fn fits(line: &Line<'_>, range: &Range<usize>, form: Form) -> bool {
    let text = line.words_of(range);
    if form.the && (range.start == 0 || line.key(range.start - 1) != "the") {
        return false;
    }
    if line.shouting {
        let short = form.acronym && text.len() <= 4 && !text.contains('.');
        return !short || line.upos(range.start) == Some(Upos::Propn);
    }
    if form.acronym {
        return !text.chars().any(char::is_lowercase);
    }
    if form.first && !text.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) {
        return false;
    }
    form.capitals == 0 || words(text).filter(|word| word.starts_with(char::is_uppercase)).count() >= form.capitals
}

/// Words for organs and titles that are used as verbs or adjectives (`to police`, `the general mood`).
fn is_other_word(world: &World, line: &Line<'_>, words: &Range<usize>, entry: &Entry) -> bool {
    let word = world.known(entry.known).is_some_and(|known| matches!(known.sense, Sense::Organ | Sense::Title));
    word && words.len() == 1 && matches!(line.upos(words.start), Some(Upos::Verb | Upos::Aux | Upos::Adv | Upos::Adj))
}

/// How often each country is named by names that mean one country only.
pub(super) fn support<'f>(world: &World, found: impl Iterator<Item = &'f Found>) -> Support {
    let mut support = Support::new();
    for name in found {
        let mut codes: Vec<&str> = Vec::new();
        for entry in name.entries.iter().filter(|entry| !entry.form.weak) {
            let Some(known) = world.known(entry.known) else { continue };
            if is_evidence(world, known) {
                codes.extend(known.countries.iter().map(String::as_str));
            }
        }
        codes.sort_unstable();
        codes.dedup();
        let share = 1.0 / codes.len().max(1) as f64;
        for code in codes {
            *support.entry(code.to_owned()).or_default() += share;
        }
    }
    support
}

/// True for names that tell of a country whatever else the report says. Seats of small states are left out: most of
/// their names are common (`Victoria`, `Kingston`).
fn is_evidence(world: &World, known: &Known) -> bool {
    match known.sense {
        Sense::Country | Sense::Adjective | Sense::Nation | Sense::Territory | Sense::Local => true,
        Sense::Capital => world.country_of(known).is_some_and(|country| country.population > 2_000_000),
        Sense::Office | Sense::Group => true,
        _ => false,
    }
}

/// The row that each name stands for; weak names without other evidence are dropped.
pub(super) fn choose<'w>(world: &'w World, line: &Line<'_>, found: &[Found], support: &Support) -> Vec<Atom<'w>> {
    let backed = |i: usize| stands_by_word(world, line, found, i);
    let keep: Vec<bool> = (0..found.len()).map(backed).collect();
    let mut atoms: Vec<Atom<'w>> = Vec::new();
    for (name, beside) in found.iter().zip(keep) {
        let alone = beside || !is_part_of_name(line, &name.words);
        let allowed = |entry: &&Entry| !entry.form.weak || beside || alone && weight(world, entry, support) > 0.0;
        // `Philippine Red Cross` is the organ of a country, not the body known by that name alone.
        let owned = atoms.last().is_some_and(|last: &Atom<'_>| is_owner(last) && last.words.end == name.words.start);
        let organ = |entry: &&Entry| owned && world.known(entry.known).is_some_and(|k| k.sense == Sense::Organ);
        let atom = pick(world, name, name.entries.iter().filter(organ), support);
        atoms.extend(atom.or_else(|| pick(world, name, name.entries.iter().filter(allowed), support)));
    }
    atoms
}

fn is_owner(atom: &Atom<'_>) -> bool {
    matches!(atom.known.sense, Sense::Country | Sense::Adjective | Sense::Local | Sense::Territory)
}

/// The row that each name stands for, weak ones too; for a name that is given by itself.
pub(super) fn choose_all<'w>(world: &'w World, found: &[Found], support: &Support) -> Vec<Atom<'w>> {
    found.iter().filter_map(|name| pick(world, name, name.entries.iter(), support)).collect()
}

fn pick<'w, 'e>(
    world: &'w World,
    name: &Found,
    entries: impl Iterator<Item = &'e Entry>,
    support: &Support,
) -> Option<Atom<'w>> {
    let mut best: Option<(f64, &Entry)> = None;
    for entry in entries {
        let weight = weight(world, entry, support);
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, entry));
        }
    }
    let (_, entry) = best?;
    let known = world.known(entry.known)?;
    let same = |other: &Entry| {
        world.known(other.known).is_some_and(|other| other.sense == Sense::Adjective && other.name == known.name)
    };
    let adjective = matches!(known.sense, Sense::Adjective | Sense::Local) || name.entries.iter().any(same);
    Some(Atom { words: name.words.clone(), known, form: entry.form, adjective })
}

fn weight(world: &World, entry: &Entry, support: &Support) -> f64 {
    let countries = world.known(entry.known).map_or(&[] as &[String], |known| &known.countries);
    countries.iter().filter_map(|code| support.get(code)).fold(0.0, |most: f64, &weight| most.max(weight))
}

/// True if the word before or after a name is one for an organ or title (`Petra news agency`).
fn stands_by_word(world: &World, line: &Line<'_>, found: &[Found], index: usize) -> bool {
    let is_word = |other: &Found| {
        let known = other.entries.first().and_then(|entry| world.known(entry.known));
        known.is_some_and(|known| matches!(known.sense, Sense::Organ | Sense::Title))
    };
    let Some(name) = found.get(index) else { return false };
    let before = index.checked_sub(1).and_then(|i| found.get(i));
    let after = found.get(index + 1);
    let gap_is_mark = |from: usize, to: usize| (from..to).all(|i| line.is_possessive(i));
    before.is_some_and(|other| is_word(other) && other.words.end == name.words.start)
        || after.is_some_and(|other| is_word(other) && gap_is_mark(name.words.end, other.words.start))
}

/// True if capitalised words stand directly beside the name, so that it may be part of a longer one.
fn is_part_of_name(line: &Line<'_>, words: &Range<usize>) -> bool {
    let before = words.start.checked_sub(1).filter(|&i| i > 0).is_some_and(|i| line.is_capitalised(i));
    before || line.is_capitalised(words.end)
}
