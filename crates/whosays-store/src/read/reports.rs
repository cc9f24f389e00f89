//! The way from paths to reports, one file at a time.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::PathBuf;

use whosays::Input;

use super::decode::{self, decode};
use super::error::{Problem, ReadError};
use super::lines::Lines;
use super::options::Options;
use super::sniff::{self, Format};
use super::walk::{self, Found, Skipped};
use super::{html, json};

/// The reports behind paths, in order, one result for each; a bad one never stops the rest.
///
/// Folders are read with all folders in them, by name; hidden files are passed over, and so is what is no text
/// where the user did not name it. `-` is standard input. Of JSON Lines only one line is held in memory.
///
/// ```no_run
/// use whosays_store::read::{Options, Reports};
/// let options = Options::default();
/// let (mut inputs, mut errors) = (Vec::new(), Vec::new());
/// for report in Reports::new(&["reports".into(), "-".into()], &options) {
///     match report {
///         Ok(input) => inputs.push(input),
///         Err(error) => errors.push(error),
///     }
/// }
/// ```
pub struct Reports<'o> {
    options: &'o Options,
    files: std::vec::IntoIter<Found>,
    total: usize,
    ready: VecDeque<Result<Input, ReadError>>,
    lines: Option<Lines>,
    skipped: Vec<Skipped>,
}

impl std::fmt::Debug for Reports<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reports").field("total", &self.total).field("skipped", &self.skipped).finish_non_exhaustive()
    }
}

impl<'o> Reports<'o> {
    /// Looks for the files; none is opened yet.
    pub fn new(paths: &[PathBuf], options: &'o Options) -> Self {
        let mut skipped = Vec::new();
        let files = walk::files(paths, &mut skipped);
        let total = files.len();
        Self { options, files: files.into_iter(), total, ready: VecDeque::new(), lines: None, skipped }
    }

    /// How many files there are.
    pub const fn files(&self) -> usize {
        self.total
    }

    /// How many of them were opened so far.
    pub fn opened(&self) -> usize {
        self.total - self.files.len()
    }

    /// What was passed over so far, and why.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// Opens one file and reads it, or its first line.
    fn open(&mut self, found: Found) {
        let (path, given) = match &found {
            Found::Standard => ("-".to_owned(), true),
            Found::File(path, given) => (path.display().to_string(), *given),
            Found::Lost(error) => return self.ready.push_back(Err(error.clone())),
        };
        let opened = match found {
            Found::File(path, _) => File::open(path).map(|file| Box::new(file) as Box<dyn Read>),
            _ => Ok(Box::new(io::stdin()) as Box<dyn Read>),
        };
        let read = opened.map_err(|error| Problem::io(&error)).and_then(|file| self.read(&path, file));
        match read {
            Ok(()) => {}
            Err(problem @ (Problem::Binary(_) | Problem::Unsupported(_))) if !given => {
                self.skipped.push(Skipped { path, why: what(&problem) });
            }
            Err(problem) => self.ready.push_back(Err(ReadError::new(&path, problem))),
        }
    }

    fn read(&mut self, path: &str, mut file: Box<dyn Read>) -> Result<(), Problem> {
        let limit = self.options.max_bytes;
        let head = up_to(&mut file, sniff::HEAD)?;
        let format = sniff::format(path, &head)?;
        let streams = matches!(format, Format::JsonLines) && !is_wide(&head);
        let mut whole = BufReader::new(Cursor::new(head).chain(file));
        if streams {
            self.lines = Some(Lines::new(path, Box::new(whole)));
            return Ok(());
        }
        let bytes = up_to(&mut whole, limit.saturating_add(1))?;
        if bytes.len() <= limit {
            self.ready.extend(from_bytes(path, &bytes, self.options));
        } else if format == Format::Json && first_line_is_record(&bytes) {
            self.lines = Some(Lines::new(path, Box::new(BufReader::new(Cursor::new(bytes).chain(whole)))));
        } else {
            return Err(Problem::TooLarge { limit });
        }
        Ok(())
    }
}

impl Iterator for Reports<'_> {
    type Item = Result<Input, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(report) = self.ready.pop_front() {
                return Some(report.map(|input| dated(input, self.options)));
            }
            if let Some(report) = self.lines.as_mut().and_then(|lines| lines.next(self.options)) {
                return Some(report.map(|input| dated(input, self.options)));
            }
            self.lines = None;
            let found = self.files.next()?;
            self.open(found);
        }
    }
}

/// Reads the reports in the bytes of one file; `path` names it to people, and its ending tells the format where the
/// bytes leave it open.
///
/// It never fails as a whole: each report is read or has its error.
pub fn from_bytes(path: &str, bytes: &[u8], options: &Options) -> Vec<Result<Input, ReadError>> {
    let alone = |report: Result<Input, Problem>| vec![report.map_err(|problem| ReadError::new(path, problem))];
    if bytes.len() > options.max_bytes {
        return alone(Err(Problem::TooLarge { limit: options.max_bytes }));
    }
    let head = &bytes[..bytes.len().min(sniff::HEAD)];
    let format = match sniff::format(path, head) {
        Ok(format) => format,
        Err(problem) => return alone(Err(problem)),
    };
    let decoded = decode(bytes, format == Format::Html);
    if decoded.text.trim().is_empty() {
        return alone(Err(Problem::Empty));
    }
    let reports = match format {
        Format::Text => alone(Ok(Input {
            path: path.to_owned(),
            text: decoded.text,
            diagnostics: decoded.diagnostics,
            ..Input::default()
        })),
        Format::Html => alone(html::read(path, &decoded.text, decoded.diagnostics)),
        Format::Json if !first_line_is_record(decoded.text.as_bytes()) || is_one_value(&decoded.text) => {
            json::read(path, &decoded.text, &decoded.diagnostics, options)
        }
        Format::Json | Format::JsonLines => {
            let mut lines = Lines::new(path, Box::new(Cursor::new(decoded.text.into_bytes())));
            std::iter::from_fn(|| lines.next(options)).collect()
        }
    };
    reports.into_iter().map(|report| report.map(|input| dated(input, options))).collect()
}

/// Gives a report the day that the user gave, if its file told none.
fn dated(mut input: Input, options: &Options) -> Input {
    if input.published.is_none() {
        input.published.clone_from(&options.published);
    }
    input
}

/// The first bytes of a file, at most so many.
fn up_to(file: &mut dyn Read, most: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    file.take(most).read_to_end(&mut bytes).map_err(|error| Problem::io(&error))?;
    Ok(bytes)
}

/// True for UTF-16, whose lines do not end with one byte.
fn is_wide(head: &[u8]) -> bool {
    let marked = encoding_rs::Encoding::for_bom(head).is_some_and(|(encoding, _)| encoding != encoding_rs::UTF_8);
    marked || decode::utf_16(head).is_some()
}

/// True if the first line is a whole object, and others follow.
fn first_line_is_record(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_start();
    let Some(end) = bytes.iter().position(|b| *b == b'\n') else { return false };
    let (line, rest) = bytes.split_at(end);
    line.starts_with(b"{")
        && !rest.trim_ascii().is_empty()
        && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
}

fn is_one_value(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// What a file is, for the list of what was passed over.
fn what(problem: &Problem) -> String {
    match problem {
        Problem::Binary(what) => format!("not text but {what}"),
        Problem::Unsupported(what) => format!("{what}, which is not read"),
        other => other.to_string(),
    }
}
