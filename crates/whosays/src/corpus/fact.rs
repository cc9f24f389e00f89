//! Facts that have a value: tolls and other figures, with what they are figures of.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::claim::StatementAt;
use super::compare::rivals;
use super::figure::{Figure, figures};
use super::gist::Gist;
use super::identity::Voice;
use super::novelty;
use super::tables::{Measure, Tables, hash};
use super::view::StoryView;
use super::wording::{Class, Word, Wording};
use crate::Span;
use crate::document::{Harm, Report, Scope, Timex, TimexKind, Toll, Upos, Xpos};

/// What a fact's value counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum What {
    /// People harmed.
    Harm(Harm),
    /// Anything else.
    Of(Measure),
}

/// One value that one voice gives for one thing. Values count thousandths, both included; `high` is `None` for "or more".
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub(crate) report: usize,
    pub(crate) span: Span,
    pub(crate) sentence: usize,
    pub(crate) what: What,
    pub(crate) low: u64,
    pub(crate) high: Option<u64>,
    pub(crate) approx: bool,
    /// "Several", "dozens", "his son": no number is named.
    pub(crate) vague: bool,
    /// "Two of the bombs": a part of a number that is not told.
    pub(crate) partitive: bool,
    /// The report counts several things of that name: it has another figure of them.
    pub(crate) several: bool,
    /// Concepts of what is counted; for tolls of who was harmed.
    pub(crate) nouns: Vec<u64>,
    /// Concepts of the words of content right before and after.
    pub(crate) acts: Vec<u64>,
    /// The name that stands last before it, as it sounds.
    pub(crate) anchor: Vec<u64>,
    pub(crate) scope: Scope,
    /// Where, as it sounds.
    pub(crate) place: Vec<u64>,
    /// The place is told of the count itself, and not only near it.
    pub(crate) placed: bool,
    pub(crate) days: Option<(Date, Date)>,
    /// The words that give them.
    pub(crate) time: Option<Span>,
    /// The value of the whole that it is a part of.
    pub(crate) whole: Option<(u64, Option<u64>)>,
    /// A late count (`true`) or an early one of a growing number, where the words say so.
    pub(crate) stage: Option<bool>,
    pub(crate) statement: Option<StatementAt>,
    pub(crate) voice: Option<Voice>,
    /// What its sentence tells, without the figure.
    pub(crate) context: Gist,
    /// What stands within a few words of it.
    pub(crate) near: Gist,
    pub(crate) published: Option<(Date, Date)>,
    /// The first count of its harm that the news of its report gives: what the report is about.
    pub(crate) main: bool,
}

impl Fact {
    /// "At least": there is no upper end.
    pub(crate) fn open(&self) -> bool {
        self.high.is_none()
    }

    /// The figure that the words name, in thousandths.
    pub(crate) fn named(&self) -> u64 {
        if self.low == 0 { self.high.unwrap_or(0) } else { self.low }
    }
}

/// Figures that are read in one report: what has more is a table and no report.
const MOST: usize = 400;

/// The facts of one report.
fn facts(story: &StoryView<'_>, report: usize) -> Vec<Fact> {
    let view =
        View { report: &story.reports[report], wording: &story.wordings[report], index: report, tables: story.tables };
    let mut found: Vec<Fact> = view.report.tolls.iter().take(MOST).filter_map(|t| view.toll(t)).collect();
    let tolls: Vec<Span> = found.iter().map(|t| t.span).collect();
    let others = figures(view.report, view.wording, story.tables, MOST);
    found.extend(others.iter().filter(|f| !tolls.iter().any(|t| t.overlaps(f.span))).map(|f| view.figure(f)));
    found.sort_by_key(|f| f.span);
    mark_several(&mut found);
    inherit_places(&mut found);
    inherit_voices(&mut found);
    view.mark_main(&mut found);
    found
}

struct View<'a> {
    report: &'a Report,
    wording: &'a Wording,
    index: usize,
    tables: &'a Tables,
}

/// Words to each side of a figure in which a word can tell that it is an early or a late count.
const STAGED: usize = 5;

/// Words to each side of a figure that stand near it.
const NEAR: usize = 7;

/// Weight of the telling words of a sentence below which it is read with the one before.
const THIN: u32 = 60;

/// A count that differs by no more than this part from what its report is about is a count of that.
const NEARLY: u64 = 10;

