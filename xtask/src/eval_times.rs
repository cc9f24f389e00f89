//! `cargo xtask eval-times CORPORA [--gold FOLDER] [--errors FILE]`: time expressions against TempEval-3, WikiWars and
//! the project's own annotated reports.
//!
//! CORPORA holds `tempeval3/` and `wikiwars/` unpacked, or their archives, which `tar` unpacks into a folder of its own.
//! Scores are those of TempEval-3: strict (same span), relaxed (spans overlap, one to one), value (overlap and the same
//! value), each as F1. `--errors` lists what was missed or wrong, for the training part alone.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use whosays::Span;
use whosays::document::quantity;
use whosays::document::timex::{self, Rules};
use whosays::document::{Basis, Input, Published, Report, Sentence};

/// A result of this chore.
pub type Anyhow<T> = Result<T, Box<dyn std::error::Error>>;

/// One annotated expression; offsets count bytes.
struct Gold {
    span: Span,
    value: String,
}

/// One annotated document.
struct Document {
    text: String,
    published: Published,
    gold: Vec<Gold>,
}

/// Counts of one corpus.
#[derive(Default)]
struct Counts {
    gold: usize,
    found: usize,
    strict: usize,
    relaxed: usize,
    value: usize,
}

/// Runs the evaluation and prints one line a corpus.
pub fn run(arguments: &[String]) -> Anyhow<()> {
    let corpora = PathBuf::from(arguments.first().ok_or("which folder of corpora?")?);
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1));
    let rules = Rules::read(&whosays_data::ENGLISH)?;
    let unpacked = std::env::temp_dir().join("whosays-eval-times");
    let tempeval = unpack(&corpora.join("tempeval3"), &unpacked.join("tempeval3"))?;
    let wikiwars = unpack(&corpora.join("wikiwars"), &unpacked.join("wikiwars"))?;
    let mut log = String::new();
    for part in ["TBAQ-cleaned/TimeBank", "TBAQ-cleaned/AQUAINT"] {
        let documents = time_ml(&tempeval.join("TempEval3/Training").join(part))?;
        report(part, &documents, &rules, Some(&mut log));
    }
    let mut both = time_ml(&tempeval.join("TempEval3/Training/TBAQ-cleaned/TimeBank"))?;
    both.extend(time_ml(&tempeval.join("TempEval3/Training/TBAQ-cleaned/AQUAINT"))?);
    report("TBAQ", &both, &rules, None);
    report("platinum", &time_ml(&tempeval.join("TempEval3/Evaluation/te3-platinum"))?, &rules, None);
    let mut wars = timex2(&wikiwars.join("wikiwars/WikiWars_20120218_v104/keyinline"))?;
    report("WikiWars, dated", &wars, &rules, None);
    for document in &mut wars {
        document.published = Published::UNKNOWN;
    }
    report("WikiWars, undated", &wars, &rules, None);
    if let Some(folder) = option("--gold") {
        report("annotated reports", &annotated(Path::new(folder))?, &rules, Some(&mut log));
        counts(Path::new(folder), &rules, &mut log)?;
    }
    if let Some(path) = option("--errors") {
        fs::write(path, log)?;
    }
    Ok(())
}

/// The folder itself if it has been unpacked, else its archive unpacked elsewhere.
fn unpack(folder: &Path, target: &Path) -> Anyhow<PathBuf> {
    let archive = fs::read_dir(folder)?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.to_string_lossy().ends_with(".tar.gz"));
    let Some(archive) = archive else { return Ok(folder.to_owned()) };
    if !target.exists() {
        fs::create_dir_all(target)?;
        let status = Command::new("tar").arg("xzf").arg(&archive).arg("-C").arg(target).status()?;
        if !status.success() {
            return Err(format!("{} could not be unpacked", archive.display()).into());
        }
    }
    Ok(target.to_owned())
}

