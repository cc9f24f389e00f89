//! `whosays` reads news reports and keeps the record of who says what happened.
//!
//! Text in, record out. Nothing here opens a file, asks the clock or the network, or keeps global state.

mod diagnostic;
mod label;
mod lexicon;
mod reader;
mod span;

pub mod corpus;
pub mod document;
pub mod glossary;
pub mod model;
pub mod score;

pub use corpus::Record;
pub use diagnostic::Diagnostic;
pub use document::{Input, Report};
pub use lexicon::{Lexicon, Row};
pub use reader::Reader;
pub use span::Span;
