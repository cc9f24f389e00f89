//! Where the reader is plugged in: the one file of the evaluation that knows the program's interface.

use std::ops::Range;

use whosays::document::{NameKind, Relation, Report, Upos, Xpos};
use whosays::{Input, Record, Span};

use crate::corpus::polnear::Attribution;

/// Reads one report.
pub type Annotate = dyn Fn(&Input) -> Report;
/// Reads the sentences of one document, cut into tokens already.
pub type AnnotateTokens = dyn Fn(&[Vec<String>]) -> Vec<ReadSentence>;
/// Reads several reports together.
pub type Read = dyn Fn(Vec<Input>) -> Record;

/// Names the type of a snippet of news, by the names of CASE 2021 task 2 (`ARMED_CLASH`).
pub type Classify = dyn Fn(&str) -> String;

/// A reader to measure: what it can do. What is `None` is skipped.
#[derive(Default)]
pub struct System {
    /// The name of its model in the table.
    pub model: &'static str,
    /// Reads one report.
    pub annotate: Option<Box<Annotate>>,
    /// Reads given tokens.
    pub annotate_tokens: Option<Box<AnnotateTokens>>,
    /// Reads several reports together.
    pub read: Option<Box<Read>>,
    /// Names types of snippets.
    pub classify: Option<Box<Classify>>,
}

/// What was read in a sentence of given tokens; the lists are as long as the sentence.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ReadSentence {
    /// Word classes.
    pub upos: Vec<Upos>,
    /// Penn tags.
    pub xpos: Vec<Xpos>,
    /// Dictionary forms.
    pub lemmas: Vec<String>,
    /// Index of each token's head in the sentence; `None` at the root.
    pub heads: Vec<Option<usize>>,
    /// Relations to the heads.
    pub relations: Vec<Relation>,
    /// Names, as ranges of tokens.
    pub names: Vec<(Range<usize>, NameKind)>,
    /// How certain it is that what a token tells of happened, −3 to +3; empty if the reader does not judge that.
    pub happened: Vec<f64>,
}

/// The readers to measure, one a model.
pub fn systems() -> Vec<System> {
    vec![System { model: "default", ..System::default() }]
}

/// A report's statements as attributions in the manner of PolNeAR: the source is whoever speaks in this very text, the
/// last voice of the chain.
pub fn attributions(report: &Report) -> Vec<Attribution> {
    let sorted = |spans: &[Span]| {
        let mut spans = spans.to_vec();
        spans.sort();
        spans
    };
    let statements = report.statements.iter();
    statements
        .map(|statement| Attribution {
            source: statement.sources.last().and_then(|speaker| speaker.span).into_iter().collect(),
            cue: sorted(&statement.cue),
            content: sorted(&statement.content),
        })
        .collect()
}
