//! The cascade: rows of a table, run phase by phase, each phase building on what the phases before it found.

use super::pattern::{ClassId, Guard, Match, Pattern, Trigger};
use super::{Atom, PatternReader, TableError, WordId};
use crate::{Lexicon, Row};

/// Something of a class that starts at an atom: a word of a list, a numeral, or what a row found.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Edge<P> {
    pub(crate) class: ClassId,
    /// The atom after its last.
    pub(crate) end: usize,
    pub(crate) payload: P,
}

/// The edges of one sentence, by the atom that they start at.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Chart<P> {
    edges: Vec<Vec<Edge<P>>>,
}

impl<P> Chart<P> {
    pub(crate) fn new(atoms: usize) -> Self {
        Self { edges: std::iter::repeat_with(Vec::new).take(atoms).collect() }
    }

    /// The edges that start at an atom.
    pub(crate) fn at(&self, atom: usize) -> &[Edge<P>] {
        self.edges.get(atom).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn add(&mut self, start: usize, edge: Edge<P>) {
        if let Some(here) = self.edges.get_mut(start) {
            here.push(edge);
        }
    }
}

/// A row of the table.
#[derive(Clone, Debug)]
struct Rule<A> {
    id: String,
    before: Guard,
    after: Guard,
    classes: Vec<ClassId>,
    action: A,
}

#[derive(Clone, Debug)]
struct Variant {
    rule: usize,
    phase: u8,
    pattern: Pattern,
}

/// Which variants of one phase can start with a word, with something of a class, or with anything.
#[derive(Clone, Debug)]
struct Phase {
    by_word: Vec<Vec<usize>>,
    by_class: Vec<Vec<usize>>,
    anywhere: Vec<usize>,
}

impl Phase {
    fn new<'v>(variants: impl Iterator<Item = (usize, &'v Variant)>, reader: &PatternReader) -> Self {
        let mut phase = Self {
            by_word: vec![Vec::new(); reader.vocabulary.size()],
            by_class: vec![Vec::new(); reader.classes()],
            anywhere: Vec::new(),
        };
        for (number, variant) in variants {
            for trigger in variant.pattern.triggers() {
                match trigger {
                    Trigger::Words(choices) => choices
                        .iter()
                        .filter_map(|choice| choice.first())
                        .for_each(|word| phase.by_word[word.index()].push(number)),
                    Trigger::Classes(classes) => {
                        classes.iter().for_each(|class| phase.by_class[class.index()].push(number));
                    }
                    Trigger::Any => phase.anywhere.push(number),
                }
            }
        }
        phase
    }

    /// The variants that can start at an atom, each once, in the order of the table.
    fn possible<P>(&self, word: WordId, edges: &[Edge<P>]) -> Vec<usize> {
        let mut numbers = self.anywhere.clone();
        numbers.extend(self.by_word.get(word.index()).into_iter().flatten());
        for edge in edges {
            numbers.extend(self.by_class.get(edge.class.index()).into_iter().flatten());
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

/// What a row found. Atoms are counted within the sentence, half-open.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Candidate<P> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Number of the row.
    pub(crate) rule: usize,
    pub(crate) payload: P,
}

/// The rows of a rule table, ready to run.
///
/// The table's columns are `id`, `phase` (a number), `pattern`, `before`, `after`, `class` (classes that later phases see
/// the finding under, separated by `|`), and whatever the reader of `A` wants.
#[derive(Clone, Debug)]
pub(crate) struct Cascade<A> {
    name: String,
    rules: Vec<Rule<A>>,
    variants: Vec<Variant>,
    phases: Vec<Phase>,
}

impl<A> Cascade<A> {
    /// Compiles a table. Row numbers follow the order of the file.
    pub(crate) fn read(
        table: &Lexicon,
        reader: &mut PatternReader,
        mut action: impl FnMut(&mut PatternReader, Row<'_>) -> Result<A, String>,
    ) -> Result<Self, TableError> {
        let (mut rules, mut variants) = (Vec::new(), Vec::new());
        for row in table.rows() {
            let id = row.get("id");
            let fault = |message: String| TableError::new(table.name(), id, message);
            let phase: u8 = row.get("phase").parse().map_err(|_| fault("`phase` must be a number".to_owned()))?;
            for pattern in reader.patterns(table.name(), id, row.get("pattern"))? {
                variants.push(Variant { rule: rules.len(), phase, pattern });
            }
            let before = reader.guard(table.name(), id, row.get("before"))?;
            let after = reader.guard(table.name(), id, row.get("after"))?;
            let classes = row.list("class").map(|class| reader.class(class)).collect();
            let action = action(reader, row).map_err(fault)?;
            rules.push(Rule { id: id.to_owned(), before, after, classes, action });
        }
        match reader.empty_class() {
            Some(class) => Err(TableError::new(table.name(), "", format!("nothing is of class `{class}`"))),
            None => Ok(Self::index(table.name(), rules, variants, reader)),
        }
    }

    fn index(name: &str, rules: Vec<Rule<A>>, variants: Vec<Variant>, reader: &PatternReader) -> Self {
        let mut numbers: Vec<u8> = variants.iter().map(|variant| variant.phase).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let of = |phase: u8| variants.iter().enumerate().filter(move |(_, variant)| variant.phase == phase);
        let phases = numbers.into_iter().map(|phase| Phase::new(of(phase), reader)).collect();
        Self { name: name.to_owned(), rules, variants, phases }
    }

    /// `table:row-id` of a row.
    pub(crate) fn rule_name(&self, rule: usize) -> String {
        format!("{}:{}", self.name, self.rules.get(rule).map_or("", |rule| rule.id.as_str()))
    }

    /// Runs every phase over a sentence. `build` makes a payload from a row and what its classes took, slot by slot; where
    /// it makes none, the row has found nothing.
    pub(crate) fn run<P: Clone + PartialEq>(
        &self,
        atoms: &[Atom],
        chart: &mut Chart<P>,
        build: impl Fn(&A, &[(usize, &P)]) -> Option<P>,
    ) -> Vec<Candidate<P>> {
        let mut found: Vec<Candidate<P>> = Vec::new();
        for phase in &self.phases {
            let first = found.len();
            for at in 0..atoms.len() {
                self.run_at(phase, atoms, chart, at, &build, &mut found);
            }
            for candidate in &found[first..] {
                for &class in &self.rules[candidate.rule].classes {
                    let edge = Edge { class, end: candidate.end, payload: candidate.payload.clone() };
                    chart.add(candidate.start, edge);
                }
            }
        }
        found
    }

    fn run_at<P: Clone + PartialEq>(
        &self,
        phase: &Phase,
        atoms: &[Atom],
        chart: &Chart<P>,
        at: usize,
        build: &impl Fn(&A, &[(usize, &P)]) -> Option<P>,
        found: &mut Vec<Candidate<P>>,
    ) {
        for variant in phase.possible(atoms[at].word, chart.at(at)) {
            let variant = &self.variants[variant];
            let rule = &self.rules[variant.rule];
            let Some(Match { end, taken }) = variant.pattern.longest(atoms, chart, at) else { continue };
            if !rule.before.allows_before(atoms, chart, at) || !rule.after.allows_after(atoms, chart, end) {
                continue;
            }
            let taken: Vec<(usize, &P)> = taken.iter().map(|&(slot, at, i)| (slot, &chart.at(at)[i].payload)).collect();
            let Some(payload) = build(&rule.action, &taken) else { continue };
            found.push(Candidate { start: at, end, rule: variant.rule, payload });
        }
    }
}

/// Chooses among candidates those that stand: the longest first, a later row (they come from later phases) before an
/// earlier one, never two that overlap. The result is in the order of the text.
pub(crate) fn disjoint<P>(mut candidates: Vec<Candidate<P>>) -> Vec<Candidate<P>> {
    candidates.sort_by_key(|c| (std::cmp::Reverse(c.end - c.start), c.start, std::cmp::Reverse(c.rule)));
    let last = candidates.iter().map(|c| c.end).max().unwrap_or(0);
    let mut used = vec![false; last];
    let mut chosen: Vec<Candidate<P>> = Vec::new();
    for candidate in candidates {
        let range = candidate.start..candidate.end;
        if used[range.clone()].iter().all(|taken| !taken) {
            used[range].fill(true);
            chosen.push(candidate);
        }
    }
    chosen.sort_by_key(|c| c.start);
    chosen
}
