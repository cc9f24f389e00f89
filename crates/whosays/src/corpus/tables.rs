//! The word tables that comparing reports needs.

use std::collections::HashMap;

use whosays_data::{Language, Table};

use crate::Lexicon;
use crate::document::Harm;

/// How a word of grammar works.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Grammar {
    /// Turns a clause round (`not`, `never`).
    Negation,
    /// Tells that somebody speaks (`said`, `according`).
    Speech,
    /// Opens a clause about the word before it (`which`).
    Relative,
    /// Puts one place within another (`in`, `of`, `near`).
    Within,
    /// Anything else that carries no content (`the`, `of`).
    Function,
}

/// What a word does to a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Figure {
    /// It is one.
    Number(u64),
    /// It multiplies the one before it.
    Multiplier(u64),
    /// It stands for at least so many.
    Vague(u64),
    /// `at least`.
    Least,
    /// `more than`.
    More,
    /// `up to`.
    Most,
    /// `less than`.
    Less,
    /// `nearly`.
    Nearly,
    /// `between`, before a range.
    Between,
    /// A word between the ends of a range.
    To,
    /// `about`.
    About,
    /// One of something.
    Single,
    /// A word between a number and what it counts.
    Link,
    /// It makes the number an age.
    Age,
    /// A unit: what it measures, and its size in thousandths of the base unit.
    Unit(Measure, u64),
}

/// What a figure measures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Measure {
    /// A number of things.
    Count,
    /// Seconds.
    Time,
    /// Metres.
    Length,
    /// Kilograms.
    Mass,
    /// Per cent.
    Share,
    /// Points of a scale of earthquakes.
    Magnitude,
    /// Units of money.
    Money,
}

#[derive(Debug)]
struct Ending {
    phase: u8,
    ending: String,
    replacement: String,
    least: usize,
}

/// Word tables for comparing reports, read once and handed to [`super::read`].
///
/// It is not a dictionary: it knows what news reports write about one and the same thing, and how common a word is.
#[derive(Debug, Default)]
pub struct Tables {
    grammar: HashMap<String, Grammar>,
    commonness: HashMap<String, u8>,
    endings: Vec<Ending>,
    figures: Vec<(Vec<String>, Figure)>,
    numbers: HashMap<String, u64>,
    sounds: Vec<(String, String)>,
    hedges: Vec<String>,
    clauses: Vec<String>,
    backgrounds: Vec<(String, Vec<String>)>,
    ceasefires: Vec<(String, String)>,
    stages: Vec<(String, bool)>,
    organs: Vec<(Vec<String>, String)>,
    voices: HashMap<String, Vec<String>>,
    victims: HashMap<String, String>,
    concept_of_form: HashMap<String, u64>,
    concept_of_stem: HashMap<String, u64>,
}

impl Tables {
    /// Reads the tables of a language and of the world. A table that is missing counts as empty.
    pub fn new(language: &Language, world: &[Table]) -> Self {
        let table = |name: &str| {
            let text = language.tables.iter().chain(world).find(|t| t.name == name).map_or("", |t| t.text);
            Lexicon::parse(name, text)
        };
        let mut tables = Self::default();
        tables.read_grammar(&table("function"));
        tables.read_commonness(&table("frequency"));
        tables.read_endings(&table("stem"));
        tables.read_sounds(&table("transliteration"));
        tables.read_figures(&table("figure"));
        tables.read_concepts(&table("concept"));
        tables.read_voices(&table("organ_word"), &table("voice"));
        let victims = table("victim");
        tables.victims =
            victims.rows().map(|row| (row.get("noun").to_owned(), row.get("victims").to_owned())).collect();
        tables.read_phrases(&table);
        tables
    }

    fn read_sounds(&mut self, table: &Lexicon) {
        self.sounds = table.rows().map(|row| (row.get("from").to_owned(), row.get("to").to_owned())).collect();
        self.sounds.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
    }

