//! Independent origins: the voices behind statements, with those that cannot be told apart counted once.

use super::claim::{Origin, StatementAt};
use super::echo::{Echo, Echoes};
use super::identity::Voice;
use super::reprint::same;
use super::tables::Tables;
use crate::document::{EntityKind, Report};

/// The independent origins of some statements, in order of their first statement.
///
/// Statements go back to one origin if their words are reprinted, if one relays the other, if they are of one person or
/// body, or of sources that cannot be told apart. A medium that names no source of its own is a relay as soon as
/// anybody else is there, unless somebody of it was an eye witness.
pub(crate) fn origins(reports: &[Report], statements: &[StatementAt], echoes: &Echoes, tables: &Tables) -> Vec<Origin> {
    let mut ends: Vec<(StatementAt, Voice, Vec<Voice>)> = Vec::new();
    for &at in statements {
        let sources = &reports[at.report].statements[at.statement].sources;
        let Some(first) = sources.first() else { continue };
        let relays: Vec<Voice> = sources[1..].iter().map(|s| Voice::of(s, tables)).collect();
        ends.extend(Voice::of(first, tables).split().into_iter().map(|voice| (at, voice, relays.clone())));
    }
    let mut root: Vec<usize> = (0..ends.len()).collect();
    for j in 1..ends.len() {
        for i in 0..j {
            if one_voice(&ends[i], &ends[j]) || reprinted(reports, ends[i].0, ends[j].0, echoes) {
                join(&mut root, i, j);
            }
        }
    }
    fold_relays(&ends, &mut root);
    gather(&ends, &mut root)
}

fn find(root: &mut [usize], mut i: usize) -> usize {
    while root[i] != i {
        root[i] = root[root[i]];
        i = root[i];
    }
    i
}

fn join(root: &mut [usize], i: usize, j: usize) {
    let (a, b) = (find(root, i), find(root, j));
    root[a.max(b)] = a.min(b);
}

type End = (StatementAt, Voice, Vec<Voice>);

fn one_voice(a: &End, b: &End) -> bool {
    a.1.same_body(&b.1) || a.2.iter().any(|relay| relay.same_person(&b.1)) || b.2.iter().any(|relay| relay.same_person(&a.1))
}

/// True if the contents of two statements of different reports are one reprinted passage.
fn reprinted(reports: &[Report], a: StatementAt, b: StatementAt, echoes: &Echoes) -> bool {
    let (a, b) = if a.report <= b.report { (a, b) } else { (b, a) };
    let content = |at: StatementAt| &reports[at.report].statements[at.statement].content;
    let within = |e: &Echo| content(a).iter().any(|c| same(*c, e.a.span)) && content(b).iter().any(|c| same(*c, e.b.span));
    echoes.between(a.report, b.report).iter().any(within)
}

/// Media without eye witnesses, and crowds that cannot be told apart, go with another origin if there is one.
fn fold_relays(ends: &[End], root: &mut [usize]) {
    let vague = |v: &Voice| v.crowd && v.side.is_none() || v.kind == EntityKind::Document && v.side.is_none();
    for i in 0..ends.len() {
        let fits = |j: &usize| {
            let (me, other) = (&ends[i].1, &ends[*j].1);
            me.relays() && !other.relays() || vague(me) && other.unnamed && !other.own_eyes
        };
        if let Some(j) = (0..ends.len()).filter(|j| *j != i).find(fits) {
            join(root, i, j);
        }
    }
}

fn gather(ends: &[End], root: &mut [usize]) -> Vec<Origin> {
    let mut origins: Vec<(usize, Origin)> = Vec::new();
    for i in 0..ends.len() {
        let top = find(root, i);
        let at = origins.iter().position(|(r, _)| *r == top).unwrap_or_else(|| {
            origins.push((top, Origin { name: String::new(), statements: Vec::new() }));
            origins.len() - 1
        });
        let origin = &mut origins[at].1;
        if !origin.statements.contains(&ends[i].0) {
            origin.statements.push(ends[i].0);
        }
        let better = fullness(&ends[i].1) > name_fullness(ends, &origin.name);
        if better {
            origin.name.clone_from(&ends[i].1.name);
        }
    }
    origins.into_iter().map(|(_, origin)| origin).collect()
}

/// Named voices before unnamed ones, relays last, then the longer name.
fn fullness(voice: &Voice) -> (bool, bool, usize) {
    (voice.kind != EntityKind::Media, !voice.unnamed, voice.name.chars().count())
}

fn name_fullness(ends: &[End], name: &str) -> (bool, bool, usize) {
    ends.iter().find(|e| e.1.name == name).map_or((false, false, 0), |e| fullness(&e.1))
}
