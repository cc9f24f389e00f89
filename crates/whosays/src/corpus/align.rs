//! Local alignment of two stretches of words: the best-matching part of each.

use std::ops::Range;

use super::wording::{Class, Word};

/// How two stretches match. Positions count in the slices that were aligned.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Alignment {
    /// The part of the first.
    pub(crate) a: Range<usize>,
    /// The part of the second.
    pub(crate) b: Range<usize>,
    /// Weight of the words that match, in parts of [`super::wording::FULL`]; a match by stem or concept counts less.
    pub(crate) matched: u32,
    /// Words of either part that match nothing, by weight.
    pub(crate) unmatched: u32,
    /// Pairs of matching words, in order.
    pub(crate) pairs: Vec<(usize, usize)>,
    /// Pairs of figures that stand in the same place and differ.
    pub(crate) figures: Vec<(usize, usize)>,
    /// Pairs of parts of names that do.
    pub(crate) names: Vec<(usize, usize)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Stop,
    Match,
    /// Two words of the first written as one in the second.
    JoinA,
    /// Two words of the second written as one in the first.
    JoinB,
    SkipBoth,
    SkipA,
    SkipB,
}

/// Words that a stretch may have; what is longer must be cut before.
pub(crate) const LONGEST: usize = 160;

/// Gain of two words that stand for each other, in quarters of their weight; 0 if they do not.
fn likeness(a: &Word, b: &Word) -> u32 {
    if a.form == b.form {
        4
    } else if a.stem == b.stem {
        3
    } else if a.concept == b.concept && a.class == b.class {
        1
    } else {
        0
    }
}

/// Cost of leaving a word out: half of its weight.
fn cost(word: &Word) -> i32 {
    i32::try_from(word.weight * 2).unwrap_or(i32::MAX)
}

fn gain(a: &Word, b: &Word) -> i32 {
    i32::try_from(likeness(a, b) * a.weight.min(b.weight)).unwrap_or(0)
}

/// The best local alignment of two stretches of at most [`LONGEST`] words; `None` if nothing matches.
///
/// Smith and Waterman's algorithm: a match gains what the word tells, a word left out costs half of that; a figure in
/// the place of another figure costs almost nothing, because reprints bring figures up to date.
pub(crate) fn align(a: &[Word], b: &[Word]) -> Option<Alignment> {
    let (a, b) = (a.get(..LONGEST).unwrap_or(a), b.get(..LONGEST).unwrap_or(b));
    let width = b.len() + 1;
    let mut score = vec![0i32; (a.len() + 1) * width];
    let mut step = vec![Step::Stop; (a.len() + 1) * width];
    let mut best = (0, 0);
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let at = i * width + j;
            (score[at], step[at]) = cell(a, b, i, j, width, &score);
            if score[at] > score[best.0 * width + best.1] {
                best = (i, j);
            }
        }
    }
    if score[best.0 * width + best.1] == 0 { None } else { Some(trace(a, b, best, width, &step)) }
}

fn cell(a: &[Word], b: &[Word], i: usize, j: usize, width: usize, score: &[i32]) -> (i32, Step) {
    let (x, y) = (&a[i - 1], &b[j - 1]);
    let at = i * width + j;
    let mut best = (0, Step::Stop);
    let mut offer = |value: i32, step: Step| {
        if value > best.0 {
            best = (value, step);
        }
    };
    let diagonal = score[at - width - 1];
    let like = gain(x, y);
    if like > 0 {
        offer(diagonal + like, Step::Match);
    } else if x.class == Class::Number && y.class == Class::Number {
        offer(diagonal - 1, Step::SkipBoth);
    } else {
        offer(diagonal - cost(x).max(cost(y)), Step::SkipBoth);
    }
    if i > 1 && a[i - 2].joined == y.form {
        offer(score[at - 2 * width - 1] + gain(y, y), Step::JoinA);
    }
    if j > 1 && b[j - 2].joined == x.form {
        offer(score[at - width - 2] + gain(x, x), Step::JoinB);
    }
    offer(score[at - width] - cost(x), Step::SkipA);
    offer(score[at - 1] - cost(y), Step::SkipB);
    best
}

/// Follows the steps back from the end of the best alignment.
fn trace(a: &[Word], b: &[Word], end: (usize, usize), width: usize, step: &[Step]) -> Alignment {
    let (mut i, mut j) = end;
    let mut found = Alignment { a: 0..i, b: 0..j, ..Alignment::default() };
    loop {
        let taken = step[i * width + j];
        match taken {
            Step::Stop => break,
            Step::Match | Step::JoinA | Step::JoinB => found.pair(a, b, i - 1, j - 1, taken),
            Step::SkipBoth => found.differ(a, b, i - 1, j - 1),
            Step::SkipA => found.unmatched += a[i - 1].weight,
            Step::SkipB => found.unmatched += b[j - 1].weight,
        }
        let (back_a, back_b) = taken.length();
        (i, j) = (i - back_a, j - back_b);
    }
    (found.a.start, found.b.start) = (i, j);
    for list in [&mut found.pairs, &mut found.figures, &mut found.names] {
        list.reverse();
    }
    found
}

impl Step {
    /// Words of each side that a step takes.
    fn length(self) -> (usize, usize) {
        match self {
            Self::Stop => (0, 0),
            Self::Match | Self::SkipBoth => (1, 1),
            Self::JoinA => (2, 1),
            Self::JoinB => (1, 2),
            Self::SkipA => (1, 0),
            Self::SkipB => (0, 1),
        }
    }
}

impl Alignment {
    /// Two words that stand for each other, or a word that stands for two.
    fn pair(&mut self, a: &[Word], b: &[Word], i: usize, j: usize, step: Step) {
        self.matched += match step {
            Step::JoinA => b[j].weight,
            Step::JoinB => a[i].weight,
            _ => likeness(&a[i], &b[j]) * a[i].weight.min(b[j].weight) / 4,
        };
        self.pairs.push((i, j));
    }

    /// Two words that stand in one place and differ.
    fn differ(&mut self, a: &[Word], b: &[Word], i: usize, j: usize) {
        match (a[i].class, b[j].class) {
            (Class::Number, Class::Number) => self.figures.push((i, j)),
            (Class::Name, Class::Name) => self.names.push((i, j)),
            _ => {}
        }
        self.unmatched += a[i].weight + b[j].weight;
    }
}
