//! Formats in and out: the only crate that opens files and knows how a report or a record is written down.
//!
//! [`read`] turns files into [`whosays::Input`]s, one bad file never stopping the rest; [`mod@write`] turns a
//! [`whosays::Record`] into the record `whosays/report/1` and its tables.

pub mod read;
pub mod write;
