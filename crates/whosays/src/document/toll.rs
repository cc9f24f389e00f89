//! Tolls: counts of people harmed.

use super::Report;
use super::coref::Known;
use super::quantity::Quantity;
use super::token::{Function, Relation, Upos};
use crate::Span;
use crate::label::labels;

mod harm;
mod victim;

pub use harm::{Args, Harms};

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
                o.harm = Harm::Casualties;
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
            when: r.time_near(h.trigger).filter(|_| !self.stands_as_of(h)),
            as_of: r.time_near(h.trigger).filter(|_| self.stands_as_of(h)),
            by: self.culprit(h.trigger).filter(|_| r.subject(h.trigger) != Some(h.victim)),
            statement: r.statement_at(amount.span.cover(r.tokens[h.victim].span)),
            part_of: None,
            rule: h.rule.clone(),
        })
    }

    /// True for a count that a toll stood at or rose to: its time is as of when, not when they were harmed.
    fn stands_as_of(&self, h: &Harmed) -> bool {
        self.harms.rows(self.r, h.trigger).any(|word| word.args.contains(&Args::Toll))
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
        let parts = r.subtree(victim).into_iter().find(|&t| t > victim && r.function(t) == Some(Function::Including));
        let inner = r
            .subtree(victim)
            .into_iter()
            .filter(|&t| {
                parts.is_none_or(|p| t < p)
                    && (t == victim
                        || r.tokens[t].relation == Relation::Nmod
                        || r.tokens[t].relation == Relation::Compound)
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
