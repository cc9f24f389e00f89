//! Whatever the bytes are: no panic, valid output, spans inside the text.

#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod support;

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::Value;
use whosays::document::Sentence;
use whosays::{Input, Reader, Record, Report, Span};
use whosays_store::read::{Options, from_bytes, parse_date};
use whosays_store::write;

/// Bytes as files have them, more often near to a format than far from all.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        any::<Vec<u8>>(),
        ".{0,40}".prop_map(String::into_bytes),
        prop::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"text\":",
    "\"date\":",
    "\"2024-03-05\"",
    "\"bodies\":",
    "{\"text\": \"The port was closed.\"}\n",
    "<html>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<table>",
    "<script type='application/ld+json'>",
    "</script>",
    "<!--",
    "-->",
    "<meta name='date' content='",
    "'>",
    "&amp;",
    "&#x110000;",
    "\u{feff}",
    "\0",
    "\r\n",
    "<svg>",
    "<a href='",
    "“",
    "”",
    "\u{202e}",
    "<?xml",
    "%PDF-",
    "The port of Varda was closed, the mayor said. ",
];

const NAMES: [&str; 6] = ["a.txt", "a.html", "a.json", "a.jsonl", "a", "-"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_can_be_read(bytes in bytes(), name in prop::sample::select(&NAMES[..])) {
        let options = Options { fields: vec!["title=a.0.b".parse().unwrap()], ..Options::default() };
        let read = from_bytes(name, &bytes, &options);
        prop_assert!(!read.is_empty());
        for input in read.iter().flatten() {
            prop_assert!(!input.text.trim().is_empty());
        }
        prop_assert_eq!(&read, &from_bytes(name, &bytes, &options));
    }

    #[test]
    fn plain_text_is_read_as_it_is(text in "[ -~“”é\n]{1,200}") {
        prop_assume!(!text.trim().is_empty() && !text.trim_start().starts_with(['<', '{', '[']));
        let read = from_bytes("a.txt", text.as_bytes(), &Options::default());
        prop_assert_eq!(read[0].as_ref().map(|input| &input.text), Ok(&text));
    }

    #[test]
    fn any_text_is_a_date_or_not(text in "\\PC{0,40}|[0-9/.: TZ+-]{0,30}") {
        if let Ok((from, to)) = parse_date(&text) {
            prop_assert!(from <= to);
        }
    }

    #[test]
    fn spans_lie_inside_the_text(text in "\\PC{0,60}", spans in prop::collection::vec((0..90_usize, 0..90_usize), 0..8)) {
        let points = text.chars().count();
        let record = Record { reports: vec![report(text, &spans)], ..Record::default() };
        let mut out = Vec::new();
        write::json(&record, &mut out).unwrap();
        let written: serde_json::Value = serde_json::from_slice(&out).unwrap();
        for sentence in written["documents"][0]["sentences"].as_array().unwrap() {
            let [start, end] = [0, 1].map(|i| usize::try_from(sentence[i].as_u64().unwrap()).unwrap());
            prop_assert!(start <= end && end <= points);
        }
    }
}

fn report(text: String, spans: &[(usize, usize)]) -> Report {
    let mut report = support::blank("a.txt".to_owned(), text);
    let sentence = |(i, &(start, end)): (usize, &(usize, usize))| Sentence {
        span: Span::new(start, end),
        tokens: 0..0,
        paragraph: i,
    };
    report.sentences = spans.iter().enumerate().map(sentence).collect();
    report
}

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::english().unwrap());
static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| jsonschema::validator_for(&write::schema()).unwrap());

/// Pieces of news, and what breaks them.
const WORDS: &[&str] = &[
    "Three soldiers were killed on Monday, the ministry said. ",
    "The rebels denied it. ",
    "The army accused the militia of breaking a truce near Varda, ",
    "“We fired nothing,” the commander told reporters. ",
    "at least 12 to 15 civilians ",
    "according to state television, quoting the governor, ",
    "did not say how many had died",
    " date 2024-03-05 VARDA (Courier) — ",
    "between 1,200 and 99999999999999999999 people fled",
    "on October 9-10, 1988-94, a day after",
    "Peru and Ecuador agreed to a ceasefire. ",
    "“",
    "”",
    "\"",
    "\n\n",
    "—AFP",
    ", ",
    ". ",
    "said",
    "é̂",
    "\u{a0}",
    "\u{202e}",
    "停戦",
    "👩‍👩‍👧",
    "İ",
    "ß",
    "\0",
];

/// Texts between news and noise.
fn news() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(WORDS).prop_map(str::to_owned),
        1 => "\\PC{0,20}",
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// The whole way: whatever is read, the record is valid, and its quotations are the words of the text.
    #[test]
    fn any_text_gives_a_valid_record(texts in prop::collection::vec(news(), 1..4)) {
        let inputs = || -> Vec<Input> {
            let input = |(i, text): (usize, &String)| Input { path: format!("{i}.txt"), text: text.clone(), ..Input::default() };
            texts.iter().enumerate().map(input).collect()
        };
        let written = json(&READER.read(inputs(), &|_| {}));
        let value: Value = serde_json::from_slice(&written).unwrap();
        let faults: Vec<String> = SCHEMA.iter_errors(&value).map(|error| error.to_string()).collect();
        prop_assert_eq!(faults, [""; 0]);
        let fault = quotations(&value);
        prop_assert!(fault.is_none(), "{fault:?}");
        let mut turned = inputs();
        turned.reverse();
        prop_assert_eq!(written, json(&READER.read(turned, &|_| {})));
    }
}

fn json(record: &Record) -> Vec<u8> {
    let mut out = Vec::new();
    write::json(record, &mut out).unwrap();
    out
}

/// The first quotation that is not what stands at its span.
fn quotations(record: &Value) -> Option<String> {
    let documents: Vec<(&str, Vec<char>)> = record["documents"]
        .as_array()?
        .iter()
        .filter_map(|document| Some((document["id"].as_str()?, document["text"].as_str()?.chars().collect())))
        .collect();
    for list in ["tolls", "times", "places"] {
        for item in record[list].as_array()? {
            let (_, text) = documents.iter().find(|(id, _)| item["document"] == **id)?;
            let [start, end] = [0, 1].map(|i| usize::try_from(item["span"][i].as_u64().unwrap()).unwrap());
            if text.get(start..end).map(|words| words.iter().collect::<String>()).as_deref() != item["text"].as_str() {
                return Some(item.to_string());
            }
        }
    }
    None
}
