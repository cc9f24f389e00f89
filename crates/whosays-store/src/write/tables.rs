//! The rows of the tables: names for ids, sentence numbers for offsets.

use std::collections::BTreeMap;

use super::record::{Document, Record, Span, Statement, Toll};
use super::table::Table;

/// The rows of a table, each with a cell for every column.
pub(super) fn rows(record: &Record, table: Table) -> Vec<Vec<String>> {
    let view = View::of(record);
    match table {
        Table::Documents => record.documents.iter().map(document).collect(),
        Table::Entities => view.entities(),
        Table::Statements => record.statements.iter().map(|statement| view.statement(statement)).collect(),
        Table::Tolls => record.tolls.iter().map(|toll| view.toll(toll)).collect(),
        Table::Times => view.times(),
        Table::Places => view.places(),
        Table::Events => view.events(),
        Table::Claims => view.claims(),
        Table::Reprints => view.reprints(),
        Table::Contradictions => view.contradictions(&record.contradictions),
        Table::Updates => view.contradictions(&record.updates),
        Table::Stories => view.stories(),
        Table::Timeline => view.timeline(),
        Table::Ceasefires => view.ceasefires(),
    }
}

/// What stands between the values of a cell that lists several.
const AND: &str = "; ";

/// The record with its documents, statements and tolls by id.
struct View<'r> {
    record: &'r Record,
    documents: BTreeMap<&'r str, &'r Document>,
    statements: BTreeMap<&'r str, &'r Statement>,
    tolls: BTreeMap<&'r str, &'r Toll>,
}

impl<'r> View<'r> {
    fn of(record: &'r Record) -> Self {
        Self {
            record,
            documents: record.documents.iter().map(|document| (&*document.id, document)).collect(),
            statements: record.statements.iter().map(|statement| (&*statement.id, statement)).collect(),
            tolls: record.tolls.iter().map(|toll| (&*toll.id, toll)).collect(),
        }
    }

    /// The path of a document.
    fn path(&self, document: &str) -> String {
        self.documents.get(document).map(|document| document.path.clone()).unwrap_or_default()
    }

    fn paths(&self, documents: &[String]) -> String {
        documents.iter().map(|document| self.path(document)).collect::<Vec<_>>().join(AND)
    }

    /// The number of the sentence in which a span begins, counted from 1; empty outside all sentences.
    fn sentence(&self, document: &str, span: Span) -> String {
        let sentences = self.documents.get(document).map_or(&[][..], |document| &document.sentences);
        let number = sentences.partition_point(|[start, _]| *start <= span[0]);
        let inside = number.checked_sub(1).is_some_and(|i| span[0] < sentences[i][1]);
        if inside { number.to_string() } else { String::new() }
    }

    /// `path:sentence`, as a pointer for people.
    fn place(&self, document: &str, span: Span) -> String {
        match self.sentence(document, span).as_str() {
            "" => self.path(document),
            number => format!("{}:{number}", self.path(document)),
        }
    }

    fn places_of_statements(&self, ids: &[String]) -> String {
        let found = ids.iter().filter_map(|id| self.statements.get(&**id));
        found.map(|statement| self.place(&statement.document, statement.span)).collect::<Vec<_>>().join(AND)
    }

    fn words(&self, document: &str, span: Span) -> String {
        let text = self.documents.get(document).map_or("", |document| &document.text);
        text.chars().skip(span[0]).take(span[1].saturating_sub(span[0])).collect()
    }

    fn entities(&self) -> Vec<Vec<String>> {
        let row = |entity: &super::record::Entity| {
            let document = entity.mentions.first().map(|mention| self.path(&mention.document));
            vec![
                document.unwrap_or_default(),
                entity.name.clone(),
                entity.kind.to_owned(),
                maybe(&entity.role),
                maybe(&entity.of),
                maybe(&entity.side),
                entity.aliases.join(AND),
                entity.mentions.len().to_string(),
                entity.rule.clone(),
                entity.id.clone(),
            ]
        };
        self.record.entities.iter().map(row).collect()
    }

