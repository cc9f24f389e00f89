//! Slips of the parser that a sentence's own grammar shows, set right.
//!
//! The treebanks that the network learnt from hold little wire copy; its style ("Country Sunday accused Country of ...")
//! misleads it in a few ways that can be told from the tree alone.

use super::sentence::Sentence;
use super::token::{Relation, Token, Upos, Xpos};

/// Sets right what can be told to be wrong in each sentence.
pub(super) fn repair(tokens: &mut [Token], sentences: &[Sentence]) {
    for sentence in sentences {
        finite_participle(tokens, sentence);
        called_subject(tokens, sentence);
        bare_oblique(tokens, sentence);
        shared_object(tokens, sentence);
        shared_passive(tokens, sentence);
    }
}

/// "Ten were killed and about 30 others hurt": the count before a participle that shares the passive is its subject.
fn shared_passive(tokens: &mut [Token], sentence: &Sentence) {
    let range = sentence.tokens.clone();
    let has = |tokens: &[Token], of: usize, wanted: &dyn Fn(&Token) -> bool| {
        range.clone().any(|i| tokens[i].head == Some(of) && wanted(&tokens[i]))
    };
    // "... and 20 wounded": number and participle as two more conjuncts.
    for i in range.clone() {
        let Some(verb) = Some(i + 1).filter(|v| range.contains(v) && tokens[i].upos == Upos::Num) else { continue };
        let both =
            [i, verb].iter().all(|&t| tokens[t].relation == Relation::Conj) && tokens[i].head == tokens[verb].head;
        if both && tokens[verb].xpos == Xpos::Vbn {
            (tokens[i].head, tokens[i].relation) = (Some(verb), Relation::NsubjPass);
        }
    }
    for i in range.clone() {
        let adjunct = matches!(tokens[i].relation, Relation::OblUnmarked | Relation::Obl | Relation::Obj);
        let Some(verb) = tokens[i].head.filter(|&v| adjunct && v > i) else { continue };
        let Some(first) = tokens[verb].head.filter(|_| tokens[verb].relation == Relation::Conj) else { continue };
        let shares = tokens[verb].xpos == Xpos::Vbn
            && !has(tokens, verb, &|t| t.relation.is_subject())
            && has(tokens, first, &|t| t.relation == Relation::AuxPass);
        let counted =
            has(tokens, i, &|t| t.relation == Relation::Nummod) && !has(tokens, i, &|t| t.relation == Relation::Case);
        if shares && counted {
            tokens[i].relation = Relation::NsubjPass;
        }
    }
}

/// A noun with neither a case marker nor a time, taken for an adjunct of a verb ("killed at least 35 civilians", where
/// the "at" is the number's): after an active verb without an object it is the object, before a verb without a subject
/// the subject.
fn bare_oblique(tokens: &mut [Token], sentence: &Sentence) {
    let range = sentence.tokens.clone();
    let has = |tokens: &[Token], of: usize, wanted: &dyn Fn(&Token) -> bool| {
        range.clone().any(|i| tokens[i].head == Some(of) && wanted(&tokens[i]))
    };
    for i in range.clone() {
        let Some(verb) = tokens[i].head.filter(|_| tokens[i].relation == Relation::Obl) else { continue };
        let counted = tokens[i].upos == Upos::Num || has(tokens, i, &|t| t.relation == Relation::Nummod);
        if tokens[verb].upos != Upos::Verb || !counted || has(tokens, i, &|t| t.relation == Relation::Case) {
            continue;
        }
        let passive = has(tokens, verb, &|t| matches!(t.relation, Relation::AuxPass));
        if i > verb && !passive && !has(tokens, verb, &|t| t.relation == Relation::Obj) {
            tokens[i].relation = Relation::Obj;
        } else if i < verb && !has(tokens, verb, &|t| t.relation.is_subject()) {
            tokens[i].relation = if passive { Relation::NsubjPass } else { Relation::Nsubj };
        }
    }
}

