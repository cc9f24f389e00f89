//! What is news and what is background.

use super::Passage;

/// A passage that tells history and not the news.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Background {
    /// The passage.
    pub passage: Passage,
    /// The reason in words.
    pub why: String,
    /// The rule that found it.
    pub rule: &'static str,
}
