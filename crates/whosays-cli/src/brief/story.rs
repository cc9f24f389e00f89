//! The brief of a story told by several reports.

use whosays::corpus::Story;
use whosays::document::Basis;

use super::desk::{Desk, key};
use super::report::{furniture, notes};
use super::{across, agreed, ceasefire, claims, names, say, sort, tolls};
use crate::page::layout::{Cell, GAP};
use crate::page::{Ink, Page, Text};

/// How many reports are listed before the rest is only counted.
const MOST: usize = 40;
/// The width of a key.
const KEY: usize = 2;

/// All sections of a story.
pub(super) fn story(page: &mut Page, desk: Desk, story: &Story) {
    let reports = &story.reports;
    header(page, desk, story);
    let sorted = sort::sort(desk, reports);
    agreed::agreed(page, desk, &sorted, reports);
    claims::disputed(page, desk, &sorted);
    tolls::tolls(page, desk, reports);
    across::differs(page, desk, &sorted, reports);
    across::updates(page, desk, reports);
    claims::one_sided(page, desk, &sorted);
    claims::withheld(page, desk, &sorted);
    across::timeline(page, desk, reports);
    ceasefire::ceasefires(page, desk, reports);
    across::reprints(page, desk, reports);
    agreed::origins(page, desk, reports);
    names::names(page, desk, reports);
    notes(page, desk, reports);
}

/// Title, days, and the reports with the keys by which they are called.
fn header(page: &mut Page, desk: Desk, story: &Story) {
    page.blank();
    page.paragraph(0, Text::of(Ink::Title, say::clean(&story.title)));
    let span = match (story.from, story.to) {
        (Some(from), Some(to)) => format!("{}, ", say::days(from, to)),
        (Some(day), None) | (None, Some(day)) => format!("{}, ", say::day(day)),
        (None, None) => String::new(),
    };
    let folder = common_folder(desk, &story.reports);
    let mut line = Text::of(Ink::Plain, format!("{span}{}", say::plural(story.reports.len(), "report")));
    if !folder.is_empty() {
        line.push(Ink::Dim, format!(" in {}", say::clean(folder.trim_end_matches('/'))));
    }
    page.paragraph(0, line);
    page.blank();
    let files: Vec<(usize, String)> = story
        .reports
        .iter()
        .filter_map(|&index| Some((index, say::clean(desk.report(index)?.path.get(folder.len()..)?))))
        .collect();
    let widest = files.iter().map(|(_, file)| crate::page::layout::width(file)).max().unwrap_or(0);
    let lead = widest.min(page.width() * 2 / 5);
    let count = files.len();
    for (index, file) in files.into_iter().take(page.most(MOST)) {
        one_report(page, desk, index, &say::cut(&file, lead), lead);
    }
    page.rest(2, count, MOST);
}

fn one_report(page: &mut Page, desk: Desk, index: usize, file: &str, lead: usize) {
    let Some(report) = desk.report(index) else { return };
    let (when, how) = say::published(&report.published);
    let ink = if report.published.basis == Basis::Unknown { Ink::Open } else { Ink::Plain };
    let mut text = Text::of(ink, when);
    if !how.is_empty() {
        text.push(Ink::Dim, format!(" ({how})"));
    }
    for part in furniture(report) {
        text.push(Ink::Dim, format!(" · {part}"));
    }
    let mut cells = vec![
        Cell::new(vec![Text::of(Ink::Pointer, key(index))], KEY),
        Cell::new(vec![Text::of(Ink::Plain, file)], lead),
        Cell::new(vec![text], page.width().saturating_sub(2 + KEY + lead + 2 * GAP)),
    ];
    if let (Basis::Inferred, Some(why), Some(last)) = (report.published.basis, &report.published.why, cells.last_mut())
    {
        last.blocks.push(Text::of(Ink::Dim, say::clean(&desk.with_keys(why))));
    }
    page.whole(2, &cells);
}

/// The folders that all paths share, with the last stroke.
fn common_folder<'r>(desk: Desk<'r>, reports: &[usize]) -> &'r str {
    let mut paths = reports.iter().filter_map(|&index| desk.report(index)).map(|report| report.path.as_str());
    let Some(first) = paths.next() else { return "" };
    let mut folder = first.rfind('/').map_or("", |end| &first[..=end]);
    for path in paths {
        while !path.starts_with(folder) {
            let shorter = folder.trim_end_matches('/').rfind('/');
            folder = shorter.map_or("", |end| &folder[..=end]);
        }
    }
    folder
}
