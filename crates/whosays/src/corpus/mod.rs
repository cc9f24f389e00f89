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
mod origin;
mod person;
mod proposition;
pub mod novelty;
pub mod reprint;
mod shingle;
pub mod story;
mod tables;
pub mod timeline;
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

use self::echo::Echo;
use self::wording::Wording;
use crate::document::Report;

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

/// Reads reports together.
pub fn read(mut reports: Vec<Report>, tables: &Tables, resolve: &dyn Fn(&mut Report)) -> Record {
    reports.sort_by(|a, b| (&a.path, &a.id).cmp(&(&b.path, &b.id)));
    let wordings: Vec<Wording> = reports.par_iter().map(|r| Wording::of(r, tables)).collect();
    let echoes = echo::echoes(&wordings);
    let groups = story::groups(&reports, &wordings, &echoes);
    let stories = groups.iter().map(|members| story::story(members, &reports, &wordings)).collect();
    let echoes = within(echoes, &groups);
    for group in &groups {
        for index in date::infer(&mut reports, &wordings, &echoes, group) {
            resolve(&mut reports[index]);
        }
    }
    let (mut claims, mut contradictions, mut updates) = (Vec::new(), Vec::new(), Vec::new());
    let (mut timeline, mut ceasefires, mut identities) = (Vec::new(), Vec::new(), Vec::new());
    for group in &groups {
        let inside: Vec<&Echo> = echoes.iter().filter(|e| group.binary_search(&e.a.report).is_ok() && group.binary_search(&e.b.report).is_ok()).collect();
        let view = claim::StoryView { reports: &reports, wordings: &wordings, group, echoes: &inside, tables };
        let topics = claim::topics(&view);
        claims.extend(claim::claims(&topics, &view));
        let facts = fact::all(&reports, &wordings, group, tables);
        let spread = gist::Spread::of(facts.iter().map(|f| &f.context));
        let nested = fact::nested(&reports, &wordings, group, tables);
        let around = compare::Around { spread: &spread, nested: &nested };
        let things = contradiction::number::things(&facts, &around, &view);
        claims.extend(claim::figure_claims(&facts, &things, &view));
        let (conflicting, later) = contradiction::number::numbers(&facts, &things, &view);
        identities.extend(person::identities(&view));
        timeline.extend(timeline::timeline(&view));
        ceasefires.extend(ceasefire::ceasefire(&claims, &view));
        contradictions.extend(conflicting);
        contradictions.extend(contradiction::time::tolls(&facts, &around, &view));
        contradictions.extend(contradiction::time::moments(&view));
        contradictions.extend(contradiction::place::places(&around, &view));
        contradictions.extend(contradiction::actor::actors(&topics, &view));
        contradictions.extend(contradiction::denial::denials(&topics, &view));
        updates.extend(later);
    }
    let background = reports.iter().enumerate().flat_map(|(i, r)| novelty::background(r, i, tables)).collect();
    let reprints = reprint::reprints(&reports, &echoes, tables);
    Record { reports, stories, reprints, claims, contradictions, updates, timeline, ceasefires, identities, background, ..Record::default() }
}

/// Strength from which an echo between two stories is believed.
const STRONG: u32 = 75;

/// Echoes within a story, and between stories those that are too strong for chance: a common phrase is no reprint.
fn within(mut echoes: Vec<Echo>, groups: &[Vec<usize>]) -> Vec<Echo> {
    let mut story = BTreeMap::new();
    for (index, group) in groups.iter().enumerate() {
        story.extend(group.iter().map(|&report| (report, index)));
    }
    echoes.retain(|e| e.strength >= STRONG || story.get(&e.a.report) == story.get(&e.b.report));
    echoes
}
