//! What places do in their sentences: who acts, where it happens.

use std::ops::Range;

use super::PlaceRole;
use super::candidate::What;
use super::resolve::Settled;
use super::toponym::Toponym;
use crate::document::actor::ActorMention;
use crate::document::key::word_key;
use crate::document::world::{Sense, Use, World};
use crate::document::{Relation, Report, Token, Upos};

/// The role of each mention, in their order.
pub(super) fn roles(
    report: &Report,
    world: &World,
    parties: &[ActorMention],
    toponyms: &[Toponym],
    settled: &[Settled],
) -> Vec<PlaceRole> {
    let mut roles: Vec<PlaceRole> = Vec::with_capacity(toponyms.len());
    for (i, (toponym, settled)) in toponyms.iter().zip(settled).enumerate() {
        let before = i.checked_sub(1).map(|before| (&toponyms[before], roles[before]));
        let reader = Reader { report, world, parties, toponym, can_act: can_act(world, toponym, settled) };
        roles.push(reader.role(before));
    }
    roles
}

/// True if a place may stand for a government: a country, its seat, a territory with an authority of its own.
fn can_act(world: &World, toponym: &Toponym, settled: &Settled) -> bool {
    let Some(candidate) = &settled.candidate else { return false };
    match &candidate.what {
        What::Country(..) => true,
        What::Territory { index, .. } => {
            world.territories().get(*index).is_some_and(|territory| territory.authority.is_some())
        }
        What::Entry(entry) => world.named(&toponym.name).any(|known| {
            known.sense == Sense::Capital && world.country_of(known).is_some_and(|c| c.alpha3 == entry.country)
        }),
    }
}

struct Reader<'r> {
    report: &'r Report,
    world: &'r World,
    parties: &'r [ActorMention],
    toponym: &'r Toponym,
    can_act: bool,
}

