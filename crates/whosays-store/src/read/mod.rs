//! Reports from files, folders and standard input.
//!
//! The text of a report is stored as it is: nothing is trimmed, joined or corrected, because every span of the record
//! counts in it. Two things are not part of a text and are left out: a byte order mark, and the markup of a page.

mod date;
mod decode;
mod error;
mod fields;
mod html;
mod json;
mod lines;
mod markup;
mod ninjs;
mod options;
mod reports;
mod sniff;
mod walk;

pub use date::parse as parse_date;
pub use error::{Problem, ReadError};
pub use options::{Field, Options, Part};
pub use reports::{Reports, from_bytes};
pub use walk::Skipped;
