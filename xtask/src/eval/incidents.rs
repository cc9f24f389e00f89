//! Who did what to whom, according to whom: MUC-4 incident templates.
//!
//! The slots that the program can fill are scored: date, location, perpetrator organisation and its confidence, human-target
//! number and effect. Templates are made from the program's events of violence: events at one place and time are one
//! incident, a toll belongs to the last incident told before it. Gold and predicted templates are mapped to each other by
//! the slots that they share; optional gold templates count only if they are mapped.

use jiff::civil::Date;
use whosays::document::{Basis, Event, EventType, Harm, Published, Status, Toll};
use whosays::score::same_name;
use whosays::score::slot::{Answer, Fills, align, compare};
use whosays::{Input, Report};

use super::{Context, Row, Skipped};
use crate::corpus::Split;
use crate::corpus::muc4::{Fill, Message, Template, messages};

/// Slots that are scored, by the names of MUC-4.
const SLOTS: [(&str, &str); 6] = [
    ("INCIDENT: DATE", "date"),
    ("INCIDENT: LOCATION", "location"),
    ("PERP: ORGANIZATION ID", "perpetrator organisation"),
    ("PERP: ORGANIZATION CONFIDENCE", "perpetrator confidence"),
    ("HUM TGT: NUMBER", "human-target number"),
    ("HUM TGT: EFFECT OF INCIDENT", "human-target effect"),
];

/// Scores `tst1` and `tst2` as dev, `tst3` as test.
pub(super) fn run(context: &Context) -> Result<Vec<Row>, Skipped> {
    let Some(annotate) = &context.system.annotate else {
        return Err(Skipped("the reader finds no incidents".to_owned()));
    };
    let all = messages(context.shared)?;
    let mut rows = Vec::new();
    for split in [Split::Dev, Split::Test].into_iter().filter(|&split| context.reads(split)) {
        let mut sums = [Fills::default(); SLOTS.len()];
        for message in all.iter().filter(|message| message.split() == split) {
            let found = incidents(&annotate(&input(message)));
            let scores = scores(&message.templates, &found);
            sums.iter_mut().zip(scores).for_each(|(sum, fills)| *sum += fills);
        }
        for ((_, name), fills) in SLOTS.iter().zip(sums) {
            let n = fills.correct + fills.partial + fills.incorrect + fills.missing;
            let row = |what: &str, value| Row::new("MUC-4", split.as_str(), &format!("{name} {what}"), value, n);
            rows.extend([row("recall", fills.recall()), row("precision", fills.precision())]);
        }
    }
    Ok(rows)
}

fn input(message: &Message) -> Input {
    let day = message.text.split("--").next().and_then(dateline_day);
    let published = day.map(|day| Published::day(day, Basis::Metadata));
    Input { path: message.id.clone(), text: message.text.clone(), published, ..Input::default() }
}

/// The day of a dateline such as `LIMA, 3 JAN 90 `; the corpus is of the twentieth century.
fn dateline_day(dateline: &str) -> Option<Date> {
    let words: Vec<&str> = dateline.split([' ', ',', '\n']).filter(|word| !word.is_empty()).collect();
    words.windows(3).find_map(|three| {
        let fill = Fill { values: vec![three.join(" ")], ..Fill::default() };
        fill.days().map(|(_, day)| day)
    })
}

