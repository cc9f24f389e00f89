//! What stands across reports, measured apart from how well one report is read: annotated stories become the reports
//! that a perfect reader of single reports would hand over, and `whosays::corpus` reads those.
//!
//! A `.jsonl` file of plain texts (`id`, `text`, perhaps `date`) is read too, for reprints, stories and speed.
//!
//! `cargo xtask oracle STORY… --out FILE` writes the record for `score.py`; `--bare` takes away what single-report
//! stages most often miss (place, day, culprit and whole of tolls, sides of speakers, whom they accuse, what they answer); `--show` prints the record in words.

mod dump;
mod load;
mod show;
mod times;

use std::path::Path;

use whosays::corpus::{self, Tables};

/// Reads the annotated stories, all together, and writes the record.
///
/// # Errors
///
/// A story that cannot be read, or an output that cannot be written, in words.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let mut stories = Vec::new();
    let (mut out, mut bare, mut show) = (None, false, false);
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match arg.as_str() {
            "--out" => out = rest.next(),
            "--bare" => bare = true,
            "--show" => show = true,
            story => stories.push(story),
        }
    }
    let mut reports = Vec::new();
    for story in stories {
        let path = Path::new(story);
        let lines = path.extension().is_some_and(|e| e == "jsonl");
        reports.extend(if lines { load::lines(path)? } else { load::story(path, bare)? });
    }
    let tables = Tables::new(&whosays_data::ENGLISH, whosays_data::WORLD);
    let record = corpus::read(reports, &tables, &|report| times::resolve(report));
    if show {
        print!("{}", show::record(&record));
    }
    match out {
        Some(path) => std::fs::write(path, dump::record(&record).to_string()).map_err(|e| format!("{path}: {e}")),
        None => Ok(()),
    }
}
