//! Times that differ for one event.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Contradiction, ContradictionKind, Member};
use crate::Span;
use crate::corpus::compare::{Around, alike, apart};
use crate::corpus::fact::{Fact, What};
use crate::corpus::gist::{Gist, Spread};
use crate::corpus::linkage;
use crate::corpus::view::StoryView;
use crate::corpus::wording::{Class, Word};
use crate::document::{Report, Timex, TimexKind};

/// Score, in thousandths, from which the same toll on two days is one toll.
const ONE_TOLL: i64 = 450;

/// A toll so large, in thousandths, that its value alone nearly tells that it is one, and what that adds.
const TELLING: u64 = 5_000;
const TOLD: i64 = 200;

/// Sentences within which a report tells of one toll twice.
const AGAIN: usize = 2;

/// The same toll at the same place, put on two days.
pub(crate) fn tolls(facts: &[Fact], around: &Around<'_>, story: &StoryView<'_>) -> Vec<Contradiction> {
    let mut tolls: Vec<&Fact> =
        facts.iter().filter(|f| matches!(f.what, What::Harm(_)) && f.time.is_some() && !f.vague).collect();
    tolls.sort_by_key(|f| (f.what, f.named(), f.report, f.span));
    let same = tolls.chunk_by(|a, b| (a.what, a.named()) == (b.what, b.named()));
    same.flat_map(|same| on_two_days(same, around, story)).collect()
}

/// Tolls of one value that are compared with each other.
const FEW: usize = 40;

/// Groups of tolls of one value that are one toll but for their days.
fn on_two_days(same: &[&Fact], around: &Around<'_>, story: &StoryView<'_>) -> Vec<Contradiction> {
    let mut links = Vec::new();
    for (i, a) in same.iter().enumerate().take(FEW) {
        let later = same.iter().enumerate().skip(i + 1).take(FEW);
        links.extend(later.map(|(j, b)| (i, j, one_toll(a, b, around))));
    }
    let groups = linkage::groups(same.len(), &links, ONE_TOLL, COPY);
    groups.iter().filter_map(|group| on_days(&group.iter().map(|&i| same[i]).collect::<Vec<_>>(), story)).collect()
}

fn one_toll(a: &Fact, b: &Fact, around: &Around<'_>) -> i64 {
    if a.report == b.report {
        let again = a.sentence.abs_diff(b.sentence) <= AGAIN && !apart(a.days, b.days);
        return if again { COPY } else { 0 };
    }
    let told = if a.named() >= TELLING && b.named() >= TELLING { TOLD } else { 0 };
    alike(a, b, around) + told
}

fn on_days(one: &[&Fact], story: &StoryView<'_>) -> Option<Contradiction> {
    let differs = |f: &&&Fact| one.iter().any(|g| apart(f.days, g.days));
    let days: BTreeMap<(usize, Span), &Fact> =
        one.iter().filter(differs).filter_map(|f| Some(((f.report, f.time?), *f))).collect();
    let first = days.values().next()?;
    let members = days.iter().map(|((report, span), f)| Member { report: *report, span: *span, value: day(f.days) });
    Some(Contradiction {
        kind: ContradictionKind::Time,
        members: members.collect(),
        about: story.reports[first.report].words(first.span).to_owned(),
        rule: "contradiction:day-of-toll",
    })
}

fn day(days: Option<(Date, Date)>) -> String {
    days.map_or_else(String::new, |(from, to)| if from == to { from.to_string() } else { format!("{from}/{to}") })
}

/// One time of day, or the beginning of something, with what it is told of.
struct Moment {
    report: usize,
    span: Span,
    value: String,
    /// Minutes of the day, or months since the year 0.
    at: i64,
    clock: bool,
    /// The day that its sentence names.
    day: Option<(Date, Date)>,
    /// The day that it is put on, named or inferred.
    on: Option<(Date, Date)>,
    near: Gist,
    context: Gist,
}

/// Minutes that two clock times of one moment may differ by: reporters round to the half hour.
const ROUNDING: i64 = 30;

/// Likeness, in thousandths, from which two moments are of one event.
const SAME: i64 = 330;

/// The same for copies.
const COPY: i64 = 1000;

/// Score of two times that cannot be of one event.
const NEVER: i64 = -1000;

/// Clock times and beginnings that differ for one event.
pub(crate) fn moments(story: &StoryView<'_>) -> Vec<Contradiction> {
    let mut all: Vec<Moment> = Vec::new();
    for &index in story.group {
        let report = &story.reports[index];
        all.extend(report.times.iter().filter_map(|t| moment(report, index, t, story)));
    }
    let spread = Spread::of(all.iter().map(|m| &m.context));
    let mut links = Vec::new();
    for (i, a) in all.iter().enumerate() {
        let later = all.iter().enumerate().skip(i + 1).take(FEW * FEW);
        links.extend(later.map(|(j, b)| (i, j, one_moment(a, b, &spread))).filter(|l| l.2 != 0));
    }
    let groups = linkage::groups(all.len(), &links, SAME, COPY);
    groups.iter().filter_map(|group| conflict(group, &all, story)).collect()
}

