//! The corpora that people annotated, as they lie beside the repository: one loader a corpus, its format described where
//! it is read.
//!
//! Loaders read the archives as they are, nothing is unpacked on disk, and give documents in an order that depends on
//! their names only. Training and measuring use the same loaders, and so the same splits. Texts and annotations stay out
//! of the repository.

pub mod cameo;
pub mod case2021;
pub mod ecbplus;
pub mod factuality;
pub mod fakes;
pub mod geoparsing;
pub mod giveme5w1h;
pub mod gold;
pub mod muc4;
pub mod plover;
pub mod polnear;
pub mod re3d;
pub mod times;
pub mod ud;
pub mod wikigold;
pub mod worldwide;

use std::fmt;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use serde::de::DeserializeOwned;
use whosays::Span;
use whosays::document::NameKind;

/// The folder of corpora and annotated reports.
#[derive(Clone, Debug)]
pub struct Shared {
    root: PathBuf,
}

/// Which part of a corpus a document belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Split {
    /// To learn from.
    Train,
    /// To look at while learning.
    Dev,
    /// To measure with: never learned from, never read for errors.
    Test,
}

impl Split {
    /// The name as it stands in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Dev => "dev",
            Self::Test => "test",
        }
    }
}

/// A corpus that could not be read: which file, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CorpusError {
    /// Below the shared folder.
    pub path: String,
    /// In words.
    pub reason: String,
}

impl fmt::Display for CorpusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.reason)
    }
}

impl std::error::Error for CorpusError {}

/// What a loader gives.
pub type Result<T> = std::result::Result<T, CorpusError>;

impl Shared {
    /// The folder beside the checkout, or the one that the environment variable `WHOSAYS_SHARED` names.
    pub fn locate() -> Self {
        let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
        Self { root: std::env::var_os("WHOSAYS_SHARED").map_or_else(beside, PathBuf::from) }
    }

    /// A folder of that layout anywhere.
    #[cfg(test)]
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// True if there is anything to measure with.
    pub fn exists(&self) -> bool {
        self.root.is_dir()
    }

    /// The path of a file or folder below it.
    pub fn path(&self, below: &str) -> PathBuf {
        self.root.join(below)
    }

    /// The bytes of a file, unpacked if its name ends in `.gz`.
    ///
    /// # Errors
    ///
    /// If the file is missing or damaged.
    pub fn bytes(&self, below: &str) -> Result<Vec<u8>> {
        let raw = fs::read(self.path(below)).map_err(|error| Self::error(below, error))?;
        if !below.ends_with(".gz") {
            return Ok(raw);
        }
        let mut unpacked = Vec::new();
        MultiGzDecoder::new(raw.as_slice()).read_to_end(&mut unpacked).map_err(|error| Self::error(below, error))?;
        Ok(unpacked)
    }

    /// A text file, unpacked if its name ends in `.gz`; bytes that are not UTF-8 become replacement characters.
    ///
    /// # Errors
    ///
    /// If the file is missing or damaged.
    pub fn text(&self, below: &str) -> Result<String> {
        Ok(String::from_utf8_lossy(&self.bytes(below)?).into_owned())
    }

    /// The records of a file with one JSON object a line.
    ///
    /// # Errors
    ///
    /// If the file is missing, damaged, or a line is no such record.
    pub fn records<T: DeserializeOwned>(&self, below: &str) -> Result<Vec<T>> {
        let text = self.text(below)?;
        parse_records(&text).map_err(|error| Self::error(below, error))
    }

    /// The text files of a `.tar.gz` that `wanted` accepts, by name.
    ///
    /// # Errors
    ///
    /// If the archive is missing or damaged.
    pub fn archive(&self, below: &str, wanted: impl Fn(&str) -> bool) -> Result<Vec<(String, String)>> {
        let bytes = self.bytes(below)?;
        let mut archive = tar::Archive::new(bytes.as_slice());
        let mut files = Vec::new();
        let entries = archive.entries().map_err(|error| Self::error(below, error))?;
        for entry in entries {
            let mut entry = entry.map_err(|error| Self::error(below, error))?;
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            if entry.header().entry_type().is_file() && wanted(&name) {
                let mut content = Vec::new();
                entry.read_to_end(&mut content).map_err(|error| Self::error(below, error))?;
                files.push((name, String::from_utf8_lossy(&content).into_owned()));
            }
        }
        files.sort();
        Ok(files)
    }

    pub(crate) fn error(below: &str, reason: impl fmt::Display) -> CorpusError {
        CorpusError { path: below.to_owned(), reason: reason.to_string() }
    }
}

/// The records of a text with one JSON object a line.
fn parse_records<T: DeserializeOwned>(text: &str) -> serde_json::Result<Vec<T>> {
    text.lines().filter(|line| !line.trim().is_empty()).map(serde_json::from_str).collect()
}

/// Turns offsets in code points, as most corpora count, into bytes.
pub struct Offsets {
    starts: Vec<usize>,
    end: usize,
}

impl Offsets {
    /// For one text.
    pub fn new(text: &str) -> Self {
        Self { starts: text.char_indices().map(|(byte, _)| byte).collect(), end: text.len() }
    }

    /// The byte span of a range of code points; ends beyond the text are cut.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let byte = |point: usize| self.starts.get(point).copied().unwrap_or(self.end);
        Span::new(byte(start), byte(end))
    }
}

/// A sentence of tokens with names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NamedSentence {
    /// The tokens.
    pub tokens: Vec<String>,
    /// Ranges of tokens and what they name, in the corpus' own labels.
    pub names: Vec<(Span, String)>,
}

