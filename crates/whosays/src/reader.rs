//! Many reports read together: each by itself, then what stands across them.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::{Input, Reader, Record, corpus};

impl Reader {
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
        corpus::read(reports, &self.comparing, self)
    }
}
