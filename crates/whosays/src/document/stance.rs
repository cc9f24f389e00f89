//! Stance: what a speaker does with a neutral cue, by the words of what is said.

use std::collections::HashSet;

use super::attribution::Attribution;
use super::coref::Pronouns;
use super::cue::Frame;
use super::statement::Stance;
use super::token::{Relation, Upos, Xpos};
use super::{Function, Report};
use crate::Lexicon;
use crate::label::labels;

labels! {
    /// Where in the content an act shows; see the head of `act.tsv`.
    #[allow(missing_docs)]
    Where { Root = "root", Own = "self", Now = "now", Modal = "modal" }
}

/// A row of the table `act`.
#[derive(Clone, Debug)]
struct Act {
    id: String,
    stance: Stance,
    words: HashSet<String>,
    place: Where,
    negated: Option<bool>,
}

/// The table `act`.
#[derive(Clone, Debug)]
pub struct Acts(Vec<Act>);

impl Acts {
    /// Reads the table.
    pub fn new(table: &Lexicon) -> Self {
        let act = |row: crate::Row<'_>| {
            Some(Act {
                id: row.get("id").to_owned(),
                stance: Stance::parse(row.get("act"))?,
                words: row.list("words").map(str::to_owned).collect(),
                place: Where::parse(row.get("where"))?,
                negated: match row.get("negated") {
                    "yes" => Some(true),
                    "no" => Some(false),
                    _ => None,
                },
            })
        };
        Self(table.rows().filter_map(act).collect())
    }

    /// The stance of an attribution and, if what is said decided it, the id of the row that did.
    pub(super) fn judge(&self, report: &Report, pronouns: &Pronouns, a: &Attribution) -> (Stance, Option<&str>) {
        // A question is no demand, though one asks it.
        let question =
            a.direct && a.frame == Frame::Clause && a.content.iter().all(|c| report.words(*c).ends_with('?'));
        if question && a.stance == Stance::Demands {
            return (Stance::Asserts, None);
        }
        let names = matches!(a.frame, Frame::As | Frame::Two);
        let head = a.content_head.filter(|_| a.stance == Stance::Asserts && (a.frame == Frame::Clause || names));
        let Some(head) = head else { return (a.stance, None) };
        if names {
            // "Called the raid a crime".
            let word = report.lemma(head);
            let act = self.0.iter().find(|act| {
                matches!(act.stance, Stance::Accuses | Stance::Denies)
                    && act.negated != Some(true)
                    && act.words.contains(word)
            });
            return act.map_or((a.stance, None), |act| (act.stance, Some(&act.id)));
        }
        let clause = Clause::of(report, pronouns, a, head);
        match self.0.iter().find(|act| clause.does(act)) {
            Some(act) => (act.stance, Some(&act.id)),
            None if clause.binds_speaker() => (Stance::Commits, Some("own-future")),
            None if clause.is_order() => (Stance::Demands, Some("imperative")),
            None => (a.stance, None),
        }
    }
}

/// The main clause of what is said.
struct Clause<'a> {
    r: &'a Report,
    a: &'a Attribution,
    root: usize,
    subject: Option<usize>,
    own: bool,
    pronouns: &'a Pronouns,
}

impl<'a> Clause<'a> {
    fn of(r: &'a Report, pronouns: &'a Pronouns, a: &'a Attribution, root: usize) -> Self {
        let subject = r.subject(root);
        let same = |s: usize, t: usize| {
            r.entities.iter().any(|e| e.mentions.iter().any(|m| m.head == s) && e.mentions.iter().any(|m| m.head == t))
        };
        let own = subject.is_some_and(|s| {
            let first = pronouns.get(r.form(s)).is_some_and(|p| p.person == 1);
            let back = pronouns.get(r.form(s)).is_some_and(|p| p.person == 3)
                && a.source.is_some_and(|t| same(s, t) || r.tokens[t].sentence == r.tokens[s].sentence);
            first && a.direct || back || a.source.is_some_and(|t| t != s && same(s, t))
        });
        Self { r, a, root, subject, own, pronouns }
    }

    /// The predicate and what completes it: the words in which an act shows.
    fn predicate(&self) -> impl Iterator<Item = usize> + '_ {
        let completes = |&c: &usize| {
            matches!(
                self.r.tokens[c].relation,
                Relation::Obj
                    | Relation::Xcomp
                    | Relation::Ccomp
                    | Relation::Cop
                    | Relation::Obl
                    | Relation::Conj
                    | Relation::Amod
                    | Relation::Compound
            )
        };
        let inner = self.r.children(self.root).filter(completes);
        std::iter::once(self.root).chain(inner).filter(|&t| !self.r.tokens[t].relation.is_subject())
    }

    fn does(&self, act: &Act) -> bool {
        let r = self.r;
        let hit = match act.place {
            Where::Modal => r
                .modal(self.root)
                .or_else(|| r.children(self.root).find(|&c| r.tokens[c].relation == Relation::Aux))
                .filter(|&m| act.words.contains(r.lemma(m))),
            _ => self
                .predicate()
                .find(|&t| act.words.contains(r.lemma(t)) || act.words.contains(&self.with_infinitive(t))),
        };
        let Some(hit) = hit else { return false };
        let negated = r.negation(self.root).or_else(|| r.negation(hit)).is_some()
            || self.subject.is_some_and(|s| r.negation(s).is_some() || r.function(s) == Some(Function::Negation));
        let place = match act.place {
            Where::Own => self.own && (hit == self.root || r.subject(hit).is_none_or(|s| Some(s) == self.subject)),
            Where::Modal => !self.own && !matches!(r.tokens[self.root].upos, Upos::Noun),
            Where::Now => {
                let first = self.subject.is_some_and(|s| self.pronouns.get(r.form(s)).is_some_and(|p| p.person == 1));
                first && hit == self.root && r.tokens[hit].xpos == Xpos::Vbp
            }
            Where::Root => act.stance != Stance::Accuses || !self.own,
        };
        place && act.negated.is_none_or(|wanted| wanted == negated)
    }

    /// A word with the infinitive that completes it, as the table writes it: "go to".
    fn with_infinitive(&self, token: usize) -> String {
        let r = self.r;
        let to =
            r.children(token).find(|&c| r.tokens[c].relation == Relation::Xcomp && r.marked(c) == Some(Function::To));
        to.and_then(|c| r.marker(c)).map_or_else(String::new, |m| format!("{} {}", r.lemma(token), r.lemma(m)))
    }

    /// "We will", "it would": a plan, promise or threat of the speaker's own.
    fn binds_speaker(&self) -> bool {
        let r = self.r;
        let future =
            r.modal(self.root).is_some_and(|m| matches!(r.function(m), Some(Function::Future | Function::Prospect)));
        self.own && future && !r.is_passive(self.root) && r.tokens[self.root].upos == Upos::Verb
    }

    /// An imperative in a quotation.
    fn is_order(&self) -> bool {
        let r = self.r;
        let t = &r.tokens[self.root];
        let asks = self.a.content.iter().any(|c| r.words(*c).contains('?'));
        self.a.direct
            && !asks
            && t.xpos == Xpos::Vb
            && self.subject.is_none()
            && self.r.marked(self.root).is_none()
            && self.r.modal(self.root).is_none()
    }
}