/// An incident as the program tells it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Incident {
    /// First and last day.
    days: Option<(Date, Date)>,
    place: Option<String>,
    /// Who is said to have done it, and how sure that is.
    perpetrators: Vec<(String, &'static str)>,
    /// Number of people and what was done to them.
    targets: Vec<(Option<u64>, &'static str)>,
    /// Where its first event stands.
    start: usize,
}

fn incidents(report: &Report) -> Vec<Incident> {
    let mut incidents: Vec<Incident> = Vec::new();
    let violent = |event: &&Event| matches!(event.kind, EventType::Assault | EventType::Coerce);
    for event in report.events.iter().filter(violent).filter(|event| event.status != Status::Hypothetical) {
        let new = incident(event, report);
        match incidents.iter_mut().find(|known| is_same(known, &new)) {
            Some(known) => join(known, new),
            None => incidents.push(new),
        }
    }
    for toll in &report.tolls {
        let before = incidents.iter().rposition(|incident| incident.start <= toll.span.start).unwrap_or(0);
        if let (Some(incident), Some(target)) = (incidents.get_mut(before), target(toll)) {
            incident.targets.push(target);
        }
    }
    incidents
}

fn incident(event: &Event, report: &Report) -> Incident {
    let time = event.when.and_then(|index| report.times.get(index));
    let sure = |actor: &String| (actor.clone(), confidence(event, actor, report));
    Incident {
        days: time.and_then(|time| time.earliest.zip(time.latest)),
        place: event.place.clone(),
        perpetrators: event.actors.iter().map(sure).collect(),
        targets: Vec::new(),
        start: event.anchor.start,
    }
}

/// Same place and same days, as far as both are told.
fn is_same(a: &Incident, b: &Incident) -> bool {
    let places = a.place.as_deref().zip(b.place.as_deref()).is_none_or(|(x, y)| same_name(Some(x), Some(y)));
    let days = a.days.zip(b.days).is_none_or(|(x, y)| x == y);
    places && days
}

fn join(known: &mut Incident, new: Incident) {
    known.days = known.days.or(new.days);
    known.place = known.place.take().or(new.place);
    for perpetrator in new.perpetrators {
        if !known.perpetrators.iter().any(|(name, _)| same_name(Some(name), Some(&perpetrator.0))) {
            known.perpetrators.push(perpetrator);
        }
    }
}

/// How sure it is that this actor did it, in the words of MUC-4.
fn confidence(event: &Event, actor: &str, report: &Report) -> &'static str {
    use whosays::document::EntityKind::State;
    if event.status == Status::Reported {
        return "REPORTED AS FACT";
    }
    if event.by.iter().any(|by| same_name(Some(by), Some(actor))) {
        return "CLAIMED OR ADMITTED";
    }
    let voice = event.statement.and_then(|index| report.statements.get(index)?.sources.first());
    match voice.map(|voice| voice.kind) {
        Some(State) => "SUSPECTED OR ACCUSED BY AUTHORITIES",
        _ => "SUSPECTED OR ACCUSED",
    }
}

fn target(toll: &Toll) -> Option<(Option<u64>, &'static str)> {
    let effect = match toll.harm {
        _ if toll.max == Some(0) => "NO INJURY OR DEATH",
        Harm::Killed => "DEATH",
        Harm::Injured => "INJURY",
        Harm::Casualties => "INJURY",
        Harm::Missing | Harm::Captured | Harm::Displaced | Harm::Abducted => "",
    };
    (!toll.withheld).then_some((toll.min.filter(|_| toll.min == toll.max), effect))
}

/// The fills of each slot over all templates of a message.
fn scores(gold: &[Template], found: &[Incident]) -> [Fills; SLOTS.len()] {
    let agreement = |g: usize, p: usize| {
        let fills = SLOTS.map(|(slot, _)| fills(slot, &gold[g], Some(&found[p])));
        fills.iter().map(|fills| fills.correct as f64 + 0.5 * fills.partial as f64).sum()
    };
    let pairs = align(gold.len(), found.len(), agreement);
    let partner = |g: usize| pairs.iter().find(|pair| pair.0 == g).and_then(|pair| found.get(pair.1));
    SLOTS.map(|(slot, _)| {
        let mut sum = Fills::default();
        for (g, template) in gold.iter().enumerate() {
            if partner(g).is_some() || !template.optional {
                sum += fills(slot, template, partner(g));
            }
        }
        let unmapped = (0..found.len()).filter(|p| !pairs.iter().any(|pair| pair.1 == *p));
        unmapped.for_each(|p| sum += fills(slot, &Template::default(), found.get(p)));
        sum
    })
}

fn fills(slot: &str, gold: &Template, found: Option<&Incident>) -> Fills {
    let fills = gold.slot(slot);
    let answers = found.map_or_else(Vec::new, |incident| answers(slot, incident));
    let mut scores = compare(fills.len(), answers.len(), |g, p| judge(slot, &fills[g], &answers[p]));
    // Optional fills that were not given are not missed.
    let optional = fills.iter().filter(|fill| fill.optional).count();
    scores.missing = scores.missing.saturating_sub(optional);
    scores
}

/// An answer to one slot.
#[derive(Clone, PartialEq, Debug)]
enum Given {
    Days(Date, Date),
    Name(String),
    Value(String),
}

