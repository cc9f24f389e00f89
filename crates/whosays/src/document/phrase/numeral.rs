//! Numerals: `1,426`, `1.5 million`, `one hundred and twenty-three`, `several hundred`, `tens of thousands`, `9th`.
//!
//! The words and their values are the table `number`; how words add up (units after tens, hundreds within thousands) is
//! here, and holds for the languages that build numerals from the large to the small.

use super::{Atom, Lexemes, TableError, Vocabulary};
use crate::Lexicon;

/// A number as the text gives it: at least `min`, at most `max`, both included.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Numeral {
    /// The atom after its last.
    pub(crate) end: usize,
    pub(crate) min: f64,
    /// `None`: no upper end is told (`dozens`).
    pub(crate) max: Option<f64>,
    /// Told as a rough number (`a couple`).
    pub(crate) approx: bool,
    /// Written in digits alone.
    pub(crate) digits: bool,
}

impl Numeral {
    fn exact(end: usize, value: f64, digits: bool) -> Self {
        Self { end, min: value, max: Some(value), approx: false, digits }
    }

    fn vague(end: usize, min: f64) -> Self {
        Self { end, min, max: None, approx: false, digits: false }
    }

    fn times(self, end: usize, factor: f64) -> Self {
        Self { end, min: self.min * factor, max: self.max.map(|max| max * factor), digits: false, ..self }
    }
}

/// What a word of the table `number` does in a numeral.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Role {
    /// 0 to 19.
    Unit(u32),
    /// 20, 30 … 90.
    Ten(u32),
    /// Multiplies what stands before it within its thousand.
    Hundred,
    /// Thousand and up.
    Scale(f64),
    /// Multiplies what stands before it and ends the numeral: `dozen`.
    Group(f64),
    /// `a`: one, before a multiplier.
    Article,
    And,
    Of,
    Half,
    /// At least so many, and no more is told: `several`.
    Few(f64),
    /// A multiplier without a number: at least two of them. `hundreds`.
    Plural(f64),
    /// About so many: `a couple`.
    Rough(f64),
    /// A number of its own: `half a dozen`.
    Whole(f64),
    Ordinal(u32),
    /// `st`, `nd`, `rd`, `th` after digits.
    Suffix,
}

/// The words that numerals are made of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numerals {
    words: Lexemes<Role>,
}

impl Numerals {
    /// Reads the table `number`: columns `word`, `role`, `value`.
    pub(crate) fn read(table: &Lexicon, vocabulary: &mut Vocabulary) -> Result<Self, TableError> {
        let mut words = Lexemes::default();
        for row in table.rows() {
            let word = row.get("word");
            let value: f64 = row.get("value").parse().unwrap_or(0.0);
            let role = role(row.get("role"), value)
                .ok_or_else(|| TableError::new(table.name(), word, format!("unknown role `{}`", row.get("role"))))?;
            words.insert(vocabulary, word, false, role);
        }
        Ok(Self { words })
    }

    fn role(&self, atoms: &[Atom], at: usize) -> Option<(usize, Role)> {
        self.words.longest(atoms, at, |_| true).map(|(end, role)| (end, *role))
    }

    fn is(&self, atoms: &[Atom], at: usize, wanted: Role) -> Option<usize> {
        self.words.longest(atoms, at, |role| *role == wanted).map(|(end, _)| end)
    }

    /// The cardinal number that starts at an atom.
    pub(crate) fn cardinal(&self, atoms: &[Atom], at: usize) -> Option<Numeral> {
        let first = atoms.get(at)?;
        if first.digits().is_some() || matches!(first.shape, super::Shape::Mark('½' | '¼' | '¾')) {
            return self.in_digits(atoms, at);
        }
        match self.role(atoms, at)? {
            (end, Role::Few(min)) => Some(self.multiplied(atoms, Numeral::vague(end, min))),
            (end, Role::Rough(value)) => {
                let rough = Numeral { approx: true, ..Numeral::exact(end, value, false) };
                Some(self.multiplied(atoms, rough))
            }
            (end, Role::Whole(value)) => Some(Numeral::exact(end, value, false)),
            (end, Role::Plural(of)) => Some(self.plural(atoms, end, of)),
            (end, Role::Half) => self.half(atoms, end),
            (_, Role::Unit(_) | Role::Ten(_) | Role::Article) => self.in_words(atoms, at),
            _ => None,
        }
    }

