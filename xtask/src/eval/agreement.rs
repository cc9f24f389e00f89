//! The shipped scorer against the annotators' reference scorer: the same numbers for the same record.
//!
//! Records are made from the annotations and then spoilt at random (from fixed seeds): items dropped, doubled, moved,
//! relabelled, cut, renamed.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use whosays::corpus::{
    Claim, Contradiction, ContradictionKind, Member, Origin, Passage, Reprint, ReprintKind, StatementAt,
};
use whosays::document::{
    EntityKind, Event, EventType, Form, Harm, Place, PlaceRole, Published, Scope, Speaker, Stance, Statement, Status,
    Timex, TimexKind, Toll, Wire,
};
use whosays::score::{self, gold};
use whosays::{Record, Report, Span};

use crate::corpus::Shared;
use crate::corpus::gold::{Set, sets};

/// A linear congruential generator (Knuth's MMIX constants): the same numbers everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    /// True in `percent` of a hundred throws.
    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// A record made from annotations, spoilt: the higher `harm`, the more.
struct Spoiler<'a> {
    set: &'a Set,
    dice: Dice,
    harm: usize,
    record: Record,
}

impl Spoiler<'_> {
    fn record(set: &Set, seed: u64, harm: usize) -> Record {
        let record = Record {
            reports: set.inputs.iter().enumerate().map(|(i, input)| report(i, input)).collect(),
            ..Record::default()
        };
        let mut spoiler = Spoiler { set, dice: Dice(seed), harm, record };
        spoiler.statements();
        spoiler.tolls();
        spoiler.times();
        spoiler.places();
        spoiler.events();
        spoiler.across();
        spoiler.record
    }

    /// How often an item is read: never, once, twice.
    fn times_read(&mut self) -> usize {
        if self.dice.chance(self.harm) { self.dice.pick(&[0, 2]) } else { 1 }
    }

    /// Where a quote stands, moved a little at times.
    fn spans(&mut self, document: usize, pieces: &[String], sentence: Option<&str>) -> Vec<Span> {
        let text = &self.set.gold.documents[document].text;
        let near = sentence.and_then(|s| text.find(s)).unwrap_or(0);
        let find = |piece: &String| {
            let start = text[near..].find(piece).map(|at| near + at).or_else(|| text.find(piece))?;
            Some((start, start + piece.len()))
        };
        let found: Vec<_> = pieces.iter().filter_map(find).collect();
        found.into_iter().map(|(start, end)| self.moved(document, start, end)).collect()
    }

    fn moved(&mut self, document: usize, start: usize, end: usize) -> Span {
        let text = &self.set.gold.documents[document].text;
        let border = |mut at: usize| {
            while !text.is_char_boundary(at) {
                at += 1;
            }
            at
        };
        if !self.dice.chance(self.harm) {
            return Span::new(start, end);
        }
        let start = border(start + self.dice.below(end - start));
        let end = border((end + self.dice.below(40)).min(text.len()));
        Span::new(start, end.max(start))
    }

    fn name(&mut self, name: &str) -> String {
        if !self.dice.chance(self.harm) {
            return name.to_owned();
        }
        let words: Vec<&str> = name.split(' ').collect();
        match self.dice.below(4) {
            0 => "unnamed".to_owned(),
            1 => "Somebody Else".to_owned(),
            2 => words[words.len() - 1].to_owned(),
            _ => format!("the {}", name.to_uppercase()),
        }
    }

    fn statements(&mut self) {
        let set = self.set;
        for g in &set.gold.statements {
            for _ in 0..self.times_read() {
                let statement = self.statement(g);
                self.record.reports[g.document].statements.push(statement);
            }
        }
    }

    fn statement(&mut self, g: &gold::GoldStatement) -> Statement {
        let sentence = g.sentence.as_deref();
        let mut sources: Vec<Speaker> = g.sources.iter().map(|name| speaker(&self.name(name))).collect();
        if self.dice.chance(self.harm) {
            sources.pop();
        }
        let right = Stance::parse(&g.stances[0]).unwrap_or(Stance::Asserts);
        let known = self.record.reports[g.document].statements.len();
        let about = if g.about.is_empty() || known == 0 { vec![] } else { vec![self.dice.below(known)] };
        Statement {
            span: Span::default(),
            stance: if self.dice.chance(self.harm) { self.dice.pick(Stance::ALL) } else { right },
            form: Form::Indirect,
            cue: self.spans(g.document, &g.cue, sentence),
            content: self.spans(g.document, &g.content, sentence),
            sources,
            against: vec![],
            about,
            when: None,
            event: None,
            rule: "test:spoiler".to_owned(),
        }
    }

    fn tolls(&mut self) {
        let set = self.set;
        for g in &set.gold.tolls {
            for _ in 0..self.times_read() {
                let Some(span) = self.spans(g.document, std::slice::from_ref(&g.text), g.sentence.as_deref()).pop()
                else {
                    continue;
                };
                let statements = self.record.reports[g.document].statements.len();
                let statement = (statements > 0 && self.dice.chance(60)).then(|| self.dice.below(statements));
                let harm = if self.dice.chance(self.harm) {
                    self.dice.pick(Harm::ALL)
                } else {
                    Harm::parse(&g.harm).unwrap_or(Harm::Killed)
                };
                let max = if self.dice.chance(self.harm) { None } else { g.max };
                self.record.reports[g.document].tolls.push(Toll {
                    span,
                    harm,
                    min: g.min,
                    max,
                    approx: false,
                    withheld: g.withheld != self.dice.chance(self.harm / 4),
                    victims: "people".to_owned(),
                    side: None,
                    scope: Scope::Incident,
                    place: None,
                    when: None,
                    as_of: None,
                    by: None,
                    statement,
                    part_of: None,
                    rule: "test:spoiler".to_owned(),
                });
            }
        }
    }

    fn times(&mut self) {
        let set = self.set;
        for g in &set.gold.times {
            for _ in 0..self.times_read() {
                let Some(span) = self.spans(g.document, std::slice::from_ref(&g.text), g.sentence.as_deref()).pop()
                else {
                    continue;
                };
                let value = if self.dice.chance(self.harm) { "2001".to_owned() } else { g.value.clone() };
                self.record.reports[g.document].times.push(Timex {
                    span,
                    kind: TimexKind::Date,
                    value,
                    earliest: None,
                    latest: None,
                    modifier: None,
                    anchor: None,
                    rule: "test:spoiler".to_owned(),
                });
            }
        }
    }

    fn places(&mut self) {
        let set = self.set;
        for g in &set.gold.places {
            for _ in 0..self.times_read() {
                let Some(span) = self.spans(g.document, std::slice::from_ref(&g.text), None).pop() else { continue };
                let off = f64::from(u8::try_from(self.dice.below(4)).unwrap_or(0));
                let at = g.at.filter(|_| !self.dice.chance(self.harm));
                self.record.reports[g.document].places.push(Place {
                    mentions: vec![span],
                    span,
                    name: g.text.clone(),
                    geonames: None,
                    country: None,
                    claimed_by: vec![],
                    lat: at.map(|at| at.0 + off),
                    lon: at.map(|at| at.1),
                    role: PlaceRole::Other,
                    rule: "test:spoiler".to_owned(),
                });
            }
        }
    }

    fn events(&mut self) {
        let set = self.set;
        for g in &set.gold.events {
            for _ in 0..self.times_read() {
                let Some(anchor) = self.spans(g.document, &g.anchor, g.sentence.as_deref()).pop() else { continue };
                let kind = if self.dice.chance(self.harm) {
                    self.dice.pick(EventType::ALL)
                } else {
                    EventType::parse(&g.kind).unwrap_or(EventType::Aid)
                };
                let status = if self.dice.chance(self.harm) {
                    self.dice.pick(Status::ALL)
                } else {
                    Status::parse(&g.status).unwrap_or(Status::Reported)
                };
                self.record.reports[g.document].events.push(Event {
                    anchor,
                    kind,
                    mode: None,
                    actors: vec![],
                    recipients: vec![],
                    place: None,
                    when: None,
                    status,
                    by: vec![],
                    disputed_by: vec![],
                    background: false,
                    statement: None,
                    rule: "test:spoiler".to_owned(),
                });
            }
        }
    }

    fn across(&mut self) {
        let Some(across) = &self.set.gold.across else { return };
        for [a, b] in &across.reprints {
            for _ in 0..self.times_read() {
                let sides = [a, b].map(|side| (side.document, self.spans(side.document, &side.text, None)));
                let passages = sides
                    .iter()
                    .flat_map(|(report, spans)| spans.iter().map(|&span| Passage { report: *report, span }));
                let passages = passages.collect();
                self.record.reprints.push(Reprint {
                    kind: ReprintKind::Near,
                    passages,
                    origin: None,
                    dropped_credit: None,
                    rule: "test",
                });
            }
        }
        for members in across.contradictions.iter().chain(&across.not_contradictions) {
            if self.dice.chance(50) {
                let members = members.iter().flat_map(|m| self.member(m)).collect();
                self.record.contradictions.push(Contradiction {
                    kind: ContradictionKind::Number,
                    members,
                    about: String::new(),
                    rule: "test",
                });
            }
        }
        for claim in &across.claims {
            self.claim(claim);
        }
    }

    fn member(&mut self, m: &gold::GoldMember) -> Vec<Member> {
        let text = match &m.place {
            gold::GoldMemberPlace::Text(text) => text.clone(),
            gold::GoldMemberPlace::Statement(_) => return vec![],
        };
        let spans = self.spans(m.document, &text, None);
        spans.into_iter().map(|span| Member { report: m.document, span, value: String::new() }).collect()
    }

    /// A claim that holds the statements whose content starts where that of an annotated one does.
    fn claim(&mut self, claim: &gold::GoldClaim) {
        let set = self.set;
        let mut statements = Vec::new();
        for g in set.gold.statements.iter().filter(|g| claim.statements.contains(&g.id)) {
            let spans = Spoiler { set, dice: Dice(0), harm: 0, record: Record::default() }.spans(
                g.document,
                &g.cue,
                g.sentence.as_deref(),
            );
            let read = self.record.reports[g.document].statements.iter().enumerate();
            statements.extend(
                read.filter(|(_, s)| s.cue == spans).map(|(i, _)| StatementAt { report: g.document, statement: i }),
            );
        }
        let origins = claim.origins + usize::from(self.dice.chance(self.harm));
        let origin = Origin { name: "x".to_owned(), statements: vec![] };
        self.record.claims.push(Claim {
            text: String::new(),
            statements,
            asserted_by: vec![],
            denied_by: vec![],
            reports: vec![],
            origins: vec![origin; origins],
            rule: "test",
        });
    }
}

