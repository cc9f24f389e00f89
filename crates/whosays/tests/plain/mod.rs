//! A report made without the network: cut into sentences and tokens by plain rules, with no tags and no parse.

use whosays::Span;
use whosays::document::{Input, Relation, Report, Sentence, Token, Upos, Xpos};

/// A report of plain sentences, one a line or cut after a full stop.
pub(crate) fn report(text: &str) -> Report {
    let mut report = Report::from(Input { text: text.to_owned(), ..Input::default() });
    let mut start = 0;
    for span in tokens(text) {
        let sentence = report.sentences.len();
        report.tokens.push(token(span, sentence));
        let rest = &text[span.end..];
        let new_line = rest.trim_start_matches([' ', '\t']).starts_with('\n');
        if rest.trim().is_empty() || new_line || (matches!(span.of(text), "." | "?" | "!") && rest.starts_with(' ')) {
            let end = report.tokens.len();
            let span = Span::new(report.tokens[start].span.start, span.end);
            report.sentences.push(Sentence { span, tokens: start..end, paragraph: 0 });
            start = end;
        }
    }
    report
}

fn token(span: Span, sentence: usize) -> Token {
    Token {
        span,
        lemma: String::new(),
        upos: Upos::X,
        xpos: Xpos::Xx,
        head: None,
        relation: Relation::Dep,
        sentence,
        function: None,
    }
}

/// Words and marks; `'s` and the parts of hyphenated words apart, abbreviations with their stops.
fn tokens(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if rest.starts_with("'s") || rest.starts_with("’s") {
            1 + c.len_utf8()
        } else if c.is_alphanumeric() {
            word(rest)
        } else {
            c.len_utf8()
        };
        out.push(Span::new(at, at + length));
        at += length;
    }
    out
}

/// The length of the word at the start of a text.
fn word(rest: &str) -> usize {
    let plain = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '\'' | '’' | ',')).unwrap_or(rest.len());
    let mut word = &rest[..plain];
    for clitic in ["'s", "’s"] {
        word = word.find(clitic).filter(|at| word.len() == at + clitic.len()).map_or(word, |at| &word[..at]);
    }
    let number = word.starts_with(|c: char| c.is_ascii_digit());
    let end = word.trim_end_matches(['.', ',', '\'', '’']);
    let inner = end.contains('.') || ["St", "Mr", "Gen", "Col", "Lt", "Brig", "Maj", "Mt", "Mrs", "Dr"].contains(&end);
    let comma = end.find(',').filter(|_| !number);
    comma.unwrap_or(if inner && word[end.len()..].starts_with('.') { end.len() + 1 } else { end.len() })
}
