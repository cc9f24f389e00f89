//! Running quotations: a quotation that goes on without a new cue belongs to the cue that governs it.

use super::Report;
use super::attribution::Attribution;
use super::statement::Stance;
use crate::Span;

/// Quotations shorter than this many bytes are words in quotation marks, not speech.
const SPEECH: usize = 24;

/// Adds quotations that no cue governs to the nearest one that quotes directly in the same paragraph: the one before, else
/// the one after; else to the one that ended the paragraph before, if its quotation was left open.
pub(super) fn extend(report: &Report, found: &mut [Attribution]) {
    let free: Vec<Span> =
        report.quotes.iter().copied().filter(|q| is_speech(report, *q) && !is_taken(found, *q)).collect();
    let paragraph = |at: usize| report.sentence_at(at).map(|s| report.sentences[s].paragraph);
    for quote in free {
        let here = paragraph(quote.start);
        let governs = |a: &Attribution| a.direct && a.stance != Stance::Withholds && paragraph(a.cue[0].start) == here;
        let before = (0..found.len())
            .filter(|&i| governs(&found[i]) && found[i].cue[0].start < quote.start)
            .max_by_key(|&i| found[i].cue[0].start);
        let after = (0..found.len())
            .filter(|&i| governs(&found[i]) && found[i].cue[0].start > quote.start)
            .min_by_key(|&i| found[i].cue[0].start);
        if let Some(i) = before.or(after) {
            found[i].content.push(quote);
            found[i].content.sort();
        }
    }
}

/// "X said:" at the end of a paragraph: what follows is said, a quotation if one follows, else all of it.
pub(super) fn announced(report: &Report, cue_sentence: usize) -> Vec<Span> {
    let next = cue_sentence + 1;
    let Some(first) = report.sentences.get(next) else { return Vec::new() };
    match report.quotes.iter().find(|q| q.start <= first.span.start + 4 && q.end > first.span.start) {
        Some(quote) => vec![*quote],
        None => report.sentences[next..].iter().map(|s| s.span).collect(),
    }
}

/// A quotation of at least a clause: it ends like a sentence, or is long.
fn is_speech(report: &Report, quote: Span) -> bool {
    let words = report.words(quote);
    quote.len() >= SPEECH && (words.ends_with(['.', '!', '?', ',', '…']) || quote.len() > 80)
}

/// True if a cue outside the quotation governs it; cues within it are the speaker's own words.
fn is_taken(found: &[Attribution], quote: Span) -> bool {
    let outside = |a: &&Attribution| !a.cue.iter().any(|c| quote.contains(*c));
    found.iter().filter(outside).any(|a| a.content.iter().any(|s| s.overlaps(quote)))
}
