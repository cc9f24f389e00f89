//! Many reports: what they share, what they dispute, what one of them copied.

pub mod ceasefire;
pub mod claim;
pub mod contradiction;
pub mod reprint;
pub mod story;
pub mod timeline;

pub use ceasefire::{Ceasefire, Violation};
pub use claim::{Claim, Origin, StatementAt};
pub use contradiction::{Contradiction, ContradictionKind, Member};
pub use reprint::{DroppedCredit, Passage, Reprint, ReprintKind};
pub use story::Story;
pub use timeline::TimelineEntry;

use crate::document::Report;

/// Everything that was read: the reports, and what stands across them. It becomes the JSON record
/// `whosays/report/1` at the edge.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Record {
    /// The reports, ordered by date, then path.
    pub reports: Vec<Report>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// Reprinted passages.
    pub reprints: Vec<Reprint>,
    /// Two values for one fact as of one time.
    pub contradictions: Vec<Contradiction>,
    /// Later counts of a growing number, and the like.
    pub updates: Vec<Contradiction>,
    /// Stories.
    pub stories: Vec<Story>,
    /// What happened when.
    pub timeline: Vec<TimelineEntry>,
    /// Ceasefires.
    pub ceasefires: Vec<Ceasefire>,
}
