//! Content: which words are what is said, for each frame of a cue.

use super::attribution::{Content, Finder};
use super::cue::Frame;
use super::entity::EntityKind;
use super::statement::Stance;
use super::token::{Function, Relation, Upos, Xpos};
mod clause;

impl Finder<'_> {
    /// The content of a verbal cue in a frame.
    pub(super) fn content(&self, v: usize, frame: Frame, passive: bool, particle: Option<usize>) -> Option<Content> {
        match frame {
            Frame::Clause | Frame::Quote | Frame::DocClause => self.clause(v, passive),
            Frame::SaidOf => None,
            Frame::To | Frame::Told => self.infinitive(v, passive),
            Frame::ForWhole => self.thanked_for(v),
            Frame::ToSelf => self.wish(v).or_else(|| self.clause(v, passive)),
            Frame::Figure => self.figure(v),
            Frame::Gerund => self.gerund(v),
            Frame::Np | Frame::DocNp => self.object(v, passive, particle),
            Frame::NpSpeech => self.speech(v, passive, particle),
            Frame::NpClaim => self
                .object(v, passive, particle)
                .filter(|c| c.head.is_some_and(|h| self.cues.is_claimed(self.report.lemma(h)))),
            Frame::NpFact => self.object(v, passive, particle).filter(|c| c.head.is_some_and(|h| self.is_fact(h))),
            Frame::Of => self.after(v, Function::Of, passive),
            Frame::For => self.after(v, Function::For, passive),
            Frame::With => self.after(v, Function::With, passive),
            Frame::Against => self.after(v, Function::Against, passive),
            Frame::On => self.blamed_on(v),
            Frame::OnTo => self.called_on(v),
            Frame::As => self.called_as(v, passive),
            Frame::Two => self.called(v, passive),
            Frame::Relay => self.relayed(v, passive),
            Frame::That | Frame::ToPoss | Frame::ForPoss | Frame::OfPoss | Frame::OfAny => None,
        }
    }

    /// The content of a noun.
    pub(super) fn noun_content(&self, n: usize, frame: Frame, holder: Option<usize>) -> Option<Content> {
        let r = self.report;
        match frame {
            Frame::That => {
                let clause = r.children(n).find(|&c| {
                    c > n
                        && matches!(r.tokens[c].relation, Relation::Acl | Relation::Ccomp)
                        && (r.marked(c) == Some(Function::That) || r.tokens[c].relation == Relation::Ccomp)
                })?;
                self.clause_of(clause, n)
            }
            Frame::ToPoss => {
                holder?;
                let inner = r.children(n).find(|&c| {
                    c > n
                        && matches!(r.tokens[c].relation, Relation::Acl | Relation::Xcomp | Relation::Advcl)
                        && r.marked(c) == Some(Function::To)
                })?;
                Some(Content::of(r.stretch(&r.subtree(inner))?, inner))
            }
            Frame::OfAny => {
                let inner = r.children(n).find(|&c| {
                    c > n
                        && Some(c) != holder
                        && matches!(r.tokens[c].relation, Relation::Nmod | Relation::Acl)
                        && r.marked(c) == Some(Function::Of)
                })?;
                self.without_marker(inner)
            }
            Frame::ForPoss | Frame::OfPoss => {
                let holder = holder?;
                let wanted = if frame == Frame::ForPoss { Function::For } else { Function::Of };
                let inner = r.children(n).find(|&c| {
                    c > n
                        && c != holder
                        && matches!(r.tokens[c].relation, Relation::Nmod | Relation::Acl)
                        && r.marked(c) == Some(wanted)
                })?;
                self.without_marker(inner)
            }
            _ => None,
        }
    }

    /// True for an object that tells a fact: it has a number or is made from a verb.
    fn is_fact(&self, token: usize) -> bool {
        let r = self.report;
        r.child(token, &[Relation::Nummod]).is_some() || self.cues.is_information(r.lemma(token))
    }

    /// An infinitive, with whom it is aimed at.
    fn infinitive(&self, v: usize, passive: bool) -> Option<Content> {
        let r = self.report;
        let inner = r.children(v).find(|&c| {
            c > v
                && matches!(r.tokens[c].relation, Relation::Xcomp | Relation::Ccomp | Relation::Advcl)
                && r.marked(c) == Some(Function::To)
        })?;
        let object = if passive {
            r.child(v, &[Relation::NsubjPass])
        } else {
            r.child(v, &[Relation::Obj, Relation::Iobj]).or_else(|| self.addressee(v))
        };
        let own = r.child(inner, &[Relation::Nsubj]);
        let start = r.subtree(inner).into_iter().filter(|&t| own.is_none_or(|s| t > s)).collect::<Vec<_>>();
        Some(Content::of(r.stretch(&start)?, inner).aimed(object.or(own)))
    }

    /// Whom a verb with "to" addresses ("appealed to the crowd to disperse").
    fn addressee(&self, v: usize) -> Option<usize> {
        let r = self.report;
        r.children(v).find(|&c| {
            c > v && r.tokens[c].relation == Relation::Obl && matches!(r.marked(c), Some(Function::To | Function::With))
        })
    }

    /// An infinitive whose subject is the speaker or is named before it ("wants the court to act").
    fn wish(&self, v: usize) -> Option<Content> {
        let r = self.report;
        let inner = r.children(v).find(|&c| {
            c > v
                && matches!(r.tokens[c].relation, Relation::Xcomp | Relation::Ccomp)
                && r.marked(c) == Some(Function::To)
        })?;
        let mut tokens = r.subtree(inner);
        if let Some(object) = r.child(v, &[Relation::Obj]).filter(|&o| o < inner) {
            tokens.extend(r.subtree(object));
            tokens.sort_unstable();
        }
        Some(Content::of(r.stretch(&tokens)?, inner))
    }

    fn gerund(&self, v: usize) -> Option<Content> {
        let r = self.report;
        let inner = r.children(v).find(|&c| {
            c > v
                && r.tokens[c].xpos == Xpos::Vbg
                && matches!(r.tokens[c].relation, Relation::Xcomp | Relation::Ccomp | Relation::Advcl)
        })?;
        Some(Content::of(r.stretch(&r.subtree(inner))?, inner))
    }

    /// The object, or what follows a particle; of a passive its subject.
    fn object(&self, v: usize, passive: bool, particle: Option<usize>) -> Option<Content> {
        let r = self.report;
        let object = match particle.and_then(|p| r.tokens[p].head) {
            Some(h) if h != v => Some(h),
            // "Two attacks claimed by the group".
            _ if passive && r.tokens[v].relation == Relation::Acl => return self.described(v),
            _ if passive => r.child(v, &[Relation::NsubjPass]),
            _ => r.child(v, &[Relation::Obj]).filter(|&o| o > v).or_else(|| self.relativized(v)),
        }?;
        if passive && self.agent(v).is_none() {
            return None;
        }
        if matches!(r.tokens[object].xpos, Xpos::Prp)
            && self.voice(object) == Some(EntityKind::Unnamed)
            && r.form(object) != "it"
        {
            return None;
        }
        self.without_marker(object).map(|content| self.with_adjuncts(v, content))
    }

    /// An object with the places and aims that follow it at once and that the parse hung on the verb ("an attack in X",
    /// "an inquiry into Y"); not when, not in which statement.
    fn with_adjuncts(&self, v: usize, mut content: Content) -> Content {
        let r = self.report;
        use Function::{About, Against, At, For, In, Of};
        for c in r.children(v) {
            let phrase = r.subtree(c);
            let Some(span) = r.stretch(&phrase) else { continue };
            let first = phrase[0];
            let Some(last) = content.spans.last_mut() else { break };
            let adjoins = first > 0 && r.tokens[first - 1].span.end == last.end;
            let kind = matches!(r.tokens[c].relation, Relation::Obl)
                && r.marked(c).is_some_and(|f| matches!(f, About | Against | At | For | In | Of));
            let told = self.cues.speaker_noun(r.lemma(c)).is_some() || self.cues.speech_noun(r.lemma(c)).is_some();
            let when = r.times.iter().any(|t| t.span.overlaps(span)) && phrase.len() <= 4;
            if adjoins && kind && !told && !when {
                *last = last.cover(span);
            }
        }
        content
    }

    /// "Put the toll at 40": object and figure.
    fn figure(&self, v: usize) -> Option<Content> {
        let r = self.report;
        let object = r.child(v, &[Relation::Obj]).filter(|&o| o > v)?;
        let figure = r.children(v).chain(r.children(object)).find(|&c| {
            c > object
                && r.marked(c) == Some(Function::At)
                && r.subtree(c).iter().any(|&t| r.tokens[t].upos == Upos::Num)
        })?;
        let span = r.stretch(&r.subtree(object))?.cover(r.stretch(&r.subtree(figure))?);
        Some(Content::of(span, object))
    }

    /// The noun that a participle with an agent describes.
    fn described(&self, v: usize) -> Option<Content> {
        let r = self.report;
        self.agent(v)?;
        let noun = r.tokens[v].head?;
        Some(Content::of(r.stretch(&r.noun_phrase(noun))?, noun))
    }

    /// The noun whose relative clause the verb heads, as the verb's object ("the ban, which it condemned").
    fn relativized(&self, v: usize) -> Option<usize> {
        let r = self.report;
        let object = r.child(v, &[Relation::Obj])?;
        (r.is_relative(object) && r.tokens[v].relation == Relation::AclRelcl).then(|| r.tokens[v].head).flatten()
    }

    /// The object as an act of speech; what it says, if a clause tells that ("an order that they leave").
    fn speech(&self, v: usize, passive: bool, particle: Option<usize>) -> Option<Content> {
        let r = self.report;
        let content = self.object(v, passive, particle)?;
        let noun = content.head.filter(|&h| self.cues.speech_noun(r.lemma(h)).is_some())?;
        let clause = r.children(noun).find(|&c| {
            c > noun
                && matches!(r.tokens[c].relation, Relation::Acl | Relation::Ccomp)
                && r.marked(c) == Some(Function::That)
        });
        if let Some(clause) = clause {
            return self.clause_of(clause, noun).map(|c| Content { head: Some(noun), ..c });
        }
        // "Issued a statement" by itself says nothing; its words follow elsewhere.
        let document = self.cues.speaker_noun(r.lemma(noun)) == Some(EntityKind::Document);
        let told = r.children(noun).any(|c| {
            c > noun
                && matches!(
                    r.marked(c),
                    Some(
                        Function::On
                            | Function::About
                            | Function::Of
                            | Function::Against
                            | Function::For
                            | Function::To
                    )
                )
        });
        (!document || told).then_some(content)
    }

    /// "Thanked X for Y": X and Y.
    fn thanked_for(&self, v: usize) -> Option<Content> {
        let r = self.report;
        let object = r.child(v, &[Relation::Obj]).filter(|&o| o > v)?;
        let reason =
            r.children(v).chain(r.children(object)).find(|&c| c > object && r.marked(c) == Some(Function::For))?;
        let span = r.stretch(&r.subtree(object))?.cover(r.stretch(&r.subtree(reason))?);
        Some(Content::of(span, object))
    }

    /// The first participle in a phrase or clause that goes on about the speaker ("condemned the raid, saying that"): a
    /// participle of speech whose noun can't speak.
    fn participle_apart(&self, head: usize) -> Option<usize> {
        let r = self.report;
        r.subtree(head).into_iter().find(|&t| t > head && speaks_apart(self, t))
    }

    /// A phrase or clause without its preposition.
    pub(super) fn without_marker(&self, head: usize) -> Option<Content> {
        let r = self.report;
        let marker = r.marker(head).filter(|&m| m < head);
        let end = self.participle_apart(head).map_or(usize::MAX, |t| r.subtree(t)[0].min(t));
        let kept = |t: &usize| marker.is_none_or(|m| *t > m) && *t < end;
        let tokens: Vec<usize> = r.subtree(head).into_iter().filter(kept).collect();
        Some(Content::of(r.stretch(&tokens)?, head))
    }

    /// What follows a preposition, with the object as the target: "accused X of Y". What a "by" adds belongs to it.
    fn after(&self, v: usize, function: Function, passive: bool) -> Option<Content> {
        let r = self.report;
        let inner = r
            .children(v)
            .find(|&c| {
                c > v
                    && matches!(
                        r.tokens[c].relation,
                        Relation::Obl | Relation::Advcl | Relation::Xcomp | Relation::Ccomp
                    )
                    && r.marked(c) == Some(function)
            })
            .or_else(|| {
                // Tied to the object by mistake.
                let object = r.child(v, &[Relation::Obj])?;
                let tied = |&c: &usize| {
                    c > object
                        && matches!(r.tokens[c].relation, Relation::Nmod | Relation::Acl)
                        && r.marked(c) == Some(function)
                };
                r.children(object).find(tied).or_else(|| {
                    let below = r.subtree(v).into_iter().filter(|&c| c > object && r.tokens[c].xpos == Xpos::Vbg);
                    below.into_iter().find(|&c| r.marked(c) == Some(function))
                })
            })?;
        let target = if passive {
            r.child(v, &[Relation::NsubjPass]).or_else(|| r.subject(v))
        } else {
            r.child(v, &[Relation::Obj])
        };
        let mut content = self.without_marker(inner)?.aimed(target);
        let more = r.children(v).filter(|&c| {
            c > inner
                && matches!(r.tokens[c].relation, Relation::Advcl | Relation::Obl)
                && r.marked(c) == Some(Function::By)
        });
        for c in more {
            if let Some(span) = r.stretch(&r.subtree(c)) {
                content.spans[0] = content.spans[0].cover(span);
            }
        }
        Some(content)
    }

    /// "Blamed X on Y": all of it, aimed at Y.
    fn blamed_on(&self, v: usize) -> Option<Content> {
        let r = self.report;
        let object = r.child(v, &[Relation::Obj])?;
        let culprit = r.children(v).chain(r.children(object)).find(|&c| {
            c > object
                && matches!(r.tokens[c].relation, Relation::Obl | Relation::Nmod)
                && r.marked(c) == Some(Function::On)
        })?;
        let span = r.stretch(&r.subtree(object))?.cover(r.stretch(&r.subtree(culprit))?);
        Some(Content::of(span, object).aimed(Some(culprit)))
    }

    /// "Called on X to Y".
    fn called_on(&self, v: usize) -> Option<Content> {
        let r = self.report;
        let target = r
            .children(v)
            .find(|&c| c > v && r.tokens[c].relation == Relation::Obl && r.marked(c) == Some(Function::On))?;
        let inner = r.children(v).chain(r.children(target)).find(|&c| {
            c > target
                && matches!(r.tokens[c].relation, Relation::Xcomp | Relation::Advcl | Relation::Acl | Relation::Ccomp)
                && r.marked(c) == Some(Function::To)
        })?;
        Some(Content::of(r.stretch(&r.subtree(inner))?, inner).aimed(Some(target)))
    }

    /// "Described X as Y".
    fn called_as(&self, v: usize, passive: bool) -> Option<Content> {
        let r = self.report;
        let object = if passive { r.child(v, &[Relation::NsubjPass]) } else { r.child(v, &[Relation::Obj]) }
            .or_else(|| (r.tokens[v].relation == Relation::Acl).then(|| r.tokens[v].head).flatten())?;
        let name = r.children(v).chain(r.children(object)).find(|&c| {
            c > v
                && matches!(r.tokens[c].relation, Relation::Obl | Relation::Advcl | Relation::Xcomp | Relation::Nmod)
                && r.marked(c) == Some(Function::As)
        })?;
        let span = r.stretch(&r.subtree(name))?;
        let whole = if object > v && object < name { r.stretch(&r.subtree(object))?.cover(span) } else { span };
        Some(Content::of(whole, name))
    }

    /// "Called X Y".
    fn called(&self, v: usize, passive: bool) -> Option<Content> {
        let r = self.report;
        let object = if passive { r.child(v, &[Relation::NsubjPass])? } else { r.child(v, &[Relation::Obj])? };
        // The parse may take "considers X a threat" for a verb with two objects.
        let name = r.children(v).find(|&c| {
            c > v
                && c != object
                && matches!(r.tokens[c].relation, Relation::Xcomp | Relation::Obj)
                && matches!(r.tokens[c].upos, Upos::Noun | Upos::Adj | Upos::Propn)
        })?;
        let tokens = if passive { r.subtree(name) } else { [r.subtree(object), r.subtree(name)].concat() };
        let (first, last) = (*tokens.iter().min()?, *tokens.iter().max()?);
        Some(Content::of(r.stretch(&(first..=last).collect::<Vec<_>>())?, name))
    }

    /// "Quoted X as saying Y": Y; X is found as the target.
    fn relayed(&self, v: usize, passive: bool) -> Option<Content> {
        let r = self.report;
        let says = |&c: &usize| c > v && r.tokens[c].xpos == Xpos::Vbg && r.marked(c) == Some(Function::As);
        let own = r.children(v).find(says);
        let origin = if passive {
            r.child(v, &[Relation::NsubjPass]).or_else(|| r.subject(v))
        } else {
            // The parse may take the origin for the subject of "saying".
            r.child(v, &[Relation::Obj]).or_else(|| own.and_then(|s| r.child(s, &[Relation::Nsubj])))
        }?;
        let saying = own.or_else(|| r.children(origin).find(says));
        let inner = saying.and_then(|s| r.children(s).find(|&c| self.is_said(s, c)));
        let content = match (inner, saying) {
            (Some(c), Some(s)) => self.clause_of(c, s).map(|content| self.quoted(content, s)),
            (None, Some(s)) => self.beside(s).or_else(|| self.around(v)),
            (None, None) => self.beside(v).or_else(|| self.around(v)),
            (Some(_), None) => None,
        };
        content.map(|c| c.aimed(Some(origin)))
    }

    /// The clause in which the cue is an aside.
    fn around(&self, v: usize) -> Option<Content> {
        let r = self.report;
        match (r.tokens[v].relation, r.tokens[v].head) {
            (Relation::Parataxis | Relation::Ccomp, Some(h)) => {
                self.clause_without(h, v).map(|content| self.quoted(content, v))
            }
            _ => {
                r.child(v, &[Relation::Ccomp]).and_then(|c| self.clause_of(c, v)).map(|content| self.quoted(content, v))
            }
        }
    }
}

