//! Runs the literate specs of `tests/spec/corpus`: what stands across reports.
//!
//! A spec holds blocks fenced by three backticks. `report NAME [DAY]` is a report; `found NAME` lists what the stages
//! that read one report find in it, one line each, fields separated by `|`; `expect` lists what must follow and closes
//! an example. Reports are handed over once in the order of the spec and once in reverse: the record must be the same.

use std::fmt::Write;
use std::path::Path;

use whosays::corpus::{self, Contradiction, Record, StatementAt, Tables};
use whosays::document::{
    Basis, EntityKind, Form, Harm, Place, PlaceRole, Published, Report, Scope, Sentence, Speaker, Stance, Statement,
    Timex, TimexKind, Toll, Wire,
};
use whosays::Span;

#[test]
fn specs_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec/corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 9, "specs are missing");
    let mut failures = String::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let expected = run(&text, &name, &mut failures);
        assert!(expected > 0, "{name} expects nothing");
    }
    assert!(failures.is_empty(), "{failures}");
}

/// Runs the examples of a spec; returns how many lines were expected.
fn run(text: &str, name: &str, failures: &mut String) -> usize {
    let tables = Tables::new(&whosays_data::ENGLISH, whosays_data::WORLD);
    let mut reports: Vec<Report> = Vec::new();
    let mut expected = 0;
    for block in text.split("\n```").skip(1).step_by(2) {
        let (head, body) = block.split_once('\n').unwrap_or((block, ""));
        let words: Vec<&str> = head.split_whitespace().collect();
        match words.as_slice() {
            ["report", path] => reports.push(report(path, body, None)),
            ["report", path, day] => reports.push(report(path, body, Some(day))),
            ["found", path] => found(reports.iter_mut().find(|r| r.path == *path).unwrap(), body),
            ["expect"] => {
                let record = read(std::mem::take(&mut reports), &tables);
                for line in body.lines().filter(|line| !line.trim().is_empty()) {
                    expected += 1;
                    if let Err(why) = check(&record, line) {
                        let _ = writeln!(failures, "{name}: {line}\n    {why}");
                    }
                }
            }
            other => panic!("{name}: a block that is none: {other:?}"),
        }
    }
    expected
}

/// Reads reports in both orders.
fn read(reports: Vec<Report>, tables: &Tables) -> Record {
    let mut reverse = reports.clone();
    reverse.reverse();
    let record = corpus::read(reports, tables, &resolve);
    assert_eq!(record, corpus::read(reverse, tables, &resolve), "the order of reports changes the record");
    record
}

/// Stands in for the stage that reads times: resolves the weekdays of a report whose days are known now.
fn resolve(report: &mut Report) {
    let Some((first, last)) = report.published.earliest.zip(report.published.latest) else { return };
    for time in report.times.iter_mut().filter(|t| t.earliest.is_none()) {
        let Some(day) = time.value.strip_prefix("XXXX-WXX-").and_then(|n| n.parse::<i8>().ok()) else { continue };
        let back = |from: jiff::civil::Date| {
            let mut date = from;
            while date.weekday().to_monday_one_offset() != day {
                date = date.yesterday().unwrap();
            }
            date
        };
        if back(first) == back(last) {
            (time.value, time.earliest, time.latest) = (back(first).to_string(), Some(back(first)), Some(back(first)));
        }
    }
}

fn report(path: &str, body: &str, day: Option<&str>) -> Report {
    let text = body.trim_end().to_owned();
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(['.', '\n', '?']).chain([(text.len(), "")]) {
        let end = (at + 1).min(text.len());
        let closed = text[end..].starts_with('"');
        let end = if closed { end + 1 } else { end };
        let next = text.get(end..).unwrap_or("");
        if end < text.len() && !next.starts_with([' ', '\n']) || end <= start {
            continue;
        }
        let piece = &text[start..end];
        let from = start + piece.len() - piece.trim_start().len();
        let to = start + piece.trim_end().len();
        if from < to {
            sentences.push(Sentence { span: Span::new(from, to), tokens: 0..0, paragraph: 0 });
        }
        start = end;
    }
    let published = day.map_or(Published::UNKNOWN, |d| Published::day(d.parse().unwrap(), Basis::Given));
    Report {
        id: path.to_owned(),
        path: path.to_owned(),
        text,
        language: Some("en".to_owned()),
        title: None,
        outlet: None,
        url: None,
        published,
        wire: Wire::default(),
        sentences,
        tokens: Vec::new(),
        quotes: Vec::new(),
        names: Vec::new(),
        entities: Vec::new(),
        times: Vec::new(),
        places: Vec::new(),
        statements: Vec::new(),
        tolls: Vec::new(),
        events: Vec::new(),
        diagnostics: Vec::new(),
    }
}

