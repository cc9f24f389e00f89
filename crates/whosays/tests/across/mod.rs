//! What must hold of a record of several reports, a line each, fields separated by `|`. `NAME: words` is a stretch of the
//! report of that name; a dash stands for nothing.
//!
//! - `reprint verbatim | NAME: words | NAME: words`: one passage stands in these reports.
//! - `no reprint | …`: it does not.
//! - `dropped | NAME | credit | NAME`: the first report leaves out the credit that the second keeps.
//! - `story | NAME NAME`: a story of just these reports.
//! - `published | NAME | 2021-03-04..2021-03-05 | words`: the inferred days, and words of the reason; `open` if unknown.
//! - `identity | name | name`: names of one speaker.
//! - `claim 2 | NAME: words | …`: one claim that these statements assert or deny, with two independent origins.
//! - `no claim | …`: no claim joins them.
//! - `denied | name | NAME: words`: somebody of that name denies the claim of that statement.
//! - `contradiction number | NAME: words | NAME: words` and `no contradiction | …`; `update number | …`.
//! - `timeline | 2021-03-04 | NAME NAME`: something on that day which these reports tell.
//! - `ceasefire | parties | mediator | agreed | in force | state`.
//! - `no ceasefire`: none at all.
//! - `violation | by | against | when | denied by`.
//! - `background | NAME: words | rule`, and `news | NAME: words`.

use whosays::corpus::{Claim, Contradiction, Record, Reprint, StatementAt};
use whosays::{Input, Reader, Span};

/// A stretch of a report of the record.
type Stretch = (usize, Span);

/// Reads reports together, in two orders, and gives what does not hold of the record.
pub(crate) fn check(reader: &Reader, inputs: Vec<Input>, body: &str) -> Vec<String> {
    let reverse: Vec<Input> = inputs.iter().rev().cloned().collect();
    let record = reader.read(inputs, &|_| ());
    let mut faults = Vec::new();
    if record != reader.read(reverse, &|_| ()) {
        faults.push("the order of reports changes the record".to_owned());
    }
    if body.trim().is_empty() {
        faults.push("a record of which nothing is expected".to_owned());
    }
    for line in body.lines().filter(|line| !line.trim().is_empty()) {
        match holds(&record, line) {
            Some(true) => {}
            Some(false) => faults.push(format!("{line}\n{}", instead(&record, line))),
            None => faults.push(format!("{line}\n    names a report, words or a check that there is not")),
        }
    }
    faults
}

/// `None` if the line cannot be understood.
fn holds(record: &Record, line: &str) -> Option<bool> {
    let fields: Vec<&str> = line.split('|').map(str::trim).collect();
    let (head, rest) = fields.split_first()?;
    let (word, kind) = head.split_once(' ').map_or((*head, None), |(word, kind)| (word, Some(kind)));
    Some(match (word, kind) {
        ("no", Some("reprint")) => !reprinted(record, rest, None)?,
        ("no", Some("claim")) => !claimed(record, rest, None)?,
        ("no", Some("contradiction")) => !differ(record, &record.contradictions, rest, None)?,
        ("no", Some("update")) => !differ(record, &record.updates, rest, None)?,
        ("no", Some("ceasefire")) => record.ceasefires.is_empty(),
        ("reprint", Some(_)) => reprinted(record, rest, kind)?,
        ("claim", Some(origins)) => claimed(record, rest, Some(origins.parse().ok()?))?,
        ("contradiction", Some(_)) => differ(record, &record.contradictions, rest, kind)?,
        ("update", Some(_)) => differ(record, &record.updates, rest, kind)?,
        ("dropped", None) => dropped(record, rest)?,
        ("story", None) => story(record, rest)?,
        ("published", None) => published(record, rest)?,
        ("identity", None) => identity(record, rest),
        ("denied", None) => denied(record, rest)?,
        ("timeline", None) => timeline(record, rest)?,
        ("ceasefire", None) => ceasefire(record, rest),
        ("violation", None) => violation(record, rest),
        ("background", None) => background(record, rest.first()?)?.as_deref() == rest.get(1).copied(),
        ("news", None) => background(record, rest.first()?)?.is_none(),
        _ => return None,
    })
}