/// Days before the publication that are news.
const FRESH: i32 = 2;

/// Sentences that are the head of every report.
const HEAD: usize = 8;

impl View<'_> {
    fn toll(&self, toll: &Toll) -> Option<Fact> {
        if toll.withheld || toll.min.is_none() && toll.max.is_none() {
            return None;
        }
        let sentence = self.report.sentence_at(toll.span.start)?;
        let thousand = |n: Option<u64>| n.map(|n| n.saturating_mul(1000));
        let time = toll.when.and_then(|t| self.report.times.get(t)).filter(|t| !self.of_speech(t));
        let whole = toll.part_of.and_then(|t| self.report.tolls.get(t));
        let place = toll.place.as_deref().map_or_else(|| self.places(sentence, toll.span), |p| sounds(p, self.tables));
        Some(Fact {
            what: What::Harm(toll.harm),
            low: thousand(toll.min).unwrap_or(0),
            high: thousand(toll.max),
            approx: toll.approx,
            vague: !self.names_number(toll),
            partitive: self.partitive(toll.span),
            nouns: self.victims(toll.span, &toll.victims),
            scope: toll.scope,
            place,
            placed: toll.place.is_some(),
            days: time.and_then(|t| t.earliest.zip(t.latest)),
            time: time.map(|t| t.span),
            whole: whole.map(|w| (thousand(w.min).unwrap_or(0), thousand(w.max))),
            ..self.bare(toll.span, sentence, toll.statement)
        })
    }

    fn figure(&self, figure: &Figure) -> Fact {
        let said = self.report.statements.iter().position(|s| s.content.iter().any(|c| c.contains(figure.span)));
        if let Some((harm, victims)) = self.harmed(figure) {
            return self.harm(figure, harm, &victims, said);
        }
        Fact {
            what: What::Of(figure.measure),
            low: figure.low,
            high: figure.high,
            approx: figure.approx,
            vague: figure.vague,
            partitive: figure.partitive,
            nouns: self.counted(figure),
            place: self.places(figure.sentence, figure.span),
            ..self.bare(figure.span, figure.sentence, said)
        }
    }

    /// Who is counted: the class of people, and whose they are where a name stands before the noun ("two Samoan divers").
    fn victims(&self, span: Span, class: &str) -> Vec<u64> {
        let words = self.wording.within(span);
        let named = words.windows(2).filter(|w| w[0].class == Class::Name && w[1].class == Class::Content);
        let names = named.map(|w| w[0].concept);
        [hash(&format!("victims:{class}"))].into_iter().chain(names).collect()
    }

    /// True for the time of what is said and not of what is told: "said Monday".
    fn of_speech(&self, time: &Timex) -> bool {
        let words = self.report.sentence_at(time.span.start).map_or(&[][..], |s| self.wording.sentence(s));
        let before = words.partition_point(|w| w.span.start < time.span.start);
        words[..before].iter().rev().find(|w| w.class != Class::Function).is_some_and(|w| w.class == Class::Speech)
    }

    /// A count of people beside a word of harm, which the stage that reads tolls left: how they were harmed, and who.
    fn harmed(&self, figure: &Figure) -> Option<(Harm, String)> {
        if figure.measure != Measure::Count || figure.vague || figure.partitive {
            return None;
        }
        let acts = self.acts(self.wording.sentence(figure.sentence), figure.span);
        let harm = figure.nouns.iter().chain(&acts).find_map(|c| self.tables.harm(*c))?;
        let counted = self.wording.within(figure.span).iter().find(|w| figure.nouns.contains(&w.concept))?;
        let lemma = || Some(self.report.tokens[self.report.token_at(counted.span.start)?].lemma.to_lowercase());
        let victims = if counted.class == Class::Name || self.tables.harm(counted.concept).is_some() {
            Some("people".to_owned())
        } else {
            lemma().and_then(|lemma| self.tables.victims(&lemma).map(str::to_owned))
        };
        victims.map(|victims| (harm, victims))
    }

    fn harm(&self, figure: &Figure, harm: Harm, victims: &str, said: Option<usize>) -> Fact {
        let dates = self.report.times.iter().filter(|t| t.kind == TimexKind::Date && t.earliest.is_some());
        let mut here = dates.filter(|t| self.report.sentence_at(t.span.start) == Some(figure.sentence));
        let time = here.next().filter(|_| here.next().is_none());
        Fact {
            what: What::Harm(harm),
            low: figure.low,
            high: figure.high,
            approx: figure.approx,
            nouns: self.victims(figure.span, victims),
            place: self.places(figure.sentence, figure.span),
            days: time.and_then(|t| t.earliest.zip(t.latest)),
            time: time.map(|t| t.span),
            ..self.bare(figure.span, figure.sentence, said)
        }
    }

    /// What every figure has, from where it stands.
    fn bare(&self, span: Span, sentence: usize, statement: Option<usize>) -> Fact {
        let words = self.wording.sentence(sentence);
        let outside: Vec<&Word> = words.iter().filter(|w| !w.span.overlaps(span) && w.class != Class::Number).collect();
        let at = outside.partition_point(|w| w.span.start < span.start);
        let beside = |reach: usize| outside[at.saturating_sub(reach)..(at + reach).min(outside.len())].iter().copied();
        let staged: Vec<String> = beside(STAGED).map(|w| self.report.words(w.span).to_lowercase()).collect();
        let speaker = statement.and_then(|s| self.report.statements.get(s)).and_then(|s| s.sources.first());
        Fact {
            report: self.index,
            span,
            sentence,
            what: What::Of(Measure::Count),
            low: 0,
            high: None,
            approx: false,
            vague: false,
            partitive: false,
            several: false,
            nouns: Vec::new(),
            acts: self.acts(words, span),
            anchor: anchor(words, span),
            scope: Scope::Incident,
            place: Vec::new(),
            placed: false,
            days: None,
            time: None,
            whole: None,
            stage: self.tables.stage(&staged.join(" ")),
            statement: statement.map(|s| StatementAt { report: self.index, statement: s }),
            voice: speaker.map(|s| Voice::of(s, self.tables)),
            context: self.context(Gist::of(outside.iter().copied()), sentence),
            near: Gist::of(beside(NEAR)),
            published: self.report.published.earliest.zip(self.report.published.latest),
            main: false,
        }
    }

    /// What a sentence tells; one that tells little ("there were no casualties") is about what the one before tells.
    fn context(&self, own: Gist, sentence: usize) -> Gist {
        let weight: u32 = own.words.iter().map(|w| w.1).sum();
        match sentence.checked_sub(1) {
            Some(before) if weight < THIN => own.with(&Gist::of(self.wording.sentence(before))),
            _ => own,
        }
    }

    /// Marks of each harm the first count of people that the news gives, and what nearly equals it: at its head, or of a day of the news; history is
    /// left out. That nobody was harmed is always told of what the news is about.
    fn mark_main(&self, facts: &mut [Fact]) {
        let head = self.report.sentences.len().div_ceil(2).max(HEAD);
        let fresh = |days: Option<(Date, Date)>| {
            days.zip(self.report.published.earliest)
                .is_some_and(|((_, day), published)| day.until(published).is_ok_and(|gap| gap.get_days() <= FRESH))
        };
        let mut last: BTreeMap<What, Fact> = BTreeMap::new();
        for fact in facts.iter_mut().filter(|f| matches!(f.what, What::Harm(_))) {
            let whole = fact.whole.is_none() && !fact.partitive && !fact.vague && fact.scope == Scope::Incident;
            let told = last.get(&fact.what).is_some_and(|before| before.named() == fact.named());
            let news = fact.sentence < head || fresh(fact.days) || told;
            if !whole || !news || novelty::is_old(self.report, fact.sentence, self.tables) {
                continue;
            }
            let goes_on = |before: &Fact| again(before, fact);
            fact.main = fact.high == Some(0) || last.get(&fact.what).is_none_or(goes_on);
            if fact.main {
                last.insert(fact.what, fact.clone());
            }
        }
    }

    /// What a figure counts: where tags are known, verbs are left out, and names in the plural ("350 Samoans") are people.
    fn counted(&self, figure: &Figure) -> Vec<u64> {
        let token = |w: &Word| self.report.token_at(w.span.start).map(|t| &self.report.tokens[t]);
        let verb = |w: &&Word| token(w).is_some_and(|t| t.upos == Upos::Verb);
        let words = self.wording.within(figure.span);
        let verbs: Vec<u64> = words.iter().filter(verb).map(|w| w.concept).collect();
        let peoples = words.iter().any(|w| w.class == Class::Name && token(w).is_some_and(|t| t.xpos == Xpos::Nnps));
        let people = peoples.then(|| self.tables.people());
        let nouns = figure.nouns.iter().copied().filter(|n| !verbs.contains(n));
        nouns.chain(people).collect()
    }

    /// "One of his sons", "five of them": the words after the number link it to a whole.
    fn partitive(&self, span: Span) -> bool {
        let words = self.wording.within(span).iter().map(|w| self.report.words(w.span).to_lowercase());
        words.take(3).skip(1).any(|w| self.tables.grammar(&w) == Some(super::tables::Grammar::Within))
    }

    /// True if the words of a toll name its number, or deny that there is any.
    fn names_number(&self, toll: &Toll) -> bool {
        let words = self.wording.within(toll.span);
        let value = |n: Option<u64>| n.map(|n| hash(&n.to_string()));
        let named = [value(toll.min), value(toll.min.map(|n| n.saturating_sub(1))), value(toll.max)];
        let first = words.first().map(|w| self.report.words(w.span).to_lowercase());
        let one = toll.min == Some(1)
            && first.is_some_and(|w| matches!(self.tables.figure(&[&w]), Some((_, super::tables::Figure::Single))));
        let large = toll.min.is_some_and(|n| n >= 10_000) && words.iter().any(|w| w.class == Class::Number);
        one || large || toll.max == Some(0) || words.iter().any(|w| named.contains(&Some(w.form)))
    }

    /// The words of content right before and after a span, with at most two words of grammar and no stop between.
    fn acts(&self, words: &[Word], span: Span) -> Vec<u64> {
        let from = words.partition_point(|w| w.span.end <= span.start);
        let to = words.partition_point(|w| w.span.start < span.end);
        let content = |w: &&Word| w.class == Class::Content;
        let before = words[from.saturating_sub(3)..from].iter().rev().find(content);
        let after = words[to..(to + 3).min(words.len())].iter().find(content);
        let clear = |a: Span, b: Span| !self.report.words(Span::new(a.end, b.start)).contains(['.', ';', ':', '"']);
        let before = before.filter(|w| clear(w.span, span)).map(|w| w.concept);
        before.into_iter().chain(after.filter(|w| clear(span, w.span)).map(|w| w.concept)).collect()
    }

    /// Words of the place nearest to a span in its sentence.
    fn places(&self, sentence: usize, span: Span) -> Vec<u64> {
        let here = |p: &&crate::document::Place| self.report.sentence_at(p.span.start) == Some(sentence);
        let distance = |p: &&crate::document::Place| p.span.start.abs_diff(span.start);
        let nearest = self.report.places.iter().filter(here).min_by_key(distance);
        let last = || {
            let before = self.report.places.iter().rev().find(|p| p.span.end <= span.start)?;
            let back = sentence.checked_sub(self.report.sentence_at(before.span.start)?)?;
            (back <= BACK).then_some(before)
        };
        nearest.or_else(last).map_or_else(Vec::new, |p| sounds(self.report.words(p.span), self.tables))
    }
}

