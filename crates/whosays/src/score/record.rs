//! A whole record against annotated reports.
//!
//! Gold and predicted items are paired one to one, the best overlap first; a test then counts a found pair only if it
//! holds. `found` is the F1 of the pairs, each test the F1 of the pairs that pass it, `all` that of the pairs that pass
//! every test. A soft gold item counts neither when found nor when missed, and absorbs its prediction. Sizes are counted
//! in Unicode code points. Scores are rounded to one decimal.

use super::coverage::{CodePoints, Coverage};
use super::gold::{Gold, GoldDocument, GoldEvent, GoldPlace, GoldStatement, GoldTime, GoldToll};
use super::quote::{QuotedText, same_name};
use super::toponym::{ACCURATE_KM, distance_km};
use super::{Counts, across, pair_up, percent, round1};
use crate::Record;
use crate::document::{Event, Place, Speaker, Statement, Timex, Toll};

/// What share of a content's characters must be common to call it right.
const SAME_CONTENT: f64 = 0.8;
/// What share of a content's characters must be common to pair two statements whose cues do not touch.
const SIMILAR_CONTENT: f64 = 0.5;

/// The scores of one part of the record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// The part: `statements`, `tolls`, `contradictions` …
    pub name: &'static str,
    /// The scores by name. `n` is how many gold items count.
    pub scores: Vec<(&'static str, Score)>,
}

/// One score, with the counts that it comes from, so that scores of several records can be added up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Score {
    /// F1 in percent.
    F1(Counts),
    /// A share in percent: how many, of how many.
    Share(usize, usize),
    /// A plain count.
    Number(usize),
}

impl Score {
    /// Rounded to one decimal; `None` where nothing could be measured.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::F1(counts) => counts.f1().map(round1),
            Self::Share(part, whole) => percent(part, whole).map(round1),
            Self::Number(number) => Some(number as f64),
        }
    }

    fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Self::F1(a), Self::F1(b)) => Self::F1([a, b].into_iter().sum()),
            (Self::Share(a, n), Self::Share(b, m)) => Self::Share(a + b, n + m),
            (Self::Number(a), Self::Number(b)) => Self::Number(a + b),
            (score, _) => score,
        }
    }
}

impl Section {
    /// The value of the score of that name, if it was measured.
    pub fn get(&self, name: &str) -> Option<f64> {
        self.scores.iter().find(|score| score.0 == name)?.1.value()
    }
}

/// The scores of several records together: every gold item and every prediction weighs the same, wherever it stands.
pub fn pooled(records: &[Vec<Section>]) -> Vec<Section> {
    let mut sum: Vec<Section> = Vec::new();
    for section in records.iter().flatten() {
        match sum.iter_mut().find(|known| known.name == section.name) {
            Some(known) => {
                for ((_, score), (_, other)) in known.scores.iter_mut().zip(&section.scores) {
                    *score = score.plus(*other);
                }
            }
            None => sum.push(section.clone()),
        }
    }
    sum
}

/// Scores a record against annotated reports. Reports are matched by file name without ending; others are ignored.
pub fn score(gold: &Gold, record: &Record) -> Vec<Section> {
    let matched = Matched::new(gold, record);
    let statements = Statements::new(gold, &matched);
    let mut sections = vec![statements.score(), statements.chains(), statements.answers(), tolls(gold, &matched)];
    if !gold.times.is_empty() {
        sections.push(times(gold, &matched));
    }
    if !gold.places.is_empty() {
        sections.push(places(gold, &matched));
    }
    if gold.events.iter().any(|event| !event.anchor.is_empty()) {
        sections.push(events(gold, &matched));
    }
    if let Some(gold_across) = &gold.across {
        sections.extend(across::score(gold_across, &matched, &statements));
    }
    sections
}

/// The file name of a path without its last ending.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let body = name.trim_start_matches('.');
    body.rfind('.').map_or(name, |dot| &name[..name.len() - body.len() + dot])
}

