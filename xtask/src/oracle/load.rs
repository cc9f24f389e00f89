//! Annotated stories as reports.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use whosays::Span;
use whosays::document::{
    Basis, EntityKind, Form, Harm, Place, PlaceRole, Published, Report, Scope, Sentence, Speaker, Stance, Statement,
    Token, Toll, Wire,
};
use whosays::document::{Relation, Upos, Xpos};

use super::times;

/// The reports of one annotated story.
pub(crate) fn story(folder: &Path, bare: bool) -> Result<Vec<Report>, String> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).map_err(|e| format!("{name}: {e}"));
    let gold: Value = serde_json::from_str(&read("gold.json")?).map_err(|e| e.to_string())?;
    let names = place_names(&gold);
    let mut reports = Vec::new();
    for (key, document) in gold["documents"].as_object().ok_or("no documents")? {
        let file = text(&document["file"]);
        let path = format!("{}/{file}", folder.file_name().map_or_else(String::new, |n| n.to_string_lossy().into()));
        let mut report = empty(&path, read(&file)?, document);
        report.places = places(&report, &names);
        times::resolve(&mut report);
        let statements = items(&gold["statements"], key);
        report.statements = statements.iter().map(|s| statement(&report, s, &statements, bare)).collect();
        report.tolls = items(&gold["casualties"], key).iter().map(|t| toll(&report, t, bare)).collect();
        if !bare {
            parts(&mut report, &items(&gold["casualties"], key));
        }
        reports.push(report);
    }
    fill_sides(&mut reports);
    Ok(reports)
}

/// Plain reports, one JSON object a line.
pub(crate) fn lines(file: &Path) -> Result<Vec<Report>, String> {
    let all = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let report = |line: &str| {
        let item: Value = serde_json::from_str(line).map_err(|e| e.to_string())?;
        let day = json!({ "published": item["date"] });
        let mut report = empty(&text(&item["id"]), text(&item["text"]), &day);
        times::resolve(&mut report);
        Ok(report)
    };
    all.lines().map(report).collect()
}

fn items<'g>(list: &'g Value, document: &str) -> Vec<&'g Value> {
    list.as_array().into_iter().flatten().filter(|item| item["doc"] == document).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or("").to_owned()
}

fn some_text(value: &Value) -> Option<String> {
    value.as_str().filter(|s| !s.is_empty()).map(str::to_owned)
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(s) => vec![s.clone()],
        Value::Array(list) => list.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    }
}

fn empty(path: &str, words: String, document: &Value) -> Report {
    let published = some_text(&document["published"]).and_then(|day| day.parse().ok());
    let credit = some_text(&document["credit"]);
    let mut report = Report {
        id: path.to_owned(),
        path: path.to_owned(),
        language: Some("en".to_owned()),
        title: None,
        outlet: some_text(&document["outlet"]),
        url: None,
        published: published.map_or(Published::UNKNOWN, |day| Published::day(day, Basis::Given)),
        wire: Wire { credit: credit.and_then(|c| find(&words, &c, words.len())), ..Wire::default() },
        sentences: Vec::new(),
        tokens: Vec::new(),
        quotes: Vec::new(),
        names: Vec::new(),
        entities: Vec::new(),
        times: Vec::new(),
        places: Vec::new(),
        statements: Vec::new(),
        tolls: Vec::new(),
        events: Vec::new(),
        diagnostics: Vec::new(),
        text: words,
    };
    split(&mut report);
    report
}

/// The occurrence of `piece` nearest to `near`; `a ... b` stands for the stretch between its ends.
fn find(text: &str, piece: &str, near: usize) -> Option<Span> {
    if let Some((head, tail)) = piece.split_once(" ... ").filter(|_| !text.contains(piece)) {
        let start = find(text, head, near)?.start;
        let end = start + text.get(start..)?.find(tail)? + tail.len();
        return Some(Span::new(start, end));
    }
    let hits = text.match_indices(piece).map(|(at, _)| Span::new(at, at + piece.len()));
    hits.min_by_key(|hit| hit.start.abs_diff(near)).filter(|_| !piece.is_empty())
}

fn find_all(text: &str, quote: &Value, near: usize) -> Vec<Span> {
    strings(quote).iter().filter_map(|piece| find(text, piece, near)).collect()
}

fn sentence_start(report: &Report, item: &Value) -> Option<usize> {
    some_text(&item["sentence"]).and_then(|s| report.text.find(&s))
}

