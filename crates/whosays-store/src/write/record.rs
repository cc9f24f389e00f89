//! The record `whosays/report/1` as it is written: its objects and fields in their order.
//!
//! What each field means stands in the glossary, from where the schema takes it.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use whosays::corpus::ceasefire::CeasefireState;
use whosays::corpus::{ContradictionKind, ReprintKind};
use whosays::document::{
    Basis, EntityKind, EventType, Form, Harm, Modifier, PlaceRole, Scope, Stance, Status, TimexKind,
};

/// First and one past the last code point.
pub(super) type Span = [usize; 2];

#[derive(Serialize, JsonSchema)]
pub(super) struct Record {
    #[schemars(schema_with = "schema_name")]
    pub(super) schema: &'static str,
    pub(super) whosays: &'static str,
    pub(super) documents: Vec<Document>,
    pub(super) entities: Vec<Entity>,
    pub(super) statements: Vec<Statement>,
    pub(super) tolls: Vec<Toll>,
    pub(super) times: Vec<Time>,
    pub(super) places: Vec<Place>,
    pub(super) events: Vec<Event>,
    pub(super) claims: Vec<Claim>,
    pub(super) reprints: Vec<Reprint>,
    pub(super) contradictions: Vec<Contradiction>,
    pub(super) updates: Vec<Contradiction>,
    pub(super) stories: Vec<Story>,
    pub(super) timeline: Vec<TimelineEntry>,
    pub(super) ceasefires: Vec<Ceasefire>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Document {
    pub(super) id: String,
    pub(super) path: String,
    pub(super) text: String,
    pub(super) language: Option<String>,
    pub(super) dateline: Option<String>,
    pub(super) credit: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    pub(super) published: Published,
    pub(super) sentences: Vec<Span>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) rule: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Published {
    #[schemars(schema_with = "day")]
    pub(super) earliest: Option<String>,
    #[schemars(schema_with = "day")]
    pub(super) latest: Option<String>,
    #[schemars(schema_with = "basis")]
    pub(super) basis: &'static str,
    pub(super) why: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Diagnostic {
    pub(super) span: Option<Span>,
    pub(super) message: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Entity {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    #[schemars(schema_with = "entity_kind")]
    pub(super) kind: &'static str,
    pub(super) side: Option<String>,
    pub(super) role: Option<String>,
    pub(super) of: Option<String>,
    pub(super) mentions: Vec<Passage>,
    pub(super) rule: String,
}

/// Words of one document.
#[derive(Serialize, JsonSchema)]
pub(super) struct Passage {
    pub(super) document: String,
    pub(super) span: Span,
}

/// Words that may stand in several pieces.
#[derive(Serialize, JsonSchema)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) spans: Vec<Span>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Statement {
    pub(super) id: String,
    pub(super) document: String,
    pub(super) span: Span,
    #[schemars(schema_with = "stance")]
    pub(super) stance: &'static str,
    #[schemars(schema_with = "form")]
    pub(super) form: &'static str,
    pub(super) cue: Words,
    pub(super) content: Words,
    pub(super) sources: Vec<Source>,
    pub(super) against: Vec<String>,
    pub(super) about: Vec<String>,
    pub(super) when: Option<String>,
    pub(super) when_time: Option<String>,
    pub(super) event: Option<String>,
    pub(super) rule: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Source {
    pub(super) name: String,
    #[schemars(schema_with = "entity_kind")]
    pub(super) kind: &'static str,
    pub(super) role: Option<String>,
    pub(super) of: Option<String>,
    pub(super) side: Option<String>,
    pub(super) span: Option<Span>,
    pub(super) entity: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Toll {
    pub(super) id: String,
    pub(super) document: String,
    pub(super) span: Span,
    pub(super) text: String,
    #[schemars(schema_with = "harm")]
    pub(super) harm: &'static str,
    pub(super) min: Option<u64>,
    pub(super) max: Option<u64>,
    pub(super) approx: bool,
    pub(super) withheld: bool,
    pub(super) victims: String,
    pub(super) side: Option<String>,
    #[schemars(schema_with = "scope")]
    pub(super) scope: &'static str,
    #[serde(rename = "where")]
    pub(super) place: Option<String>,
    pub(super) when: Option<String>,
    pub(super) when_time: Option<String>,
    pub(super) as_of: Option<String>,
    pub(super) as_of_time: Option<String>,
    pub(super) by: Option<String>,
    pub(super) statement: Option<String>,
    pub(super) part_of: Option<String>,
    pub(super) rule: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Time {
    pub(super) id: String,
    pub(super) document: String,
    pub(super) span: Span,
    pub(super) text: String,
    #[schemars(schema_with = "time_kind")]
    pub(super) kind: &'static str,
    pub(super) value: String,
    #[schemars(schema_with = "day")]
    pub(super) earliest: Option<String>,
    #[schemars(schema_with = "day")]
    pub(super) latest: Option<String>,
    #[serde(rename = "mod")]
    #[schemars(schema_with = "modifier")]
    pub(super) modifier: Option<&'static str>,
    pub(super) anchor: Option<String>,
    pub(super) rule: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Place {
    pub(super) id: String,
    pub(super) document: String,
    pub(super) span: Span,
    pub(super) text: String,
    pub(super) name: String,
    pub(super) geonames: Option<u32>,
    pub(super) country: Option<String>,
    pub(super) claimed_by: Vec<String>,
    pub(super) lat: Option<f64>,
    pub(super) lon: Option<f64>,
    #[schemars(schema_with = "place_role")]
    pub(super) role: &'static str,
    pub(super) rule: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Event {
    pub(super) id: String,
    pub(super) document: String,
    pub(super) anchor: Anchor,
    #[serde(rename = "type")]
    #[schemars(schema_with = "event_type")]
    pub(super) kind: &'static str,
    pub(super) mode: Option<String>,
    pub(super) actors: Vec<String>,
    pub(super) recipients: Vec<String>,
    #[serde(rename = "where")]
    pub(super) place: Option<String>,
    pub(super) when: Option<String>,
    pub(super) when_time: Option<String>,
    #[schemars(schema_with = "status")]
    pub(super) status: &'static str,
    pub(super) by: Vec<String>,
    pub(super) disputed_by: Vec<String>,
    pub(super) background: bool,
    pub(super) statement: Option<String>,
    pub(super) rule: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Anchor {
    pub(super) text: String,
    pub(super) span: Span,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Claim {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) statements: Vec<String>,
    pub(super) asserted_by: Vec<String>,
    pub(super) denied_by: Vec<String>,
    pub(super) documents: Vec<String>,
    pub(super) origins: Vec<Origin>,
    pub(super) rule: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Origin {
    pub(super) name: String,
    pub(super) statements: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Reprint {
    pub(super) id: String,
    #[schemars(schema_with = "reprint_kind")]
    pub(super) kind: &'static str,
    pub(super) passages: Vec<Passage>,
    pub(super) origin: Option<String>,
    pub(super) dropped_credit: Option<DroppedCredit>,
    pub(super) rule: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct DroppedCredit {
    pub(super) document: String,
    pub(super) credit: String,
    pub(super) kept_in: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Contradiction {
    pub(super) id: String,
    #[schemars(schema_with = "contradiction_kind")]
    pub(super) kind: &'static str,
    pub(super) members: Vec<Member>,
    pub(super) about: String,
    pub(super) rule: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Member {
    pub(super) document: String,
    pub(super) span: Span,
    pub(super) value: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Story {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) documents: Vec<String>,
    #[schemars(schema_with = "day")]
    pub(super) from: Option<String>,
    #[schemars(schema_with = "day")]
    pub(super) to: Option<String>,
    pub(super) rule: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct TimelineEntry {
    pub(super) id: String,
    pub(super) when: String,
    pub(super) what: String,
    pub(super) documents: Vec<String>,
    pub(super) statements: Vec<String>,
    pub(super) rule: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Ceasefire {
    pub(super) id: String,
    pub(super) parties: Vec<String>,
    pub(super) mediator: Option<String>,
    pub(super) agreed: Option<String>,
    pub(super) in_force: Option<String>,
    #[schemars(schema_with = "ceasefire_state")]
    pub(super) state: &'static str,
    pub(super) alleged_violations: Vec<Violation>,
    pub(super) rule: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Violation {
    pub(super) by: String,
    pub(super) against: Vec<String>,
    pub(super) when: Option<String>,
    #[serde(rename = "where")]
    pub(super) place: Option<String>,
    pub(super) statement: String,
    pub(super) denied_by: Vec<String>,
}

/// The schema of a label: one of its names.
fn one_of<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Schema {
    let names: Vec<&str> = all.iter().map(|&value| name(value)).collect();
    json_schema!({ "type": "string", "enum": names })
}

fn schema_name(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "const": super::SCHEMA })
}

fn day(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "format": "date" })
}

fn modifier(_: &mut SchemaGenerator) -> Schema {
    let names: Vec<Option<&str>> = Modifier::ALL.iter().map(|modifier| Some(modifier.as_str())).chain([None]).collect();
    json_schema!({ "type": ["string", "null"], "enum": names })
}

fn basis(_: &mut SchemaGenerator) -> Schema {
    one_of(Basis::ALL, Basis::as_str)
}

fn entity_kind(_: &mut SchemaGenerator) -> Schema {
    one_of(EntityKind::ALL, EntityKind::as_str)
}

fn stance(_: &mut SchemaGenerator) -> Schema {
    one_of(Stance::ALL, Stance::as_str)
}

fn form(_: &mut SchemaGenerator) -> Schema {
    one_of(Form::ALL, Form::as_str)
}

fn harm(_: &mut SchemaGenerator) -> Schema {
    one_of(Harm::ALL, Harm::as_str)
}

fn scope(_: &mut SchemaGenerator) -> Schema {
    one_of(Scope::ALL, Scope::as_str)
}

fn time_kind(_: &mut SchemaGenerator) -> Schema {
    one_of(TimexKind::ALL, TimexKind::as_str)
}

fn place_role(_: &mut SchemaGenerator) -> Schema {
    one_of(PlaceRole::ALL, PlaceRole::as_str)
}

fn event_type(_: &mut SchemaGenerator) -> Schema {
    one_of(EventType::ALL, EventType::as_str)
}

fn status(_: &mut SchemaGenerator) -> Schema {
    one_of(Status::ALL, Status::as_str)
}

fn reprint_kind(_: &mut SchemaGenerator) -> Schema {
    one_of(ReprintKind::ALL, ReprintKind::as_str)
}

fn contradiction_kind(_: &mut SchemaGenerator) -> Schema {
    one_of(ContradictionKind::ALL, ContradictionKind::as_str)
}

fn ceasefire_state(_: &mut SchemaGenerator) -> Schema {
    one_of(CeasefireState::ALL, CeasefireState::as_str)
}