    fn statement(&self, statement: &Statement) -> Vec<String> {
        let origin = statement.sources.first();
        vec![
            self.path(&statement.document),
            self.sentence(&statement.document, statement.span),
            origin.map(|source| source.name.clone()).unwrap_or_default(),
            origin.map(|source| source.kind.to_owned()).unwrap_or_default(),
            origin.map(|source| maybe(&source.role)).unwrap_or_default(),
            origin.map(|source| maybe(&source.of)).unwrap_or_default(),
            origin.map(|source| maybe(&source.side)).unwrap_or_default(),
            relays(statement),
            statement.stance.to_owned(),
            statement.form.to_owned(),
            statement.cue.text.clone(),
            statement.content.text.clone(),
            statement.against.join(AND),
            self.places_of_statements(&statement.about),
            maybe(&statement.when),
            statement.rule.clone(),
            statement.id.clone(),
        ]
    }

    fn toll(&self, toll: &Toll) -> Vec<String> {
        let statement = toll.statement.as_deref().and_then(|id| self.statements.get(id));
        let speaker = statement.and_then(|statement| statement.sources.first()).map(|source| source.name.clone());
        let whole = toll.part_of.as_deref().and_then(|id| self.tolls.get(id)).map(|whole| whole.text.clone());
        vec![
            self.path(&toll.document),
            self.sentence(&toll.document, toll.span),
            toll.text.clone(),
            toll.harm.to_owned(),
            maybe(&toll.min),
            maybe(&toll.max),
            toll.approx.to_string(),
            toll.withheld.to_string(),
            toll.victims.clone(),
            maybe(&toll.side),
            toll.scope.to_owned(),
            maybe(&toll.place),
            maybe(&toll.when),
            maybe(&toll.as_of),
            maybe(&toll.by),
            speaker.unwrap_or_default(),
            statement.map(|statement| relays(statement)).unwrap_or_default(),
            whole.unwrap_or_default(),
            toll.rule.clone(),
            toll.id.clone(),
        ]
    }

    fn times(&self) -> Vec<Vec<String>> {
        let row = |time: &super::record::Time| {
            vec![
                self.path(&time.document),
                self.sentence(&time.document, time.span),
                time.text.clone(),
                time.kind.to_owned(),
                time.value.clone(),
                maybe(&time.earliest),
                maybe(&time.latest),
                maybe(&time.modifier),
                maybe(&time.anchor),
                time.rule.clone(),
                time.id.clone(),
            ]
        };
        self.record.times.iter().map(row).collect()
    }

    fn places(&self) -> Vec<Vec<String>> {
        let row = |place: &super::record::Place| {
            vec![
                self.path(&place.document),
                self.sentence(&place.document, place.span),
                place.text.clone(),
                place.name.clone(),
                maybe(&place.geonames),
                maybe(&place.country),
                place.claimed_by.join(AND),
                maybe(&place.lat),
                maybe(&place.lon),
                place.role.to_owned(),
                place.rule.clone(),
                place.id.clone(),
            ]
        };
        self.record.places.iter().map(row).collect()
    }

    fn events(&self) -> Vec<Vec<String>> {
        let row = |event: &super::record::Event| {
            vec![
                self.path(&event.document),
                self.sentence(&event.document, event.anchor.span),
                event.anchor.text.clone(),
                event.kind.to_owned(),
                maybe(&event.mode),
                event.actors.join(AND),
                event.recipients.join(AND),
                maybe(&event.place),
                maybe(&event.when),
                event.status.to_owned(),
                event.by.join(AND),
                event.disputed_by.join(AND),
                event.background.to_string(),
                event.rule.clone(),
                event.id.clone(),
            ]
        };
        self.record.events.iter().map(row).collect()
    }

    fn claims(&self) -> Vec<Vec<String>> {
        let row = |claim: &super::record::Claim| {
            let origins: Vec<&str> = claim.origins.iter().map(|origin| &*origin.name).collect();
            vec![
                claim.text.clone(),
                claim.asserted_by.join(AND),
                claim.denied_by.join(AND),
                self.paths(&claim.documents),
                origins.len().to_string(),
                origins.join(AND),
                self.places_of_statements(&claim.statements),
                claim.rule.clone(),
                claim.id.clone(),
            ]
        };
        self.record.claims.iter().map(row).collect()
    }

