//! What each stage finds, a line each, as the specs show it.

use whosays::document::attribution::Attribution;
use whosays::document::cue::Cues;
use whosays::document::gazetteer::Place;
use whosays::document::quantity::Quantity;
use whosays::document::{Entity, Event, MentionKind, Published, Report, Statement, Timex, Token, Toll};

/// The time of an index, as the report words it.
fn at_time(report: &Report, when: Option<usize>) -> Option<&str> {
    when.and_then(|index| report.times.get(index)).map(|time| report.words(time.span))
}

fn joined(report: &Report, spans: &[whosays::Span]) -> String {
    let words: Vec<&str> = spans.iter().map(|span| report.words(*span)).collect();
    if words.is_empty() { "-".to_owned() } else { words.join(" … ").replace('\n', " ") }
}

fn row(rule: &str) -> &str {
    rule.split_once(':').map_or("", |(_, row)| row)
}

/// `at least 40 = 40/null, count (at-least)`.
pub(crate) fn quantity(report: &Report, quantity: &Quantity) -> String {
    let bound = |bound: Option<f64>| bound.map_or_else(|| "null".to_owned(), |bound| bound.to_string());
    let mut line = format!("{} = {}/{}", report.words(quantity.span), bound(quantity.min), bound(quantity.max));
    line += &format!(", {}", quantity.kind);
    if let Some(unit) = &quantity.unit {
        line += &format!(", {unit}");
    }
    if quantity.approx {
        line += ", about";
    }
    line + &format!(" ({})", row(&quantity.rule))
}

/// `Sunday = 2020-10-11, date, 2020-10-11 to 2020-10-11, from published (weekday)`.
pub(crate) fn time(report: &Report, time: &Timex) -> String {
    let mut line = format!("{} = {}, {}", report.words(time.span), time.value, time.kind);
    if time.earliest.is_some() || time.latest.is_some() {
        let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "?".to_owned(), |day| day.to_string());
        line += &format!(", {} to {}", day(time.earliest), day(time.latest));
    }
    if let Some(modifier) = time.modifier {
        line += &format!(", {modifier}");
    }
    if let Some(anchor) = &time.anchor {
        line += &format!(", from {anchor}");
    }
    line + &format!(" ({})", row(&time.rule))
}

/// `London = London CAN 43.0 -81.2 event`.
pub(crate) fn place(report: &Report, place: &Place) -> String {
    let degrees = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.1}"));
    let country = place.country.as_deref().unwrap_or("-");
    let (lat, lon) = (degrees(place.lat), degrees(place.lon));
    format!("{} = {} {country} {lat} {lon} {}", report.words(place.span), place.name, place.role)
}

/// `2021-03-04 to 2021-03-05, stated`, or `unknown`.
pub(crate) fn published(published: &Published) -> String {
    match published.earliest.zip(published.latest) {
        Some((first, last)) if first == last => format!("{first}, {}", published.basis),
        Some((first, last)) => format!("{first} to {last}, {}", published.basis),
        None => published.basis.to_string(),
    }
}

/// The furniture of a report, a line a piece, and the day of publication.
pub(crate) fn wire(report: &Report) -> Vec<String> {
    let wire = &report.wire;
    let one = |name: &str, span: Option<whosays::Span>| span.map(|span| format!("{name} = {}", report.words(span)));
    let mut lines: Vec<String> = Vec::new();
    lines.extend(one("date line", wire.date_line));
    lines.extend(one("dateline", wire.dateline));
    lines.extend(one("credit", wire.credit));
    lines.extend(wire.headlines.iter().filter_map(|span| one("headline", Some(*span))));
    lines.extend(wire.outside.iter().filter_map(|span| one("outside", Some(*span))));
    lines.push(format!("published = {}", published(&report.published)));
    lines
}

/// The tokens of each sentence, with blanks between them.
pub(crate) fn tokens(report: &Report) -> Vec<String> {
    let words = |tokens: std::ops::Range<usize>| tokens.map(|token| report.form(token)).collect::<Vec<_>>().join(" ");
    report.sentences.iter().map(|sentence| words(sentence.tokens.clone())).collect()
}

/// `shelled VERB VBD shell, root` or `rebels NOUN NNS rebel, nsubj of shelled`.
pub(crate) fn tag(report: &Report, token: &Token) -> String {
    let head = token.head.map_or_else(String::new, |head| format!(" of {}", report.form(head)));
    let (words, lemma) = (report.words(token.span), &token.lemma);
    format!("{words} {} {} {lemma}, {}{head}", token.upos, token.xpos, token.relation)
}

/// What the parse answers about a verb: `shelled: subject rebels, passive, negated by not, modal may`.
pub(crate) fn clause(report: &Report, verb: usize) -> String {
    let mut parts = Vec::new();
    let phrase =
        |head: usize| joined(report, &report.stretch(&report.noun_phrase(head)).into_iter().collect::<Vec<_>>());
    parts.extend(report.subject(verb).map(|subject| format!("subject {}", phrase(subject))));
    parts.extend(report.is_passive(verb).then(|| "passive".to_owned()));
    parts.extend(report.negation(verb).map(|no| format!("negated by {}", report.form(no))));
    parts.extend(report.modal(verb).map(|modal| format!("modal {}", report.form(modal))));
    parts.extend(report.marked(verb).map(|function| format!("marked {function}")));
    format!("{}: {}", report.form(verb), parts.join(", "))
}

