//! Answers: which earlier statement a denial or confirmation is about.

use std::collections::BTreeSet;

use super::Report;
use super::statement::{Stance, Statement};
use super::token::Upos;

/// Links denials, confirmations and refusals to the statement of the same report that they answer.
pub(super) fn link(report: &Report, statements: &mut [Statement]) {
    let words: Vec<BTreeSet<String>> = statements.iter().map(|s| content_words(report, s)).collect();
    for i in 0..statements.len() {
        let answers = matches!(statements[i].stance, Stance::Denies | Stance::Confirms);
        if answers && let Some(j) = best(report, statements, &words, i) {
            statements[i].about = vec![j];
        }
    }
    // A clause that spells out a denial answers what the denial answers.
    for i in 1..statements.len() {
        let spelled = statements[i].about.is_empty()
            && statements[i].sources[0] == statements[i - 1].sources[0]
            && statements[i - 1].stance == Stance::Denies
            && report.sentence_at(statements[i].cue[0].start) == report.sentence_at(statements[i - 1].cue[0].start);
        if spelled {
            statements[i].about = statements[i - 1].about.clone();
        }
    }
}

/// The statement that a denial most likely answers: of another speaker, told before, aimed at the denier or about the same.
fn best(report: &Report, statements: &[Statement], words: &[BTreeSet<String>], i: usize) -> Option<usize> {
    let answer = &statements[i];
    let denier = &answer.sources[0];
    let at = report.sentence_at(answer.cue[0].start)?;
    let mut found: Option<(i64, usize)> = None;
    for (j, s) in statements.iter().enumerate() {
        if j == i || s.sources[0].name == denier.name || matches!(s.stance, Stance::Withholds | Stance::Believes) {
            continue;
        }
        let Some(there) = report.sentence_at(s.cue[0].start) else { continue };
        // What lies inside the denial ("denied allegations that ...") is what it is about.
        let inside = answer.content.iter().any(|c| s.cue.iter().any(|q| c.contains(*q)));
        let later = there > at || there == at && s.cue[0].start > answer.cue[0].start;
        if later && !inside {
            continue;
        }
        let aimed = s
            .against
            .iter()
            .any(|name| concerns(name, denier.name.as_str(), denier.of.as_deref(), denier.side.as_deref(), report));
        let shared = words[i].intersection(&words[j]).count() as i64;
        let accuses = s.stance == Stance::Accuses;
        if !inside && !aimed && shared == 0 && !accuses && at - there > 3 {
            continue;
        }
        let score = 60 * i64::from(inside) + 20 * i64::from(aimed) + 8 * shared.min(5) + 6 * i64::from(accuses)
            - 3 * (at - there.min(at)) as i64;
        if found.is_none_or(|(best, _)| score >= best) {
            found = Some((score, j));
        }
    }
    found.filter(|(score, _)| *score > -12).map(|(_, j)| j)
}

/// True if a name stands for the denier, its body or its side.
fn concerns(name: &str, denier: &str, of: Option<&str>, side: Option<&str>, report: &Report) -> bool {
    let same = |other: &str| super::coref::same_body(name, other) || other.contains(name) || name.contains(other);
    let side_of = |n: &str| {
        report.entities.iter().find(|e| e.name == n || e.aliases.iter().any(|a| a == n)).and_then(|e| e.side.clone())
    };
    same(denier) || of.is_some_and(same) || side.is_some() && side_of(name).as_deref() == side
}

/// The lemmas of nouns and verbs in what is said.
fn content_words(report: &Report, statement: &Statement) -> BTreeSet<String> {
    let inside = |t: &&super::Token| statement.content.iter().any(|c| c.contains(t.span));
    let kept = |t: &&super::Token| matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj);
    report.tokens.iter().filter(inside).filter(kept).map(|t| t.lemma.to_lowercase()).collect()
}