/// "The blast killed nine and injured over 20 others", "ten were killed and 30 others hurt": a participle after "and" that
/// has a count of its own beside it is a verb with the subject, or in the voice, of the verb before.
fn shared_object(tokens: &mut [Token], sentence: &Sentence) {
    let range = sentence.tokens.clone();
    for second in range.clone().skip(2) {
        let participle = tokens[second].upos == Upos::Verb && matches!(tokens[second].xpos, Xpos::Vbn | Xpos::Vbd);
        let joined = tokens[second - 1].upos == Upos::Cconj;
        let wants = |tokens: &[Token], relation: Relation| {
            range.clone().any(|i| tokens[i].head == Some(second) && tokens[i].relation == relation)
        };
        if !participle
            || !joined
            || wants(tokens, Relation::Obj)
            || wants(tokens, Relation::Aux)
            || wants(tokens, Relation::AuxPass)
        {
            continue;
        }
        let active = |v: &usize| {
            tokens[*v].upos == Upos::Verb
                && range.clone().any(|i| tokens[i].head == Some(*v) && tokens[i].relation == Relation::Nsubj && i < *v)
                && range
                    .clone()
                    .any(|i| tokens[i].head == Some(*v) && tokens[i].relation == Relation::Obj && i > *v && i < second)
        };
        let Some(first) = range.clone().filter(|&v| v < second).rev().find(|v| active(v)) else { continue };
        let Some(object) = counted_next(tokens, second, range.end) else { continue };
        (tokens[second].head, tokens[second].relation, tokens[second].xpos) = (Some(first), Relation::Conj, Xpos::Vbd);
        (tokens[object].head, tokens[object].relation) = (Some(second), Relation::Obj);
        tokens[second - 1].head = Some(second);
    }
}

/// The noun, or the number by itself, of a count that starts right after a token.
fn counted_next(tokens: &[Token], after: usize, end: usize) -> Option<usize> {
    let inside = |t: &Token| matches!(t.upos, Upos::Adv | Upos::Adp | Upos::Det | Upos::Adj | Upos::Num);
    let number =
        (after + 1..end.min(after + 5)).take_while(|&i| inside(&tokens[i])).find(|&i| tokens[i].upos == Upos::Num)?;
    let noun = (number + 1..end.min(number + 4))
        .find(|&i| matches!(tokens[i].upos, Upos::Noun | Upos::Propn))
        .filter(|&n| (number + 1..n).all(|i| inside(&tokens[i])) && tokens[number].head == Some(n));
    Some(noun.unwrap_or(number))
}

/// A name before a finite verb without a subject, taken for an address ("Umm Salma, a teacher, said", "Hale put the toll
/// at 40"): reports address nobody, so the name is the subject.
fn called_subject(tokens: &mut [Token], sentence: &Sentence) {
    let range = sentence.tokens.clone();
    let Some(first) = range.clone().next() else { return };
    let addressed = |t: &Token| matches!(t.relation, Relation::Vocative | Relation::Discourse | Relation::Dislocated);
    let Some(verb) = tokens[first].head.filter(|&v| addressed(&tokens[first]) && v > first) else { return };
    let named = tokens[first].upos == Upos::Propn || tokens.get(first + 1).is_some_and(|t| t.upos == Upos::Propn);
    let past = matches!(tokens[verb].xpos, Xpos::Vbd | Xpos::Vbz);
    let adjoins = range.clone().filter(|&i| i < verb).all(|i| tokens[i].upos != Upos::Punct);
    let has_subject = range.clone().any(|i| tokens[i].head == Some(verb) && tokens[i].relation.is_subject());
    if tokens[verb].upos != Upos::Verb || has_subject || !named && !adjoins || !past && !adjoins {
        return;
    }
    tokens[first].relation = Relation::Nsubj;
    if tokens[first].upos == Upos::Intj {
        (tokens[first].upos, tokens[first].xpos) = (Upos::Propn, Xpos::Nnp);
    }
    if let Some(next) = tokens.get_mut(first + 1).filter(|t| addressed(t) && t.head == Some(first)) {
        next.relation = Relation::Flat;
    }
    if tokens[verb].xpos == Xpos::Vb {
        tokens[verb].xpos = Xpos::Vbd;
    }
}