    /// `60`, `1,426`, `15, 000`, `3 1/2`, `1.5 million`.
    fn in_digits(&self, atoms: &[Atom], at: usize) -> Option<Numeral> {
        let (end, value) = decimal(atoms, at)?;
        let plain = Numeral::exact(end, value, true);
        let scaled = self.multiplied(atoms, plain);
        Some(if scaled.end == end { plain } else { scaled })
    }

    /// Takes a multiplier after a number, if one stands there.
    fn multiplied(&self, atoms: &[Atom], number: Numeral) -> Numeral {
        let dash = usize::from(atoms.get(number.end).is_some_and(|atom| atom.glued && atom.is_mark('-')));
        match self.role(atoms, number.end + dash) {
            Some((end, Role::Hundred)) => self.multiplied(atoms, number.times(end, 100.0)),
            Some((end, Role::Scale(scale))) => number.times(end, scale),
            Some((end, Role::Group(size))) => number.times(end, size),
            _ => number,
        }
    }

    /// `dozens`, `hundreds of thousands`.
    fn plural(&self, atoms: &[Atom], end: usize, of: f64) -> Numeral {
        let next = self.is(atoms, end, Role::Of).and_then(|of| self.role(atoms, of));
        match next {
            Some((end, Role::Plural(next))) => Numeral::vague(end, 2.0 * of * next),
            _ => Numeral::vague(end, 2.0 * of),
        }
    }

    /// `half a million`, `half million`.
    fn half(&self, atoms: &[Atom], at: usize) -> Option<Numeral> {
        let at = self.is(atoms, at, Role::Article).unwrap_or(at);
        match self.role(atoms, at)? {
            (end, Role::Scale(scale)) => Some(Numeral::exact(end, scale / 2.0, false)),
            (end, Role::Group(size)) => Some(Numeral::exact(end, size / 2.0, false)),
            _ => None,
        }
    }

    /// `five`, `twenty-five`, `a hundred and two thousand`, `two dozen`, `two and a half million`.
    fn in_words(&self, atoms: &[Atom], at: usize) -> Option<Numeral> {
        let mut sum = Sum { end: at, ..Sum::default() };
        let mut next = at;
        while let Some((end, role)) = self.role(atoms, next) {
            match role {
                Role::Article if next == at && self.multiplies(atoms, end) => sum.unit(end, 1),
                Role::Unit(value) if sum.takes_unit(value) => sum.unit(end, value),
                Role::Ten(value) if sum.takes_ten() => sum.ten(end, value),
                Role::Hundred if sum.takes_hundred() => sum.hundred(end),
                Role::Scale(scale) if sum.takes_scale(scale) => sum.scale(end, scale),
                Role::Group(size) if sum.total == 0.0 && sum.part > 0 => {
                    return Some(Numeral::exact(end, f64::from(sum.part) * size, false));
                }
                Role::And if sum.after_multiplier => {
                    next = end;
                    continue;
                }
                _ => break,
            }
            next = sum.end + usize::from(self.joins(atoms, sum.end, sum.last_ten));
        }
        if sum.end == at {
            return None;
        }
        Some(self.and_a_half(atoms, Numeral::exact(sum.end, sum.total + f64::from(sum.part), false)))
    }

    fn multiplies(&self, atoms: &[Atom], at: usize) -> bool {
        matches!(self.role(atoms, at), Some((_, Role::Hundred | Role::Scale(_) | Role::Group(_))))
    }

    /// True if a hyphen joins a ten and a unit: `twenty-five`.
    fn joins(&self, atoms: &[Atom], at: usize, after_ten: bool) -> bool {
        after_ten
            && atoms.get(at).is_some_and(|atom| atom.is_mark('-'))
            && matches!(self.role(atoms, at + 1), Some((_, Role::Unit(1..=9))))
    }

    fn and_a_half(&self, atoms: &[Atom], number: Numeral) -> Numeral {
        let past_dash = |at: usize| at + usize::from(atoms.get(at).is_some_and(|atom| atom.glued && atom.is_mark('-')));
        let half = self
            .is(atoms, past_dash(number.end), Role::And)
            .and_then(|and| self.is(atoms, past_dash(and), Role::Article))
            .and_then(|article| self.is(atoms, past_dash(article), Role::Half));
        half.map_or(number, |end| self.multiplied(atoms, Numeral::exact(end, number.min + 0.5, false)))
    }

