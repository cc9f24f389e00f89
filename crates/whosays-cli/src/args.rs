//! The command line as it was typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use whosays_store::read::Field;
use whosays_store::write::Table;

const EXAMPLES: &str = "\
Examples:
  whosays read reports/                          the brief of all reports in a folder
  whosays read a.txt b.html c.jsonl              of single files, of any format
  curl -s https://… | whosays read -             of standard input
  whosays read reports/ --format json -o story.json
  whosays read reports/ --format csv --table tolls
  whosays explain withholds                      what a word of the brief means";

/// Who says what happened: reads news reports and keeps each statement with its speaker, each denial beside what it
/// denies, each toll beside who gave it.
#[derive(Parser, Debug)]
#[command(name = "whosays", version, arg_required_else_help = true, after_help = EXAMPLES, max_term_width = 100)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Read reports and print the record of who says what
    #[command(after_help = READ_EXAMPLES)]
    Read(Box<Read>),
    /// Explain a word of the brief or the record, a field, or a rule; without a word, list them all
    Explain {
        /// A label (withholds), a field (tolls.as_of), a kind of label (stance), or a rule (cue:accuse)
        term: Vec<String>,
    },
    /// Print the JSON Schema of the record
    Schema,
    /// Print the completions of a shell
    #[command(after_help = "Example:\n  whosays completions bash > ~/.local/share/bash-completion/completions/whosays")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the man page
    #[command(after_help = "Example:\n  whosays man > ~/.local/share/man/man1/whosays.1")]
    Man,
}

const READ_EXAMPLES: &str = "\
Examples:
  whosays read reports/
  whosays read reports/ --date 2020-10-11..2020-10-12
  whosays read dump.jsonl --field text=article --field date=crawled_on
  whosays read reports/ --format csv --table statements -o statements.csv
  whosays read report.txt --explain

Exit codes:
  0    all was read
  1    some file could not be read (it is named at the end, with the reason), or there was none
  2    wrong usage
  130  stopped by Ctrl-C; nothing is written then";

/// `whosays read`.
#[derive(clap::Args, Debug)]
pub struct Read {
    /// Files, folders (with all folders in them), or - for standard input: plain text, HTML, JSON, JSON Lines, ninjs
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What to print: the brief for people, the record as json, jsonl with an object a line, or one table as csv
    #[arg(short, long, value_enum, default_value_t = Format::Brief)]
    pub format: Format,
    /// The table that csv prints
    #[arg(short, long, value_parser = table, value_name = "TABLE", long_help = tables())]
    pub table: Option<Table>,
    /// Write to a file instead of the terminal; it is written whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Day of publication of reports that tell none: 2020-10-11, 2020-10, FROM..TO, FROM.. or ..TO
    #[arg(short, long, value_name = "DAY")]
    pub date: Option<String>,
    /// Field of JSON records that gives the text, title, date, outlet or url, such as text=body or text=fields.body
    #[arg(long, value_name = "NAME=FIELD")]
    pub field: Vec<Field>,
    /// Largest report in megabytes; what is larger is not read
    #[arg(long, value_name = "MB", default_value_t = 64)]
    pub max_size: usize,
    /// Colours: auto is with colours in a terminal unless NO_COLOR is set
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// Columns of the brief; default is the terminal's, at most 120, and 100 in a file or pipe
    #[arg(short, long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..))]
    pub width: Option<u16>,
    /// Threads; default is one for each processor. The output does not depend on it
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Show in the brief which rule found each fact, and explain the rules
    #[arg(long)]
    pub explain: bool,
    /// Cut no quotation and no list of the brief
    #[arg(long)]
    pub full: bool,
    /// No progress and no notes on standard error, only errors
    #[arg(short, long)]
    pub quiet: bool,
}

/// What `whosays read` prints.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// The record as a person reads it
    Brief,
    /// The record whosays/report/1, one object
    Json,
    /// Every object of the record on a line of its own
    Jsonl,
    /// One list of the record as a table
    Csv,
}

/// When to print colours.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Color {
    /// In a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

fn tables() -> String {
    format!("The table that csv prints: {}. Without it, statements", names())
}

fn names() -> String {
    Table::ALL.map(Table::name).join(", ")
}

fn table(name: &str) -> Result<Table, String> {
    Table::parse(name).ok_or_else(|| format!("it is one of {}", names()))
}
