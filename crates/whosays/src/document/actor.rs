//! Parties: names and phrases that the tables of the world tell apart, and whose side they stand on.
//!
//! `Armenian Defence Ministry` stands in no table; `Armenian` and `defence ministry` do, and what one makes of the other
//! is read here.

use std::ops::Range;

use crate::Span;
use crate::document::Report;
use crate::document::entity::{EntityKind, NameKind};
use crate::document::world::{Known, Sense, World};

mod atom;
mod compose;

pub(crate) use atom::Line;

/// A party as the tables know it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actor {
    /// Its name or description as the report words it, without `the`.
    pub name: String,
    /// The name of its row in the table; `None` if it was put together (`Armenian Defence Ministry`).
    pub known_as: Option<String>,
    /// What kind of party it is.
    pub kind: EntityKind,
    /// ISO 3166 alpha-3 of the state it speaks for, or the name of a non-state body.
    pub side: Option<String>,
    /// PLOVER sector, such as `MIL`; empty if none fits.
    pub sector: String,
    /// For a person's title: one word for the role (`spokesperson`). Else empty.
    pub role: String,
    /// The body that a person speaks for, as the report words it; for a title only.
    pub of: Option<String>,
    /// The table and row: `organ:defence-ministry`.
    pub rule: String,
}

/// One mention of a party, country, people or title in a report.
///
/// It is no entity: who is meant by `the ministry` is told later. `span` counts bytes, half-open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActorMention {
    /// Where it stands, without `the`.
    pub span: Span,
    /// Its tokens in [`Report::tokens`].
    pub tokens: Range<usize>,
    /// What its words stand for. For a phrase, what its head stands for: [`Sense::Organ`] for `Armenian army`.
    pub sense: Sense,
    /// The party.
    pub actor: Actor,
    /// Codes of the countries that the mention is evidence for.
    pub countries: Vec<String>,
    /// True if it also serves as an adjective: a demonym, or `US` before a noun.
    pub adjective: bool,
}

impl World {
    /// Finds every name and word of the tables in a report, longest first, and joins what belongs together.
    /// In order of the text; no two overlap.
    ///
    /// Names that the tagger took for persons are left alone (`Paris Hilton`).
    pub fn mentions(&self, report: &Report) -> Vec<ActorMention> {
        let lines: Vec<Line<'_>> = report.sentences.iter().map(|sentence| Line::of(report, sentence)).collect();
        let atoms: Vec<_> = lines.iter().map(|line| atom::scan(self, line, report)).collect();
        let support = atom::support(self, atoms.iter().flatten());
        let mut mentions = Vec::new();
        for (line, atoms) in lines.iter().zip(atoms) {
            let atoms = atom::choose(self, line, &atoms, &support);
            mentions.extend(compose::compose(self, line, &atoms));
        }
        mentions
    }

    /// What a name or phrase stands for, taken by itself: an agency, a group, a country, or an organ of one.
    ///
    /// ```
    /// use whosays::document::{EntityKind, world::World};
    /// let world = World::new(whosays_data::WORLD, &whosays_data::ENGLISH);
    /// let ministry = world.classify("Ministry of Defense of Armenia").unwrap();
    /// assert_eq!((ministry.kind, ministry.side.as_deref()), (EntityKind::State, Some("ARM")));
    /// assert_eq!(world.classify("the Tamil Tigers").and_then(|actor| actor.side).as_deref(), Some("LTTE"));
    /// assert_eq!(world.classify("Quuxia"), None);
    /// ```
    pub fn classify(&self, name: &str) -> Option<Actor> {
        let spans = atom::rough_tokens(name);
        let line = Line::bare(name, &spans);
        let atoms = atom::scan_line(self, &line);
        let support = atom::support(self, atoms.iter());
        let atoms = atom::choose_all(self, &atoms, &support);
        let mentions = compose::compose(self, &line, &atoms);
        let whole = mentions.iter().rposition(|m| matches!(m.sense, Sense::Organ | Sense::Title));
        let mention = mentions.get(whole.unwrap_or(0))?;
        let covers = whole.is_some() || line.is_covered(&mention.tokens);
        covers.then(|| Actor { name: without_the(name).to_owned(), ..mention.actor.clone() })
    }
}

impl Actor {
    /// What a row tells about a party that the report calls `name`.
    pub(crate) fn of_known(known: &Known, name: &str) -> Self {
        let named = !matches!(known.sense, Sense::Organ | Sense::Title);
        Self {
            name: name.to_owned(),
            known_as: named.then(|| known.name.clone()),
            kind: known.kind,
            side: known.side.clone(),
            sector: known.sector.clone(),
            role: if known.sense == Sense::Title { known.role.clone() } else { String::new() },
            of: None,
            rule: known.rule.clone(),
        }
    }
}

fn without_the(name: &str) -> &str {
    let name = name.trim();
    name.get(..4).filter(|start| start.eq_ignore_ascii_case("the ")).map_or(name, |_| &name[4..])
}

/// True if a token range lies within a name that the tagger took for a person.
fn in_person(report: &Report, tokens: &Range<usize>) -> bool {
    let after = report.names.partition_point(|name| name.tokens.start <= tokens.start);
    after.checked_sub(1).and_then(|i| report.names.get(i)).is_some_and(|name| {
        name.kind == NameKind::Person && name.tokens.end >= tokens.end && name.tokens.len() > tokens.len()
    })
}
