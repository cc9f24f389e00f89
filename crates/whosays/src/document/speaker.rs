//! Speakers: whom the words that name a source stand for.

use super::attribution::Attribution;
use super::coref::{Context, plain};
use super::entity::{EntityKind, MentionKind};
use super::statement::Speaker;
use super::token::{Function, Relation, Upos, Xpos};
use super::{NameKind, Report};

/// The name of a speaker whom the text leaves out.
pub(super) const UNNAMED: &str = "unnamed";

/// Resolves sources in the order of the text; who spoke last is remembered, since "he said" mostly goes on quoting.
pub(super) struct Resolver<'a> {
    r: &'a Report,
    c: &'a Context<'a>,
    /// Speakers so far with the sentence in which they spoke.
    spoke: Vec<(usize, Speaker)>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(r: &'a Report, c: &'a Context<'a>) -> Self {
        Self { r, c, spoke: Vec::new() }
    }

    /// Remembers who spoke in a sentence.
    pub(super) fn remember(&mut self, sentence: usize, speaker: &Speaker) {
        let noun = |t: &&super::Token| self.c.cues.speaker_noun(&t.lemma.to_lowercase()).is_some();
        let voice = speaker.kind != EntityKind::Unnamed
            || speaker.span.is_some_and(|span| self.r.tokens[self.r.tokens_in(span)].iter().any(|t| noun(&t)));
        if voice {
            self.spoke.push((sentence, speaker.clone()));
        }
    }

    /// The speaker of an attribution; `outer` is who says all of it, if it is said within another statement.
    pub(super) fn origin(&self, a: &Attribution, outer: Option<&Speaker>) -> Speaker {
        match a.source {
            Some(token) => self.resolve(token, outer),
            None => unnamed(),
        }
    }

    /// The name of whom a token stands for, without those who stand beside it.
    pub(super) fn resolve_alone(&self, token: usize) -> String {
        if self.c.pronouns.get(self.r.form(token)).is_some() {
            return self.resolve(token, None).name;
        }
        self.named(self.person_in(token).unwrap_or(token)).name
    }

    /// Whom a token stands for.
    pub(super) fn resolve(&self, token: usize, outer: Option<&Speaker>) -> Speaker {
        let r = self.r;
        if let Some(pronoun) = self.c.pronouns.get(r.form(token)).filter(|_| r.tokens[token].upos == Upos::Pron) {
            return self.pronoun(token, pronoun, outer);
        }
        if r.is_relative(token)
            && let Some(head) = r.tokens[token].head.and_then(|v| r.tokens[v].head)
        {
            return self.resolve(head, outer);
        }
        if let Some(owner) = self.issuer(token) {
            return self.resolve(owner, outer);
        }
        let mut speaker = self.named(self.person_in(token).or_else(|| self.body_in(token)).unwrap_or(token));
        let partners: Vec<usize> =
            r.children(token).filter(|&c| r.tokens[c].relation == Relation::Conj && is_party(r, c)).collect();
        if !partners.is_empty() && r.tokens[token].relation != Relation::Conj {
            let names: Vec<String> =
                partners.iter().map(|&p| self.named(self.person_in(p).unwrap_or(p)).name).collect();
            speaker.name = format!("{} and {}", speaker.name, names.join(" and "));
        }
        if speaker.kind == EntityKind::Document
            && let Some((_, last)) = self.definite_document(token)
        {
            return Speaker { span: Some(r.tokens[token].span), ..last.clone() };
        }
        speaker
    }

    /// The person whose name is tied to a description: "spokesperson X", "the minister, X,".
    fn person_in(&self, token: usize) -> Option<usize> {
        let r = self.r;
        if self.name_kind(token) == Some(NameKind::Person) {
            return Some(token);
        }
        let tied = |&c: &usize| {
            matches!(r.tokens[c].relation, Relation::Appos | Relation::Flat | Relation::NmodDesc | Relation::Compound)
                && self.name_kind(c) == Some(NameKind::Person)
                && c > token
        };
        let is_role = self
            .c
            .cues
            .speaker_noun(&r.lemma(token).to_lowercase())
            .is_some_and(|k| matches!(k, EntityKind::Person | EntityKind::Unnamed));
        // Two subjects of one verb: the parse took the name beside the description for a second one.
        let twin = || {
            let verb = r.tokens[token].head.filter(|_| r.tokens[token].relation.is_subject())?;
            r.children(verb).find(|&c| {
                c > token
                    && c < verb
                    && r.tokens[c].relation.is_subject()
                    && self.name_kind(c) == Some(NameKind::Person)
            })
        };
        // "Mr X": the title governs the name.
        let titled = r.tokens[token].upos == Upos::Propn && self.name_kind(token).is_none();
        // "The governor of X, Y, said", where the parse tied the person to the place.
        let astray = || {
            let inner = r.children(token).filter(|&c| {
                c > token && r.tokens[c].relation == Relation::Nmod && self.name_kind(c) != Some(NameKind::Person)
            });
            inner
                .flat_map(|c| r.children(c))
                .find(|&c| r.tokens[c].relation == Relation::Appos && self.name_kind(c) == Some(NameKind::Person))
        };
        let mut tied_here = r.children(token).filter(|_| is_role || titled);
        tied_here.find(tied).or_else(|| is_role.then(astray).flatten()).or_else(twin)
    }

    /// The body whose name is tied to a description: "the news agency X".
    fn body_in(&self, token: usize) -> Option<usize> {
        let r = self.r;
        if r.tokens[token].upos != Upos::Noun || self.name_kind(token).is_some() {
            return None;
        }
        r.children(token).find(|&c| {
            c > token
                && matches!(r.tokens[c].relation, Relation::Appos | Relation::Flat | Relation::NmodDesc)
                && self.name_kind(c) == Some(NameKind::Organization)
        })
    }

    fn name_kind(&self, token: usize) -> Option<NameKind> {
        self.r.names.iter().find(|n| n.tokens.contains(&token)).map(|n| n.kind)
    }

    /// The body behind a document that it issued: "a statement by X", "X's statement".
    fn issuer(&self, token: usize) -> Option<usize> {
        let r = self.r;
        if self.c.cues.speaker_noun(&r.lemma(token).to_lowercase()) != Some(EntityKind::Document)
            || self.name_kind(token).is_some()
        {
            return None;
        }
        r.children(token)
            .find(|&c| match r.tokens[c].relation {
                Relation::NmodPoss => self.c.pronouns.get(r.form(c)).is_none_or(|p| p.person == 3),
                Relation::Nmod => matches!(r.marked(c), Some(Function::By | Function::From)) && is_party(r, c),
                Relation::Compound => self.name_kind(c) == Some(NameKind::Organization) && c < token,
                _ => false,
            })
            .or_else(|| self.released_by(token))
    }

    /// Who put a document out: "a statement released on Thursday by the ministry"; a medium only carries it.
    fn released_by(&self, token: usize) -> Option<usize> {
        let r = self.r;
        let participles = r
            .children(token)
            .filter(|&c| c > token && r.tokens[c].relation == Relation::Acl && r.tokens[c].xpos == Xpos::Vbn);
        let agent = |v: usize| {
            r.children(v).find(|&c| {
                r.tokens[c].relation == Relation::OblAgent
                    || r.tokens[c].relation == Relation::Obl
                        && matches!(r.marked(c), Some(Function::By | Function::From))
            })
        };
        participles.filter_map(agent).find(|&a| is_party(r, a) && self.named(a).kind != EntityKind::Media)
    }

    /// "The statement added": whoever issued the statement that was quoted last.
    fn definite_document(&self, token: usize) -> Option<&(usize, Speaker)> {
        let r = self.r;
        let definite = r.children(token).any(|c| {
            r.tokens[c].relation == Relation::Det
                && r.tokens[c].xpos == Xpos::Dt
                && r.function(c) != Some(Function::Indefinite)
        });
        let here = r.tokens[token].sentence;
        self.spoke.last().filter(|(s, _)| definite && here <= s + 3)
    }

    /// A name or description as a speaker, by its entity.
    fn named(&self, token: usize) -> Speaker {
        let r = self.r;
        let entity = r
            .entities
            .iter()
            .position(|e| e.mentions.iter().any(|m| m.head == token && m.kind != MentionKind::Pronoun))
            .or_else(|| {
                r.entities.iter().position(|e| {
                    e.mentions.iter().any(|m| m.kind == MentionKind::Name && m.span.contains(r.tokens[token].span))
                })
            });
        let tokens = r.noun_phrase(token);
        let span = r.stretch(&tokens);
        if let Some(index) = entity {
            return Speaker { span, ..self.of_entity(index) };
        }
        let words = span.map_or_else(|| r.form(token).to_owned(), |s| plain(r.words(s)));
        let known = (self.c.known)(&words);
        let noun = self.c.cues.speaker_noun(&r.lemma(token).to_lowercase());
        let kind = known
            .as_ref()
            .map(|k| k.kind)
            .or(noun)
            .map_or(EntityKind::Unnamed, |k| if k == EntityKind::Person { EntityKind::Unnamed } else { k });
        Speaker { name: words, kind, role: None, of: None, side: known.and_then(|k| k.side), span, entity: None }
    }

    fn pronoun(&self, token: usize, pronoun: super::coref::Pronoun, outer: Option<&Speaker>) -> Speaker {
        let r = self.r;
        let span = Some(r.tokens[token].span);
        if pronoun.person == 1 {
            return Speaker { span, ..self.first_person(outer) };
        }
        if let Some(outer) = outer.filter(|o| self.agrees(o, pronoun)) {
            return Speaker { span, ..outer.clone() };
        }
        let here = r.tokens[token].sentence;
        // "He" may go on for a while; "it" soon means something else.
        let reach = if pronoun.human { 6 } else { 2 };
        let spoke = self.spoke.iter().rev().find(|(s, speaker)| here <= s + reach && self.agrees(speaker, pronoun));
        let entity = r.entities.iter().position(|e| e.mentions.iter().any(|m| m.head == token));
        let entity = entity.filter(|&i| (r.entities[i].kind == EntityKind::Person) == pronoun.human || pronoun.many);
        // Somebody named nearer than the last speaker, as a subject, takes over.
        let nearer = entity.filter(|&i| {
            let named = |m: &&super::Mention| {
                m.head < token && m.kind == MentionKind::Name && r.tokens[m.head].relation.is_subject()
            };
            let last = r.entities[i].mentions.iter().filter(named).map(|m| r.tokens[m.head].sentence).max();
            last.is_some_and(|s| spoke.is_none_or(|(t, _)| s > *t))
        });
        match (nearer, spoke, entity) {
            (None, Some((_, speaker)), _) => Speaker { span, ..speaker.clone() },
            (Some(index), _, _) | (None, None, Some(index)) => Speaker { span, ..self.of_entity(index) },
            _ => Speaker { name: r.form(token).to_owned(), span, ..unnamed() },
        }
    }

    /// "I" and "we": whoever is quoted; outside quotations whoever issued the report.
    fn first_person(&self, outer: Option<&Speaker>) -> Speaker {
        let last = || {
            self.spoke
                .iter()
                .rev()
                .map(|(_, s)| s)
                .find(|s| !matches!(s.kind, EntityKind::Unnamed | EntityKind::People))
        };
        let issuer = || {
            let name = self.r.outlet.clone()?;
            let known = (self.c.known)(&name);
            Some(Speaker {
                kind: known.as_ref().map_or(EntityKind::Organization, |k| k.kind),
                side: known.and_then(|k| k.side),
                name,
                ..unnamed()
            })
        };
        outer.cloned().or_else(|| last().cloned()).or_else(issuer).unwrap_or_else(unnamed)
    }

    fn agrees(&self, s: &Speaker, pronoun: super::coref::Pronoun) -> bool {
        let person = matches!(s.kind, EntityKind::Person | EntityKind::Unnamed);
        let plural = s.kind == EntityKind::People || s.name.contains(" and ") || self.is_plural(s);
        match (pronoun.many, pronoun.human) {
            (true, _) => s.kind != EntityKind::Person || plural,
            (_, true) => person && !plural,
            _ => s.kind != EntityKind::Person && !(plural && s.kind == EntityKind::Unnamed),
        }
    }

    /// An entity as a speaker.
    fn of_entity(&self, index: usize) -> Speaker {
        let e = &self.r.entities[index];
        Speaker {
            name: e.name.clone(),
            kind: e.kind,
            role: e.role.clone(),
            of: e.of.clone(),
            side: e.side.clone(),
            span: None,
            entity: Some(index),
        }
    }

    fn is_plural(&self, speaker: &Speaker) -> bool {
        let head = speaker.span.and_then(|s| {
            self.r.tokens[self.r.tokens_in(s)].iter().rev().find(|t| matches!(t.upos, Upos::Noun | Upos::Propn))
        });
        head.is_some_and(|t| matches!(t.xpos, Xpos::Nns | Xpos::Nnps))
    }
}

/// A speaker whom the text leaves out.
pub(super) fn unnamed() -> Speaker {
    Speaker {
        name: UNNAMED.to_owned(),
        kind: EntityKind::Unnamed,
        role: None,
        of: None,
        side: None,
        span: None,
        entity: None,
    }
}

fn is_party(r: &Report, token: usize) -> bool {
    matches!(r.tokens[token].upos, Upos::Propn | Upos::Noun | Upos::Pron)
}
