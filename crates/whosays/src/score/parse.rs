//! Tags and dependency trees on gold tokens.

use super::Counts;

/// What one token depends on, and how.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arc<'a> {
    /// Index of the governing token in its sentence; `None` at the root.
    pub head: Option<usize>,
    /// Relation, with its subtype: `nsubj:pass`.
    pub relation: &'a str,
}

/// Attachment scores: shares of tokens, punctuation included.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Attachment {
    /// The head is right (UAS).
    pub head: Counts,
    /// Head and relation are right, subtypes left aside, as in the CoNLL 2018 shared task (LAS).
    pub relation: Counts,
    /// Head, relation and subtype are right.
    pub subtype: Counts,
}

impl std::ops::AddAssign for Attachment {
    fn add_assign(&mut self, other: Self) {
        self.head += other.head;
        self.relation += other.relation;
        self.subtype += other.subtype;
    }
}

/// Counts tokens whose tags agree. A prediction that is too short misses the rest.
pub fn tags<T: PartialEq>(gold: &[T], predicted: &[T]) -> Counts {
    let right = gold.iter().zip(predicted).filter(|(a, b)| a == b).count();
    Counts { right, predicted: predicted.len(), gold: gold.len() }
}

/// Counts tokens that hang where they should.
///
/// ```
/// use whosays::score::parse::{Arc, attachment};
/// let gold = [Arc { head: Some(1), relation: "nsubj:pass" }, Arc { head: None, relation: "root" }];
/// let read = [Arc { head: Some(1), relation: "nsubj" }, Arc { head: None, relation: "root" }];
/// let scores = attachment(&gold, &read);
/// assert_eq!(scores.relation.recall(), Some(100.0));
/// assert_eq!(scores.subtype.recall(), Some(50.0));
/// ```
pub fn attachment(gold: &[Arc], predicted: &[Arc]) -> Attachment {
    fn universal<'a>(arc: &Arc<'a>) -> &'a str {
        arc.relation.split(':').next().unwrap_or("")
    }
    let count = |same: fn(&Arc, &Arc) -> bool| {
        let right = gold.iter().zip(predicted).filter(|(a, b)| same(a, b)).count();
        Counts { right, predicted: predicted.len(), gold: gold.len() }
    };
    Attachment {
        head: count(|a, b| a.head == b.head),
        relation: count(|a, b| a.head == b.head && universal(a) == universal(b)),
        subtype: count(|a, b| a == b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_relation_to_the_wrong_head_is_wrong() {
        let gold = [Arc { head: Some(2), relation: "obj" }];
        let scores = attachment(&gold, &[Arc { head: Some(1), relation: "obj" }]);
        assert_eq!((scores.head.right, scores.relation.right, scores.subtype.right), (0, 0, 0));
        assert_eq!(tags(&["NOUN", "VERB"], &["NOUN"]).recall(), Some(50.0));
    }
}
