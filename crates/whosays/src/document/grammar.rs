//! Questions to the parse: who is the subject, is it negated, what does the clause cover.
//!
//! It is not a parser; it reads heads and relations that the tagger has filled, and forgives its common slips.

use super::Report;
use super::token::{Function, Relation, Upos, Xpos};
use crate::Span;

impl Report {
    /// The tokens that lie in a stretch.
    pub(super) fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.start < span.start);
        let end = self.tokens.partition_point(|t| t.span.end <= span.end);
        start..end.max(start)
    }

    /// The lemma of a token.
    pub fn lemma(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |t| t.lemma.as_str())
    }

    /// What a word of grammar does.
    pub fn function(&self, token: usize) -> Option<Function> {
        self.tokens.get(token).and_then(|t| t.function)
    }

    /// What the case marker of a noun or the marker of a clause does.
    pub fn marked(&self, token: usize) -> Option<Function> {
        self.marker(token).and_then(|m| self.function(m))
    }

    /// The subject of a verb: its own, or the one that it shares as a conjunct, participle or infinitive.
    pub fn subject(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        for _ in 0..6 {
            let own = self.children(at).find(|&c| self.tokens[c].relation.is_subject() && !self.is_relative(c));
            if own.is_some() {
                return own;
            }
            if let Some(relative) = self.children(at).find(|&c| self.tokens[c].relation.is_subject()) {
                // "the group, which said": what the pronoun stands for.
                return self.antecedent(at).or(Some(relative));
            }
            let token = &self.tokens[at];
            let head = token.head?;
            match token.relation {
                Relation::Conj | Relation::Advcl | Relation::AdvclRelcl | Relation::Xcomp | Relation::Parataxis
                    if self.is_clause(head) =>
                {
                    if token.relation == Relation::Xcomp
                        && let Some(object) = self.child(head, &[Relation::Obj, Relation::Iobj])
                    {
                        return Some(object);
                    }
                    at = head;
                }
                Relation::Acl | Relation::AclRelcl => return Some(head),
                _ => return None,
            }
        }
        None
    }

    /// The noun that a relative clause belongs to.
    fn antecedent(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        for _ in 0..4 {
            let token = &self.tokens[at];
            match token.relation {
                Relation::AclRelcl | Relation::Acl => return token.head,
                Relation::Conj => at = token.head?,
                _ => return None,
            }
        }
        None
    }

    /// True for a relative pronoun.
    pub fn is_relative(&self, token: usize) -> bool {
        matches!(self.tokens[token].xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpPoss)
            || self.tokens[token].upos == Upos::Pron && self.function(token) == Some(Function::That)
    }

    /// True for a verb, or for a noun or adjective that a clause is built on.
    pub fn is_clause(&self, token: usize) -> bool {
        matches!(self.tokens[token].upos, Upos::Verb | Upos::Aux)
            || self
                .children(token)
                .any(|c| self.tokens[c].relation.is_subject() || self.tokens[c].relation == Relation::Cop)
    }

    /// True if the verb is in the passive.
    pub fn is_passive(&self, verb: usize) -> bool {
        let voice = self
            .children(verb)
            .any(|c| matches!(self.tokens[c].relation, Relation::AuxPass | Relation::NsubjPass | Relation::CsubjPass));
        let bare =
            self.tokens[verb].xpos == Xpos::Vbn && matches!(self.tokens[verb].relation, Relation::Acl | Relation::Amod);
        let shared = self.tokens[verb].relation == Relation::Conj
            && self.tokens[verb].xpos == Xpos::Vbn
            && !self
                .children(verb)
                .any(|c| self.tokens[c].relation.is_subject() || self.tokens[c].relation == Relation::Aux)
            && self.tokens[verb].head.is_some_and(|h| self.is_passive(h));
        voice || bare || shared
    }

    /// The word that negates a verb or noun ("not", "never", "no"), if there is one.
    pub fn negation(&self, token: usize) -> Option<usize> {
        self.children(token).find(|&c| {
            matches!(self.tokens[c].relation, Relation::Advmod | Relation::Det | Relation::Aux | Relation::Cc)
                && self.function(c) == Some(Function::Negation)
        })
    }

    /// The auxiliary that makes a verb future, possible or wished ("will", "would", "may").
    pub fn modal(&self, verb: usize) -> Option<usize> {
        self.children(verb).find(|&c| self.tokens[c].xpos == Xpos::Md)
    }

    /// The case marker of a noun or the marker of a clause, such as "of" or "that".
    pub fn marker(&self, token: usize) -> Option<usize> {
        self.child(token, &[Relation::Case, Relation::Mark])
    }

    /// The whole stretch from the first to the last of some tokens, without marks at its edges.
    pub fn stretch(&self, tokens: &[usize]) -> Option<Span> {
        let mut kept = tokens;
        while let Some((&first, rest)) = kept.split_first().filter(|(t, _)| self.is_edge_mark(**t)) {
            let _ = first;
            kept = rest;
        }
        while let Some((_, rest)) = kept.split_last().filter(|(t, _)| self.is_edge_mark(**t)) {
            kept = rest;
        }
        let (first, last) = (kept.first()?, kept.last()?);
        Some(Span::new(self.tokens[*first].span.start, self.tokens[*last].span.end))
    }

    /// Some tokens as stretches of text, cut wherever `between` stands in a gap; stretches of marks alone are left out.
    pub fn pieces(&self, tokens: &[usize], between: usize) -> Vec<Span> {
        let cut = tokens.partition_point(|&t| t < between);
        let words = |part: &&[usize]| part.iter().any(|&t| self.tokens[t].upos != Upos::Punct);
        [&tokens[..cut], &tokens[cut..]].iter().filter(|p| words(p)).filter_map(|p| self.stretch(p)).collect()
    }

    fn is_edge_mark(&self, token: usize) -> bool {
        self.tokens[token].upos == Upos::Punct && !matches!(self.form(token), "(" | ")" | "[" | "]" | "%")
    }

    /// The words that name what a noun heads: its modifiers before it, names, "of" phrases; without the determiner,
    /// relative clauses, appositions and what follows a comma.
    pub fn noun_phrase(&self, head: usize) -> Vec<usize> {
        let sentence = self.sentences[self.tokens[head].sentence].tokens.clone();
        let mut keep: Vec<usize> = sentence.filter(|&i| i == head || self.names_with(i, head)).collect();
        // One stretch: nothing beyond a gap.
        let at = keep.iter().position(|&i| i == head).unwrap_or(0);
        let mut start = at;
        while start > 0 && keep[start - 1] + 1 == keep[start] && !self.is_break(keep[start - 1]) {
            start -= 1;
        }
        let mut end = at;
        while end + 1 < keep.len() && keep[end] + 1 == keep[end + 1] && !self.is_break(keep[end + 1]) {
            end += 1;
        }
        keep = keep[start..=end].to_vec();
        // "At least ten": the "at" belongs to the number.
        let inner = |keep: &[usize]| self.tokens[keep[0]].head.is_some_and(|h| h != head && keep.contains(&h));
        while keep.len() > 1 && self.opens_no_name(keep[0]) && !inner(&keep) {
            keep.remove(0);
        }
        while keep.len() > 1
            && keep
                .last()
                .is_some_and(|&t| matches!(self.tokens[t].upos, Upos::Punct | Upos::Adp | Upos::Cconj | Upos::Det))
        {
            keep.pop();
        }
        keep
    }

    /// True for a mark that ends any name: one with a blank before it, as between the parts of a headline.
    fn is_break(&self, token: usize) -> bool {
        let span = self.tokens[token].span;
        self.tokens[token].upos == Upos::Punct
            && self.text[..span.start].ends_with(char::is_whitespace)
            && self.text[span.end..].starts_with(char::is_whitespace)
    }

    /// True for a word that stands before a name without being part of it.
    fn opens_no_name(&self, token: usize) -> bool {
        let t = &self.tokens[token];
        matches!(t.upos, Upos::Det | Upos::Adp | Upos::Punct | Upos::Cconj | Upos::Adv)
            || matches!(t.relation, Relation::Case | Relation::Mark | Relation::Fixed | Relation::Cc)
    }

    /// True if token `i` belongs to the name of the phrase that `head` heads.
    fn names_with(&self, i: usize, head: usize) -> bool {
        let mut at = i;
        for _ in 0..12 {
            let token = &self.tokens[at];
            let Some(above) = token.head else { return false };
            let fits = match token.relation {
                Relation::Nmod => {
                    use Function::{At, For, In, Of, On, To};
                    self.marked(at).is_some_and(|f| matches!(f, Of | For | In | To | On | At))
                }
                Relation::Punct => {
                    matches!(self.form(at), "-" | "–" | "'" | "’" | "\"" | "“" | "”" | "." | "/") && i == at
                }
                Relation::Det => at < above,
                Relation::Amod
                | Relation::Compound
                | Relation::Flat
                | Relation::NmodPoss
                | Relation::Nummod
                | Relation::Case
                | Relation::NmodDesc
                | Relation::Fixed
                | Relation::Goeswith => true,
                Relation::Conj | Relation::Cc => at < head || above != head,
                Relation::Advmod => at < above,
                _ => false,
            };
            if !fits {
                return false;
            }
            if above == head {
                return true;
            }
            at = above;
        }
        false
    }
}
