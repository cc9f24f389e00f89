//! Tolls: counts of people harmed.

use std::collections::{HashMap, HashSet};

use super::coref::Known;
use super::quantity::{Quantity, QuantityKind};
use super::token::{Function, Relation, Upos, Xpos};
use super::{NameKind, Report};
use crate::label::labels;
use crate::{Lexicon, Span};

labels! {
    /// What was done to the people (guidelines: `harm`).
    Harm {
        /// Died.
        Killed = "killed",
        /// Hurt and alive.
        Injured = "injured",
        /// Not found.
        Missing = "missing",
        /// Arrested, taken prisoner.
        Captured = "captured",
        /// Driven from home.
        Displaced = "displaced",
        /// Taken hostage, kidnapped.
        Abducted = "abducted",
        /// Killed or injured, not told apart.
        Casualties = "casualties",
    }
}

labels! {
    /// What the count covers.
    Scope {
        /// One incident.
        Incident = "incident",
        /// A longer time, or several incidents added up.
        Cumulative = "cumulative",
    }
}

/// One count of people harmed, once a mention.
///
/// It is not an estimate: it is what one voice gives. `min` and `max` are people, both included; `None` at `max` means
/// "or more". A withheld toll has no numbers: missing is not zero.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Toll {
    /// The count phrase (`five civilians`); bytes, half-open.
    pub span: Span,
    /// What was done to them.
    pub harm: Harm,
    /// At least so many.
    pub min: Option<u64>,
    /// At most so many.
    pub max: Option<u64>,
    /// "about", "some".
    pub approx: bool,
    /// The source refuses the number.
    pub withheld: bool,
    /// Who they are: `civilians`, `military`, `children` … or `people`.
    pub victims: String,
    /// Whose people (alpha-3, a group's name).
    pub side: Option<String>,
    /// One incident or all so far.
    pub scope: Scope,
    /// Where it happened, as the report names it.
    pub place: Option<String>,
    /// When they were harmed: index into [`super::Report::times`].
    pub when: Option<usize>,
    /// As of when the count stands: index into [`super::Report::times`].
    pub as_of: Option<usize>,
    /// Who is said to have caused it.
    pub by: Option<String>,
    /// The statement that gives it: index into [`super::Report::statements`]; `None` for the reporter's own voice.
    pub statement: Option<usize>,
    /// The toll that includes this one: index into [`super::Report::tolls`].
    pub part_of: Option<usize>,
    /// The row of the table that found it.
    pub rule: String,
}

labels! {
    /// Where the people stand who are harmed, seen from the word of harm; see the head of `harm.tsv`.
    #[allow(missing_docs)]
    Args {
        Object = "object", Subject = "subject", SubjectPeople = "subject-people", Of = "of", Count = "count",
        Predicate = "predicate", Toll = "toll", Claimed = "claimed", LeaveDead = "leave-dead", Suffer = "suffer",
        CountHeld = "count-held", CountFound = "count-found", In = "in",
    }
}

/// A row of the table `harm`, for one of its lemmas.
#[derive(Clone, Debug)]
struct HarmWord {
    id: String,
    class: Upos,
    /// A word that must follow ("gun down").
    particle: Option<String>,
    args: Vec<Args>,
    harm: Harm,
}

/// The tables that tolls are read with.
#[derive(Clone, Debug)]
pub struct Harms {
    words: HashMap<String, Vec<HarmWord>>,
    victims: HashMap<String, String>,
    cumulative: HashSet<String>,
    held: HashMap<String, bool>,
}

impl Harms {
    /// Reads the tables `harm`, `victim`, `cumulative` and `held`.
    pub fn new(table: &dyn Fn(&str) -> Lexicon) -> Self {
        let mut words: HashMap<String, Vec<HarmWord>> = HashMap::new();
        for row in table("harm").rows() {
            let class = match row.get("class") {
                "verb" => Upos::Verb,
                "noun" => Upos::Noun,
                _ => Upos::Adj,
            };
            let Some(harm) = Harm::parse(row.get("harm")) else { continue };
            let args: Vec<Args> = row.get("args").split(',').filter_map(Args::parse).collect();
            for lemma in row.list("lemmas") {
                let (lemma, particle) = lemma.split_once(' ').map_or((lemma, None), |(l, p)| (l, Some(p.to_owned())));
                let word = HarmWord { id: row.get("id").to_owned(), class, particle, args: args.clone(), harm };
                words.entry(lemma.to_owned()).or_default().push(word);
            }
        }
        Self {
            words,
            victims: table("victim").rows().map(|r| (r.get("noun").to_owned(), r.get("victims").to_owned())).collect(),
            cumulative: table("cumulative").rows().map(|r| r.get("word").to_owned()).collect(),
            held: table("held").rows().map(|r| (r.get("lemma").to_owned(), r.get("what") == "held")).collect(),
        }
    }

