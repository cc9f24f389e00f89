//! Bad input is normal: whatever the text, reading times and quantities ends, and what it gives fits the text.

#[allow(dead_code)]
mod support;

use whosays::Span;
use whosays::document::{Published, Report, quantity, timex};

/// Pieces that rules look for, cut and joined in ways that no newspaper would.
const PIECES: &[&str] = &[
    "May",
    "Oct.",
    "Sunday",
    "last",
    "the",
    "next",
    "week",
    "weeks",
    "ago",
    "1998",
    "-94",
    "'80s",
    "31",
    "99",
    "00:00",
    "24:60",
    "p.m.",
    "of",
    "a",
    "hundred",
    "and",
    "half",
    "million",
    "3",
    ",000",
    "1/2",
    "½",
    "th",
    "quarter",
    "century",
    "BC",
    "9999",
    "early",
    "mid-",
    "later",
    "later.",
    "every",
    "Friday",
    "night",
    "GMT",
    "(",
    ")",
    "–",
    "’",
    "‘",
    "“",
    "é",
    "中",
    "🕰",
    "\u{0}",
    "\n",
    "\n\n",
    ".",
    "!",
    "$",
    "%",
    "km",
    "-",
    "--",
    "/",
    "2020-13-45",
    "32/13/0000",
    "99999999999999999999999",
    "Ramadan",
    "year",
    "earlier",
    "to",
    "or",
    "more",
    "than",
    "at least",
    "no",
    "one",
    "some",
    "dozen",
    "hundreds",
    "thousands",
];

/// A sequence that is the same on every machine (Knuth's MMIX generator).
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

fn text(seed: u64, pieces: usize) -> String {
    let mut state = seed;
    let mut text = String::new();
    for _ in 0..pieces {
        text.push_str(PIECES[next(&mut state) % PIECES.len()]);
        if !next(&mut state).is_multiple_of(4) {
            text.push(' ');
        }
    }
    text
}

struct Readers {
    times: timex::Rules,
    numbers: quantity::Rules,
}

impl Readers {
    fn new() -> Self {
        Self {
            times: timex::Rules::read(&whosays_data::ENGLISH).expect("the tables can be read"),
            numbers: quantity::Rules::read(&whosays_data::ENGLISH).expect("the tables can be read"),
        }
    }

    /// The spans of everything that is read, times first.
    fn read(&self, mut report: Report, published: &Published) -> (Vec<Span>, Vec<Span>, String) {
        let expressions = timex::recognize(&report, &self.times);
        report.times = timex::resolve(&expressions, &report, published);
        let numbers = quantity::find(&report, &self.numbers);
        let spans = (report.times.iter().map(|t| t.span).collect(), numbers.iter().map(|q| q.span).collect());
        (spans.0, spans.1, format!("{:?}{numbers:?}", report.times))
    }
}

fn assert_fit(text: &str, spans: &[Span]) {
    assert!(spans.iter().all(|span| !span.is_empty() && text.get(span.range()).is_some()), "{text:?}");
    assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text:?}");
}

#[test]
fn spans_fit_whatever_the_text() {
    let readers = Readers::new();
    let days = ["", "2020-10-12", "2019-12-31..2020-03-01", "9999-12-31", "0001-01-01", "-9999-01-01"];
    for seed in 0..600 {
        let text = text(seed, 40);
        let published = support::published(days[seed as usize % days.len()]);
        let report = support::report(&text, published.clone());
        let (times, numbers, all) = readers.read(report.clone(), &published);
        assert_fit(&text, &times);
        assert_fit(&text, &numbers);
        assert_eq!(all, readers.read(report, &published).2, "the same text must be read the same");
    }
}

#[test]
fn long_input_takes_time_in_proportion() {
    let readers = Readers::new();
    let published = support::published("2020-10-12");
    for piece in
        ["1,111,", "a hundred and ", "at noon ", "the last ", "Oct. 9-", "more than ", "May ", "two to ", "(", "\u{0}"]
    {
        let text = piece.repeat(150_000 / piece.len());
        let uncut = Report { sentences: Vec::new(), ..support::report("", published.clone()) };
        let (times, numbers, _) = readers.read(Report { text: text.clone(), ..uncut }, &published);
        assert_fit(&text, &times);
        assert_fit(&text, &numbers);
    }
}

#[test]
fn an_empty_report_has_no_times() {
    let readers = Readers::new();
    for text in ["", " ", "\n\n"] {
        let (times, numbers, _) = readers.read(support::report(text, Published::UNKNOWN), &Published::UNKNOWN);
        assert!(times.is_empty() && numbers.is_empty());
    }
}