fn span(report: &Report, words: &str) -> Span {
    let at = report.text.find(words).unwrap_or_else(|| panic!("{}: no such words: {words}", report.path));
    Span::new(at, at + words.len())
}

fn fields(line: &str) -> Vec<&str> {
    line.split('|').map(str::trim).collect()
}

/// The value of `name=…` among the fields of a line.
fn named<'a>(fields: &[&'a str], name: &str) -> Option<&'a str> {
    fields.iter().find_map(|f| f.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')))
}

fn found(report: &mut Report, body: &str) {
    for line in body.lines().filter(|line| !line.trim().is_empty()) {
        let fields = fields(line);
        match fields[0] {
            "time" => time(report, &fields),
            "place" => place(report, &fields),
            "said" => said(report, &fields),
            "toll" => toll(report, &fields),
            other => panic!("{}: nothing is found by that name: {other}", report.path),
        }
    }
    report.times.sort_by_key(|t| t.span);
    report.places.sort_by_key(|p| p.span);
}

/// `time | words | value`
fn time(report: &mut Report, fields: &[&str]) {
    let value = fields[2].to_owned();
    let clock = value.contains('T');
    let day = value.parse::<jiff::civil::Date>().ok().filter(|_| !clock);
    let year = value.parse::<i16>().ok();
    let whole = year.map(|y| (jiff::civil::date(y, 1, 1), jiff::civil::date(y, 12, 31)));
    let days = day.map(|d| (d, d)).or(whole);
    report.times.push(Timex {
        span: span(report, fields[1]),
        kind: if clock { TimexKind::Time } else { TimexKind::Date },
        value,
        earliest: days.map(|d| d.0),
        latest: days.map(|d| d.1),
        modifier: None,
        anchor: None,
        rule: "spec".to_owned(),
    });
}

/// `place | words`
fn place(report: &mut Report, fields: &[&str]) {
    report.places.push(Place {
        span: span(report, fields[1]),
        name: fields[1].to_owned(),
        geonames: None,
        country: None,
        claimed_by: Vec::new(),
        lat: None,
        lon: None,
        role: PlaceRole::Event,
        rule: "spec".to_owned(),
    });
}

/// `said | name | kind | stance | content | side=… | of=… | relay=… | against=… | about=…`
fn said(report: &mut Report, fields: &[&str]) {
    let speaker = |name: &str, kind: EntityKind, own: bool| Speaker {
        name: name.to_owned(),
        kind,
        role: None,
        of: named(fields, "of").filter(|_| own).map(str::to_owned),
        side: named(fields, "side").filter(|_| own).map(str::to_owned),
        span: None,
        entity: None,
    };
    let content = span(report, fields[4]);
    let relay = named(fields, "relay").map(|name| speaker(name, EntityKind::Media, false));
    let first = speaker(fields[1], EntityKind::parse(fields[2]).unwrap(), true);
    let number = |s: &str| s.trim().parse::<usize>().unwrap() - 1;
    let sentence = report.sentence_at(content.start).map_or(content, |s| report.sentences[s].span);
    report.statements.push(Statement {
        span: sentence,
        stance: Stance::parse(fields[3]).unwrap(),
        form: Form::Indirect,
        cue: Vec::new(),
        content: vec![content],
        sources: [first].into_iter().chain(relay).collect(),
        against: named(fields, "against").into_iter().flat_map(|a| a.split(',')).map(|a| a.trim().to_owned()).collect(),
        about: named(fields, "about").into_iter().flat_map(|a| a.split(',')).map(number).collect(),
        when: None,
        event: None,
        rule: "spec".to_owned(),
    });
}