/// What the record has instead, for the message.
fn instead(record: &Record, line: &str) -> String {
    let at =
        |report: usize, span: Span| format!("{}: {}", record.reports[report].path, record.reports[report].words(span));
    let members = |c: &Contradiction| {
        let members: Vec<String> =
            c.members.iter().map(|m| format!("{} = {}", at(m.report, m.span), m.value)).collect();
        format!("    {} {} | {}", c.rule, c.kind, members.join(" | "))
    };
    let lines: Vec<String> = match line {
        _ if line.contains("reprint") || line.starts_with("dropped") => record
            .reprints
            .iter()
            .map(|r| {
                let passages: Vec<String> = r.passages.iter().map(|p| at(p.report, p.span)).collect();
                format!("    {} {:?} {:?} | {}", r.kind, r.origin, r.dropped_credit, passages.join(" | "))
            })
            .collect(),
        _ if line.starts_with("story") => record
            .stories
            .iter()
            .map(|s| {
                let names: Vec<&str> = s.reports.iter().map(|&r| record.reports[r].path.as_str()).collect();
                format!("    {} | {}", s.title, names.join(" "))
            })
            .collect(),
        _ if line.starts_with("published") => {
            record.reports.iter().map(|r| format!("    {} {:?}", r.path, r.published)).collect()
        }
        _ if line.contains("claim") || line.starts_with("denied") => record
            .claims
            .iter()
            .map(|c| {
                let origins: Vec<&str> = c.origins.iter().map(|o| o.name.as_str()).collect();
                let said: Vec<String> = c
                    .statements
                    .iter()
                    .map(|s| {
                        let report = &record.reports[s.report];
                        let statement = &report.statements[s.statement];
                        let content: Vec<&str> = statement.content.iter().map(|span| report.words(*span)).collect();
                        format!(
                            "{} {} {}: {}",
                            report.path,
                            statement.sources[0].name,
                            statement.stance,
                            content.join(" … ")
                        )
                    })
                    .collect();
                format!(
                    "    origins {origins:?}, asserted by {:?}, denied by {:?} | {}",
                    c.asserted_by,
                    c.denied_by,
                    said.join(" | ")
                )
            })
            .collect(),
        _ if line.starts_with("identity") => {
            record.identities.iter().map(|i| format!("    {} {:?}", i.name, i.aliases)).collect()
        }
        _ if line.starts_with("timeline") => {
            record.timeline.iter().map(|t| format!("    {} {:?} {}", t.when, t.reports, t.what)).collect()
        }
        _ if line.contains("ceasefire") || line.starts_with("violation") => {
            record.ceasefires.iter().map(|c| format!("    {c:?}")).collect()
        }
        _ if line.starts_with("background") || line.starts_with("news") => record
            .background
            .iter()
            .map(|b| format!("    {} | {}", at(b.passage.report, b.passage.span), b.rule))
            .collect(),
        _ => {
            let updates = record.updates.iter().map(|u| format!("    update {}", members(u).trim()));
            record.contradictions.iter().map(members).chain(updates).collect()
        }
    };
    if lines.is_empty() { "    there is none".to_owned() } else { format!("  there is\n{}", lines.join("\n")) }
}

fn index(record: &Record, name: &str) -> Option<usize> {
    record.reports.iter().position(|report| report.path == name)
}

fn indices(record: &Record, names: &str) -> Option<Vec<usize>> {
    let mut indices: Vec<usize> = names.split_whitespace().map(|name| index(record, name)).collect::<Option<_>>()?;
    indices.sort_unstable();
    Some(indices)
}

/// `NAME: words`.
fn stretch(record: &Record, field: &str) -> Option<Stretch> {
    let (name, words) = field.split_once(": ")?;
    let report = index(record, name)?;
    let at = record.reports[report].text.find(words)?;
    Some((report, Span::new(at, at + words.len())))
}

fn stretches(record: &Record, fields: &[&str]) -> Option<Vec<Stretch>> {
    fields.iter().map(|field| stretch(record, field)).collect()
}

fn reprinted(record: &Record, fields: &[&str], kind: Option<&str>) -> Option<bool> {
    let wanted = stretches(record, fields)?;
    let has = |reprint: &Reprint, (report, span): &Stretch| {
        reprint.passages.iter().any(|p| p.report == *report && p.span.overlaps(*span) && p.span.len() >= span.len() / 2)
    };
    let mut right = record.reprints.iter().filter(|r| kind.is_none_or(|kind| r.kind.as_str() == kind));
    Some(right.any(|reprint| wanted.iter().all(|stretch| has(reprint, stretch))))
}

