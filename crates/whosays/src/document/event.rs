//! Events: what happened or is said to have happened.

use std::collections::{HashMap, HashSet};

use super::Report;
use super::token::{Function, Relation, Upos};
use crate::label::labels;
use crate::{Lexicon, Span};

labels! {
    /// Type of an event (PLOVER, <https://github.com/openeventdata/PLOVER>).
    #[allow(missing_docs)]
    EventType {
        Agree = "AGREE", Consult = "CONSULT", Support = "SUPPORT", Concede = "CONCEDE", Cooperate = "COOPERATE",
        Aid = "AID", Retreat = "RETREAT", Request = "REQUEST", Accuse = "ACCUSE", Reject = "REJECT",
        Threaten = "THREATEN", Protest = "PROTEST", Sanction = "SANCTION", Mobilize = "MOBILIZE", Coerce = "COERCE",
        Assault = "ASSAULT",
    }
}

labels! {
    /// Where an event stands (guidelines: `status`).
    Status {
        /// In the reporter's own voice, or agreed by all.
        Reported = "reported",
        /// Only somebody says so.
        Alleged = "alleged",
        /// Said not to have happened, and nobody in the report says that it did.
        Denied = "denied",
        /// Announced, planned.
        Future = "future",
        /// Only thought of.
        Hypothetical = "hypothetical",
    }
}

/// One event of a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// The words that tell of it; bytes, half-open.
    pub anchor: Span,
    /// PLOVER type.
    pub kind: EventType,
    /// PLOVER mode, such as `ceasefire`.
    pub mode: Option<String>,
    /// Who did it, by name.
    pub actors: Vec<String>,
    /// To whom.
    pub recipients: Vec<String>,
    /// Where, as the report names it.
    pub place: Option<String>,
    /// When: index into [`super::Report::times`].
    pub when: Option<usize>,
    /// Where it stands.
    pub status: Status,
    /// Who alleges it, by name.
    pub by: Vec<String>,
    /// Who disputes it, by name.
    pub disputed_by: Vec<String>,
    /// History, not the news.
    pub background: bool,
    /// The statement that tells of it: index into [`super::Report::statements`].
    pub statement: Option<usize>,
    /// The row of the table that found it.
    pub rule: String,
}

/// A row of the table `event`, for one of its lemmas.
#[derive(Clone, Debug)]
struct Trigger {
    id: String,
    /// The words before the last, for a trigger of several ("air strike").
    before: Vec<String>,
    /// The words after the first, for a verb with a particle ("blow up").
    after: Vec<String>,
    verb: bool,
    kind: EventType,
    mode: Option<String>,
    needs: HashSet<String>,
}

impl Trigger {
    /// Words besides its own.
    fn len(&self) -> usize {
        self.before.len() + self.after.len()
    }
}

/// The tables that events are read with.
#[derive(Clone, Debug)]
pub struct Triggers {
    words: HashMap<String, Vec<Trigger>>,
    needs: HashMap<String, HashSet<String>>,
    wishes: HashSet<String>,
}

impl Triggers {
    /// Reads the tables `event`, `event_need` and `event_wish`.
    pub fn new(table: &dyn Fn(&str) -> Lexicon) -> Self {
        let mut words: HashMap<String, Vec<Trigger>> = HashMap::new();
        for row in table("event").rows() {
            let Some(kind) = EventType::parse(row.get("type")) else { continue };
            let verb = row.get("class") == "verb";
            for lemma in row.list("lemmas") {
                let parts: Vec<&str> = lemma.split(' ').collect();
                let (key, before, after) = if verb {
                    (parts[0], &parts[..0], &parts[1..])
                } else {
                    (parts[parts.len() - 1], &parts[..parts.len() - 1], &parts[..0])
                };
                let own = |list: &[&str]| list.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
                let trigger = Trigger {
                    id: row.get("id").to_owned(),
                    before: own(before),
                    after: own(after),
                    verb,
                    kind,
                    mode: Some(row.get("mode").to_owned()).filter(|m| !m.is_empty()),
                    needs: row.list("need").map(str::to_owned).collect(),
                };
                // The longest trigger first.
                let list = words.entry(key.to_owned()).or_default();
                let at = list.partition_point(|t| t.len() >= trigger.len());
                list.insert(at, trigger);
            }
        }
        let mut needs: HashMap<String, HashSet<String>> = HashMap::new();
        for row in table("event_need").rows() {
            needs.entry(row.get("need").to_owned()).or_default().extend(row.list("words").map(str::to_owned));
        }
        Self { words, needs, wishes: table("event_wish").rows().map(|r| r.get("lemma").to_owned()).collect() }
    }
}

