//! The brief: the record as a person reads it.
//!
//! Every line shows words of the reports and points to report and sentence. Sections without content are left out. No
//! fact is shown by colour alone, so the brief reads the same without.

mod across;
mod agreed;
mod ceasefire;
mod claims;
mod desk;
mod explain;
mod names;
mod report;
mod say;
mod sort;
mod story;
mod tolls;

use std::collections::BTreeSet;

use whosays::Record;

use crate::page::{Look, Page};
use desk::Desk;

/// Columns for pointers at the right, where pointers are sentence numbers of one report.
const MARGIN_ALONE: usize = 5;

/// Columns for pointers at the right: two such as `a:12 b:14`, and three where there is room.
const fn margin(width: usize) -> usize {
    if width >= 110 { 14 } else { 10 }
}

/// Writes the brief of a record: its stories in their order, then the reports that belong to none.
pub fn brief(record: &Record, look: &Look) -> String {
    let told: BTreeSet<usize> = record.stories.iter().flat_map(|story| story.reports.iter().copied()).collect();
    let left = (0..record.reports.len()).filter(|report| !told.contains(report));
    let parts: Vec<Part> = record.stories.iter().map(Part::Story).chain(left.map(Part::Report)).collect();
    let mut text = String::new();
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            text.push_str(&format!("\n{}\n\n", "─".repeat(look.width.clamp(8, 60))));
        }
        text.push_str(&part.brief(record, look));
    }
    text
}

/// A story, or a report that belongs to none.
enum Part<'r> {
    Story(&'r whosays::corpus::Story),
    Report(usize),
}

impl Part<'_> {
    fn brief(&self, record: &Record, look: &Look) -> String {
        let single = match self {
            Self::Report(report) => Some(*report),
            Self::Story(story) => <[usize; 1]>::try_from(story.reports.as_slice()).ok().map(|[report]| report),
        };
        let desk = Desk { record, alone: single.is_some() };
        let mut page = Page::new(look, if desk.alone { MARGIN_ALONE } else { margin(look.width) });
        match (single, self) {
            (Some(report), _) => report::report(&mut page, desk, report),
            (None, Self::Story(story)) => story::story(&mut page, desk, story),
            (None, Self::Report(_)) => {}
        }
        explain::rules(&mut page);
        page.into_text()
    }
}
