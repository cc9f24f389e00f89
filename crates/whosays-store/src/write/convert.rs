//! From the record of the analysis to the record as it is written.

use jiff::civil::Date;
use whosays::corpus::{self, StatementAt};
use whosays::document::{self, Report};
use whosays::{Record, Span};

use super::id::Ids;
use super::offsets::Offsets;
use super::record as out;

/// Writes the record down in the shape of `whosays/report/1`.
pub(super) fn record(record: &Record) -> out::Record {
    let mut ids = Ids::default();
    let named: Vec<Named> = record.reports.iter().map(|report| Named::of(report, &mut ids)).collect();
    let texts: Vec<Text> = record.reports.iter().zip(&named).map(|(r, names)| Text::of(r, names)).collect();
    let across = Across { texts: &texts };
    out::Record {
        schema: super::SCHEMA,
        whosays: env!("CARGO_PKG_VERSION"),
        documents: texts.iter().map(Text::document).collect(),
        entities: texts.iter().flat_map(Text::entities).collect(),
        statements: texts.iter().flat_map(Text::statements).collect(),
        tolls: texts.iter().flat_map(Text::tolls).collect(),
        times: texts.iter().flat_map(Text::times).collect(),
        places: texts.iter().flat_map(Text::places).collect(),
        events: texts.iter().flat_map(Text::events).collect(),
        claims: record.claims.iter().map(|claim| across.claim(claim, &mut ids)).collect(),
        reprints: record.reprints.iter().map(|reprint| across.reprint(reprint, &mut ids)).collect(),
        contradictions: record.contradictions.iter().map(|c| across.contradiction("co", c, &mut ids)).collect(),
        updates: record.updates.iter().map(|c| across.contradiction("up", c, &mut ids)).collect(),
        stories: record.stories.iter().map(|story| across.story(story, &mut ids)).collect(),
        timeline: record.timeline.iter().map(|entry| across.timeline(entry, &mut ids)).collect(),
        ceasefires: record.ceasefires.iter().map(|ceasefire| across.ceasefire(ceasefire, &mut ids)).collect(),
    }
}

/// The ids of one report and of everything in it, by index.
struct Named {
    document: String,
    entities: Vec<String>,
    statements: Vec<String>,
    tolls: Vec<String>,
    times: Vec<String>,
    places: Vec<String>,
    events: Vec<String>,
}

impl Named {
    fn of(report: &Report, ids: &mut Ids) -> Self {
        let document = match report.id.as_str() {
            "" => ids.make("d", &[&report.text]),
            id => ids.unique(id),
        };
        let offsets = Offsets::of(&report.text);
        let at = |span: Span| {
            let [start, end] = offsets.points(span);
            format!("{start}-{end}")
        };
        let mut make = |prefix: &str, parts: &[&str]| ids.make(prefix, &[&[&*document], parts].concat());
        // The cue is what makes a statement one; its content and speakers are what was read into it.
        let cue = |s: &document::Statement| s.cue.iter().copied().reduce(|a, b| a.cover(b)).unwrap_or(s.span);
        Self {
            entities: report.entities.iter().map(|e| make("en", &[&e.name])).collect(),
            statements: report.statements.iter().map(|s| make("st", &[&at(cue(s))])).collect(),
            tolls: report.tolls.iter().map(|t| make("to", &[&at(t.span), t.harm.as_str()])).collect(),
            times: report.times.iter().map(|t| make("ti", &[&at(t.span)])).collect(),
            places: report.places.iter().map(|p| make("pl", &[&at(p.span)])).collect(),
            events: report.events.iter().map(|e| make("ev", &[&at(e.anchor), e.kind.as_str()])).collect(),
            document,
        }
    }
}

/// One report, its ids, and where its characters begin.
struct Text<'r> {
    report: &'r Report,
    ids: &'r Named,
    offsets: Offsets<'r>,
}

impl<'r> Text<'r> {
    fn of(report: &'r Report, ids: &'r Named) -> Self {
        Self { report, ids, offsets: Offsets::of(&report.text) }
    }

    fn span(&self, span: Span) -> out::Span {
        self.offsets.points(span)
    }