/// True if a count tells again of what the one before tells: it nearly equals it, or a rival gives it next.
fn again(before: &Fact, fact: &Fact) -> bool {
    let (small, large) = (before.named().min(fact.named()), before.named().max(fact.named()));
    let next = fact.sentence - before.sentence <= 1 && rivals(before, fact) && large < small.saturating_mul(4);
    large - small <= small / NEARLY || next
}

/// The telling words of a name, as they sound, in order.
pub(crate) fn sounds(name: &str, tables: &Tables) -> Vec<u64> {
    let lower = any_ascii::any_ascii(name).to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && tables.grammar(w).is_none());
    let telling: Vec<&str> = words.clone().filter(|w| tables.commonness(w).is_none()).collect();
    let words = if telling.is_empty() { words.collect() } else { telling };
    let mut sounds: Vec<u64> = words.iter().map(|w| hash(&tables.name(w))).collect();
    sounds.sort_unstable();
    sounds.dedup();
    sounds
}

/// The name that stands last before a span, among the six words before it.
fn anchor(words: &[Word], span: Span) -> Vec<u64> {
    let from = words.partition_point(|w| w.span.end <= span.start);
    let before = words[from.saturating_sub(6)..from].iter().rev().skip_while(|w| w.class != Class::Name);
    before.take_while(|w| w.class == Class::Name).map(|w| w.concept).collect()
}

