//! Places that differ in two versions of one passage.

use std::collections::BTreeSet;

use super::{Contradiction, ContradictionKind, Member};
use crate::Span;
use crate::corpus::compare::Around;
use crate::corpus::fact::sounds;
use crate::corpus::view::StoryView;
use crate::document::{Place, PlaceRole, Report};

/// Pairs of places that stand in the same spot of two sentences that are otherwise nearly the same.
///
/// It is not a contradiction where one place lies in or near the other, or where a name stands for a government.
pub(crate) fn places(around: &Around<'_>, story: &StoryView<'_>) -> Vec<Contradiction> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for echo in story.inside().filter(|e| e.close) {
        for &(a, b) in &echo.names {
            let (x, y) = (&story.reports[echo.a.report], &story.reports[echo.b.report]);
            let Some((here, there)) = place(x, a).zip(place(y, b)) else { continue };
            if differ(x, here, y, there, around, story)
                && seen.insert((echo.a.report, here.span, echo.b.report, there.span))
            {
                let member = |report: usize, p: &Place| Member { report, span: p.span, value: p.name.clone() };
                found.push(Contradiction {
                    kind: ContradictionKind::Place,
                    members: vec![member(echo.a.report, here), member(echo.b.report, there)],
                    about: x.words(echo.a.span).to_owned(),
                    rule: "contradiction:place",
                });
            }
        }
    }
    found
}

fn place(report: &Report, span: Span) -> Option<&Place> {
    report.places.iter().find(|p| p.span.overlaps(span) && p.role != PlaceRole::Actor)
}

fn differ(x: &Report, a: &Place, y: &Report, b: &Place, around: &Around<'_>, story: &StoryView<'_>) -> bool {
    let (a_words, b_words) = (sounds(x.words(a.span), story.tables), sounds(y.words(b.span), story.tables));
    let related = |v: u64, w: u64| v == w || around.nested.contains(&(v.min(w), v.max(w)));
    let same_place = a.geonames.is_some() && a.geonames == b.geonames;
    !same_place && !a_words.iter().any(|&v| b_words.iter().any(|&w| related(v, w)))
}