fn answers(slot: &str, incident: &Incident) -> Vec<Given> {
    match slot {
        "INCIDENT: DATE" => incident.days.map(|(from, to)| Given::Days(from, to)).into_iter().collect(),
        "INCIDENT: LOCATION" => incident.place.clone().map(Given::Name).into_iter().collect(),
        "PERP: ORGANIZATION ID" => incident.perpetrators.iter().map(|(name, _)| Given::Name(name.clone())).collect(),
        "PERP: ORGANIZATION CONFIDENCE" => {
            incident.perpetrators.iter().map(|(_, sure)| Given::Value((*sure).to_owned())).collect()
        }
        "HUM TGT: NUMBER" => {
            let number = |number: &Option<u64>| number.map_or_else(|| "PLURAL".to_owned(), |n| n.to_string());
            incident.targets.iter().map(|(n, _)| Given::Value(number(n))).collect()
        }
        _ => {
            let effects = incident.targets.iter().map(|(_, effect)| *effect).filter(|effect| !effect.is_empty());
            effects.map(|effect| Given::Value(effect.to_owned())).collect()
        }
    }
}

fn judge(slot: &str, gold: &Fill, answer: &Given) -> Answer {
    match answer {
        Given::Days(from, to) => judge_days(gold, *from, *to),
        Given::Name(name) if slot == "INCIDENT: LOCATION" => judge_place(gold, name),
        Given::Name(name) if gold.names.iter().any(|right| same_name(Some(right), Some(name))) => Answer::Right,
        Given::Value(value) if gold.values.iter().any(|right| right == value) => Answer::Right,
        Given::Name(_) | Given::Value(_) => Answer::Wrong,
    }
}

/// The same days are right, days that overlap are right in part.
fn judge_days(gold: &Fill, from: Date, to: Date) -> Answer {
    match gold.days() {
        Some((Some(first), last)) if (first, last) == (from, to) => Answer::Right,
        Some((None, last)) if to == last => Answer::Right,
        Some((first, last)) if from <= last && first.is_none_or(|first| first <= to) => Answer::Partial,
        _ => Answer::Wrong,
    }
}

/// The narrowest place is right, one of the wider ones right in part.
fn judge_place(gold: &Fill, name: &str) -> Answer {
    let same = |place: &String| same_name(Some(place), Some(name));
    let best = gold.places().into_iter().map(|levels| match levels.iter().rposition(same) {
        Some(level) if level + 1 == levels.len() => Answer::Right,
        Some(_) => Answer::Partial,
        None => Answer::Wrong,
    });
    best.max().unwrap_or(Answer::Wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn template(slots: &[(&str, Fill)]) -> Template {
        let slots = slots.iter().map(|(slot, fill)| ((*slot).to_owned(), vec![fill.clone()])).collect();
        Template { optional: false, slots }
    }

    fn value(value: &str) -> Fill {
        Fill { values: vec![value.to_owned()], ..Fill::default() }
    }

    #[test]
    fn a_right_incident_is_right_in_every_slot() {
        let name = Fill { names: vec!["NORTHERN FRONT".to_owned()], ..Fill::default() };
        let gold = template(&[
            ("INCIDENT: DATE", value("12 NOV 89")),
            ("INCIDENT: LOCATION", value("PERU: TUMBES (CITY)")),
            ("PERP: ORGANIZATION ID", name),
            ("HUM TGT: NUMBER", value("3")),
        ]);
        let found = Incident {
            days: Some((date(1989, 11, 12), date(1989, 11, 12))),
            place: Some("Tumbes".to_owned()),
            perpetrators: vec![("the Northern Front".to_owned(), "REPORTED AS FACT")],
            targets: vec![(Some(3), "DEATH")],
            start: 0,
        };
        let scores = scores(&[gold], &[found]);
        let counted = scores.map(|fills| (fills.correct, fills.spurious));
        assert_eq!(counted, [(1, 0), (1, 0), (1, 0), (0, 1), (1, 0), (0, 1)]);
    }

    #[test]
    fn a_wider_place_or_span_is_right_in_part() {
        assert_eq!(judge_place(&value("PERU: TUMBES (DEPARTMENT): ZORRITOS (TOWN)"), "Peru"), Answer::Partial);
        assert_eq!(judge_days(&value("12 NOV 89"), date(1989, 11, 1), date(1989, 11, 30)), Answer::Partial);
        assert_eq!(judge_days(&value("- 12 NOV 89"), date(1989, 11, 13), date(1989, 11, 13)), Answer::Wrong);
    }

    #[test]
    fn a_missed_incident_costs_recall_unless_it_is_optional() {
        let gold = template(&[("HUM TGT: NUMBER", value("3"))]);
        assert_eq!(scores(std::slice::from_ref(&gold), &[])[4].missing, 1);
        assert_eq!(scores(&[Template { optional: true, ..gold }], &[])[4].missing, 0);
    }

    #[test]
    fn datelines_tell_the_day() {
        assert_eq!(dateline_day("   LIMA, 3 JAN 90 "), Some(date(1990, 1, 3)));
        assert_eq!(dateline_day("LIMA"), None);
    }
}
