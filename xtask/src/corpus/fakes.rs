//! FA-KES (Abu Salem et al. 2019): reports on the Syrian war with coded numbers of the killed.
//!
//! Format: one JSON object a report with `article_title`, `article_content`, `date` (`M/D/YY`), and the coders' figures
//! `nb_civilians`, `nb_noncivilians`, `nb_children`, `nb_women` (the last two are mostly part of the civilians). Commas and
//! apostrophes are lost in the texts, and the title and date are often repeated at their head.

use jiff::civil::Date;
use serde::Deserialize;

use super::{Result, Shared, Split};

/// One report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// Its id.
    pub id: u64,
    /// The outlet, in lower case.
    pub outlet: String,
    /// The text.
    pub text: String,
    /// Day of publication.
    pub date: Option<Date>,
    /// Killed civilians.
    pub civilians: u64,
    /// Killed fighters and soldiers.
    pub others: u64,
}

impl Document {
    /// Every third report is held out to measure with.
    pub const fn split(&self) -> Split {
        if self.id.is_multiple_of(3) { Split::Test } else { Split::Dev }
    }
}

#[derive(Deserialize)]
struct RawDocument {
    unit_id: u64,
    article_content: String,
    source: String,
    date: String,
    nb_civilians: u64,
    nb_noncivilians: u64,
}

/// The coded reports, by id.
///
/// # Errors
///
/// If the file is missing or damaged.
pub fn documents(shared: &Shared) -> Result<Vec<Document>> {
    let raw: Vec<RawDocument> = shared.records("corpora/fakes/coded.jsonl.gz")?;
    let mut documents: Vec<Document> = raw.into_iter().map(document).collect();
    documents.sort_by_key(|document| document.id);
    Ok(documents)
}

fn document(raw: RawDocument) -> Document {
    Document {
        id: raw.unit_id,
        outlet: raw.source,
        text: raw.article_content,
        date: day(&raw.date),
        civilians: raw.nb_civilians,
        others: raw.nb_noncivilians,
    }
}

/// `7/10/16` is 10 July 2016.
fn day(date: &str) -> Option<Date> {
    let mut parts = date.split('/');
    let (month, day, year) =
        (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse::<i16>().ok()?);
    Date::new(if year < 100 { 2000 + year } else { year }, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_american() {
        assert_eq!(day("7/10/16").map(|day| day.to_string()).as_deref(), Some("2016-07-10"));
        assert_eq!(day("soon"), None);
    }
}