    /// Reads the tables of words that are looked for as they stand.
    fn read_phrases(&mut self, table: &dyn Fn(&str) -> Lexicon) {
        let words = |row: &crate::Row<'_>| row.list("words").map(str::to_owned).collect::<Vec<_>>();
        self.hedges = table("hedge").rows().map(|row| row.get("words").to_owned()).collect();
        self.clauses = table("clause").rows().map(|row| format!("{} ", row.get("words"))).collect();
        self.backgrounds = table("background").rows().map(|row| (row.get("id").to_owned(), words(&row))).collect();
        for row in table("ceasefire").rows() {
            self.ceasefires.extend(words(&row).into_iter().map(|w| (row.get("stage").to_owned(), w)));
        }
        for row in table("stage").rows() {
            self.stages.extend(words(&row).into_iter().map(|w| (w, row.get("stage") == "late")));
        }
    }

    fn read_grammar(&mut self, table: &Lexicon) {
        for row in table.rows() {
            let class = match row.get("class") {
                "negation" => Grammar::Negation,
                "speech" => Grammar::Speech,
                "within" => Grammar::Within,
                "relative" => Grammar::Relative,
                _ => Grammar::Function,
            };
            self.grammar.extend(row.list("words").map(|word| (word.to_owned(), class)));
        }
    }

    fn read_commonness(&mut self, table: &Lexicon) {
        for row in table.rows() {
            let class = row.get("class").parse().unwrap_or(0);
            self.commonness.extend(row.list("words").map(|word| (word.to_owned(), class)));
        }
    }

    fn read_endings(&mut self, table: &Lexicon) {
        for row in table.rows() {
            self.endings.push(Ending {
                phase: row.get("phase").parse().unwrap_or(0),
                ending: row.get("ending").to_owned(),
                replacement: row.get("replacement").to_owned(),
                least: row.get("least").parse().unwrap_or(1),
            });
        }
        self.endings.sort_by_key(|e| (e.phase, std::cmp::Reverse(e.ending.len())));
    }

    fn read_figures(&mut self, table: &Lexicon) {
        for row in table.rows() {
            let value = row.get("value").parse().unwrap_or(0);
            let figure = match row.get("kind") {
                "number" => Figure::Number(value),
                "multiplier" => Figure::Multiplier(value),
                "vague" => Figure::Vague(value),
                "least" => Figure::Least,
                "more" => Figure::More,
                "most" => Figure::Most,
                "less" => Figure::Less,
                "nearly" => Figure::Nearly,
                "between" => Figure::Between,
                "to" => Figure::To,
                "single" => Figure::Single,
                "link" => Figure::Link,
                "age" => Figure::Age,
                "time" => Figure::Unit(Measure::Time, value),
                "length" => Figure::Unit(Measure::Length, value),
                "mass" => Figure::Unit(Measure::Mass, value),
                "share" => Figure::Unit(Measure::Share, value),
                "magnitude" => Figure::Unit(Measure::Magnitude, value),
                "money" => Figure::Unit(Measure::Money, value),
                _ => Figure::About,
            };
            let words = row.get("word").split(' ').map(str::to_owned).collect();
            if let Figure::Number(n) = figure {
                self.numbers.insert(row.get("word").to_owned(), n);
            }
            self.figures.push((words, figure));
        }
        self.figures.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }

    fn read_voices(&mut self, organs: &Lexicon, voices: &Lexicon) {
        for row in organs.rows() {
            let words = |phrase: &str| phrase.split(' ').map(str::to_owned).collect::<Vec<_>>();
            self.organs.extend(row.list("words").map(|phrase| (words(phrase), row.get("organ").to_owned())));
        }
        for row in voices.rows() {
            for word in row.list("words") {
                self.voices.entry(row.get("kind").to_owned()).or_default().push(word.to_owned());
            }
        }
    }

    fn read_concepts(&mut self, table: &Lexicon) {
        for row in table.rows() {
            let concept = hash(&format!("concept:{}", row.get("concept")));
            for word in row.list("words") {
                self.concept_of_form.insert(word.to_owned(), concept);
                let stem = self.stem(word);
                self.concept_of_stem.entry(stem).or_insert(concept);
            }
        }
    }