fn speaker(name: &str) -> Speaker {
    Speaker {
        name: name.to_owned(),
        kind: EntityKind::Unnamed,
        role: None,
        of: None,
        side: None,
        span: None,
        entity: None,
    }
}

fn report(index: usize, input: &whosays::Input) -> Report {
    Report {
        id: format!("d{index}"),
        path: format!("in/{}", input.path),
        text: input.text.clone(),
        language: None,
        title: None,
        outlet: None,
        url: None,
        published: Published::UNKNOWN,
        wire: Wire::default(),
        sentences: vec![],
        tokens: vec![],
        quotes: vec![],
        names: vec![],
        entities: vec![],
        times: vec![],
        places: vec![],
        statements: vec![],
        tolls: vec![],
        events: vec![],
        diagnostics: vec![],
    }
}

/// The parts of `whosays/report/1` that the reference scorer looks at.
fn to_json(record: &Record) -> Value {
    let span = |report: &Report, span: Span| {
        let point = |byte: usize| report.text[..byte].chars().count();
        json!([point(span.start), point(span.end)])
    };
    let spans = |report: &Report, all: &[Span]| -> Value { all.iter().map(|&s| span(report, s)).collect() };
    let id = |report: usize, statement: usize| format!("s{report}.{statement}");
    let (mut statements, mut tolls, mut times, mut places, mut events) = (vec![], vec![], vec![], vec![], vec![]);
    for (r, report) in record.reports.iter().enumerate() {
        statements.extend(report.statements.iter().enumerate().map(|(i, s)| {
            json!({
                "id": id(r, i), "document": report.id, "stance": s.stance.as_str(),
                "cue": { "spans": spans(report, &s.cue) }, "content": { "spans": spans(report, &s.content) },
                "sources": s.sources.iter().map(|s| json!({ "name": s.name })).collect::<Value>(),
                "about": s.about.iter().map(|&a| id(r, a)).collect::<Value>(),
            })
        }));
        tolls.extend(report.tolls.iter().map(|t| json!({
            "document": report.id, "span": span(report, t.span), "harm": t.harm.as_str(), "min": t.min, "max": t.max,
            "withheld": t.withheld, "statement": t.statement.map(|s| id(r, s)),
        })));
        times.extend(
            report
                .times
                .iter()
                .map(|t| json!({ "document": report.id, "span": span(report, t.span), "value": t.value })),
        );
        places.extend(report.places.iter().map(|p| json!({
            "document": report.id, "span": span(report, p.span), "text": report.words(p.span), "lat": p.lat, "lon": p.lon,
        })));
        events.extend(report.events.iter().map(|e| json!({
            "document": report.id, "anchor": { "span": span(report, e.anchor) }, "type": e.kind.as_str(), "status": e.status.as_str(),
        })));
    }
    let at = |report: usize, s: Span| json!({ "document": record.reports[report].id, "span": span(&record.reports[report], s) });
    json!({
        "documents": record.reports.iter().map(|r| json!({ "id": r.id, "path": r.path })).collect::<Value>(),
        "statements": statements, "tolls": tolls, "times": times, "places": places, "events": events,
        "reprints": record.reprints.iter().map(|r| json!({ "passages": r.passages.iter().map(|p| at(p.report, p.span)).collect::<Value>() })).collect::<Value>(),
        "contradictions": record.contradictions.iter().map(|c| json!({ "members": c.members.iter().map(|m| at(m.report, m.span)).collect::<Value>() })).collect::<Value>(),
        "claims": record.claims.iter().map(|c| json!({
            "statements": c.statements.iter().map(|s| id(s.report, s.statement)).collect::<Value>(),
            "origins": c.origins.iter().map(|o| json!({ "name": o.name })).collect::<Value>(),
        })).collect::<Value>(),
    })
}

