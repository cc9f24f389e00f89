//! Coreference: which mentions are of one person or body.
//!
//! Names that share enough words, descriptions that repeat a name's head ("the ministry"), roles ("the rebel leader"),
//! acronyms, and pronouns. It is not a resolver of every noun: only those who speak, act or suffer are followed.

use std::collections::HashMap;

use strsim::jaro_winkler;

use super::cue::Cues;
use super::entity::{Entity, EntityKind, Mention, MentionKind, Name, NameKind};
use super::token::{Relation, Upos, Xpos};
use super::{Function, Report};
use crate::{Lexicon, Span};

/// What a table knows of a name: which kind of party it is, for whom it speaks, its usual name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known {
    /// What it is.
    pub kind: EntityKind,
    /// ISO 3166 alpha-3 of its state, or the name of a non-state body.
    pub side: Option<String>,
}

/// A row of the table `pronoun`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pronoun {
    /// 1, 2 or 3.
    pub person: u8,
    /// Stands for several.
    pub many: bool,
    /// Stands for a person only.
    pub human: bool,
    /// Stands for a thing or body only.
    pub thing: bool,
    /// `his`, `its`.
    pub possessive: bool,
}

/// The pronouns of a language.
#[derive(Clone, Debug)]
pub struct Pronouns(HashMap<String, Pronoun>);

impl Pronouns {
    /// Reads the table `pronoun`.
    pub fn new(table: &Lexicon) -> Self {
        let row = |row: crate::Row<'_>| {
            let pronoun = Pronoun {
                person: row.get("person").parse().unwrap_or(3),
                many: row.get("number") == "many",
                human: row.get("refers") == "person",
                thing: row.get("refers") == "thing",
                possessive: row.get("use") == "possessive",
            };
            (row.get("word").to_lowercase(), pronoun)
        };
        Self(table.rows().map(row).collect())
    }

    /// What a word is, if it is a pronoun.
    pub fn get(&self, word: &str) -> Option<Pronoun> {
        self.0.get(&word.to_lowercase()).copied()
    }
}

/// What coreference reads besides the report.
pub struct Context<'a> {
    /// Nouns for those who speak.
    pub cues: &'a Cues,
    /// Pronouns.
    pub pronouns: &'a Pronouns,
    /// What the world's tables know of a name or phrase.
    pub known: &'a dyn Fn(&str) -> Option<Known>,
}

/// The persons and parties of a report with all their mentions, in order of their first mention.
pub fn entities(report: &Report, context: &Context<'_>) -> Vec<Entity> {
    let mut build = Build { r: report, c: context, out: Vec::new() };
    for name in &report.names {
        build.name(name);
    }
    for token in 0..report.tokens.len() {
        build.nominal(token);
    }
    for entity in &mut build.out {
        entity.mentions.sort_by_key(|m| m.span);
    }
    build.out.sort_by_key(|e| e.mentions.first().map(|m| m.span));
    build.pronouns();
    build.out
}

struct Build<'a> {
    r: &'a Report,
    c: &'a Context<'a>,
    out: Vec<Entity>,
}