/// How surely two times are of one event, in thousandths.
fn one_moment(a: &Moment, b: &Moment, spread: &Spread) -> i64 {
    let days_apart = |a: (Date, Date), b: (Date, Date)| {
        let late = a.0.max(b.0);
        late.min(a.1.min(b.1)).until(late).is_ok_and(|gap| gap.get_days() > 1)
    };
    let other_day = a.clock && a.on.zip(b.on).is_some_and(|(a, b)| days_apart(a, b));
    if a.clock != b.clock || other_day || apart(a.day, b.day) || a.report == b.report && a.at != b.at {
        return NEVER;
    }
    let like = a.near.likeness(&b.near, spread).max(a.context.likeness(&b.context, spread));
    let by = (a.at - b.at).abs();
    let close = match (a.clock, by) {
        (_, 0) | (true, 1..=60) => 150,
        (true, 61..=180) | (false, 1..=2) => 0,
        _ => return NEVER,
    };
    if a.near.shared(&b.near).next().is_some() { i64::from(like) + close } else { 0 }
}

/// The times of one event, if two of them differ by more than rounding.
fn conflict(group: &[usize], all: &[Moment], story: &StoryView<'_>) -> Option<Contradiction> {
    let moments: Vec<&Moment> = group.iter().map(|&i| &all[i]).collect();
    let differs = |a: &Moment, b: &Moment| (a.at - b.at).abs() > if a.clock { ROUNDING } else { 0 };
    let members: Vec<&&Moment> = moments.iter().filter(|a| moments.iter().any(|b| differs(a, b))).collect();
    let first = members.first()?;
    let report = &story.reports[first.report];
    let sentence = report.sentence_at(first.span.start).map_or(first.span, |s| report.sentences[s].span);
    Some(Contradiction {
        kind: ContradictionKind::Time,
        members: members.iter().map(|m| Member { report: m.report, span: m.span, value: m.value.clone() }).collect(),
        about: report.words(sentence).to_owned(),
        rule: "contradiction:moment",
    })
}

/// Words to each side of a time that tell what it is the time of.
const NEAR: usize = 8;

fn moment(report: &Report, index: usize, time: &Timex, story: &StoryView<'_>) -> Option<Moment> {
    let sentence = report.sentence_at(time.span.start)?;
    let words = story.wordings[index].sentence(sentence);
    let before: Vec<&Word> = words.iter().filter(|w| w.span.end <= time.span.start).collect();
    let clock = time.kind == TimexKind::Time;
    let bracketed = report
        .words(report.sentences[sentence].span.cover(time.span))
        .get(..time.span.start - report.sentences[sentence].span.start);
    if bracketed?.trim_end().ends_with('(') {
        return None;
    }
    let at = if clock { minutes(&time.value)? } else { beginning(report, time, &before, story)? };
    let outside: Vec<&Word> =
        words.iter().filter(|w| !w.span.overlaps(time.span) && w.class != Class::Number).collect();
    let from = outside.partition_point(|w| w.span.start < time.span.start);
    let near = outside[from.saturating_sub(NEAR)..(from + NEAR).min(outside.len())].iter().copied();
    let days =
        report.times.iter().filter(|t| report.sentence_at(t.span.start) == Some(sentence) && t.kind == TimexKind::Date);
    Some(Moment {
        report: index,
        span: time.span,
        value: time.value.clone(),
        at,
        clock,
        day: if clock { days.filter_map(|t| t.earliest.zip(t.latest)).next() } else { None },
        on: time.earliest.zip(time.latest),
        near: Gist::of(near),
        context: Gist::of(outside.iter().copied()),
    })
}

/// Minutes of the day of a TIMEX3 value such as `2031-05-04T15:45`; `None` for another zone and for parts of the day.
fn minutes(value: &str) -> Option<i64> {
    let (_, clock) = value.split_once('T')?;
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, "0"));
    let hour: i64 = hour.parse().ok().filter(|h| (0..=24).contains(h))?;
    let minute: i64 = minute.parse().ok().filter(|m| (0..60).contains(m))?;
    Some(hour * 60 + minute)
}

/// The month in which something is said to have begun ("since June", "began in July").
fn beginning(report: &Report, time: &Timex, before: &[&Word], story: &StoryView<'_>) -> Option<i64> {
    let (from, to) = time.earliest.zip(time.latest)?;
    let one_month = (from.year(), from.month()) == (to.year(), to.month()) && from != to;
    let begins = before.iter().rev().take(2).any(|w| story.tables.begins(&report.words(w.span).to_lowercase()));
    let past = report.published.latest.is_none_or(|day| from <= day);
    (one_month && begins && past).then(|| i64::from(from.year()) * 12 + i64::from(from.month()))
}
