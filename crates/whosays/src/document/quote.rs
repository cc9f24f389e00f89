//! Quotations: stretches between quotation marks.

use super::sentence::Sentence;
use crate::Span;

/// Finds the stretches in quotation marks, without the marks, in order of the text.
///
/// A quotation does not run past its paragraph: where the closing mark is missing it ends with the paragraph, as
/// newspapers leave it out when the next paragraph goes on quoting. Single marks do not count, they are apostrophes as
/// often as not. Spans count bytes, half-open.
pub fn quotes(text: &str, sentences: &[Sentence], tokens: &[Span]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    for (i, sentence) in sentences.iter().enumerate() {
        for token in &tokens[sentence.tokens.clone()] {
            match (token.of(text), open) {
                ("“" | "„" | "``" | "«", _) => {
                    if let Some(start) = open {
                        push(text, start, token.start, &mut out);
                    }
                    open = Some(token.end);
                }
                ("”" | "''" | "»", Some(start)) | ("\"", Some(start)) => {
                    push(text, start, token.start, &mut out);
                    open = None;
                }
                ("\"", None) => open = Some(token.end),
                _ => {}
            }
        }
        let last = sentences.get(i + 1).is_none_or(|next| next.paragraph != sentence.paragraph);
        if let (true, Some(start)) = (last, open.take_if(|_| last)) {
            push(text, start, sentence.span.end, &mut out);
        }
    }
    out
}

fn push(text: &str, start: usize, end: usize, out: &mut Vec<Span>) {
    let span = super::sentence::trimmed(text, Span::new(start, end.max(start)));
    if !span.is_empty() {
        out.push(span);
    }
}