/// Finds the events of a report, in order of the text, each once.
pub fn find(report: &Report, triggers: &Triggers) -> Vec<Event> {
    let finder = Finder { r: report, triggers };
    let mut found: Vec<(usize, Event)> = finder.speech_acts();
    for token in 0..report.tokens.len() {
        if let Some(event) = finder.at(token)
            && !found.iter().any(|(_, e)| e.anchor.overlaps(event.anchor))
        {
            found.push((token, event));
        }
    }
    found.sort_by_key(|(_, e)| e.anchor);
    finder.once(found)
}

struct Finder<'a> {
    r: &'a Report,
    triggers: &'a Triggers,
}

impl Finder<'_> {
    fn at(&self, token: usize) -> Option<Event> {
        let r = self.r;
        let verb = match r.tokens[token].upos {
            Upos::Verb => true,
            Upos::Noun | Upos::Propn => false,
            _ => return None,
        };
        let person = |n: &super::Name| n.kind == super::NameKind::Person && n.tokens.contains(&token);
        if r.names.iter().any(person) {
            return None;
        }
        let rows = self.triggers.words.get(&r.lemma(token).to_lowercase())?;
        let (trigger, anchor) = rows
            .iter()
            .filter(|t| t.verb == verb && self.has_needs(token, t))
            .find_map(|t| Some((t, self.matches(token, t)?)))?;
        if !verb && self.is_modifier(token) {
            return None;
        }
        let (actors, recipients) = if verb { self.of_verb(token) } else { self.of_noun(token) };
        let statement = r.statement_at(anchor);
        let (status, by) = self.status(token, statement);
        Some(Event {
            anchor,
            kind: trigger.kind,
            mode: trigger.mode.clone(),
            actors: self.names(&actors),
            recipients: self.names(&recipients),
            place: r.place_near(token),
            when: r.time_near(token),
            status,
            disputed_by: self.deniers(statement, status, &by),
            by: if status == Status::Denied { Vec::new() } else { by },
            background: false,
            statement,
            rule: format!("event:{}", trigger.id),
        })
    }

    fn has_needs(&self, token: usize, trigger: &Trigger) -> bool {
        trigger.needs.is_empty() || trigger.needs.iter().any(|need| self.has(token, need, trigger.verb))
    }

    /// Who denies an event: whoever answers the statement that tells it, or says himself that it was not.
    fn deniers(&self, statement: Option<usize>, status: Status, by: &[String]) -> Vec<String> {
        if status == Status::Denied {
            return by.to_vec();
        }
        let answers = self.r.statements.iter().filter(|s| s.stance == super::Stance::Denies);
        let answers = answers.filter(|s| statement.is_some_and(|told| s.about.contains(&told)));
        let mut out: Vec<String> = Vec::new();
        for name in answers.filter_map(|s| s.sources.first()).map(|speaker| &speaker.name) {
            if !out.contains(name) {
                out.push(name.clone());
            }
        }
        out
    }

    /// The anchor, if all words of the trigger are there.
    fn matches(&self, token: usize, trigger: &Trigger) -> Option<Span> {
        let r = self.r;
        let mut span = r.tokens[token].span;
        for (k, word) in trigger.before.iter().rev().enumerate() {
            let at = token.checked_sub(k + 1)?;
            if r.tokens[at].sentence != r.tokens[token].sentence
                || !(r.lemma(at).eq_ignore_ascii_case(word) || r.form(at).eq_ignore_ascii_case(word))
            {
                return None;
            }
            span = span.cover(r.tokens[at].span);
        }
        for (k, word) in trigger.after.iter().enumerate() {
            let near = (token + 1..(token + 5 + k).min(r.tokens.len())).find(|&at| {
                r.tokens[at].sentence == r.tokens[token].sentence && r.form(at).eq_ignore_ascii_case(word)
            })?;
            if near == token + 1 + k {
                span = span.cover(r.tokens[near].span);
            }
        }
        Some(span)
    }

    /// True for a noun that only tells the kind of another ("attack helicopter", "ceasefire monitor").
    fn is_modifier(&self, token: usize) -> bool {
        let t = &self.r.tokens[token];
        matches!(t.relation, Relation::Compound | Relation::Flat) && t.head.is_some_and(|h| h > token)
    }

    fn of_verb(&self, v: usize) -> (Vec<usize>, Vec<usize>) {
        let r = self.r;
        let object = r.child(v, &[Relation::Obj]);
        if r.is_passive(v) {
            let agent = r.child(v, &[Relation::OblAgent]).or_else(|| self.oblique(v, &[Function::By]));
            let patient = r.child(v, &[Relation::NsubjPass]).or_else(|| r.subject(v));
            return (agent.into_iter().collect(), patient.into_iter().collect());
        }
        let with = self.oblique(v, &[Function::With, Function::Against, Function::On, Function::At]);
        (r.subject(v).into_iter().collect(), object.or(with).into_iter().collect())
    }

    fn of_noun(&self, n: usize) -> (Vec<usize>, Vec<usize>) {
        let r = self.r;
        if let Some(between) = self.oblique(n, &[Function::Between, Function::Among]) {
            let all = self.conjuncts(between);
            return (all.clone(), all);
        }
        let owner = r.child(n, &[Relation::NmodPoss]).or_else(|| self.oblique(n, &[Function::By]));
        let people = r.children(n).find(|&c| {
            matches!(r.tokens[c].relation, Relation::Amod | Relation::Compound)
                && r.names.iter().any(|name| name.tokens.contains(&c))
        });
        let target = self.oblique(n, &[Function::On, Function::Against, Function::Of, Function::At]);
        // The subject of a verb that carries the noun ("carried out an attack").
        // Whoever denies or condemns it did not carry it out.
        let speaks = |v: usize| r.statements.iter().any(|s| s.cue.iter().any(|c| c.overlaps(r.tokens[v].span)));
        let carrier = r.tokens[n].head.filter(|&v| r.tokens[n].relation == Relation::Obj && !speaks(v));
        let carrier = carrier.and_then(|v| r.subject(v));
        (owner.or(people).or(carrier).into_iter().collect(), target.into_iter().collect())
    }

    fn oblique(&self, head: usize, functions: &[Function]) -> Option<usize> {
        let r = self.r;
        r.children(head).find(|&c| {
            matches!(r.tokens[c].relation, Relation::Obl | Relation::Nmod | Relation::OblAgent)
                && !r.times.iter().any(|t| t.span.overlaps(r.tokens[c].span))
                && r.marked(c).is_some_and(|f| functions.contains(&f))
        })
    }

    fn conjuncts(&self, token: usize) -> Vec<usize> {
        let r = self.r;
        std::iter::once(token).chain(r.children(token).filter(|&c| r.tokens[c].relation == Relation::Conj)).collect()
    }

    /// Names of parties: of entities where known, else the words of the phrase.
    fn names(&self, tokens: &[usize]) -> Vec<String> {
        let r = self.r;
        let mut out: Vec<String> = Vec::new();
        for token in tokens.iter().flat_map(|&t| self.conjuncts(t)) {
            let entity = r.entities.iter().find(|e| e.mentions.iter().any(|m| m.head == token));
            let words = || r.stretch(&r.noun_phrase(token)).map(|span| super::coref::plain(r.words(span)));
            let name = entity
                .map(|e| e.name.clone())
                .or_else(|| words().filter(|_| matches!(r.tokens[token].upos, Upos::Noun | Upos::Propn)));
            out.extend(name.filter(|n| !out.contains(n)));
        }
        out
    }

    /// True if what a trigger needs stands with it.
    fn has(&self, token: usize, need: &str, verb: bool) -> bool {
        let r = self.r;
        let (actors, recipients) = if verb { self.of_verb(token) } else { self.of_noun(token) };
        let listed =
            |t: usize| self.triggers.needs.get(need).is_some_and(|words| words.contains(&r.lemma(t).to_lowercase()));
        let party = |t: usize| {
            r.entities.iter().any(|e| e.mentions.iter().any(|m| m.head == t))
                || r.names.iter().any(|n| n.tokens.contains(&t))
        };
        let all: Vec<usize> = recipients.iter().copied().flat_map(|t| self.conjuncts(t)).collect();
        match need {
            "poss" => r.child(token, &[Relation::NmodPoss]).is_some(),
            "party" => actors.iter().chain(&all).any(|&t| party(t) || listed(t)),
            "expressed" => r.tokens[token].relation == Relation::Obj && r.tokens[token].head.is_some_and(listed),
            "military" => r.subtree(token).into_iter().chain(r.tokens[token].head).any(listed),
            _ => {
                all.iter().any(|&t| {
                    listed(t) || matches!(need, "people" | "place") && party(t) || need == "official" && party(t)
                }) || need == "official" && actors.iter().any(|&t| party(t))
            }
        }
    }

    /// Where an event stands, and who alleges it.
    fn status(&self, token: usize, statement: Option<usize>) -> (Status, Vec<String>) {
        let mood = self.mood(token);
        let Some(s) = statement.map(|i| &self.r.statements[i]) else {
            return (mood.unwrap_or(Status::Reported), Vec::new());
        };
        let by = s.sources.first().map(|speaker| speaker.name.clone()).into_iter().collect();
        let status = match (mood, s.stance) {
            (Some(mood), _) => mood,
            // "Denied the attack": somebody else says that it was.
            (None, super::Stance::Denies) => Status::Denied,
            (None, super::Stance::Commits) if self.is_predicate(token) => Status::Future,
            (None, _) => Status::Alleged,
        };
        (status, by)
    }

    fn is_predicate(&self, token: usize) -> bool {
        self.r.tokens[token].upos == Upos::Verb
    }

    /// Future or hypothetical by the verb's own auxiliaries, or by the verb above it; negated is denied.
    fn mood(&self, token: usize) -> Option<Status> {
        let r = self.r;
        let verb = if r.tokens[token].upos == Upos::Verb {
            Some(token)
        } else {
            r.tokens[token].head.filter(|&h| r.tokens[h].upos == Upos::Verb)
        }?;
        let own = r.tokens[token].upos == Upos::Verb;
        if own && r.negation(verb).is_some() {
            return Some(Status::Denied);
        }
        if r.marked(verb) == Some(Function::Whether) {
            return Some(Status::Hypothetical);
        }
        if let Some(modal) = r.modal(verb) {
            // Will and shall tell the future; may, could and would only what is possible.
            let certain = r.function(modal) == Some(Function::Future);
            return Some(if certain { Status::Future } else { Status::Hypothetical });
        }
        let wished = r.marked(verb) == Some(Function::To)
            && r.tokens[verb].head.is_some_and(|h| self.triggers.wishes.contains(r.lemma(h)));
        wished.then_some(Status::Future)
    }

    /// Accusing, demanding, rejecting and threatening are events themselves, told by statements.
    fn speech_acts(&self) -> Vec<(usize, Event)> {
        let r = self.r;
        let mut out = Vec::new();
        for (i, s) in r.statements.iter().enumerate() {
            let kind = match s.stance {
                super::Stance::Accuses => EventType::Accuse,
                super::Stance::Demands => EventType::Request,
                super::Stance::Denies if s.rule.contains("reject") || s.rule.contains("refuse") => EventType::Reject,
                super::Stance::Commits if s.rule.contains("threat") => EventType::Threaten,
                _ => continue,
            };
            let Some(&anchor) = s.cue.first() else { continue };
            let outer = r.statement_at(anchor);
            let by = outer.and_then(|o| r.statements[o].sources.first()).map(|speaker| speaker.name.clone());
            let status = if outer.is_some() { Status::Alleged } else { Status::Reported };
            let event = Event {
                anchor,
                kind,
                mode: None,
                actors: s.sources.first().map(|speaker| speaker.name.clone()).into_iter().collect(),
                recipients: s.against.clone(),
                place: None,
                when: s.when,
                status,
                by: by.into_iter().collect(),
                disputed_by: Vec::new(),
                background: false,
                statement: Some(i),
                rule: s.rule.clone(),
            };
            out.push((r.token_at(anchor.start).unwrap_or(0), event));
        }
        out
    }

    /// Each event once: a definite noun for an event of a type that was told before is that event again.
    fn once(&self, found: Vec<(usize, Event)>) -> Vec<Event> {
        let r = self.r;
        let mut out: Vec<(usize, Event)> = Vec::new();
        for (token, event) in found {
            let definite = r.children(token).any(|c| {
                r.tokens[c].relation == Relation::Det
                    && r.tokens[c].xpos == super::Xpos::Dt
                    && r.function(c) != Some(Function::Indefinite)
            });
            let noun = r.tokens[token].upos != Upos::Verb;
            let again = out.iter_mut().find(|(t, e)| {
                let same = e.kind == event.kind && !e.rule.starts_with("cue:") && !event.rule.starts_with("cue:");
                let lemma = r.lemma(*t) == r.lemma(token);
                let clash = event.when.is_some() && e.when.is_some() && event.when != e.when;
                same && !clash
                    && (noun && definite || lemma && event.recipients.iter().all(|x| e.recipients.contains(x)))
            });
            match again {
                Some((_, earlier)) => complete(earlier, event),
                None => out.push((token, event)),
            }
        }
        out.into_iter().map(|(_, e)| e).collect()
    }
}

/// Fills what an earlier mention of an event left open.
fn complete(earlier: &mut Event, event: Event) {
    let fill = |list: &mut Vec<String>, more: Vec<String>| {
        if list.is_empty() {
            *list = more;
        }
    };
    fill(&mut earlier.actors, event.actors);
    fill(&mut earlier.recipients, event.recipients);
    earlier.place = earlier.place.take().or(event.place);
    earlier.when = earlier.when.or(event.when);
    let deniers = event.disputed_by.into_iter().filter(|name| !earlier.disputed_by.contains(name));
    earlier.disputed_by.extend(deniers.collect::<Vec<_>>());
    if earlier.status == Status::Alleged && event.status == Status::Reported {
        earlier.status = Status::Reported;
        earlier.by.clear();
    }
}
