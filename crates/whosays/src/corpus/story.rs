//! Stories: reports on one run of events.
//!
//! A report is a bag of its most telling words, names above all; two reports are as alike as their bags (cosine), less
//! so the further apart their days are. Groups are joined while the average likeness between them is high enough
//! (average linkage), the most alike first, so that the order of reports does not matter. Only reports that share a
//! rare word are compared.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use jiff::civil::Date;

use super::echo::Echoes;
use super::view::StoryView;
use super::wording::{Class, FULL, Wording};
use crate::document::{EntityKind, MentionKind, PlaceRole, Report};

/// One story.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Story {
    /// A title made from what its reports share.
    pub title: String,
    /// Indices of its reports.
    pub reports: Vec<usize>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// The rule that joined it.
    pub rule: &'static str,
}

/// Words of a report that its bag keeps.
const TERMS: usize = 60;

/// The most telling of them, of which two reports must share some to be compared.
const KEYS: usize = 20;

/// Words that the bag of a whole group keeps.
const GROUP_TERMS: usize = 400;

/// How much more often a name counts than another word.
const NAME: u32 = 3;

/// Reports that are thought to lie around those at hand, so that what all of a few reports share still tells something.
const AROUND: u64 = 1000;

/// Least average likeness within a story, in thousandths.
const ALIKE: u64 = 200;

/// Days between two reports that halve their likeness.
const DAYS: u64 = 60;

/// Reports sharing a word up to which all are compared; beyond, each with so many that follow.
const FEW: usize = 40;
const NEXT: usize = 10;

/// Length of a bag, as a vector.
const UNIT: u64 = 1 << 12;

/// Telling words with their weights, by word.
type Bag = Vec<(u64, u64)>;

struct Group {
    members: Vec<usize>,
    sum: Bag,
    days: Option<(Date, Date)>,
    near: BTreeSet<usize>,
}

/// The groups of reports that are stories, each in order, ordered by their first report.
pub(crate) fn groups(reports: &[Report], wordings: &[Wording], echoes: &Echoes) -> Vec<Vec<usize>> {
    let counts: Vec<BTreeMap<u64, (u32, u32)>> = wordings.iter().map(count).collect();
    let mut spread: BTreeMap<u64, u64> = BTreeMap::new();
    for count in &counts {
        for term in count.keys() {
            *spread.entry(*term).or_default() += 1;
        }
    }
    let around = reports.len() as u64 + AROUND;
    let bags: Vec<(Bag, Vec<u64>)> = counts.iter().map(|count| bag(count, &spread, around)).collect();
    let start = bags.iter().zip(reports).enumerate();
    let mut groups: Vec<Option<Group>> = start.map(|(i, ((bag, _), report))| Some(single(i, bag, report))).collect();
    for (a, b) in pairs(&bags, echoes) {
        for (x, y) in [(a, b), (b, a)] {
            if let Some(group) = groups.get_mut(x).and_then(Option::as_mut) {
                group.near.insert(y);
            }
        }
    }
    join(&mut groups);
    let mut found: Vec<Vec<usize>> = groups.into_iter().flatten().map(|g| g.members).collect();
    for members in &mut found {
        members.sort_unstable();
    }
    found.sort();
    found
}

/// Occurrences and weight of each word that tells something.
fn count(wording: &Wording) -> BTreeMap<u64, (u32, u32)> {
    let mut counts = BTreeMap::new();
    for word in &wording.words {
        let (term, times, weight) = match word.class {
            Class::Name => (word.concept, NAME, FULL),
            Class::Content if word.weight >= FULL / 2 => (word.stem, 1, word.weight),
            _ => continue,
        };
        let entry: &mut (u32, u32) = counts.entry(term).or_insert((0, weight));
        entry.0 += times;
        entry.1 = entry.1.max(weight);
    }
    counts
}

/// The logarithm to base 2 in sixteenths, rounded down: whole numbers only, so that every machine finds the same.
fn log(n: u64) -> u64 {
    let whole = u64::from(n.max(1).ilog2());
    let rest = (n.max(1) << 4 >> whole) - 16;
    whole * 16 + rest
}

