//! Place names with coordinates: LGL (Lieberman et al. 2010), TR-News (Kamalloo and Rafiei 2018), GeoVirus (Gritta et al.
//! 2018).
//!
//! Format: one JSON object an article with `text`, `title`, `date` and `toponyms`: `start` and `end` in code points of the
//! text, half-open, `lat` and `lon` as text, missing where the annotators could not place a name. GeoVirus has no dates and
//! leaves out countries and continents.

use jiff::civil::Date;
use serde::Deserialize;
use whosays::score::toponym::Toponym;

use super::{Offsets, Result, Shared, Split};

/// The three corpora.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Corpus {
    /// Local-Global Lexicon: articles of small American papers.
    Lgl,
    /// World news.
    TrNews,
    /// Wikinews on epidemics; may be learned from.
    GeoVirus,
}

impl Corpus {
    /// Its name in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lgl => "LGL",
            Self::TrNews => "TR-News",
            Self::GeoVirus => "GeoVirus",
        }
    }

    /// LGL and TR-News are only measured.
    pub const fn split(self) -> Split {
        match self {
            Self::Lgl | Self::TrNews => Split::Test,
            Self::GeoVirus => Split::Dev,
        }
    }
}

/// One article.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    /// Its id in the corpus.
    pub id: String,
    /// The text; the title is not part of it.
    pub text: String,
    /// Day of publication.
    pub date: Option<Date>,
    /// Its place names, in bytes of the text.
    pub toponyms: Vec<Toponym>,
}

#[derive(Deserialize)]
struct RawDocument {
    doc: String,
    text: String,
    date: Option<String>,
    toponyms: Vec<RawToponym>,
}

#[derive(Deserialize)]
struct RawToponym {
    start: usize,
    end: usize,
    lat: Option<String>,
    lon: Option<String>,
}

/// All articles of a corpus, in the order of the file.
///
/// # Errors
///
/// If the file is missing or damaged.
pub fn documents(shared: &Shared, corpus: Corpus) -> Result<Vec<Document>> {
    let name = match corpus {
        Corpus::Lgl => "lgl",
        Corpus::TrNews => "trnews",
        Corpus::GeoVirus => "geovirus",
    };
    let raw: Vec<RawDocument> = shared.records(&format!("corpora/geoparsing/{name}.jsonl.gz"))?;
    Ok(raw.into_iter().map(document).collect())
}

fn document(raw: RawDocument) -> Document {
    let offsets = Offsets::new(&raw.text);
    let degrees = |text: &Option<String>| text.as_deref().and_then(|text| text.trim().parse::<f64>().ok());
    let toponym = |raw: &RawToponym| Toponym {
        span: offsets.span(raw.start, raw.end),
        at: degrees(&raw.lat).zip(degrees(&raw.lon)),
    };
    let mut toponyms: Vec<Toponym> = raw.toponyms.iter().map(toponym).collect();
    toponyms.sort_by_key(|toponym| toponym.span);
    let date = raw.date.as_deref().and_then(|date| date.get(..10)).and_then(|day| day.parse().ok());
    Document { id: raw.doc, date, toponyms, text: raw.text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_was_not_placed_has_no_coordinates() {
        let raw = r#"{"doc": "1", "text": "“Khulna” and Mongla", "date": "2018-07-09 10:00:00-04", "toponyms": [
            {"start": 13, "end": 19}, {"start": 1, "end": 7, "lat": "22.8", "lon": "89.5"}]}"#;
        let document = document(serde_json::from_str(raw).unwrap());
        assert_eq!(document.toponyms[0].span.of(&document.text), "Khulna");
        assert_eq!((document.toponyms[0].at, document.toponyms[1].at), (Some((22.8, 89.5)), None));
        assert_eq!(document.date.map(|date| date.to_string()).as_deref(), Some("2018-07-09"));
    }
}
