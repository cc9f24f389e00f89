//! Why a report could not be read.

use std::io;

/// One report that could not be read: where, what is wrong with it, and what to do.
///
/// ```
/// use whosays_store::read::{Options, from_bytes};
/// let error = from_bytes("notes.txt", b"  \n", &Options::default()).pop().and_then(Result::err);
/// let told = error.map(|error| error.to_string());
/// assert_eq!(told.as_deref(), Some("notes.txt: there is no text in it; leave it out, or look whether it was saved whole"));
/// ```
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{path}{}: {problem}; {}", place.as_deref().map(|p| format!(": {p}")).unwrap_or_default(), problem.advice())]
pub struct ReadError {
    /// The file, `-` for standard input.
    pub path: String,
    /// Where in the file: `line 7`, `record 3`.
    pub place: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with an input.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// There is no such file.
    #[error("there is no such file or folder")]
    NotFound,
    /// The system refuses.
    #[error("it could not be opened or read ({0})")]
    Io(String),
    /// A folder without a file to read.
    #[error("there is no file in this folder")]
    EmptyFolder,
    /// No text at all, or only blanks.
    #[error("there is no text in it")]
    Empty,
    /// Not text.
    #[error("it is not text but {0}")]
    Binary(&'static str),
    /// Text in a format that is not read.
    #[error("it is {0}, which is not read")]
    Unsupported(&'static str),
    /// Larger than the limit; both in bytes.
    #[error("it is larger than {}", megabytes(*limit))]
    TooLarge {
        /// The limit of [`super::Options::max_bytes`].
        limit: usize,
    },
    /// Broken JSON.
    #[error("it is not JSON: {0}")]
    NotJson(String),
    /// A JSON value that is no record: a number, a list of words.
    #[error("it is {0}, not a record with a text")]
    NotARecord(&'static str),
    /// A record without a field that can be its text.
    #[error("no field of the record is its text (it has {0})")]
    NoText(String),
    /// A field that was named and is not there, or is not text.
    #[error("the field {0}, named for the text, is missing or is not text")]
    FieldMissing(String),
    /// A page without a text to speak of.
    #[error("no text was found in the page")]
    NoMainText,
}

impl Problem {
    /// What the user can do, as the rest of a sentence.
    pub fn advice(&self) -> String {
        let advice = match self {
            Self::NotFound => "look at how it is spelled",
            Self::Io(_) => "look at its permissions and at the disk",
            Self::EmptyFolder => "give the folder that holds the reports",
            Self::Empty => "leave it out, or look whether it was saved whole",
            Self::Binary(_) => "save its text as a text file first",
            Self::Unsupported(_) => "convert it to JSON Lines with a field `text`, or to text files",
            Self::TooLarge { .. } => "split it, write one record a line as JSON Lines, or raise --max-size",
            Self::NotJson(_) => "repair it, or give it the ending .txt if it is plain text",
            Self::NotARecord(_) => "write each report as an object with a field `text`",
            Self::NoText(_) => "name the field: --field text=NAME",
            Self::FieldMissing(_) => "look at the names of its fields",
            Self::NoMainText => "save the article's text as a text file",
        };
        advice.to_owned()
    }

    /// The problem behind an error of the system.
    pub(super) fn io(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::NotFound { Self::NotFound } else { Self::Io(error.to_string()) }
    }
}

impl ReadError {
    pub(super) fn new(path: &str, problem: Problem) -> Self {
        Self { path: path.to_owned(), place: None, problem }
    }
}

/// A size for people: 64 MB, 500 bytes.
fn megabytes(bytes: usize) -> String {
    if bytes >= 1 << 20 { format!("{} MB", bytes >> 20) } else { format!("{bytes} bytes") }
}
