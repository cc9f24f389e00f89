//! JSON: one record, a list of records, or an object that holds such a list.

use serde_json::Value;
use whosays::document::{Basis, Published};
use whosays::{Diagnostic, Input};

use super::error::{Problem, ReadError};
use super::fields::{self, Record, at, words};
use super::options::{Options, Part};
use super::{date, html, markup, ninjs, sniff};

/// Names under which an object holds a list of records.
const LISTS: [&str; 9] = ["documents", "articles", "reports", "items", "records", "results", "docs", "hits", "data"];

/// Reads every record of a JSON text.
pub(super) fn read(path: &str, text: &str, notes: &[Diagnostic], options: &Options) -> Vec<Result<Input, ReadError>> {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return vec![Err(ReadError::new(path, Problem::NotJson(error.to_string())))],
    };
    if let Value::Object(record) = &value
        && (has_text(record, options) || list_inside(record, 2).is_none())
    {
        return vec![input(path, record, notes, options).map_err(|problem| ReadError::new(path, problem))];
    }
    match value.as_array().or_else(|| list_inside(value.as_object()?, 2)) {
        Some(records) if records.is_empty() => vec![Err(ReadError::new(path, Problem::Empty))],
        Some(records) => {
            (1..).zip(records).map(|(number, record)| member(path, number, record, notes, options)).collect()
        }
        None => vec![Err(ReadError::new(path, Problem::NotARecord(kind(&value))))],
    }
}

/// Reads one record of many.
pub(super) fn member(
    path: &str,
    number: usize,
    record: &Value,
    notes: &[Diagnostic],
    options: &Options,
) -> Result<Input, ReadError> {
    let read = match record {
        Value::Object(fields) => input(&format!("{path}#{number}"), fields, notes, options),
        other => Err(Problem::NotARecord(kind(other))),
    };
    read.map_err(|problem| ReadError { path: path.to_owned(), place: Some(format!("record {number}")), problem })
}

/// The list of records that an object holds, at most `depth` objects down.
fn list_inside(record: &Record, depth: usize) -> Option<&Vec<Value>> {
    let is_records = |values: &&Vec<Value>| values.first().is_some_and(Value::is_object);
    let named = LISTS.iter().find_map(|name| record.get(*name)?.as_array().filter(is_records));
    named.or_else(|| {
        let objects = LISTS.iter().chain(&["response"]).filter_map(|name| record.get(*name)?.as_object());
        if depth == 0 { None } else { objects.into_iter().find_map(|inner| list_inside(inner, depth - 1)) }
    })
}

fn has_text(record: &Record, options: &Options) -> bool {
    text(record, options).is_ok()
}

/// Turns one record into a report.
fn input(path: &str, record: &Record, notes: &[Diagnostic], options: &Options) -> Result<Input, Problem> {
    let (text, is_html) = text(record, options)?;
    let diagnostics = notes.to_vec();
    let mut input = if sniff::is_page(text.trim_start()) {
        html::read(path, &text, diagnostics)?
    } else {
        let text = if is_html || markup::is_markup(&text) { markup::to_text(&text) } else { text };
        Input { path: path.to_owned(), text, diagnostics, ..Input::default() }
    };
    if input.text.trim().is_empty() {
        return Err(Problem::Empty);
    }
    let title = part(record, Part::Title, options, &mut input.diagnostics);
    input.title = title.or_else(|| ninjs::headline(record)).or(input.title);
    input.outlet = part(record, Part::Outlet, options, &mut input.diagnostics).or(input.outlet);
    input.url = part(record, Part::Url, options, &mut input.diagnostics).filter(|url| url.contains(':')).or(input.url);
    input.published = published(record, options, &mut input.diagnostics).or(input.published);
    Ok(input)
}

/// The text of a record, and whether its name says that it is markup.
fn text(record: &Record, options: &Options) -> Result<(String, bool), Problem> {
    let is_html = |name: &str| fields::fold(name).ends_with("html");
    if let Some(path) = named(options, Part::Text) {
        let text = at(record, path).and_then(words).ok_or_else(|| Problem::FieldMissing(path.to_owned()))?;
        return Ok((text, is_html(path)));
    }
    if let Some(found) = ninjs::body(record) {
        return Ok(found);
    }
    // An object under such a name holds the record's fields, not its text.
    let fits = |value: &Value| words(value).is_some();
    match fields::guess(record, Part::Text, &fits) {
        Some((name, value)) => Ok((words(value).unwrap_or_default(), is_html(name))),
        None => Err(Problem::NoText(list_of_fields(record))),
    }
}

