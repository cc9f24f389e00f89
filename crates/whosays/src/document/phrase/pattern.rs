//! Patterns: what a table row's `pattern` cell says, compiled.
//!
//! The cell lists elements, separated by blanks:
//!
//! - `last|past`: one of these words, in any case; marks are words too, and `this_past` is two words;
//! - `<month>`: anything of a class: a list of words, a numeral, or what rows of an earlier phase found;
//!   `<day|date>` takes either class, `<to:day>` puts what it takes into the slot `to`;
//! - `^lower`, `^capital`, `^letters`, `^digits`: any atom of that shape; `^start`, `^end`: the edge of the sentence;
//!   `^glued`: no blank here;
//! - a `?` after an element: it may be missing.
//!
//! Several patterns in one cell are separated by ` || `.

use super::{Atom, Chart, Shape, TableError, Vocabulary, WordId};

/// A class of phrases: a name that tables agree on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct ClassId(u16);

impl ClassId {
    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Element {
    Words(Vec<Box<[WordId]>>),
    Classes { slot: usize, classes: Vec<ClassId> },
    Lower,
    Capital,
    Letters,
    Digits,
    Start,
    End,
    Glued,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Step {
    element: Element,
    optional: bool,
}

/// One compiled pattern.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Pattern {
    steps: Vec<Step>,
}

/// What an element took: the slot, and where the edge stands in the chart.
pub(crate) type Taken = (usize, usize, usize);

/// A match: the atom after its last, and what its classes took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Match {
    pub(crate) end: usize,
    pub(crate) taken: Vec<Taken>,
}

/// What a pattern can start with.
pub(crate) enum Trigger<'p> {
    Words(&'p [Box<[WordId]>]),
    Classes(&'p [ClassId]),
    Any,
}

impl Pattern {
    /// The longest match that starts at an atom.
    pub(crate) fn longest<P>(&self, atoms: &[Atom], chart: &Chart<P>, at: usize) -> Option<Match> {
        let mut search = Search { atoms, chart, steps: &self.steps, taken: Vec::new(), best: None };
        search.extend(0, at);
        search.best
    }

    /// True if the pattern matches and ends right before an atom.
    fn ends_at<P>(&self, atoms: &[Atom], chart: &Chart<P>, end: usize) -> bool {
        const FURTHEST: usize = 12;
        let starts = end.saturating_sub(FURTHEST)..=end;
        starts.rev().any(|at| {
            let search = Search { atoms, chart, steps: &self.steps, taken: Vec::new(), best: None };
            search.ends(0, at, end)
        })
    }

    /// What the first atom of a match can be; several, if the first elements may be missing.
    pub(crate) fn triggers(&self) -> impl Iterator<Item = Trigger<'_>> {
        let required = self.steps.iter().position(|step| !step.optional).unwrap_or(self.steps.len());
        self.steps.iter().take(required + 1).map(|step| match &step.element {
            Element::Words(words) => Trigger::Words(words),
            Element::Classes { classes, .. } => Trigger::Classes(classes),
            _ => Trigger::Any,
        })
    }
}

struct Search<'s, P> {
    atoms: &'s [Atom],
    chart: &'s Chart<P>,
    steps: &'s [Step],
    taken: Vec<Taken>,
    best: Option<Match>,
}

