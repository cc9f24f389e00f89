//! Attributions: source, cue and content, from the parse.
//!
//! What is found here is still words: whose words they are in the end (pronouns, chains), and what the speaker does with
//! them (stance) is `statement`'s work.

use super::coref::Pronouns;
use super::cue::{Cue, CueClass, Cues, Frame};
use super::entity::EntityKind;
use super::headline::Headlines;
use super::statement::Stance;
use super::token::{Function, Relation, Upos, Xpos};
use super::{NameKind, Report};
use crate::Span;

/// One attribution, as tokens and stretches of the text.
#[derive(Clone, PartialEq, Debug)]
pub struct Attribution {
    /// The token that heads the cue.
    pub head: usize,
    /// The cue's words.
    pub cue: Vec<Span>,
    /// The words of what is said; empty if nothing is.
    pub content: Vec<Span>,
    /// The token that heads the content.
    pub content_head: Option<usize>,
    /// The token that heads the speaker; `None` if the text names none.
    pub source: Option<usize>,
    /// Those who pass it on, nearest to the origin first.
    pub relays: Vec<usize>,
    /// Whom it is aimed at or told to.
    pub target: Option<usize>,
    /// The stance of the cue.
    pub stance: Stance,
    /// How the content is built.
    pub frame: Frame,
    /// The whole content stands in quotation marks.
    pub direct: bool,
    /// `cue:` or `withhold:` and the row's id.
    pub rule: String,
}

/// What is said, and how it was found.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub(super) spans: Vec<Span>,
    pub(super) head: Option<usize>,
    pub(super) target: Option<usize>,
    pub(super) direct: bool,
}

impl Content {
    pub(super) fn of(span: Span, head: usize) -> Self {
        Self { spans: vec![span], head: Some(head), target: None, direct: false }
    }

    pub(super) fn aimed(mut self, target: Option<usize>) -> Self {
        self.target = target;
        self
    }
}

/// Finds the attributions of a report, in order of the text.
pub fn find(report: &Report, cues: &Cues, pronouns: &Pronouns, headlines: &Headlines) -> Vec<Attribution> {
    let finder = Finder { report, cues, pronouns };
    let mut out: Vec<Attribution> = super::headline::find(&finder, headlines);
    for token in 0..report.tokens.len() {
        let found = super::withhold::find(&finder, token).or_else(|| finder.at(token));
        if let Some(found) = found {
            out.push(found);
        }
    }
    finder.once(&mut out);
    super::withhold::own(&finder, &mut out);
    super::relay::join(&finder, &mut out);
    super::running::extend(report, &mut out);
    out.sort_by_key(|a| (a.cue.first().map(|s| s.start), a.content.first().map(|s| s.start)));
    out
}

/// A report and the tables to read it with.
pub(super) struct Finder<'a> {
    pub(super) report: &'a Report,
    pub(super) cues: &'a Cues,
    pub(super) pronouns: &'a Pronouns,
}