    fn text(&self, span: Span) -> String {
        self.offsets.words(span).to_owned()
    }

    fn words(&self, spans: &[Span]) -> out::Words {
        let pieces: Vec<&str> = spans.iter().map(|span| self.offsets.words(*span)).collect();
        out::Words { text: pieces.join(" ... "), spans: spans.iter().map(|span| self.span(*span)).collect() }
    }

    fn passage(&self, span: Span) -> out::Passage {
        out::Passage { document: self.ids.document.clone(), span: self.span(span) }
    }

    /// The value of a time and the id of the expression.
    fn time(&self, index: Option<usize>) -> (Option<String>, Option<String>) {
        let value = index.and_then(|i| self.report.times.get(i)).map(|time| time.value.clone());
        (value, index.and_then(|i| self.ids.times.get(i)).cloned())
    }

    fn document(&self) -> out::Document {
        let Report { path, text, language, title, outlet, url, published, wire, sentences, diagnostics, .. } =
            self.report;
        let note = |d: &whosays::Diagnostic| out::Diagnostic {
            span: d.span.map(|span| self.span(span)),
            message: d.message.clone(),
        };
        out::Document {
            id: self.ids.document.clone(),
            path: path.clone(),
            text: text.clone(),
            language: language.clone(),
            dateline: wire.dateline.map(|span| self.text(span)),
            credit: wire.credit.map(|span| self.text(span)),
            outlet: outlet.clone(),
            title: title.clone(),
            url: url.clone(),
            published: out::Published {
                earliest: day(published.earliest),
                latest: day(published.latest),
                basis: published.basis.as_str(),
                why: published.why.clone(),
            },
            sentences: sentences.iter().map(|sentence| self.span(sentence.span)).collect(),
            diagnostics: diagnostics.iter().map(note).collect(),
            rule: "input".to_owned(),
        }
    }

    fn entities(&self) -> impl Iterator<Item = out::Entity> {
        self.report.entities.iter().zip(&self.ids.entities).map(|(entity, id)| out::Entity {
            id: id.clone(),
            name: entity.name.clone(),
            aliases: entity.aliases.clone(),
            kind: entity.kind.as_str(),
            side: entity.side.clone(),
            role: entity.role.clone(),
            of: entity.of.clone(),
            mentions: entity.mentions.iter().map(|mention| self.passage(mention.span)).collect(),
            rule: entity.rule.to_owned(),
        })
    }

    fn statements(&self) -> impl Iterator<Item = out::Statement> {
        self.report.statements.iter().zip(&self.ids.statements).map(|(statement, id)| {
            let (when, when_time) = self.time(statement.when);
            out::Statement {
                id: id.clone(),
                document: self.ids.document.clone(),
                span: self.span(statement.span),
                stance: statement.stance.as_str(),
                form: statement.form.as_str(),
                cue: self.words(&statement.cue),
                content: self.words(&statement.content),
                sources: statement.sources.iter().map(|source| self.source(source)).collect(),
                against: statement.against.clone(),
                about: pick(&self.ids.statements, &statement.about),
                when,
                when_time,
                event: statement.event.and_then(|i| self.ids.events.get(i)).cloned(),
                rule: statement.rule.clone(),
            }
        })
    }

    fn source(&self, source: &document::Speaker) -> out::Source {
        out::Source {
            name: source.name.clone(),
            kind: source.kind.as_str(),
            role: source.role.clone(),
            of: source.of.clone(),
            side: source.side.clone(),
            span: source.span.map(|span| self.span(span)),
            entity: source.entity.and_then(|i| self.ids.entities.get(i)).cloned(),
        }
    }