/// The field that the user named for a part.
fn named(options: &Options, part: Part) -> Option<&str> {
    options.fields.iter().rev().find(|field| field.part == part).map(|field| field.path.as_str())
}

/// Any part but text and date, in words.
fn part(record: &Record, part: Part, options: &Options, notes: &mut Vec<Diagnostic>) -> Option<String> {
    let fits = |value: &Value| words(value).is_some();
    let value = match named(options, part) {
        Some(path) => at(record, path).or_else(|| missing(path, notes)),
        None => fields::guess(record, part, &fits).map(|(_, value)| value),
    };
    value.and_then(words).map(|words| words.trim().to_owned())
}

fn missing<T>(path: &str, notes: &mut Vec<Diagnostic>) -> Option<T> {
    let message = format!("the field {path}, named with --field, is missing");
    notes.push(Diagnostic { span: None, message });
    None
}

/// The day of publication as the record gives it. Of several fields that can give it, the first that can be read.
fn published(record: &Record, options: &Options, notes: &mut Vec<Diagnostic>) -> Option<Published> {
    if let Some(path) = named(options, Part::Date) {
        let value = at(record, path).or_else(|| missing(path, notes))?;
        return day(path, value, notes);
    }
    let (name, value) = fields::guess(record, Part::Date, &|value| day("", value, &mut Vec::new()).is_some())
        .or_else(|| fields::guess(record, Part::Date, &|value| !value.is_null()))?;
    day(name, value, notes)
}

/// The day that a field gives; a note where it cannot be read.
fn day(name: &str, value: &Value, notes: &mut Vec<Diagnostic>) -> Option<Published> {
    let range = match value {
        Value::Object(fields) => return of_record(fields),
        Value::Number(number) => {
            let day = number.as_f64().and_then(date::unix).map(|day| (day, day));
            day.ok_or("is a number that is no Unix time")
        }
        other => match words(other) {
            Some(text) => date::parse(&text),
            None => return None,
        },
    };
    let shown = words(value).unwrap_or_else(|| value.to_string());
    match range {
        Ok((earliest, latest)) => {
            let why = Some(format!("the field {name} says {}", shown.trim()));
            Some(Published { earliest: Some(earliest), latest: Some(latest), basis: Basis::Metadata, why })
        }
        Err(why) => {
            notes.push(Diagnostic { span: None, message: date::unused(&shown, why) });
            None
        }
    }
}

/// The day of a document of a record `whosays/report/1`, if it was known from outside the text; what was read in the
/// text is read there again.
fn of_record(fields: &Record) -> Option<Published> {
    let basis = Basis::parse(fields.get("basis")?.as_str()?)?;
    let day = |name: &str| fields.get(name)?.as_str()?.parse().ok();
    let why = fields.get("why").and_then(Value::as_str).map(str::to_owned);
    matches!(basis, Basis::Given | Basis::Metadata).then(|| Published {
        earliest: day("earliest"),
        latest: day("latest"),
        basis,
        why,
    })
}

