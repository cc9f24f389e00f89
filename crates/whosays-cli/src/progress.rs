//! Progress on standard error, only in a terminal and only if the work takes long.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that is done sooner shows no progress.
const LONG: Duration = Duration::from_millis(800);

/// A bar that appears when the work turns out to be long.
pub(crate) struct Progress {
    bar: ProgressBar,
    since: Instant,
    quiet: bool,
}

impl Progress {
    /// Progress on `total` things, called by their plural.
    pub(crate) fn new(doing: &'static str, what: &'static str, total: usize, quiet: bool) -> Self {
        let bar = ProgressBar::with_draw_target(u64::try_from(total).ok(), ProgressDrawTarget::hidden());
        let template = format!("{{msg}} {{bar:30}} {{pos}}/{{len}} {what}, {{eta}} left");
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style.progress_chars("━╸ "));
        }
        bar.set_message(doing);
        Self { bar, since: Instant::now(), quiet }
    }

    /// So many are done.
    pub(crate) fn done(&self, count: usize) {
        if !self.quiet && self.bar.is_hidden() && self.since.elapsed() > LONG {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_position(u64::try_from(count).unwrap_or(u64::MAX));
    }

    /// What is going on, if somebody can see it.
    pub(crate) fn say(&self, doing: impl FnOnce() -> String) {
        if !self.bar.is_hidden() {
            self.bar.set_message(doing());
        }
    }

    /// The work is over; the bar goes.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
