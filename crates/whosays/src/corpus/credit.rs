//! Whom a reprinted passage is credited to, and which copy leaves the credit out.

use super::reprint::{DroppedCredit, Passage};
use super::tables::Tables;
use crate::Span;
use crate::document::{Report, Statement};

/// The credits of one passage and its copies.
pub(crate) struct Credit {
    /// The last voice that passed it on, as a copy names it.
    pub(crate) origin: Option<String>,
    /// A credit that one copy gives and another leaves out.
    pub(crate) dropped: Option<DroppedCredit>,
}

/// Looks for the credits of a passage's copies.
pub(crate) fn credit(reports: &[Report], passages: &[Passage], tables: &Tables) -> Credit {
    let said: Vec<Option<&Statement>> =
        passages.iter().map(|p| reports.get(p.report).and_then(|r| said(r, p.span))).collect();
    let keeper = said.iter().position(Option::is_some);
    let origin = keeper.and_then(|i| said[i]).and_then(|s| s.sources.last()).map(|s| s.name.clone());
    let dropped = keeper.and_then(|kept| {
        let credit = said[kept]?.sources.first()?.name.clone();
        let left_out =
            passages.iter().find(|p| reports.get(p.report).is_some_and(|r| silent(r, p.span, &credit, tables)))?;
        Some(DroppedCredit { report: left_out.report, credit, kept_in: passages[kept].report })
    });
    Credit { origin, dropped: dropped.or_else(|| dropped_hedge(reports, passages, tables)) }
}

/// The statement with a voice whose words are the passage: they make up most of it, and it makes up most of them.
fn said(report: &Report, passage: Span) -> Option<&Statement> {
    let most = |s: &&Statement| {
        let shared: usize = s.content.iter().map(|c| shared(*c, passage)).sum();
        let all: usize = s.content.iter().map(Span::len).sum();
        shared * 2 >= passage.len().max(all) && !s.sources.is_empty()
    };
    report.statements.iter().find(most)
}

/// True if a reporter tells a passage in his own voice: no statement has a part in it, nor is the voice named there.
fn silent(report: &Report, passage: Span, credit: &str, tables: &Tables) -> bool {
    let told = report.statements.iter().any(|s| s.content.iter().chain(&s.cue).any(|c| c.overlaps(passage)));
    let sentence = report.sentence_at(passage.start).and_then(|i| report.sentences.get(i)).map_or(passage, |s| s.span);
    let text = report.words(sentence.cover(passage)).to_lowercase();
    let content = |word: &&str| tables.grammar(word).is_none();
    let credit = credit.to_lowercase();
    !told && !credit.split_whitespace().filter(content).all(|word| text.contains(word))
}

fn shared(a: Span, b: Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// A word of distance that one copy's sentence has and another's has not.
fn dropped_hedge(reports: &[Report], passages: &[Passage], tables: &Tables) -> Option<DroppedCredit> {
    let hedges: Vec<Option<String>> = passages.iter().map(|p| hedge(reports.get(p.report)?, p.span, tables)).collect();
    let kept = hedges.iter().position(Option::is_some)?;
    let left_out = hedges.iter().position(Option::is_none)?;
    let credit = hedges[kept].clone()?;
    Some(DroppedCredit { report: passages[left_out].report, credit, kept_in: passages[kept].report })
}

fn hedge(report: &Report, passage: Span, tables: &Tables) -> Option<String> {
    let text = report.words(passage).to_lowercase();
    let bounded = |at: usize, len: usize| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !letter(text[..at].chars().next_back()) && !letter(text[at + len..].chars().next())
    };
    let stands = |hedge: &&String| text.match_indices(hedge.as_str()).any(|(at, found)| bounded(at, found.len()));
    tables.hedges().find(stands).cloned()
}
