//! Events: what happened or is said to have happened.

use crate::Span;
use crate::label::labels;

labels! {
    /// Type of an event (PLOVER, <https://github.com/openeventdata/PLOVER>).
    #[allow(missing_docs)]
    EventType {
        Agree = "AGREE", Consult = "CONSULT", Support = "SUPPORT", Concede = "CONCEDE", Cooperate = "COOPERATE",
        Aid = "AID", Retreat = "RETREAT", Request = "REQUEST", Accuse = "ACCUSE", Reject = "REJECT",
        Threaten = "THREATEN", Protest = "PROTEST", Sanction = "SANCTION", Mobilize = "MOBILIZE", Coerce = "COERCE",
        Assault = "ASSAULT",
    }
}

labels! {
    /// Where an event stands (guidelines: `status`).
    Status {
        /// In the reporter's own voice, or agreed by all.
        Reported = "reported",
        /// Only somebody says so.
        Alleged = "alleged",
        /// Said not to have happened, and nobody in the report says that it did.
        Denied = "denied",
        /// Announced, planned.
        Future = "future",
        /// Only thought of.
        Hypothetical = "hypothetical",
    }
}

/// One event of a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// The words that tell of it; bytes, half-open.
    pub anchor: Span,
    /// PLOVER type.
    pub kind: EventType,
    /// PLOVER mode, such as `ceasefire`.
    pub mode: Option<String>,
    /// Who did it, by name.
    pub actors: Vec<String>,
    /// To whom.
    pub recipients: Vec<String>,
    /// Where, as the report names it.
    pub place: Option<String>,
    /// When: index into [`super::Report::times`].
    pub when: Option<usize>,
    /// Where it stands.
    pub status: Status,
    /// Who alleges it, by name.
    pub by: Vec<String>,
    /// Who disputes it, by name.
    pub disputed_by: Vec<String>,
    /// History, not the news.
    pub background: bool,
    /// The statement that tells of it: index into [`super::Report::statements`].
    pub statement: Option<usize>,
    /// The row of the table that found it.
    pub rule: String,
}
