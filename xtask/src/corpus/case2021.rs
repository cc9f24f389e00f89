//! CASE 2021 task 2: snippets of news with one of 30 types of events, near those of ACLED.
//!
//! Format: tab-separated with a header: `id`, `EventSnippet`, `SubType`. No licence is stated; only measured.

use super::{Result, Shared};

/// One snippet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snippet {
    /// Its number.
    pub id: String,
    /// One to three sentences.
    pub text: String,
    /// Its type, such as `ARMED_CLASH`.
    pub kind: String,
}

/// All snippets, in the order of the file.
///
/// # Errors
///
/// If the file is missing.
pub fn snippets(shared: &Shared) -> Result<Vec<Snippet>> {
    let text = shared.text("corpora/case2021/task2.tsv")?;
    let rows = text.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    Ok(rows.filter_map(|row| snippet(&row)).collect())
}

fn snippet(row: &[&str]) -> Option<Snippet> {
    let [id, text, kind] = row else { return None };
    Some(Snippet { id: (*id).to_owned(), text: (*text).to_owned(), kind: kind.trim().to_owned() })
}
