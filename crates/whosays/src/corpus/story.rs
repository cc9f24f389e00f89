//! Stories: reports on one run of events.

use jiff::civil::Date;

/// One story.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Story {
    /// A title made from what its reports share.
    pub title: String,
    /// Indices of its reports.
    pub reports: Vec<usize>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// The rule that joined it.
    pub rule: &'static str,
}