impl Finder<'_> {
    /// The attribution whose cue the token heads.
    fn at(&self, token: usize) -> Option<Attribution> {
        let r = self.report;
        let according = Function::According.as_str();
        let class = match r.tokens[token].upos {
            _ if r.form(token).eq_ignore_ascii_case(according) => CueClass::Adp,
            Upos::Verb => CueClass::Verb,
            Upos::Noun => CueClass::Noun,
            _ => return None,
        };
        let lemma = if class == CueClass::Adp { according } else { r.lemma(token) };
        let found = self.cues.of(lemma).iter().filter(|cue| cue.class == class);
        for cue in found {
            let made = match class {
                CueClass::Verb => self.verb(token, cue),
                CueClass::Noun => self.noun(token, cue),
                CueClass::Adp => self.according(token, cue),
            };
            if made.is_some() {
                return made;
            }
        }
        None
    }

    /// Of two attributions for one act the fuller stays: "declined to comment" is one refusal, "issued an order that" one
    /// order.
    fn once(&self, found: &mut Vec<Attribution>) {
        let r = self.report;
        let withheld: Vec<usize> = found.iter().filter(|a| a.stance == Stance::Withholds).map(|a| a.head).collect();
        found.retain(|a| {
            a.stance == Stance::Withholds
                || !a.content_head.is_some_and(|h| withheld.contains(&h) && r.tokens[h].relation == Relation::Xcomp)
        });
        let objects: Vec<usize> = found
            .iter()
            .filter(|a| a.frame == Frame::NpSpeech)
            .filter_map(|a| r.child(a.head, &[Relation::Obj]))
            .collect();
        found.retain(|a| {
            !matches!(a.frame, Frame::That | Frame::ToPoss | Frame::ForPoss | Frame::OfPoss)
                || !objects.contains(&a.head)
        });
    }

    fn verb(&self, v: usize, cue: &Cue) -> Option<Attribution> {
        let r = self.report;
        let particle = match &cue.particle {
            Some(word) => Some(self.particle(v, word)?),
            None => None,
        };
        if !self.happened(v) {
            return None;
        }
        let passive = r.is_passive(v);
        if let Some(found) = self.inverted(v, cue) {
            return Some(found);
        }
        let source = if passive { self.agent(v) } else { self.speaker_of(v) };
        if source.is_some_and(|s| self.is_own_speech(s)) {
            return None;
        }
        let (frame, content) = cue.frames.iter().find_map(|&frame| {
            if !self.may_say(source, frame, passive) {
                return None;
            }
            Some((frame, self.content(v, frame, passive, particle)?))
        })?;
        let negated = r.negation(v).is_some();
        let stance = self.stance(cue, frame, &content, negated)?;
        Some(Attribution {
            head: v,
            cue: self.cue_words(v, particle),
            content: content.spans,
            content_head: content.head,
            source,
            relays: Vec::new(),
            target: content.target,
            stance,
            frame,
            direct: content.direct,
            rule: format!("cue:{}", cue.id),
        })
    }

    /// "The raid hurt 60 people said the monitor": no comma sets off what is said, and the parse took the noun before the
    /// cue for its subject, though only the one after it can speak.
    fn inverted(&self, v: usize, cue: &Cue) -> Option<Attribution> {
        let r = self.report;
        let neutral = cue.particle.is_none() && cue.frames.contains(&Frame::Clause) && r.tokens[v].xpos == Xpos::Vbd;
        if !neutral || r.subject(v).is_none_or(|s| s > v || self.voice(s).is_some()) {
            return None;
        }
        let sentence = r.sentences[r.tokens[v].sentence].tokens.clone();
        let part = |t: &usize| matches!(r.tokens[*t].upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn);
        let phrase: Vec<usize> = (v + 1..sentence.end).take_while(part).collect();
        let source = phrase.iter().copied().rev().find(|&t| self.voice(t).is_some())?;
        let end = phrase.last().map_or(v, |&t| t) + 1;
        let closes = end == sentence.end
            || r.tokens[end].upos == Upos::Punct
            || matches!(r.tokens[end].xpos, Xpos::Vbg | Xpos::Wp | Xpos::In);
        let before: Vec<usize> = (sentence.start..v).collect();
        let finite =
            before.iter().copied().find(|&t| matches!(r.tokens[t].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md));
        let (span, head) = r.stretch(&before).zip(finite).filter(|_| closes && before.len() >= 4)?;
        let content = self.quoted(Content::of(span, head), v);
        Some(Attribution {
            head: v,
            cue: self.cue_words(v, None),
            content: content.spans,
            content_head: content.head,
            source: Some(source),
            relays: Vec::new(),
            target: None,
            stance: cue.stance,
            frame: Frame::Clause,
            direct: content.direct,
            rule: format!("cue:{}", cue.id),
        })
    }

    /// The subject of a cue. A conjunct without a subject that stands in what another cue says ("denied that aid was cut
    /// and rejected the report") shares the speaker, not the subject of what is said, where that can't speak.
    fn speaker_of(&self, v: usize) -> Option<usize> {
        let r = self.report;
        let own = r.subject(v);
        if super::content::speaks_apart(self, v) {
            return self.speaker_above(v).or(own);
        }
        match super::content::outer_of_conjunct(self, v) {
            Some((outer, inner)) => {
                let speaks = own.is_some_and(|s| self.voice(s).is_some()) && r.is_passive(inner) == r.is_passive(v);
                if speaks { own } else { r.subject(outer) }
            }
            None => own,
        }
    }

    /// The speaker of the nearest cue above a participle that speaks for it.
    fn speaker_above(&self, v: usize) -> Option<usize> {
        let r = self.report;
        let mut at = r.tokens[v].head;
        while let Some(t) = at {
            if r.tokens[t].upos == Upos::Verb && !self.cues.of(r.lemma(t)).is_empty() {
                return if r.is_passive(t) { self.agent(t) } else { self.speaker_of(t) };
            }
            at = r.tokens[t].head;
        }
        None
    }

    /// The stance of a cue with its content; a negated denial or accusation is the opposite, other negated cues are no
    /// statements.
    fn stance(&self, cue: &Cue, frame: Frame, content: &Content, negated: bool) -> Option<Stance> {
        let noun = content.head.and_then(|h| self.cues.speech_noun(self.report.lemma(h)));
        let stance = match frame {
            Frame::NpSpeech => noun.unwrap_or(cue.stance),
            // "Told them to leave", "warned against travel" oblige another, whatever the verb.
            Frame::To | Frame::Told if cue.stance == Stance::Asserts => Stance::Demands,
            Frame::Against => Stance::Demands,
            _ => cue.stance,
        };
        match (negated, stance) {
            (false, _) => Some(stance),
            (true, Stance::Denies) => Some(Stance::Confirms),
            (true, Stance::Believes) => Some(Stance::Believes),
            (true, Stance::Commits) => Some(Stance::Denies),
            (true, _) => None,
        }
    }

    /// The words of a verbal cue: the verb, its negation and auxiliaries before it, its particle.
    pub(super) fn cue_words(&self, v: usize, particle: Option<usize>) -> Vec<Span> {
        let r = self.report;
        let mut first = v;
        if let Some(no) = r.negation(v) {
            let aux = r.children(v).filter(|&c| r.tokens[c].relation == Relation::Aux && c < v).min();
            first = first.min(no).min(aux.unwrap_or(v));
        }
        let mut out = vec![r.tokens[first].span.cover(r.tokens[v].span)];
        match particle {
            Some(p) if p == v + 1 => out[0] = out[0].cover(r.tokens[p].span),
            Some(p) => out.push(r.tokens[p].span),
            None => {}
        }
        out
    }

    /// The particle or preposition that a cue needs: next to the verb or the marker of one of its complements.
    fn particle(&self, v: usize, word: &str) -> Option<usize> {
        let r = self.report;
        let is = |t: usize| r.form(t).eq_ignore_ascii_case(word);
        r.children(v)
            .filter(|&c| c > v)
            .find_map(|c| match r.tokens[c].relation {
                Relation::CompoundPrt | Relation::Advmod if is(c) => Some(c),
                Relation::Obl | Relation::Advcl | Relation::Xcomp | Relation::Ccomp => {
                    r.children(c).find(|&m| matches!(r.tokens[m].relation, Relation::Case | Relation::Mark) && is(m))
                }
                _ => None,
            })
            .or_else(|| {
                (v + 1 < r.tokens.len() && r.tokens[v + 1].sentence == r.tokens[v].sentence && is(v + 1))
                    .then_some(v + 1)
            })
    }

    /// True unless the speech act is only possible, planned, wished or supposed.
    pub(super) fn happened(&self, v: usize) -> bool {
        let r = self.report;
        if r.modal(v).is_some() {
            return false;
        }
        match r.marked(v) {
            Some(Function::Whether) if r.tokens[v].relation == Relation::Advcl => return false,
            Some(Function::To) if r.tokens[v].xpos == Xpos::Vb => {
                return r.tokens[v].head.is_some_and(|h| self.cues.is_implicative(r.lemma(h)) && self.happened(h));
            }
            _ => {}
        }
        match (r.tokens[v].relation, r.tokens[v].head) {
            // A conjunct shares the mood of the first verb, unless it has its own.
            (Relation::Conj, Some(h)) if r.tokens[h].upos == Upos::Verb && r.tokens[v].xpos == Xpos::Vb => {
                self.happened(h)
            }
            (_, _) if r.tokens[v].xpos == Xpos::Vb => r.children(v).any(|c| r.tokens[c].relation == Relation::Aux),
            _ => true,
        }
    }

    /// True for "I" and "we" in a quotation: what the speaker says of his own speaking is part of what he says.
    fn is_own_speech(&self, source: usize) -> bool {
        let r = self.report;
        let first_person = self.pronouns.get(r.form(source)).is_some_and(|p| p.person == 1);
        first_person && self.quote_at(r.tokens[source].span).is_some()
    }

    /// The agent of a passive: after "by"; of a participle whoever does something to its noun ("arrested two men accused
    /// of").
    pub(super) fn agent(&self, v: usize) -> Option<usize> {
        let r = self.report;
        let by = || r.children(v).find(|&c| r.tokens[c].relation == Relation::Obl && r.marked(c) == Some(Function::By));
        let doer = || {
            let noun = r.tokens[v].head.filter(|_| r.tokens[v].relation == Relation::Acl)?;
            let verb = r.tokens[noun].head.filter(|_| r.tokens[noun].relation == Relation::Obj)?;
            r.subject(verb).filter(|&s| matches!(self.voice(s), Some(EntityKind::State | EntityKind::Organization)))
        };
        r.child(v, &[Relation::OblAgent]).or_else(by).or_else(doer)
    }

    /// True if such a source can be a speaker in such a frame.
    fn may_say(&self, source: Option<usize>, frame: Frame, passive: bool) -> bool {
        use Frame::{Clause, DocClause, DocNp, Of, Quote, Relay, SaidOf, Told};
        let kind = source.map(|s| self.voice(s));
        match frame {
            DocClause | DocNp => kind == Some(Some(EntityKind::Document)),
            Relay => true,
            // A passive without an agent: "was accused of", "was told to".
            Of | Told if passive => true,
            Told => false,
            SaidOf => passive,
            Clause | Quote => source.is_some() || passive,
            _ => matches!(kind, Some(Some(_))),
        }
    }

    /// What kind of voice a noun or pronoun is, if it can be one.
    pub(super) fn voice(&self, token: usize) -> Option<EntityKind> {
        let r = self.report;
        let t = &r.tokens[token];
        if let Some(name) = r.names.iter().find(|n| n.tokens.contains(&token)) {
            return match name.kind {
                NameKind::Person => Some(EntityKind::Person),
                NameKind::Organization => Some(EntityKind::Organization),
                NameKind::Place => Some(EntityKind::State),
                NameKind::People => Some(EntityKind::People),
                NameKind::Other => Some(EntityKind::Organization),
            };
        }
        match t.upos {
            Upos::Pron if matches!(t.xpos, Xpos::Prp | Xpos::Wp | Xpos::Wdt) => Some(EntityKind::Unnamed),
            Upos::Propn => Some(EntityKind::Organization),
            Upos::Noun | Upos::Adj | Upos::Num | Upos::Det | Upos::Pron => {
                self.cues.speaker_noun(&t.lemma.to_lowercase())
            }
            _ => None,
        }
    }

    /// The quotation in which a stretch lies.
    pub(super) fn quote_at(&self, span: Span) -> Option<Span> {
        self.report.quotes.iter().copied().find(|q| q.contains(span))
    }

    fn noun(&self, n: usize, cue: &Cue) -> Option<Attribution> {
        let r = self.report;
        // "There were reports that": the reports themselves are the source.
        let itself = (self.cues.speaker_noun(r.lemma(n)) == Some(EntityKind::Document)).then_some(n);
        let holder = self.holder(n).or(itself);
        let (frame, content) =
            cue.frames.iter().find_map(|&frame| Some((frame, self.noun_content(n, frame, holder)?)))?;
        if r.negation(n).is_some() {
            return None;
        }
        Some(Attribution {
            head: n,
            cue: vec![r.tokens[n].span],
            content: content.spans,
            content_head: content.head,
            source: holder,
            relays: Vec::new(),
            target: content.target,
            stance: cue.stance,
            frame,
            direct: content.direct,
            rule: format!("cue:{}", cue.id),
        })
    }

    /// Whose claim, warning or demand it is: the possessor, who it is by or from, or the subject of the verb that it is
    /// the object of, where that verb makes it ("issued a warning that").
    fn holder(&self, n: usize) -> Option<usize> {
        let r = self.report;
        let possessor = r.child(n, &[Relation::NmodPoss]);
        let by = || {
            r.children(n).find(|&c| {
                r.tokens[c].relation == Relation::Nmod
                    && matches!(r.marked(c), Some(Function::By | Function::From | Function::Of))
                    && self.voice(c).is_some()
            })
        };
        let before = || {
            r.children(n).find(|&c| {
                matches!(r.tokens[c].relation, Relation::Compound | Relation::Amod)
                    && c < n
                    && r.names.iter().any(|name| name.tokens.contains(&c))
            })
        };
        let maker = || {
            let verb = r.tokens[n].head.filter(|_| r.tokens[n].relation == Relation::Obj)?;
            let makes = self
                .cues
                .of(r.lemma(verb))
                .iter()
                .any(|cue| cue.frames.contains(&Frame::NpSpeech) || cue.frames.contains(&Frame::NpFact));
            makes.then(|| r.subject(verb)).flatten()
        };
        possessor.or_else(by).or_else(before).or_else(maker).filter(|&h| self.voice(h).is_some())
    }

    /// "According to X": X is the source, the clause around it the content.
    fn according(&self, token: usize, cue: &Cue) -> Option<Attribution> {
        let r = self.report;
        let source = r.tokens[token].head.filter(|&h| h > token)?;
        let source = if r.tokens[token].relation == Relation::Case {
            source
        } else {
            r.children(token).find(|&c| c > token && r.tokens[c].relation == Relation::Obl)?
        };
        let governor = r.tokens[source].head.filter(|&g| g != token).or(r.tokens[token].head)?;
        let content = self.clause_without(governor, source)?;
        let after = (token + 1 < r.tokens.len()).then(|| r.tokens[token + 1].span);
        Some(Attribution {
            head: token,
            cue: vec![after.map_or(r.tokens[token].span, |next| r.tokens[token].span.cover(next))],
            content: content.spans,
            content_head: content.head,
            source: Some(source),
            relays: Vec::new(),
            target: None,
            stance: cue.stance,
            frame: Frame::Clause,
            direct: content.direct,
            rule: format!("cue:{}", cue.id),
        })
    }
}
