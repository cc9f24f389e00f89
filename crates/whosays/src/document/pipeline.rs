//! The order in which a report is read.

use std::collections::HashSet;

use jiff::civil::Date;

use super::coref::{self, Context, Known, Pronouns};
use super::cue::Cues;
use super::entity::EntityKind;
use super::event::{self, Triggers};
use super::gazetteer::{self, Gazetteer, GazetteerError};
use super::headline::Headlines;
use super::sentence::{Sentence, Splitter};
use super::stance::Acts;
use super::tagger::{self, Functions, Tagged};
use super::timex::{self};
use super::toll::{self, Harms};
use super::wire::{self, Furniture};
use super::world::World;
use super::{Basis, Input, Published, Report, TableError, attribution, naming, quantity, quote, statement};
use crate::Span;
use crate::lexicon::table;
use crate::model::{ModelError, Network};

/// Why a reader could not be made: a model or a table that ships with it is damaged.
#[derive(Clone, PartialEq, Debug)]
pub enum ReaderError {
    /// The model.
    Model(ModelError),
    /// A table.
    Table(TableError),
    /// The file of places.
    Places(GazetteerError),
}

impl std::fmt::Display for ReaderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Model(error) => error.fmt(f),
            Self::Table(error) => error.fmt(f),
            Self::Places(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ReaderError {}

impl From<ModelError> for ReaderError {
    fn from(error: ModelError) -> Self {
        Self::Model(error)
    }
}

impl From<TableError> for ReaderError {
    fn from(error: TableError) -> Self {
        Self::Table(error)
    }
}

impl From<GazetteerError> for ReaderError {
    fn from(error: GazetteerError) -> Self {
        Self::Places(error)
    }
}

/// Everything that reading needs, made once: tables of a language and of the world, and the network.
///
/// It holds no state of what was read: the same reader gives the same report for the same input, in any order and from any
/// thread.
#[derive(Debug)]
pub struct Pipeline {
    splitter: Splitter,
    network: Network,
    functions: Functions,
    pronouns: Pronouns,
    cues: Cues,
    acts: Acts,
    furniture: Furniture,
    headlines: Headlines,
    courtesy: HashSet<String>,
    times: timex::Rules,
    quantities: quantity::Rules,
    harms: Harms,
    triggers: Triggers,
    world: World,
    gazetteer: Gazetteer<'static>,
    language: &'static str,
}

impl Pipeline {
    /// Reads the tables and the model of a language.
    ///
    /// # Errors
    ///
    /// If the bytes are no model, or damaged.
    pub fn new(language: &whosays_data::Language, model: &'static [u8]) -> Result<Self, ReaderError> {
        let lexicon = |name: &str| table(language.tables, name);
        Ok(Self {
            splitter: super::splitter(language),
            network: Network::load(model)?,
            functions: Functions::new(&lexicon),
            pronouns: Pronouns::new(&lexicon("pronoun")),
            cues: Cues::new(&lexicon),
            acts: Acts::new(&lexicon("act")),
            furniture: Furniture::new(&lexicon("furniture")),
            headlines: Headlines::new(&lexicon("headline")),
            courtesy: lexicon("courtesy").rows().map(|row| row.get("word").to_owned()).collect(),
            times: timex::Rules::read(language)?,
            quantities: quantity::Rules::read(language)?,
            harms: Harms::new(&lexicon),
            triggers: Triggers::new(&lexicon),
            world: World::new(whosays_data::WORLD, language),
            gazetteer: Gazetteer::new(whosays_data::PLACES)?,
            language: language.code,
        })
    }

    /// Reads one report.
    ///
    /// It never fails: what could not be read is told in [`Report::diagnostics`].
    pub fn read_report(&self, input: Input) -> Report {
        let mut report = self.text(input);
        self.grammar(&mut report);
        self.read_times(&mut report);
        self.parties(&mut report);
        report.places = gazetteer::find(&report, &self.world, &self.gazetteer, &gazetteer::Context::default());
        self.statements(&mut report);
        self.facts(&mut report);
        report
    }

    /// Tags, parses and names one sentence that is cut into tokens already, as treebanks come. The spans of the result
    /// count in the tokens joined by single blanks.
    pub fn read_tokens(&self, words: &[String]) -> Tagged {
        let text = words.join(" ");
        let mut at = 0;
        let mut next = |word: &String| {
            at += word.len() + 1;
            Span::new(at - 1 - word.len(), at - 1)
        };
        let spans: Vec<Span> = words.iter().map(&mut next).collect();
        let sentence = Sentence { span: Span::new(0, text.len()), tokens: 0..spans.len(), paragraph: 0 };
        tagger::tag(&self.network, &self.functions, &text, &[sentence], &spans)
    }

    /// The text, its furniture, its sentences and quotations.
    fn text(&self, input: Input) -> Report {
        let is_place = |name: &str| self.gazetteer.contains(name) || self.world.country_named(name).is_some();
        let is_agency = |name: &str| self.known(name).is_some_and(|k| k.kind == EntityKind::Media);
        let wire = wire::read(&input.text, &self.furniture, &is_place, &is_agency);
        Report { wire, ..self.blank(input) }
    }

    /// A report in which nothing is read yet.
    fn blank(&self, input: Input) -> Report {
        Report { language: Some(self.language.to_owned()), ..Report::from(input) }
    }

    /// Sentences, tokens, tags, parse and names.
    fn grammar(&self, report: &mut Report) {
        let parts: Vec<Span> = wire::body(&report.text, &report.wire);
        let (sentences, spans) = self.splitter.split(&report.text, &parts);
        report.quotes = quote::quotes(&report.text, &sentences, &spans);
        let tagged = tagger::tag(&self.network, &self.functions, &report.text, &sentences, &spans);
        report.sentences = sentences;
        report.tokens = tagged.tokens;
        report.names = tagged.names;
        let spans: Vec<Span> = report.tokens.iter().map(|t| t.span).collect();
        let mut names = naming::join(std::mem::take(&mut report.names), &self.world.mentions(report), &spans);
        naming::without_courtesy(&mut names, report, &self.courtesy);
        naming::add_persons(&mut names, report, &self.courtesy);
        report.names = names;
    }

    /// What the tables of the world know of a name or phrase.
    fn known(&self, name: &str) -> Option<Known> {
        self.world.classify(name).map(|actor| Known { kind: actor.kind, side: actor.side })
    }

    /// Times, and the day of publication if the text states it.
    fn read_times(&self, report: &mut Report) {
        let expressions = timex::recognize(report, &self.times);
        if matches!(report.published.basis, Basis::Unknown | Basis::Given)
            && let Some(day) = self.stated_day(report, &expressions)
        {
            report.published =
                Published { why: Some("the text states it".to_owned()), ..Published::day(day, Basis::Stated) };
        }
        report.times = timex::resolve(&expressions, report, &report.published);
    }

    /// The day that the date line gives, or a full date that opens the text or stands in a line of its own near its top.
    fn stated_day(&self, report: &Report, expressions: &[timex::Expression]) -> Option<Date> {
        if let Some(line) = report.wire.date_line {
            return self.day_of(line.of(&report.text));
        }
        let bare = timex::resolve(expressions, report, &Published::UNKNOWN);
        let opens = |t: &timex::Timex| {
            let first = report.tokens.first().is_some_and(|token| t.span.start <= token.span.start + 12);
            let own_line =
                report.sentences.iter().take(5).any(|s| s.span.contains(t.span) && s.span.len() <= t.span.len() + 12);
            first || own_line
        };
        let day = |t: &timex::Timex| {
            t.earliest.filter(|_| t.kind == timex::TimexKind::Date && t.earliest == t.latest && t.value.len() == 10)
        };
        bare.iter().filter(|t| opens(t)).find_map(day)
    }

    /// The day that some words are, if they are a full date.
    fn day_of(&self, words: &str) -> Option<Date> {
        let sentence = Sentence { span: Span::new(0, words.len()), tokens: 0..0, paragraph: 0 };
        let report =
            Report { sentences: vec![sentence], ..self.blank(Input { text: words.to_owned(), ..Input::default() }) };
        let times = timex::resolve(&timex::recognize(&report, &self.times), &report, &Published::UNKNOWN);
        times.iter().find_map(|t| t.earliest.filter(|_| t.earliest == t.latest))
    }

    /// Tolls and events.
    fn facts(&self, report: &mut Report) {
        let known = |name: &str| self.known(name);
        let quantities = quantity::find(report, &self.quantities);
        report.tolls = toll::find(report, &quantities, &self.harms, &known);
        report.events = event::find(report, &self.triggers);
        report.places = gazetteer::once(std::mem::take(&mut report.places));
    }

    /// Who takes part.
    fn parties(&self, report: &mut Report) {
        let known = |name: &str| self.known(name);
        let context = Context { cues: &self.cues, pronouns: &self.pronouns, known: &known };
        report.entities = coref::entities(report, &context);
    }

    /// Who says what.
    fn statements(&self, report: &mut Report) {
        let known = |name: &str| self.known(name);
        let context = Context { cues: &self.cues, pronouns: &self.pronouns, known: &known };
        let attributions = attribution::find(report, &self.cues, &self.pronouns, &self.headlines);
        report.statements = statement::find(report, &attributions, &context, &self.acts);
    }

    /// Reads the times anew by [`Report::published`], once it is known.
    pub fn times(&self, report: &mut Report) {
        let expressions = timex::recognize(report, &self.times);
        report.times = timex::resolve(&expressions, report, &report.published);
    }

    /// Reads the places anew by what all reports of the story tell about places.
    pub fn places(&self, report: &mut Report, story: &gazetteer::Context) {
        let mentions = gazetteer::find(report, &self.world, &self.gazetteer, story);
        report.places = gazetteer::once(mentions);
    }
}
