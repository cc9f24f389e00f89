//! Content: which words are what is said, for each frame of a cue.

use super::attribution::{Content, Finder};
use super::cue::Frame;
use super::entity::EntityKind;
use super::token::{Function, Relation, Upos, Xpos};
use crate::Span;

impl Finder<'_> {
    /// The content of a verbal cue in a frame.
    pub(super) fn content(&self, v: usize, frame: Frame, passive: bool, particle: Option<usize>) -> Option<Content> {
        match frame {
            Frame::Clause | Frame::Quote | Frame::DocClause => self.clause(v, passive),
            Frame::SaidOf => None,
            Frame::To => self.infinitive(v, passive),
            Frame::ToSelf => self.wish(v).or_else(|| self.clause(v, passive)),
            Frame::Gerund => self.gerund(v),
            Frame::Np | Frame::DocNp => self.object(v, passive, particle),
            Frame::NpSpeech => self
                .object(v, passive, particle)
                .filter(|c| c.head.is_some_and(|h| self.cues.speech_noun(self.report.lemma(h)).is_some())),
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
            Frame::That | Frame::ToPoss | Frame::ForPoss | Frame::OfPoss => None,
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
                self.clause_of(clause)
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

    /// A clause or quotation, before, after or around the cue.
    fn clause(&self, v: usize, passive: bool) -> Option<Content> {
        let r = self.report;
        let inner = r.children(v).filter(|&c| self.is_said(v, c)).max_by_key(|&c| r.subtree(c).len());
        if let Some(c) = inner {
            let target = r.child(v, &[Relation::Obj, Relation::Iobj]).filter(|&o| o < c);
            return self.clause_of(c).map(|content| self.quoted(content, v).aimed(target));
        }
        if passive && self.agent(v).is_none() {
            return None;
        }
        let around = match (r.tokens[v].relation, r.tokens[v].head) {
            (Relation::Parataxis, Some(h)) => self.clause_without(h, v),
            (Relation::Advcl, Some(h)) if r.marked(v) == Some(Function::As) => self.clause_without(h, v),
            _ => None,
        };
        match around {
            Some(content) => Some(self.quoted(content, v)),
            None => self.beside(v),
        }
    }

    /// True if a child of a cue is what is said.
    fn is_said(&self, v: usize, c: usize) -> bool {
        let r = self.report;
        match r.tokens[c].relation {
            Relation::Ccomp => true,
            Relation::Parataxis => {
                c > v && r.is_clause(c) && self.cues.of(r.lemma(c)).is_empty() || c < v && r.is_clause(c)
            }
            Relation::Xcomp => {
                r.tokens[c].upos != Upos::Adj
                    && r.marked(c).is_none()
                    && r.is_clause(c)
                    && r.tokens[c].xpos != Xpos::Vbg
            }
            _ => false,
        }
    }

    /// What a clause covers, without its conjunction.
    pub(super) fn clause_of(&self, c: usize) -> Option<Content> {
        let r = self.report;
        let mark =
            r.children(c).find(|&m| r.tokens[m].relation == Relation::Mark && r.function(m) == Some(Function::That));
        let tokens: Vec<usize> = r.subtree(c).into_iter().filter(|&t| Some(t) != mark).collect();
        Some(Content::of(r.stretch(&tokens)?, c))
    }

    /// A clause without one of its parts (the words that attribute it): one or two stretches.
    pub(super) fn clause_without(&self, c: usize, part: usize) -> Option<Content> {
        let r = self.report;
        let out = r.subtree(part);
        let tokens: Vec<usize> = r.subtree(c).into_iter().filter(|t| out.binary_search(t).is_err()).collect();
        let cut = tokens.partition_point(|&t| t < part);
        let pieces = [&tokens[..cut], &tokens[cut..]];
        let spans: Vec<Span> = pieces
            .iter()
            .filter(|p| p.iter().any(|&t| r.tokens[t].upos != Upos::Punct))
            .filter_map(|p| r.stretch(p))
            .collect();
        // What stands before and after only a comma apart from it is one stretch with it left out.
        (!spans.is_empty()).then_some(Content { spans, head: Some(c), target: None, direct: false })
    }

    /// If what was found lies in quotation marks, the quotation as a whole.
    pub(super) fn quoted(&self, mut content: Content, v: usize) -> Content {
        let r = self.report;
        let cue = r.tokens[v].span;
        let mut direct = true;
        let mut spans: Vec<Span> = Vec::new();
        for &span in &content.spans {
            let quote =
                r.quotes.iter().copied().find(|q| q.overlaps(span) && !q.contains(cue) && q.start <= span.start + 1);
            match quote {
                // All of it, but for a mark or two, lies in the quotation.
                Some(q) if span.end <= q.end + 2 => spans.push(q),
                _ => {
                    direct = false;
                    spans.push(span);
                }
            }
        }
        spans.dedup();
        content.direct = direct && !spans.is_empty();
        content.spans = spans;
        content
    }

    /// A quotation that stands beside the cue or its subject, where the parse did not tie them.
    fn beside(&self, v: usize) -> Option<Content> {
        let r = self.report;
        let sentence = r.sentences[r.tokens[v].sentence].span;
        let cue = r.tokens[v].span;
        if self.quote_at(cue).is_some() {
            return None;
        }
        let near = |q: &&Span| q.overlaps(sentence) && (q.len() > 12 || self.touches(**q, v));
        let spans: Vec<Span> = r.quotes.iter().filter(near).copied().collect();
        let first = spans.first()?;
        let head = r.token_at(first.start);
        spans.iter().any(|q| self.touches(*q, v)).then_some(Content { spans, head, target: None, direct: true })
    }

    /// True if only marks, the speaker and adverbs stand between a quotation and the cue.
    fn touches(&self, quote: Span, v: usize) -> bool {
        let r = self.report;
        let (from, to) = if quote.end <= r.tokens[v].span.start {
            (quote.end, r.tokens[v].span.start)
        } else {
            (r.tokens[v].span.end, quote.start)
        };
        let subject = r.subject(v).map(|s| r.subtree(s)).unwrap_or_default();
        let between = r.sentences[r.tokens[v].sentence]
            .tokens
            .clone()
            .filter(|&t| r.tokens[t].span.start >= from && r.tokens[t].span.end <= to);
        let foreign = between
            .filter(|&t| !matches!(r.tokens[t].upos, Upos::Punct | Upos::Adv) && subject.binary_search(&t).is_err());
        foreign.filter(|&t| !r.tokens[t].head.is_some_and(|h| h == v)).count() <= 4
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
        self.without_marker(object)
    }

    /// The noun whose relative clause the verb heads, as the verb's object ("the ban, which it condemned").
    fn relativized(&self, v: usize) -> Option<usize> {
        let r = self.report;
        let object = r.child(v, &[Relation::Obj])?;
        (r.is_relative(object) && r.tokens[v].relation == Relation::AclRelcl).then(|| r.tokens[v].head).flatten()
    }

    /// A phrase or clause without its preposition.
    pub(super) fn without_marker(&self, head: usize) -> Option<Content> {
        let r = self.report;
        let marker = r.marker(head).filter(|&m| m < head);
        let tokens: Vec<usize> = r.subtree(head).into_iter().filter(|&t| marker.is_none_or(|m| t > m)).collect();
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
                r.children(object).find(|&c| {
                    c > object
                        && matches!(r.tokens[c].relation, Relation::Nmod | Relation::Acl)
                        && r.marked(c) == Some(function)
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
        let name = r.children(v).find(|&c| {
            c > v
                && r.tokens[c].relation == Relation::Xcomp
                && matches!(r.tokens[c].upos, Upos::Noun | Upos::Adj | Upos::Propn)
        })?;
        let tokens = if passive { r.subtree(name) } else { [r.subtree(object), r.subtree(name)].concat() };
        let (first, last) = (*tokens.iter().min()?, *tokens.iter().max()?);
        Some(Content::of(r.stretch(&(first..=last).collect::<Vec<_>>())?, name))
    }

    /// "Quoted X as saying Y": Y; X is found as the target.
    fn relayed(&self, v: usize, passive: bool) -> Option<Content> {
        let r = self.report;
        let origin = if passive {
            r.child(v, &[Relation::NsubjPass]).or_else(|| r.subject(v))
        } else {
            r.child(v, &[Relation::Obj])
        }?;
        let saying = r
            .children(v)
            .chain(r.children(origin))
            .find(|&c| c > v && r.tokens[c].xpos == Xpos::Vbg && r.marked(c) == Some(Function::As));
        let inner = saying.and_then(|s| r.children(s).find(|&c| self.is_said(s, c)));
        let content = match (inner, saying) {
            (Some(c), Some(s)) => self.clause_of(c).map(|content| self.quoted(content, s)),
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
            _ => r.child(v, &[Relation::Ccomp]).and_then(|c| self.clause_of(c)).map(|content| self.quoted(content, v)),
        }
    }
}