/// `toll | words | harm | min..max | by=number of statement | place=… | scope=…`
fn toll(report: &mut Report, fields: &[&str]) {
    let (min, max) = fields[3].split_once("..").unwrap();
    let span = span(report, fields[1]);
    let sentence = report.sentence_at(span.start);
    let when = report.times.iter().position(|t| report.sentence_at(t.span.start) == sentence && t.kind == TimexKind::Date);
    report.tolls.push(Toll {
        span,
        harm: Harm::parse(fields[2]).unwrap(),
        min: min.parse().ok(),
        max: max.parse().ok(),
        approx: fields.contains(&"about"),
        withheld: false,
        victims: "people".to_owned(),
        side: None,
        scope: named(fields, "scope").and_then(Scope::parse).unwrap_or(Scope::Incident),
        place: named(fields, "place").map(str::to_owned),
        when,
        as_of: None,
        by: None,
        statement: named(fields, "by").map(|n| n.parse::<usize>().unwrap() - 1),
        part_of: None,
        rule: "spec".to_owned(),
    });
}

/// A stretch named as `NAME: words`.
fn stretch(record: &Record, field: &str) -> (usize, Span) {
    let (path, words) = field.split_once(": ").unwrap_or_else(|| panic!("no NAME: words in {field}"));
    let report = index(record, path);
    (report, span(&record.reports[report], words))
}

fn index(record: &Record, path: &str) -> usize {
    record.reports.iter().position(|r| r.path == path).unwrap_or_else(|| panic!("no report {path}"))
}

fn check(record: &Record, line: &str) -> Result<(), String> {
    let fields = fields(line);
    let words: Vec<&str> = fields[0].split(' ').collect();
    let rest = &fields[1..];
    let holds = match words.as_slice() {
        ["reprint", kind] => reprinted(record, rest, Some(kind)),
        ["no", "reprint"] => !reprinted(record, rest, None),
        ["dropped"] => dropped(record, rest),
        ["story"] => story(record, rest[0]),
        ["published"] => published(record, rest) == Some(rest[1].to_owned()),
        ["identity"] => identity(record, rest),
        ["no", "identity"] => !identity(record, rest),
        ["claim", origins] => claim(record, rest, Some(origins.parse().unwrap())),
        ["no", "claim"] => !claim(record, rest, None),
        ["denied"] => denied(record, rest),
        ["contradiction", kind] => conflicting(record, &record.contradictions, rest, Some(kind)),
        ["no", "contradiction"] => !conflicting(record, &record.contradictions, rest, None),
        ["update", kind] => conflicting(record, &record.updates, rest, Some(kind)),
        ["timeline"] => timeline(record, rest),
        ["ceasefire"] => ceasefire(record, rest),
        ["violation"] => violation(record, rest),
        ["background"] => background(record, rest[0]) == Some(rest[1].to_owned()),
        ["news"] => background(record, rest[0]).is_none(),
        other => panic!("nothing to expect by that name: {other:?}"),
    };
    if holds { Ok(()) } else { Err(format!("{:?}", summary(record, words[words.len() - 1], words[0]))) }
}

/// What the record has instead, for the message.
fn summary(record: &Record, last: &str, first: &str) -> String {
    match (first, last) {
        ("reprint", _) | (_, "reprint") | ("dropped", _) => format!("{:?}", record.reprints),
        ("claim" | "denied", _) | (_, "claim") => format!("{:?}", record.claims),
        ("story", _) => format!("{:?}", record.stories),
        ("identity", _) | (_, "identity") => format!("{:?}", record.identities),
        ("timeline", _) => format!("{:?}", record.timeline),
        ("ceasefire" | "violation", _) => format!("{:?}", record.ceasefires),
        ("background" | "news", _) => format!("{:?}", record.background),
        _ => format!("{:?} {:?}", record.contradictions, record.updates),
    }
}

fn reprinted(record: &Record, fields: &[&str], kind: Option<&&str>) -> bool {
    let wanted: Vec<(usize, Span)> = fields.iter().map(|f| stretch(record, f)).collect();
    let has = |r: &corpus::Reprint, w: &(usize, Span)| {
        r.passages.iter().any(|p| p.report == w.0 && p.span.overlaps(w.1) && p.span.len() >= w.1.len() / 2)
    };
    let right = |r: &&corpus::Reprint| kind.is_none_or(|k| r.kind.as_str() == *k);
    record.reprints.iter().filter(right).any(|r| wanted.iter().all(|w| has(r, w)))
}