/// The names of a record's fields, for an error.
fn list_of_fields(record: &Record) -> String {
    let mut names: Vec<&str> = record.keys().map(String::as_str).take(8).collect();
    if record.len() > names.len() {
        names.push("...");
    }
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// What a value is, for an error.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn one(json: &str, fields: &[&str]) -> Result<Input, Problem> {
        let fields = fields.iter().filter_map(|field| field.parse().ok()).collect();
        let options = Options { fields, ..Options::default() };
        let mut read = read("r.json", json, &[], &options);
        assert_eq!(read.len(), 1);
        read.remove(0).map_err(|error| error.problem)
    }

    #[test]
    fn a_record() {
        let input = one(
            r#"{"title": "Truce", "content": " The port\nwas closed. ", "source": {"id": null, "name": "Courier"},
                "publishedAt": "2024-03-05T23:30:00+02:00", "url": "https://courier.example/1", "author": "X"}"#,
            &[],
        );
        let input = input.unwrap_or_default();
        assert_eq!(input.text, " The port\nwas closed. ");
        assert_eq!(input.outlet.as_deref(), Some("Courier"));
        assert_eq!(input.url.as_deref(), Some("https://courier.example/1"));
        assert_eq!(input.published.and_then(|p| p.earliest), Some(date(2024, 3, 5)));
    }

    #[test]
    fn fields_can_be_named() {
        let json = r#"{"text": "wrong", "a": {"b": "right"}, "when": "2024", "day": "01/02/2024"}"#;
        let input = one(json, &["text=a.b", "date=when", "title=nothing"]).unwrap_or_default();
        assert_eq!(input.text, "right");
        assert_eq!(input.published.and_then(|p| p.latest), Some(date(2024, 12, 31)));
        assert!(input.diagnostics[0].message.contains("nothing"));
        let input = one(json, &["date=day"]).unwrap_or_default();
        assert_eq!(input.published, None);
        assert!(input.diagnostics[0].message.contains("two ways"));
        assert_eq!(one(json, &["text=c"]), Err(Problem::FieldMissing("c".to_owned())));
    }

    #[test]
    fn markup_in_a_field_is_not_text() {
        let input = one(r#"{"body": "<p>One &amp; two.</p><p>Three.</p>"}"#, &[]).unwrap_or_default();
        assert_eq!(input.text, "One & two.\n\nThree.");
        let input = one(r#"{"text": "3 < 5 &amp; so on"}"#, &[]).unwrap_or_default();
        assert_eq!(input.text, "3 < 5 &amp; so on");
    }

    #[test]
    fn lists_and_lists_in_objects() {
        for json in [
            r#"[{"text": "one"}, {"text": "two"}]"#,
            r#"{"status": "ok", "articles": [{"content": "one"}, {"content": "two"}]}"#,
            r#"{"response": {"results": [{"fields": {"bodyText": "one"}}, {"fields": {"bodyText": "two"}}]}}"#,
        ] {
            let read = read("r.json", json, &[], &Options::default());
            let texts: Vec<&str> = read.iter().flatten().map(|input| input.text.as_str()).collect();
            assert_eq!(texts, ["one", "two"], "{json}");
            assert_eq!(read[1].as_ref().map(|input| input.path.as_str()), Ok("r.json#2"));
        }
    }

    #[test]
    fn ninjs() {
        let input = one(
            r#"{"uri": "urn:newsml:courier.example:1", "versioncreated": "2024-03-05T20:00:00Z", "firstcreated": "2024-03-04",
                "headline": "Truce", "body_xhtml": "<p>The port was closed.</p>", "byline": "Jon Doe",
                "infosource": [{"name": "Courier"}], "copyrightholder": "Courier Ltd"}"#,
            &[],
        );
        let input = input.unwrap_or_default();
        assert_eq!((input.text.as_str(), input.title.as_deref()), ("The port was closed.", Some("Truce")));
        assert_eq!(input.outlet.as_deref(), Some("Courier"));
        assert_eq!(input.published.and_then(|p| p.earliest), Some(date(2024, 3, 5)));
    }

    #[test]
    fn its_own_record() {
        let input = one(
            r#"{"schema": "whosays/report/1", "documents": [{"path": "a.txt", "text": "one",
                "published": {"earliest": "2024-03-05", "latest": "2024-03-06", "basis": "given", "why": null}}]}"#,
            &[],
        );
        let published = input.unwrap_or_default().published.unwrap_or(Published::UNKNOWN);
        assert_eq!((published.latest, published.basis), (Some(date(2024, 3, 6)), Basis::Given));
    }

    #[test]
    fn what_is_no_record_is_told() {
        assert_eq!(one("[1]", &[]), Err(Problem::NotARecord("a number")));
        assert_eq!(one("7", &[]), Err(Problem::NotARecord("a number")));
        assert_eq!(one("{}", &[]), Err(Problem::NoText("none".to_owned())));
        assert_eq!(one(r#"{"id": 1, "summary": "x"}"#, &[]), Err(Problem::NoText("id, summary".to_owned())));
        assert_eq!(one("[]", &[]), Err(Problem::Empty));
        assert!(matches!(one("{", &[]), Err(Problem::NotJson(_))));
    }
}
