//! Many reports read together: each by itself, then what stands across them.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::corpus::{Again, Tables};
use crate::document::gazetteer::Context;
use crate::document::pipeline::{Pipeline, ReaderError};
use crate::{Input, Record, Report, corpus};

/// Reads reports: everything that reading needs, made once.
///
/// It holds no state of what was read: the same inputs give the same record, in any order and on any number of threads.
/// Making one takes longer than reading a report; share it.
///
/// # Examples
///
/// ```
/// use whosays::{Input, Reader};
///
/// # fn main() -> Result<(), whosays::document::pipeline::ReaderError> {
/// let reader = Reader::english()?;
/// let text = "The army said on Monday that rebels had shelled a village. The rebels denied it.";
/// let report = reader.read_report(Input { text: text.to_owned(), ..Input::default() });
/// let speakers: Vec<&str> = report.statements.iter().map(|s| s.sources[0].name.as_str()).collect();
/// assert_eq!(speakers, ["army", "rebels"]);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Reader {
    pipeline: Pipeline,
    tables: Tables,
}

impl Reader {
    /// A reader of English.
    ///
    /// # Errors
    ///
    /// If the model or a table that ships with the program is damaged.
    pub fn english() -> Result<Self, ReaderError> {
        Self::new(&whosays_data::ENGLISH, whosays_data::MODEL)
    }

    /// A reader of a language with a model for it.
    ///
    /// # Errors
    ///
    /// If the bytes are no model, or damaged.
    pub fn new(language: &whosays_data::Language, model: &'static [u8]) -> Result<Self, ReaderError> {
        let tables = Tables::new(language, whosays_data::WORLD);
        Ok(Self { pipeline: Pipeline::new(language, model)?, tables })
    }

    /// Reads one report by itself.
    ///
    /// It never fails: what could not be read is told in [`Report::diagnostics`].
    pub fn read_report(&self, input: Input) -> Report {
        self.pipeline.read_report(input)
    }

    /// Reads reports together. `progress` is told how many are done, from any thread.
    ///
    /// The record does not depend on the number of threads or on the order of the inputs.
    pub fn read(&self, inputs: Vec<Input>, progress: &(dyn Fn(usize) + Sync)) -> Record {
        let done = AtomicUsize::new(0);
        let one = |input| {
            let report = self.read_report(input);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
            report
        };
        let reports = inputs.into_par_iter().map(one).collect();
        corpus::read(reports, &self.tables, self)
    }

    /// The stages that read one report, to look at them by themselves.
    pub fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }
}

impl Again for Reader {
    fn times(&self, report: &mut Report) {
        self.pipeline.times(report);
    }

    fn places(&self, report: &mut Report, story: &Context) {
        self.pipeline.places(report, story);
    }
}
