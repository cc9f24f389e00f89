//! `whosays read`: reports in, the record out.

use std::io::{self, Write};

use whosays::document::pipeline::ReaderError;
use whosays::{Input, Record};
use whosays_store::read::{ReadError, Reports, Skipped};
use whosays_store::write;

use super::Failure;
use crate::analyse::analyse;
use crate::brief::brief;
use crate::interrupt::Interrupt;
use crate::options::{Form, Options};
use crate::progress::Progress;
use crate::{SOME_UNREAD, output};

/// So many files that were passed over are named; of the rest only the number is told.
const NAMED: usize = 5;

/// Reads, analyses, writes, and tells what could not be read.
pub(super) fn read(options: &Options) -> Result<u8, Failure> {
    let interrupt = Interrupt::watch();
    let (inputs, errors, skipped) = inputs(options, &interrupt);
    let count = inputs.len();
    if count > 0 {
        let record = record(inputs, options, &interrupt).map_err(Failure::Reader)?;
        let failure = |error| {
            let path = options.output.as_ref().map_or("standard output".to_owned(), |path| path.display().to_string());
            Failure::Output(path, error)
        };
        let contents = |out: &mut dyn Write| contents(&record, options.form, out);
        output::write(options.output.as_deref(), &interrupt, &contents).map_err(failure)?;
    }
    if !options.quiet {
        tell_skipped(&skipped);
    }
    tell_errors(&errors, count);
    Ok(if errors.is_empty() && count > 0 { 0 } else { SOME_UNREAD })
}

/// Everything that can be read, everything that cannot, and what was passed over.
fn inputs(options: &Options, interrupt: &Interrupt) -> (Vec<Input>, Vec<ReadError>, Vec<Skipped>) {
    let (mut inputs, mut errors) = (Vec::new(), Vec::new());
    let mut reports = Reports::new(&options.paths, &options.reading);
    let progress = Progress::new("reading", "files", reports.files(), options.quiet);
    while let Some(report) = reports.next() {
        match report {
            Ok(input) => inputs.push(input),
            Err(error) => errors.push(error),
        }
        progress.done(reports.opened());
        progress.say(|| format!("reading, {} reports", inputs.len()));
        interrupt.doing(format!("after opening {} of {} files", reports.opened(), reports.files()));
    }
    progress.finish();
    (inputs, errors, reports.skipped().to_vec())
}

fn record(inputs: Vec<Input>, options: &Options, interrupt: &Interrupt) -> Result<Record, ReaderError> {
    let total = inputs.len();
    interrupt.doing(format!("while reading {total} reports"));
    let progress = Progress::new("analysing", "reports", total, options.quiet);
    let record = analyse(inputs, options.jobs, &|count| progress.done(count));
    progress.finish();
    interrupt.doing("while writing".to_owned());
    record
}

fn contents(record: &Record, form: Form, out: &mut dyn Write) -> io::Result<()> {
    match form {
        Form::Brief(look) => out.write_all(brief(record, &look).as_bytes()),
        Form::Json => write::json(record, out),
        Form::JsonLines => write::json_lines(record, out),
        Form::Csv(table) => write::csv(record, table, out),
    }
}

fn tell_skipped(skipped: &[Skipped]) {
    for Skipped { path, why } in skipped.iter().take(NAMED) {
        eprintln!("whosays: passed over {path}: it is {why}");
    }
    if skipped.len() > NAMED {
        eprintln!("whosays: passed over {} more files", skipped.len() - NAMED);
    }
}

fn tell_errors(errors: &[ReadError], read: usize) {
    match (errors.len(), read) {
        (0, 0) => eprintln!("whosays: no report was found; give files, or folders with text, HTML or JSON files"),
        (0, _) => {}
        (unread, read) => {
            eprintln!("whosays: {unread} of {} could not be read:", unread + read);
            for error in errors {
                eprintln!("  {error}");
            }
        }
    }
}
