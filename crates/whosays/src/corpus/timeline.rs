//! The timeline: what happened when, according to whom.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::StatementAt;
use super::gist::{Gist, Spread};
use super::linkage;
use super::view::StoryView;
use crate::document::{Report, Timex, TimexKind};

/// One line of the timeline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimelineEntry {
    /// TIMEX3 value.
    pub when: String,
    /// What happened, in words.
    pub what: String,
    /// Indices of the reports that tell it.
    pub reports: Vec<usize>,
    /// The statements that tell it; empty if reporters do in their own voice.
    pub statements: Vec<StatementAt>,
    /// The rule that made it.
    pub rule: &'static str,
}

/// One account of something on known days.
struct Account {
    report: usize,
    sentence: usize,
    value: String,
    days: (Date, Date),
    gist: Gist,
    statement: Option<StatementAt>,
}

/// Likeness, in thousandths, from which two accounts of one time are of one thing.
const SAME: i64 = 220;

/// The same for copies.
const COPY: i64 = 900;

/// Accounts of one time that are compared with those that follow.
const REACH: usize = 60;

/// What the reports of a story put on known days, earliest first: one line for each thing, with all who tell it.
pub(crate) fn timeline(story: &StoryView<'_>) -> Vec<TimelineEntry> {
    let mut accounts: Vec<Account> = Vec::new();
    for &index in story.group {
        let report = &story.reports[index];
        let happened = report.times.iter().enumerate().filter(|(number, t)| !of_speaking(report, *number, t));
        accounts.extend(happened.filter_map(|(_, t)| account(report, index, t, story)));
    }
    accounts.sort_by(|a, b| (a.days, &a.value, a.report, a.sentence).cmp(&(b.days, &b.value, b.report, b.sentence)));
    accounts.dedup_by_key(|a| (a.report, a.sentence, a.value.clone()));
    let spread = Spread::of(accounts.iter().map(|a| &a.gist));
    let mut entries = Vec::new();
    for same in accounts.chunk_by(|a, b| a.value == b.value) {
        let links: Vec<(usize, usize, i64)> = (0..same.len())
            .flat_map(|i| (i + 1..same.len().min(i + REACH)).map(move |j| (i, j)))
            .map(|(i, j)| (i, j, i64::from(same[i].gist.likeness(&same[j].gist, &spread))))
            .filter(|(_, _, like)| *like > 0)
            .collect();
        let groups = linkage::groups(same.len(), &links, SAME, COPY);
        entries.extend(groups.iter().map(|group| entry(group, same, story)));
    }
    entries
}

/// True for a time that tells when somebody spoke, and not of what.
fn of_speaking(report: &Report, number: usize, time: &Timex) -> bool {
    let spoken =
        |s: &crate::document::Statement| s.when == Some(number) && !s.content.iter().any(|c| c.contains(time.span));
    report.statements.iter().any(spoken) && !report.events.iter().any(|e| e.when == Some(number))
}

fn account(report: &Report, index: usize, time: &Timex, story: &StoryView<'_>) -> Option<Account> {
    let days = time.earliest.zip(time.latest).filter(|_| time.kind == TimexKind::Date)?;
    let sentence = report.sentence_at(time.span.start)?;
    let inside = |s: &crate::document::Statement| s.content.iter().any(|c| c.contains(time.span));
    let statement = report.statements.iter().position(inside);
    let words = story.wordings[index].sentence(sentence).iter().filter(|w| !w.span.overlaps(time.span));
    Some(Account {
        report: index,
        sentence,
        value: time.value.clone(),
        days,
        gist: Gist::of(words),
        statement: statement.map(|statement| StatementAt { report: index, statement }),
    })
}

/// The line for some accounts of one thing: told in the words of the one that has most in common with the others.
fn entry(group: &[usize], accounts: &[Account], story: &StoryView<'_>) -> TimelineEntry {
    let told: Vec<&Account> = group.iter().map(|&i| &accounts[i]).collect();
    let common = |a: &Account| told.iter().map(|b| a.gist.shared(&b.gist).count()).sum::<usize>();
    let best = told
        .iter()
        .max_by_key(|a| (common(a), std::cmp::Reverse(a.gist.words.len()), std::cmp::Reverse((a.report, a.sentence))));
    let what = best
        .and_then(|a| story.reports[a.report].sentences.get(a.sentence).map(|s| story.reports[a.report].words(s.span)));
    TimelineEntry {
        when: told.first().map_or_else(String::new, |a| a.value.clone()),
        what: what.unwrap_or("").to_owned(),
        reports: told.iter().map(|a| a.report).collect::<BTreeSet<_>>().into_iter().collect(),
        statements: told.iter().filter_map(|a| a.statement).collect::<BTreeSet<_>>().into_iter().collect(),
        rule: "timeline:day-in-sentence",
    }
}