/// The bag of a report, and its most telling words.
fn bag(count: &BTreeMap<u64, (u32, u32)>, spread: &BTreeMap<u64, u64>, around: u64) -> (Bag, Vec<u64>) {
    let weigh = |(&term, &(times, weight)): (&u64, &(u32, u32))| {
        let rare = (16 + log(around / spread.get(&term).copied().unwrap_or(1).max(1))) * 64 / (16 + log(around));
        ((16 + log(u64::from(times))) * u64::from(weight) * rare, term)
    };
    let mut terms: Vec<(u64, u64)> = count.iter().map(weigh).collect();
    terms.sort_unstable_by(|a, b| b.cmp(a));
    terms.truncate(TERMS);
    let keys = terms.iter().take(KEYS).map(|t| t.1).collect();
    let length = terms.iter().map(|(w, _)| w * w).sum::<u64>().isqrt().max(1);
    let mut bag: Bag = terms.into_iter().map(|(w, term)| (term, w * UNIT / length)).collect();
    bag.sort_unstable();
    (bag, keys)
}

fn single(index: usize, bag: &Bag, report: &Report) -> Group {
    let days = report.published.earliest.zip(report.published.latest);
    Group { members: vec![index], sum: bag.clone(), days, near: BTreeSet::new() }
}

/// Pairs of reports worth comparing: they share two of their most telling words, or a passage.
fn pairs(bags: &[(Bag, Vec<u64>)], echoes: &Echoes) -> BTreeSet<(usize, usize)> {
    let keys = bags.iter().enumerate().flat_map(|(i, (_, keys))| keys.iter().map(move |&key| (key, i)));
    let mut holders: Vec<(u64, usize)> = keys.collect();
    holders.sort_unstable();
    let mut shared: Vec<(usize, usize)> = Vec::new();
    for list in holders.chunk_by(|a, b| a.0 == b.0) {
        let reach = if list.len() <= FEW { FEW } else { NEXT };
        for (i, a) in list.iter().enumerate() {
            shared.extend(list[i + 1..].iter().take(reach).map(|b| (a.1, b.1)));
        }
    }
    shared.sort_unstable();
    let twice = shared.chunk_by(|a, b| a == b).filter(|same| same.len() >= 2).map(|same| same[0]);
    twice.chain(echoes.all().iter().map(|e| (e.a.report, e.b.report))).collect()
}

/// Two groups that are alike: how much, which (the smaller index first), and how large each was.
type Offer = (u64, Reverse<(usize, usize)>, (usize, usize));

/// Joins the two most alike groups until none are alike enough.
fn join(groups: &mut [Option<Group>]) {
    let mut heap: BinaryHeap<Offer> = BinaryHeap::new();
    for i in 0..groups.len() {
        let near = groups[i].as_ref().map(|g| &g.near);
        heap.extend(near.into_iter().flat_map(|n| n.range(i + 1..)).filter_map(|&j| offer(groups, i, j)));
    }
    while let Some((_, Reverse((i, j)), size)) = heap.pop() {
        if (members(groups, i), members(groups, j)) != size {
            continue;
        }
        let Some(gone) = groups[j].take() else { continue };
        for &k in gone.near.iter().filter(|&&k| k != i) {
            if let Some(group) = groups[k].as_mut() {
                group.near.remove(&j);
                group.near.insert(i);
            }
        }
        let Some(group) = groups[i].as_mut() else { continue };
        absorb(group, gone);
        group.near.remove(&i);
        group.near.remove(&j);
        let near: Vec<usize> = group.near.iter().copied().collect();
        heap.extend(near.into_iter().filter_map(|k| offer(groups, i.min(k), i.max(k))));
    }
}

fn members(groups: &[Option<Group>], index: usize) -> usize {
    groups[index].as_ref().map_or(0, |g| g.members.len())
}

fn offer(groups: &[Option<Group>], i: usize, j: usize) -> Option<Offer> {
    let like = alike(groups[i].as_ref()?, groups[j].as_ref()?);
    (like >= ALIKE).then(|| (like, Reverse((i, j)), (members(groups, i), members(groups, j))))
}

fn absorb(group: &mut Group, gone: Group) {
    group.members.extend(gone.members);
    group.sum = sum(&group.sum, &gone.sum);
    group.days = match (group.days, gone.days) {
        (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
        (a, b) => a.or(b),
    };
    group.near.extend(gone.near);
}

fn sum(a: &Bag, b: &Bag) -> Bag {
    let mut all: Bag = a.iter().chain(b).copied().collect();
    all.sort_unstable();
    let mut sum: Bag =
        all.chunk_by(|x, y| x.0 == y.0).map(|same| (same[0].0, same.iter().map(|t| t.1).sum())).collect();
    if sum.len() > GROUP_TERMS {
        sum.sort_unstable_by_key(|&(term, weight)| (std::cmp::Reverse(weight), term));
        sum.truncate(GROUP_TERMS);
        sum.sort_unstable();
    }
    sum
}

fn product(a: &Bag, b: &Bag) -> u64 {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut product = 0;
    while let (Some(&&(x, v)), Some(&&(y, w))) = (a.peek(), b.peek()) {
        match x.cmp(&y) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                product += v * w;
                a.next();
                b.next();
            }
        }
    }
    product
}