/// For a cue that is a conjunct without a subject within what another cue says: that other cue and the clause it says.
pub(super) fn outer_of_conjunct(finder: &Finder<'_>, v: usize) -> Option<(usize, usize)> {
    let r = finder.report;
    if r.tokens[v].relation != Relation::Conj || r.tokens[v].upos != Upos::Verb || finder.cues.of(r.lemma(v)).is_empty()
    {
        return None;
    }
    if r.children(v).any(|c| r.tokens[c].relation.is_subject()) {
        return None;
    }
    let inner = r.tokens[v].head?;
    let outer = r.tokens[inner].head.filter(|_| r.tokens[inner].relation == Relation::Ccomp)?;
    let finite = |t: usize| matches!(r.tokens[t].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) || r.negation(t).is_some();
    (!finder.cues.of(r.lemma(outer)).is_empty() && finite(v)).then_some((outer, inner))
}

/// True for a participle of speech that belongs to a speaker further up: its own noun or clause can't speak ("denied the
/// raid, saying that it was false").
pub(super) fn speaks_apart(finder: &Finder<'_>, t: usize) -> bool {
    let r = finder.report;
    let token = &r.tokens[t];
    if token.xpos != Xpos::Vbg || r.marker(t).is_some() || !matches!(token.relation, Relation::Acl | Relation::Advcl) {
        return false;
    }
    let speech = |frame: &Frame| matches!(frame, Frame::Clause | Frame::As | Frame::Of | Frame::Np);
    if !finder.cues.of(r.lemma(t)).iter().any(|cue| cue.particle.is_none() && cue.frames.iter().any(speech)) {
        return false;
    }
    let Some(head) = token.head else { return false };
    if opposes_above(finder, t) {
        return true;
    }
    match token.relation {
        Relation::Acl => finder.voice(head).is_none(),
        _ => r.subject(head).is_none_or(|s| finder.voice(s).is_none()) && r.tokens[head].head.is_some(),
    }
}

/// True if the topmost cue above a participle does more than say ("denied that the army had used gas, dismissing the
/// reports"): it goes on about that speaker, whoever else could speak between.
fn opposes_above(finder: &Finder<'_>, t: usize) -> bool {
    let r = finder.report;
    let mut top = None;
    let mut at = r.tokens[t].head;
    while let Some(h) = at {
        if r.tokens[h].upos == Upos::Verb && !finder.cues.of(r.lemma(h)).is_empty() {
            top = Some(h);
        }
        at = r.tokens[h].head;
    }
    let acts = |h: usize| {
        let cues = finder.cues.of(r.lemma(h));
        cues.iter().all(|cue| matches!(cue.stance, Stance::Denies | Stance::Accuses))
    };
    top.is_some_and(|h| acts(h) && r.tokens[t].head != Some(h))
}
