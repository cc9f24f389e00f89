//! What the user says about the files.

use std::str::FromStr;

use whosays::document::Published;

/// How files are read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// Fields of JSON records that were named by the user; they go before all guesses.
    pub fields: Vec<Field>,
    /// Publication of reports for which the file itself tells no day.
    pub published: Option<Published>,
    /// Largest report, in bytes of the file; of JSON Lines, the largest line.
    pub max_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { fields: Vec::new(), published: None, max_bytes: 64 << 20 }
    }
}

/// A part of a report that a field of a record can give.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// The text.
    Text,
    /// The title.
    Title,
    /// The day of publication.
    Date,
    /// Who published it.
    Outlet,
    /// Its address.
    Url,
}

impl Part {
    /// Every part, with the name by which `--field` calls it.
    pub const ALL: [(&'static str, Self); 5] = [
        ("text", Self::Text),
        ("title", Self::Title),
        ("date", Self::Date),
        ("outlet", Self::Outlet),
        ("url", Self::Url),
    ];
}

/// A part of a report and the field of a record that gives it: `text=body`, or `text=fields.body` where records nest.
///
/// ```
/// use whosays_store::read::{Field, Part};
/// let field: Field = "text=fields.body".parse()?;
/// assert_eq!((field.part, field.path.as_str()), (Part::Text, "fields.body"));
/// assert!("colour=red".parse::<Field>().is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// What it gives.
    pub part: Part,
    /// Its name in the record; names of nested objects are separated by full stops.
    pub path: String,
}

impl FromStr for Field {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let names = || Part::ALL.map(|(name, _)| name).join(", ");
        let Some((name, path)) = text.split_once('=') else {
            return Err(format!("write NAME=FIELD, such as text=body; NAME is one of {}", names()));
        };
        let part = Part::ALL.into_iter().find(|(known, _)| *known == name.trim());
        match part {
            Some((_, part)) if !path.trim().is_empty() => Ok(Self { part, path: path.trim().to_owned() }),
            Some(_) => Err("the name of the field is missing after `=`".to_owned()),
            None => Err(format!("`{name}` is not one of {}", names())),
        }
    }
}
