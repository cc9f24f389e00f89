//! Withholding: who declines to say, and what.

use super::attribution::{Attribution, Content, Finder};
use super::cue::{Frame, Withhold, WithholdForm};
use super::statement::Stance;
use super::token::{Function, Relation, Upos, Xpos};
use crate::Span;

/// The refusal to say whose cue a token heads.
pub(super) fn find(finder: &Finder<'_>, token: usize) -> Option<Attribution> {
    let lemma = finder.report.lemma(token);
    finder.cues.withholds.iter().filter(|row| row.lemmas.contains(lemma)).find_map(|row| finder.withheld(token, row))
}

/// "Said he had no information about the raid": the speaker's own refusal is one statement with the cue that reports it.
pub(super) fn own(finder: &Finder<'_>, found: &mut Vec<Attribution>) {
    let r = finder.report;
    let mut gone = Vec::new();
    for i in 0..found.len() {
        if found[i].stance != Stance::Withholds {
            continue;
        }
        let inner = &found[i];
        let outer = found.iter().position(|a| {
            a.frame == Frame::Clause
                && a.stance == Stance::Asserts
                && a.content_head.is_some_and(|h| h == inner.head || r.tokens[inner.head].head == Some(h))
                && inner.source.is_some_and(|s| finder.is_speaker_again(s, a))
        });
        let Some(outer) = outer else { continue };
        let (source, cue) = (found[outer].source, found[outer].cue.first().copied());
        found[i].source = source;
        if let (Some(said), Some(first)) = (cue, found[i].cue.first_mut()) {
            *first = first.cover(said);
        }
        gone.push(outer);
    }
    let mut i = 0;
    found.retain(|_| {
        i += 1;
        !gone.contains(&(i - 1))
    });
}