fn statement(report: &Report, item: &Value, all: &[&Value], bare: bool) -> Statement {
    let at = sentence_start(report, item);
    let content = find_all(&report.text, &item["content"], at.unwrap_or(0));
    let near = at.or_else(|| content.first().map(|s| s.start)).unwrap_or(0);
    let cue = find_all(&report.text, &item["cue"], near);
    let pieces: Vec<Span> = cue.iter().chain(&content).copied().collect();
    let whole = pieces.iter().copied().reduce(|a, b| a.cover(b)).unwrap_or_default();
    let about = strings(&item["about"]);
    let number = |id: &String| all.iter().position(|s| s["id"] == id.as_str());
    let sources = strings(&item["sources"]);
    Statement {
        span: whole,
        stance: Stance::parse(&text(&item["stance"])).unwrap_or(Stance::Asserts),
        form: Form::parse(&text(&item["form"])).unwrap_or(Form::Indirect),
        cue,
        content,
        sources: sources.iter().enumerate().map(|(i, name)| speaker(name, i, item, bare)).collect(),
        against: if bare { Vec::new() } else { strings(&item["against"]) },
        about: if bare { Vec::new() } else { about.iter().filter_map(number).collect() },
        when: some_text(&item["when"]).and_then(|w| time_in(report, whole, &w)),
        event: None,
        rule: "oracle".to_owned(),
    }
}

fn speaker(name: &str, index: usize, item: &Value, bare: bool) -> Speaker {
    let first = index == 0;
    let kind = if first {
        EntityKind::parse(&text(&item["source_kind"])).or_else(|| state(name))
    } else {
        Some(EntityKind::Media)
    };
    Speaker {
        name: name.to_owned(),
        kind: kind.unwrap_or(EntityKind::Organization),
        role: some_text(&item["source_role"]).filter(|_| first),
        of: some_text(&item["source_of"]).filter(|_| first),
        side: some_text(&item["side"]).filter(|_| first && !bare),
        span: None,
        entity: None,
    }
}

/// One capitalised word without a kind is taken for a state.
fn state(name: &str) -> Option<EntityKind> {
    (name.starts_with(char::is_uppercase) && !name.contains(' ')).then_some(EntityKind::State)
}

/// Gives a speaker without a side the side that the same name has elsewhere in the story.
fn fill_sides(reports: &mut [Report]) {
    let known: BTreeMap<String, String> = reports
        .iter()
        .flat_map(|r| &r.statements)
        .flat_map(|s| &s.sources)
        .filter_map(|s| s.side.clone().map(|side| (s.name.clone(), side)))
        .collect();
    for speaker in reports.iter_mut().flat_map(|r| &mut r.statements).flat_map(|s| &mut s.sources) {
        if speaker.side.is_none() {
            speaker.side = known.get(&speaker.name).cloned();
        }
    }
}

fn time_in(report: &Report, near: Span, value: &str) -> Option<usize> {
    let day = |i: &usize| report.times[*i].value == value;
    (0..report.times.len()).filter(day).min_by_key(|&i| report.times[i].span.start.abs_diff(near.start))
}

fn toll(report: &Report, item: &Value, bare: bool) -> Toll {
    let near = sentence_start(report, item).unwrap_or(0);
    let span = find(&report.text, &text(&item["text"]), near).unwrap_or_default();
    let by = strings(&item["according_to"]);
    let says = |s: &Statement| s.sources.first().map(|x| &x.name) == by.first();
    let inside = |s: &Statement| s.content.iter().any(|c| c.contains(span)) || s.span.contains(span);
    let statement = report.statements.iter().position(|s| inside(s) && says(s) && !by.is_empty());
    Toll {
        span,
        harm: Harm::parse(&text(&item["harm"])).unwrap_or(Harm::Casualties),
        min: item["min"].as_u64(),
        max: item["max"].as_u64(),
        approx: item["approx"] == true,
        withheld: item["withheld"] == true,
        victims: some_text(&item["victims"]).unwrap_or_else(|| "people".to_owned()),
        side: some_text(&item["side"]).filter(|_| !bare),
        scope: Scope::parse(&text(&item["scope"])).unwrap_or(Scope::Incident),
        place: some_text(&item["where"]).filter(|_| !bare),
        when: some_text(&item["when"]).filter(|_| !bare).and_then(|w| time_in(report, span, &w)),
        as_of: None,
        by: some_text(&item["by"]).filter(|_| !bare),
        statement,
        part_of: None,
        rule: "oracle".to_owned(),
    }
}

/// Links parts to the counts that include them.
fn parts(report: &mut Report, items: &[&Value]) {
    for (index, item) in items.iter().enumerate() {
        let whole = text(&item["part_of"]);
        let near = report.tolls[index].span.start;
        let is_whole = |i: &usize| *i != index && report.words(report.tolls[*i].span) == whole;
        let found = (0..items.len()).filter(is_whole).min_by_key(|&i| report.tolls[i].span.start.abs_diff(near));
        report.tolls[index].part_of = found.filter(|_| !whole.is_empty());
    }
}