    fn tolls(&self) -> impl Iterator<Item = out::Toll> {
        self.report.tolls.iter().zip(&self.ids.tolls).map(|(toll, id)| {
            let ((when, when_time), (as_of, as_of_time)) = (self.time(toll.when), self.time(toll.as_of));
            out::Toll {
                id: id.clone(),
                document: self.ids.document.clone(),
                span: self.span(toll.span),
                text: self.text(toll.span),
                harm: toll.harm.as_str(),
                min: toll.min,
                max: toll.max,
                approx: toll.approx,
                withheld: toll.withheld,
                victims: toll.victims.clone(),
                side: toll.side.clone(),
                scope: toll.scope.as_str(),
                place: toll.place.clone(),
                when,
                when_time,
                as_of,
                as_of_time,
                by: toll.by.clone(),
                statement: toll.statement.and_then(|i| self.ids.statements.get(i)).cloned(),
                part_of: toll.part_of.and_then(|i| self.ids.tolls.get(i)).cloned(),
                rule: toll.rule.clone(),
            }
        })
    }

    fn times(&self) -> impl Iterator<Item = out::Time> {
        self.report.times.iter().zip(&self.ids.times).map(|(time, id)| out::Time {
            id: id.clone(),
            document: self.ids.document.clone(),
            span: self.span(time.span),
            text: self.text(time.span),
            kind: time.kind.as_str(),
            value: time.value.clone(),
            earliest: day(time.earliest),
            latest: day(time.latest),
            modifier: time.modifier.map(document::Modifier::as_str),
            anchor: time.anchor.clone(),
            rule: time.rule.clone(),
        })
    }

    fn places(&self) -> impl Iterator<Item = out::Place> {
        self.report.places.iter().zip(&self.ids.places).map(|(place, id)| out::Place {
            id: id.clone(),
            document: self.ids.document.clone(),
            span: self.span(place.span),
            text: self.text(place.span),
            name: place.name.clone(),
            geonames: place.geonames,
            country: place.country.clone(),
            claimed_by: place.claimed_by.clone(),
            lat: place.lat,
            lon: place.lon,
            role: place.role.as_str(),
            rule: place.rule.clone(),
        })
    }

    fn events(&self) -> impl Iterator<Item = out::Event> {
        self.report.events.iter().zip(&self.ids.events).map(|(event, id)| {
            let (when, when_time) = self.time(event.when);
            out::Event {
                id: id.clone(),
                document: self.ids.document.clone(),
                anchor: out::Anchor { text: self.text(event.anchor), span: self.span(event.anchor) },
                kind: event.kind.as_str(),
                mode: event.mode.clone(),
                actors: event.actors.clone(),
                recipients: event.recipients.clone(),
                place: event.place.clone(),
                when,
                when_time,
                status: event.status.as_str(),
                by: event.by.clone(),
                disputed_by: event.disputed_by.clone(),
                background: event.background,
                statement: event.statement.and_then(|i| self.ids.statements.get(i)).cloned(),
                rule: event.rule.clone(),
            }
        })
    }
}

/// What stands across the reports. An index that leads nowhere is left out.
struct Across<'t, 'r> {
    texts: &'t [Text<'r>],
}

impl Across<'_, '_> {
    fn document(&self, report: usize) -> String {
        self.texts.get(report).map(|text| text.ids.document.clone()).unwrap_or_default()
    }

    fn documents(&self, reports: &[usize]) -> Vec<String> {
        reports.iter().filter_map(|&report| Some(self.texts.get(report)?.ids.document.clone())).collect()
    }

    fn statement(&self, at: StatementAt) -> Option<String> {
        self.texts.get(at.report)?.ids.statements.get(at.statement).cloned()
    }

    fn statements(&self, at: &[StatementAt]) -> Vec<String> {
        at.iter().filter_map(|&at| self.statement(at)).collect()
    }

    fn span(&self, report: usize, span: Span) -> out::Span {
        self.texts.get(report).map_or([0, 0], |text| text.span(span))
    }

    fn claim(&self, claim: &corpus::Claim, ids: &mut Ids) -> out::Claim {
        let statements = self.statements(&claim.statements);
        let origin = |origin: &corpus::Origin| out::Origin {
            name: origin.name.clone(),
            statements: self.statements(&origin.statements),
        };
        out::Claim {
            id: ids.make("cl", &[statements.first().map_or(&*claim.text, String::as_str)]),
            text: claim.text.clone(),
            asserted_by: claim.asserted_by.clone(),
            denied_by: claim.denied_by.clone(),
            documents: self.documents(&claim.reports),
            origins: claim.origins.iter().map(origin).collect(),
            rule: claim.rule.to_owned(),
            statements,
        }
    }

