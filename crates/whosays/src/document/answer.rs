//! Answers: which statements a denial or confirmation is about.

use std::collections::BTreeSet;

use super::cue::Cues;
use super::statement::{Stance, Statement};
use super::token::{Relation, Upos};
use super::{EntityKind, Report};

/// So many statements at most are answered by one.
const MOST: usize = 4;

/// Links denials, confirmations and refusals to the statements of the same report that they answer. One denial may
/// answer several accusations, and may stand before them in the text.
pub(super) fn link(report: &Report, statements: &mut [Statement], cues: &Cues) {
    let gists: Vec<Gist> = statements.iter().map(|s| Gist::of(report, s)).collect();
    let links: Vec<Vec<usize>> =
        (0..statements.len()).map(|i| Search { report, statements, gists: &gists, cues, i }.answered()).collect();
    for (statement, about) in statements.iter_mut().zip(links) {
        statement.about = about;
    }
    for i in 1..statements.len() {
        if statements[i].about.is_empty() && goes_on(report, statements, &gists, i) {
            statements[i].about = statements[i - 1].about.clone();
        }
    }
    for i in 0..statements.len() {
        if statements[i].about.is_empty() && gists[i].negated && statements[i].stance == Stance::Asserts {
            statements[i].about = with_others(statements, &gists, i);
        }
    }
}

/// Sentences over which a denial goes on in the words of the same speaker.
const ON: usize = 2;

/// True if a statement spells out the denial before it: a clause of the same sentence, or what the same speaker says next
/// in words that deny.
fn goes_on(report: &Report, statements: &[Statement], gists: &[Gist], i: usize) -> bool {
    let (before, this) = (&statements[i - 1], &statements[i]);
    let one = before.sources[0].name == this.sources[0].name;
    let denied = before.stance == Stance::Denies || gists[i - 1].negated && !before.about.is_empty();
    let sentence = |s: &Statement| report.sentence_at(s.cue[0].start).unwrap_or(0);
    let apart = sentence(this).abs_diff(sentence(before));
    let told = matches!(this.stance, Stance::Asserts | Stance::Denies | Stance::Accuses);
    one && denied && told && (apart == 0 || apart <= ON && gists[i].negated)
}

/// What others of the same body answer by a denial, if this statement denies by its own words and is about the same.
fn with_others(statements: &[Statement], gists: &[Gist], i: usize) -> Vec<usize> {
    let body = |s: &Statement| (s.sources[0].side.clone(), s.sources[0].of.clone());
    let one_body = |s: &Statement| {
        let (side, of) = body(s);
        side.is_some() && side == statements[i].sources[0].side || of.is_some() && of == statements[i].sources[0].of
    };
    let denials = statements.iter().filter(|s| s.stance == Stance::Denies && one_body(s));
    let answered: BTreeSet<usize> = denials.flat_map(|s| s.about.iter().copied()).filter(|&j| j != i).collect();
    let same = |j: &usize| gists[*j].words.intersection(&gists[i].words).count() >= 2;
    answered.into_iter().filter(same).take(MOST).collect()
}

/// What an answer is compared by.
struct Gist {
    /// Lemmas of nouns, verbs and adjectives in what is said.
    words: BTreeSet<String>,
    /// The sentence of the cue.
    sentence: usize,
    /// What is said is a denial by its own words ("it had not bombed the camp").
    negated: bool,
    /// All days that the sentence names lie long before the report.
    old: bool,
}

/// Days before the report from which a day is history.
const OLD: i32 = 8;

impl Gist {
    fn of(report: &Report, statement: &Statement) -> Self {
        let inside = |span: crate::Span| statement.content.iter().any(|c| c.contains(span));
        let kept = |t: &&super::Token| matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj);
        let words =
            report.tokens.iter().filter(|t| inside(t.span)).filter(kept).map(|t| t.lemma.to_lowercase()).collect();
        let negates = |i: usize| {
            let verb = report.tokens[i].upos == Upos::Verb && inside(report.tokens[i].span);
            verb && report.negation(i).is_some() && report.modal(i).is_none()
        };
        let negated = (0..report.tokens.len()).any(negates);
        let sentence = report.sentence_at(statement.cue[0].start).unwrap_or(0);
        Self { words, sentence, negated, old: old(report, sentence) }
    }
}

/// True if a sentence names days, and all of them lie long before the report.
fn old(report: &Report, sentence: usize) -> bool {
    let Some(published) = report.published.earliest else { return false };
    let here = report.times.iter().filter(|t| report.sentence_at(t.span.start) == Some(sentence));
    let mut days = here.filter_map(|t| t.latest).peekable();
    days.peek().is_some() && days.all(|day| day.until(published).is_ok_and(|gap| gap.get_days() >= OLD))
}

struct Search<'a> {
    report: &'a Report,
    statements: &'a [Statement],
    gists: &'a [Gist],
    cues: &'a Cues,
    i: usize,
}

