//! What stands across reports, against annotated stories.
//!
//! - `reprints`: share of the annotated pairs of passages that a predicted reprint links. Two passages match if they
//!   share half of the shorter one.
//! - `contradictions`: an annotated and a predicted contradiction match if the prediction touches at least two of the
//!   annotated values. Predictions that match a listed *non*-contradiction are counted apart, as false alarms.
//! - `origins`: share of the annotated claims of which one predicted claim holds all statements that were found, and
//!   stands on as many independent origins.

use super::coverage::Coverage;
use super::gold::{GoldAcross, GoldClaim, GoldMember, GoldMemberPlace};
use super::record::{Matched, Score, Section, Statements, recall};

/// A stretch of a gold document.
type Stretch = (usize, Coverage);

/// The sections `reprints` (if any are annotated), `contradictions` and `origins`.
pub(super) fn score(gold: &GoldAcross, matched: &Matched, statements: &Statements) -> Vec<Section> {
    let mut sections = Vec::new();
    if !gold.reprints.is_empty() {
        sections.push(reprints(gold, matched));
    }
    sections.push(contradictions(gold, matched, statements));
    sections.push(origins(gold, matched, statements));
    sections
}

fn reprints(gold: &GoldAcross, matched: &Matched) -> Section {
    let mut predicted = Vec::new();
    for reprint in &matched.record.reprints {
        let passages = reprint.passages.iter();
        let known: Vec<Stretch> =
            passages.filter_map(|p| Some((matched.document(p.report)?, matched.cover(p.report, &[p.span])))).collect();
        for (i, a) in known.iter().enumerate() {
            predicted.extend(known[i + 1..].iter().map(|b| [a.clone(), b.clone()]));
        }
    }
    let found = |pair: &[Stretch; 2]| predicted.iter().any(|other| same_pair(pair, other));
    let golds = gold
        .reprints
        .iter()
        .map(|[a, b]| [a, b].map(|passage| (passage.document, matched.quote(passage.document, &passage.text, None))));
    recall("reprints", golds.filter(|pair| found(pair)).count(), gold.reprints.len())
}

fn same_pair([a, b]: &[Stretch; 2], [c, d]: &[Stretch; 2]) -> bool {
    same_passage(a, c) && same_passage(b, d) || same_passage(a, d) && same_passage(b, c)
}

fn same_passage(a: &Stretch, b: &Stretch) -> bool {
    let shorter = a.1.len().min(b.1.len());
    a.0 == b.0 && shorter > 0 && 2 * a.1.common(&b.1) >= shorter
}

fn contradictions(gold: &GoldAcross, matched: &Matched, statements: &Statements) -> Section {
    let stretches = |members: &Vec<GoldMember>| members.iter().map(|m| stretch(m, matched, statements)).collect();
    let golds: Vec<Vec<Stretch>> = gold.contradictions.iter().map(stretches).collect();
    let tempting: Vec<Vec<Stretch>> = gold.not_contradictions.iter().map(stretches).collect();
    let predicted: Vec<Vec<Stretch>> = matched
        .record
        .contradictions
        .iter()
        .map(|c| {
            let members = c.members.iter();
            members.filter_map(|m| Some((matched.document(m.report)?, matched.cover(m.report, &[m.span])))).collect()
        })
        .collect();
    let found = |g: &&Vec<Stretch>| predicted.iter().any(|p| is_hit(g, p));
    let right = predicted.iter().filter(|p| golds.iter().any(|g| is_hit(g, p))).count();
    let recalled = golds.iter().filter(found).count();
    let alarms = tempting.iter().filter(found).count();
    let scores = vec![
        ("recall", Score::Share(recalled, golds.len())),
        ("precision", Score::Share(right, predicted.len())),
        ("false_alarms_on_listed_non_contradictions", Score::Number(alarms)),
        ("n", Score::Number(golds.len())),
        ("predicted", Score::Number(predicted.len())),
    ];
    Section { name: "contradictions", scores }
}

fn stretch(member: &GoldMember, matched: &Matched, statements: &Statements) -> Stretch {
    let cover = match &member.place {
        GoldMemberPlace::Text(text) => matched.quote(member.document, text, None),
        GoldMemberPlace::Statement(id) => statements.gold_cover(id),
    };
    (member.document, cover)
}

/// True if the prediction touches at least two of the annotated values.
fn is_hit(gold: &[Stretch], predicted: &[Stretch]) -> bool {
    let touched = |g: &&Stretch| predicted.iter().any(|p| g.0 == p.0 && g.1.touches(&p.1));
    gold.iter().filter(touched).count() >= 2
}

fn origins(gold: &GoldAcross, matched: &Matched, statements: &Statements) -> Section {
    let claims: Vec<_> = gold.claims.iter().filter(|claim| claim.statements.len() >= 2).collect();
    let right = claims.iter().filter(|claim| is_claim(claim, matched, statements)).count();
    let n = claims.len();
    Section { name: "origins", scores: vec![("right", Score::Share(right, n)), ("n", Score::Number(n))] }
}

fn is_claim(gold: &GoldClaim, matched: &Matched, statements: &Statements) -> bool {
    let found: Option<Vec<_>> = gold.statements.iter().map(|id| statements.found(id)).collect();
    found.is_some_and(|found| {
        matched.record.claims.iter().any(|claim| {
            let holds = |at: &(usize, usize)| claim.statements.iter().any(|s| (s.report, s.statement) == *at);
            found.iter().all(holds) && claim.origins.len() == gold.origins
        })
    })
}
