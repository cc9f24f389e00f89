//! Who is harmed, and how many they are.

use super::harm::Args;
use super::{Amount, Finder, Harm, Harmed};
use crate::document::NameKind;
use crate::document::quantity::{Quantity, QuantityKind};
use crate::document::token::{Function, Relation, Upos, Xpos};

impl Finder<'_> {
    pub(super) fn at(&self, token: usize, out: &mut Vec<Harmed>) {
        let r = self.r;
        for word in self.harms.rows(r, token) {
            if word.class == Upos::Verb && (r.negation(token).is_some() || r.modal(token).is_some()) {
                continue;
            }
            for &args in &word.args {
                let (victims, harm) = self.victims(token, args, word.harm);
                let before = out.len();
                for victim in victims.into_iter().flat_map(|v| self.together(v, token)) {
                    if self.is_people(victim) || victim == token {
                        out.push(Harmed {
                            victim,
                            trigger: token,
                            harm,
                            rule: format!("harm:{}", word.id),
                            whole: None,
                        });
                    }
                }
                if out.len() > before {
                    return;
                }
            }
        }
    }

    /// The nouns of those harmed, and the harm.
    fn victims(&self, t: usize, args: Args, harm: Harm) -> (Vec<usize>, Harm) {
        let r = self.r;
        let one = |v: Option<usize>| (v.into_iter().collect::<Vec<_>>(), harm);
        match args {
            Args::Object => one(self.object(t)),
            Args::Subject | Args::SubjectPeople => one(self.subject(t)),
            Args::Of => one(r.children(t).find(|&c| {
                r.tokens[c].relation == Relation::NmodPoss
                    || r.tokens[c].relation == Relation::Nmod && r.marked(c) == Some(Function::Of)
            })),
            Args::Count => one(self.amount_of(t).map(|_| t)),
            Args::CountFound | Args::CountHeld => {
                let verb = r.tokens[t]
                    .head
                    .filter(|&v| self.harms.held.get(r.lemma(v)).is_some_and(|held| *held || args == Args::CountFound));
                one(self.amount_of(t).filter(|_| verb.is_some()).map(|_| t))
            }
            Args::Predicate => one(self.predicated(t)),
            Args::Toll => one(self.toll_number(t)),
            Args::Claimed => {
                let verb = r.tokens[t].head.filter(|&v| r.tokens[v].upos == Upos::Verb);
                let losers = || verb.filter(|_| r.child(t, &[Relation::NmodPoss]).is_some()).and_then(|v| r.subject(v));
                // "Claimed the lives of 80 people".
                let owners = || {
                    let of = |&c: &usize| r.tokens[c].relation == Relation::Nmod && r.marked(c) == Some(Function::Of);
                    verb.and_then(|_| r.children(t).find(of))
                };
                one(self.amount_of(t).and(verb).map(|_| t).or_else(losers).or_else(owners))
            }
            Args::LeaveDead => self.left(t),
            Args::Suffer => {
                let object = r.child(t, &[Relation::Obj]);
                let hurt = object.is_some_and(|o| {
                    self.harms.rows(r, o).any(|w| w.harm == Harm::Injured)
                        || self.harms.rows(r, o).any(|w| w.harm == Harm::Killed)
                });
                one(self.subject(t).filter(|_| hurt))
            }
            Args::Beside => one(self.beside(t)),
            Args::In => {
                let inside = r.marked(t) == Some(Function::In);
                let head = r.tokens[t].head.filter(|_| inside);
                one(head.and_then(|h| r.subject(h)).or_else(|| r.subject(t)).filter(|_| inside))
            }
        }
    }

    /// Whom a verb harms: its object, the subject of a passive, the noun that a participle describes.
    pub(super) fn object(&self, v: usize) -> Option<usize> {
        let r = self.r;
        if r.is_passive(v) {
            let own = r.child(v, &[Relation::NsubjPass]).filter(|&s| !r.is_relative(s));
            return own.or_else(|| r.subject(v));
        }
        let object = r.child(v, &[Relation::Obj]).filter(|&o| !r.is_relative(o));
        object.or_else(|| match r.tokens[v].relation {
            // Verbless headlines: "58 killed in raid".
            Relation::Acl | Relation::Amod if r.tokens[v].xpos == Xpos::Vbn => r.tokens[v].head,
            _ if r.tokens[v].xpos == Xpos::Vbn && r.child(v, &[Relation::Obj]).is_none() => {
                r.child(v, &[Relation::Nsubj, Relation::NsubjPass])
            }
            _ => None,
        })
    }

    pub(super) fn subject(&self, v: usize) -> Option<usize> {
        let r = self.r;
        r.subject(v).filter(|&s| !r.is_relative(s))
    }

    /// The number right before a word of harm, where the parse did not tie them: "30 dead and 55 wounded", "three of them
    /// critically".
    fn beside(&self, t: usize) -> Option<usize> {
        let r = self.r;
        let adverb = r.tokens[t].upos == Upos::Adv;
        let mut at = t.checked_sub(1)?;
        if adverb && r.tokens[at].upos == Upos::Pron && at >= 2 && r.function(at - 1) == Some(Function::Of) {
            at -= 2;
        }
        let here = |i: usize| r.tokens[i].sentence == r.tokens[t].sentence;
        let ends = r.tokens.get(t + 1).is_none_or(|next| {
            !here(t + 1) || !matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb | Upos::Adv)
        });
        let bare = r.tokens[t].upos != Upos::Verb || r.child(t, &[Relation::Obj]).is_none();
        (here(at) && r.tokens[at].upos == Upos::Num && ends && bare).then_some(at)
    }

    /// The noun of which an adjective is said; or the adjective itself, where it is counted ("nine dead").
    fn predicated(&self, t: usize) -> Option<usize> {
        let r = self.r;
        let subject = r.children(t).find(|&c| r.tokens[c].relation.is_subject());
        let described = || {
            r.tokens[t]
                .head
                .filter(|_| {
                    matches!(
                        r.tokens[t].relation,
                        Relation::Amod | Relation::Acl | Relation::AclRelcl | Relation::Xcomp
                    )
                })
                .map(|h| {
                    if r.tokens[t].relation == Relation::Xcomp {
                        r.child(h, &[Relation::Obj]).or_else(|| r.subject(h)).unwrap_or(h)
                    } else {
                        h
                    }
                })
        };
        subject.or_else(|| self.amount_of(t).map(|_| t)).or_else(described)
    }

    /// "The toll rose to 61": the number.
    fn toll_number(&self, t: usize) -> Option<usize> {
        let r = self.r;
        let after = |head: usize| {
            r.children(head).find(|&c| {
                c > t
                    && matches!(r.tokens[c].relation, Relation::Obl | Relation::Nmod | Relation::Obj | Relation::Xcomp)
                    && self.quantities.iter().any(|q| q.tokens.contains(&c))
            })
        };
        after(t).or_else(|| {
            r.tokens[t].head.filter(|&v| r.tokens[v].upos == Upos::Verb || r.tokens[v].upos == Upos::Num).and_then(
                |v| {
                    if r.tokens[v].upos == Upos::Num { Some(v) } else { after(v) }
                },
            )
        })
    }

    /// "Left seven people dead": the object, and the harm of what it was left.
    fn left(&self, v: usize) -> (Vec<usize>, Harm) {
        let r = self.r;
        let state = r.children(v).find(|&c| {
            c > v
                && matches!(r.tokens[c].relation, Relation::Xcomp | Relation::Advcl | Relation::Acl | Relation::Amod)
                && self.harms.rows(r, c).next().is_some()
        });
        let object = r.child(v, &[Relation::Obj]);
        match (object, state) {
            (Some(o), Some(s)) => (vec![o], self.harms.rows(r, s).next().map_or(Harm::Killed, |w| w.harm)),
            _ => (Vec::new(), Harm::Killed),
        }
    }

    /// A noun and those joined to it by "and", as far as no word of harm of their own claims them.
    fn together(&self, victim: usize, trigger: usize) -> Vec<usize> {
        let r = self.r;
        let joined = r.children(victim).filter(|&c| {
            r.tokens[c].relation == Relation::Conj
                && c != trigger
                && !matches!(r.tokens[c].upos, Upos::Verb)
                && !r.is_clause(c)
        });
        std::iter::once(victim).chain(joined).collect()
    }

    /// True for a noun of people, a number, or a name of a person or people.
    pub(super) fn is_people(&self, token: usize) -> bool {
        let r = self.r;
        let t = &r.tokens[token];
        let noun = self.harms.victims(&t.lemma).is_some();
        let name =
            r.names.iter().any(|n| n.tokens.contains(&token) && matches!(n.kind, NameKind::Person | NameKind::People));
        let number = t.upos == Upos::Num
            || self.quantities.iter().any(|q| q.kind == QuantityKind::Count && q.tokens.contains(&token));
        let pronoun = t.upos == Upos::Pron && self.amount_of(token).is_some();
        let partitive =
            || r.children(token).any(|c| r.tokens[c].relation == Relation::Nmod && r.marked(c) == Some(Function::Of));
        if number && !noun && !name && t.upos != Upos::Num && !partitive() && t.upos == Upos::Noun {
            // A number noun of something else ("thousands of sheep") is no count of people.
            return !r
                .children(token)
                .any(|c| r.tokens[c].relation == Relation::Nmod && self.harms.victims(r.lemma(c)).is_none());
        }
        noun || name || number || pronoun
    }

    /// How many a noun counts: its number, "a", a name; `None` for a bare plural.
    pub(super) fn amount_of(&self, n: usize) -> Option<Amount> {
        let r = self.r;
        let counts = |q: &&Quantity| q.kind == QuantityKind::Count;
        let governed = |q: &&Quantity| {
            q.tokens.contains(&n)
                || q.tokens.clone().any(|t| {
                    r.tokens[t].head == Some(n)
                        && matches!(
                            r.tokens[t].relation,
                            Relation::Nummod
                                | Relation::Amod
                                | Relation::Det
                                | Relation::Nmod
                                | Relation::Compound
                                | Relation::Advmod
                                | Relation::NmodUnmarked
                        )
                })
        };
        if let Some(q) = self.quantities.iter().filter(counts).find(governed) {
            let (min, max) = q.count()?;
            return Some(Amount { min, max, approx: q.approx, span: q.span });
        }
        None
    }

    /// One person: named, or a singular noun for a human being.
    pub(super) fn single(&self, n: usize) -> Option<Amount> {
        let r = self.r;
        let t = &r.tokens[n];
        let one = |span| Some(Amount { min: Some(1), max: Some(1), approx: false, span });
        if let Some(name) = r.names.iter().find(|name| name.tokens.contains(&n) && name.kind == NameKind::Person) {
            return one(name.span);
        }
        // "An Afghan civilian", where the tagger took the noun for a second adjective.
        let noun = t.xpos == Xpos::Nn
            || t.upos == Upos::Adj && matches!(t.relation, Relation::Obj | Relation::Nsubj | Relation::NsubjPass);
        let singular = noun && self.harms.victims(&t.lemma).is_some();
        let determined = r.children(n).any(|c| matches!(r.tokens[c].relation, Relation::Det | Relation::NmodPoss));
        let collective = self.harms.is_collective(&t.lemma);
        if singular && determined && !collective { one(t.span) } else { None }
    }

    /// Parts of a count: "including two children", "among them a nurse".
    pub(super) fn parts(&self, harmed: &mut Vec<Harmed>) {
        let r = self.r;
        let mut more = Vec::new();
        for h in harmed.iter() {
            let below = r.children(h.victim).chain(r.children(h.trigger)).filter(|&c| c > h.victim);
            for c in below
                .filter(|&c| r.marked(c) == Some(Function::Including) || r.function(c) == Some(Function::Including))
            {
                let heads = if r.function(c) == Some(Function::Including) {
                    r.children(c).filter(|&o| o > c).collect()
                } else {
                    vec![c]
                };
                for part in heads.into_iter().flat_map(|p| self.together(p, h.trigger)) {
                    if self.is_people(part) && !harmed.iter().any(|o| o.victim == part) {
                        more.push(Harmed {
                            victim: part,
                            whole: Some(h.victim),
                            rule: "harm:part".to_owned(),
                            ..h.clone()
                        });
                    }
                }
            }
        }
        let astray = self.parts_astray(harmed, &more);
        more.extend(astray);
        more.dedup_by(|a, b| a.victim == b.victim && a.harm == b.harm);
        harmed.extend(more);
    }

    /// Parts that the parse tied to something between: "Five died in the fire on Monday, including two children", "among
    /// them four women". They are of the count before them in the sentence.
    fn parts_astray(&self, harmed: &[Harmed], known: &[Harmed]) -> Vec<Harmed> {
        let r = self.r;
        let opens = |t: usize| match r.function(t) {
            Some(Function::Including) => true,
            Some(Function::Among) => r.tokens.get(t + 1).is_some_and(|n| n.upos == Upos::Pron),
            _ => false,
        };
        let mut out = Vec::new();
        for t in (0..r.tokens.len()).filter(|&t| opens(t)) {
            let end = r.sentences[r.tokens[t].sentence].tokens.end;
            let part = (t + 1..end.min(t + 8)).find(|&n| {
                (r.tokens[n].upos == Upos::Noun
                    || r.tokens[n].upos == Upos::Num && r.tokens[n].relation != Relation::Nummod)
                    && self.amount_of(n).is_some()
                    && self.is_people(n)
            });
            let whole =
                harmed.iter().rev().find(|h| h.victim < t && r.tokens[h.victim].sentence == r.tokens[t].sentence);
            let (Some(part), Some(whole)) = (part, whole) else { continue };
            if !harmed.iter().chain(known).any(|o| o.victim == part) {
                out.push(Harmed {
                    victim: part,
                    whole: Some(whole.victim),
                    rule: "harm:part".to_owned(),
                    ..whole.clone()
                });
            }
        }
        out
    }
}
