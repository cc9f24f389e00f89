//! The timeline: what happened when, according to whom.

use super::StatementAt;

/// One line of the timeline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimelineEntry {
    /// TIMEX3 value.
    pub when: String,
    /// What happened, in words.
    pub what: String,
    /// Indices of the reports that tell it.
    pub reports: Vec<usize>,
    /// The statements that tell it; empty if reporters do in their own voice.
    pub statements: Vec<StatementAt>,
    /// The rule that made it.
    pub rule: &'static str,
}
