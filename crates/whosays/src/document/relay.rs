//! Relays: who passes on what another said, and attributions that are one with another.

use super::Function;
use super::attribution::{Attribution, Finder};
use super::cue::Frame;
use super::entity::EntityKind;
use super::token::{Relation, Upos, Xpos};

/// Joins pure relays with what they relay: "X said, Y reported", "Y quoted X as saying", "Y, citing X, said".
pub(super) fn join(finder: &Finder<'_>, found: &mut Vec<Attribution>) {
    quoted_origins(finder, found);
    cited_origins(finder, found);
    outer_media(finder, found);
    told_media(finder, found);
    carried_by_media(finder, found);
}

/// "Y quoted X as saying C" is one attribution: X is the origin, Y relays. The verb of saying in it is no cue of its own.
fn quoted_origins(finder: &Finder<'_>, found: &mut Vec<Attribution>) {
    let r = finder.report;
    let mut inner: Vec<usize> = Vec::new();
    for a in found.iter_mut().filter(|a| a.frame == Frame::Relay) {
        inner.extend(r.subtree(a.head).into_iter().filter(|&t| t != a.head && r.tokens[t].xpos == Xpos::Vbg));
        let relay = a.source;
        a.source = a.target.take();
        a.relays = relay.into_iter().filter(|&t| Some(t) != a.source).collect();
    }
    found.retain(|a| {
        a.frame == Frame::Relay || !inner.contains(&a.head) || r.marked(a.head).is_none_or(|f| f != Function::As)
    });
}

/// "Citing X, Y said C": X is the origin, Y relays.
fn cited_origins(finder: &Finder<'_>, found: &mut Vec<Attribution>) {
    let r = finder.report;
    let cites = |t: usize| {
        finder.cues.of(r.lemma(t)).iter().any(|cue| cue.frames.contains(&Frame::Relay)) && r.tokens[t].xpos == Xpos::Vbg
    };
    for cite in (0..r.tokens.len()).filter(|&t| cites(t)) {
        let Some(origin) = r.child(cite, &[Relation::Obj]) else { continue };
        // The statement that the participle belongs to: above it in the parse, or the first of its sentence.
        let mut at = r.tokens[cite].head;
        let mut host = None;
        while let (Some(t), None) = (at, host) {
            host = found.iter().position(|a| a.head == t && a.head != cite);
            at = r.tokens[t].head;
        }
        let sentence = r.tokens[cite].sentence;
        let host = host.or_else(|| {
            found
                .iter()
                .position(|a| r.tokens[a.head].sentence == sentence && a.head != cite && a.frame == Frame::Clause)
        });
        if let Some(i) = host {
            let relay = found[i].source.replace(origin);
            found[i].relays.splice(0..0, relay.filter(|&t| t != origin));
            let below = r.subtree(cite);
            found.retain(|a| a.head != cite && below.binary_search(&a.head).is_err());
        }
    }
}

/// A medium that only passes on another's statement: "X denied it, the agency reported", "According to the agency, X
/// denied it". The statement gets the relay, the outer attribution goes.
fn outer_media(finder: &Finder<'_>, found: &mut Vec<Attribution>) {
    let media = |a: &Attribution| {
        a.source.is_some_and(|s| finder.is_media(s)) && a.frame == Frame::Clause && a.relays.is_empty()
    };
    let mut gone = Vec::new();
    for i in 0..found.len() {
        if !media(&found[i]) {
            continue;
        }
        let Some(head) = found[i].content_head else { continue };
        let outer = found[i].clone();
        let mut inner: Vec<usize> =
            (0..found.len()).filter(|&j| j != i && heads(finder, head, found[j].head)).collect();
        inner.retain(|&j| outer.content.iter().any(|s| found[j].cue.iter().any(|c| s.contains(*c))));
        if inner.is_empty() {
            continue;
        }
        for j in inner {
            found[j].relays.extend(outer.source);
            found[j].relays.extend(outer.relays.iter().copied());
        }
        gone.push(i);
    }
    let mut i = 0;
    found.retain(|_| {
        i += 1;
        !gone.contains(&(i - 1))
    });
}

/// True if `cue` is the predicate of the clause that `head` heads, or a conjunct of it.
fn heads(finder: &Finder<'_>, head: usize, cue: usize) -> bool {
    let r = finder.report;
    head == cue || r.tokens[cue].relation == Relation::Conj && r.tokens[cue].head == Some(head)
}

/// "X told the agency that C": the agency relays, be it the report's own or another.
fn told_media(finder: &Finder<'_>, found: &mut [Attribution]) {
    let r = finder.report;
    for a in found.iter_mut().filter(|a| finder.cues.addresses(r.lemma(a.head))) {
        if let Some(medium) = a.target.filter(|&t| finder.is_media(t)) {
            a.relays.push(medium);
            a.target = None;
        }
    }
}

/// "X said in an interview with the agency", "in a statement carried by the agency": the agency relays.
fn carried_by_media(finder: &Finder<'_>, found: &mut [Attribution]) {
    let r = finder.report;
    for a in found.iter_mut() {
        let phrases =
            r.children(a.head).filter(|&c| r.tokens[c].relation == Relation::Obl && r.marked(c) == Some(Function::In));
        let medium = phrases.chain(a.source).find_map(|noun| finder.medium_of(noun));
        if let Some(medium) = medium.filter(|m| !a.relays.contains(m) && a.source != Some(*m)) {
            a.relays.push(medium);
        }
    }
}

impl Finder<'_> {
    /// The medium that what is said was given to or that carries it: "remarks to the agency", "a letter published by the
    /// agency".
    fn medium_of(&self, noun: usize) -> Option<usize> {
        let r = self.report;
        if r.tokens[noun].upos != Upos::Noun || r.names.iter().any(|n| n.tokens.contains(&noun)) {
            return None;
        }
        let given = r.children(noun).filter(|&c| {
            c > noun
                && r.tokens[c].relation == Relation::Nmod
                && matches!(r.marked(c), Some(Function::To | Function::With | Function::On))
        });
        let carried = r
            .children(noun)
            .filter(|&c| c > noun && r.tokens[c].relation == Relation::Acl && r.tokens[c].xpos == Xpos::Vbn)
            .filter_map(|c| self.agent(c));
        given.chain(carried).find(|&m| self.is_media(m))
    }

    /// True for an agency, paper or broadcaster.
    pub(super) fn is_media(&self, token: usize) -> bool {
        let r = self.report;
        let known =
            r.entities.iter().any(|e| e.kind == EntityKind::Media && e.mentions.iter().any(|m| m.head == token));
        let is_noun = |t: usize| self.cues.speaker_noun(r.lemma(t)) == Some(EntityKind::Media);
        let described = |&c: &usize| {
            matches!(r.tokens[c].relation, Relation::NmodDesc | Relation::Appos | Relation::Compound) && is_noun(c)
        };
        known || is_noun(token) || r.children(token).any(|c| described(&c))
    }
}