    /// Words by which a reporter keeps his distance.
    pub(crate) fn hedges(&self) -> impl Iterator<Item = &String> {
        self.hedges.iter()
    }

    /// Whether words of a lower-case text mark a count as a late one of a growing number, or as an early one.
    pub(crate) fn stage(&self, text: &str) -> Option<bool> {
        let padded = format!(" {text} ");
        self.stages.iter().find(|(words, _)| padded.contains(&format!(" {words} "))).map(|(_, late)| *late)
    }

    /// True for a lower-case word that puts the beginning of something at the time after it.
    pub(crate) fn begins(&self, word: &str) -> bool {
        self.concept(word, &self.stem(word)) == Some(hash("concept:begin")) || self.is_voice("since", word)
    }

    /// The row of `background` whose words stand in a lower-case sentence.
    pub(crate) fn background(&self, text: &str) -> Option<&str> {
        let has = |words: &[String]| words.iter().any(|w| stands(text, w).is_some());
        self.backgrounds.iter().find(|(_, words)| has(words)).map(|(id, _)| id.as_str())
    }

    /// Where words of that stage of a ceasefire stand in a lower-case sentence, and where they end.
    pub(crate) fn ceasefire(&self, stage: &str, text: &str) -> Option<(usize, usize)> {
        let rows = self.ceasefires.iter().filter(|(s, _)| s == stage);
        rows.filter_map(|(_, words)| stands(text, words).map(|at| (at, at + words.len()))).min()
    }

    /// True for a word that names a ceasefire, or, with `broken`, one that tells of its violation.
    pub(crate) fn of_ceasefire(&self, word: &str, broken: bool) -> bool {
        let concept = hash(if broken { "concept:violate" } else { "concept:ceasefire" });
        self.concept(word, &self.stem(word)) == Some(concept)
    }

