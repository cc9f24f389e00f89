//! Where the reader is plugged in: the one file of the evaluation that knows the program's interface.

use std::ops::Range;
use std::sync::Arc;

use whosays::document::{NameKind, Relation, Report, Upos, Xpos};
use whosays::{Input, Reader, Record, Span};

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
    let reader = match Reader::english() {
        Ok(reader) => Arc::new(reader),
        Err(error) => {
            eprintln!("the default model cannot be measured: {error}");
            return Vec::new();
        }
    };
    let (one, tokens, many) = (reader.clone(), reader.clone(), reader);
    vec![System {
        model: "default",
        annotate: Some(Box::new(move |input| one.read_report(input.clone()))),
        annotate_tokens: Some(Box::new(move |sentences| {
            sentences.iter().map(|words| read_sentence(&tokens, words)).collect()
        })),
        read: Some(Box::new(move |inputs| many.read(inputs, &|_| ()))),
        ..System::default()
    }]
}

/// Tags, parse and names of one sentence of given tokens.
fn read_sentence(reader: &Reader, words: &[String]) -> ReadSentence {
    let tagged = reader.pipeline().read_tokens(words);
    let tokens = &tagged.tokens;
    ReadSentence {
        upos: tokens.iter().map(|t| t.upos).collect(),
        xpos: tokens.iter().map(|t| t.xpos).collect(),
        lemmas: tokens.iter().map(|t| t.lemma.clone()).collect(),
        heads: tokens.iter().map(|t| t.head).collect(),
        relations: tokens.iter().map(|t| t.relation).collect(),
        names: tagged.names.iter().map(|n| (n.tokens.clone(), n.kind)).collect(),
        happened: Vec::new(),
    }
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