/// Names of places that the story's annotations give anywhere.
fn place_names(gold: &Value) -> Vec<String> {
    let of = |list: &Value, field: &str| -> Vec<String> {
        list.as_array().into_iter().flatten().filter_map(|item| some_text(&item[field])).collect()
    };
    let mut names = of(&gold["casualties"], "where");
    names.extend(of(&gold["places"], "text"));
    names.retain(|name| name.starts_with(char::is_uppercase));
    names.sort_by_key(|name| (std::cmp::Reverse(name.len()), name.clone()));
    names.dedup();
    names
}

/// Capitalised words after "in", "near" and the like.
fn after_prepositions(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split([' ', '\n']).collect();
    let capital = |w: &&&str| w.starts_with(char::is_uppercase) && w.len() > 2;
    let mut names = Vec::new();
    for (i, _) in words.iter().enumerate().filter(|(_, w)| ["in", "In", "near", "of"].contains(w)) {
        let run: Vec<&str> = words[i + 1..].iter().take_while(capital).copied().take(3).collect();
        let name = run.join(" ").trim_end_matches([',', '.', ';', ':']).trim_end_matches("'s").to_owned();
        let month = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        if name.len() > 3 && !name.contains([',', '"']) && !month.iter().any(|m| name.starts_with(m)) {
            names.push(name);
        }
    }
    names.sort_by_key(|name| (std::cmp::Reverse(name.len()), name.clone()));
    names.dedup();
    names
}

fn places(report: &Report, names: &[String]) -> Vec<Place> {
    let mut found: BTreeMap<Span, &String> = BTreeMap::new();
    let named: Vec<String> = names.iter().cloned().chain(after_prepositions(&report.text)).collect();
    for name in &named {
        for (at, _) in report.text.match_indices(name.as_str()) {
            let span = Span::new(at, at + name.len());
            if !found.keys().any(|other| other.overlaps(span)) {
                found.insert(span, name);
            }
        }
    }
    let place = |(span, name): (Span, &String)| Place {
        span,
        name: name.clone(),
        geonames: None,
        country: None,
        claimed_by: Vec::new(),
        lat: None,
        lon: None,
        role: PlaceRole::Event,
        rule: "oracle".to_owned(),
    };
    found.into_iter().map(place).collect()
}

/// Sentences and tokens, simply.
fn split(report: &mut Report) {
    let mut start = 0;
    for (paragraph, line) in report.text.clone().split_inclusive('\n').enumerate() {
        for (from, to) in sentences(line) {
            let span = Span::new(start + from, start + to);
            let first = report.tokens.len();
            tokens(report, span);
            report.sentences.push(Sentence { span, tokens: first..report.tokens.len(), paragraph });
        }
        start += line.len();
    }
}

fn sentences(line: &str) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let bytes = line.as_bytes();
    for (at, mark) in line.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?')) {
        let end = at + mark.len_utf8() + closing(&line[at + 1..]);
        let rest = line[end..].trim_start();
        let next = rest.trim_start_matches(['"', '\'', '\u{201c}', ' ']).chars().next();
        let after = bytes.get(end).is_none_or(u8::is_ascii_whitespace) && next.is_none_or(char::is_uppercase);
        if after && !abbreviation(&line[start..at]) {
            pieces.push((start, end));
            start = end;
        }
    }
    pieces.push((start, line.len()));
    let trim = |(from, to): (usize, usize)| {
        let piece = &line[from..to];
        (from + piece.len() - piece.trim_start().len(), from + piece.trim_end().len())
    };
    pieces.into_iter().map(trim).filter(|(from, to)| from < to).collect()
}

/// Length of closing quotation marks right after a full stop (a blank may stand before them).
fn closing(rest: &str) -> usize {
    ["''", " ''", "\"", " \"", "\u{201d}"].iter().find(|mark| rest.starts_with(**mark)).map_or(0, |mark| mark.len())
}

fn abbreviation(before: &str) -> bool {
    let word = before.rsplit([' ', '"', '(']).next().unwrap_or("");
    let short = ["Mr", "Mrs", "Dr", "Gov", "Col", "Gen", "Colo", "a.m", "p.m", "U.S", "U.N", "St", "p. m"];
    short.contains(&word) || (word.len() == 1 && word.chars().all(char::is_uppercase))
}

fn tokens(report: &mut Report, sentence: Span) {
    let words = sentence.of(&report.text).to_owned();
    let mut at = 0;
    while let Some(found) = words[at..].find(|c: char| !c.is_whitespace()) {
        let start = at + found;
        let letter = |c: char| c.is_alphanumeric();
        let first = words[start..].chars().next().unwrap_or(' ');
        let len = if letter(first) {
            words[start..].find(|c| !letter(c)).unwrap_or(words.len() - start)
        } else {
            first.len_utf8()
        };
        report.tokens.push(Token {
            span: Span::new(sentence.start + start, sentence.start + start + len),
            lemma: words[start..start + len].to_lowercase(),
            upos: Upos::X,
            xpos: Xpos::Xx,
            head: None,
            relation: Relation::Dep,
            sentence: report.sentences.len(),
        });
        at = start + len;
    }
}
