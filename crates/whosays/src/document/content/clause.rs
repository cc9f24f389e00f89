//! Clauses and quotations as what is said.

use super::outer_of_conjunct;
use crate::Span;
use crate::document::attribution::{Content, Finder};
use crate::document::cue::Frame;
use crate::document::running;
use crate::document::token::{Function, Relation, Upos, Xpos};

impl Finder<'_> {
    /// A clause or quotation, before, after or around the cue.
    pub(in crate::document) fn clause(&self, v: usize, passive: bool) -> Option<Content> {
        let r = self.report;
        let inner = r.children(v).filter(|&c| self.is_said(v, c)).max_by_key(|&c| r.subtree(c).len());
        if let Some(c) = inner {
            let target = r.child(v, &[Relation::Obj, Relation::Iobj]);
            let mut content = self.clause_of(c, v)?;
            // Where the parse took one speech for two clauses, both are said.
            let twins = r.children(v).filter(|&o| {
                o != c
                    && (o < v) == (c < v)
                    && r.tokens[o].relation == Relation::Ccomp
                    && r.marked(o) != Some(Function::That)
            });
            for twin in twins.filter_map(|o| self.clause_of(o, v)) {
                if let [only] = content.spans[..] {
                    content.spans[0] = twin.spans.iter().fold(only, |whole, s| whole.cover(*s));
                }
            }
            self.add_further(v, c, &mut content);
            return Some(self.without_hearer(v, self.quoted(content, v).aimed(target)));
        }
        if let Some((object, c)) = self.tied_to_hearer(v) {
            return self.clause_of(c, v).map(|content| self.quoted(content, v).aimed(Some(object)));
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
            None => {
                self.beside(v).or_else(|| self.fronted(v)).or_else(|| self.announced(v)).or_else(|| self.strayed(v))
            }
        }
    }

    /// "It was raining the minister said on Monday": a clause before the speaker that no comma sets off and the parse did
    /// not tie to the cue.
    fn fronted(&self, v: usize) -> Option<Content> {
        let r = self.report;
        let sentence = r.sentences[r.tokens[v].sentence].tokens.clone();
        let subject = r.children(v).find(|&c| c < v && r.tokens[c].relation.is_subject())?;
        let start = *r.subtree(subject).first()?;
        let before: Vec<usize> = (sentence.start..start).collect();
        let finite = before.iter().find(|&&t| {
            matches!(r.tokens[t].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
                && self.cues.of(r.lemma(t)).is_empty()
        })?;
        let few_after = r.children(v).filter(|&c| c > v && r.tokens[c].upos != Upos::Punct).all(|c| {
            matches!(r.tokens[c].relation, Relation::Obl | Relation::OblUnmarked | Relation::Advcl | Relation::Advmod)
        });
        let neutral = !self.cues.addresses(r.lemma(v)) || few_after;
        let span = r.stretch(&before)?;
        (before.len() >= 4 && few_after && neutral).then(|| self.quoted(Content::of(span, *finite), v))
    }

    /// "Said that A and that B", "said A and B had", where the parse tied the second clause to the cue: it is said too.
    fn add_further(&self, v: usize, c: usize, content: &mut Content) {
        let r = self.report;
        let further = r.children(v).filter(|&d| {
            d > c
                && c > v
                && r.tokens[d].relation == Relation::Conj
                && self.cues.of(r.lemma(d)).is_empty()
                && (r.marked(d) == Some(Function::That)
                    || r.children(d).any(|s| r.tokens[s].relation.is_subject() && self.voice(s).is_none()))
        });
        for span in further.filter_map(|d| r.stretch(&r.subtree(d))) {
            if let Some(last) = content.spans.last_mut() {
                *last = last.cover(span);
            }
        }
    }

    /// "Told the agency four had died": the hearer, where the parse took him for part of what is said.
    fn without_hearer(&self, v: usize, mut content: Content) -> Content {
        let r = self.report;
        let opens = content.spans.first().is_some_and(|s| r.token_at(s.start) == Some(v + 1));
        if content.target.is_some() || !opens || !self.cues.addresses(r.lemma(v)) {
            return content;
        }
        let part = |t: usize| {
            r.tokens[t].upos == Upos::Det
                || matches!(r.tokens[t].upos, Upos::Noun | Upos::Propn | Upos::Adj)
                    && (self.is_media(t) || r.names.iter().any(|n| n.tokens.contains(&t)))
        };
        let end = (v + 1..r.tokens.len()).find(|&t| !part(t)).unwrap_or(v + 1);
        let follows = r.tokens.get(end).is_some_and(|t| !matches!(t.upos, Upos::Verb | Upos::Aux | Upos::Punct));
        if let Some(hearer) = (v + 1..end).rev().find(|&t| self.is_media(t)).filter(|_| follows) {
            content.spans[0] = Span::new(r.tokens[end].span.start, content.spans[0].end);
            content.target = Some(hearer);
        }
        content
    }

    /// "Said in a statement carried by the agency that it fell": a clause that the parse hung on a noun between.
    fn strayed(&self, v: usize) -> Option<Content> {
        let r = self.report;
        let clause = r.subtree(v).into_iter().find(|&c| {
            c > v
                && matches!(
                    r.tokens[c].relation,
                    Relation::Acl | Relation::AclRelcl | Relation::Ccomp | Relation::Advcl
                )
                && r.marked(c) == Some(Function::That)
                && r.children(c).any(|s| r.tokens[s].relation.is_subject() && !r.is_relative(s))
                && r.tokens[c].head.is_some_and(|h| h != v && self.cues.of(r.lemma(h)).is_empty())
        })?;
        self.clause_of(clause, v).map(|content| self.quoted(content, v))
    }

    /// "The minister said:" with what is said in the paragraphs after it.
    fn announced(&self, v: usize) -> Option<Content> {
        let r = self.report;
        let sentence = r.tokens[v].sentence;
        let last = r.sentences[sentence].tokens.clone().next_back()?;
        let colon = r.tokens[last].xpos == Xpos::Colon && last <= v + 3;
        let spans = if colon { running::announced(r, sentence) } else { Vec::new() };
        let head = spans.first().and_then(|s| r.token_at(s.start));
        (!spans.is_empty()).then_some(Content { spans, head, target: None, direct: true })
    }

    /// True for a verb of citing.
    fn relays(&self, token: usize) -> bool {
        self.cues.of(self.report.lemma(token)).iter().any(|cue| cue.frames.contains(&Frame::Relay))
    }

    /// True if a child of a cue is what is said.
    pub(in crate::document) fn is_said(&self, v: usize, c: usize) -> bool {
        let r = self.report;
        // "Said, citing X": how it is known, not what is said.
        if r.tokens[c].xpos == Xpos::Vbg && self.relays(c) {
            return false;
        }
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

    /// "Told the agency that it was over", where the parse ties the clause to the agency.
    pub(in crate::document) fn tied_to_hearer(&self, v: usize) -> Option<(usize, usize)> {
        let r = self.report;
        let object = r.child(v, &[Relation::Obj, Relation::Iobj]).filter(|_| self.cues.addresses(r.lemma(v)))?;
        let clause = r.children(object).find(|&c| {
            c > object
                && matches!(r.tokens[c].relation, Relation::Acl | Relation::AclRelcl)
                && r.marked(c) == Some(Function::That)
        })?;
        Some((object, clause))
    }

    /// What a clause covers, without its conjunction, and without a conjunct that speaks itself; with what stands before
    /// it after the cue ("said despite the rain the match ...").
    pub(in crate::document) fn clause_of(&self, c: usize, v: usize) -> Option<Content> {
        let r = self.report;
        let mark =
            r.children(c).find(|&m| r.tokens[m].relation == Relation::Mark && r.function(m) == Some(Function::That));
        let spoken: Vec<usize> =
            r.subtree(c).into_iter().filter(|&t| t != c && self.is_apart(t, c)).flat_map(|t| r.subtree(t)).collect();
        let mut tokens: Vec<usize> =
            r.subtree(c).into_iter().filter(|t| Some(*t) != mark && !spoken.contains(t)).collect();
        while tokens.last().is_some_and(|&t| matches!(r.tokens[t].upos, Upos::Cconj | Upos::Punct))
            && !spoken.is_empty()
        {
            tokens.pop();
        }
        if mark.is_none() {
            tokens.extend(r.children(v).filter(|&d| self.opens_content(d, v, c)).flat_map(|d| r.subtree(d)));
            tokens.sort_unstable();
        }
        let spans = r.pieces(&tokens, v);
        (!spans.is_empty()).then_some(Content { spans, head: Some(c), target: None, direct: false })
    }

    /// A conjunct in what is said that is set apart: a cue without a subject.
    fn is_apart(&self, t: usize, c: usize) -> bool {
        let r = self.report;
        let conjunct = r.tokens[t].relation == Relation::Conj && r.tokens[t].head == Some(c);
        conjunct && outer_of_conjunct(self, t).is_some()
    }

    /// An adverbial of the cue that belongs to what is said: between cue and clause, or before a clause that comes first.
    fn opens_content(&self, d: usize, v: usize, c: usize) -> bool {
        let r = self.report;
        let adverbial = match r.tokens[d].relation {
            Relation::Advcl => r.marked(d) != Some(Function::As),
            Relation::Obl => {
                matches!(r.marked(d), Some(Function::Despite | Function::After | Function::Before | Function::Because))
            }
            _ => false,
        };
        let spoken = !self.cues.of(r.lemma(d)).is_empty();
        let between = v < d && d < c;
        let before = d < c && c < v;
        adverbial && !spoken && (between || before)
    }

    /// A clause without one of its parts (the words that attribute it): one or two stretches.
    pub(in crate::document) fn clause_without(&self, c: usize, part: usize) -> Option<Content> {
        let r = self.report;
        let out = r.subtree(part);
        let tokens: Vec<usize> = r.subtree(c).into_iter().filter(|t| out.binary_search(t).is_err()).collect();
        let spans = r.pieces(&tokens, part);
        (!spans.is_empty()).then_some(Content { spans, head: Some(c), target: None, direct: false })
    }

    /// If what was found lies in quotation marks, the quotation as a whole.
    pub(in crate::document) fn quoted(&self, mut content: Content, v: usize) -> Content {
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
    pub(in crate::document) fn beside(&self, v: usize) -> Option<Content> {
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
        foreign.filter(|&t| r.tokens[t].head.is_none_or(|h| h != v)).count() <= 4
    }
}