/// A record beside the gold, each report matched to its gold document.
pub(super) struct Matched<'a> {
    pub(super) record: &'a Record,
    texts: Vec<QuotedText<'a>>,
    points: Vec<CodePoints>,
    documents: Vec<Option<usize>>,
}

/// A predicted item: its gold document, its report, the item.
struct Item<'a, T> {
    document: usize,
    report: usize,
    index: usize,
    item: &'a T,
}

impl<'a> Matched<'a> {
    fn new(gold: &'a Gold, record: &'a Record) -> Self {
        let named = |path: &str| gold.documents.iter().rposition(|GoldDocument { stem: s, .. }| s == stem(path));
        Self {
            record,
            texts: gold.documents.iter().map(|document| QuotedText::new(&document.text)).collect(),
            points: record.reports.iter().map(|report| CodePoints::new(&report.text)).collect(),
            documents: record.reports.iter().map(|report| named(&report.path)).collect(),
        }
    }

    /// The gold document of a report.
    pub(super) fn document(&self, report: usize) -> Option<usize> {
        self.documents.get(report).copied().flatten()
    }

    /// What a stretch of a report covers.
    pub(super) fn cover(&self, report: usize, spans: &[crate::Span]) -> Coverage {
        self.points.get(report).map_or_else(Coverage::default, |points| points.cover(spans))
    }

    /// What a quote covers in its gold document.
    pub(super) fn quote(&self, document: usize, pieces: &[String], sentence: Option<&str>) -> Coverage {
        let text = &self.texts[document];
        Coverage::new(text.spans_of(pieces, text.sentence_at(sentence)))
    }

    fn items<T>(&self, of: impl Fn(&'a crate::Report) -> &'a [T]) -> Vec<Item<'a, T>> {
        let reports = self.record.reports.iter().enumerate();
        let known = reports.filter_map(|(i, report)| Some((self.document(i)?, i, report)));
        known
            .flat_map(|(document, report, r)| {
                of(r).iter().enumerate().map(move |(index, item)| Item { document, report, index, item })
            })
            .collect()
    }
}

/// A condition that a found pair (gold index, predicted index) may fulfil.
type Test<'t> = (&'static str, &'t dyn Fn(usize, usize) -> bool);

/// `found`, one score a test, `all` and `n`.
fn section(name: &'static str, soft: &[bool], predicted: usize, pairs: &[(usize, usize)], tests: &[Test]) -> Section {
    let hard: Vec<_> = pairs.iter().filter(|(g, _)| !soft[*g]).collect();
    let gold = soft.iter().filter(|&&soft| !soft).count();
    let f1 = |right| Score::F1(Counts { right, predicted: predicted - (pairs.len() - hard.len()), gold });
    let mut scores = vec![("found", f1(hard.len()))];
    for (test, holds) in tests {
        scores.push((*test, f1(hard.iter().filter(|(g, p)| holds(*g, *p)).count())));
    }
    scores.push(("all", f1(hard.iter().filter(|(g, p)| tests.iter().all(|test| test.1(*g, *p))).count())));
    scores.push(("n", Score::Number(gold)));
    Section { name, scores }
}

/// The statements of both sides with what they cover, and how they are paired.
pub(super) struct Statements<'a> {
    gold: &'a [GoldStatement],
    gold_covers: Vec<(Coverage, Coverage)>,
    predicted: Vec<Item<'a, Statement>>,
    predicted_covers: Vec<(Coverage, Coverage)>,
    pairs: Vec<(usize, usize)>,
}

impl<'a> Statements<'a> {
    fn new(gold: &'a Gold, matched: &Matched<'a>) -> Self {
        let predicted = matched.items(|report| report.statements.as_slice());
        let cover =
            |p: &Item<Statement>| (matched.cover(p.report, &p.item.cue), matched.cover(p.report, &p.item.content));
        let mut statements = Self {
            gold: &gold.statements,
            gold_covers: gold.statements.iter().map(|g| gold_cover(g, &matched.texts[g.document])).collect(),
            predicted_covers: predicted.iter().map(cover).collect(),
            predicted,
            pairs: Vec::new(),
        };
        let weight = |g, p| statements.weight(g, p);
        statements.pairs = pair_up(statements.gold.len(), statements.predicted.len(), weight);
        statements
    }

