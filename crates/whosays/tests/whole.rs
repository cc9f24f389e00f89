//! Whatever the text: every span of a report and of a record lies within its text, every index points at something, and
//! neither the order of the reports nor the number of threads changes the record.

use std::collections::BTreeSet;

use whosays::corpus::{Contradiction, Passage, Record, StatementAt};
use whosays::document::{Basis, Published};
use whosays::{Input, Reader, Report, Span};

/// What wire reports are made of, good and bad.
const PIECES: &[&str] = &[
    "The army said on Monday that rebels had shelled the port.",
    "The rebels denied the accusation.",
    "At least 17 villagers were killed and 30 others injured, police said.",
    "\"We will not leave,\" Colonel Amos Kiprono told reporters.",
    "“They fired first,” she added, without giving details.",
    "The ministry did not say how many soldiers were lost",
    "Iceland accused Malta of violating the ceasefire agreed on 3 May 2031.",
    "Malta called on Iceland to withdraw from Hofn, Reuters reported, citing a source in Valletta.",
    "NAIROBI, May 6 (Xinhua) -- Gunmen attacked a convoy near Garissa on Sunday.",
    " date 2031-05-06 Nairobi: ",
    "By Anna Berg",
    "Source: Harbour News",
    "—Reuters",
    "\n\n",
    "\n",
    "\r\n",
    "\t",
    " ",
    "said that",
    "denied",
    "according to",
    "killed",
    "40",
    "two days ago",
    "in the region of",
    "who said that he said that they said",
    "\"",
    "“",
    "(",
    ")",
    "—",
    "...",
    "é",
    "Ġ",
    "中国外交部说",
    "الجيش",
    "🕰️",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "a\u{301}\u{301}\u{301}",
    "Mr. Lt. Col. U.S. No. 5",
    "'s 's 's",
    "http://example.org/?a=b&c=d#e",
    "<p>&nbsp;</p>",
    "99999999999999999999999999",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];

/// A sequence that is the same on every machine (Knuth's MMIX generator).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    /// Pieces in a row; now and then a letter of them is lost.
    fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..self.below(24) {
            text.push_str(PIECES[self.below(PIECES.len())]);
            if self.below(4) > 0 {
                text.push(' ');
            }
        }
        for _ in 0..self.below(3) {
            let lost = self.below(text.chars().count().max(1));
            text = text.chars().enumerate().filter(|(at, _)| *at != lost).map(|(_, c)| c).collect();
        }
        text
    }

    fn published(&mut self) -> Option<Published> {
        let day = jiff::civil::date(2031, 5, 1 + i8::try_from(self.below(9)).expect("it is below 9"));
        (self.below(3) > 0).then(|| Published::day(day, Basis::Given))
    }

    fn inputs(&mut self, count: usize) -> Vec<Input> {
        let input = |number| Input {
            path: format!("{number}"),
            text: self.text(),
            published: self.published(),
            ..Input::default()
        };
        (0..count).map(input).collect()
    }
}

fn reader() -> Reader {
    Reader::english().expect("the model and the tables can be read")
}

fn record(reader: &Reader, inputs: &[Input]) -> Record {
    reader.read(inputs.to_vec(), &|_| ())
}

/// All spans of a report.
fn spans(report: &Report) -> Vec<Span> {
    let wire = &report.wire;
    let mut spans: Vec<Span> = [wire.date_line, wire.dateline, wire.credit].into_iter().flatten().collect();
    spans.extend(wire.headlines.iter().chain(&wire.outside).chain(&report.quotes));
    spans.extend(report.sentences.iter().map(|sentence| sentence.span));
    spans.extend(report.tokens.iter().map(|token| token.span));
    spans.extend(report.names.iter().map(|name| name.span));
    spans.extend(report.entities.iter().flat_map(|entity| &entity.mentions).map(|mention| mention.span));
    spans.extend(report.times.iter().map(|time| time.span));
    spans.extend(report.places.iter().flat_map(|place| place.mentions.iter().chain([&place.span])));
    for statement in &report.statements {
        spans.push(statement.span);
        spans.extend(statement.cue.iter().chain(&statement.content));
        spans.extend(statement.sources.iter().filter_map(|speaker| speaker.span));
    }
    spans.extend(report.tolls.iter().map(|toll| toll.span));
    spans.extend(report.events.iter().map(|event| event.anchor));
    spans.extend(report.diagnostics.iter().filter_map(|diagnostic| diagnostic.span));
    spans
}

fn assert_spans_fit(report: &Report) {
    for span in spans(report) {
        assert!(!span.is_empty() && report.text.get(span.range()).is_some(), "{span:?} in {:?}", report.text);
    }
}