impl<P> Search<'_, P> {
    fn extend(&mut self, step: usize, at: usize) {
        let steps = self.steps;
        let Some(Step { element, optional }) = steps.get(step) else {
            if self.best.as_ref().is_none_or(|best| best.end < at) {
                self.best = Some(Match { end: at, taken: self.taken.clone() });
            }
            return;
        };
        match element {
            Element::Classes { slot, classes } => {
                let chart = self.chart;
                for (index, edge) in chart.at(at).iter().enumerate().filter(|(_, edge)| classes.contains(&edge.class)) {
                    self.taken.push((*slot, at, index));
                    self.extend(step + 1, edge.end);
                    self.taken.pop();
                }
            }
            Element::Words(choices) => {
                for choice in choices.iter().filter(|choice| stands(self.atoms, choice, at)) {
                    self.extend(step + 1, at + choice.len());
                }
            }
            _ => {
                if let Some(next) = self.single(element, at) {
                    self.extend(step + 1, next);
                }
            }
        }
        if *optional {
            self.extend(step + 1, at);
        }
    }

    fn ends(&self, step: usize, at: usize, end: usize) -> bool {
        let Some(Step { element, optional }) = self.steps.get(step) else { return at == end };
        let taken = match element {
            Element::Classes { classes, .. } => {
                let mut edges =
                    self.chart.at(at).iter().filter(|edge| classes.contains(&edge.class) && edge.end <= end);
                edges.any(|edge| self.ends(step + 1, edge.end, end))
            }
            Element::Words(choices) => choices.iter().any(|choice| {
                let next = at + choice.len();
                next <= end && stands(self.atoms, choice, at) && self.ends(step + 1, next, end)
            }),
            _ => self.single(element, at).is_some_and(|next| next <= end && self.ends(step + 1, next, end)),
        };
        taken || (*optional && self.ends(step + 1, at, end))
    }

    fn single(&self, element: &Element, at: usize) -> Option<usize> {
        let atom = self.atoms.get(at);
        let fits = match element {
            Element::Lower => atom?.shape == Shape::Lower,
            Element::Capital => atom?.shape == Shape::Capital,
            Element::Letters => atom?.is_letters(),
            Element::Digits => atom?.digits().is_some(),
            Element::Start => return (at == 0).then_some(at),
            Element::End => return atom.is_none().then_some(at),
            Element::Glued => return atom?.glued.then_some(at),
            Element::Words(_) | Element::Classes { .. } => false,
        };
        fits.then_some(at + 1)
    }
}

/// True if these words stand at an atom.
fn stands(atoms: &[Atom], words: &[WordId], at: usize) -> bool {
    let here = atoms.get(at..at + words.len()).unwrap_or(&[]);
    here.len() == words.len() && here.iter().zip(words).all(|(atom, word)| atom.word == *word)
}

/// What must, or must not, stand beside a match.
///
/// The cell lists patterns separated by `|`; with a leading `!` none of them may stand there, without it one of them must.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Guard {
    forbidden: bool,
    patterns: Vec<Pattern>,
}

impl Guard {
    /// True if what stands before the atom is allowed.
    pub(crate) fn allows_before<P>(&self, atoms: &[Atom], chart: &Chart<P>, start: usize) -> bool {
        self.judge(|pattern| pattern.ends_at(atoms, chart, start))
    }

    /// True if what stands from the atom on is allowed.
    pub(crate) fn allows_after<P>(&self, atoms: &[Atom], chart: &Chart<P>, end: usize) -> bool {
        self.judge(|pattern| pattern.longest(atoms, chart, end).is_some())
    }

    fn judge(&self, stands: impl Fn(&Pattern) -> bool) -> bool {
        self.patterns.is_empty() || self.patterns.iter().any(stands) != self.forbidden
    }
}

#[derive(Clone, Debug)]
struct Class {
    name: String,
    filled: bool,
}

/// Compiles patterns: learns their words and knows the classes.
#[derive(Clone, Debug, Default)]
pub(crate) struct PatternReader {
    pub(crate) vocabulary: Vocabulary,
    classes: Vec<Class>,
    slots: &'static [&'static str],
}