    fn rows<'a>(&'a self, r: &Report, token: usize) -> impl Iterator<Item = &'a HarmWord> + use<'a> {
        let t = &r.tokens[token];
        let (upos, participle) = (t.upos, t.xpos == Xpos::Vbn);
        let next = r.tokens.get(token + 1).map(|_| r.form(token + 1).to_lowercase());
        let list = self.words.get(&t.lemma.to_lowercase()).map_or(&[][..], Vec::as_slice);
        list.iter().filter(move |word| {
            let class = match word.class {
                Upos::Verb => upos == Upos::Verb || upos == Upos::Adj && participle,
                Upos::Noun => matches!(upos, Upos::Noun | Upos::Propn),
                _ => matches!(upos, Upos::Adj | Upos::Noun) || upos == Upos::Verb && participle,
            };
            class && word.particle.as_ref().is_none_or(|p| p.split(' ').next() == next.as_deref())
        })
    }

    fn victims(&self, lemma: &str) -> Option<&str> {
        self.victims.get(&lemma.to_lowercase()).map(String::as_str)
    }
}

/// A noun of people harmed, and the word of harm.
#[derive(Clone, Debug)]
struct Harmed {
    victim: usize,
    trigger: usize,
    harm: Harm,
    rule: String,
    /// The governing count, where this is a part ("including two children").
    whole: Option<usize>,
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Amount {
    min: Option<u64>,
    max: Option<u64>,
    approx: bool,
    span: Span,
}

/// Finds the tolls of a report, in order of the text. `known` tells whose side a name or phrase is on.
pub fn find(
    report: &Report,
    quantities: &[Quantity],
    harms: &Harms,
    known: &dyn Fn(&str) -> Option<Known>,
) -> Vec<Toll> {
    let finder = Finder { r: report, quantities, harms, known };
    let mut harmed: Vec<Harmed> = Vec::new();
    for token in 0..report.tokens.len() {
        finder.at(token, &mut harmed);
    }
    finder.parts(&mut harmed);
    let harmed = both(harmed);
    let mut made: Vec<(Harmed, Toll)> = Vec::new();
    for h in harmed {
        if let Some(toll) = finder.toll(&h, &made) {
            made.push((h, toll));
        }
    }
    made.extend(finder.withheld(&made));
    made.sort_by_key(|(_, t)| (t.span, t.harm));
    made.dedup_by(|a, b| a.1.span == b.1.span && a.1.harm == b.1.harm);
    finish(made)
}

/// Indices of wholes are set when the order is final.
fn finish(made: Vec<(Harmed, Toll)>) -> Vec<Toll> {
    let wholes: Vec<Option<usize>> = made
        .iter()
        .map(|(h, _)| h.whole.and_then(|w| made.iter().position(|(o, _)| o.victim == w && o.harm == h.harm)))
        .collect();
    made.into_iter().zip(wholes).map(|((_, toll), part_of)| Toll { part_of, ..toll }).collect()
}

/// People of whom both "killed" and "injured" are said are casualties, not told apart.
fn both(harmed: Vec<Harmed>) -> Vec<Harmed> {
    let mut out: Vec<Harmed> = Vec::new();
    for h in harmed {
        let other = out.iter_mut().find(|o| o.victim == h.victim && o.victim != o.trigger && h.victim != h.trigger);
        match other {
            Some(o) if matches!((o.harm, h.harm), (Harm::Killed, Harm::Injured) | (Harm::Injured, Harm::Killed)) => {
                o.harm = Harm::Casualties
            }
            Some(o) if o.harm == h.harm => {}
            _ => out.push(h),
        }
    }
    out
}

struct Finder<'a> {
    r: &'a Report,
    quantities: &'a [Quantity],
    harms: &'a Harms,
    known: &'a dyn Fn(&str) -> Option<Known>,
}

