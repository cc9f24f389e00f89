//! Counts of the killed: FA-KES, coded by people.
//!
//! The coders give one number a report: all killed in the incident it tells of. The program gives every count it reads. Its
//! answer is taken to be the largest count of killed people in one incident that is no part of another; if it reads no such
//! incident, the largest of all; none means zero.

use whosays::document::{Basis, Harm, Published, Scope, Toll};
use whosays::score::Counts;
use whosays::score::class::Classes;
use whosays::{Input, Report};

use super::{Context, Row, Skipped};
use crate::corpus::Split;
use crate::corpus::fakes::{Document, documents};

/// Whose people the killed are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Victims {
    None,
    Civilians,
    Fighters,
    Both,
}

/// Scores both parts.
pub(super) fn run(context: &Context) -> Result<Vec<Row>, Skipped> {
    let Some(annotate) = &context.system.annotate else {
        return Err(Skipped("the reader finds no tolls".to_owned()));
    };
    let all = documents(context.shared)?;
    let mut rows = Vec::new();
    for split in [Split::Dev, Split::Test].into_iter().filter(|&split| context.reads(split)) {
        let chosen: Vec<&Document> = all.iter().filter(|document| document.split() == split).collect();
        let reports: Vec<Report> = chosen.iter().map(|document| annotate(&input(document))).collect();
        let equal = chosen.iter().zip(&reports).filter(|(gold, report)| gold.civilians + gold.others == killed(report));
        let counts = Counts { right: equal.count(), predicted: chosen.len(), gold: chosen.len() };
        let classes = Classes::new(chosen.iter().map(|d| coded(d)), reports.iter().map(victims));
        let row = |metric, value| Row::new("FA-KES", split.as_str(), metric, value, chosen.len());
        rows.push(row("killed count equals", counts.recall()));
        rows.push(row("victim class", classes.accuracy()));
    }
    Ok(rows)
}

fn input(document: &Document) -> Input {
    let published = document.date.map(|date| Published::day(date, Basis::Metadata));
    Input { path: document.id.to_string(), text: document.text.clone(), published, ..Input::default() }
}

fn size(toll: &Toll) -> u64 {
    toll.min.or(toll.max).unwrap_or(0)
}

fn deaths(report: &Report) -> impl Iterator<Item = &Toll> {
    report.tolls.iter().filter(|toll| toll.harm == Harm::Killed && !toll.withheld)
}

fn killed(report: &Report) -> u64 {
    let of_incident = deaths(report).filter(|toll| toll.scope == Scope::Incident && toll.part_of.is_none());
    of_incident.map(size).max().or_else(|| deaths(report).map(size).max()).unwrap_or(0)
}

fn coded(document: &Document) -> Victims {
    match (document.civilians > 0, document.others > 0) {
        (true, true) => Victims::Both,
        (true, false) => Victims::Civilians,
        (false, true) => Victims::Fighters,
        (false, false) => Victims::None,
    }
}

/// By the victims of all counts of the killed; people of whom nothing is said are taken for civilians.
fn victims(report: &Report) -> Victims {
    let armed = |toll: &Toll| matches!(toll.victims.as_str(), "military" | "armed_group" | "police" | "security");
    let real = || deaths(report).filter(|toll| size(toll) > 0);
    match (real().any(|toll| !armed(toll)), real().any(armed)) {
        (true, true) => Victims::Both,
        (true, false) => Victims::Civilians,
        (false, true) => Victims::Fighters,
        (false, false) => Victims::None,
    }
}
