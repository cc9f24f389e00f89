//! The same speaker named in several ways: spellings of a foreign name, longer and shorter forms, shortenings.

use std::collections::BTreeMap;

use super::claim::StatementAt;
use super::identity::Voice;
use super::view::StoryView;
use crate::document::EntityKind;

/// A person or body that speaks, under all names that the reports of a story give.
///
/// It is not a body of officials lumped together: two spokesmen of one ministry are two. Unnamed speakers are left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Identity {
    /// The fullest name.
    pub name: String,
    /// The other names, in alphabetical order.
    pub aliases: Vec<String>,
    /// What kind of voice.
    pub kind: EntityKind,
    /// ISO 3166 alpha-3 of its state, or the name of a non-state body.
    pub side: Option<String>,
    /// Every statement in whose chain of speakers it stands.
    pub statements: Vec<StatementAt>,
    /// The rule that joined the names.
    pub rule: &'static str,
}

/// A name with all that is said under it.
struct Named {
    voice: Voice,
    statements: Vec<StatementAt>,
}

/// Everybody named who speaks in a story, ordered by name.
pub(crate) fn identities(story: &StoryView<'_>) -> Vec<Identity> {
    let named = named(story);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut homes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, one) in named.iter().enumerate() {
        let keys = one.voice.keys();
        let near = keys.iter().filter_map(|key| homes.get(key)).flatten().copied();
        let fits = |group: &usize| groups[*group].iter().all(|&i| named[i].voice.same_person(&one.voice));
        let home = near.filter(fits).min().unwrap_or_else(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[home].push(index);
        for key in keys {
            let homes = homes.entry(key).or_default();
            if !homes.contains(&home) {
                homes.push(home);
            }
        }
    }
    let mut identities: Vec<Identity> = groups.iter().map(|group| identity(group, &named)).collect();
    identities.sort_by(|a, b| (&a.name, &a.statements).cmp(&(&b.name, &b.statements)));
    identities
}

/// Each name with its side, the longest names first, so that short forms find the full one.
fn named(story: &StoryView<'_>) -> Vec<Named> {
    let mut all: BTreeMap<(String, Option<String>, EntityKind), Named> = BTreeMap::new();
    for &report in story.group {
        for (number, statement) in story.reports[report].statements.iter().enumerate() {
            for speaker in &statement.sources {
                let voice = Voice::of(speaker, story.tables);
                if voice.unnamed || voice.keys().is_empty() {
                    continue;
                }
                let key = (speaker.name.clone(), speaker.side.clone(), speaker.kind);
                let named = all.entry(key).or_insert_with(|| Named { voice, statements: Vec::new() });
                named.statements.push(StatementAt { report, statement: number });
            }
        }
    }
    let mut named: Vec<Named> = all.into_values().collect();
    named.sort_by_key(|n| (std::cmp::Reverse(n.voice.keys().len()), n.voice.name.clone()));
    named
}

fn identity(group: &[usize], named: &[Named]) -> Identity {
    let fullest = group.iter().map(|&i| &named[i].voice).max_by_key(|v| (v.keys().len(), v.name.chars().count()));
    let name = fullest.map_or_else(String::new, |v| v.name.clone());
    let mut aliases: Vec<String> = group.iter().map(|&i| named[i].voice.name.clone()).filter(|n| *n != name).collect();
    aliases.sort();
    aliases.dedup();
    let mut statements: Vec<StatementAt> = group.iter().flat_map(|&i| named[i].statements.iter().copied()).collect();
    statements.sort();
    statements.dedup();
    Identity {
        name,
        aliases,
        kind: fullest.map_or(EntityKind::Person, |v| v.kind),
        side: group.iter().find_map(|&i| named[i].voice.side.clone()),
        statements,
        rule: "identity:names-as-they-sound",
    }
}
