//! Names corrected by the tables: what the network took for another kind, or missed.

use std::collections::HashSet;

use super::Report;
use super::actor::ActorMention;
use super::entity::{Name, NameKind};
use super::token::Upos;
use super::world::Sense;
use crate::Span;

/// Joins the names that the network found with those that the tables know. A table decides the kind of a name that it
/// knows whole; a longer name of the network stays (`Paris Hilton`, `University of Rome`).
pub(super) fn join(names: Vec<Name>, mentions: &[ActorMention], spans: &[Span]) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::with_capacity(names.len() + mentions.len());
    let known: Vec<Name> = mentions.iter().filter_map(name_of).collect();
    let titles: Vec<&ActorMention> = mentions.iter().filter(|m| m.sense == Sense::Title).collect();
    for name in names.into_iter().map(|name| untitled(name, &titles, spans)) {
        let inside = |k: &&Name| name.tokens.start <= k.tokens.start && k.tokens.end <= name.tokens.end;
        let longer = known.iter().find(inside).is_none_or(|k| k.tokens.len() < name.tokens.len());
        let covered = known.iter().any(|k| {
            k.tokens.start < name.tokens.end && name.tokens.start < k.tokens.end && k.tokens.len() >= name.tokens.len()
        });
        if longer && !covered {
            out.push(name);
        }
    }
    for name in known {
        if !out.iter().any(|o| o.tokens.start < name.tokens.end && name.tokens.start < o.tokens.end) {
            out.push(name);
        }
    }
    out.sort_by_key(|n| (n.tokens.start, n.tokens.end));
    out
}

/// A name without the title that runs into it: what follows a title is a person ("Secretary of State | Ann Lee").
fn untitled(mut name: Name, titles: &[&ActorMention], spans: &[Span]) -> Name {
    let title = titles.iter().find(|t| {
        t.tokens.start <= name.tokens.start && name.tokens.start < t.tokens.end && t.tokens.end < name.tokens.end
    });
    if let Some(title) = title {
        name.tokens.start = title.tokens.end;
        name.span.start = spans[title.tokens.end].start;
        name.kind = NameKind::Person;
    }
    name
}

/// A mention as a name; words for organs and titles by themselves are none.
fn name_of(mention: &ActorMention) -> Option<Name> {
    let kind = match mention.sense {
        Sense::Country | Sense::Capital | Sense::Territory if !mention.adjective => NameKind::Place,
        Sense::Country
        | Sense::Adjective
        | Sense::Nation
        | Sense::Local
        | Sense::People
        | Sense::Capital
        | Sense::Territory => NameKind::People,
        Sense::Body | Sense::Media | Sense::Group | Sense::Office | Sense::Monitor => NameKind::Organization,
        Sense::Organ | Sense::Title => return None,
    };
    Some(Name { span: mention.span, tokens: mention.tokens.clone(), kind, rule: "world:names" })
}
/// Adds persons whom the network missed: proper nouns after a word of courtesy ("Mr Ban"), and last names of persons whom
/// the report names in full elsewhere.
pub(super) fn add_persons(names: &mut Vec<Name>, report: &Report, courtesy: &HashSet<String>) {
    let mut taken: HashSet<usize> = names.iter().flat_map(|n| n.tokens.clone()).collect();
    let full = names.iter().filter(|n| n.kind == NameKind::Person && n.tokens.len() > 1);
    let last: HashSet<&str> = full.map(|n| report.form(n.tokens.end - 1)).filter(|w| w.chars().count() > 3).collect();
    let is_name = |t: usize| report.tokens.get(t).is_some_and(|token| token.upos == Upos::Propn);
    for t in 0..report.tokens.len() {
        let called = t > 0 && courtesy.contains(report.form(t - 1)) && is_name(t - 1);
        if taken.contains(&t) || !is_name(t) || !called && !last.contains(report.form(t)) {
            continue;
        }
        let mut end = t + 1;
        while called
            && is_name(end)
            && !taken.contains(&end)
            && report.tokens[end].sentence == report.tokens[t].sentence
        {
            end += 1;
        }
        taken.extend(t..end);
        let span = report.tokens[t].span.cover(report.tokens[end - 1].span);
        names.push(Name { span, tokens: t..end, kind: NameKind::Person, rule: "naming:person" });
    }
    names.sort_by_key(|n| (n.tokens.start, n.tokens.end));
}

/// Takes words of courtesy ("Mr") off the front of names.
pub(super) fn without_courtesy(names: &mut [Name], report: &Report, courtesy: &HashSet<String>) {
    for name in names.iter_mut().filter(|n| n.kind == NameKind::Person) {
        while name.tokens.len() > 1 && courtesy.contains(report.form(name.tokens.start)) {
            name.tokens.start += 1;
            name.span.start = report.tokens[name.tokens.start].span.start;
        }
    }
}