fn dropped(record: &Record, fields: &[&str]) -> Option<bool> {
    let [without, credit, with] = fields else { return None };
    let wanted = (index(record, without)?, *credit, index(record, with)?);
    let mut credits = record.reprints.iter().filter_map(|reprint| reprint.dropped_credit.as_ref());
    Some(credits.any(|d| (d.report, d.credit.as_str(), d.kept_in) == wanted))
}

fn story(record: &Record, fields: &[&str]) -> Option<bool> {
    let wanted = indices(record, fields.first()?)?;
    Some(record.stories.iter().any(|story| story.reports == wanted && !story.title.is_empty()))
}

fn published(record: &Record, fields: &[&str]) -> Option<bool> {
    let published = &record.reports[index(record, fields.first()?)?].published;
    let days = match published.earliest.zip(published.latest) {
        Some((first, last)) => format!("{first}..{last}"),
        None => "open".to_owned(),
    };
    let why = published.why.as_deref().unwrap_or("");
    Some(days == *fields.get(1)? && fields.get(2).is_none_or(|words| why.contains(words)))
}

fn identity(record: &Record, fields: &[&str]) -> bool {
    let named =
        |name: &&str| record.identities.iter().position(|i| i.name == *name || i.aliases.iter().any(|a| a == name));
    let mut known = fields.iter().map(named);
    let first = known.next().flatten();
    first.is_some() && known.all(|other| other == first)
}

fn says(record: &Record, at: &StatementAt, (report, span): Stretch) -> bool {
    let content = &record.reports[at.report].statements[at.statement].content;
    at.report == report && content.iter().any(|piece| piece.overlaps(span))
}

fn claimed(record: &Record, fields: &[&str], origins: Option<usize>) -> Option<bool> {
    let wanted = stretches(record, fields)?;
    let has = |claim: &Claim, stretch: Stretch| claim.statements.iter().any(|at| says(record, at, stretch));
    let mut right = record.claims.iter().filter(|claim| origins.is_none_or(|n| claim.origins.len() == n));
    Some(right.any(|claim| wanted.iter().all(|stretch| has(claim, *stretch))))
}

fn denied(record: &Record, fields: &[&str]) -> Option<bool> {
    let wanted = stretch(record, fields.get(1)?)?;
    let mut of = record.claims.iter().filter(|claim| claim.statements.iter().any(|at| says(record, at, wanted)));
    Some(of.any(|claim| claim.denied_by.iter().any(|name| name == fields[0])))
}

fn differ(record: &Record, list: &[Contradiction], fields: &[&str], kind: Option<&str>) -> Option<bool> {
    let wanted = stretches(record, fields)?;
    let has = |one: &Contradiction, (report, span): &Stretch| {
        one.members.iter().any(|member| member.report == *report && member.span.overlaps(*span))
    };
    let mut right = list.iter().filter(|one| kind.is_none_or(|kind| one.kind.as_str() == kind));
    Some(right.any(|one| wanted.iter().all(|stretch| has(one, stretch))))
}

fn timeline(record: &Record, fields: &[&str]) -> Option<bool> {
    let wanted = indices(record, fields.get(1)?)?;
    Some(record.timeline.iter().any(|entry| entry.when == fields[0] && entry.reports == wanted))
}

fn ceasefire(record: &Record, fields: &[&str]) -> bool {
    record.ceasefires.iter().any(|found| {
        let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
        let all = [
            found.parties.join(", "),
            or_none(&found.mediator),
            or_none(&found.agreed),
            or_none(&found.in_force),
            found.state.to_string(),
        ];
        all.iter().eq(fields)
    })
}

fn violation(record: &Record, fields: &[&str]) -> bool {
    record.ceasefires.iter().flat_map(|ceasefire| &ceasefire.alleged_violations).any(|found| {
        let when = found.when.clone().unwrap_or_else(|| "-".to_owned());
        let denied = if found.denied_by.is_empty() { "-".to_owned() } else { found.denied_by.join(", ") };
        [found.by.clone(), found.against.join(", "), when, denied].iter().eq(fields)
    })
}

/// The rule by which a stretch is background, if it is; `None` outside if there is no such stretch.
fn background(record: &Record, field: &str) -> Option<Option<String>> {
    let (report, span) = stretch(record, field)?;
    let found = record.background.iter().find(|b| b.passage.report == report && b.passage.span.contains(span));
    Some(found.map(|passage| passage.rule.clone()))
}