impl PatternReader {
    /// A reader whose patterns may name these slots besides the first, which has no name.
    pub(crate) fn new(slots: &'static [&'static str]) -> Self {
        Self { slots, ..Self::default() }
    }

    /// The class of that name, for one who puts something into it; new names are learned.
    pub(crate) fn class(&mut self, name: &str) -> ClassId {
        let class = self.named(name);
        self.classes[class.index()].filled = true;
        class
    }

    fn named(&mut self, name: &str) -> ClassId {
        let known = self.classes.iter().position(|class| class.name == name);
        let index = known.unwrap_or_else(|| {
            self.classes.push(Class { name: name.to_owned(), filled: false });
            self.classes.len() - 1
        });
        ClassId(u16::try_from(index).unwrap_or(u16::MAX))
    }

    /// A class that patterns name and nothing is ever put into: a slip of the pen in a table.
    pub(crate) fn empty_class(&self) -> Option<&str> {
        self.classes.iter().find(|class| !class.filled).map(|class| class.name.as_str())
    }

    /// How many classes there are.
    pub(crate) fn classes(&self) -> usize {
        self.classes.len()
    }

    /// Every pattern of a cell.
    pub(crate) fn patterns(&mut self, table: &str, row: &str, cell: &str) -> Result<Vec<Pattern>, TableError> {
        let patterns: Vec<Pattern> = cell
            .split(" || ")
            .map(|one| self.pattern(one))
            .collect::<Result<_, _>>()
            .map_err(|message| TableError::new(table, row, message))?;
        match patterns.iter().any(|pattern| pattern.steps.iter().all(|step| step.optional)) {
            true => Err(TableError::new(table, row, "a pattern could match nothing")),
            false => Ok(patterns),
        }
    }

    /// The guard of a cell; an empty cell allows everything.
    pub(crate) fn guard(&mut self, table: &str, row: &str, cell: &str) -> Result<Guard, TableError> {
        if cell.is_empty() {
            return Ok(Guard::default());
        }
        let (forbidden, list) = cell.strip_prefix('!').map_or((false, cell), |list| (true, list));
        let mut inside = false;
        let bar = |c: char| {
            inside = (inside || c == '<') && c != '>';
            c == '|' && !inside
        };
        let patterns = list.split(bar).map(|one| self.pattern(one)).collect::<Result<_, _>>();
        Ok(Guard { forbidden, patterns: patterns.map_err(|message| TableError::new(table, row, message))? })
    }

    fn pattern(&mut self, text: &str) -> Result<Pattern, String> {
        let mut steps = Vec::new();
        for piece in text.split_whitespace() {
            let (piece, optional) = match piece.strip_suffix('?') {
                Some(rest) if !rest.is_empty() => (rest, true),
                _ => (piece, false),
            };
            steps.extend(self.elements(piece)?.into_iter().map(|element| Step { element, optional }));
        }
        Ok(Pattern { steps })
    }

    fn elements(&mut self, piece: &str) -> Result<Vec<Element>, String> {
        if let Some(class) = piece.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            let (slot, class) = class.split_once(':').unwrap_or(("", class));
            let slot = match slot {
                "" => 0,
                name => {
                    1 + self.slots.iter().position(|slot| *slot == name).ok_or_else(|| format!("no slot `{name}`"))?
                }
            };
            let classes = class.split('|').map(|name| self.named(name)).collect();
            return Ok(vec![Element::Classes { slot, classes }]);
        }
        match piece {
            "^lower" => Ok(vec![Element::Lower]),
            "^capital" => Ok(vec![Element::Capital]),
            "^letters" => Ok(vec![Element::Letters]),
            "^digits" => Ok(vec![Element::Digits]),
            "^start" => Ok(vec![Element::Start]),
            "^end" => Ok(vec![Element::End]),
            "^glued" => Ok(vec![Element::Glued]),
            _ if piece.starts_with('^') || piece.contains(['<', '>']) => Err(format!("unknown element `{piece}`")),
            _ => Ok(self.words(piece)),
        }
    }

    fn words(&mut self, piece: &str) -> Vec<Element> {
        let mut choices: Vec<Box<[WordId]>> = Vec::new();
        for choice in piece.split('|') {
            let words = choice.split('_').flat_map(|word| self.vocabulary.learn(word)).collect();
            choices.push(words);
        }
        vec![Element::Words(choices)]
    }
}
