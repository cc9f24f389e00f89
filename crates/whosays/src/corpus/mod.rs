//! Many reports: what they share, what they dispute, what one of them copied.

mod align;
pub mod ceasefire;
pub mod claim;
mod compare;
pub mod contradiction;
mod credit;
mod date;
mod echo;
mod fact;
mod figure;
mod gist;
mod identity;
mod linkage;
pub mod novelty;
mod origin;
mod person;
mod proposition;
pub mod reprint;
mod shingle;
pub mod story;
mod tables;
pub mod timeline;
mod view;
mod wording;

pub use ceasefire::{Ceasefire, Violation};
pub use claim::{Claim, Origin, StatementAt};
pub use contradiction::{Contradiction, ContradictionKind, Member};
pub use novelty::Background;
pub use person::Identity;
pub use reprint::{DroppedCredit, Passage, Reprint, ReprintKind};
pub use story::Story;
pub use tables::Tables;
pub use timeline::TimelineEntry;

use std::collections::BTreeMap;

use rayon::prelude::*;

use self::compare::Around;
use self::echo::Echoes;
use self::gist::Spread;
use self::view::StoryView;
use self::wording::Wording;
use crate::document::Report;
use crate::document::gazetteer::Context;

/// Everything that was read: the reports, and what stands across them. It becomes the JSON record
/// `whosays/report/1` at the edge.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Record {
    /// The reports, ordered by date, then path.
    pub reports: Vec<Report>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// Reprinted passages.
    pub reprints: Vec<Reprint>,
    /// Two values for one fact as of one time.
    pub contradictions: Vec<Contradiction>,
    /// Later counts of a growing number, and the like.
    pub updates: Vec<Contradiction>,
    /// Stories.
    pub stories: Vec<Story>,
    /// What happened when.
    pub timeline: Vec<TimelineEntry>,
    /// Ceasefires.
    pub ceasefires: Vec<Ceasefire>,
    /// Everybody named who speaks, with all spellings of the name.
    pub identities: Vec<Identity>,
    /// Passages that tell history and not the news.
    pub background: Vec<Background>,
}

/// What is read anew in a report once it is known what story it tells.
pub trait Again: Sync {
    /// Reads the times by [`Report::published`], which was inferred from the other reports.
    fn times(&self, report: &mut Report);
    /// Reads the places by what all reports of the story tell about places.
    fn places(&self, report: &mut Report, story: &Context);
}

/// Reads reports together: what stories they tell, what they copied, what is claimed, denied and disputed.
///
/// The order of `reports` changes nothing. Work grows with the number of reports and not with its square: reports are
/// compared only where they share rare words.
pub fn read(mut reports: Vec<Report>, tables: &Tables, again: &impl Again) -> Record {
    reports.sort_by(|a, b| (&a.path, &a.id, &a.text).cmp(&(&b.path, &b.id, &b.text)));
    let mut wordings: Vec<Wording> = reports.par_iter().map(|r| Wording::of(r, tables)).collect();
    let echoes = echo::echoes(&wordings);
    let groups = story::groups(&reports, &wordings, &echoes);
    let echoes = believed(echoes, &groups);
    for group in &groups {
        for index in date::infer(&mut reports, &wordings, &echoes, group) {
            again.times(&mut reports[index]);
        }
    }
    place(&mut reports, &groups, again);
    let to = by_date(&reports);
    let (reports_in_order, echoes) = (moved(reports, &to), echoes.moved(&to));
    reports = reports_in_order;
    wordings = moved(wordings, &to);
    let mut groups: Vec<Vec<usize>> = groups.into_iter().map(|g| g.into_iter().map(|i| to[i]).collect()).collect();
    groups.iter_mut().for_each(|g| g.sort_unstable());
    groups.sort();
    across(reports, &wordings, &echoes, &groups, tables)
}