    /// Two points for a common word in the cue, and the share of the content that is common.
    fn weight(&self, g: usize, p: usize) -> f64 {
        if self.gold[g].document != self.predicted[p].document {
            return 0.0;
        }
        let ((gold_cue, gold_content), (cue, content)) = (&self.gold_covers[g], &self.predicted_covers[p]);
        let (same_cue, content) = (gold_cue.touches(cue), gold_content.jaccard(content));
        match same_cue {
            true => 2.0 + content,
            false if content < SIMILAR_CONTENT => 0.0,
            false => content,
        }
    }

    fn score(&self) -> Section {
        let soft: Vec<_> = self.gold.iter().map(|g| g.soft).collect();
        let stance = |g: usize, p: usize| {
            let said = self.predicted[p].item.stance.as_str();
            self.gold[g].stances.iter().any(|right| right == said)
        };
        let content = |g: usize, p: usize| {
            let right = &self.gold_covers[g].1;
            right.is_empty() || right.jaccard(&self.predicted_covers[p].1) >= SAME_CONTENT
        };
        let speaker = |g: usize, p: usize| self.same_speaker(g, p);
        let tests: [Test; 3] = [("speaker", &speaker), ("stance", &stance), ("content", &content)];
        section("statements", &soft, self.predicted.len(), &self.pairs, &tests)
    }

    fn same_speaker(&self, g: usize, p: usize) -> bool {
        let gold = &self.gold[g];
        let origin = gold.sources.first().map_or("unnamed", String::as_str);
        let said = first_name(&self.predicted[p].item.sources);
        same_name(Some(origin), said) || gold.origins_too.iter().any(|other| same_name(Some(other), said))
    }

    fn chains(&self) -> Section {
        let relayed = |g: &GoldStatement| g.sources.len() > 1 && !g.soft;
        let same = |(g, p): &(usize, usize)| {
            let (gold, said) = (&self.gold[*g].sources, &self.predicted[*p].item.sources);
            let mut voices = gold.iter().zip(said);
            gold.len() == said.len() && voices.all(|(a, b)| same_name(Some(a), Some(&b.name)))
        };
        let right = self.pairs.iter().filter(|pair| relayed(&self.gold[pair.0]) && same(pair)).count();
        recall("chains", right, self.gold.iter().filter(|g| relayed(g)).count())
    }

    fn answers(&self) -> Section {
        let answered = |g: usize, p: usize| {
            let (report, about) = (self.predicted[p].report, &self.predicted[p].item.about);
            let found = |id: &String| self.found(id).is_some_and(|(r, index)| r == report && about.contains(&index));
            self.gold[g].about.iter().filter(|id| found(id)).count()
        };
        let hard = |g: usize| !self.gold[g].soft;
        let right = self.pairs.iter().filter(|(g, _)| hard(*g)).map(|&(g, p)| answered(g, p)).sum();
        recall("answers", right, self.gold.iter().filter(|g| !g.soft).map(|g| g.about.len()).sum())
    }

    /// The predicted statement that was paired with the gold statement of this id: its report and its index there.
    pub(super) fn found(&self, id: &str) -> Option<(usize, usize)> {
        let pair = self.pairs.iter().rev().find(|(g, _)| self.gold[*g].id == id)?;
        let predicted = &self.predicted[pair.1];
        Some((predicted.report, predicted.index))
    }

    /// What the content and cue of the gold statement of this id cover.
    pub(super) fn gold_cover(&self, id: &str) -> Coverage {
        let covers = self.gold.iter().position(|g| g.id == id).map(|g| &self.gold_covers[g]);
        covers.map_or_else(Coverage::default, |(cue, content)| content.union(cue))
    }
}

