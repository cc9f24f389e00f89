//! Rival accusations: two who blame different parties for one thing.

use super::{Contradiction, ContradictionKind, Member};
use crate::corpus::claim::Topics;
use crate::corpus::proposition::Proposition;
use crate::corpus::view::StoryView;
use crate::document::Stance;

/// Likeness, in thousandths, from which two accusations are about one thing.
const SAME: u32 = 450;

/// Accusations of one topic by different bodies against different parties.
pub(crate) fn actors(topics: &Topics, story: &StoryView<'_>) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for topic in &topics.topics {
        let accusations: Vec<&Proposition> =
            topic.iter().map(|&i| &topics.props[i]).filter(|p| names_culprit(p)).collect();
        for (i, a) in accusations.iter().enumerate() {
            found.extend(accusations[i + 1..].iter().filter(|b| rival(a, b, topics)).map(|b| conflict(a, b, story)));
        }
    }
    found
}

fn names_culprit(p: &Proposition) -> bool {
    p.stance == Stance::Accuses && !p.against.words.is_empty() && p.voice.is_some()
}

fn rival(a: &Proposition, b: &Proposition, topics: &Topics) -> bool {
    let one_body = a.voice.as_ref().zip(b.voice.as_ref()).is_some_and(|(x, y)| x.same_body(y));
    let one_culprit = a.against.shared(&b.against).next().is_some();
    !one_body && !one_culprit && a.gist.likeness(&b.gist, &topics.spread) >= SAME
}

fn conflict(a: &Proposition, b: &Proposition, story: &StoryView<'_>) -> Contradiction {
    let blamed = |p: &Proposition| story.reports[p.at.report].statements[p.at.statement].against.join(", ");
    let member = |p: &Proposition| Member { report: p.at.report, span: p.span, value: blamed(p) };
    Contradiction {
        kind: ContradictionKind::Actor,
        members: vec![member(a), member(b)],
        about: story.reports[a.at.report].words(a.span).to_owned(),
        rule: "contradiction:actor",
    }
}