    fn reprint(&self, reprint: &corpus::Reprint, ids: &mut Ids) -> out::Reprint {
        let passage =
            |p: &corpus::Passage| out::Passage { document: self.document(p.report), span: self.span(p.report, p.span) };
        let passages: Vec<out::Passage> = reprint.passages.iter().map(passage).collect();
        let dropped = |dropped: &corpus::DroppedCredit| out::DroppedCredit {
            document: self.document(dropped.report),
            credit: dropped.credit.clone(),
            kept_in: self.document(dropped.kept_in),
        };
        out::Reprint {
            id: ids.make("re", &[&anchor(passages.iter().map(|p| (&*p.document, p.span)))]),
            kind: reprint.kind.as_str(),
            passages,
            origin: reprint.origin.clone(),
            dropped_credit: reprint.dropped_credit.as_ref().map(dropped),
            rule: reprint.rule.to_owned(),
        }
    }

    fn contradiction(&self, prefix: &str, found: &corpus::Contradiction, ids: &mut Ids) -> out::Contradiction {
        let member = |member: &corpus::Member| out::Member {
            document: self.document(member.report),
            span: self.span(member.report, member.span),
            value: member.value.clone(),
        };
        let members: Vec<out::Member> = found.members.iter().map(member).collect();
        out::Contradiction {
            id: ids.make(prefix, &[&anchor(members.iter().map(|m| (&*m.document, m.span)))]),
            kind: found.kind.as_str(),
            members,
            about: found.about.clone(),
            rule: found.rule.to_owned(),
        }
    }

    fn story(&self, story: &corpus::Story, ids: &mut Ids) -> out::Story {
        let documents = self.documents(&story.reports);
        out::Story {
            id: ids.make("sr", &[documents.first().map_or("", String::as_str)]),
            title: story.title.clone(),
            documents,
            from: day(story.from),
            to: day(story.to),
            rule: story.rule.to_owned(),
        }
    }

    fn timeline(&self, entry: &corpus::TimelineEntry, ids: &mut Ids) -> out::TimelineEntry {
        out::TimelineEntry {
            id: ids.make("tl", &[&entry.when, &entry.what]),
            when: entry.when.clone(),
            what: entry.what.clone(),
            documents: self.documents(&entry.reports),
            statements: self.statements(&entry.statements),
            rule: entry.rule.to_owned(),
        }
    }

    fn ceasefire(&self, ceasefire: &corpus::Ceasefire, ids: &mut Ids) -> out::Ceasefire {
        let violation = |violation: &corpus::Violation| {
            Some(out::Violation {
                by: violation.by.clone(),
                against: violation.against.clone(),
                when: violation.when.clone(),
                place: violation.place.clone(),
                statement: self.statement(violation.statement)?,
                denied_by: violation.denied_by.clone(),
            })
        };
        let anchor: Vec<&str> =
            ceasefire.parties.iter().chain(&ceasefire.agreed).chain(&ceasefire.in_force).map(String::as_str).collect();
        out::Ceasefire {
            id: ids.make("ce", &anchor),
            parties: ceasefire.parties.clone(),
            mediator: ceasefire.mediator.clone(),
            agreed: ceasefire.agreed.clone(),
            in_force: ceasefire.in_force.clone(),
            state: ceasefire.state.as_str(),
            alleged_violations: ceasefire.alleged_violations.iter().filter_map(violation).collect(),
            rule: ceasefire.rule.to_owned(),
        }
    }
}

fn day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn pick(ids: &[String], indices: &[usize]) -> Vec<String> {
    indices.iter().filter_map(|&index| ids.get(index).cloned()).collect()
}

/// The places of several stretches of words, as one text.
fn anchor<'p>(passages: impl Iterator<Item = (&'p str, out::Span)>) -> String {
    passages.map(|(document, [start, end])| format!("{document} {start}-{end}")).collect::<Vec<_>>().join(" ")
}