impl Search<'_> {
    /// The statements that this one answers, the likeliest first.
    fn answered(&self) -> Vec<usize> {
        let answer = &self.statements[self.i];
        let open = match answer.stance {
            Stance::Denies | Stance::Confirms => true,
            // "Said that it had not bombed the camp", by those who are accused of it.
            Stance::Asserts => {
                self.gists[self.i].negated && answer.form != super::Form::Direct || answer.rule.contains("+act:")
            }
            _ => false,
        };
        if !open || answer.content.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(i64, usize)> =
            (0..self.statements.len()).filter_map(|j| Some((self.score(j)?, j))).collect();
        found.sort_by_key(|(score, j)| (-score, *j));
        let best = found.first().map_or(0, |(score, _)| *score);
        found.retain(|(score, _)| *score * 2 >= best);
        found.truncate(MOST);
        found.into_iter().map(|(_, j)| j).collect()
    }

    /// How likely it is that a statement is answered; `None` if it can't be.
    fn score(&self, j: usize) -> Option<i64> {
        let (answer, s) = (&self.statements[self.i], &self.statements[j]);
        if j == self.i
            || s.sources[0].name == answer.sources[0].name
            || matches!(s.stance, Stance::Withholds | Stance::Believes | Stance::Denies)
        {
            return None;
        }
        let (here, there) = (self.gists[self.i].sentence, self.gists[j].sentence);
        let inside = answer.content.iter().any(|c| s.cue.iter().any(|q| c.contains(*q)));
        let outer = s.content.iter().any(|c| answer.cue.iter().any(|q| c.contains(*q)));
        if outer {
            return None;
        }
        let shared = self.gists[self.i].words.intersection(&self.gists[j].words).count() as i64;
        let told = matches!(s.stance, Stance::Asserts | Stance::Accuses | Stance::Confirms);
        let names = told && answer.stance != Stance::Confirms && self.tells_of(j);
        let described = |name: &String| name.split_whitespace().any(|w| self.described().contains(w));
        let blamed = s.against.iter().any(|name| self.concerns(name) || described(name));
        let aimed = blamed || names && shared >= 1;
        let accuses = s.stance == Stance::Accuses;
        let later = there > here || there == here && s.cue[0].start > answer.cue[0].start;
        let refers = self.refers();
        // What is denied by a word for it ("the allegation") was said shortly before.
        let near = refers.is_some() && !later && here - there <= 4;
        // "The report" answers what was told, "the allegation" what was laid to somebody's charge.
        let kind = near && refers.flatten().is_some_and(|stance| s.stance == stance || accuses);
        let likely = inside || aimed || shared >= 2;
        if !likely && (later || !near) {
            return None;
        }
        if answer.stance == Stance::Asserts && !(aimed && told) {
            return None;
        }
        let distance = here.abs_diff(there) as i64;
        let elsewhen = self.gists[j].old && !self.gists[self.i].old && !inside;
        let score = 40 * i64::from(inside)
            + 14 * i64::from(aimed)
            + 4 * shared.min(4)
            + 4 * i64::from(accuses)
            + 8 * i64::from(near)
            + 14 * i64::from(kind)
            - if near { 3 * distance } else { distance.min(if aimed { 6 } else { 12 }) }
            - 4 * i64::from(later && !inside)
            - 12 * i64::from(elsewhen);
        (score > 0).then_some(score)
    }

    /// The words that describe the one who answers, without names of states and words for speakers: "army" for a Ruritanian
    /// army spokesman.
    fn described(&self) -> BTreeSet<String> {
        let denier = &self.statements[self.i].sources[0];
        let words = [Some(denier.name.as_str()), denier.of.as_deref(), denier.role.as_deref()];
        let words = words.into_iter().flatten().flat_map(str::split_whitespace);
        let common = words.filter(|w| w.len() > 2 && !w.starts_with(char::is_uppercase));
        let person = |w: &str| {
            matches!(self.cues.speaker_noun(w), Some(EntityKind::Person | EntityKind::Unnamed | EntityKind::People))
        };
        common.filter(|w| !person(w)).map(str::to_owned).collect()
    }

    /// True if a statement tells what the one who answers did: a subject in its content is named by a word that names the
    /// body, as "regime planes" for a regime source.
    fn tells_of(&self, j: usize) -> bool {
        let r = self.report;
        let telling = self.described();
        let subject = |t: usize| {
            let head = r.tokens[t].head.filter(|_| matches!(r.tokens[t].relation, Relation::Compound | Relation::Flat));
            [Some(t), head].into_iter().flatten().any(|t| r.tokens[t].relation.is_subject())
        };
        let inside = |t: usize| self.statements[j].content.iter().any(|c| c.contains(r.tokens[t].span));
        let named = |t: usize| matches!(r.tokens[t].upos, Upos::Noun | Upos::Propn);
        (0..r.tokens.len())
            .filter(|&t| named(t) && inside(t) && subject(t))
            .any(|t| telling.contains(&r.tokens[t].lemma.to_lowercase()))
    }

    /// If the answer names what it answers by a word alone ("the report", "those claims"): the stance that the word tells,
    /// if it tells one.
    fn refers(&self) -> Option<Option<Stance>> {
        let r = self.report;
        let answer = &self.statements[self.i];
        let content: Vec<usize> =
            (0..r.tokens.len()).filter(|&t| answer.content.iter().any(|c| c.contains(r.tokens[t].span))).collect();
        let words = content
            .iter()
            .filter(|&&t| !matches!(r.tokens[t].upos, Upos::Det | Upos::Punct | Upos::Adj | Upos::Adp))
            .count();
        let clause =
            content.iter().any(|&t| r.tokens[t].relation.is_subject() || r.tokens[t].relation == Relation::Cop);
        (words <= 2 && !clause).then(|| content.iter().find_map(|&t| self.cues.speech_noun(r.lemma(t))))
    }

    /// True if a name stands for the one who answers, its body or its side.
    fn concerns(&self, name: &str) -> bool {
        let denier = &self.statements[self.i].sources[0];
        let same = |other: &str| super::coref::same_body(name, other) || other.contains(name) || name.contains(other);
        let known = |n: &str| {
            self.report
                .entities
                .iter()
                .find(|e| e.name == n || e.aliases.iter().any(|a| a == n))
                .and_then(|e| e.side.clone())
        };
        let side = denier.side.is_some() && (known(name) == denier.side);
        same(&denier.name) || denier.of.as_deref().is_some_and(same) || side
    }
}
