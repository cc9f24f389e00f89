//! The one place where the command calls the analysis.

use whosays::document::pipeline::ReaderError;
use whosays::{Input, Reader, Record};

/// Reads all reports together.
///
/// `jobs` is the number of threads, `None` for one each processor; `progress` is told how many reports are done, from any
/// thread. The record does not depend on either.
///
/// # Errors
///
/// If the model or a table that ships with the program is damaged.
pub fn analyse(
    inputs: Vec<Input>,
    jobs: Option<usize>,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Record, ReaderError> {
    let reader = Reader::english()?;
    let read = || reader.read(inputs, progress);
    Ok(match rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).build() {
        Ok(pool) => pool.install(read),
        // Without threads of its own it runs in this one.
        Err(_) => read(),
    })
}
