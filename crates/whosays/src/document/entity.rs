//! Names and the entities behind them.

use std::ops::Range;

use crate::Span;
use crate::label::labels;

labels! {
    /// What a name names, as the tagger sees it.
    NameKind {
        /// A person.
        Person = "person",
        /// A body: ministry, army, agency, party, armed group, company.
        Organization = "organization",
        /// A place, states among them.
        Place = "place",
        /// A people, faith or nationality (`Armenian`, `Rohingya`).
        People = "people",
        /// Anything else with a name: a treaty, a ship, a holiday.
        Other = "other",
    }
}

/// One name in a report, as found by the tagger or a table. `span` counts bytes, half-open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// Where it stands.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameKind,
    /// The rule or model that found it.
    pub rule: &'static str,
}

labels! {
    /// What kind of voice or party an entity is (guidelines: `source_kind`).
    EntityKind {
        /// A named person.
        Person = "person",
        /// A body that is no organ of a state.
        Organization = "organization",
        /// A state and its organs: governments, ministries, armies, police.
        State = "state",
        /// An armed group.
        ArmedGroup = "armed_group",
        /// An agency, paper or broadcaster.
        Media = "media",
        /// A document, report, picture or statement.
        Document = "document",
        /// Somebody whom the report does not name.
        Unnamed = "unnamed",
        /// A crowd or a people.
        People = "people",
        /// A place that is no party.
        Place = "place",
    }
}

/// One party or person and every mention of it in a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entity {
    /// The fullest name that the report gives.
    pub name: String,
    /// Other names and spellings in the report.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: EntityKind,
    /// ISO 3166 alpha-3 of the state it belongs to, or the name of a non-state body; `None` if the report does not tell.
    pub side: Option<String>,
    /// Role of a person (`spokesperson`), as the report words it.
    pub role: Option<String>,
    /// The body that a person speaks for, by its fullest name.
    pub of: Option<String>,
    /// Every mention, in order of the text.
    pub mentions: Vec<Mention>,
    /// The rule that made it.
    pub rule: &'static str,
}

labels! {
    /// How a mention names its entity.
    MentionKind {
        /// By a name.
        Name = "name",
        /// By a description (`the ministry`, `the two sides`).
        Nominal = "nominal",
        /// By a pronoun (`it`, `his`).
        Pronoun = "pronoun",
    }
}

/// One mention of an entity: the token that heads it and the whole phrase. `span` counts bytes, half-open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    /// The mention's words.
    pub span: Span,
    /// Index of its head token.
    pub head: usize,
    /// How it names.
    pub kind: MentionKind,
}
