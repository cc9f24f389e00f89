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

/// Every table with its name and the names of its columns.
#[rustfmt::skip]
const TABLES: [(Table, &str, &[&str]); 14] = [
    (Table::Documents, "documents", &[
        "report", "title", "outlet", "url", "language", "dateline", "credit", "earliest", "latest",
        "basis", "why", "sentences", "notes", "id",
    ]),
    (Table::Entities, "entities", &[
        "report", "name", "kind", "role", "of", "side", "aliases", "mentions", "rule", "id",
    ]),
    (Table::Statements, "statements", &[
        "report", "sentence", "speaker", "kind", "role", "of", "side", "relayed_by", "stance",
        "form", "cue", "content", "against", "answers", "when", "rule", "id",
    ]),
    (Table::Tolls, "tolls", &[
        "report", "sentence", "words", "harm", "min", "max", "approx", "withheld", "victims",
        "side", "scope", "where", "when", "as_of", "by", "according_to", "relayed_by", "part_of",
        "rule", "id",
    ]),
    (Table::Times, "times", &[
        "report", "sentence", "words", "kind", "value", "earliest", "latest", "mod", "anchor",
        "rule", "id",
    ]),
    (Table::Places, "places", &[
        "report", "sentence", "words", "name", "geonames", "country", "claimed_by", "lat", "lon",
        "role", "rule", "id",
    ]),
    (Table::Events, "events", &[
        "report", "sentence", "words", "type", "mode", "actors", "recipients", "where", "when",
        "status", "by", "disputed_by", "background", "rule", "id",
    ]),
    (Table::Claims, "claims", &[
        "claim", "asserted_by", "denied_by", "reports", "origins", "origin_names", "statements",
        "rule", "id",
    ]),
    (Table::Reprints, "reprints", &[
        "kind", "words", "stands_in", "origin", "dropped_by", "dropped_credit", "rule", "id",
    ]),
    (Table::Contradictions, "contradictions", &[
        "about", "kind", "values", "stands_in", "rule", "id",
    ]),
    (Table::Updates, "updates", &[
        "about", "kind", "values", "stands_in", "rule", "id",
    ]),
    (Table::Stories, "stories", &[
        "title", "from", "to", "reports", "rule", "id",
    ]),
    (Table::Timeline, "timeline", &[
        "when", "what", "reports", "statements", "rule", "id",
    ]),
    (Table::Ceasefires, "ceasefires", &[
        "parties", "mediator", "agreed", "in_force", "state", "violation_by", "violation_against",
        "violation_when", "violation_where", "stands_in", "denied_by", "rule", "id",
    ]),
];

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
    pub fn name(self) -> &'static str {
        TABLES.iter().find(|(table, ..)| *table == self).map_or("", |(_, name, _)| name)
    }

    /// The table of that name.
    pub fn parse(name: &str) -> Option<Self> {
        TABLES.iter().find(|(_, known, _)| *known == name).map(|(table, ..)| *table)
    }

    /// The names of its columns.
    pub fn columns(self) -> &'static [&'static str] {
        TABLES.iter().find(|(table, ..)| *table == self).map_or(&[], |(.., columns)| columns)
    }
}
