//! What is news and what is background: history, description, what a report repeats from long before.

use jiff::civil::Date;

use super::Passage;
use super::tables::Tables;
use crate::Span;
use crate::document::{Report, TimexKind};

/// A passage that tells history and not the news.
///
/// It is not a judgement that the passage is unimportant or untrue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Background {
    /// The passage.
    pub passage: Passage,
    /// The reason in words.
    pub why: String,
    /// The rule that found it: `novelty:old-days`, or `background:` and the id of a row.
    pub rule: String,
}

/// Days before the news from which a day is history.
const OLD: i32 = 8;

/// The background passages of one report: sentences that name only days long before the news, or say by their words
/// that they tell history. The first sentence of a report is its news.
pub(crate) fn background(report: &Report, index: usize, tables: &Tables) -> Vec<Background> {
    let lead =
        report.sentences.iter().position(|s| !report.wire.headlines.iter().any(|h| h.overlaps(s.span))).unwrap_or(0);
    let told = report.sentences.iter().enumerate().skip(lead + 1);
    told.filter_map(|(number, sentence)| {
        let (why, rule) = history(report, number, tables)?;
        Some(Background { passage: Passage { report: index, span: sentence.span }, why, rule })
    })
    .collect()
}

/// Why a sentence is history and not news.
fn history(report: &Report, sentence: usize, tables: &Tables) -> Option<(String, String)> {
    old_days(report, sentence).or_else(|| in_words(report, sentence, tables))
}

/// True for a sentence that tells history by its days or words.
pub(crate) fn is_old(report: &Report, sentence: usize, tables: &Tables) -> bool {
    history(report, sentence, tables).is_some()
}

/// All days that a sentence names lie long before the publication.
fn old_days(report: &Report, sentence: usize) -> Option<(String, String)> {
    let published = report.published.earliest?;
    let days: Vec<(Date, Span)> = days(report, sentence).collect();
    let old = |day: Date| day.until(published).is_ok_and(|span| span.get_days() >= OLD);
    let (_, span) = days.last().filter(|_| days.iter().all(|(day, _)| old(*day)))?;
    Some((format!("\"{}\" lies long before the news", report.words(*span)), "novelty:old-days".to_owned()))
}

/// The last days that the dates of a sentence can mean.
fn days(report: &Report, sentence: usize) -> impl Iterator<Item = (Date, Span)> + '_ {
    let here = report.times.iter().filter(move |t| report.sentence_at(t.span.start) == Some(sentence));
    here.filter(|t| t.kind == TimexKind::Date).filter_map(|t| t.latest.map(|day| (day, t.span)))
}

/// The words of a sentence mark it as history, and it names no day of the news.
fn in_words(report: &Report, sentence: usize, tables: &Tables) -> Option<(String, String)> {
    let span = report.sentences.get(sentence)?.span;
    let text = report.words(span).to_lowercase();
    let id = tables.background(&text)?;
    let recent = |(day, _): (Date, Span)| {
        report.published.earliest.is_some_and(|p| day.until(p).is_ok_and(|span| span.get_days() < OLD))
    };
    if days(report, sentence).any(recent) {
        return None;
    }
    Some((format!("its words mark it as history ({id})"), format!("background:{id}")))
}

/// Marks the events that background passages tell.
pub(crate) fn mark(reports: &mut [Report], background: &[Background]) {
    for passage in background.iter().map(|b| b.passage) {
        let Some(report) = reports.get_mut(passage.report) else { continue };
        for event in report.events.iter_mut().filter(|e| passage.span.contains(e.anchor)) {
            event.background = true;
        }
    }
}