/// Reads lines of a token and a tag (`B-Person`, `I-Person`, `O`); an empty line ends a sentence.
///
/// A name starts at `B-`, at `I-` after another label, and at `S-`; corpora that use `I-` alone join names that adjoin.
fn tagged_sentences(text: &str, separator: char) -> Vec<NamedSentence> {
    let mut sentences = vec![NamedSentence::default()];
    let mut open = false;
    for line in text.lines() {
        let line = line.trim_end_matches(['\r', '\n']);
        let Some((token, tag)) = line.rsplit_once(separator).filter(|(token, _)| !token.is_empty()) else {
            sentences.push(NamedSentence::default());
            open = false;
            continue;
        };
        let Some(sentence) = sentences.last_mut() else { continue };
        let at = sentence.tokens.len();
        sentence.tokens.push(token.to_owned());
        open = match tag.split_once('-') {
            Some(("I" | "E", label)) if open && sentence.names.last().is_some_and(|name| name.1 == label) => {
                sentence.names.last_mut().into_iter().for_each(|name| name.0.end = at + 1);
                true
            }
            Some((_, label)) => {
                sentence.names.push((Span::new(at, at + 1), label.to_owned()));
                true
            }
            None => false,
        };
    }
    sentences.retain(|sentence| !sentence.tokens.is_empty());
    sentences
}

/// The names of the kinds that all corpora agree on: persons, organisations, places.
pub fn main_names(names: &[(Span, String)], kind: fn(&str) -> Option<NameKind>) -> Vec<(Span, NameKind)> {
    names.iter().filter_map(|(span, label)| Some((*span, kind(label)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tagged_lines_become_sentences_with_names() {
        let text =
            "Dipak\tB-Person\nBarua\tI-Person\nmet\tO\nIqbal\tB-Person\n\n\nKhulna\tI-Location\nport\tI-Facility\n";
        let sentences = tagged_sentences(text, '\t');
        let names = |i: usize| sentences[i].names.iter().map(|(s, l)| (s.start, s.end, l.as_str())).collect::<Vec<_>>();
        assert_eq!(sentences.len(), 2);
        assert_eq!(names(0), [(0, 2, "Person"), (3, 4, "Person")]);
        assert_eq!(names(1), [(0, 1, "Location"), (1, 2, "Facility")]);
    }

    #[test]
    fn offsets_in_code_points_become_bytes() {
        let text = "“No” – he";
        let offsets = Offsets::new(text);
        assert_eq!(offsets.span(1, 3).of(text), "No");
        assert_eq!(offsets.span(7, 900).of(text), "he");
    }

    #[test]
    fn a_missing_corpus_is_an_error_that_names_the_file() {
        let error = Shared::at(Path::new("/nowhere")).text("ud/x.conllu.gz").unwrap_err();
        assert_eq!(error.path, "ud/x.conllu.gz");
    }

    #[test]
    fn every_corpus_at_hand_is_as_large_as_it_should_be() -> Result<()> {
        let shared = Shared::locate();
        if !shared.path("corpora").is_dir() {
            eprintln!("SKIPPED: the corpora are not beside the checkout");
            return Ok(());
        }
        let polnear = |split| -> Result<(usize, usize)> {
            let documents = polnear::documents(&shared, split)?;
            Ok((documents.len(), documents.iter().map(|d| d.attributions.len()).sum()))
        };
        assert_eq!((polnear(Split::Train)?, polnear(Split::Dev)?), ((840, 19_868), (84, 2_193)));
        let ud = |treebank, split| -> Result<usize> {
            Ok(ud::documents(&shared, treebank, split)?.iter().map(|d| d.sentences.len()).sum())
        };
        assert_eq!(ud(ud::Treebank::Ewt, Split::Test)?, 2_077);
        assert_eq!(ud(ud::Treebank::Gum, Split::Dev)?, 1_575);
        let places = |corpus| Ok(geoparsing::documents(&shared, corpus)?.len());
        let places: Result<Vec<usize>> =
            [geoparsing::Corpus::Lgl, geoparsing::Corpus::TrNews, geoparsing::Corpus::GeoVirus]
                .map(places)
                .into_iter()
                .collect();
        assert_eq!(places?, [588, 118, 229]);
        assert_eq!((fakes::documents(&shared)?.len(), muc4::messages(&shared)?.len()), (405, 1_600));
        assert_eq!((re3d::documents(&shared)?.len(), plover::records(&shared)?.len()), (98, 322));
        let cameo = cameo::sentences(&shared, Split::Train)?.len() + cameo::sentences(&shared, Split::Test)?.len();
        assert_eq!((cameo, case2021::snippets(&shared)?.len()), (1_800, 1_019));
        let uw = factuality::sentences(&shared, factuality::Set::Uw, Split::Test)?.len();
        assert_eq!((uw, wikigold::sentences(&shared)?.len()), (265, 1_696));
        assert_eq!((giveme5w1h::articles(&shared)?.len(), giveme5w1h::clusters(&shared)?.len()), (96, 383));
        let ecb: Result<usize> = [Split::Train, Split::Dev, Split::Test]
            .map(|split| Ok(ecbplus::documents(&shared, split)?.len()))
            .into_iter()
            .sum();
        assert_eq!(ecb?, 976);
        let times = |corpus| -> Result<(usize, usize)> {
            let documents = times::documents(&shared, corpus)?;
            Ok((documents.len(), documents.iter().map(|d| d.times.len()).sum()))
        };
        assert_eq!(times(times::Corpus::TempEvalPlatinum)?, (20, 138));
        assert_eq!(times(times::Corpus::TempEvalTrain)?.0, 256);
        assert_eq!(times(times::Corpus::WikiWars)?.0, 16);
        Ok(())
    }
}
