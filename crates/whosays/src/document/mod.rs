//! One report: its text, and everything that is read in it.
//!
//! Nothing here knows of other reports (`corpus` does).

pub mod actor;
mod answer;
pub mod attribution;
mod content;
pub mod coref;
pub mod cue;
pub mod entity;
pub mod event;
pub mod gazetteer;
pub mod grammar;
pub mod headline;
pub mod key;
mod naming;
mod near;
pub(crate) mod phrase;
pub mod pipeline;
pub mod quantity;
pub mod quote;
mod relay;
mod repair;
mod running;
pub mod sentence;
mod speaker;
pub mod stance;
pub mod statement;
pub mod tagger;
pub mod timex;
pub mod token;
pub mod toll;
pub mod wire;
mod withhold;
pub mod world;

use jiff::civil::Date;

use crate::label::labels;
use crate::{Diagnostic, Span};

pub use entity::{Entity, EntityKind, Mention, MentionKind, Name, NameKind};
pub use event::{Event, EventType, Status};
pub use gazetteer::{Place, PlaceRole};
pub use phrase::TableError;

pub use quantity::{Quantity, QuantityKind};
pub use sentence::Sentence;
pub use statement::{Form, Speaker, Stance, Statement};
pub use timex::{Modifier, Timex, TimexKind};
pub use token::{Function, Relation, Token, Upos, Xpos};
pub use toll::{Harm, Scope, Toll};
pub use wire::Wire;

/// A report as it comes in: its text, and what is known about it from outside the text.
///
/// It is not read yet. `text` is kept as it is: every span of the record counts in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Input {
    /// Where it came from, such as a path with a record number; names the report to people.
    pub path: String,
    /// The text as stored.
    pub text: String,
    /// Title, if it is not part of the text.
    pub title: Option<String>,
    /// The outlet that published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Days of publication known from outside the text.
    pub published: Option<Published>,
    /// What went wrong while it was fetched or decoded.
    pub diagnostics: Vec<Diagnostic>,
}

labels! {
    /// Where a day of publication is known from.
    Basis {
        /// The text says it.
        Stated = "stated",
        /// The user said it.
        Given = "given",
        /// A field of the file or page says it.
        Metadata = "metadata",
        /// It follows from the other reports of the story.
        Inferred = "inferred",
        /// It is not known.
        Unknown = "unknown",
    }
}

/// When a report was published: a range of days, both included, and why.
///
/// It is never a default: where nothing tells the day, `basis` is [`Basis::Unknown`] and both ends are `None`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Published {
    /// First possible day.
    pub earliest: Option<Date>,
    /// Last possible day.
    pub latest: Option<Date>,
    /// Where it is known from.
    pub basis: Basis,
    /// The reason in words.
    pub why: Option<String>,
}

impl Published {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self { earliest: None, latest: None, basis: Basis::Unknown, why: None };

    /// One day.
    pub fn day(day: Date, basis: Basis) -> Self {
        Self { earliest: Some(day), latest: Some(day), basis, why: None }
    }
}

/// One report and everything read in it. The single owner of its text: all else points into it.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// Made from the content, so that the same report has the same id on every machine.
    pub id: String,
    /// See [`Input::path`].
    pub path: String,
    /// The text as stored.
    pub text: String,
    /// BCP 47 code of its language.
    pub language: Option<String>,
    /// Title, if it is known.
    pub title: Option<String>,
    /// The outlet that published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was published.
    pub published: Published,
    /// Its furniture.
    pub wire: Wire,
    /// Its sentences, in order; headlines are sentences, furniture is not.
    pub sentences: Vec<Sentence>,
    /// Its tokens, in order.
    pub tokens: Vec<Token>,
    /// Stretches in quotation marks, without the marks.
    pub quotes: Vec<Span>,
    /// Names.
    pub names: Vec<Name>,
    /// Entities.
    pub entities: Vec<Entity>,
    /// Times.
    pub times: Vec<Timex>,
    /// Places.
    pub places: Vec<Place>,
    /// Statements.
    pub statements: Vec<Statement>,
    /// Tolls.
    pub tolls: Vec<Toll>,
    /// Events.
    pub events: Vec<Event>,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

impl From<Input> for Report {
    /// A report in which nothing is read yet.
    fn from(input: Input) -> Self {
        Self {
            id: String::new(),
            path: input.path,
            text: input.text,
            language: None,
            title: input.title,
            outlet: input.outlet,
            url: input.url,
            published: input.published.unwrap_or(Published::UNKNOWN),
            wire: Wire::default(),
            sentences: Vec::new(),
            tokens: Vec::new(),
            quotes: Vec::new(),
            names: Vec::new(),
            entities: Vec::new(),
            times: Vec::new(),
            places: Vec::new(),
            statements: Vec::new(),
            tolls: Vec::new(),
            events: Vec::new(),
            diagnostics: input.diagnostics,
        }
    }
}

impl Report {
    /// The sentences' places; the whole text, if it has not been cut into any.
    pub(crate) fn stretches(&self) -> Vec<Span> {
        match self.sentences.as_slice() {
            [] => vec![Span::new(0, self.text.len())],
            sentences => sentences.iter().map(|sentence| sentence.span).collect(),
        }
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The words of a token.
    pub fn form(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |t| t.span.of(&self.text))
    }

    /// The tokens that a token governs directly, in order.
    pub fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = self.tokens.get(token).map_or(0..0, |t| self.sentences[t.sentence].tokens.clone());
        range.filter(move |&i| self.tokens[i].head == Some(token))
    }

    /// The first token that `token` governs by one of the given relations.
    pub fn child(&self, token: usize, relations: &[Relation]) -> Option<usize> {
        self.children(token).find(|&i| relations.contains(&self.tokens[i].relation))
    }

    /// True if `token` is `ancestor` or stands below it in the parse.
    pub fn is_below(&self, token: usize, ancestor: usize) -> bool {
        let mut at = Some(token);
        for _ in 0..=self.tokens.len() {
            match at {
                Some(i) if i == ancestor => return true,
                Some(i) => at = self.tokens[i].head,
                None => return false,
            }
        }
        false
    }

    /// The tokens of the phrase that `token` heads, itself included, in order.
    pub fn subtree(&self, token: usize) -> Vec<usize> {
        let Some(sentence) = self.tokens.get(token).map(|t| t.sentence) else { return Vec::new() };
        self.sentences[sentence].tokens.clone().filter(|&i| self.is_below(i, token)).collect()
    }

    /// The index of the sentence in which a byte lies.
    pub fn sentence_at(&self, byte: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|s| s.span.start <= byte);
        after.checked_sub(1).filter(|&i| byte < self.sentences[i].span.end)
    }

    /// The index of the token in which a byte lies.
    pub fn token_at(&self, byte: usize) -> Option<usize> {
        let after = self.tokens.partition_point(|t| t.span.start <= byte);
        after.checked_sub(1).filter(|&i| byte < self.tokens[i].span.end)
    }
}

/// The sentence splitter of a language, from its tables.
pub fn splitter(language: &whosays_data::Language) -> sentence::Splitter {
    let table = |name: &str| crate::lexicon::table(language.tables, name);
    let tokenizer =
        token::Tokenizer::new(&table("abbreviation"), &table("clitic"), &table("prefix"), &table("glued_unit"));
    sentence::Splitter::new(tokenizer, &table("opener"))
}