/// Reads the places of each report anew in the light of all that its story names.
fn place(reports: &mut [Report], groups: &[Vec<usize>], again: &impl Again) {
    let mut contexts: Vec<Option<&Context>> = vec![None; reports.len()];
    let told: Vec<Context> = groups.iter().map(|group| story_places(reports, group)).collect();
    for (group, context) in groups.iter().zip(&told).filter(|(group, _)| group.len() > 1) {
        group.iter().for_each(|&index| contexts[index] = Some(context));
    }
    reports.par_iter_mut().zip(contexts).for_each(|(report, context)| {
        if let Some(context) = context {
            again.places(report, context);
        }
    });
}

/// What the reports of a story tell about places.
fn story_places(reports: &[Report], group: &[usize]) -> Context {
    let mut context = Context::default();
    group.iter().for_each(|&index| context.add(&reports[index]));
    context
}

/// For each report its place in the order by date, then path; undated ones come last.
fn by_date(reports: &[Report]) -> Vec<usize> {
    let day = |r: &Report| (r.published.earliest.is_none(), r.published.earliest, r.published.latest);
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_key(|&i| (day(&reports[i]), i));
    let mut to = vec![0; reports.len()];
    for (place, &i) in order.iter().enumerate() {
        to[i] = place;
    }
    to
}

fn moved<T>(items: Vec<T>, to: &[usize]) -> Vec<T> {
    let mut placed: Vec<(usize, T)> = to.iter().copied().zip(items).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, item)| item).collect()
}

/// The record of reports whose stories and echoes are known.
fn across(
    mut reports: Vec<Report>,
    wordings: &[Wording],
    echoes: &Echoes,
    groups: &[Vec<usize>],
    tables: &Tables,
) -> Record {
    let background: Vec<Background> =
        reports.par_iter().enumerate().map(|(i, r)| novelty::background(r, i, tables)).collect::<Vec<_>>().concat();
    novelty::mark(&mut reports, &background);
    let view = |group| StoryView { reports: &reports, wordings, group, echoes, tables };
    let parts: Vec<Record> = groups.par_iter().map(|group| story_record(&view(group))).collect();
    let mut record = Record { reprints: reprint::reprints(&reports, echoes, tables), background, ..Record::default() };
    for part in parts {
        record.stories.extend(part.stories);
        record.claims.extend(part.claims);
        record.contradictions.extend(part.contradictions);
        record.updates.extend(part.updates);
        record.timeline.extend(part.timeline);
        record.ceasefires.extend(part.ceasefires);
        record.identities.extend(part.identities);
    }
    record.reports = reports;
    record
}

/// What stands across the reports of one story.
fn story_record(view: &StoryView<'_>) -> Record {
    let topics = claim::topics(view);
    let facts = fact::all(view);
    let spread = Spread::of(facts.iter().map(|f| &f.context));
    let nested = fact::nested(view);
    let crowded = compare::crowded(&facts);
    let around = Around { spread: &spread, nested: &nested, crowded: &crowded };
    let things = contradiction::number::things(&facts, &around, view);
    let mut claims = claim::claims(&topics, view);
    claims.extend(claim::figure_claims(&facts, &things, view));
    let (mut contradictions, updates) = contradiction::number::numbers(&facts, &things, view);
    contradictions.extend(contradiction::time::tolls(&facts, &around, view));
    contradictions.extend(contradiction::time::moments(view));
    contradictions.extend(contradiction::place::places(&around, view));
    contradictions.extend(contradiction::actor::actors(&topics, view));
    contradictions.extend(contradiction::denial::denials(&topics, view));
    Record {
        stories: vec![story::story(view)],
        timeline: timeline::timeline(view),
        ceasefires: ceasefire::ceasefire(&claims, view).into_iter().collect(),
        identities: person::identities(view),
        claims,
        contradictions,
        updates,
        ..Record::default()
    }
}

/// Strength from which an echo between two stories is believed.
const STRONG: u32 = 75;

/// Echoes within a story, and between stories those that are too strong for chance: a common phrase is no reprint.
fn believed(echoes: Echoes, groups: &[Vec<usize>]) -> Echoes {
    let mut story = BTreeMap::new();
    for (index, group) in groups.iter().enumerate() {
        story.extend(group.iter().map(|&report| (report, index)));
    }
    echoes.only(|e| e.strength >= STRONG || story.get(&e.a.report) == story.get(&e.b.report))
}
