//! Sentences: where they end, which abbreviations do not end them, and which quotation marks belong to them.

use std::collections::HashSet;
use std::ops::Range;

use super::token::{Abbreviation, Tokenizer};
use crate::{Lexicon, Span};

/// One sentence: its place and its tokens. `span` counts bytes, half-open, without blanks at the edges.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its tokens in [`super::Report::tokens`].
    pub tokens: Range<usize>,
    /// Index of the paragraph that it belongs to, counted from 0.
    pub paragraph: usize,
}

/// Cuts text into paragraphs, sentences and tokens.
///
/// It follows the sentence borders of English Universal Dependencies: a quotation that its own sentence marks end is
/// cut there, a heading stands alone.
#[derive(Clone, Debug)]
pub struct Splitter {
    tokenizer: Tokenizer,
    openers: HashSet<String>,
}

/// A sentence is cut after so many tokens even without a mark: a table or a list without marks must not make the parse
/// of one sentence grow without bound.
const LONGEST: usize = 200;

impl Splitter {
    /// Uses a tokenizer and the table `opener`.
    pub fn new(tokenizer: Tokenizer, opener: &Lexicon) -> Self {
        Self { tokenizer, openers: opener.rows().map(|row| row.get("word").to_owned()).collect() }
    }

    /// The sentences of the part of `text` that `body` covers, and their tokens; `breaks` are stretches between which
    /// a sentence never runs on (datelines, credits).
    pub fn split(&self, text: &str, parts: &[Span]) -> (Vec<Sentence>, Vec<Span>) {
        let (mut sentences, mut tokens) = (Vec::new(), Vec::new());
        let mut paragraph = 0;
        for &part in parts {
            for block in paragraphs(text, part) {
                let spans = self.tokenizer.tokenize(block.of(text), block.start);
                self.split_block(text, &spans, paragraph, tokens.len(), &mut sentences);
                tokens.extend(spans);
                paragraph += 1;
            }
        }
        (sentences, tokens)
    }

    /// Cuts the tokens of one paragraph into sentences; `base` is the number of tokens before them.
    fn split_block(&self, text: &str, spans: &[Span], paragraph: usize, base: usize, out: &mut Vec<Sentence>) {
        let mut start = 0;
        let mut open = Brackets::default();
        for i in 0..spans.len() {
            open.see(spans[i].of(text));
            let last = i + 1 == spans.len();
            if last || i + 1 - start >= LONGEST || self.ends_at(text, spans, i, start, &open) {
                let span = Span::new(spans[start].start, spans[i].end);
                out.push(Sentence { span, tokens: base + start..base + i + 1, paragraph });
                start = i + 1;
                open = Brackets::default();
            }
        }
    }

    /// True if a sentence ends with token `i`.
    fn ends_at(&self, text: &str, spans: &[Span], i: usize, start: usize, open: &Brackets) -> bool {
        let word = |k: usize| spans[k].of(text);
        let Some(next) = spans.get(i + 1).map(|span| span.of(text)) else { return true };
        // The closing marks after a full stop belong to its sentence.
        let mut mark = i;
        while mark > start && is_closer(word(mark)) {
            mark -= 1;
        }
        let gap = spans[i].end < spans[i + 1].start;
        if !gap && !is_terminal(word(mark)) || open.round > 0 && i + 1 - start < 60 {
            return false;
        }
        if is_closer(next) && !(is_straight(next) && gap && !open.quote) {
            return false;
        }
        let lower = next.starts_with(char::is_lowercase);
        if is_terminal(word(mark)) {
            return mark == i && !lower || mark != i && self.opens(text, spans, i + 1);
        }
        if mark == i && word(i).ends_with('.') && word(i).len() > 1 {
            return match self.tokenizer.abbreviation(word(i)) {
                Some(Abbreviation::Any) => self.opens(text, spans, i + 1) && self.openers.contains(next),
                Some(Abbreviation::Inner) => false,
                Some(Abbreviation::AnyLower) => !lower,
                None => word(i).starts_with("..") && !lower,
            };
        }
        false
    }

    /// True if a sentence can begin with token `i`: a capital, a number, an opening mark.
    fn opens(&self, text: &str, spans: &[Span], i: usize) -> bool {
        let word = spans[i].of(text);
        if is_closer(word) || matches!(word, "(" | "[" | "-" | "—" | "–" | "``" | "“" | "‘") {
            return spans.get(i + 1).is_none_or(|next| !next.of(text).starts_with(char::is_lowercase));
        }
        !word.starts_with(char::is_lowercase) && !word.starts_with([',', ';', ':', '.', '%'])
    }
}

/// Brackets and quotation marks that are open.
#[derive(Clone, Debug, Default)]
struct Brackets {
    round: usize,
    quote: bool,
}

impl Brackets {
    fn see(&mut self, word: &str) {
        match word {
            "(" | "[" => self.round += 1,
            ")" | "]" => self.round = self.round.saturating_sub(1),
            "\"" => self.quote = !self.quote,
            "“" | "``" => self.quote = true,
            "”" | "''" => self.quote = false,
            _ => {}
        }
    }
}

fn is_terminal(word: &str) -> bool {
    matches!(word, "." | "!" | "?" | "…" | "?!" | "!?")
        || word.len() > 1 && word.bytes().all(|b| matches!(b, b'.' | b'!' | b'?'))
}

fn is_straight(word: &str) -> bool {
    matches!(word, "\"" | "'")
}

fn is_closer(word: &str) -> bool {
    matches!(word, "\"" | "”" | "''" | "'" | "’" | ")" | "]" | "»")
}

/// Paragraphs: stretches between blank lines, and between line ends unless the text is set in short hard-wrapped lines.
fn paragraphs(text: &str, part: Span) -> Vec<Span> {
    let lines = lines(text, part);
    let wrapped = is_hard_wrapped(text, &lines);
    let mut out: Vec<Span> = Vec::new();
    let mut open = false;
    for (i, line) in lines.iter().enumerate() {
        let words = trimmed(text, *line);
        if words.is_empty() {
            open = false;
            continue;
        }
        let runs_on = wrapped && open && i > 0 && !starts_item(words.of(text));
        match out.last_mut() {
            Some(last) if runs_on => last.end = words.end,
            _ => out.push(words),
        }
        open = true;
    }
    out
}

/// True if most lines end in the middle of a sentence and are about equally long, as in mail and old wire copy.
fn is_hard_wrapped(text: &str, lines: &[Span]) -> bool {
    let full: Vec<&str> = lines.iter().map(|line| line.of(text).trim()).filter(|line| !line.is_empty()).collect();
    let inner = full.iter().filter(|line| !line.ends_with(['.', '!', '?', '"', '”', ':', ')'])).count();
    let longest = full.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    full.len() > 3 && inner * 2 > full.len() && (30..=100).contains(&longest)
}

fn starts_item(line: &str) -> bool {
    line.starts_with(['•', '*', '·']) || line.starts_with("- ") || line.starts_with("— ")
}

/// The lines of a part, without their ends.
fn lines(text: &str, part: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = part.start;
    for (i, c) in part.of(text).char_indices() {
        if matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{c}' | '\u{b}') {
            out.push(Span::new(start, part.start + i));
            start = part.start + i + c.len_utf8();
        }
    }
    out.push(Span::new(start, part.end));
    out
}

/// A span without the blanks at its edges.
pub(crate) fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, (start + words.trim().len()).max(start))
}
