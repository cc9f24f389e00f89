//! What one says and another denies.

use std::collections::{BTreeMap, BTreeSet};

use super::{Contradiction, ContradictionKind, Member};
use crate::Span;
use crate::corpus::claim::{StatementAt, Topics};
use crate::corpus::gist::Gist;
use crate::corpus::proposition::Proposition;
use crate::corpus::view::StoryView;
use crate::document::Stance;

/// Likeness, in thousandths, from which a denial is of what another says.
const SAME: u32 = 450;

/// The same for what is not called a denial.
const MUCH: u32 = 520;

/// The same for a reporter's own voice, where somebody in the topic denies outright.
const OWN: u32 = 330;

/// Sentences at the head of a report in which a reporter's own voice can be what is denied.
const HEAD: usize = 3;

/// Denials in words of their own that stand against what somebody asserts.
pub(crate) fn denials(topics: &Topics, story: &StoryView<'_>) -> Vec<Contradiction> {
    let heads = heads(story);
    topics.topics.iter().filter_map(|topic| denial(topic, topics, &heads, story)).collect()
}

/// A sentence at the head of a report that the reporter says in his own voice.
struct Head {
    report: usize,
    span: Span,
    gist: Gist,
}

/// Denials of one topic that are looked at.
const MOST: usize = 40;

fn denial(topic: &[usize], topics: &Topics, heads: &[Head], story: &StoryView<'_>) -> Option<Contradiction> {
    let told = topic.iter().map(|&i| &topics.props[i]).filter(|p| is_told(p));
    let (no, yes): (Vec<&Proposition>, Vec<&Proposition>) = told.partition(|p| p.negative);
    let own_words = no.iter().filter(|p| p.gist.negative && !p.thin).take(MOST);
    let mut members: BTreeSet<(usize, Span, bool)> = BTreeSet::new();
    for n in own_words {
        let denied = |y: &Proposition| no.iter().any(|p| p.at.report == y.at.report && p.span.overlaps(y.span));
        let alike = yes
            .iter()
            .filter(|y| !y.thin && !y.open && (n.old || !y.old))
            .filter(|y| y.voice.is_some() && !denied(y) && opposed(y, n, topics))
            .map(|y| (y.at.report, y.span));
        let outright = no.iter().any(|p| p.stance == Stance::Denies);
        let own = if outright { own_voice(n, topics, heads) } else { Vec::new() };
        let against: Vec<(usize, Span)> = alike.chain(own).collect();
        let answered = answered(&no, n, topics);
        let apart = |(report, span): &(usize, Span)| *report != n.at.report || !span.overlaps(n.span);
        let against: Vec<(usize, Span)> = against.into_iter().chain(answered).filter(apart).collect();
        if !against.is_empty() {
            members.insert((n.at.report, n.span, false));
            members.extend(against.into_iter().map(|(report, span)| (report, span, true)));
        }
    }
    let first = members.iter().find(|m| m.2)?;
    let about = story.reports[first.0].words(first.1).trim().to_owned();
    let value = |holds: bool| if holds { "asserted" } else { "denied" }.to_owned();
    let members =
        members.into_iter().map(|(report, span, holds)| Member { report, span, value: value(holds) }).collect();
    Some(Contradiction { kind: ContradictionKind::Denial, members, about, rule: "contradiction:denial" })
}

/// Of each statement that the denials of a topic by the body of one of them answer, as the reports link them, the
/// piece that is most like it.
fn answered(no: &[&Proposition], of: &Proposition, topics: &Topics) -> Vec<(usize, Span)> {
    let one_body = |p: &&&Proposition| p.voice.as_ref().zip(of.voice.as_ref()).is_some_and(|(a, b)| a.same_body(b));
    let targets: BTreeSet<StatementAt> = no.iter().filter(one_body).flat_map(|p| p.answers.iter().copied()).collect();
    let told = |p: &&Proposition| targets.contains(&p.at) && !p.negative && is_told(p) && p.voice.is_some();
    let mut best: BTreeMap<StatementAt, (u32, &Proposition)> = BTreeMap::new();
    for piece in topics.props.iter().filter(told) {
        let like = piece.full.likeness(&of.full, &topics.spread);
        if best.get(&piece.at).is_none_or(|(most, _)| like > *most) {
            best.insert(piece.at, (like, piece));
        }
    }
    best.values().map(|(_, p)| (p.at.report, p.span)).collect()
}

/// Demands and plans cannot be true or false.
fn is_told(p: &Proposition) -> bool {
    matches!(p.stance, Stance::Asserts | Stance::Accuses | Stance::Confirms | Stance::Denies)
}

/// A denial in words of its own stands against what is much the same but for the "not"; where nobody calls it a denial, it
/// must be more so.
fn opposed(yes: &Proposition, no: &Proposition, topics: &Topics) -> bool {
    let same = if no.stance == Stance::Denies { SAME } else { MUCH };
    let one_body = yes.voice.as_ref().zip(no.voice.as_ref()).is_some_and(|(a, b)| a.same_body(b));
    !one_body && yes.full.likeness(&no.full, &topics.spread) >= same
}

/// What reporters say at the head of their reports that is denied.
fn own_voice(no: &Proposition, topics: &Topics, heads: &[Head]) -> Vec<(usize, Span)> {
    let Some(voice) = &no.voice else { return Vec::new() };
    let denied = |h: &&Head| voice.named_in(&h.gist) && h.gist.likeness(&no.full, &topics.spread) >= OWN;
    heads.iter().filter(denied).map(|h| (h.report, h.span)).collect()
}

fn heads(story: &StoryView<'_>) -> Vec<Head> {
    let mut heads = Vec::new();
    for &index in story.group {
        let report = &story.reports[index];
        for (number, sentence) in report.sentences.iter().enumerate().take(HEAD) {
            let said = report.statements.iter().any(|s| s.span.overlaps(sentence.span));
            let gist = Gist::of(story.wordings[index].sentence(number));
            if !said && !gist.negative {
                heads.push(Head { report: index, span: sentence.span, gist });
            }
        }
    }
    heads
}