fn report(name: &str, documents: &[Document], rules: &Rules, mut log: Option<&mut String>) {
    let mut counts = Counts::default();
    let mut bytes = 0;
    let mut seconds = 0.0;
    for document in documents {
        let report = plain_report(&document.text, document.published.clone());
        let start = Instant::now();
        let expressions = timex::recognize(&report, rules);
        let times = timex::resolve(&expressions, &report, &document.published);
        seconds += start.elapsed().as_secs_f64();
        bytes += document.text.len();
        score(document, &times, &mut counts, log.as_deref_mut());
    }
    let f1 = |right: usize| 2.0 * right as f64 / (counts.gold + counts.found).max(1) as f64;
    let share = |whole: usize| counts.relaxed as f64 / whole.max(1) as f64;
    println!(
        "{name:24} gold {:4} found {:4}  strict {:.3}  relaxed {:.3} (P {:.3} R {:.3})  value {:.3}  {:.1} MB/s",
        counts.gold,
        counts.found,
        f1(counts.strict),
        f1(counts.relaxed),
        share(counts.found),
        share(counts.gold),
        f1(counts.value),
        bytes as f64 / 1e6 / seconds
    );
}

/// Pairs as `score_time.py` does: each gold expression, in order, with the free one that overlaps it most.
fn score(document: &Document, times: &[timex::Timex], counts: &mut Counts, mut log: Option<&mut String>) {
    let mut used = vec![false; times.len()];
    counts.gold += document.gold.len();
    counts.found += times.len();
    let overlap = |a: Span, b: Span| a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let mut note = |kind: &str, span: Span, gold: &str, found: &str, value: &str| {
        if let Some(log) = log.as_deref_mut() {
            let _ = writeln!(
                log,
                "{kind}\t{}\t{}\t{gold}\t{found}\t{value}",
                day(&document.published),
                around(&document.text, span)
            );
        }
    };
    for gold in &document.gold {
        let mut best: Option<(usize, usize)> = None;
        for (index, time) in times.iter().enumerate().filter(|(index, _)| !used[*index]) {
            let shared = overlap(gold.span, time.span);
            if shared > 0 && best.is_none_or(|(most, _)| shared > most) {
                best = Some((shared, index));
            }
        }
        let Some((_, index)) = best else {
            note("missed", gold.span, &gold.value, "", "");
            continue;
        };
        used[index] = true;
        let time = &times[index];
        counts.relaxed += 1;
        let trimmed = |span: Span| span.of(&document.text).trim();
        let same_span =
            trimmed(gold.span) == trimmed(time.span) && overlap(gold.span, time.span) >= trimmed(time.span).len();
        let same_value = gold.value.eq_ignore_ascii_case(&time.value);
        counts.strict += usize::from(same_span);
        counts.value += usize::from(same_value);
        if !same_span {
            note("span", gold.span, trimmed(gold.span), trimmed(time.span), &time.rule);
        }
        if !same_value {
            note("value", time.span, &gold.value, &time.value, &time.rule);
        }
    }
    for (time, _) in times.iter().zip(&used).filter(|(_, used)| !**used) {
        note("false", time.span, "", &time.value, &time.rule);
    }
}

fn day(published: &Published) -> String {
    published.earliest.map_or_else(|| "?".to_owned(), |day| day.strftime("%Y-%m-%d %a").to_string())
}

