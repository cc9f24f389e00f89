//! Amounts: numbers with bounds while rows of the table build them up.

use super::QuantityKind;
use crate::document::phrase::Numeral;

/// What a row does to the number that it takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Bound {
    /// Nothing.
    #[default]
    Exact,
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    About,
    /// A little more than it.
    JustOver,
    /// From the first number to the second.
    Range,
    /// One side against the other; `min` and `max` are the two, in order.
    Against,
}

impl Bound {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "at-least" => Self::AtLeast,
            "more-than" => Self::MoreThan,
            "at-most" => Self::AtMost,
            "less-than" => Self::LessThan,
            "about" => Self::About,
            "just-over" => Self::JustOver,
            "range" => Self::Range,
            "against" => Self::Against,
            _ => return None,
        })
    }
}

/// A number with its bounds, or what a unit does to one.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Amount {
    pub(super) min: Option<f64>,
    pub(super) max: Option<f64>,
    pub(super) approx: bool,
    pub(super) kind: QuantityKind,
    pub(super) unit: Option<String>,
    /// For a unit: how many of its base unit one of it is.
    pub(super) factor: Option<f64>,
}

impl Default for Amount {
    fn default() -> Self {
        Self { min: None, max: None, approx: false, kind: QuantityKind::Count, unit: None, factor: None }
    }
}

impl From<Numeral> for Amount {
    fn from(numeral: Numeral) -> Self {
        Self { min: Some(numeral.min), max: numeral.max, approx: numeral.approx, ..Self::default() }
    }
}

impl Amount {
    fn bounded(self, bound: Bound) -> Self {
        // Of things counted, the next number; a measure has none.
        let one = if self.kind == QuantityKind::Count { 1.0 } else { 0.0 };
        match bound {
            Bound::AtLeast => Self { max: None, ..self },
            Bound::MoreThan => Self { min: self.min.map(|min| min + one), max: None, ..self },
            Bound::JustOver => Self { min: self.min.map(|min| min + one), max: None, approx: true, ..self },
            Bound::AtMost => Self { min: None, max: self.max.or(self.min), ..self },
            Bound::LessThan => Self { min: None, max: self.max.or(self.min).map(|max| max - one), ..self },
            Bound::About => Self { approx: true, ..self },
            Bound::Exact | Bound::Range | Bound::Against => self,
        }
    }

    /// The same in base units.
    fn in_units(self, unit: &Amount) -> Self {
        let factor = unit.factor.unwrap_or(1.0);
        let times = |bound: Option<f64>| bound.map(|bound| rounded(bound * factor));
        Self { min: times(self.min), max: times(self.max), kind: unit.kind, unit: unit.unit.clone(), ..self }
    }
}

/// Products to a millionth: what is left of the error of binary fractions would make equal lengths differ.
fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

/// What a row's `value` cell says.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Action {
    bound: Bound,
    kind: Option<QuantityKind>,
    min: Option<f64>,
    max: Option<f64>,
    factor: Option<f64>,
    unit: Option<String>,
}

impl Action {
    /// Reads `bound=more-than`, `kind=age`, `min=1`, `max=0`, `factor=1/3`, `unit=second`.
    pub(super) fn parse(cell: &str) -> Result<Self, String> {
        let mut action = Self::default();
        for pair in cell.split_whitespace() {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let wrong = || format!("`{pair}` cannot be read");
            let number = || number(value).map(Some).ok_or_else(wrong);
            match name {
                "bound" => action.bound = Bound::parse(value).ok_or_else(wrong)?,
                "kind" => action.kind = Some(QuantityKind::parse(value).ok_or_else(wrong)?),
                "min" => action.min = number()?,
                "max" => action.max = number()?,
                "factor" => action.factor = number()?,
                "unit" => action.unit = Some(value.to_owned()),
                _ => return Err(wrong()),
            }
        }
        Ok(action)
    }
}

/// `0.5` or `1/3`.
fn number(text: &str) -> Option<f64> {
    match text.split_once('/') {
        Some((above, below)) => Some(above.parse::<f64>().ok()? / below.parse::<f64>().ok()?),
        None => text.parse().ok(),
    }
}

/// Makes an amount of what a row says and what its classes took: numbers in the first slot, the end of a range in the
/// second, units in either.
pub(super) fn build(action: &Action, taken: &[(usize, &Amount)]) -> Option<Amount> {
    let numbers: Vec<&Amount> = taken.iter().filter(|(_, a)| a.factor.is_none()).map(|(_, amount)| *amount).collect();
    let unit = taken.iter().map(|(_, amount)| *amount).find(|amount| amount.factor.is_some());
    let told = Amount { min: action.min, max: action.max, ..Amount::default() };
    let mut amount = numbers.first().map_or(told, |first| (*first).clone());
    if let (Bound::Range | Bound::Against, Some(second)) = (action.bound, numbers.get(1)) {
        let rising = amount.min < second.min;
        if rising != (action.bound == Bound::Range) {
            return None;
        }
        amount = Amount { max: second.max, approx: amount.approx || second.approx, ..amount };
    }
    if let Some(unit) = unit {
        amount = amount.in_units(unit);
    }
    if let Some(factor) = action.factor {
        amount.min = amount.min.map(|min| min * factor);
        amount.max = amount.max.map(|max| max * factor);
    }
    amount.kind = action.kind.unwrap_or(amount.kind);
    amount.unit = action.unit.clone().or(amount.unit);
    Some(amount.bounded(action.bound))
}