    fn reprints(&self) -> Vec<Vec<String>> {
        let row = |reprint: &super::record::Reprint| {
            let places: Vec<String> = reprint.passages.iter().map(|p| self.place(&p.document, p.span)).collect();
            let dropped = reprint.dropped_credit.as_ref();
            vec![
                reprint.kind.to_owned(),
                reprint.passages.first().map(|p| self.words(&p.document, p.span)).unwrap_or_default(),
                places.join(AND),
                maybe(&reprint.origin),
                dropped.map(|dropped| self.path(&dropped.document)).unwrap_or_default(),
                dropped.map(|dropped| dropped.credit.clone()).unwrap_or_default(),
                reprint.rule.clone(),
                reprint.id.clone(),
            ]
        };
        self.record.reprints.iter().map(row).collect()
    }

    fn contradictions(&self, found: &[super::record::Contradiction]) -> Vec<Vec<String>> {
        let row = |found: &super::record::Contradiction| {
            let values: Vec<&str> = found.members.iter().map(|member| &*member.value).collect();
            let places: Vec<String> = found.members.iter().map(|m| self.place(&m.document, m.span)).collect();
            vec![
                found.about.clone(),
                found.kind.to_owned(),
                values.join(AND),
                places.join(AND),
                found.rule.clone(),
                found.id.clone(),
            ]
        };
        found.iter().map(row).collect()
    }

    fn stories(&self) -> Vec<Vec<String>> {
        let row = |story: &super::record::Story| {
            vec![
                story.title.clone(),
                maybe(&story.from),
                maybe(&story.to),
                self.paths(&story.documents),
                story.rule.clone(),
                story.id.clone(),
            ]
        };
        self.record.stories.iter().map(row).collect()
    }

    fn timeline(&self) -> Vec<Vec<String>> {
        let row = |entry: &super::record::TimelineEntry| {
            vec![
                entry.when.clone(),
                entry.what.clone(),
                self.paths(&entry.documents),
                self.places_of_statements(&entry.statements),
                entry.rule.clone(),
                entry.id.clone(),
            ]
        };
        self.record.timeline.iter().map(row).collect()
    }

    /// A row for each alleged violation, and one for a ceasefire without any.
    fn ceasefires(&self) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for ceasefire in &self.record.ceasefires {
            let whole = [
                ceasefire.parties.join(AND),
                maybe(&ceasefire.mediator),
                maybe(&ceasefire.agreed),
                maybe(&ceasefire.in_force),
                ceasefire.state.to_owned(),
            ];
            let violations = ceasefire.alleged_violations.iter().map(|violation| {
                let place = self.places_of_statements(std::slice::from_ref(&violation.statement));
                let against = violation.against.join(AND);
                let denied_by = violation.denied_by.join(AND);
                [violation.by.clone(), against, maybe(&violation.when), maybe(&violation.place), place, denied_by]
            });
            let mut parts: Vec<[String; 6]> = violations.collect();
            if parts.is_empty() {
                parts.push(Default::default());
            }
            let end = [ceasefire.rule.clone(), ceasefire.id.clone()];
            rows.extend(parts.into_iter().map(|part| whole.iter().chain(&part).chain(&end).cloned().collect()));
        }
        rows
    }
}

fn document(document: &Document) -> Vec<String> {
    let notes: Vec<&str> = document.diagnostics.iter().map(|note| &*note.message).collect();
    vec![
        document.path.clone(),
        maybe(&document.title),
        maybe(&document.outlet),
        maybe(&document.url),
        maybe(&document.language),
        maybe(&document.dateline),
        maybe(&document.credit),
        maybe(&document.published.earliest),
        maybe(&document.published.latest),
        document.published.basis.to_owned(),
        maybe(&document.published.why),
        document.sentences.len().to_string(),
        notes.join(AND),
        document.id.clone(),
    ]
}

/// Whoever passed a statement on, nearest to its origin first.
fn relays(statement: &Statement) -> String {
    statement.sources.iter().skip(1).map(|source| &*source.name).collect::<Vec<_>>().join(AND)
}

/// A value, or an empty cell where it is not known.
fn maybe<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map(ToString::to_string).unwrap_or_default()
}
