//! What every section needs of the record: keys of reports, pointers, voices, the words of statements.

use std::collections::BTreeSet;

use whosays::corpus::StatementAt;
use whosays::document::{EntityKind, Speaker, Stance, Statement};
use whosays::{Lexicon, Record, Report, Span};

use super::say;
use crate::page::{Ink, Text};

/// The record with the keys by which the brief calls its reports.
#[derive(Clone, Copy)]
pub(super) struct Desk<'r> {
    pub(super) record: &'r Record,
    /// Only one report is told of: pointers are sentence numbers.
    pub(super) alone: bool,
}

/// Where something stands: a report, and its sentence counted from 1 if it stands in one.
pub(super) type Pointer = (usize, Option<usize>);

/// The letters of a report: a, b … z, aa, ab ….
pub(super) fn key(report: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(report % 26).unwrap_or(0));
    if report < 26 { letter.to_string() } else { key(report / 26 - 1) + &letter.to_string() }
}

impl<'r> Desk<'r> {
    pub(super) fn report(&self, report: usize) -> Option<&'r Report> {
        self.record.reports.get(report)
    }

    pub(super) fn statement(&self, at: StatementAt) -> Option<&'r Statement> {
        self.report(at.report)?.statements.get(at.statement)
    }

    /// Where words stand.
    pub(super) fn pointer(&self, report: usize, span: Span) -> Pointer {
        let sentence = self.report(report).and_then(|report| report.sentence_at(span.start));
        (report, sentence.map(|sentence| sentence + 1))
    }

    /// The sentence around some words, or the words alone where none is told.
    pub(super) fn sentence(&self, report: usize, span: Span) -> &'r str {
        let Some(report) = self.report(report) else { return "" };
        let sentence = report.sentence_at(span.start).and_then(|at| report.sentences.get(at));
        report.words(sentence.map_or(span, |sentence| sentence.span))
    }

    /// A reason that names reports by their paths, with their keys instead.
    pub(super) fn with_keys(&self, why: &str) -> String {
        let mut reports: Vec<(usize, &str)> =
            self.record.reports.iter().enumerate().map(|(i, report)| (i, report.path.as_str())).collect();
        // A path may begin like another.
        reports.sort_by_key(|(_, path)| std::cmp::Reverse(path.len()));
        let named = reports.into_iter().filter(|(_, path)| path.len() > 1 && why.contains(path));
        named.fold(why.to_owned(), |why, (report, path)| why.replace(path, &key(report)))
    }

    /// Where a statement stands: where its cue does.
    pub(super) fn of_statement(&self, at: StatementAt) -> Option<Pointer> {
        let statement = self.statement(at)?;
        Some(self.pointer(at.report, statement.cue.first().copied().unwrap_or(statement.span)))
    }

    /// Pointers in order, each once, as they are written.
    pub(super) fn pointers(&self, pointers: impl IntoIterator<Item = Pointer>) -> Vec<String> {
        let sorted: BTreeSet<Pointer> = pointers.into_iter().collect();
        let write = |(report, sentence): Pointer| match (self.alone, sentence) {
            (true, sentence) => sentence.map(|sentence| sentence.to_string()).unwrap_or_default(),
            (false, Some(sentence)) => format!("{}:{sentence}", key(report)),
            (false, None) => key(report),
        };
        sorted.into_iter().map(write).filter(|pointer| !pointer.is_empty()).collect()
    }

    /// Pointers to statements.
    pub(super) fn at_statements(&self, statements: &[StatementAt]) -> Vec<String> {
        self.pointers(statements.iter().filter_map(|&at| self.of_statement(at)))
    }

    /// A side as a heading: the name of a state behind its code, or the body as it is called.
    pub(super) fn side(&self, side: &str) -> Text {
        let table = whosays_data::WORLD.iter().find(|table| table.name == "country").map_or("", |table| table.text);
        let countries = Lexicon::parse("country", table);
        let state = countries.rows().find(|row| row.get("alpha3") == side).map(|row| row.get("name").to_owned());
        match state.filter(|name| !name.is_empty()) {
            Some(name) => Text::of(Ink::Strong, name).and(Ink::Dim, format!(" · {side}")),
            None => Text::of(Ink::Strong, say::clean(side)),
        }
    }

    /// The words of a statement: its content, or the cue where nothing is said.
    pub(super) fn words(&self, at: StatementAt) -> String {
        let Some((report, statement)) = self.report(at.report).zip(self.statement(at)) else { return String::new() };
        let spans = if statement.content.is_empty() { &statement.cue } else { &statement.content };
        let pieces: Vec<String> = spans.iter().map(|&span| say::clean(report.words(span))).collect();
        pieces.join(" … ")
    }
}

/// The origin of a statement, or the voice that nobody names.
pub(super) fn origin(statement: &Statement) -> Option<&Speaker> {
    statement.sources.first()
}

/// Whose side a voice is on, as far as the report tells.
pub(super) fn side(statement: &Statement) -> Option<&str> {
    origin(statement)?.side.as_deref()
}

/// The name of a voice.
pub(super) fn name(speaker: Option<&Speaker>) -> String {
    match speaker {
        Some(speaker) if speaker.name != "unnamed" => say::clean(&speaker.name),
        _ => "somebody unnamed".to_owned(),
    }
}

/// A voice with its role, its body and its side: `Ilan Reth, spokesman, Interior Ministry · FRA`.
pub(super) fn voice(speaker: Option<&Speaker>) -> Text {
    let mut text = Text::of(Ink::Strong, name(speaker));
    let Some(speaker) = speaker else { return text };
    let is_new = |part: &&String| !speaker.name.to_lowercase().contains(&part.to_lowercase());
    for part in speaker.role.iter().chain(&speaker.of).filter(is_new) {
        text.push(Ink::Plain, format!(", {}", say::clean(part)));
    }
    match &speaker.side {
        Some(side) if *side != speaker.name => text.push(Ink::Dim, format!(" · {}", say::clean(side))),
        None if speaker.kind == EntityKind::Unnamed && speaker.name != "unnamed" => text.push(Ink::Dim, " · unnamed"),
        _ => {}
    }
    text
}

/// Who passed a statement on: `, via the agency, via the paper`.
pub(super) fn relays(statement: &Statement) -> Text {
    let mut text = Text::new();
    for relay in statement.sources.iter().skip(1) {
        text.push(Ink::Dim, format!(" via {}", name(Some(relay))));
    }
    text
}

/// The word of a stance in its colour.
pub(super) fn stance(stance: Stance) -> Text {
    Text::of(Ink::Stance(stance), stance.as_str())
}

/// The widest word of a stance.
pub(super) const STANCE: usize = 9;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_on_after_z() {
        let keys: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(key).to_vec();
        assert_eq!(keys, ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
    }
}