    /// True if a text begins with words that join two clauses.
    pub(crate) fn joins_clauses(&self, text: &str) -> bool {
        self.clauses.iter().any(|words| text.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words)))
    }

    /// True for a word of that kind in the description of a speaker.
    pub(crate) fn is_voice(&self, kind: &str, word: &str) -> bool {
        self.voices.get(kind).is_some_and(|words| words.iter().any(|w| w == word))
    }

    /// The organ of a state that lower-case words name; one that is not `general` before one that is.
    pub(crate) fn organ(&self, words: &[String]) -> Option<&str> {
        let names = |phrase: &[String]| words.windows(phrase.len().max(1)).any(|w| w == phrase);
        let mut named = self.organs.iter().filter(|(phrase, _)| names(phrase)).map(|(_, organ)| organ.as_str());
        let first = named.next()?;
        if first == "general" { named.find(|o| *o != "general").or(Some(first)) } else { Some(first) }
    }

    /// A name as it sounds, roughly: the same for most ways of writing a foreign name. Short names stay as they are.
    fn sound(&self, name: &str) -> String {
        if name.chars().count() < 5 {
            return name.to_owned();
        }
        let mut sound = String::new();
        let mut rest = name;
        while let Some(first) = rest.chars().next() {
            let fits = self.sounds.iter().find(|(from, _)| rest.starts_with(from.as_str()));
            let (length, piece) =
                fits.map_or((first.len_utf8(), &rest[..first.len_utf8()]), |(from, to)| (from.len(), to));
            if !sound.ends_with(piece) {
                sound.push_str(piece);
            }
            rest = &rest[length..];
        }
        sound
    }

    /// The class of people that a noun names, by its dictionary form.
    pub(crate) fn victims(&self, lemma: &str) -> Option<&str> {
        self.victims.get(lemma).map(String::as_str)
    }

    /// The concept of people in general.
    pub(crate) fn people(&self) -> u64 {
        hash("concept:people")
    }

    /// The harm that a concept is of.
    pub(crate) fn harm(&self, concept: u64) -> Option<Harm> {
        let harms = [("concept:kill", Harm::Killed), ("concept:wound", Harm::Injured)];
        harms.into_iter().find(|(name, _)| hash(name) == concept).map(|(_, harm)| harm)
    }

    /// What a lower-case word does in the grammar; `None` for a word of content.
    pub(crate) fn grammar(&self, word: &str) -> Option<Grammar> {
        self.grammar.get(word).copied()
    }

    /// How common a lower-case word is, as the logarithm of its count in a million; `None` for a rare one.
    pub(crate) fn commonness(&self, word: &str) -> Option<u8> {
        self.commonness.get(word).copied()
    }

    /// The value of a number word; `None` for any other word.
    pub(crate) fn number(&self, word: &str) -> Option<u64> {
        self.numbers.get(word).copied()
    }

    /// What the lower-case words at the start of `words` do to a number, and how many words that takes.
    pub(crate) fn figure(&self, words: &[&str]) -> Option<(usize, Figure)> {
        let fits = |pattern: &&(Vec<String>, Figure)| {
            words.starts_with(&pattern.0.iter().map(String::as_str).collect::<Vec<_>>())
        };
        self.figures.iter().find(fits).map(|(pattern, figure)| (pattern.len(), *figure))
    }

    /// The stem of a lower-case word: not a word itself, but the same for all forms of one word.
    pub(crate) fn stem(&self, word: &str) -> String {
        self.cut(word, u8::MAX)
    }

    /// A name without the ending of a plural or possessive, as it sounds; other endings are part of the name.
    pub(crate) fn name(&self, word: &str) -> String {
        self.sound(&self.cut(word, 1))
    }

    fn cut(&self, word: &str, last: u8) -> String {
        let mut stem = word.to_owned();
        let mut phase = 0;
        for e in self.endings.iter().filter(|e| e.phase <= last) {
            if e.phase <= phase {
                continue;
            }
            let Some(head) = stem.strip_suffix(e.ending.as_str()) else { continue };
            if head.chars().count() >= e.least {
                stem = format!("{head}{}", e.replacement);
                if e.phase == 2 {
                    undouble(&mut stem);
                }
                phase = e.phase;
            }
        }
        stem
    }

    /// The concept that a word stands for, by its form or else its stem; `None` if it stands for itself.
    pub(crate) fn concept(&self, form: &str, stem: &str) -> Option<u64> {
        self.concept_of_form.get(form).or_else(|| self.concept_of_stem.get(stem)).copied()
    }
}

/// Where whole words stand in a text.
fn stands(text: &str, words: &str) -> Option<usize> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = |at: usize| !letter(text[..at].chars().next_back()) && !letter(text[at + words.len()..].chars().next());
    text.match_indices(words).map(|(at, _)| at).find(|&at| whole(at))
}

/// `stopp` becomes `stop`; `fall`, `pass` and `buzz` stay.
fn undouble(stem: &mut String) {
    let mut last = stem.chars().rev();
    let (Some(a), Some(b)) = (last.next(), last.next()) else { return };
    if a == b && !matches!(a, 'l' | 's' | 'z' | 'a' | 'e' | 'i' | 'o' | 'u') {
        stem.pop();
    }
}

/// A number for a word or a key that is the same on every machine (64-bit FNV-1a with a final mix).
pub(crate) fn hash(text: &str) -> u64 {
    mix(raw(text))
}

/// [`hash`] without its final mix, so that it can go on.
pub(crate) fn raw(text: &str) -> u64 {
    fnv(0xcbf2_9ce4_8422_2325, text)
}

/// [`hash`] of a text that goes on with `more`, from the [`raw`] number of its beginning.
pub(crate) fn extend(raw: u64, more: &str) -> u64 {
    mix(fnv(raw, more))
}

fn fnv(from: u64, text: &str) -> u64 {
    text.bytes().fold(from, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// A number for an ordered pair of numbers.
pub(crate) fn pair(a: u64, b: u64) -> u64 {
    mix(a.rotate_left(23) ^ b)
}

fn mix(mut h: u64) -> u64 {
    h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}