    /// The ordinal number that starts at an atom: the atom after its last, and its value.
    pub(crate) fn ordinal(&self, atoms: &[Atom], at: usize) -> Option<(usize, u32)> {
        if let Some((length, value)) = atoms.get(at)?.digits() {
            let end = self.is(atoms, at + 1, Role::Suffix).filter(|_| atoms[at + 1].glued && length <= 3)?;
            return Some((end, u32::try_from(value).ok()?));
        }
        match self.role(atoms, at)? {
            (end, Role::Ordinal(value)) => Some((end, value)),
            (end, Role::Ten(ten)) => {
                let dash = usize::from(atoms.get(end).is_some_and(|atom| atom.is_mark('-')));
                match self.role(atoms, end + dash)? {
                    (end, Role::Ordinal(value @ 1..=9)) => Some((end, ten + value)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// A year in words: `nineteen ninety-six`, `twenty ten`.
    pub(crate) fn year(&self, atoms: &[Atom], at: usize) -> Option<(usize, i16)> {
        let (next, Role::Unit(century @ 16..=19) | Role::Ten(century @ 20)) = self.role(atoms, at)? else {
            return None;
        };
        let rest =
            self.in_words(atoms, next).filter(|rest| (10.0..100.0).contains(&rest.min) && rest.min.fract() == 0.0)?;
        Some((rest.end, i16::try_from(century * 100 + rest.min as u32).ok()?))
    }
}

/// A numeral in words while it is read.
#[derive(Default)]
struct Sum {
    end: usize,
    /// Thousands and up that are complete.
    total: f64,
    /// What has been read since.
    part: u32,
    /// The smallest scale read so far.
    smallest: Option<f64>,
    last_ten: bool,
    after_multiplier: bool,
    started: bool,
}

impl Sum {
    fn takes_unit(&self, value: u32) -> bool {
        !self.started || (self.last_ten && (1..=9).contains(&value)) || (self.after_multiplier && value > 0)
    }

    fn takes_ten(&self) -> bool {
        !self.started || self.after_multiplier
    }

    fn takes_hundred(&self) -> bool {
        self.started && (1..100).contains(&self.part)
    }

    fn takes_scale(&self, scale: f64) -> bool {
        self.part > 0 && self.smallest.is_none_or(|smallest| scale < smallest)
    }

    fn step(&mut self, end: usize, last_ten: bool, after_multiplier: bool) {
        (self.end, self.last_ten, self.after_multiplier, self.started) = (end, last_ten, after_multiplier, true);
    }

    fn unit(&mut self, end: usize, value: u32) {
        self.part += value;
        self.step(end, false, false);
    }

    fn ten(&mut self, end: usize, value: u32) {
        self.part += value;
        self.step(end, true, false);
    }

    fn hundred(&mut self, end: usize) {
        self.part *= 100;
        self.step(end, false, true);
    }

    fn scale(&mut self, end: usize, scale: f64) {
        self.total += f64::from(self.part) * scale;
        (self.part, self.smallest) = (0, Some(scale));
        self.step(end, false, true);
    }
}

fn role(name: &str, value: f64) -> Option<Role> {
    Some(match name {
        "unit" => Role::Unit(value as u32),
        "ten" => Role::Ten(value as u32),
        "hundred" => Role::Hundred,
        "scale" => Role::Scale(value),
        "group" => Role::Group(value),
        "article" => Role::Article,
        "and" => Role::And,
        "of" => Role::Of,
        "half" => Role::Half,
        "few" => Role::Few(value),
        "plural" => Role::Plural(value),
        "rough" => Role::Rough(value),
        "whole" => Role::Whole(value),
        "ordinal" => Role::Ordinal(value as u32),
        "suffix" => Role::Suffix,
        _ => return None,
    })
}

/// A number of more groups of three digits is a list that lacks its blanks.
const MOST_GROUPS: usize = 6;

/// A number in digits: separators, decimals and fractions. Tolerates the stray blank of `15, 000`, but only where the
/// group after it begins with a zero, or a small word runs on into the number (`than 1, 400`): `On May 5, 200 people`
/// are two numbers.
fn decimal(atoms: &[Atom], at: usize) -> Option<(usize, f64)> {
    if let Some(part) = sign(atoms, at) {
        return Some((at + 1, part));
    }
    let (length, first) = atoms.get(at)?.digits()?;
    let (mut end, mut value) = (at + 1, first);
    let grouped = length <= 3 && first > 0;
    let running = at.checked_sub(1).is_some_and(|before| atoms[before].shape == super::Shape::Lower);
    while let Some((next, group)) = group(atoms, end, running).filter(|_| grouped && end < at + MOST_GROUPS * 2) {
        (end, value) = (next, value.saturating_mul(1000).saturating_add(group));
    }
    let exact = value as f64;
    if let Some((digits, part)) = decimals(atoms, end) {
        let text = format!("{value}.{part:0digits$}");
        return text.parse().ok().map(|value| (end + 2, value));
    }
    Some(fraction(atoms, end).map_or((end, exact), |(end, part)| (end, exact + part)))
}

/// The digits after a decimal point: how many, and their value.
fn decimals(atoms: &[Atom], at: usize) -> Option<(usize, u64)> {
    let (point, digits) = (atoms.get(at)?, atoms.get(at + 1)?);
    let (length, part) = digits.digits()?;
    (point.glued && point.is_mark('.') && digits.glued).then(|| (usize::from(length.min(18)), part))
}

/// The three digits of the next group, with the comma or blank before them.
fn group(atoms: &[Atom], at: usize, running: bool) -> Option<(usize, u64)> {
    let comma = usize::from(atoms.get(at).is_some_and(|atom| atom.glued && atom.is_mark(',')));
    let digits = atoms.get(at + comma)?;
    let (3, value) = digits.digits()? else { return None };
    let stands = if digits.glued { comma == 1 } else { value < 100 || (comma == 1 && running) };
    stands.then_some((at + comma + 1, value))
}

/// ` 1/2` or `½` after a whole number.
fn fraction(atoms: &[Atom], at: usize) -> Option<(usize, f64)> {
    if let Some(part) = sign(atoms, at) {
        return Some((at + 1, part));
    }
    let (above, slash, below) = (atoms.get(at)?, atoms.get(at + 1)?, atoms.get(at + 2)?);
    let ((1, a), (1, b)) = (above.digits()?, below.digits()?) else { return None };
    (!above.glued && slash.glued && slash.is_mark('/') && below.glued && a < b).then(|| (at + 3, a as f64 / b as f64))
}

fn sign(atoms: &[Atom], at: usize) -> Option<f64> {
    match atoms.get(at)?.shape {
        super::Shape::Mark('½') => Some(0.5),
        super::Shape::Mark('¼') => Some(0.25),
        super::Shape::Mark('¾') => Some(0.75),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;
    use crate::document::phrase::{atoms, table};

    fn read(text: &str) -> Option<(f64, Option<f64>, &str)> {
        let mut vocabulary = Vocabulary::default();
        let table = table(&whosays_data::ENGLISH, "number").expect("there is a table of numbers");
        let numerals = Numerals::read(&table, &mut vocabulary).expect("it can be read");
        let all = atoms(text, Span::new(0, text.len()), &vocabulary);
        let found = numerals.cardinal(&all, 0)?;
        let end = all.get(found.end).map_or(text.len(), |next| next.span.start);
        Some((found.min, found.max, text[..end].trim_end()))
    }

    #[test]
    fn numbers_in_digits_keep_their_separators() {
        assert_eq!(read("1,426 pilgrims"), Some((1426.0, Some(1426.0), "1,426")));
        assert_eq!(read("15, 000 people"), Some((15_000.0, Some(15_000.0), "15, 000")));
        assert_eq!(read("5, 200 of them"), Some((5.0, Some(5.0), "5")));
        assert_eq!(read("58.5 km"), Some((58.5, Some(58.5), "58.5")));
        assert_eq!(read("3 1/2 years"), Some((3.5, Some(3.5), "3 1/2")));
        assert_eq!(read("1.5 million people"), Some((1_500_000.0, Some(1_500_000.0), "1.5 million")));
    }

    #[test]
    fn numbers_in_words_add_up() {
        assert_eq!(
            read("one hundred and twenty-three men"),
            Some((123.0, Some(123.0), "one hundred and twenty-three"))
        );
        assert_eq!(read("a thousand and one nights"), Some((1001.0, Some(1001.0), "a thousand and one")));
        assert_eq!(read("two hundred thousand men"), Some((200_000.0, Some(200_000.0), "two hundred thousand")));
        assert_eq!(read("five and six men"), Some((5.0, Some(5.0), "five")));
        assert_eq!(read("two and a half years"), Some((2.5, Some(2.5), "two and a half")));
        assert_eq!(read("half a million men"), Some((500_000.0, Some(500_000.0), "half a million")));
        assert_eq!(read("a man"), None);
    }

    #[test]
    fn vague_numbers_have_no_upper_end() {
        assert_eq!(read("dozens of men"), Some((24.0, None, "dozens")));
        assert_eq!(read("hundreds of thousands of men"), Some((200_000.0, None, "hundreds of thousands")));
        assert_eq!(read("tens of thousands"), Some((20_000.0, None, "tens of thousands")));
        assert_eq!(read("several hundred men"), Some((300.0, None, "several hundred")));
    }
}