/// What the reference scorer says, or `None` if it cannot be run here.
fn reference(shared: &Shared, set: &Set, record: &Record, scratch: &Path) -> Option<Value> {
    let file = scratch.join(format!("{}.json", set.name));
    fs::write(&file, to_json(record).to_string()).ok()?;
    let script = shared.path("gold/score.py");
    let out =
        Command::new("python3").arg(script).arg("--json").arg(shared.path(&set.folder)).arg(&file).output().ok()?;
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).ok()
}

fn compare(set: &Set, ours: &[score::Section], theirs: &Value, seed: u64) -> usize {
    let mut compared = 0;
    assert_eq!(ours.len(), theirs.as_object().map_or(0, serde_json::Map::len), "{}: sections", set.name);
    for section in ours {
        for (name, score) in &section.scores {
            let expected = theirs[section.name][*name].as_f64();
            assert_eq!(score.value(), expected, "{} seed {seed}: {} {name}", set.name, section.name);
            compared += 1;
        }
    }
    compared
}

#[test]
fn the_shipped_scorer_gives_the_numbers_of_the_reference_scorer() {
    let shared = Shared::locate();
    let python = Command::new("python3").arg("--version").output().is_ok();
    let Ok(sets) = sets(&shared)
        .and_then(|sets| if python { Ok(sets) } else { Err(Shared::error("python3", "is not installed")) })
    else {
        eprintln!("SKIPPED: the annotated reports or python3 are not at hand, so the scorer was not compared");
        return;
    };
    let scratch = std::env::temp_dir().join(format!("whosays-agreement-{}", std::process::id()));
    fs::create_dir_all(&scratch).expect("a temporary folder");
    let mut compared = 0;
    for set in &sets {
        for (seed, harm) in [(1, 0), (2, 15), (3, 40), (4, 80)] {
            let record = Spoiler::record(set, seed, harm);
            let ours = score::score(&set.gold, &record);
            if harm == 0 {
                assert!(ours[0].get("found") > Some(90.0), "{}: {:?}", set.name, ours[0]);
            }
            let theirs = reference(&shared, set, &record, &scratch).expect("the reference scorer runs");
            compared += compare(set, &ours, &theirs, seed);
        }
    }
    let _ = fs::remove_dir_all(&scratch);
    assert!(compared > 500, "{compared}");
}
