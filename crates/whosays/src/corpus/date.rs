//! The day on which an undated report was published, from the other reports of its story.
//!
//! It is never a default. A weekday or a "today" of the undated report that stands in a passage which a dated report
//! tells too, with its day resolved there, names that day; newspapers name a day by its weekday when it lies less than
//! a week back, and in their first sentences when it is that day or the one before. What follows is a range of days
//! with its reason, or nothing.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use super::echo::{Echo, Echoes};
use super::wording::{Class, Wording};
use crate::document::{Basis, Published, Report, Timex};

/// One thing that limits the day of publication.
#[derive(Clone, Debug)]
struct Limit {
    earliest: Date,
    latest: Date,
    why: String,
    /// What is firmer comes first.
    rank: (i64, usize),
}

/// Sentences at the head of a report in which a weekday is that day or the one before.
const HEAD: usize = 3;

/// Share of an undated report's words, in hundredths, that makes it a copy of a dated one.
const COPY: usize = 60;

/// Share of the telling words of a sentence, in hundredths, from which it tells the same as another.
const SAME: u32 = 45;

/// Dated reports that an undated one is compared with: those it shares passages with, and so many others.
const OTHERS: usize = 12;

/// Gives each undated report of a story the days on which it can have been published, and returns which got some.
pub(crate) fn infer(reports: &mut [Report], wordings: &[Wording], echoes: &Echoes, group: &[usize]) -> Vec<usize> {
    let dated = |r: &Report| r.published.earliest.is_some();
    let (known, open): (Vec<usize>, Vec<usize>) = group.iter().copied().partition(|&i| dated(&reports[i]));
    let mut found = Vec::new();
    for &index in &open {
        let sharing = echoes.touching(index).map(|e| if e.a.report == index { e.b.report } else { e.a.report });
        let mut near: BTreeSet<usize> = sharing.filter(|&i| dated(&reports[i])).collect();
        near.extend(known.iter().copied().take(OTHERS));
        let mut limits: Vec<Limit> = Vec::new();
        for &other in &near {
            limits.extend(shared_days(reports, wordings, echoes, index, other));
            limits.extend(copied(reports, echoes, index, other));
        }
        found.extend(agree(limits).map(|published| (index, published)));
    }
    for (index, published) in &found {
        reports[*index].published = published.clone();
    }
    found.into_iter().map(|(index, _)| index).collect()
}

/// The range that the limits leave, the firmest first; a limit that contradicts a firmer one is set aside.
fn agree(mut limits: Vec<Limit>) -> Option<Published> {
    limits.sort_by(|a, b| (a.rank, a.earliest, &a.why).cmp(&(b.rank, b.earliest, &b.why)));
    let first = limits.first()?;
    let (mut earliest, mut latest, why) = (first.earliest, first.latest, first.why.clone());
    for limit in &limits {
        let both = (earliest.max(limit.earliest), latest.min(limit.latest));
        if both.0 <= both.1 {
            (earliest, latest) = both;
        }
    }
    Some(Published { earliest: Some(earliest), latest: Some(latest), basis: Basis::Inferred, why: Some(why) })
}

/// Limits from days that both reports name in passages that tell the same.
fn shared_days(reports: &[Report], wordings: &[Wording], echoes: &Echoes, open: usize, known: usize) -> Vec<Limit> {
    let (report, other) = (&reports[open], &reports[known]);
    let mut limits = Vec::new();
    for time in &report.times {
        let Some(back) = backward(report, time) else { continue };
        let Some(sentence) = report.sentence_at(time.span.start) else { continue };
        for day in &other.times {
            let Some((on, day_sentence)) = on_day(other, day) else { continue };
            if !back.fits(on) || !tell_the_same(wordings, echoes, (open, sentence), (known, day_sentence)) {
                continue;
            }
            let reach = back.reach(sentence < HEAD);
            limits.push(Limit {
                earliest: on + back.least().days(),
                latest: on + reach.days(),
                why: format!(
                    "undated; its \"{}\" is what {} puts on {on}: \"{}\"",
                    report.words(time.span),
                    other.path,
                    brief(other.words(other.sentences[day_sentence].span)),
                ),
                rank: (reach, sentence),
            });
        }
    }
    limits
}