/// A sentence whose root is a noun without a predicate, while a "participle" after it has an object of its own: a passive
/// participle takes none, so the verb is finite and the noun its subject.
fn finite_participle(tokens: &mut [Token], sentence: &Sentence) {
    let range = sentence.tokens.clone();
    let Some(root) = range.clone().find(|&i| tokens[i].head.is_none()) else { return };
    if !matches!(tokens[root].upos, Upos::Propn | Upos::Noun | Upos::Pron) {
        return;
    }
    let child = |tokens: &[Token], of: usize, relation: Relation| {
        range.clone().find(|&i| tokens[i].head == Some(of) && tokens[i].relation == relation)
    };
    if child(tokens, root, Relation::Cop).is_some()
        || range.clone().any(|i| tokens[i].head == Some(root) && tokens[i].relation.is_subject())
    {
        return;
    }
    let active = |i: usize| {
        let t = &tokens[i];
        t.xpos == Xpos::Vbn
            && t.upos == Upos::Verb
            && matches!(t.relation, Relation::Acl | Relation::Advcl | Relation::Parataxis | Relation::Ccomp)
            && child(tokens, i, Relation::Obj).is_some_and(|o| o > i)
            && child(tokens, i, Relation::Aux).is_none()
            && child(tokens, i, Relation::AuxPass).is_none()
            && child(tokens, i, Relation::Mark).is_none()
    };
    // Of the noun itself, or of what is said about it ("Country, which is backed by X, accused").
    let below = |i: usize| tokens[i].head.is_some_and(|h| h == root || tokens[h].head == Some(root));
    let Some(verb) = range.clone().find(|&i| i > root && below(i) && active(i)) else { return };
    tokens[verb].head = None;
    tokens[verb].relation = Relation::Root;
    tokens[verb].xpos = Xpos::Vbd;
    tokens[root].head = Some(verb);
    tokens[root].relation = Relation::Nsubj;
    for i in range {
        let loose = matches!(
            tokens[i].relation,
            Relation::Punct | Relation::OblUnmarked | Relation::Advmod | Relation::Cc | Relation::Obl
        );
        if tokens[i].head == Some(root) && loose {
            tokens[i].head = Some(verb);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;

    fn token(i: usize, upos: Upos, xpos: Xpos, head: Option<usize>, relation: Relation) -> Token {
        Token {
            span: Span::new(i, i + 1),
            lemma: String::new(),
            upos,
            xpos,
            head,
            relation,
            sentence: 0,
            function: None,
        }
    }

    #[test]
    fn a_participle_with_an_object_is_finite() {
        // Peru Monday accused Chile
        let mut tokens = vec![
            token(0, Upos::Propn, Xpos::Nnp, None, Relation::Root),
            token(1, Upos::Propn, Xpos::Nnp, Some(0), Relation::OblUnmarked),
            token(2, Upos::Verb, Xpos::Vbn, Some(0), Relation::Advcl),
            token(3, Upos::Propn, Xpos::Nnp, Some(2), Relation::Obj),
        ];
        repair(&mut tokens, &[Sentence { span: Span::new(0, 4), tokens: 0..4, paragraph: 0 }]);
        assert_eq!((tokens[2].head, tokens[2].xpos), (None, Xpos::Vbd));
        assert_eq!((tokens[0].head, tokens[0].relation), (Some(2), Relation::Nsubj));
        assert_eq!(tokens[1].head, Some(2));
    }

    #[test]
    fn a_participle_without_one_stays() {
        // men accused
        let mut tokens = vec![
            token(0, Upos::Noun, Xpos::Nns, None, Relation::Root),
            token(1, Upos::Verb, Xpos::Vbn, Some(0), Relation::Acl),
        ];
        let before = tokens.clone();
        repair(&mut tokens, &[Sentence { span: Span::new(0, 2), tokens: 0..2, paragraph: 0 }]);
        assert_eq!(tokens, before);
    }
}
