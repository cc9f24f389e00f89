//! Bytes to Unicode code points.

use whosays::Span;

/// Where the characters of a text begin, counted in code points.
///
/// A span that does not fit the text (which no stage should make) is cut to the text and to borders of characters, so
/// that whatever is written lies inside the text.
pub(super) struct Offsets<'t> {
    text: &'t str,
    /// For each byte, how many characters begin before it; empty for ASCII, where both are the same.
    points: Vec<u32>,
}

impl<'t> Offsets<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut points = Vec::new();
        if !text.is_ascii() {
            points.reserve_exact(text.len() + 1);
            let mut count = 0;
            for byte in text.bytes() {
                points.push(count);
                // A byte that continues a character begins none.
                count += u32::from(byte & 0xC0 != 0x80);
            }
            points.push(count);
        }
        Self { text, points }
    }

    /// The span in code points.
    pub(super) fn points(&self, span: Span) -> [usize; 2] {
        let Span { start, end } = self.fit(span);
        let point = |byte: usize| self.points.get(byte).map_or(byte, |point| *point as usize);
        [point(start), point(end)]
    }

    /// The words of the span.
    pub(super) fn words(&self, span: Span) -> &'t str {
        self.fit(span).of(self.text)
    }

    fn fit(&self, span: Span) -> Span {
        let start = self.text.floor_char_boundary(span.start);
        Span::new(start, self.text.floor_char_boundary(span.end).max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points() {
        let text = "“Gəncə” fell 🙂.";
        let offsets = Offsets::of(text);
        let at = text.find("fell").unwrap_or(0);
        let span = Span::new(at, at + 4);
        let [start, end] = offsets.points(span);
        assert_eq!(text.chars().skip(start).take(end - start).collect::<String>(), "fell");
        assert_eq!(offsets.words(span), "fell");
        assert_eq!(offsets.points(Span::new(0, text.len())), [0, text.chars().count()]);
    }

    #[test]
    fn spans_that_do_not_fit() {
        let offsets = Offsets::of("“a”");
        assert_eq!(offsets.points(Span::new(1, 2)), [0, 0]);
        assert_eq!(offsets.points(Span::new(3, 99)), [1, 3]);
        assert_eq!(offsets.points(Span::new(4, 1)), [2, 2]);
        assert_eq!(Offsets::of("abc").points(Span::new(2, 9)), [2, 3]);
    }
}
