//! The tables of the record and their columns.

/// One list of the record as a table for people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Table {
    /// The reports.
    Documents,
    /// Persons, bodies and parties.
    Entities,
    /// Who says what.
    Statements,
    /// Counts of people harmed.
    Tolls,
    /// Time expressions.
    Times,
    /// Named places.
    Places,
    /// What happened or is said to have happened.
    Events,
    /// Propositions, with who asserts and who denies them.
    Claims,
    /// Passages that several reports share.
    Reprints,
    /// Values that exclude each other.
    Contradictions,
    /// Later values that replace earlier ones.
    Updates,
    /// The stories.
    Stories,
    /// What happened when.
    Timeline,
    /// Ceasefires, a row for each alleged violation.
    Ceasefires,
}

impl Table {
    /// Every table, in the order of the record.
    pub const ALL: [Self; 14] = [
        Self::Documents,
        Self::Entities,
        Self::Statements,
        Self::Tolls,
        Self::Times,
        Self::Places,
        Self::Events,
        Self::Claims,
        Self::Reprints,
        Self::Contradictions,
        Self::Updates,
        Self::Stories,
        Self::Timeline,
        Self::Ceasefires,
    ];

    /// Its name, which is the name of the list in the record.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Entities => "entities",
            Self::Statements => "statements",
            Self::Tolls => "tolls",
            Self::Times => "times",
            Self::Places => "places",
            Self::Events => "events",
            Self::Claims => "claims",
            Self::Reprints => "reprints",
            Self::Contradictions => "contradictions",
            Self::Updates => "updates",
            Self::Stories => "stories",
            Self::Timeline => "timeline",
            Self::Ceasefires => "ceasefires",
        }
    }

    /// The table of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    /// The names of its columns.
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Documents => &[
                "report",
                "title",
                "outlet",
                "url",
                "language",
                "dateline",
                "credit",
                "earliest",
                "latest",
                "basis",
                "why",
                "sentences",
                "notes",
                "id",
            ],
            Self::Entities => &["report", "name", "kind", "role", "of", "side", "aliases", "mentions", "rule", "id"],
            Self::Statements => &[
                "report",
                "sentence",
                "speaker",
                "kind",
                "role",
                "of",
                "side",
                "relayed_by",
                "stance",
                "form",
                "cue",
                "content",
                "against",
                "answers",
                "when",
                "rule",
                "id",
            ],
            Self::Tolls => &[
                "report",
                "sentence",
                "words",
                "harm",
                "min",
                "max",
                "approx",
                "withheld",
                "victims",
                "side",
                "scope",
                "where",
                "when",
                "as_of",
                "by",
                "according_to",
                "relayed_by",
                "part_of",
                "rule",
                "id",
            ],
            Self::Times => {
                &["report", "sentence", "words", "kind", "value", "earliest", "latest", "mod", "anchor", "rule", "id"]
            }
            Self::Places => &[
                "report",
                "sentence",
                "words",
                "name",
                "geonames",
                "country",
                "claimed_by",
                "lat",
                "lon",
                "role",
                "rule",
                "id",
            ],
            Self::Events => &[
                "report",
                "sentence",
                "words",
                "type",
                "mode",
                "actors",
                "recipients",
                "where",
                "when",
                "status",
                "by",
                "disputed_by",
                "background",
                "rule",
                "id",
            ],
            Self::Claims => {
                &["claim", "asserted_by", "denied_by", "reports", "origins", "origin_names", "statements", "rule", "id"]
            }
            Self::Reprints => &["kind", "words", "stands_in", "origin", "dropped_by", "dropped_credit", "rule", "id"],
            Self::Contradictions | Self::Updates => &["about", "kind", "values", "stands_in", "rule", "id"],
            Self::Stories => &["title", "from", "to", "reports", "rule", "id"],
            Self::Timeline => &["when", "what", "reports", "statements", "rule", "id"],
            Self::Ceasefires => &[
                "parties",
                "mediator",
                "agreed",
                "in_force",
                "state",
                "violation_by",
                "violation_against",
                "violation_when",
                "violation_where",
                "stands_in",
                "denied_by",
                "rule",
                "id",
            ],
        }
    }
}