/// `Northern Front = armed_group, side Northern Front | Northern Front | ~front | ~it`.
pub(crate) fn entity(report: &Report, entity: &Entity) -> String {
    let mut line = format!("{} = {}", entity.name, entity.kind);
    for (name, value) in [("side", &entity.side), ("role", &entity.role), ("of", &entity.of)] {
        if let Some(value) = value {
            line += &format!(", {name} {value}");
        }
    }
    let mark = |kind| if kind == MentionKind::Name { "" } else { "~" };
    let mentions: Vec<String> =
        entity.mentions.iter().map(|m| format!("{}{}", mark(m.kind), report.words(m.span))).collect();
    line + " | " + &mentions.join(" | ")
}

/// `rebels < agency | said | they had left | cue:say`.
pub(crate) fn attribution(report: &Report, found: &Attribution) -> String {
    let phrase = |head: usize| report.stretch(&report.noun_phrase(head)).map_or("", |span| report.words(span));
    let source = found.source.map_or("-", phrase);
    let relays: String = found.relays.iter().map(|&relay| format!(" < {}", phrase(relay))).collect();
    let (cue, content) = (joined(report, &found.cue), joined(report, &found.content));
    format!("{source}{relays} | {cue} | {content} | {}", found.rule)
}

/// `deny = deny, verb, clause np gerund, denies`, a line for each row of the table that a lemma stands in.
pub(crate) fn cue(cues: &Cues, lemma: &str) -> Vec<String> {
    let line = |cue: &whosays::document::cue::Cue| {
        let frames: Vec<&str> = cue.frames.iter().map(|frame| frame.as_str()).collect();
        let particle = cue.particle.as_ref().map_or_else(String::new, |particle| format!(" {particle}"));
        format!("{lemma} = {lemma}{particle}, {}, {}, {}", cue.class, frames.join(" "), cue.stance)
    };
    let lines: Vec<String> = cues.of(lemma).iter().map(line).collect();
    if lines.is_empty() { vec![format!("{lemma} = no cue")] } else { lines }
}

/// `0 | rebels < agency | denies indirect | denied | that they had fired | about 1`.
pub(crate) fn statement(report: &Report, index: usize, statement: &Statement) -> String {
    let speakers: Vec<&str> = statement.sources.iter().map(|speaker| speaker.name.as_str()).collect();
    let mut line = format!("{index} | {} | {} {}", speakers.join(" < "), statement.stance, statement.form);
    line += &format!(" | {} | {}", joined(report, &statement.cue), joined(report, &statement.content));
    if !statement.against.is_empty() {
        line += &format!(" | against {}", statement.against.join(", "));
    }
    if !statement.about.is_empty() {
        let about: Vec<String> = statement.about.iter().map(ToString::to_string).collect();
        line += &format!(" | about {}", about.join(", "));
    }
    if let Some(when) = at_time(report, statement.when) {
        line += &format!(" | on {when}");
    }
    line
}

/// `Rosa Quispe = person, side PER, role minister`: who speaks in a statement, the origin first.
pub(crate) fn speakers(statement: &Statement) -> Vec<String> {
    let line = |speaker: &whosays::document::Speaker| {
        let mut line = format!("{} = {}", speaker.name, speaker.kind);
        for (name, value) in [("side", &speaker.side), ("role", &speaker.role), ("of", &speaker.of)] {
            if let Some(value) = value {
                line += &format!(", {name} {value}");
            }
        }
        line
    };
    statement.sources.iter().map(line).collect()
}

/// `0 | at least 17 civilians = killed 17/null, civilians, incident | in Kolda | on Sunday | says army | part of 1`.
pub(crate) fn toll(report: &Report, index: usize, toll: &Toll) -> String {
    let bound = |bound: Option<u64>| bound.map_or_else(|| "null".to_owned(), |bound| bound.to_string());
    let mut line =
        format!("{index} | {} = {} {}/{}", report.words(toll.span), toll.harm, bound(toll.min), bound(toll.max));
    line += &format!(", {}, {}", toll.victims, toll.scope);
    let mut add = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            line += &format!(" | {name} {value}");
        }
    };
    add("about", toll.approx.then_some("so many"));
    add("number", toll.withheld.then_some("withheld"));
    add("side", toll.side.as_deref());
    add("in", toll.place.as_deref());
    add("on", at_time(report, toll.when));
    add("as of", at_time(report, toll.as_of));
    add("by", toll.by.as_deref());
    let says = toll.statement.and_then(|at| report.statements.get(at)).and_then(|s| s.sources.first());
    add("says", says.map(|speaker| speaker.name.as_str()));
    add("part of", toll.part_of.map(|part| part.to_string()).as_deref());
    line
}

/// `attacked = ASSAULT, reported: rebels > garrison | in Kolda | on Sunday | says army | disputed by rebels`.
pub(crate) fn event(report: &Report, event: &Event) -> String {
    let mode = event.mode.as_ref().map_or_else(String::new, |mode| format!(" {mode}"));
    let names = |names: &[String]| if names.is_empty() { "-".to_owned() } else { names.join(", ") };
    let mut line = format!("{} = {}{mode}, {}", report.words(event.anchor), event.kind, event.status);
    line += &format!(": {} > {}", names(&event.actors), names(&event.recipients));
    let mut add = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            line += &format!(" | {name} {value}");
        }
    };
    add("in", event.place.as_deref());
    add("on", at_time(report, event.when));
    add("says", Some(event.by.join(", ")).filter(|by| !by.is_empty()).as_deref());
    add("disputed by", Some(event.disputed_by.join(", ")).filter(|by| !by.is_empty()).as_deref());
    line
}
