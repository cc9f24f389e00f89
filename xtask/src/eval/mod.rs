//! `cargo xtask eval`: how well the program reads, measured on every corpus that lies beside the repository.
//!
//! A task reads one or several corpora with a [`System`] and gives rows of `eval/scores.csv`. Corpora that are missing and
//! stages that the program does not have yet are skipped, loudly and with the reason. To add a task, write a file with a
//! function of type [`Run`] and add a line to [`TASKS`].

#[cfg(test)]
mod agreement;
mod attributions;
mod events;
mod factuality;
mod incidents;
mod names;
mod places;
mod reports;
pub mod run;
mod scores;
mod stories;
mod syntax;
mod times;
mod tolls;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::corpus::{CorpusError, Shared, Split};
pub use run::System;
pub use scores::{Change, Row, Table};

/// What a task works with.
pub struct Context<'a> {
    /// The corpora.
    pub shared: &'a Shared,
    /// The reader to measure.
    pub system: &'a System,
    /// The parts of corpora that may be read.
    pub splits: Vec<Split>,
}

/// Reads corpora and gives scores.
pub type Run = fn(&Context) -> Result<Vec<Row>, Skipped>;

/// Every task by name.
pub const TASKS: &[(&str, Run)] = &[
    ("syntax", syntax::run),
    ("names", names::run),
    ("attributions", attributions::run),
    ("reports", reports::run),
    ("times", times::run),
    ("places", places::run),
    ("tolls", tolls::run),
    ("incidents", incidents::run),
    ("events", events::run),
    ("factuality", factuality::run),
    ("stories", stories::run),
];

/// Why a task gave no scores.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Skipped(pub String);

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<CorpusError> for Skipped {
    fn from(error: CorpusError) -> Self {
        Self(format!("no corpus: {error}"))
    }
}

impl Context<'_> {
    /// True if a part may be read.
    pub fn reads(&self, split: Split) -> bool {
        self.splits.contains(&split)
    }
}

/// What the command line asks for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Options {
    names: Vec<String>,
    check: bool,
    dev: bool,
}

const USAGE: &str = "\
cargo xtask eval [NAME…] [--dev] [--check]

Reads every corpus beside the repository with the program and prints a table of scores.
NAME…    only these tasks
--dev    leave out the parts that are only for measuring, so that nobody tunes on them
--check  write nothing; fail if a number is worse than the committed one";

/// Runs the command. True if all went well.
pub fn main(args: &[String]) -> bool {
    let options = match parse(args) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}\n\n{USAGE}");
            return false;
        }
    };
    let shared = Shared::locate();
    if !shared.exists() {
        eprintln!("SKIPPED everything: there are no corpora at {}", shared.path("").display());
        return true;
    }
    let committed = Table::committed(&scores_file());
    let mut table = committed.clone();
    let mut skipped = Vec::new();
    for system in run::systems() {
        let splits =
            if options.dev { vec![Split::Train, Split::Dev] } else { vec![Split::Train, Split::Dev, Split::Test] };
        let context = Context { shared: &shared, system: &system, splits };
        skipped.extend(run_tasks(&context, &options.names, &mut table));
    }
    print!("{}", table.compared_with(&committed));
    for line in &skipped {
        println!("SKIPPED {line}");
    }
    finish(&table, &committed, options.check)
}

/// Runs the chosen tasks with one system and puts their rows into the table. Gives a line for each task that was skipped.
fn run_tasks(context: &Context, names: &[String], table: &mut Table) -> Vec<String> {
    let mut skipped = Vec::new();
    for (name, run) in TASKS.iter().filter(|(name, _)| names.is_empty() || names.iter().any(|n| n == name)) {
        let start = Instant::now();
        match run(context) {
            Ok(rows) => {
                eprintln!(
                    "{name} ({}): {} scores in {:.1} s",
                    context.system.model,
                    rows.len(),
                    start.elapsed().as_secs_f64()
                );
                let model = context.system.model;
                table.put_all(rows.into_iter().map(|row| Row { model: model.to_owned(), ..row }).collect());
            }
            Err(reason) => skipped.push(format!("{name} ({}): {reason}", context.system.model)),
        }
    }
    skipped
}

fn finish(table: &Table, committed: &Table, check: bool) -> bool {
    let worse = table.changes(committed).filter(|(_, change)| matches!(change, Change::Worse(_))).count();
    if check {
        println!("{worse} numbers are worse than the committed ones");
        return worse == 0;
    }
    if table == committed {
        return true;
    }
    match fs::write(scores_file(), table.to_csv()) {
        Ok(()) => true,
        Err(error) => {
            eprintln!("{}: {error}", scores_file().display());
            false
        }
    }
}

fn scores_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../eval/scores.csv")
}

fn parse(args: &[String]) -> Result<Options, String> {
    let mut options = Options::default();
    for arg in args {
        match arg.as_str() {
            "--check" => options.check = true,
            "--dev" => options.dev = true,
            name if TASKS.iter().any(|task| task.0 == name) => options.names.push(name.to_owned()),
            other => {
                let known: Vec<&str> = TASKS.iter().map(|task| task.0).collect();
                return Err(format!("unknown task or option `{other}`; tasks are {}", known.join(", ")));
            }
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_tasks_are_refused_with_the_list_of_the_known() {
        let args = ["names".to_owned(), "--dev".to_owned()];
        assert_eq!(parse(&args), Ok(Options { names: vec!["names".to_owned()], check: false, dev: true }));
        assert!(parse(&["nmaes".to_owned()]).is_err_and(|message| message.contains("attributions")));
    }

    #[test]
    fn a_reader_that_can_do_nothing_is_skipped_everywhere() {
        let shared = Shared::locate();
        if !shared.exists() {
            eprintln!("SKIPPED: no corpora beside the checkout");
            return;
        }
        let system = System::default();
        let mut table = Table::default();
        let context = Context { shared: &shared, system: &system, splits: vec![] };
        assert_eq!(run_tasks(&context, &[], &mut table).len(), TASKS.len());
        assert_eq!(table, Table::default());
    }
}
