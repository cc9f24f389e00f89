//! Statements: attributions with their stance and their speakers resolved.

use crate::Span;
use crate::document::entity::EntityKind;
use crate::label::labels;

labels! {
    /// What a speaker does with what is said (guidelines: `stance`).
    Stance {
        /// Says that it is so.
        Asserts = "asserts",
        /// Names a culprit.
        Accuses = "accuses",
        /// Says that what another said is not so, or refuses.
        Denies = "denies",
        /// Acknowledges or verifies.
        Confirms = "confirms",
        /// Declines to say, gives no figure.
        Withholds = "withholds",
        /// Asks, urges, orders.
        Demands = "demands",
        /// Promises, threatens, announces a plan.
        Commits = "commits",
        /// Holds or hopes, without saying so.
        Believes = "believes",
    }
}

labels! {
    /// How the words are given.
    Form {
        /// In quotation marks, all of it.
        Direct = "direct",
        /// In the reporter's words.
        Indirect = "indirect",
        /// Partly in quotation marks.
        Mixed = "mixed",
    }
}

/// One voice in the chain behind a statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speaker {
    /// The fullest name that the report gives, or a description, or `unnamed`.
    pub name: String,
    /// What kind of voice.
    pub kind: EntityKind,
    /// Role of a person, as the report words it.
    pub role: Option<String>,
    /// The body that a person speaks for.
    pub of: Option<String>,
    /// ISO 3166 alpha-3 of the state it speaks for, or the name of a non-state body.
    pub side: Option<String>,
    /// The words in this sentence that name it; bytes, half-open. `None` if only implied.
    pub span: Option<Span>,
    /// Index into [`super::Report::entities`].
    pub entity: Option<usize>,
}

/// One statement: who says what, by which words.
///
/// It is not an event: what it says did not thereby happen. `sources` is a chain, origin first, then whoever relays.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// The whole of it, from its first word to its last; bytes, half-open.
    pub span: Span,
    /// The stance.
    pub stance: Stance,
    /// The form.
    pub form: Form,
    /// The words that show that somebody speaks.
    pub cue: Vec<Span>,
    /// The words of what is said; empty for "no comment".
    pub content: Vec<Span>,
    /// The chain of speakers, origin first.
    pub sources: Vec<Speaker>,
    /// Whom an accusation, threat or demand is aimed at, by name.
    pub against: Vec<String>,
    /// Statements of this report that it answers: indices into [`super::Report::statements`].
    pub about: Vec<usize>,
    /// When it was said: index into [`super::Report::times`].
    pub when: Option<usize>,
    /// The event that it tells of: index into [`super::Report::events`].
    pub event: Option<usize>,
    /// The rule that found it, `cue:` and the id of the cue's row.
    pub rule: String,
}
