//! Answers: which statements a denial or confirmation is about.

use std::collections::BTreeSet;

use super::Report;
use super::cue::Cues;
use super::statement::{Stance, Statement};
use super::token::{Relation, Upos};

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
    // A clause that spells out a denial answers what the denial answers.
    for i in 1..statements.len() {
        let spelled = statements[i].about.is_empty()
            && statements[i].sources[0].name == statements[i - 1].sources[0].name
            && statements[i - 1].stance == Stance::Denies
            && report.sentence_at(statements[i].cue[0].start) == report.sentence_at(statements[i - 1].cue[0].start);
        if spelled {
            statements[i].about = statements[i - 1].about.clone();
        }
    }
}

/// What an answer is compared by.
struct Gist {
    /// Lemmas of nouns, verbs and adjectives in what is said.
    words: BTreeSet<String>,
    /// The sentence of the cue.
    sentence: usize,
    /// What is said is a denial by its own words ("it had not bombed the camp").
    negated: bool,
}

impl Gist {
    fn of(report: &Report, statement: &Statement) -> Self {
        let inside = |span: crate::Span| statement.content.iter().any(|c| c.contains(span));
        let kept = |t: &&super::Token| matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj);
        let words =
            report.tokens.iter().filter(|t| inside(t.span)).filter(kept).map(|t| t.lemma.to_lowercase()).collect();
        let negates = |i: usize| {
            report.tokens[i].upos == Upos::Verb && inside(report.tokens[i].span) && report.negation(i).is_some()
        };
        let negated = (0..report.tokens.len()).any(negates);
        Self { words, sentence: report.sentence_at(statement.cue[0].start).unwrap_or(0), negated }
    }
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
        let aimed = s.against.iter().any(|name| self.concerns(name));
        let shared = self.gists[self.i].words.intersection(&self.gists[j].words).count() as i64;
        let accuses = s.stance == Stance::Accuses;
        let later = there > here || there == here && s.cue[0].start > answer.cue[0].start;
        let refers = self.refers();
        // What is denied by a word for it ("the allegation") was said shortly before.
        let near = refers.is_some() && !later && here - there <= 4;
        // "The report" answers what was told, "the allegation" what was laid to somebody's charge.
        let kind = near && refers.flatten() == Some(s.stance);
        if !inside && !aimed && !near && shared < 2 || later && !inside && !aimed && shared < 2 {
            return None;
        }
        if answer.stance == Stance::Asserts && !aimed {
            return None;
        }
        let distance = here.abs_diff(there) as i64;
        let score = 40 * i64::from(inside)
            + 14 * i64::from(aimed)
            + 4 * shared.min(4)
            + 4 * i64::from(accuses)
            + 8 * i64::from(near)
            + 14 * i64::from(kind)
            - distance.min(12)
            - 4 * i64::from(later && !inside);
        (score > 0).then_some(score)
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