/// `dropped | report that leaves it out | credit | report that keeps it`
fn dropped(record: &Record, fields: &[&str]) -> bool {
    let wanted = (index(record, fields[0]), fields[1], index(record, fields[2]));
    let credits = record.reprints.iter().filter_map(|r| r.dropped_credit.as_ref());
    credits.map(|d| (d.report, d.credit.as_str(), d.kept_in)).any(|d| d == wanted)
}

fn story(record: &Record, names: &str) -> bool {
    let mut wanted: Vec<usize> = names.split_whitespace().map(|n| index(record, n)).collect();
    wanted.sort_unstable();
    record.stories.iter().any(|s| s.reports == wanted && !s.title.is_empty())
}

fn published(record: &Record, fields: &[&str]) -> Option<String> {
    let published = &record.reports[index(record, fields[0])].published;
    let Some((from, to)) = published.earliest.zip(published.latest) else { return Some("open".to_owned()) };
    published.why.as_ref().map(|_| format!("{from}..{to}"))
}

/// `identity | name | name | …`: all of them are names of one.
fn identity(record: &Record, fields: &[&str]) -> bool {
    record.identities.iter().any(|i| {
        let names: Vec<&str> = i.aliases.iter().map(String::as_str).chain([i.name.as_str()]).collect();
        fields.iter().all(|f| names.contains(f))
    })
}

fn says(record: &Record, at: &StatementAt, wanted: (usize, Span)) -> bool {
    let statement = &record.reports[at.report].statements[at.statement];
    at.report == wanted.0 && statement.content.iter().any(|c| c.overlaps(wanted.1))
}

fn claim(record: &Record, fields: &[&str], origins: Option<usize>) -> bool {
    let wanted: Vec<(usize, Span)> = fields.iter().map(|f| stretch(record, f)).collect();
    record.claims.iter().any(|c| {
        origins.is_none_or(|n| c.origins.len() == n) && wanted.iter().all(|w| c.statements.iter().any(|s| says(record, s, *w)))
    })
}

/// `denied | name | NAME: words`: a claim with that statement is denied by that name.
fn denied(record: &Record, fields: &[&str]) -> bool {
    let wanted = stretch(record, fields[1]);
    let of = |c: &&corpus::Claim| c.statements.iter().any(|s| says(record, s, wanted));
    record.claims.iter().filter(of).any(|c| c.denied_by.iter().any(|n| n == fields[0]))
}

fn conflicting(record: &Record, list: &[Contradiction], fields: &[&str], kind: Option<&&str>) -> bool {
    let wanted: Vec<(usize, Span)> = fields.iter().map(|f| stretch(record, f)).collect();
    let has = |c: &Contradiction, w: &(usize, Span)| c.members.iter().any(|m| m.report == w.0 && m.span.overlaps(w.1));
    let right = |c: &&Contradiction| kind.is_none_or(|k| c.kind.as_str() == *k);
    list.iter().filter(right).any(|c| wanted.iter().all(|w| has(c, w)))
}

/// `timeline | value | reports`
fn timeline(record: &Record, fields: &[&str]) -> bool {
    let mut wanted: Vec<usize> = fields[1].split_whitespace().map(|n| index(record, n)).collect();
    wanted.sort_unstable();
    record.timeline.iter().any(|t| t.when == fields[0] && t.reports == wanted)
}

/// `ceasefire | parties | mediator | in force | state`
fn ceasefire(record: &Record, fields: &[&str]) -> bool {
    record.ceasefires.iter().any(|c| {
        c.parties.join(", ") == fields[0]
            && c.mediator.as_deref().unwrap_or("-") == fields[1]
            && c.in_force.as_deref().unwrap_or("-") == fields[2]
            && c.state.as_str() == fields[3]
    })
}

/// `violation | by | against | when | denied by`
fn violation(record: &Record, fields: &[&str]) -> bool {
    record.ceasefires.iter().flat_map(|c| &c.alleged_violations).any(|v| {
        v.by == fields[0]
            && v.against.join(", ") == fields[1]
            && v.when.as_deref().unwrap_or("-") == fields[2]
            && v.denied_by.join(", ") == fields[3]
    })
}

fn background(record: &Record, field: &str) -> Option<String> {
    let (report, span) = stretch(record, field);
    let of = |b: &&corpus::Background| b.passage.report == report && b.passage.span.contains(span);
    record.background.iter().find(of).map(|b| b.rule.clone())
}
