//! What the flags of `whosays read` mean together.

use std::env;
use std::io::{IsTerminal, stdout};
use std::path::PathBuf;

use jiff::civil::Date;
use whosays::document::{Basis, Published};
use whosays_store::read::{self, parse_date};
use whosays_store::write::Table;

use crate::args::{Color, Format, Read};
use crate::page::Look;

/// Columns where there is no terminal to ask.
const PIPED: usize = 100;
/// Lines that are longer are hard to read, however wide the terminal is.
const WIDEST: usize = 120;

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Options {
    /// What to read.
    pub paths: Vec<PathBuf>,
    /// How to read it.
    pub reading: read::Options,
    /// What to write.
    pub form: Form,
    /// Where to write it; standard output if there is none.
    pub output: Option<PathBuf>,
    /// Threads; one for each processor if none are given.
    pub jobs: Option<usize>,
    /// Only errors on standard error.
    pub quiet: bool,
}

/// What to write.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// The brief.
    Brief(Look),
    /// The record.
    Json,
    /// Its objects, one a line.
    JsonLines,
    /// One of its lists.
    Csv(Table),
}

impl Options {
    /// What the flags mean.
    ///
    /// # Errors
    ///
    /// What is wrong about them and what to write instead.
    pub fn of(args: Read) -> Result<Self, String> {
        let published = args.date.as_deref().map(published).transpose()?;
        let form = form(&args)?;
        let max_bytes = args.max_size.saturating_mul(1 << 20);
        Ok(Self {
            paths: args.paths,
            reading: read::Options { fields: args.field, published, max_bytes },
            form,
            output: args.output,
            jobs: args.jobs.map(usize::from),
            quiet: args.quiet,
        })
    }
}

fn form(args: &Read) -> Result<Form, String> {
    if args.table.is_some() && args.format != Format::Csv {
        return Err("--table is for --format csv".to_owned());
    }
    let for_brief = [(args.explain, "--explain"), (args.full, "--full"), (args.width.is_some(), "--width")];
    if let Some((_, flag)) = for_brief.iter().find(|(given, _)| *given && args.format != Format::Brief) {
        return Err(format!("{flag} is for the brief; the other formats hold every rule and every word"));
    }
    Ok(match args.format {
        Format::Brief => Form::Brief(look(args)),
        Format::Json => Form::Json,
        Format::Jsonl => Form::JsonLines,
        Format::Csv => Form::Csv(args.table.unwrap_or(Table::Statements)),
    })
}

fn look(args: &Read) -> Look {
    let to_terminal = args.output.is_none() && stdout().is_terminal();
    let width = args.width.map_or_else(|| columns(to_terminal), usize::from);
    Look { width, color: color(args.color, to_terminal), explain: args.explain, full: args.full }
}

/// Columns of the terminal that is written to, within reason.
pub(crate) fn columns(to_terminal: bool) -> usize {
    let terminal = terminal_size::terminal_size().filter(|_| to_terminal);
    terminal.map_or(PIPED, |(terminal_size::Width(columns), _)| usize::from(columns).min(WIDEST))
}

/// Whether to write colours (<https://no-color.org>).
pub(crate) fn color(wish: Color, to_terminal: bool) -> bool {
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    match wish {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => to_terminal && !refused && !dumb,
    }
}

/// The days of `--date`: a day, a month, a year, or a range, one end of which may be open.
fn published(text: &str) -> Result<Published, String> {
    let fault = |why: &str| format!("--date {text} {why}; write 2020-10-11, 2020-10, FROM..TO, FROM.. or ..TO");
    let end = |text: &str| match text.trim() {
        "" => Ok(None),
        text => parse_date(text).map(Some).map_err(fault),
    };
    let (earliest, latest): (Option<Date>, Option<Date>) = match text.split_once("..") {
        Some((from, to)) => (end(from)?.map(|(first, _)| first), end(to)?.map(|(_, last)| last)),
        None => parse_date(text).map(|(first, last)| (Some(first), Some(last))).map_err(fault)?,
    };
    match (earliest, latest) {
        (None, None) => Err(fault("names no day")),
        (Some(from), Some(to)) if from > to => Err(fault("ends before it begins")),
        _ => Ok(Published { earliest, latest, basis: Basis::Given, why: Some(format!("--date {text}")) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days() {
        let of = |text: &str| published(text).map(|p| (p.earliest, p.latest));
        assert_eq!(of("2020-10-11"), Ok((Some(date(2020, 10, 11)), Some(date(2020, 10, 11)))));
        assert_eq!(of("2020-10"), Ok((Some(date(2020, 10, 1)), Some(date(2020, 10, 31)))));
        assert_eq!(of("2020-10-11..2020-10-12"), Ok((Some(date(2020, 10, 11)), Some(date(2020, 10, 12)))));
        assert_eq!(of("..2020-10-12"), Ok((None, Some(date(2020, 10, 12)))));
        assert_eq!(of("2020-10.."), Ok((Some(date(2020, 10, 1)), None)));
        for wrong in ["..", "", "yesterday", "10/11/2020", "2020-10-12..2020-10-11"] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }
}