impl Reader<'_> {
    fn role(&self, before: Option<(&Toponym, PlaceRole)>) -> PlaceRole {
        if self.toponym.dateline {
            return PlaceRole::Dateline;
        }
        if let Some((before, role)) = before
            && role != PlaceRole::Dateline
            && self.goes_on(before)
        {
            let other = role == PlaceRole::Actor && !self.can_act;
            return if other { PlaceRole::Other } else { role };
        }
        self.by_parse().unwrap_or_else(|| self.by_words())
    }

    /// True if the mention only goes on with the one before: `Kolda, Senegal`; `Mali and Niger`.
    fn goes_on(&self, before: &Toponym) -> bool {
        let gap = before.tokens.end..self.toponym.tokens.start;
        let same = self.token(before.tokens.start).map(|t| t.sentence) == self.token(gap.end).map(|t| t.sentence);
        let joins = |i: usize| {
            self.report.form(i) == "," || self.is(i, Use::And) || self.key(i) == "the" || self.is(i, Use::Side)
        };
        same && (1..=3).contains(&gap.len()) && gap.clone().all(joins)
    }

    fn by_parse(&self) -> Option<PlaceRole> {
        let head = self.head(&self.toponym.tokens)?;
        let token = self.token(head)?;
        let above = token.head?;
        match token.relation {
            // What is taken, shelled or left is where it happens, unless it may be a government.
            Relation::Obj | Relation::NsubjPass if !self.can_act => Some(PlaceRole::Event),
            relation if relation.is_subject() => {
                let acts = relation != Relation::NsubjPass && self.acts(above);
                Some(if self.can_act && acts { PlaceRole::Actor } else { PlaceRole::Other })
            }
            Relation::OblAgent => Some(if self.can_act { PlaceRole::Actor } else { PlaceRole::Other }),
            Relation::NmodPoss => self.owns(above).then_some(PlaceRole::Actor),
            Relation::Compound if self.token(above)?.upos == Upos::Noun => Some(PlaceRole::Event),
            _ => None,
        }
    }

    /// True if a verb is one that a government does.
    fn acts(&self, verb: usize) -> bool {
        let copula = self.report.child(verb, &[Relation::Cop]).is_some();
        self.token(verb).is_some_and(|token| token.upos == Upos::Verb) && !copula && !self.is(verb, Use::Still)
    }

    /// True if a noun names what only a government, or one of its organs, has.
    fn owns(&self, noun: usize) -> bool {
        let organ = || {
            let mut known = self.world.named(self.report.form(noun));
            known.any(|known| matches!(known.sense, Sense::Organ | Sense::Title))
        };
        self.can_act && (self.is(noun, Use::State) || organ())
    }

    fn by_words(&self) -> PlaceRole {
        if self.can_act && (self.between() || self.leads() || self.possesses()) {
            return PlaceRole::Actor;
        }
        if self.placed() { PlaceRole::Event } else { PlaceRole::Other }
    }

    /// `talks between X and Y`, `relations with X`.
    fn between(&self) -> bool {
        let Some(preposition) = self.back(self.toponym.tokens.start, 3).find(|&i| self.is(i, Use::Between)) else {
            return false;
        };
        let plain = (preposition + 1..self.toponym.tokens.start).all(|i| {
            self.key(i) == "the" || self.is(i, Use::Side) || self.starts_high(i) || self.report.form(i) == ","
        });
        plain && self.back(preposition, 3).any(|i| self.is(i, Use::Talks))
    }

    /// Stands first in its clause, and a verb follows that is not a still one.
    fn leads(&self) -> bool {
        let next = self.toponym.tokens.end;
        let tagged = self.token(next).is_some_and(|token| token.upos != Upos::X);
        let verb = if tagged {
            (next..next + 3).find(|&i| self.token(i).is_some_and(|token| token.upos == Upos::Verb))
        } else {
            let joins = [Use::At, Use::And, Use::Container, Use::Owner, Use::Between];
            let low = self.report.form(next).starts_with(char::is_lowercase);
            Some(next).filter(|&next| low && !joins.iter().any(|&what| self.is(next, what)))
        };
        let placed = [Use::At, Use::Between, Use::Container, Use::Side];
        let opens = self.back(self.toponym.tokens.start, 1).all(|i| !placed.iter().any(|&what| self.is(i, what)));
        let same = verb.and_then(|verb| self.token(verb)).map(|token| token.sentence)
            == self.token(self.toponym.tokens.start).map(|token| token.sentence);
        opens && same && verb.is_some_and(|verb| !self.is(verb, Use::Still) && !self.is(verb, Use::At))
    }

    fn possesses(&self) -> bool {
        let mark = self.toponym.tokens.end;
        let organ = || {
            let next = self.parties.partition_point(|party| party.tokens.start <= mark);
            let near = |party: &&ActorMention| party.tokens.start <= mark + 3;
            let party = self.parties.get(next).filter(near);
            party.is_some_and(|party| matches!(party.sense, Sense::Organ | Sense::Title | Sense::Media))
        };
        matches!(self.report.form(mark), "'s" | "’s") && ((mark + 1..mark + 4).any(|i| self.owns(i)) || organ())
    }

    /// A preposition of place stands before, with nothing but words of the phrase between.
    fn placed(&self) -> bool {
        for i in self.back(self.toponym.tokens.start, 7) {
            if self.is(i, Use::At) {
                return true;
            }
            let inner = self.world.feature(&self.key(i)).is_some()
                || self.is(i, Use::Side)
                || self.is(i, Use::Owner)
                || self.is(i, Use::And)
                || self.starts_high(i)
                || matches!(self.key(i).as_str(), "the" | "a" | "s")
                || matches!(self.report.form(i), "-" | ",")
                || self
                    .token(i)
                    .is_some_and(|token| matches!(token.upos, Upos::Adj | Upos::Num | Upos::Det | Upos::Noun));
            if !inner {
                return false;
            }
        }
        false
    }

    /// The token of a range whose head lies outside it.
    fn head(&self, tokens: &Range<usize>) -> Option<usize> {
        tokens.clone().find(|&i| self.token(i).is_some_and(|t| t.head.is_none_or(|head| !tokens.contains(&head))))
    }

    /// The tokens before one, backwards, within its sentence.
    fn back(&self, from: usize, count: usize) -> impl Iterator<Item = usize> {
        let sentence = self.token(from.min(self.report.tokens.len().saturating_sub(1))).map(|token| token.sentence);
        let own = self.token(self.toponym.tokens.start).map(|token| token.sentence);
        (from.saturating_sub(count)..from)
            .rev()
            .filter(move |&i| sentence.is_some() && self.report.tokens.get(i).map(|token| token.sentence) == own)
    }

    fn starts_high(&self, token: usize) -> bool {
        self.report.form(token).starts_with(char::is_uppercase)
    }

    /// True if a token, or its dictionary form, has a use.
    fn is(&self, token: usize, what: Use) -> bool {
        let lemma = self.token(token).map_or("", |token| token.lemma.as_str());
        self.world.is_used(&self.key(token), what) || self.world.is_used(lemma, what)
    }

    fn key(&self, token: usize) -> String {
        word_key(self.report.form(token))
    }

    fn token(&self, index: usize) -> Option<&Token> {
        self.report.tokens.get(index)
    }
}