/// Every index of a report points at something, and parts lie within their wholes.
fn assert_indices_fit(report: &Report) {
    let text = &report.text;
    let in_order = |spans: Vec<Span>| spans.windows(2).all(|pair| pair[0].end <= pair[1].start);
    assert!(in_order(report.sentences.iter().map(|sentence| sentence.span).collect()), "{text:?}");
    assert!(in_order(report.tokens.iter().map(|token| token.span).collect()), "{text:?}");
    let mut next = 0;
    for (number, sentence) in report.sentences.iter().enumerate() {
        assert_eq!(sentence.tokens.start, next, "{text:?}");
        next = sentence.tokens.end;
        for index in sentence.tokens.clone() {
            let token = &report.tokens[index];
            assert!(token.sentence == number && sentence.span.contains(token.span), "{text:?}");
            assert!(token.head.is_none_or(|head| sentence.tokens.contains(&head) && head != index), "{text:?}");
        }
    }
    assert_eq!(next, report.tokens.len(), "{text:?}");
    let times = |when: Option<usize>| when.is_none_or(|index| index < report.times.len());
    let statements = |index: Option<usize>| index.is_none_or(|index| index < report.statements.len());
    for statement in &report.statements {
        assert!(times(statement.when) && statement.event.is_none_or(|index| index < report.events.len()), "{text:?}");
        assert!(statement.about.iter().all(|index| *index < report.statements.len()), "{text:?}");
        assert!(!statement.sources.is_empty() && !statement.rule.is_empty(), "{text:?}");
        let words = statement.cue.iter().chain(&statement.content);
        assert!(!statement.cue.is_empty() && words.into_iter().all(|w| statement.span.contains(*w)), "{text:?}");
        let entities = statement.sources.iter().filter_map(|speaker| speaker.entity);
        assert!(entities.into_iter().all(|index| index < report.entities.len()), "{text:?}");
    }
    for (number, toll) in report.tolls.iter().enumerate() {
        assert!(times(toll.when) && times(toll.as_of) && statements(toll.statement), "{text:?}");
        assert!(toll.part_of.is_none_or(|whole| whole < report.tolls.len() && whole != number), "{text:?}");
        assert!(toll.min.zip(toll.max).is_none_or(|(min, max)| min <= max) && !toll.rule.is_empty(), "{text:?}");
        assert!(!toll.withheld || toll.min.is_none() && toll.max.is_none(), "{text:?}");
    }
    for event in &report.events {
        assert!(times(event.when) && statements(event.statement) && !event.rule.is_empty(), "{text:?}");
    }
    let heads = report.entities.iter().flat_map(|entity| &entity.mentions).map(|mention| mention.head);
    assert!(heads.into_iter().all(|head| head < report.tokens.len()), "{text:?}");
    assert!(report.names.iter().all(|name| name.tokens.end <= report.tokens.len()), "{text:?}");
    let outside = |span: Span| report.wire.outside.iter().any(|furniture| furniture.overlaps(span));
    assert!(!report.sentences.iter().any(|sentence| outside(sentence.span)), "{text:?}");
    assert!(!report.events.iter().any(|event| outside(event.anchor)), "{text:?}");
    assert!(!report.tolls.iter().any(|toll| outside(toll.span)), "{text:?}");
    let days = report.times.iter().map(|time| time.earliest.zip(time.latest));
    assert!(days.flatten().all(|(first, last)| first <= last), "{text:?}");
}

