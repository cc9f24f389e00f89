//! Annotated reports as the scorers take them: what careful readers found, with quotes instead of offsets.
//!
//! The annotation guidelines define every field. Quotes are lists, as a content may be in pieces; documents and the
//! items' `document` are indices into [`Gold::documents`].

/// Annotated reports: a story, or a folder of single reports.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Gold {
    /// The reports.
    pub documents: Vec<GoldDocument>,
    /// Who says what.
    pub statements: Vec<GoldStatement>,
    /// Counts of people harmed.
    pub tolls: Vec<GoldToll>,
    /// Time expressions.
    pub times: Vec<GoldTime>,
    /// Named places, each once a document.
    pub places: Vec<GoldPlace>,
    /// Events.
    pub events: Vec<GoldEvent>,
    /// What stands across the reports; `None` for single reports.
    pub across: Option<GoldAcross>,
}

/// One annotated report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GoldDocument {
    /// File name without its ending: predictions are matched to it by [`crate::Report::path`].
    pub stem: String,
    /// The text.
    pub text: String,
}

/// One annotated statement.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GoldStatement {
    /// Index of its document.
    pub document: usize,
    /// Its name in the annotation; unique among all documents.
    pub id: String,
    /// First words of its sentence.
    pub sentence: Option<String>,
    /// The chain of speakers, origin first; empty if the text names none.
    pub sources: Vec<String>,
    /// Other right answers for the origin: alternatives and joint speakers.
    pub origins_too: Vec<String>,
    /// The words that show that somebody speaks.
    pub cue: Vec<String>,
    /// What is said.
    pub content: Vec<String>,
    /// The stances that are right, the preferred first.
    pub stances: Vec<String>,
    /// Ids of the statements that it answers.
    pub about: Vec<String>,
    /// Counts neither when found nor when missed.
    pub soft: bool,
}

/// One annotated count of people harmed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GoldToll {
    /// Index of its document.
    pub document: usize,
    /// First words of its sentence.
    pub sentence: Option<String>,
    /// The count phrase.
    pub text: String,
    /// What was done.
    pub harm: String,
    /// At least.
    pub min: Option<u64>,
    /// At most.
    pub max: Option<u64>,
    /// The source refuses the number.
    pub withheld: bool,
    /// Who gives it, origin first; empty for the reporter himself.
    pub according_to: Vec<String>,
    /// Counts neither when found nor when missed.
    pub soft: bool,
}

/// One annotated time expression.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GoldTime {
    /// Index of its document.
    pub document: usize,
    /// First words of its sentence.
    pub sentence: Option<String>,
    /// The expression.
    pub text: String,
    /// TIMEX3 value.
    pub value: String,
    /// Counts neither when found nor when missed.
    pub soft: bool,
}

/// One annotated place: any mention of it in the document will do.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct GoldPlace {
    /// Index of its document.
    pub document: usize,
    /// Its name.
    pub text: String,
    /// Latitude and longitude in degrees, if the annotator was sure.
    pub at: Option<(f64, f64)>,
    /// Counts neither when found nor when missed.
    pub soft: bool,
}

/// One annotated event.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GoldEvent {
    /// Index of its document.
    pub document: usize,
    /// First words of its sentence.
    pub sentence: Option<String>,
    /// The trigger words; empty where the annotation has none, and then the event is not scored.
    pub anchor: Vec<String>,
    /// PLOVER type.
    pub kind: String,
    /// Where it stands.
    pub status: String,
    /// Counts neither when found nor when missed.
    pub soft: bool,
}

/// What stands across annotated reports. Items that are soft are left out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GoldAcross {
    /// Passages that stand in two reports.
    pub reprints: Vec<[GoldPassage; 2]>,
    /// Values that contradict each other.
    pub contradictions: Vec<Vec<GoldMember>>,
    /// Values that only seem to: tempting pairs, and updates.
    pub not_contradictions: Vec<Vec<GoldMember>>,
    /// Claims that several statements make.
    pub claims: Vec<GoldClaim>,
}

/// A stretch of one report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GoldPassage {
    /// Index of its document.
    pub document: usize,
    /// Its words.
    pub text: Vec<String>,
}

/// One of several values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GoldMember {
    /// Index of its document.
    pub document: usize,
    /// Where the value stands.
    pub place: GoldMemberPlace,
}

/// Where a value stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum GoldMemberPlace {
    /// These words.
    Text(Vec<String>),
    /// The content and cue of the statement with this id.
    Statement(String),
}

/// A claim.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GoldClaim {
    /// Ids of the statements that make it.
    pub statements: Vec<String>,
    /// How many independent origins stand behind it.
    pub origins: usize,
}