fn brief(words: &str) -> String {
    let short: String = words.chars().take(80).collect();
    if short.len() < words.len() { format!("{short}…") } else { short }
}

/// A time that counts back from the unknown day of publication.
enum Backward {
    /// A weekday, 1 for Monday.
    Weekday(i8),
    /// So many days before.
    Days(i64),
}

impl Backward {
    fn fits(&self, day: Date) -> bool {
        match self {
            Self::Weekday(n) => day.weekday().to_monday_one_offset() == *n,
            Self::Days(_) => true,
        }
    }

    fn least(&self) -> i64 {
        match self {
            Self::Weekday(_) => 0,
            Self::Days(n) => *n,
        }
    }

    fn reach(&self, head: bool) -> i64 {
        match self {
            Self::Weekday(_) if head => 1,
            Self::Weekday(_) => 6,
            Self::Days(n) => *n,
        }
    }
}

/// What an unresolved time counts back from the day of publication. `anchor` tells it for "today" and "yesterday":
/// the stage that reads times writes `published` or `published-1` there.
fn backward(report: &Report, time: &Timex) -> Option<Backward> {
    if time.earliest.is_some() {
        return None;
    }
    if let Some(day) = time.value.strip_prefix("XXXX-WXX-") {
        return day.parse().ok().filter(|n| (1..=7).contains(n)).map(Backward::Weekday);
    }
    let words = report.words(time.span).to_lowercase();
    let days = match time.anchor.as_deref() {
        Some("published") => Some(0),
        Some("published-1") => Some(1),
        _ => None,
    };
    days.filter(|_| !words.is_empty()).map(Backward::Days)
}

/// The single day that a time of a dated report means, and its sentence.
fn on_day(report: &Report, time: &Timex) -> Option<(Date, usize)> {
    let (day, last) = time.earliest.zip(time.latest)?;
    let sentence = report.sentence_at(time.span.start)?;
    (day == last).then_some((day, sentence))
}

/// True if two sentences are copies, or share most of their telling words.
fn tell_the_same(wordings: &[Wording], echoes: &Echoes, a: (usize, usize), b: (usize, usize)) -> bool {
    let at = |x: super::shingle::At| (x.report as usize, x.sentence as usize);
    let copies = |e: &Echo| (at(e.at.0), at(e.at.1)) == (a, b) || (at(e.at.0), at(e.at.1)) == (b, a);
    if echoes.between(a.0, b.0).iter().any(copies) {
        return true;
    }
    let telling = |(report, sentence): (usize, usize)| -> Vec<(u64, u32)> {
        let words = wordings[report].sentence(sentence).iter();
        let mut telling: Vec<(u64, u32)> =
            words.filter(|w| matches!(w.class, Class::Content | Class::Name)).map(|w| (w.concept, w.weight)).collect();
        telling.sort_unstable();
        telling.dedup_by_key(|w| w.0);
        telling
    };
    let (x, y) = (telling(a), telling(b));
    let weight = |words: &[(u64, u32)]| words.iter().map(|w| w.1).sum::<u32>();
    let shared: u32 = x.iter().filter(|w| y.binary_search_by_key(&w.0, |v| v.0).is_ok()).map(|w| w.1).sum();
    x.len().min(y.len()) >= 4 && shared * 100 >= weight(&x).min(weight(&y)) * SAME
}

/// The limit from being mostly the same text as a dated report: published about when that was.
fn copied(reports: &[Report], echoes: &Echoes, open: usize, known: usize) -> Option<Limit> {
    let own = |e: &Echo| if e.a.report == open { e.a.span } else { e.b.span };
    let shared: usize = echoes.between(open, known).iter().map(|e| own(e).len()).sum();
    let all: usize = reports[open].sentences.iter().map(|s| s.span.len()).sum();
    let (from, to) = reports[known].published.earliest.zip(reports[known].published.latest)?;
    (shared * 100 >= all.max(1) * COPY).then(|| Limit {
        earliest: from - 1.days(),
        latest: to + 1.days(),
        why: format!("undated; most of it stands in {}, published {from}", reports[known].path),
        rank: (3, 0),
    })
}