fn around(text: &str, span: Span) -> String {
    let from = (0..=span.start.saturating_sub(60)).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    let to = (span.end + 40..text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
    let piece = format!("{}[[{}]]{}", &text[from..span.start], span.of(text), &text[span.end.min(to)..to]);
    piece.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// TimeML documents of a folder, in order of their names.
fn time_ml(folder: &Path) -> Anyhow<Vec<Document>> {
    let mut documents = Vec::new();
    for path in listed(folder, ".tml")? {
        let source = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
        let Some(body) = between(&source, "<TEXT>", "</TEXT>") else { continue };
        let created =
            source.split("<TIMEX3").find(|tag| tag.contains("CREATION_TIME")).and_then(|tag| attribute(tag, "value"));
        let Some(day) = created.and_then(|value| value.get(..10)?.parse().ok()) else { continue };
        let (text, gold) = inline(body, "TIMEX3", "value");
        documents.push(Document { text, published: Published::day(day, Basis::Given), gold });
    }
    Ok(documents)
}

/// WikiWars: TIMEX2 in line.
fn timex2(folder: &Path) -> Anyhow<Vec<Document>> {
    let mut documents = Vec::new();
    for path in listed(folder, ".xml")? {
        let source = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
        let Some(body) = between(&source, "<TEXT>", "</TEXT>") else { continue };
        let created = between(&source, "<DATETIME>", "</DATETIME>").and_then(|tag| attribute(tag, "val"));
        let day = created.and_then(|value| value.get(..10)?.parse().ok());
        let published = day.map_or(Published::UNKNOWN, |day| Published::day(day, Basis::Given));
        let (text, gold) = inline(body, "TIMEX2", "val");
        documents.push(Document { text, published, gold });
    }
    Ok(documents)
}

/// The project's own annotated reports: `NAME.json` beside `NAME.txt`, or one `gold.json` for a story.
fn annotated(folder: &Path) -> Anyhow<Vec<Document>> {
    let mut documents = Vec::new();
    for path in listed(folder, ".json")? {
        let gold: serde_json::Value = serde_json::from_slice(&fs::read(&path)?)?;
        let parts: Vec<(String, &serde_json::Value)> = match gold["documents"].as_object() {
            Some(documents) => documents.iter().map(|(key, document)| (key.clone(), document)).collect(),
            None => vec![(String::new(), &gold)],
        };
        for (key, head) in parts {
            let text = fs::read_to_string(folder.join(head["file"].as_str().unwrap_or_default()))?;
            let times = gold["times"].as_array().map_or(&[][..], Vec::as_slice);
            let own = times.iter().filter(|time| key.is_empty() || time["doc"] == key.as_str());
            let gold = own.filter_map(|time| quoted(&text, time)).collect();
            documents.push(Document { text, published: known(head), gold });
        }
    }
    Ok(documents)
}

/// Of the counts of people harmed that are told by a number: how many have the bounds that the annotators wrote.
fn counts(folder: &Path, rules: &Rules, log: &mut String) -> Anyhow<()> {
    let numbers = quantity::Rules::read(&whosays_data::ENGLISH)?;
    let (mut told, mut right) = (0, 0);
    for path in listed(folder, ".json")? {
        let gold: serde_json::Value = serde_json::from_slice(&fs::read(&path)?)?;
        let Some(file) = gold["file"].as_str() else { continue };
        let mut report = plain_report(&fs::read_to_string(folder.join(file))?, known(&gold));
        report.times = timex::resolve(&timex::recognize(&report, rules), &report, &report.published);
        let found = quantity::find(&report, &numbers);
        for toll in gold["casualties"].as_array().into_iter().flatten() {
            let Some(span) = place(&report.text, toll) else { continue };
            let bounds = (toll["min"].as_u64(), toll["max"].as_u64());
            let Some(count) = found.iter().find(|q| q.span.overlaps(span) && q.count().is_some()) else { continue };
            told += 1;
            right += usize::from(count.count() == Some(bounds));
            if count.count() != Some(bounds) {
                let _ = writeln!(
                    log,
                    "count\t\t{}\t{bounds:?}\t{:?}\t{}",
                    around(&report.text, span),
                    count.count(),
                    count.rule
                );
            }
        }
    }
    println!("counts of people harmed: {right} of {told} bounds right");
    Ok(())
}

/// The first place of the quoted words at or after the sentence that they stand in.
fn place(text: &str, quote: &serde_json::Value) -> Option<Span> {
    let from = quote["sentence"].as_str().and_then(|sentence| text.find(sentence)).unwrap_or(0);
    let words = quote["text"].as_str()?;
    let start = text[from..].find(words).map(|at| from + at).or_else(|| text.find(words))?;
    Some(Span::new(start, start + words.len()))
}

fn quoted(text: &str, time: &serde_json::Value) -> Option<Gold> {
    Some(Gold { span: place(text, time)?, value: time["value"].as_str()?.to_owned() })
}

/// What the annotators knew of the day of publication: a day, a month, a range, or nothing.
fn known(head: &serde_json::Value) -> Published {
    let range = &head["published_range"];
    let (first, last) = match (head["published"].as_str(), range["from"].as_str(), range["to"].as_str()) {
        (Some(day), ..) => (day, day),
        (None, Some(from), Some(to)) => (from, to),
        _ => return Published::UNKNOWN,
    };
    let day = |text: &str, end: bool| match text.len() {
        7 => format!("{text}-01")
            .parse::<jiff::civil::Date>()
            .ok()
            .map(|day| if end { day.last_of_month() } else { day }),
        _ => text.parse().ok(),
    };
    Published { earliest: day(first, false), latest: day(last, true), basis: Basis::Given, why: None }
}

fn listed(folder: &Path, ending: &str) -> Anyhow<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| name(path).ends_with(ending) && !name(path).starts_with("._"));
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let start = text.find(open)? + open.len();
    let end = start + text[start..].find(close)?;
    text.get(start..end)
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let end = start + tag[start..].find('"')?;
    Some(tag[start..end].to_owned())
}