fn assert_record_fits(record: &Record) {
    let passage = |p: &Passage| record.reports.get(p.report).is_some_and(|r| r.text.get(p.span.range()).is_some());
    let statement =
        |at: &StatementAt| record.reports.get(at.report).is_some_and(|report| at.statement < report.statements.len());
    let reports = |list: &[usize]| !list.is_empty() && list.iter().all(|report| *report < record.reports.len());
    for claim in &record.claims {
        assert!(claim.statements.iter().all(statement) && reports(&claim.reports), "{claim:?}");
        assert!(claim.origins.iter().flat_map(|origin| &origin.statements).all(statement), "{claim:?}");
    }
    for reprint in &record.reprints {
        let of: BTreeSet<usize> = reprint.passages.iter().map(|passage| passage.report).collect();
        assert!(of.len() >= 2 && of.len() == reprint.passages.len(), "{reprint:?}");
        assert!(reprint.passages.iter().all(passage), "{reprint:?}");
        let dropped = reprint.dropped_credit.as_ref();
        assert!(dropped.is_none_or(|d| of.contains(&d.report) && of.contains(&d.kept_in)), "{reprint:?}");
    }
    let member = |c: &Contradiction| c.members.iter().all(|m| passage(&Passage { report: m.report, span: m.span }));
    for one in record.contradictions.iter().chain(&record.updates) {
        assert!(one.members.len() >= 2 && member(one), "{one:?}");
    }
    let told: Vec<usize> = record.stories.iter().flat_map(|story| story.reports.clone()).collect();
    assert_eq!(told.len(), record.reports.len(), "each report tells one story");
    assert_eq!(told.into_iter().collect::<BTreeSet<_>>().len(), record.reports.len(), "each report tells one story");
    for entry in &record.timeline {
        assert!(reports(&entry.reports) && entry.statements.iter().all(statement), "{entry:?}");
    }
    assert!(record.ceasefires.iter().flat_map(|c| &c.alleged_violations).all(|v| statement(&v.statement)));
    assert!(record.identities.iter().flat_map(|identity| &identity.statements).all(statement));
    assert!(record.background.iter().all(|background| passage(&background.passage)));
}

#[test]
fn spans_and_indices_fit_whatever_the_text() {
    let reader = reader();
    for seed in 0..160 {
        let mut chance = Chance(seed);
        let input = Input { text: chance.text(), published: chance.published(), ..Input::default() };
        let report = reader.read_report(input.clone());
        assert_eq!(report.text, input.text, "the text is kept as it is");
        assert_spans_fit(&report);
        assert_indices_fit(&report);
        assert_eq!(report, reader.read_report(input), "the same text must be read the same");
    }
}

#[test]
fn records_fit_whatever_the_reports() {
    let reader = reader();
    for seed in 0..16 {
        let record = record(&reader, &Chance(seed).inputs(8));
        record.reports.iter().for_each(assert_spans_fit);
        record.reports.iter().for_each(assert_indices_fit);
        assert_record_fits(&record);
    }
}

#[test]
fn the_order_of_reports_changes_nothing() {
    let reader = reader();
    for seed in 100..106 {
        let mut inputs = Chance(seed).inputs(9);
        let first = record(&reader, &inputs);
        inputs.reverse();
        assert_eq!(first, record(&reader, &inputs), "seed {seed}, reversed");
        inputs.rotate_left(4);
        assert_eq!(first, record(&reader, &inputs), "seed {seed}, rotated");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let reader = reader();
    let inputs = Chance(7).inputs(12);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
        pool.install(|| record(&reader, &inputs))
    };
    let one = with(1);
    assert_eq!(one, with(2));
    assert_eq!(one, with(5));
}

#[test]
fn progress_tells_of_each_report_once() {
    let told = std::sync::Mutex::new(Vec::new());
    let progress = |done: usize| told.lock().expect("no thread fails").push(done);
    reader().read(Chance(3).inputs(5), &progress);
    let mut told = told.into_inner().expect("no thread fails");
    told.sort_unstable();
    assert_eq!(told, [1, 2, 3, 4, 5]);
}

#[test]
fn nothing_is_read_in_nothing() {
    let reader = reader();
    assert_eq!(record(&reader, &[]), Record::default());
    for text in ["", " ", "\n\n\n", "\u{0}", "\u{feff}"] {
        let report = reader.read_report(Input { text: text.to_owned(), ..Input::default() });
        assert!(report.statements.is_empty() && report.tolls.is_empty() && report.events.is_empty(), "{text:?}");
        assert_spans_fit(&report);
        assert_indices_fit(&report);
    }
}

/// Eight times the text may take eight times as long; a quarter of the square would already be found.
#[test]
fn long_input_takes_time_in_proportion() {
    let reader = reader();
    for piece in ["said that ", "killed 40 and ", "Mr. ", "(", "The army denied it. "] {
        let time = |length: usize| {
            let start = std::time::Instant::now();
            let report = reader.read_report(Input { text: piece.repeat(length / piece.len()), ..Input::default() });
            assert_spans_fit(&report);
            assert_indices_fit(&report);
            start.elapsed()
        };
        let (short, long) = (time(400).max(std::time::Duration::from_millis(60)), time(3200));
        assert!(long < short * 24, "{piece:?}: {short:?}, then {long:?}");
    }
}

#[test]
fn a_word_without_end_is_read() {
    let reader = reader();
    for piece in ["a", "\n\n", "é"] {
        let report = reader.read_report(Input { text: piece.repeat(200_000), ..Input::default() });
        assert_spans_fit(&report);
        assert_indices_fit(&report);
    }
}
