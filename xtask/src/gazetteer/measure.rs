//! How well places are told apart: accuracy on texts whose place names are marked with their coordinates.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use serde::Deserialize;
use whosays::Span;
use whosays::document::gazetteer::{Context, Gazetteer, Place, find};
use whosays::document::world::World;
use whosays::document::{Input, Name, NameKind, Relation, Report, Sentence, Token, Upos, Xpos};

use super::Failure;

/// A text with its place names; offsets count code points. Coordinates stand as numbers or as text.
#[derive(Deserialize)]
struct Text {
    text: String,
    toponyms: Vec<Marked>,
}

#[derive(Deserialize)]
struct Marked {
    start: usize,
    end: usize,
    lat: Option<serde_json::Value>,
    lon: Option<serde_json::Value>,
}

/// A place name with its coordinates, in bytes.
struct Gold {
    span: Span,
    at: Option<(f64, f64)>,
}

/// Within this distance a place counts as right: 161 km, a hundred miles, the custom of the field.
const ACCURATE_KM: f64 = 161.0;

#[derive(Default)]
struct Counts {
    gold: usize,
    found: usize,
    right: usize,
    located: usize,
    placed: usize,
    accurate: usize,
    errors: Vec<f64>,
}

/// Measures each file twice: with its place names given, and with none given.
pub(super) fn measure(file: &Path, log: bool) -> Result<(), Failure> {
    let world = World::new(whosays_data::WORLD, &whosays_data::ENGLISH);
    let gazetteer = Gazetteer::new(whosays_data::PLACES)?;
    let texts: Vec<Text> = read(file)?
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    for given in [true, false] {
        let mut counts = Counts::default();
        let start = Instant::now();
        for text in &texts {
            let gold = gold(text);
            let report = report(&text.text, if given { &gold } else { &[] });
            let places = find(&report, &world, &gazetteer, &Context::default());
            counts.add(&report, &gold, &places, log && given);
        }
        let how = if given { "names given" } else { "no names given" };
        counts.print(&format!("{}, {how}", file.file_name().unwrap_or_default().to_string_lossy()));
        println!("    {:.1} ms a text", start.elapsed().as_secs_f64() * 1000.0 / texts.len().max(1) as f64);
    }
    Ok(())
}

fn read(file: &Path) -> Result<String, Failure> {
    if file.extension().is_some_and(|ending| ending == "gz") {
        let out = Command::new("gzip").arg("-dc").arg(file).output()?;
        return Ok(String::from_utf8(out.stdout)?);
    }
    Ok(std::fs::read_to_string(file)?)
}

fn gold(text: &Text) -> Vec<Gold> {
    let mut bytes: Vec<usize> = text.text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.text.len());
    let degrees = |value: &Option<serde_json::Value>| match value {
        Some(serde_json::Value::Number(number)) => number.as_f64(),
        Some(serde_json::Value::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    let mut all: Vec<Gold> = text
        .toponyms
        .iter()
        .filter_map(|mark| {
            let span = Span::new(*bytes.get(mark.start)?, *bytes.get(mark.end)?);
            Some(Gold { span, at: degrees(&mark.lat).zip(degrees(&mark.lon)) })
        })
        .collect();
    all.sort_by_key(|gold| gold.span);
    all
}

impl Counts {
    fn add(&mut self, report: &Report, gold: &[Gold], places: &[Place], log: bool) {
        self.gold += gold.len();
        self.found += places.len();
        for mark in gold {
            let place = places.iter().find(|place| place.span.overlaps(mark.span));
            self.right += usize::from(place.is_some());
            let Some(at) = mark.at else { continue };
            self.located += 1;
            let own = place.and_then(|place| place.lat.zip(place.lon));
            let error = own.map(|own| kilometres(own, at));
            self.placed += usize::from(own.is_some());
            self.accurate += usize::from(error.is_some_and(|error| error <= ACCURATE_KM));
            self.errors.extend(error);
            if log && error.is_none_or(|error| error > ACCURATE_KM) {
                let words = report.words(mark.span);
                let read = place.map_or_else(|| "-".to_owned(), |p| format!("{} {:?} {}", p.name, p.country, p.rule));
                println!("{words}\t{at:?}\t{read}\t{:.0}", error.unwrap_or(-1.0));
            }
        }
    }

    fn print(&mut self, what: &str) {
        let share = |a: usize, b: usize| 100.0 * a as f64 / b.max(1) as f64;
        self.errors.sort_by(f64::total_cmp);
        println!(
            "{what}: {} gold, {} found, overlapping F1 {:.1}, of all {} with coordinates {:.1} % given some, {:.1} % within \
             161 km; of those given some {:.1} %, median {:.0} km",
            self.gold,
            self.found,
            200.0 * self.right as f64 / (self.gold + self.found).max(1) as f64,
            self.located,
            share(self.placed, self.located),
            share(self.accurate, self.located),
            share(self.accurate, self.placed),
            self.errors.get(self.errors.len() / 2).copied().unwrap_or(f64::NAN),
        );
    }
}

fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let half = |x: f64| (x.to_radians() / 2.0).sin().powi(2);
    let h = half(b.0 - a.0) + a.0.to_radians().cos() * b.0.to_radians().cos() * half(b.1 - a.1);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

/// A report cut by plain rules: no tags, no parse, and no names but those given.
fn report(text: &str, given: &[Gold]) -> Report {
    let mut report = Report::from(Input { text: text.to_owned(), ..Input::default() });
    cut(&mut report);
    for gold in given {
        let first = report.tokens.partition_point(|token| token.span.end <= gold.span.start);
        let end = report.tokens.partition_point(|token| token.span.start < gold.span.end);
        if first < end {
            report.names.push(Name { span: gold.span, tokens: first..end, kind: NameKind::Place, rule: "given" });
        }
    }
    report
}

fn cut(report: &mut Report) {
    let text = report.text.clone();
    let mut start = 0;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let clitic = ["'s", "’s"].into_iter().find(|clitic| rest.starts_with(clitic));
        let length = match clitic {
            Some(clitic) => clitic.len(),
            None if c.is_alphanumeric() => word(rest),
            None => c.len_utf8(),
        };
        let span = Span::new(at, at + length);
        report.tokens.push(Token {
            span,
            lemma: String::new(),
            upos: Upos::X,
            xpos: Xpos::Xx,
            head: None,
            relation: Relation::Dep,
            function: None,
            sentence: report.sentences.len(),
        });
        at = span.end;
        let rest = &text[at..];
        let line = rest.trim_start_matches([' ', '\t']).starts_with('\n');
        if rest.trim().is_empty() || line || (matches!(span.of(&text), "." | "?" | "!") && rest.starts_with([' ', '"']))
        {
            let tokens = start..report.tokens.len();
            let span = Span::new(report.tokens[start].span.start, span.end);
            report.sentences.push(Sentence { span, tokens: tokens.clone(), paragraph: 0 });
            start = tokens.end;
        }
    }
}

/// The length of the word at the start of a text, with the stops of an abbreviation.
fn word(rest: &str) -> usize {
    let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '\'' | '’')).unwrap_or(rest.len());
    let word = &rest[..end];
    let word = ["'s", "’s"].iter().find_map(|clitic| word.strip_suffix(clitic)).unwrap_or(word);
    let bare = word.trim_end_matches(['.', '\'', '’']);
    let stop = word[bare.len()..].starts_with('.');
    let abbreviation = bare.contains('.') || (bare.len() <= 2 && bare.starts_with(char::is_uppercase));
    bare.len() + usize::from(stop && abbreviation)
}
