//! Quotes of an annotation, found again in the text they were copied from; and names compared.

use super::coverage::CodePoints;
use crate::Span;

/// How far, in code points, the two ends of an abridged quote may lie apart.
const ABRIDGED: usize = 1500;
/// Words that tell no two speakers apart.
const FILLER: [&str; 9] = ["the", "a", "an", "of", "s", "for", "and", "news", "agency"];

/// A text in which quotes are looked up.
pub(crate) struct QuotedText<'t> {
    text: &'t str,
    points: CodePoints,
}

impl<'t> QuotedText<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, points: CodePoints::new(text) }
    }

    /// Every place of a quote, in code points. `a b ... y z` stands for the shortest stretch between its ends, unless
    /// the text has these very dots.
    pub(crate) fn find_all(&self, quote: &str) -> Vec<(usize, usize)> {
        match quote.split_once(" ... ") {
            _ if quote.is_empty() => Vec::new(),
            Some((head, tail)) if !self.text.contains(quote) => self.find_abridged(head, tail),
            _ => self.text.match_indices(quote).map(|(at, _)| self.range(at, at + quote.len())).collect(),
        }
    }

    fn find_abridged(&self, head: &str, tail: &str) -> Vec<(usize, usize)> {
        let places = self.text.match_indices(head).filter_map(|(at, _)| {
            let after = at + head.len();
            let found = after + self.text.get(after..)?.find(tail)?;
            let (start, tail_start) = self.range(at, found);
            (tail_start - start < ABRIDGED).then(|| self.range(at, found + tail.len()))
        });
        places.collect()
    }

    /// The place of each piece of a quote: of several the one that starts nearest to `near`, or the first.
    pub(crate) fn spans_of(&self, pieces: &[String], near: Option<usize>) -> Vec<(usize, usize)> {
        let nearest = |places: Vec<(usize, usize)>| {
            places.into_iter().min_by_key(|place| near.map_or(0, |near| place.0.abs_diff(near)))
        };
        pieces.iter().filter_map(|piece| nearest(self.find_all(piece))).collect()
    }

    /// Where the sentence that opens with these words starts.
    pub(crate) fn sentence_at(&self, opening: Option<&str>) -> Option<usize> {
        self.find_all(opening?).first().map(|place| place.0)
    }

    fn range(&self, start: usize, end: usize) -> (usize, usize) {
        self.points.range(Span::new(start, end))
    }
}

/// True if two names can be those of one speaker: the words of one contain those of the other, or they share two.
/// `unnamed` and no name are the same.
///
/// ```
/// use whosays::score::same_name;
/// assert!(same_name(Some("the Interior Ministry"), Some("Interior Ministry")));
/// assert!(!same_name(Some("Interior Ministry"), Some("Health Ministry")));
/// ```
pub fn same_name(a: Option<&str>, b: Option<&str>) -> bool {
    let (a, b) = (a.unwrap_or(""), b.unwrap_or(""));
    let unnamed = |name: &str| name.to_lowercase() == "unnamed";
    if unnamed(a) && b.is_empty() || unnamed(b) && a.is_empty() {
        return true;
    }
    let (a, b) = (words(a), words(b));
    let common = a.iter().filter(|word| b.contains(word)).count();
    !a.is_empty() && !b.is_empty() && (common == a.len() || common == b.len() || common >= 2)
}

/// The words of a name, lower case, each once, without filler.
fn words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let mut words: Vec<_> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty() && !FILLER.contains(word))
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Two were hurt, the mayor said. “Two were hurt,” the hospital said, “and one died.”";

    fn own(pieces: &[&str]) -> Vec<String> {
        pieces.iter().map(|&piece| piece.to_owned()).collect()
    }

    #[test]
    fn of_several_places_the_nearest_to_the_sentence_is_taken() {
        let text = QuotedText::new(TEXT);
        assert_eq!(text.spans_of(&own(&["Two were hurt"]), None), [(0, 13)]);
        assert_eq!(text.spans_of(&own(&["Two were hurt"]), text.sentence_at(Some("“Two were"))), [(32, 45)]);
    }

    #[test]
    fn an_abridged_quote_reaches_from_end_to_end() {
        let text = QuotedText::new(TEXT);
        assert_eq!(text.find_all("the hospital ... one died"), [(48, 80)]);
        assert_eq!(text.find_all("the hospital ... two died"), []);
        assert_eq!(text.find_all(""), []);
    }

    #[test]
    fn names_of_one_speaker() {
        assert!(same_name(Some("Minister Adoum Saleh"), Some("Saleh Adoum")));
        assert!(same_name(Some("unnamed"), None));
        assert!(!same_name(None, None));
    }
}