/// What a gold statement's cue and content cover. A quote that stands several times is the one nearest to the opening
/// of its sentence; a cue without a known sentence is the one nearest to its content.
fn gold_cover(gold: &GoldStatement, text: &QuotedText) -> (Coverage, Coverage) {
    let at = text.sentence_at(gold.sentence.as_deref());
    let content = text.spans_of(&gold.content, at);
    let near = at.or_else(|| content.first().map(|piece| piece.0));
    (Coverage::new(text.spans_of(&gold.cue, near)), Coverage::new(content))
}

fn first_name(sources: &[Speaker]) -> Option<&str> {
    sources.first().map(|speaker| speaker.name.as_str())
}

/// One score, the share of `n` gold items that were found.
pub(super) fn recall(name: &'static str, right: usize, n: usize) -> Section {
    Section { name, scores: vec![("recall", Score::Share(right, n)), ("n", Score::Number(n))] }
}

/// What gold and predicted items cover that are found by their words, and how they are paired.
struct Anchored {
    gold: Vec<(usize, Coverage)>,
    predicted: Vec<(usize, Coverage)>,
}

impl Anchored {
    /// The share of characters that a gold and a predicted item have in common.
    fn overlap(&self, g: usize, p: usize) -> f64 {
        let (gold, predicted) = (&self.gold[g], &self.predicted[p]);
        if gold.0 == predicted.0 { gold.1.jaccard(&predicted.1) } else { 0.0 }
    }

    fn pairs(&self, bonus: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
        pair_up(self.gold.len(), self.predicted.len(), |g, p| match self.overlap(g, p) {
            0.0 => 0.0,
            overlap => overlap + f64::from(u8::from(bonus(g, p))),
        })
    }
}

fn tolls(gold: &Gold, matched: &Matched) -> Section {
    let predicted = matched.items(|report| report.tolls.as_slice());
    let quote = |g: &GoldToll| matched.quote(g.document, std::slice::from_ref(&g.text), g.sentence.as_deref());
    let anchored = Anchored {
        gold: gold.tolls.iter().map(|g| (g.document, quote(g))).collect(),
        predicted: predicted.iter().map(|p| (p.document, matched.cover(p.report, &[p.item.span]))).collect(),
    };
    let harm = |g: usize, p: usize| gold.tolls[g].harm == predicted[p].item.harm.as_str();
    let count = |g: usize, p: usize| same_count(&gold.tolls[g], predicted[p].item);
    let speaker = |g: usize, p: usize| {
        let statement = predicted[p].item.statement;
        let statements = &matched.record.reports[predicted[p].report].statements;
        let said = statement.and_then(|index| first_name(&statements.get(index)?.sources));
        let by = &gold.tolls[g].according_to;
        let right = by.first().map_or("unnamed", String::as_str);
        same_name(Some(right), said) || by.is_empty() && statement.is_none()
    };
    let soft: Vec<_> = gold.tolls.iter().map(|g| g.soft).collect();
    let tests: [Test; 3] = [("harm", &harm), ("count", &count), ("speaker", &speaker)];
    section("tolls", &soft, predicted.len(), &anchored.pairs(harm), &tests)
}

fn same_count(gold: &GoldToll, toll: &Toll) -> bool {
    gold.withheld == toll.withheld && (gold.withheld || (gold.min, gold.max) == (toll.min, toll.max))
}

fn times(gold: &Gold, matched: &Matched) -> Section {
    let predicted = matched.items(|report| report.times.as_slice());
    let quote = |g: &GoldTime| matched.quote(g.document, std::slice::from_ref(&g.text), g.sentence.as_deref());
    let cover = |p: &Item<Timex>| (p.document, matched.cover(p.report, &[p.item.span]));
    let anchored = Anchored {
        gold: gold.times.iter().map(|g| (g.document, quote(g))).collect(),
        predicted: predicted.iter().map(cover).collect(),
    };
    let value = |g: usize, p: usize| gold.times[g].value == predicted[p].item.value;
    let soft: Vec<_> = gold.times.iter().map(|g| g.soft).collect();
    section("times", &soft, predicted.len(), &anchored.pairs(|_, _| false), &[("value", &value)])
}