impl Build<'_> {
    fn name(&mut self, name: &Name) {
        let r = self.r;
        let head = head_of(r, name);
        // "Russian Foreign Minister": an adjective of a state is no mention of it by itself.
        if name.kind == NameKind::People && matches!(r.tokens[head].relation, Relation::Amod | Relation::Compound) {
            return;
        }
        let text = r.words(name.span);
        let (span, words) = match name.kind {
            NameKind::Person => (name.span, plain(text)),
            _ => self.phrase(head, name),
        };
        let known = (self.c.known)(&words).or_else(|| (self.c.known)(text));
        let kind = match (name.kind, &known) {
            (NameKind::Person, _) => EntityKind::Person,
            (_, Some(known)) => known.kind,
            (NameKind::Place, None) => EntityKind::Place,
            (NameKind::People, None) => EntityKind::People,
            (NameKind::Organization | NameKind::Other, None) => {
                self.kind_of_head(head).unwrap_or(EntityKind::Organization)
            }
        };
        let mention = Mention { span, head, kind: MentionKind::Name };
        let found = self.out.iter().position(|e| {
            same_kind(e.kind, kind) && e.kind != EntityKind::Unnamed && is_same(e, &words, kind == EntityKind::Person)
        });
        let index = found.unwrap_or(self.out.len());
        if found.is_none() {
            self.out.push(Entity {
                name: words.clone(),
                aliases: Vec::new(),
                kind,
                side: None,
                role: None,
                of: None,
                mentions: Vec::new(),
                rule: "coref:name",
            });
        }
        let entity = &mut self.out[index];
        add_alias(entity, &words);
        entity.side = entity.side.take().or(known.and_then(|k| k.side));
        entity.mentions.push(mention);
        if kind == EntityKind::Person {
            self.role(index, name, head);
        }
    }

    /// The phrase of a body's name: with the state whose it is, without what follows.
    fn phrase(&self, head: usize, name: &Name) -> (Span, String) {
        let r = self.r;
        let tokens = r.noun_phrase(head);
        let covers = tokens.first().is_some_and(|&f| f <= name.tokens.start)
            && tokens.last().is_some_and(|&l| l + 1 >= name.tokens.end);
        match r.stretch(&tokens).filter(|_| covers && tokens.len() <= 10) {
            Some(span) => (span, plain(r.words(span))),
            None => (name.span, plain(r.words(name.span))),
        }
    }

    fn kind_of_head(&self, head: usize) -> Option<EntityKind> {
        self.c.cues.speaker_noun(&self.r.lemma(head).to_lowercase()).filter(|k| *k != EntityKind::Person)
    }

    /// Role and body of a person: the words before the name, or the apposition after it.
    fn role(&mut self, index: usize, name: &Name, head: usize) {
        let r = self.r;
        let outside = |t: usize| !name.tokens.contains(&t);
        let before: Vec<usize> = r
            .children(head)
            .filter(|&c| {
                c < name.tokens.start
                    && outside(c)
                    && matches!(
                        r.tokens[c].relation,
                        Relation::Compound | Relation::NmodDesc | Relation::Amod | Relation::NmodPoss | Relation::Nmod
                    )
            })
            .flat_map(|c| r.subtree(c))
            .collect();
        let apposition = r
            .children(head)
            .find(|&c| r.tokens[c].relation == Relation::Appos && outside(c) && r.tokens[c].upos != Upos::Num);
        let above = r.tokens[head].head.filter(|&h| {
            matches!(
                r.tokens[head].relation,
                Relation::Appos | Relation::Flat | Relation::NmodDesc | Relation::Compound
            ) && r.tokens[h].upos != Upos::Verb
        });
        let tokens = if !before.is_empty() {
            before
        } else if let Some(h) = above.filter(|&h| self.is_role(h)) {
            r.subtree(h).into_iter().filter(|&t| outside(t) && t < name.tokens.start.max(h + 1)).collect()
        } else if let Some(a) = apposition.filter(|&a| self.is_role(a)) {
            r.noun_phrase(a)
        } else {
            return;
        };
        let Some(span) = r.stretch(&without_determiner(r, &tokens)) else { return };
        let words = plain(r.words(span));
        if !tokens.iter().any(|&t| self.is_role(t)) {
            return;
        }
        let of = self.body(&tokens);
        let known = of.as_deref().and_then(|of| (self.c.known)(of)).or_else(|| (self.c.known)(&words));
        let entity = &mut self.out[index];
        if entity.role.as_ref().is_none_or(|old| old.len() < words.len()) {
            entity.role = Some(words);
        }
        entity.of = entity.of.take().or(of);
        entity.side = entity.side.take().or(known.and_then(|k| k.side));
    }

    fn is_role(&self, token: usize) -> bool {
        self.c.cues.speaker_noun(&self.r.lemma(token).to_lowercase()) == Some(EntityKind::Person)
    }

    /// The body in the words of a role: "the Defence Ministry's spokesperson", "spokesman for the army".
    fn body(&self, tokens: &[usize]) -> Option<String> {
        let r = self.r;
        let owner = tokens.iter().copied().find(|&t| {
            let linked = matches!(
                r.tokens[t].relation,
                Relation::NmodPoss | Relation::Compound | Relation::Nmod | Relation::Appos
            );
            linked
                && !self.is_role(t)
                && (r.names.iter().any(|n| n.kind == NameKind::Organization && n.tokens.contains(&t))
                    || self.kind_of_head(t).is_some())
        })?;
        let phrase: Vec<usize> =
            r.noun_phrase(owner).into_iter().filter(|t| tokens.contains(t) || r.is_below(*t, owner)).collect();
        r.stretch(&phrase).map(|span| plain(r.words(span)))
    }

    /// A common noun for somebody who speaks or acts.
    fn nominal(&mut self, token: usize) {
        let r = self.r;
        if !matches!(r.tokens[token].upos, Upos::Noun | Upos::Propn)
            || r.names.iter().any(|n| n.tokens.contains(&token))
            || self.is_mention(token)
        {
            return;
        }
        let Some(kind) = self.c.cues.speaker_noun(&r.lemma(token).to_lowercase()) else { return };
        if matches!(
            r.tokens[token].relation,
            Relation::Compound | Relation::Appos | Relation::Flat | Relation::NmodDesc
        ) {
            return;
        }
        let tokens = r.noun_phrase(token);
        let Some(span) = r.stretch(&tokens) else { return };
        let words = plain(r.words(span));
        let mention = Mention { span, head: token, kind: MentionKind::Nominal };
        if is_definite(r, token)
            && let Some(index) = self.antecedent(token, &tokens, kind)
        {
            self.out[index].mentions.push(mention);
            return;
        }
        let known = (self.c.known)(&words);
        let kind = match (&known, kind) {
            (Some(known), _) => known.kind,
            (None, EntityKind::Person) if r.tokens[token].xpos == Xpos::Nns => EntityKind::People,
            (None, EntityKind::Person) => EntityKind::Unnamed,
            (None, kind) => kind,
        };
        let side = known.and_then(|k| k.side).or_else(|| self.side_of_modifiers(&tokens));
        self.out.push(Entity {
            name: words,
            aliases: Vec::new(),
            kind,
            side,
            role: None,
            of: None,
            mentions: vec![mention],
            rule: "coref:nominal",
        });
    }

    fn is_mention(&self, token: usize) -> bool {
        self.out.iter().any(|e| e.mentions.iter().any(|m| m.head == token))
    }

    /// The side that a word in the phrase names ("a Syrian military source").
    fn side_of_modifiers(&self, tokens: &[usize]) -> Option<String> {
        tokens.iter().find_map(|&t| {
            let name = self.r.names.iter().find(|n| n.tokens.contains(&t))?;
            (self.c.known)(self.r.words(name.span))?.side
        })
    }

    /// The entity that a definite description repeats: one whose name or role has the same head and does not clash.
    fn antecedent(&self, token: usize, tokens: &[usize], kind: EntityKind) -> Option<usize> {
        let r = self.r;
        let lemma = r.lemma(token).to_lowercase();
        let modifiers: Vec<String> =
            tokens.iter().filter(|&&t| t != token && is_naming(r, t)).map(|&t| stem(r.form(t))).collect();
        let before = |e: &Entity| e.mentions.iter().filter(|m| m.head < token).map(|m| m.head).max();
        let fits = |e: &Entity| {
            let names = std::iter::once(&e.name).chain(&e.aliases);
            let own = if e.kind == EntityKind::Person { e.role.iter().collect::<Vec<_>>() } else { names.collect() };
            own.iter().any(|name| {
                let words: Vec<String> = name.split([' ', '-']).map(stem).collect();
                words.contains(&stem(&lemma))
                    && modifiers.iter().all(|m| {
                        words.contains(m)
                            || e.of.as_ref().is_some_and(|of| of.split_whitespace().map(stem).any(|w| w == *m))
                    })
            })
        };
        let unique = |e: &Entity| {
            let has = |e: &Entity| {
                e.kind == EntityKind::Person
                    && e.role.iter().any(|role| role.split([' ', '-']).map(stem).any(|w| w == stem(&lemma)))
            };
            has(e) && self.out.iter().filter(|o| has(o)).count() == 1
        };
        let usable = |e: &Entity| match kind {
            EntityKind::Person => matches!(e.kind, EntityKind::Person | EntityKind::Unnamed),
            EntityKind::People => e.kind == EntityKind::People,
            _ => e.kind != EntityKind::Person,
        };
        let candidates: Vec<(usize, &Entity)> =
            self.out.iter().enumerate().filter(|(_, e)| usable(e) && (fits(e) || unique(e))).collect();
        let named = candidates.iter().filter_map(|&(i, e)| Some((before(e)?, i))).max();
        // "The president said ..." may come before the paragraph that names him.
        let later =
            || candidates.iter().find(|(_, e)| e.kind == EntityKind::Person && e.role.is_some()).map(|&(i, _)| i);
        named.map(|(_, i)| i).or_else(later)
    }

    /// Pronouns of the third person, by agreement, then by how near and how prominent the mention is.
    fn pronouns(&mut self) {
        let r = self.r;
        for token in 0..r.tokens.len() {
            if r.tokens[token].upos != Upos::Pron {
                continue;
            }
            let Some(pronoun) = self.c.pronouns.get(r.form(token)).filter(|p| p.person == 3) else { continue };
            if r.tokens[token].relation == Relation::Expl {
                continue;
            }
            if let Some(index) = best(r, &self.out, token, pronoun) {
                self.out[index].mentions.push(Mention {
                    span: r.tokens[token].span,
                    head: token,
                    kind: MentionKind::Pronoun,
                });
            }
        }
        for entity in &mut self.out {
            entity.mentions.sort_by_key(|m| m.span);
        }
    }
}