/// Marks counts of things of which the report counts others too.
fn mark_several(facts: &mut [Fact]) {
    let several = |f: &Fact, g: &Fact| {
        let counts = f.what == What::Of(Measure::Count) && f.what == g.what;
        counts && f.span != g.span && f.named() != g.named() && f.nouns.iter().any(|n| g.nouns.contains(n))
    };
    for i in 0..facts.len() {
        let from = i.saturating_sub(WINDOW);
        let to = (i + WINDOW).min(facts.len());
        facts[i].several = facts[from..to].iter().any(|g| several(&facts[i], g));
    }
}

/// Figures before and after one that are looked at for others of its kind.
const WINDOW: usize = 60;

/// Sentences over which a toll takes the place of the one before.
const INHERITED: usize = 3;

/// Tolls without a place of their own stand where the toll before them does, else where the report begins.
fn inherit_places(facts: &mut [Fact]) {
    for i in 1..facts.len() {
        let (before, rest) = facts.split_at_mut(i);
        if let Some(fact) = rest.first_mut().filter(|f| f.place.is_empty() && matches!(f.what, What::Harm(_))) {
            let close = |b: &&Fact| fact.sentence.saturating_sub(b.sentence) <= INHERITED;
            let near = before.iter().rev().take_while(close).find(|b| !b.place.is_empty());
            fact.place = near.map_or_else(Vec::new, |b| b.place.clone());
        }
    }
}

