//! What stands near a word: the time, the place, the statement that it is part of.

use super::{PlaceRole, Report, TimexKind};
use crate::Span;

impl Report {
    /// The date or time nearest to a token: one that it or its head governs, else one of its sentence that is not far.
    pub(super) fn time_near(&self, token: usize) -> Option<usize> {
        let sentence = self.sentences[self.tokens[token].sentence].span;
        let times = self
            .times
            .iter()
            .enumerate()
            .filter(|(_, t)| sentence.contains(t.span) && matches!(t.kind, TimexKind::Date | TimexKind::Time))
            .filter(|(_, t)| !self.is_apart(self.tokens[token].span, t.span));
        let distance = |span: Span| {
            let at = self.token_at(span.start).unwrap_or(token);
            let below = self.is_below(at, token) || self.tokens[token].head.is_some_and(|h| self.is_below(at, h));
            (usize::from(!below), at.abs_diff(token))
        };
        times.map(|(i, t)| (distance(t.span), i)).filter(|(d, _)| d.0 == 0 || d.1 < 25).min().map(|(_, i)| i)
    }

    /// True if a time stands outside what is said, and a word within it: it tells when that was said ("said on Tuesday
    /// that four had died").
    fn is_apart(&self, word: Span, time: Span) -> bool {
        let said = self.statements.iter().filter(|s| s.content.iter().any(|c| c.contains(word)));
        said.into_iter().any(|s| !s.content.iter().any(|c| c.overlaps(time)) && s.span.overlaps(time))
    }

    /// The place of an event nearest to a token in its sentence, as the report names it.
    pub(super) fn place_near(&self, token: usize) -> Option<String> {
        let sentence = self.sentences[self.tokens[token].sentence].span;
        let here = self.places.iter().filter(|p| sentence.contains(p.span) && p.role == PlaceRole::Event);
        let near = here.min_by_key(|p| self.token_at(p.span.start).map_or(usize::MAX, |at| at.abs_diff(token)));
        near.map(|p| self.words(p.span).to_owned())
    }

    /// The innermost statement in whose content a stretch stands.
    pub(super) fn statement_at(&self, span: Span) -> Option<usize> {
        let holds = |s: &super::Statement| s.content.iter().find(|c| c.contains(span)).map(Span::len);
        let all = self.statements.iter().enumerate().filter_map(|(i, s)| Some((holds(s)?, i)));
        all.min().map(|(_, i)| i)
    }
}
