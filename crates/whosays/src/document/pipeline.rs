//! The order in which a report is read.

use super::coref::{self, Context, Known, Pronouns};
use super::cue::Cues;
use super::sentence::{Sentence, Splitter};
use super::stance::Acts;
use super::tagger::{self, Functions, Tagged};
use super::wire::{self, Furniture};
use super::{Input, Published, Report, attribution, quote, statement};
use crate::Span;
use crate::lexicon::table;
use crate::model::{ModelError, Network};

/// Everything that reading needs, made once: tables of a language and of the world, and the network.
///
/// It holds no state of what was read: the same reader gives the same report for the same input, in any order and from any
/// thread.
#[derive(Debug)]
pub struct Reader {
    splitter: Splitter,
    network: Network,
    functions: Functions,
    pronouns: Pronouns,
    cues: Cues,
    acts: Acts,
    furniture: Furniture,
    language: &'static str,
}

impl Reader {
    /// A reader of English.
    ///
    /// # Errors
    ///
    /// If the model that ships with the program is damaged.
    pub fn english() -> Result<Self, ModelError> {
        Self::new(&whosays_data::ENGLISH, whosays_data::MODEL)
    }

    /// A reader of a language with a model for it.
    ///
    /// # Errors
    ///
    /// If the bytes are no model, or damaged.
    pub fn new(language: &whosays_data::Language, model: &'static [u8]) -> Result<Self, ModelError> {
        let lexicon = |name: &str| table(language.tables, name);
        Ok(Self {
            splitter: super::splitter(language),
            network: Network::load(model)?,
            functions: Functions::new(&lexicon("function_word")),
            pronouns: Pronouns::new(&lexicon("pronoun")),
            cues: Cues::new(&lexicon),
            acts: Acts::new(&lexicon("act")),
            furniture: Furniture::new(&lexicon("furniture")),
            language: language.code,
        })
    }

    /// Reads one report.
    ///
    /// It never fails: what could not be read is told in [`Report::diagnostics`].
    pub fn read_report(&self, input: Input) -> Report {
        let mut report = self.text(input);
        self.grammar(&mut report);
        self.parties(&mut report);
        self.statements(&mut report);
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
        let is_place = |_: &str| true;
        let is_agency = |_: &str| false;
        let wire = wire::read(&input.text, &self.furniture, &is_place, &is_agency);
        Report {
            id: String::new(),
            path: input.path,
            language: Some(self.language.to_owned()),
            title: input.title,
            outlet: input.outlet,
            url: input.url,
            published: input.published.unwrap_or(Published::UNKNOWN),
            wire,
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
            text: input.text,
        }
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
    }

    /// Who takes part.
    fn parties(&self, report: &mut Report) {
        let known = |_: &str| -> Option<Known> { None };
        let context = Context { cues: &self.cues, pronouns: &self.pronouns, known: &known };
        report.entities = coref::entities(report, &context);
    }

    /// Who says what.
    fn statements(&self, report: &mut Report) {
        let known = |_: &str| -> Option<Known> { None };
        let context = Context { cues: &self.cues, pronouns: &self.pronouns, known: &known };
        let attributions = attribution::find(report, &self.cues, &self.pronouns);
        report.statements = statement::find(report, &attributions, &context, &self.acts);
    }
}