/// The entity that a pronoun most likely stands for.
fn best(r: &Report, entities: &[Entity], token: usize, pronoun: Pronoun) -> Option<usize> {
    let agrees = |e: &Entity, m: &Mention| {
        let plural = matches!(r.tokens[m.head].xpos, Xpos::Nns | Xpos::Nnps) || e.kind == EntityKind::People;
        match e.kind {
            EntityKind::Person => !pronoun.many && !pronoun.thing,
            EntityKind::Unnamed => !pronoun.thing && (pronoun.many == plural),
            EntityKind::Document | EntityKind::Place => false,
            _ if pronoun.human => false,
            _ if pronoun.many => {
                plural || matches!(e.kind, EntityKind::ArmedGroup | EntityKind::Organization | EntityKind::State)
            }
            _ => !plural,
        }
    };
    let here = r.tokens[token].sentence;
    let mut found: Option<(i64, usize)> = None;
    for (i, e) in entities.iter().enumerate() {
        for m in e.mentions.iter().filter(|m| m.head < token && agrees(e, m)) {
            let back = here - r.tokens[m.head].sentence;
            if back > 3 {
                continue;
            }
            let role = match r.tokens[m.head].relation {
                relation if relation.is_subject() => 40,
                Relation::OblAgent => 20,
                Relation::Obj | Relation::Iobj => 10,
                _ => 0,
            };
            let kind = if m.kind == MentionKind::Name || m.kind == MentionKind::Pronoun { 10 } else { 0 };
            let plural_fit =
                if pronoun.many && matches!(r.tokens[m.head].xpos, Xpos::Nns | Xpos::Nnps) { 15 } else { 0 };
            let near = -(back as i64) * 35 - ((token - m.head).min(60) / 6) as i64;
            let score = role + kind + near + plural_fit;
            if found.is_none_or(|(s, _)| score > s) {
                found = Some((score, i));
            }
        }
    }
    found.map(|(_, i)| i)
}