/// Average likeness of the members of two groups, in thousandths.
fn alike(a: &Group, b: &Group) -> u64 {
    let product = product(&a.sum, &b.sum);
    let pairs = (a.members.len() * b.members.len()) as u64;
    let like = product * 1000 / (UNIT * UNIT) / pairs.max(1);
    like * DAYS / (DAYS + gap(a.days, b.days))
}

/// Days between two ranges of days; 0 if they touch or one is not known.
fn gap(a: Option<(Date, Date)>, b: Option<(Date, Date)>) -> u64 {
    let Some(((a, b), (c, d))) = a.zip(b) else { return 0 };
    let days = |from: Date, to: Date| from.until(to).map_or(0, |span| i64::from(span.get_days()));
    u64::try_from(days(b, c).max(days(d, a))).unwrap_or(0)
}

/// The story that a group of reports tells.
pub(crate) fn story(view: &StoryView<'_>) -> Story {
    let days = || view.group.iter().filter_map(|&i| view.reports.get(i)).map(|r| &r.published);
    Story {
        title: title(view),
        reports: view.group.to_vec(),
        from: days().filter_map(|p| p.earliest).min(),
        to: days().filter_map(|p| p.latest).max(),
        rule: "story:average-likeness",
    }
}

/// Names, or words, of a title.
const TITLE: usize = 3;

/// Occurrences in one report beyond which a word tells no more about the story.
const OFTEN: u32 = 6;

/// The parties and places that most reports name, and name most often.
fn title(view: &StoryView<'_>) -> String {
    let mut named: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for &i in view.group {
        let report = &view.reports[i];
        let mut here: BTreeMap<&str, usize> = BTreeMap::new();
        for place in report.places.iter().filter(|p| p.role != PlaceRole::Dateline) {
            *here.entry(&place.name).or_default() += place.mentions.len().max(1);
        }
        for entity in report.entities.iter().filter(|e| is_party(e.kind)) {
            let count = here.entry(&entity.name).or_default();
            *count = (*count).max(entity.mentions.iter().filter(|m| m.kind == MentionKind::Name).count());
        }
        for (name, times) in here.into_iter().filter(|(_, times)| *times > 0) {
            let entry = named.entry(name).or_default();
            *entry = (entry.0 + 1, entry.1 + times);
        }
    }
    let mut ranked: Vec<(usize, usize, &str)> = named.into_iter().map(|(name, (n, times))| (n, times, name)).collect();
    ranked.sort_by(|a, b| (b.0, b.1, a.2).cmp(&(a.0, a.1, b.2)));
    let mut words: Vec<&str> = Vec::new();
    for (_, _, name) in ranked {
        // "Armenian Defence Ministry" beside "Armenia" tells little more.
        if words.len() < TITLE && !words.iter().any(|w| name.contains(*w) || w.contains(name)) {
            words.push(name);
        }
    }
    if words.is_empty() { common_words(view) } else { words.join(", ") }
}

fn is_party(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::State | EntityKind::ArmedGroup | EntityKind::Organization)
}

/// Telling words that the reports share, for a story that names nobody.
fn common_words(view: &StoryView<'_>) -> String {
    let mut shared: BTreeMap<u64, (u32, u32)> = BTreeMap::new();
    for &i in view.group {
        for (term, (times, weight)) in count(&view.wordings[i]) {
            let entry = shared.entry(term).or_default();
            *entry = (entry.0 + 1, entry.1.saturating_add(times.min(OFTEN) * weight));
        }
    }
    let mut terms: Vec<(u64, u64)> =
        shared.into_iter().map(|(term, (n, w))| (u64::from(n) * u64::from(w), term)).collect();
    terms.sort_unstable_by(|a, b| b.cmp(a));
    let mut best: BTreeSet<u64> = terms.iter().take(TITLE).map(|t| t.1).collect();
    let mut words: Vec<&str> = Vec::new();
    for &i in view.group {
        for word in &view.wordings[i].words {
            if best.remove(&word.concept) || best.remove(&word.stem) {
                words.push(view.reports[i].words(word.span));
            }
        }
    }
    words.join(" ")
}
