//! Names that were taken for one voice: whoever doubts that two are the same sees here that they were joined.

use whosays::corpus::{Identity, StatementAt};

use super::desk::Desk;
use super::say;
use crate::page::{Ink, Page, Row, Text};

/// How many names are shown before the rest is only counted.
const MOST: usize = 24;

/// Every voice that reports call by several names.
pub(super) fn names(page: &mut Page, desk: Desk, reports: &[usize]) {
    let here = |at: &StatementAt| reports.contains(&at.report);
    let told = desk.record.identities.iter().filter(|identity| identity.statements.iter().any(here));
    let joined: Vec<(&Identity, Vec<String>)> =
        told.map(|identity| (identity, others(identity))).filter(|(_, others)| !others.is_empty()).collect();
    if joined.is_empty() {
        return;
    }
    page.heading("NAMES", "what was taken for one voice");
    for (identity, others) in joined.iter().take(page.most(MOST)) {
        let text = Text::of(Ink::Strong, say::clean(&identity.name));
        let text = text.and(Ink::Dim, " = ").and(Ink::Plain, say::and(others));
        page.row(Row::new(2).text(text).at(desk.at_statements(&identity.statements)).rules([identity.rule]));
    }
    page.rest(2, joined.len(), MOST);
}

/// The other names of a voice; another way to write capitals is no other name.
fn others(identity: &Identity) -> Vec<String> {
    let name = identity.name.to_lowercase();
    identity.aliases.iter().filter(|alias| alias.to_lowercase() != name).cloned().collect()
}
