//! Tolls: counts of people harmed.

use crate::Span;
use crate::label::labels;

labels! {
    /// What was done to the people (guidelines: `harm`).
    Harm {
        /// Died.
        Killed = "killed",
        /// Hurt and alive.
        Injured = "injured",
        /// Not found.
        Missing = "missing",
        /// Arrested, taken prisoner.
        Captured = "captured",
        /// Driven from home.
        Displaced = "displaced",
        /// Taken hostage, kidnapped.
        Abducted = "abducted",
        /// Killed or injured, not told apart.
        Casualties = "casualties",
    }
}

labels! {
    /// What the count covers.
    Scope {
        /// One incident.
        Incident = "incident",
        /// A longer time, or several incidents added up.
        Cumulative = "cumulative",
    }
}

/// One count of people harmed, once a mention.
///
/// It is not an estimate: it is what one voice gives. `min` and `max` are people, both included; `None` at `max` means
/// "or more". A withheld toll has no numbers: missing is not zero.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Toll {
    /// The count phrase (`five civilians`); bytes, half-open.
    pub span: Span,
    /// What was done to them.
    pub harm: Harm,
    /// At least so many.
    pub min: Option<u64>,
    /// At most so many.
    pub max: Option<u64>,
    /// "about", "some".
    pub approx: bool,
    /// The source refuses the number.
    pub withheld: bool,
    /// Who they are: `civilians`, `military`, `children` … or `people`.
    pub victims: String,
    /// Whose people (alpha-3, a group's name).
    pub side: Option<String>,
    /// One incident or all so far.
    pub scope: Scope,
    /// Where it happened, as the report names it.
    pub place: Option<String>,
    /// When they were harmed: index into [`super::Report::times`].
    pub when: Option<usize>,
    /// As of when the count stands: index into [`super::Report::times`].
    pub as_of: Option<usize>,
    /// Who is said to have caused it.
    pub by: Option<String>,
    /// The statement that gives it: index into [`super::Report::statements`]; `None` for the reporter's own voice.
    pub statement: Option<usize>,
    /// The toll that includes this one: index into [`super::Report::tolls`].
    pub part_of: Option<usize>,
    /// The row of the table that found it.
    pub rule: String,
}