impl Finder<'_> {
    /// True for a pronoun in what is said that stands for the speaker.
    fn is_speaker_again(&self, token: usize, a: &Attribution) -> bool {
        let r = self.report;
        self.pronouns.get(r.form(token)).is_some_and(|p| match p.person {
            1 => a.direct,
            3 => a.source.is_some_and(|s| r.tokens[s].sentence == r.tokens[token].sentence),
            _ => false,
        })
    }

    fn withheld(&self, token: usize, row: &Withhold) -> Option<Attribution> {
        let (cue, source, content) = match row.form {
            WithholdForm::Negated => self.negated(token, row)?,
            WithholdForm::Refusal => self.refused(token, row)?,
            WithholdForm::Without => self.without(token)?,
            WithholdForm::Noun => self.no_comment(token)?,
            WithholdForm::Adjective => self.unavailable(token)?,
            WithholdForm::Passive => self.unreached(token)?,
        };
        Some(Attribution {
            head: token,
            cue: vec![cue],
            content_head: content.as_ref().and_then(|c| c.head),
            content: content.map(|c| c.spans).unwrap_or_default(),
            source,
            relays: Vec::new(),
            target: None,
            stance: Stance::Withholds,
            frame: Frame::Np,
            direct: false,
            rule: format!("withhold:{}", row.id),
        })
    }

    /// "Did not say how many", "gave no figure", "did not comment".
    fn negated(&self, v: usize, row: &Withhold) -> Option<(Span, Option<usize>, Option<Content>)> {
        let r = self.report;
        if r.tokens[v].upos != Upos::Verb
            || r.is_passive(v)
            || r.marked(v) == Some(Function::To) && r.negation(v).is_none()
        {
            return None;
        }
        let object = r.child(v, &[Relation::Obj]).filter(|&o| o > v);
        let direct = r.negation(v);
        let on_object = object.and_then(|o| r.negation(o));
        let nobody = r.subject(v).filter(|&s| r.function(s) == Some(Function::Negation));
        let negation = direct.or(on_object).or(nobody)?;
        let source = r.subject(v).filter(|&s| self.voice(s).is_some() || Some(s) == nobody)?;
        let question = r.children(v).find(|&c| {
            c > v
                && matches!(r.tokens[c].relation, Relation::Ccomp | Relation::Xcomp | Relation::Advcl)
                && self.is_question(c)
        });
        let information = object.filter(|&o| {
            self.cues.is_information(r.lemma(o)) || r.subtree(o).iter().any(|&t| self.cues.is_information(r.lemma(t)))
        });
        let needs = |what: &str| row.needs.contains(what);
        let content = match (question, information) {
            (Some(q), _) if needs("wh") || needs("any-info") => Some(Content::of(r.stretch(&r.subtree(q))?, q)),
            (None, Some(o)) if needs("np-info") || needs("any-info") => Some(Content::of(r.stretch(&r.subtree(o))?, o)),
            (None, None)
                if needs("any-info")
                    && object.is_none()
                    && !r.children(v).any(|c| {
                        matches!(
                            r.tokens[c].relation,
                            Relation::Ccomp | Relation::Xcomp | Relation::CompoundPrt | Relation::Obl
                        )
                    }) =>
            {
                None
            }
            (None, None) if needs("to-request") => {
                r.children(v).find(|&c| {
                    c > v
                        && r.tokens[c].relation == Relation::Obl
                        && r.subtree(c).iter().any(|&t| self.cues.speech_noun(r.lemma(t)).is_some())
                })?;
                None
            }
            _ => return None,
        };
        let aux = r.children(v).filter(|&c| r.tokens[c].relation == Relation::Aux && c < v).min();
        let first = if direct.is_some() { negation.min(aux.unwrap_or(v)).min(v) } else { v };
        Some((r.tokens[first].span.cover(r.tokens[v].span), Some(source), content))
    }

    /// True for a clause that asks: "how many", "who", "whether".
    fn is_question(&self, c: usize) -> bool {
        let r = self.report;
        r.subtree(c).iter().take(4).any(|&t| {
            matches!(r.tokens[t].xpos, Xpos::Wrb | Xpos::Wp | Xpos::Wdt | Xpos::WpPoss)
                || r.function(t) == Some(Function::Whether)
        })
    }

    /// "Declined to comment", "refused to give a number".
    fn refused(&self, v: usize, row: &Withhold) -> Option<(Span, Option<usize>, Option<Content>)> {
        let r = self.report;
        let head = r.tokens[v].head.filter(|_| matches!(r.tokens[v].relation, Relation::Xcomp | Relation::Obj))?;
        if !row.needs.contains(r.lemma(head)) || !self.happened(head) {
            return None;
        }
        let source = r.subject(head)?;
        let content = r.children(v).find(|&c| {
            c > v
                && matches!(r.tokens[c].relation, Relation::Obj | Relation::Ccomp | Relation::Obl | Relation::Advcl)
                && r.marked(c) != Some(Function::When)
        });
        let content = content.filter(|&c| r.marked(c) != Some(Function::In)).and_then(|c| self.without_marker(c));
        Some((r.tokens[head].span.cover(r.tokens[v].span), Some(source), content))
    }

    /// "Without giving details".
    fn without(&self, v: usize) -> Option<(Span, Option<usize>, Option<Content>)> {
        let r = self.report;
        let marker = r.marker(v).filter(|&m| r.function(m) == Some(Function::Without) && m < v)?;
        let head = r.tokens[v].head?;
        let source = r.subject(head).filter(|&s| self.voice(s).is_some())?;
        let content = r.children(v).find(|&c| {
            c > v && matches!(r.tokens[c].relation, Relation::Obj | Relation::Ccomp | Relation::Xcomp | Relation::Obl)
        });
        let content = content.and_then(|c| self.without_marker(c));
        Some((r.tokens[marker].span.cover(r.tokens[v].span), Some(source), content))
    }

    /// "There was no comment from X".
    fn no_comment(&self, n: usize) -> Option<(Span, Option<usize>, Option<Content>)> {
        let r = self.report;
        if r.tokens[n].upos != Upos::Noun {
            return None;
        }
        let no = r.negation(n)?;
        let verb = r.tokens[n].head;
        let from = |t: usize| {
            r.children(t).find(|&c| {
                c > n
                    && matches!(r.tokens[c].relation, Relation::Nmod | Relation::Obl)
                    && r.marked(c) == Some(Function::From)
            })
        };
        let source = from(n).or_else(|| verb.and_then(from));
        let owner = || verb.filter(|_| r.tokens[n].relation == Relation::Obj).and_then(|v| r.subject(v));
        let source = source.or_else(owner).filter(|&s| self.voice(s).is_some())?;
        // "No information about the raid".
        let on = r.children(n).find(|&c| {
            c > n
                && (matches!(r.marked(c), Some(Function::On | Function::About | Function::Of)) || self.is_question(c))
                && matches!(r.tokens[c].relation, Relation::Nmod | Relation::Acl)
        });
        let content = on.and_then(|c| self.without_marker(c));
        Some((r.tokens[no].span.cover(r.tokens[n].span), Some(source), content))
    }

    /// "Was not available for comment".
    fn unavailable(&self, a: usize) -> Option<(Span, Option<usize>, Option<Content>)> {
        let r = self.report;
        let no = r.negation(a)?;
        let source = r.subject(a)?;
        self.for_comment(a).then(|| (r.tokens[no].span.cover(r.tokens[a].span), Some(source), None))
    }

    /// "Could not be reached for comment".
    fn unreached(&self, v: usize) -> Option<(Span, Option<usize>, Option<Content>)> {
        let r = self.report;
        if !r.is_passive(v) {
            return None;
        }
        let no = r.negation(v)?;
        let source = r.subject(v)?;
        self.for_comment(v).then(|| (r.tokens[no].span.cover(r.tokens[v].span), Some(source), None))
    }

    fn for_comment(&self, head: usize) -> bool {
        let r = self.report;
        r.children(head)
            .any(|c| c > head && r.marked(c) == Some(Function::For) && (self.cues.speech_noun(r.lemma(c)).is_some()))
    }
}
