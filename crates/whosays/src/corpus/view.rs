//! The reports of one story with what is known of them, as the stages across reports look at them.

use super::claim::{Origin, StatementAt};
use super::echo::{Echo, Echoes};
use super::fact::Fact;
use super::identity::Voice;
use super::proposition::Proposition;
use super::reprint::same;
use super::tables::Tables;
use super::wording::Wording;
use crate::document::{Report, Statement};

/// What the stages across the reports of one story look at.
#[derive(Clone, Copy)]
pub(crate) struct StoryView<'a> {
    pub(crate) reports: &'a [Report],
    pub(crate) wordings: &'a [Wording],
    /// Indices of the story's reports.
    pub(crate) group: &'a [usize],
    /// Echoes among all reports.
    pub(crate) echoes: &'a Echoes,
    pub(crate) tables: &'a Tables,
}

impl StoryView<'_> {
    /// Echoes between two reports of the story.
    pub(crate) fn inside(&self) -> impl Iterator<Item = &Echo> {
        let within = |r: usize| self.group.binary_search(&r).is_ok();
        let first = |r: usize| self.echoes.touching(r).filter(move |e| e.a.report == r);
        self.group.iter().flat_map(move |&r| first(r)).filter(move |e| within(e.b.report))
    }

    /// True if two propositions are one reprinted passage.
    pub(crate) fn reprinted(&self, a: &Proposition, b: &Proposition) -> bool {
        let (a, b) = if a.at.report <= b.at.report { (a, b) } else { (b, a) };
        let between = self.echoes.between(a.at.report, b.at.report);
        between.iter().any(|e| same(a.span, e.a.span) && same(b.span, e.b.span))
    }

    /// True if two figures stand in the same place of one passage in two versions.
    pub(crate) fn edited(&self, a: &Fact, b: &Fact) -> bool {
        let (a, b) = if a.report <= b.report { (a, b) } else { (b, a) };
        let figures = |e: &Echo| e.figures.iter().any(|(x, y)| x.overlaps(a.span) && y.overlaps(b.span));
        self.echoes.between(a.report, b.report).iter().any(figures)
    }

    /// The eye witness of a medium who speaks right before or after a figure that the reporter gives in his own voice.
    pub(crate) fn eye_witness(&self, fact: &Fact) -> Option<Origin> {
        let report = &self.reports[fact.report];
        let beside = |s: &&Statement| report.sentence_at(s.span.start).is_some_and(|i| i.abs_diff(fact.sentence) <= 1);
        let voices = report.statements.iter().filter(beside).filter_map(|s| s.sources.first());
        let witness = voices.map(|s| Voice::of(s, self.tables)).find(|v| v.own_eyes)?;
        Some(Origin { name: witness.name, statements: Vec::new() })
    }

    /// Names of the origins of some statements, each once.
    pub(crate) fn speakers(&self, statements: &[StatementAt]) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for s in statements {
            let first = self.reports[s.report].statements[s.statement].sources.first();
            if let Some(name) = first.map(|x| &x.name).filter(|n| !names.contains(n)) {
                names.push(name.clone());
            }
        }
        names
    }
}