/// The text of annotated text, and its expressions. Of nested ones all are kept; one without a value is dropped.
fn inline(source: &str, element: &str, value: &str) -> (String, Vec<Gold>) {
    let (mut text, mut gold, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut rest = source;
    while let Some(at) = rest.find('<') {
        text.push_str(&unescaped(&rest[..at]));
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = &rest[at..end];
        if tag.starts_with(&format!("<{element}")) {
            open.push((text.len(), attribute(tag, value)));
        } else if tag.starts_with(&format!("</{element}"))
            && let Some((start, Some(value))) = open.pop()
        {
            gold.push(Gold { span: Span::new(start, text.len()), value });
        }
        rest = &rest[end..];
    }
    text.push_str(&unescaped(rest));
    gold.sort_by_key(|gold| (gold.span.start, gold.span.end));
    (text, gold)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

/// A report of sentences cut at full stops before a capital letter, and at empty lines. It has no tokens: this measures
/// the rules alone, without tagger and parser.
fn plain_report(text: &str, published: Published) -> Report {
    let mut sentences = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for at in 0..bytes.len() {
        let blank = bytes[at] == b'\n' && bytes.get(at + 1) == Some(&b'\n');
        let stop = matches!(bytes[at], b'.' | b'?' | b'!') && ends_sentence(text, at);
        if blank || stop {
            push_sentence(text, start, at + 1, &mut sentences);
            start = at + 1;
        }
    }
    push_sentence(text, start, bytes.len(), &mut sentences);
    let input = Input { text: text.to_owned(), published: Some(published), ..Input::default() };
    Report { sentences, ..Report::from(input) }
}

fn ends_sentence(text: &str, stop: usize) -> bool {
    let word = text[..stop].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    let next = text[stop + 1..].trim_start_matches(['"', '\'', ')']);
    let capital = next.trim_start().chars().next().is_some_and(|c| c.is_uppercase() || c == '"' || c == '`');
    let abbreviation = word.len() <= 4 && word.chars().next().is_some_and(char::is_uppercase) || word.contains('.');
    next.starts_with(char::is_whitespace) && capital && (!abbreviation || next.starts_with('\n'))
}

fn push_sentence(text: &str, start: usize, end: usize, sentences: &mut Vec<Sentence>) {
    let Some(piece) = text.get(start..end) else { return };
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let start = start + (piece.len() - piece.trim_start().len());
        sentences.push(Sentence { span: Span::new(start, start + trimmed.len()), tokens: 0..0, paragraph: 0 });
    }
}
