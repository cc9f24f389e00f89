//! Ceasefires and the violations that are alleged.

use super::StatementAt;
use crate::label::labels;

labels! {
    /// Where a ceasefire stands, as far as the reports tell.
    CeasefireState {
        /// Proposed or being negotiated.
        Proposed = "proposed",
        /// Agreed, not yet in force.
        Agreed = "agreed",
        /// In force.
        InForce = "in_force",
        /// In force, and a violation is alleged.
        AllegedlyViolated = "allegedly_violated",
        /// Ended or collapsed.
        Ended = "ended",
    }
}

/// An alleged violation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violation {
    /// Who alleges it.
    pub by: String,
    /// Against whom.
    pub against: Vec<String>,
    /// When it is said to have happened (TIMEX3).
    pub when: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// The statement.
    pub statement: StatementAt,
    /// Who denies it.
    pub denied_by: Vec<String>,
}

/// One ceasefire.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ceasefire {
    /// The parties.
    pub parties: Vec<String>,
    /// Who brokered it.
    pub mediator: Option<String>,
    /// When it was agreed (TIMEX3).
    pub agreed: Option<String>,
    /// Since when it is in force (TIMEX3).
    pub in_force: Option<String>,
    /// Where it stands.
    pub state: CeasefireState,
    /// Alleged violations.
    pub alleged_violations: Vec<Violation>,
    /// The rule that made it.
    pub rule: &'static str,
}
