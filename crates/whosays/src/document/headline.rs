//! Headlines that name a source without a verb: "Ferry hits pier - coast guard", "Coast guard: ferry hit pier".

use super::attribution::{Attribution, Finder};
use super::cue::Frame;
use super::statement::Stance;
use super::token::Upos;
use super::{NameKind, Report};
use crate::label::labels;
use crate::{Lexicon, Span};

/// Headlines stand among so many sentences at the top.
const TOP: usize = 3;

/// At most so many words name the source.
const NAME: usize = 6;

/// At least so many words are what is said.
const LEAST: usize = 4;

labels! {
    /// Where the speaker stands, seen from the mark.
    #[allow(missing_docs)]
    Side { After = "after", Before = "before" }
}

/// A row of the table `headline`.
#[derive(Clone, Debug)]
struct Mark {
    id: String,
    marks: Vec<String>,
    side: Side,
}

/// The table `headline`.
#[derive(Clone, Debug)]
pub struct Headlines(Vec<Mark>);

impl Headlines {
    /// Reads the table.
    pub fn new(table: &Lexicon) -> Self {
        let row = |row: crate::Row<'_>| {
            let marks = row.list("mark").map(str::to_owned).collect();
            Some(Mark { id: row.get("id").to_owned(), marks, side: Side::parse(row.get("speaker"))? })
        };
        Self(table.rows().filter_map(row).collect())
    }
}

/// The attributions of headlines.
pub(super) fn find(finder: &Finder<'_>, headlines: &Headlines) -> Vec<Attribution> {
    let report = finder.report;
    let top = report.sentences.iter().take(TOP).filter(|s| is_headline(report, s.span));
    top.filter_map(|sentence| headlines.0.iter().find_map(|mark| read(finder, sentence.tokens.clone(), mark))).collect()
}

/// A line of its own: without an end mark, or found to be a headline.
fn is_headline(report: &Report, span: Span) -> bool {
    let apart = report.text[span.end..].starts_with(['\n', '\r']) || span.end == report.text.trim_end().len();
    report.wire.headlines.iter().any(|h| h.overlaps(span)) || apart && span.start < 200
}

fn read(finder: &Finder<'_>, tokens: std::ops::Range<usize>, row: &Mark) -> Option<Attribution> {
    let r = finder.report;
    let is_mark = |&t: &usize| row.marks.iter().any(|m| m == r.form(t)) && stands_free(r, t);
    let mark = match row.side {
        Side::After => tokens.clone().rev().find(is_mark)?,
        Side::Before => tokens.clone().find(is_mark)?,
    };
    let (name, said) = match row.side {
        Side::After => (mark + 1..tokens.end, tokens.start..mark),
        Side::Before => (tokens.start..mark, mark + 1..tokens.end),
    };
    let words = |range: &std::ops::Range<usize>| {
        range.clone().filter(|&t| r.tokens[t].upos != Upos::Punct).collect::<Vec<usize>>()
    };
    let (name, said) = (words(&name), words(&said));
    let is_verb = |&t: &usize| matches!(r.tokens[t].upos, Upos::Verb | Upos::Aux);
    if name.is_empty()
        || name.len() > NAME
        || name.iter().any(is_verb)
        || said.len() < LEAST
        || !said.iter().any(is_verb)
    {
        return None;
    }
    let source = speaker(finder, &name)?;
    let span = r.stretch(&name)?;
    let content = r.stretch(&said)?;
    let quoted = r.quotes.iter().any(|q| q.contains(content));
    Some(Attribution {
        head: source,
        cue: vec![r.tokens[mark].span.cover(span)],
        content: vec![content],
        content_head: said.iter().copied().find(is_verb),
        source: Some(source),
        relays: Vec::new(),
        target: None,
        stance: Stance::Asserts,
        frame: Frame::Clause,
        direct: quoted,
        rule: format!("headline:{}", row.id),
    })
}

/// A dash within a word is no mark of a headline.
fn stands_free(r: &Report, token: usize) -> bool {
    let span = r.tokens[token].span;
    r.form(token) == ":"
        || r.text[..span.start].ends_with(char::is_whitespace) && r.text[span.end..].starts_with(char::is_whitespace)
}

/// The last word of a short phrase that is a noun for a speaker, a person or a body; a place would be a dateline.
fn speaker(finder: &Finder<'_>, name: &[usize]) -> Option<usize> {
    let r = finder.report;
    let last = *name.last()?;
    let named = r.names.iter().find(|n| n.tokens.contains(&last)).map(|n| n.kind);
    let voice = match named {
        Some(kind) => matches!(kind, NameKind::Person | NameKind::Organization),
        None => finder.cues.speaker_noun(&r.lemma(last).to_lowercase()).is_some(),
    };
    let head = name.iter().copied().find(|&t| r.tokens[t].head.is_none_or(|h| !name.contains(&h)));
    voice.then_some(head.filter(|&h| named.is_some() || h == last).unwrap_or(last))
}
