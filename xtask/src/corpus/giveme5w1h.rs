//! Giveme5W1H (Hamborg et al. 2019): who, what, when, where in news, and news clusters on one event.
//!
//! Format: one JSON object an article. `gold_5w1h_96`: `gold.{who,what,when,where}` lists phrases with the number of
//! coders who chose them. `news_cluster_383`: `eventid` groups articles on one event. The texts belong to others; only
//! measured.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::{Result, Shared};

/// One article with the phrases that coders chose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Article {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The text.
    pub text: String,
    /// Day of publication, `YYYY-MM-DD`.
    pub date: String,
    /// Phrases by question (`who`, `what`, `when`, `where`).
    pub answers: BTreeMap<String, Vec<String>>,
}

/// One article of a cluster.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clustered {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The text.
    pub text: String,
    /// Day of publication, `YYYY-MM-DD`.
    pub date: String,
    /// Articles with the same number tell of the same event.
    pub event: u64,
}

#[derive(Deserialize)]
struct RawArticle {
    id: String,
    #[serde(default)]
    title: String,
    text: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    gold: BTreeMap<String, Vec<Value>>,
    #[serde(default, rename = "eventid")]
    event: u64,
}

/// The articles with answers.
///
/// # Errors
///
/// If the file is missing or damaged.
pub fn articles(shared: &Shared) -> Result<Vec<Article>> {
    let raw: Vec<RawArticle> = shared.records("corpora/giveme5w1h/gold_5w1h_96.jsonl.gz")?;
    let phrases = |values: Vec<Value>| -> Vec<String> {
        values.iter().filter_map(|value| value["text"].as_str()).map(str::to_owned).collect()
    };
    let article = |raw: RawArticle| Article {
        id: raw.id,
        title: raw.title,
        text: raw.text,
        date: day(&raw.date),
        answers: raw.gold.into_iter().map(|(question, values)| (question, phrases(values))).collect(),
    };
    Ok(raw.into_iter().map(article).collect())
}

/// The articles in clusters.
///
/// # Errors
///
/// If the file is missing or damaged.
pub fn clusters(shared: &Shared) -> Result<Vec<Clustered>> {
    let raw: Vec<RawArticle> = shared.records("corpora/giveme5w1h/news_cluster_383.jsonl.gz")?;
    let one = |raw: RawArticle| Clustered {
        id: raw.id,
        title: raw.title,
        text: raw.text,
        date: day(&raw.date),
        event: raw.event,
    };
    Ok(raw.into_iter().map(one).collect())
}

fn day(date: &str) -> String {
    date.get(..10).unwrap_or("").to_owned()
}