impl Finder<'_> {
    fn at(&self, token: usize, out: &mut Vec<Harmed>) {
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
                one(self.amount_of(t).and(verb).map(|_| t).or_else(losers))
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
            Args::In => {
                let inside = r.marked(t) == Some(Function::In);
                let head = r.tokens[t].head.filter(|_| inside);
                one(head.and_then(|h| r.subject(h)).or_else(|| r.subject(t)).filter(|_| inside))
            }
        }
    }

    /// Whom a verb harms: its object, the subject of a passive, the noun that a participle describes.
    fn object(&self, v: usize) -> Option<usize> {
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

    fn subject(&self, v: usize) -> Option<usize> {
        let r = self.r;
        r.subject(v).filter(|&s| !r.is_relative(s))
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
    fn is_people(&self, token: usize) -> bool {
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
    fn amount_of(&self, n: usize) -> Option<Amount> {
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
    fn single(&self, n: usize) -> Option<Amount> {
        let r = self.r;
        let t = &r.tokens[n];
        let one = |span| Some(Amount { min: Some(1), max: Some(1), approx: false, span });
        if let Some(name) = r.names.iter().find(|name| name.tokens.contains(&n) && name.kind == NameKind::Person) {
            return one(name.span);
        }
        let singular = t.xpos == Xpos::Nn && self.harms.victims(&t.lemma).is_some();
        let determined = r.children(n).any(|c| matches!(r.tokens[c].relation, Relation::Det | Relation::NmodPoss));
        let collective = matches!(t.lemma.as_str(), "personnel" | "police" | "people" | "crew" | "family" | "military");
        if singular && determined && !collective { one(t.span) } else { None }
    }

    /// Parts of a count: "including two children", "among them a nurse".
    fn parts(&self, harmed: &mut Vec<Harmed>) {
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
        more.dedup_by(|a, b| a.victim == b.victim && a.harm == b.harm);
        harmed.extend(more);
    }

    fn toll(&self, h: &Harmed, made: &[(Harmed, Toll)]) -> Option<Toll> {
        let r = self.r;
        let amount =
            self.amount_of(h.victim).or_else(|| if h.victim == h.trigger { None } else { self.single(h.victim) })?;
        if amount.min == Some(0) && amount.max == Some(0) && self.in_question(h.trigger) {
            return None;
        }
        Some(Toll {
            span: self.phrase(h.victim, amount.span),
            harm: h.harm,
            min: amount.min,
            max: amount.max,
            approx: amount.approx,
            withheld: false,
            victims: self.class(h.victim, made),
            side: self.side(h.victim),
            scope: self.scope(h),
            place: r.place_near(h.trigger),
            when: r.time_near(h.trigger),
            as_of: None,
            by: self.culprit(h.trigger),
            statement: r.statement_at(amount.span.cover(r.tokens[h.victim].span)),
            part_of: None,
            rule: h.rule.clone(),
        })
    }

    fn in_question(&self, trigger: usize) -> bool {
        self.r.modal(trigger).is_some()
    }

    /// The count phrase: number and noun, with "of them".
    fn phrase(&self, victim: usize, amount: Span) -> Span {
        let r = self.r;
        let mut span = amount.cover(r.tokens[victim].span);
        let first = r
            .children(victim)
            .filter(|&c| {
                c < victim
                    && matches!(
                        r.tokens[c].relation,
                        Relation::Det
                            | Relation::DetPredet
                            | Relation::Amod
                            | Relation::Compound
                            | Relation::NmodPoss
                            | Relation::Nummod
                    )
            })
            .min();
        if let Some(start) = first.map(|f| r.tokens[r.subtree(f)[0]].span.start) {
            span.start = span.start.min(start);
        }
        let of = r
            .children(victim)
            .find(|&c| c > victim && r.tokens[c].relation == Relation::Nmod && r.marked(c) == Some(Function::Of));
        if let Some(of) = of.filter(|_| r.tokens[victim].upos == Upos::Num || amount.contains(r.tokens[victim].span)) {
            span = span.cover(r.stretch(&r.noun_phrase(of)).unwrap_or(r.tokens[of].span));
        }
        span
    }

    /// The class of victims: by the noun, by what "of" adds, or for "others" by those counted before.
    fn class(&self, victim: usize, made: &[(Harmed, Toll)]) -> String {
        let r = self.r;
        let own = |t: usize| self.harms.victims(r.lemma(t)).filter(|c| *c != "people").map(str::to_owned);
        let inner = r
            .subtree(victim)
            .into_iter()
            .filter(|&t| {
                t == victim || r.tokens[t].relation == Relation::Nmod || r.tokens[t].relation == Relation::Compound
            })
            .find_map(own);
        let before = || {
            let other = made.iter().rev().find(|(h, _)| r.tokens[h.victim].sentence == r.tokens[victim].sentence);
            other
                .filter(|_| r.tokens[victim].lemma.starts_with("other") || r.tokens[victim].upos == Upos::Num)
                .map(|(_, t)| t.victims.clone())
        };
        inner.or_else(before).unwrap_or_else(|| "people".to_owned())
    }

    /// Whose people: by a name in the phrase, a possessive that stands for a party, or the body they belong to.
    fn side(&self, victim: usize) -> Option<String> {
        let r = self.r;
        r.subtree(victim).into_iter().find_map(|t| {
            let entity = r.entities.iter().find(|e| e.mentions.iter().any(|m| m.head == t));
            let name =
                || r.names.iter().find(|n| n.tokens.contains(&t)).and_then(|n| (self.known)(r.words(n.span))?.side);
            entity.and_then(|e| e.side.clone()).or_else(name)
        })
    }

    fn scope(&self, h: &Harmed) -> Scope {
        let r = self.r;
        let clause = r.subtree(h.trigger);
        let long = clause.iter().any(|&t| self.harms.cumulative.contains(&r.tokens[t].lemma.to_lowercase()));
        if long { Scope::Cumulative } else { Scope::Incident }
    }

    /// Who is said to have done it: the subject of an active verb or the agent of a passive, if it is a party.
    fn culprit(&self, trigger: usize) -> Option<String> {
        let r = self.r;
        if r.tokens[trigger].upos != Upos::Verb {
            return None;
        }
        let agent = if r.is_passive(trigger) {
            r.child(trigger, &[Relation::OblAgent])
        } else {
            r.child(trigger, &[Relation::Obj]).and(r.subject(trigger))
        }?;
        r.entities.iter().find(|e| e.mentions.iter().any(|m| m.head == agent)).map(|e| e.name.clone())
    }

    /// Tolls that a source refuses: words of harm in what is withheld.
    fn withheld(&self, made: &[(Harmed, Toll)]) -> Vec<(Harmed, Toll)> {
        let r = self.r;
        let mut out = Vec::new();
        for (i, s) in r.statements.iter().enumerate().filter(|(_, s)| s.stance == super::Stance::Withholds) {
            let inside = (0..r.tokens.len()).filter(|&t| s.content.iter().any(|c| c.contains(r.tokens[t].span)));
            let found = inside.filter_map(|t| Some((t, self.harms.rows(r, t).next()?))).next();
            let Some((token, word)) = found else { continue };
            let victim = self
                .object(token)
                .or_else(|| self.subject(token))
                .filter(|_| word.class == Upos::Verb)
                .unwrap_or(token);
            let span = self.phrase(victim, r.tokens[victim].span);
            if made.iter().any(|(_, t)| t.span.overlaps(span)) {
                continue;
            }
            // "22 civilians were killed, but it gave no figure for military casualties": what is set against the killed.
            let sentence = r.tokens[token].sentence;
            let sharper = made.iter().filter(|(h, t)| {
                word.harm == Harm::Casualties && r.tokens[h.victim].sentence == sentence && t.harm == Harm::Killed
            });
            let harm = sharper.map(|(_, t)| t.harm).next().unwrap_or(word.harm);
            let toll = Toll {
                span,
                harm,
                min: None,
                max: None,
                approx: false,
                withheld: true,
                victims: self.class_of_modifiers(victim),
                side: s.sources.first().and_then(|x| x.side.clone()),
                scope: Scope::Incident,
                place: r.place_near(token),
                when: r.time_near(token),
                as_of: None,
                by: None,
                statement: Some(i),
                part_of: None,
                rule: format!("harm:{}", word.id),
            };
            out.push((Harmed { victim, trigger: token, harm, rule: String::new(), whole: None }, toll));
        }
        out
    }

    /// "Military casualties": the class that a modifier names.
    fn class_of_modifiers(&self, victim: usize) -> String {
        let r = self.r;
        let named = std::iter::once(victim)
            .chain(r.children(victim))
            .find_map(|t| self.harms.victims(r.lemma(t)).filter(|c| *c != "people"));
        named.unwrap_or("people").to_owned()
    }
}