/// A place is listed once a document, so any mention of it will do, and mentions by the same words count once.
fn places(gold: &Gold, matched: &Matched) -> Section {
    let mut predicted = matched.items(|report| report.places.as_slice());
    let mut seen: Vec<(usize, &str)> = Vec::new();
    predicted.retain(|p| {
        let name = (p.document, p.item.span.of(&matched.record.reports[p.report].text));
        let new = !seen.contains(&name);
        seen.extend(new.then_some(name));
        new
    });
    let mentions = |g: &GoldPlace| Coverage::new(matched.texts[g.document].find_all(&g.text));
    let golds: Vec<_> = gold.places.iter().map(mentions).collect();
    let covers: Vec<_> = predicted.iter().map(|p| matched.cover(p.report, &[p.item.span])).collect();
    let weight = |g: usize, p: usize| {
        let same = gold.places[g].document == predicted[p].document && golds[g].touches(&covers[p]);
        f64::from(u8::from(same))
    };
    let pairs = pair_up(golds.len(), predicted.len(), weight);
    let near = |g: usize, p: usize| is_near(gold.places[g].at, predicted[p].item);
    let soft: Vec<_> = gold.places.iter().map(|g| g.soft).collect();
    section("places", &soft, predicted.len(), &pairs, &[("within_161_km", &near)])
}

fn is_near(gold: Option<(f64, f64)>, place: &Place) -> bool {
    match (gold, place.lat, place.lon) {
        (None, ..) => true,
        (Some(at), Some(lat), Some(lon)) => distance_km(at, (lat, lon)) <= ACCURATE_KM,
        _ => false,
    }
}

/// Gold events without an anchor are not scored.
fn events(gold: &Gold, matched: &Matched) -> Section {
    let predicted = matched.items(|report| report.events.as_slice());
    let golds: Vec<&GoldEvent> = gold.events.iter().filter(|g| !g.anchor.is_empty()).collect();
    let quote = |g: &GoldEvent| matched.quote(g.document, &g.anchor, g.sentence.as_deref());
    let cover = |p: &Item<Event>| (p.document, matched.cover(p.report, &[p.item.anchor]));
    let anchored = Anchored {
        gold: golds.iter().map(|g| (g.document, quote(g))).collect(),
        predicted: predicted.iter().map(cover).collect(),
    };
    let kind = |g: usize, p: usize| golds[g].kind == predicted[p].item.kind.as_str();
    let status = |g: usize, p: usize| golds[g].status == predicted[p].item.status.as_str();
    let soft: Vec<_> = golds.iter().map(|g| g.soft).collect();
    let pairs = anchored.pairs(|_, _| false);
    section("events", &soft, predicted.len(), &pairs, &[("type", &kind), ("status", &status)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stem_is_the_file_name_without_its_last_ending() {
        for (path, expected) in [("a/b.c.txt", "b.c"), ("b", "b"), (".hidden", ".hidden"), ("..x.txt", "..x"), ("", "")]
        {
            assert_eq!(stem(path), expected, "{path}");
        }
    }

    #[test]
    fn nothing_read_is_nothing_found() {
        let document = GoldDocument { stem: "a".to_owned(), text: "“No,” the mayor said.".to_owned() };
        let statement =
            GoldStatement { cue: vec!["said".to_owned()], stances: vec!["denies".to_owned()], ..Default::default() };
        let gold = Gold { documents: vec![document], statements: vec![statement], ..Default::default() };
        let sections = score(&gold, &Record::default());
        let zero = Score::F1(Counts { right: 0, predicted: 0, gold: 1 });
        let expected = ["found", "speaker", "stance", "content", "all"].map(|name| (name, zero));
        assert_eq!(sections[0].scores[..5], expected);
        assert_eq!(sections[0].get("n"), Some(1.0));
        assert_eq!(sections[3].get("found"), None, "no toll was annotated");
        assert_eq!(pooled(&[sections.clone(), sections])[0].get("n"), Some(2.0));
    }
}
