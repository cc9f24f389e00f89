//! Independent origins: the voices behind statements, with those that cannot be told apart counted once.

use std::collections::BTreeMap;

use super::claim::{Origin, StatementAt};
use super::echo::{Echo, Echoes};
use super::identity::Voice;
use super::reprint::same;
use super::tables::Tables;
use crate::document::{EntityKind, Report};

/// One way in which somebody is named at the origin of statements, with those who relay them.
struct End {
    voice: Voice,
    relays: Vec<Voice>,
    statements: Vec<StatementAt>,
}

/// The independent origins of some statements, in order of their first statement.
///
/// Statements go back to one origin if their words are reprinted, if one relays the other, if they are of one person or
/// body, or of sources that cannot be told apart. A medium that names no source of its own is a relay as soon as
/// anybody else is there, unless somebody of it was an eye witness.
pub(crate) fn origins(reports: &[Report], statements: &[StatementAt], echoes: &Echoes, tables: &Tables) -> Vec<Origin> {
    let ends = ends(reports, statements, tables);
    let mut root: Vec<usize> = (0..ends.len()).collect();
    for j in 1..ends.len() {
        for i in 0..j {
            if find(&mut root, i) != find(&mut root, j)
                && (one_voice(&ends[i], &ends[j]) || reprinted(reports, &ends[i], &ends[j], echoes))
            {
                join(&mut root, i, j);
            }
        }
    }
    fold_relays(&ends, &mut root);
    gather(&ends, &mut root)
}

/// A speaker's name, side, body and kind.
type Named<'a> = (&'a str, Option<&'a str>, Option<&'a str>, EntityKind);

/// Everybody at the origin of the statements; the same chain of names counts once.
fn ends(reports: &[Report], statements: &[StatementAt], tables: &Tables) -> Vec<End> {
    let mut ends: Vec<End> = Vec::new();
    let mut known: BTreeMap<Vec<Named<'_>>, Vec<usize>> = BTreeMap::new();
    for &at in statements {
        let Some(sources) = reports.get(at.report).and_then(|r| r.statements.get(at.statement)).map(|s| &s.sources)
        else {
            continue;
        };
        let Some((first, rest)) = sources.split_first() else { continue };
        let key = sources.iter().map(|s| (s.name.as_str(), s.side.as_deref(), s.of.as_deref(), s.kind)).collect();
        let same = known.entry(key).or_insert_with(|| {
            let relays: Vec<Voice> = rest.iter().map(|s| Voice::of(s, tables)).collect();
            let voices = Voice::of(first, tables).split().into_iter();
            let from = ends.len();
            ends.extend(voices.map(|voice| End { voice, relays: relays.clone(), statements: Vec::new() }));
            (from..ends.len()).collect()
        });
        for &end in same.iter() {
            ends[end].statements.push(at);
        }
    }
    ends
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

fn one_voice(a: &End, b: &End) -> bool {
    let relays = |end: &End, voice: &Voice| end.relays.iter().any(|relay| relay.same_person(voice));
    a.voice.same_body(&b.voice) || relays(a, &b.voice) || relays(b, &a.voice)
}

/// Pairs of statements of two ends that are looked at for reprints.
const PAIRS: usize = 400;

/// True if the contents of two statements of different reports are one reprinted passage.
fn reprinted(reports: &[Report], a: &End, b: &End, echoes: &Echoes) -> bool {
    let pairs = a.statements.iter().flat_map(|&x| b.statements.iter().map(move |&y| (x.min(y), x.max(y))));
    let content = |at: StatementAt| &reports[at.report].statements[at.statement].content;
    let one = |(x, y): (StatementAt, StatementAt)| {
        let inside =
            |e: &Echo| content(x).iter().any(|c| same(*c, e.a.span)) && content(y).iter().any(|c| same(*c, e.b.span));
        x.report != y.report && echoes.between(x.report, y.report).iter().any(inside)
    };
    pairs.take(PAIRS).any(one)
}

/// Media without eye witnesses, and crowds that cannot be told apart, go with another origin if there is one.
fn fold_relays(ends: &[End], root: &mut [usize]) {
    let vague = |v: &Voice| v.crowd && v.side.is_none() || v.kind == EntityKind::Document && v.side.is_none();
    for i in 0..ends.len() {
        let fits = |j: &usize| {
            let (me, other) = (&ends[i].voice, &ends[*j].voice);
            me.relays() && !other.relays() || vague(me) && other.unnamed && !other.own_eyes
        };
        if let Some(j) = (0..ends.len()).filter(|j| *j != i).find(fits) {
            join(root, i, j);
        }
    }
}

fn gather(ends: &[End], root: &mut [usize]) -> Vec<Origin> {
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..ends.len() {
        groups.entry(find(root, i)).or_default().push(i);
    }
    let mut origins: Vec<Origin> = groups.values().map(|group| origin(group, ends)).collect();
    origins.sort_by(|a, b| (&a.statements, &a.name).cmp(&(&b.statements, &b.name)));
    origins
}

fn origin(group: &[usize], ends: &[End]) -> Origin {
    let fullest = group.iter().map(|&i| &ends[i].voice).max_by_key(|v| (fullness(v), std::cmp::Reverse(&v.name)));
    let mut statements: Vec<StatementAt> = group.iter().flat_map(|&i| ends[i].statements.iter().copied()).collect();
    statements.sort_unstable();
    statements.dedup();
    Origin { name: fullest.map_or_else(String::new, |v| v.name.clone()), statements }
}

/// Named voices before unnamed ones, relays last, then the longer name.
fn fullness(voice: &Voice) -> (bool, bool, usize) {
    (voice.kind != EntityKind::Media, !voice.unnamed, voice.name.chars().count())
}
