//! Attributions: source, cue and content of who says what.
//!
//! Metrics as defined by Citron (BBC, <https://github.com/bbc/citron>), so that numbers can stand beside the ones that
//! are published for it. A predicted part is right if any gold attribution agrees; a gold part is found if any
//! prediction agrees. Parts need not pair one to one.

use super::percent;
use crate::Span;

/// One attribution: where its parts stand. Any unit; Citron counts tokens.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Attribution {
    /// Who speaks.
    pub source: Vec<Span>,
    /// The words that show it. Citron takes it as one span.
    pub cue: Span,
    /// What is said.
    pub content: Vec<Span>,
}

/// Right predictions of all predictions, found gold parts of all gold parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Match {
    /// Predictions that agree with a gold part.
    pub right: usize,
    /// Predictions, or their summed length.
    pub predicted: usize,
    /// Gold parts with which a prediction agrees.
    pub found: usize,
    /// Gold parts, or their summed length.
    pub gold: usize,
}

impl Match {
    /// In percent; `None` if nothing was predicted.
    pub fn precision(self) -> Option<f64> {
        percent(self.right, self.predicted)
    }

    /// In percent; `None` if there was nothing to find.
    pub fn recall(self) -> Option<f64> {
        percent(self.found, self.gold)
    }

    /// Harmonic mean of precision and recall, in percent; `None` if nothing was predicted and nothing there.
    pub fn f1(self) -> Option<f64> {
        match (self.precision(), self.recall()) {
            (None, None) => None,
            (Some(p), Some(r)) if p + r > 0.0 => Some(2.0 * p * r / (p + r)),
            _ => Some(0.0),
        }
    }
}

impl std::ops::AddAssign for Match {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.predicted += other.predicted;
        self.found += other.found;
        self.gold += other.gold;
    }
}

/// The scores of one report; add them up over reports.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Scores {
    /// Cue with the same ends.
    pub cue: Match,
    /// Source with the same ends, on a cue that overlaps.
    pub source: Match,
    /// Content with the same ends, on a cue that overlaps.
    pub content: Match,
    /// All three parts with the same ends.
    pub whole: Match,
    /// Common length of the sources of all pairs, by their lengths.
    pub source_overlap: Match,
    /// Common length of the contents of all pairs, by their lengths.
    pub content_overlap: Match,
}

impl std::ops::AddAssign for Scores {
    fn add_assign(&mut self, other: Self) {
        self.cue += other.cue;
        self.source += other.source;
        self.content += other.content;
        self.whole += other.whole;
        self.source_overlap += other.source_overlap;
        self.content_overlap += other.content_overlap;
    }
}

/// Scores the attributions of one report.
pub fn score(gold: &[Attribution], predicted: &[Attribution]) -> Scores {
    let agreeing = |same: fn(&Attribution, &Attribution) -> bool| Match {
        right: predicted.iter().filter(|p| gold.iter().any(|g| same(g, p))).count(),
        predicted: predicted.len(),
        found: gold.iter().filter(|g| predicted.iter().any(|p| same(g, p))).count(),
        gold: gold.len(),
    };
    let overlap = |part: fn(&Attribution) -> &[Span]| {
        let pairs = gold.iter().flat_map(|g| predicted.iter().map(move |p| (g, p)));
        let common: usize = pairs.map(|(g, p)| common(part(g), part(p))).sum();
        let length = |all: &[Attribution]| all.iter().flat_map(part).map(Span::len).sum();
        Match { right: common, predicted: length(predicted), found: common, gold: length(gold) }
    };
    Scores {
        cue: agreeing(|g, p| g.cue == p.cue),
        source: agreeing(|g, p| near(p.cue, g.cue) && g.source == p.source),
        content: agreeing(|g, p| near(p.cue, g.cue) && g.content == p.content),
        whole: agreeing(|g, p| g == p),
        source_overlap: overlap(|a| &a.source),
        content_overlap: overlap(|a| &a.content),
    }
}

/// Citron's overlap of cues: a prediction may also start right after the gold cue.
fn near(predicted: Span, gold: Span) -> bool {
    predicted.start <= gold.end && predicted.end > gold.start
}

fn common(a: &[Span], b: &[Span]) -> usize {
    let shared = |x: &Span, y: &Span| x.end.min(y.end).saturating_sub(x.start.max(y.start));
    a.iter().map(|x| b.iter().map(|y| shared(x, y)).sum::<usize>()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribution(source: Span, cue: Span, content: Span) -> Attribution {
        Attribution { source: vec![source], cue, content: vec![content] }
    }

    #[test]
    fn each_part_is_judged_for_itself_and_all_together() {
        let gold = [attribution(Span::new(0, 2), Span::new(2, 3), Span::new(3, 9))];
        let read = [
            attribution(Span::new(0, 2), Span::new(2, 3), Span::new(3, 8)),
            attribution(Span::new(5, 6), Span::new(6, 7), Span::new(7, 9)),
        ];
        let scores = score(&gold, &read);
        assert_eq!(scores.cue, Match { right: 1, predicted: 2, found: 1, gold: 1 });
        assert_eq!(scores.source.recall(), Some(100.0));
        assert_eq!(scores.content.f1(), Some(0.0));
        assert_eq!(scores.whole.right, 0);
        assert_eq!(scores.content_overlap, Match { right: 7, predicted: 7, found: 7, gold: 6 });
    }
}