/// A reporter's own figure goes with the voice that gives the same figure elsewhere in his report.
fn inherit_voices(facts: &mut [Fact]) {
    let key = |f: &Fact| (f.what, f.named(), f.scope, f.nouns.clone());
    let mut given = BTreeMap::new();
    for fact in facts.iter().filter(|f| f.voice.is_some()) {
        given.entry(key(fact)).or_insert_with(|| fact.voice.clone());
    }
    for fact in facts.iter_mut().filter(|f| f.voice.is_none()) {
        fact.voice = given.get(&key(fact)).cloned().flatten();
    }
}

/// Sentences back to a place that a figure without one still belongs to.
const BACK: usize = 2;

/// Words between two places of which one lies in the other.
const BETWEEN: usize = 8;

/// Pairs of words of places that some report puts one in or near the other ("the town of A in B"), smaller first.
pub(crate) fn nested(story: &StoryView<'_>) -> BTreeSet<(u64, u64)> {
    let tables = story.tables;
    let mut pairs = BTreeSet::new();
    for &index in story.group {
        let view = View { report: &story.reports[index], wording: &story.wordings[index], index, tables };
        for two in view.report.places.windows(2) {
            let between = view.wording.within(Span::new(two[0].span.end, two[1].span.start));
            let one_sentence = view.report.sentence_at(two[0].span.start) == view.report.sentence_at(two[1].span.start);
            let links = |w: &Word| {
                tables.grammar(&view.report.words(w.span).to_lowercase()) == Some(super::tables::Grammar::Within)
            };
            let joined = view.report.words(Span::new(two[0].span.end, two[1].span.start)).trim() == ",";
            if one_sentence && between.len() <= BETWEEN && (joined || between.iter().any(links)) {
                for x in sounds(view.report.words(two[0].span), tables) {
                    pairs.extend(
                        sounds(view.report.words(two[1].span), tables).into_iter().map(|y| (x.min(y), x.max(y))),
                    );
                }
            }
        }
    }
    pairs
}

/// The facts of a story, by the report that gives them.
pub(crate) fn all(story: &StoryView<'_>) -> Vec<Fact> {
    story.group.iter().flat_map(|&report| facts(story, report)).collect()
}

/// What distinguishes kinds of facts before they are compared: facts of different keys are never one.
pub(crate) fn keys(facts: &[Fact]) -> BTreeMap<What, Vec<usize>> {
    let mut keys: BTreeMap<What, Vec<usize>> = BTreeMap::new();
    for (index, fact) in facts.iter().enumerate() {
        keys.entry(fact.what).or_default().push(index);
        if fact.what == What::Harm(Harm::Casualties) && fact.high == Some(0) {
            for harm in [Harm::Killed, Harm::Injured] {
                keys.entry(What::Harm(harm)).or_default().push(index);
            }
        }
    }
    keys
}