/// The token of a name that the rest of it hangs from.
pub(crate) fn head_of(r: &Report, name: &Name) -> usize {
    name.tokens
        .clone()
        .find(|&t| r.tokens[t].head.is_none_or(|h| !name.tokens.contains(&h)))
        .unwrap_or(name.tokens.start)
}

fn same_kind(a: EntityKind, b: EntityKind) -> bool {
    use EntityKind::{Person, Place, State};
    a == b
        || (a != Person && b != Person) && !matches!((a, b), (Place, State) | (State, Place))
        || matches!((a, b), (Place, State) | (State, Place))
}

/// True if a name is one of the entity's.
fn is_same(e: &Entity, name: &str, person: bool) -> bool {
    std::iter::once(&e.name)
        .chain(&e.aliases)
        .any(|other| if person { same_person(other, name) } else { same_body(other, name) })
}

/// Two names of one person: the last names agree, and the first names do not clash. Spellings may differ in a letter or
/// two of a long name.
pub(crate) fn same_person(a: &str, b: &str) -> bool {
    let (x, y): (Vec<&str>, Vec<&str>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
    let (Some(p), Some(q)) = (x.last(), y.last()) else { return false };
    let near = |p: &str, q: &str, least: f64| {
        p.eq_ignore_ascii_case(q)
            || p.len().min(q.len()) >= 5 && jaro_winkler(&p.to_lowercase(), &q.to_lowercase()) >= least
    };
    if x.len() == 1 || y.len() == 1 {
        // A single name is the last name, or the first of a name that is used so.
        return p.eq_ignore_ascii_case(q) || x.len() + y.len() > 2 && x[0].eq_ignore_ascii_case(y[0]) && x[0].len() > 1;
    }
    near(p, q, 0.93)
        && (near(x[0], y[0], 0.85)
            || x[0].starts_with(y[0].trim_end_matches('.'))
            || y[0].starts_with(x[0].trim_end_matches('.')))
}

/// Two names of one body: the same words, one an acronym of the other, or the shorter the end of the longer.
pub(crate) fn same_body(a: &str, b: &str) -> bool {
    let words = |s: &str| s.split_whitespace().map(stem).filter(|w| !w.is_empty()).collect::<Vec<_>>();
    let (x, y) = (words(a), words(b));
    if x.is_empty() || y.is_empty() {
        return false;
    }
    if x == y || is_acronym(a, b) || is_acronym(b, a) {
        return true;
    }
    let (short, long) = if x.len() < y.len() { (&x, &y) } else { (&y, &x) };
    short.len() >= 2 && long.ends_with(short)
}

/// True if the first is made of the initials of the second.
fn is_acronym(short: &str, long: &str) -> bool {
    let letters: String = short.chars().filter(|c| c.is_alphabetic()).collect();
    let initials: String = long
        .split(|c: char| c.is_whitespace() || c == '-')
        .flat_map(|w| {
            if w.contains('.') { w.replace('.', "") } else { w.chars().take(1).collect() }.chars().collect::<Vec<_>>()
        })
        .filter(|c| c.is_uppercase())
        .collect();
    // Words before the name proper ("the NATO-led International ...") do not count.
    letters.len() >= 2
        && short.len() <= letters.len() + 2
        && letters.chars().all(char::is_uppercase)
        && initials.len() >= 2
        && initials.to_uppercase().ends_with(&letters)
}

/// A word without its possessive ending, lower case.
fn stem(word: &str) -> String {
    let lower = word.to_lowercase().replace('’', "'");
    let bare = lower.trim_end_matches("'s").trim_end_matches('\'');
    bare.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// A name without its possessive ending and with single blanks.
pub(crate) fn plain(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = joined.strip_suffix("'s").or_else(|| joined.strip_suffix("’s")).unwrap_or(&joined);
    bare.trim_end_matches(['\'', '’', ',']).to_owned()
}

fn add_alias(entity: &mut Entity, words: &str) {
    if words == entity.name || entity.aliases.iter().any(|a| a == words) {
        return;
    }
    let fuller = words.split_whitespace().count() > entity.name.split_whitespace().count()
        && words.split_whitespace().count() <= 6;
    let alias = if fuller { std::mem::replace(&mut entity.name, words.to_owned()) } else { words.to_owned() };
    entity.aliases.push(alias);
}

/// True for a description that can repeat somebody known: with "the", a possessor, or bare like a title.
fn is_definite(r: &Report, token: usize) -> bool {
    let article = r.children(token).any(|c| r.tokens[c].relation == Relation::Det);
    let owned = r.children(token).any(|c| r.tokens[c].relation == Relation::NmodPoss);
    if owned || !article && r.tokens[token].xpos == Xpos::Nn {
        return true;
    }
    r.children(token).any(|c| {
        matches!(r.tokens[c].relation, Relation::Det)
            && !matches!(r.function(c), Some(Function::Negation | Function::Indefinite))
    })
}

/// A modifier that tells two bodies apart.
fn is_naming(r: &Report, token: usize) -> bool {
    matches!(r.tokens[token].upos, Upos::Adj | Upos::Noun | Upos::Propn)
}

fn without_determiner(r: &Report, tokens: &[usize]) -> Vec<usize> {
    let mut out = tokens.to_vec();
    out.sort_unstable();
    while out.first().is_some_and(|&t| matches!(r.tokens[t].upos, Upos::Det | Upos::Punct)) {
        out.remove(0);
    }
    // One stretch: what stands before a gap is left.
    let gap = (1..out.len()).rev().find(|&i| out[i] > out[i - 1] + 2);
    gap.map_or(out.clone(), |i| out[i..].to_vec())
}
