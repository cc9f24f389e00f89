//! Lines on a page: wrapping, hanging indents, columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Ink, Text};

/// How many columns words take in a terminal.
pub(crate) fn width(words: &str) -> usize {
    words.width()
}

/// Words of a report for a line of a terminal: blanks and ends of lines become one blank, and control characters, which
/// could command the terminal, are left out.
pub(crate) fn clean(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if c.is_ascii_whitespace() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}') {
            if !out.ends_with(' ') && !out.is_empty() {
                out.push(' ');
            }
        } else if !c.is_control() && !is_hidden(c) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// True for characters that turn the direction of writing or take no room, and can make a line say what it does not.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Breaks a text into lines of at most `width` columns, at blanks; a word that is wider is broken inside.
pub(crate) fn wrap(text: &Text, width: usize) -> Vec<Text> {
    let width = width.max(8);
    let mut lines = vec![Line::default()];
    let mut word: Vec<(Ink, char)> = Vec::new();
    for (ink, c) in text.chars().chain([(Ink::Plain, ' ')]) {
        if c != ' ' {
            word.push((ink, c));
            continue;
        }
        place(&mut lines, &word, width);
        word.clear();
        if let Some(line) = lines.last_mut() {
            line.blank = Some(ink);
        }
    }
    lines.into_iter().map(|line| line.text).collect()
}

#[derive(Default)]
struct Line {
    text: Text,
    used: usize,
    blank: Option<Ink>,
}

impl Line {
    fn push(&mut self, ink: Ink, c: char) {
        self.text.push(ink, c);
        self.used += c.width().unwrap_or(0);
    }
}

fn place(lines: &mut Vec<Line>, word: &[(Ink, char)], width: usize) {
    let wide: usize = word.iter().map(|(_, c)| c.width().unwrap_or(0)).sum();
    let (used, blank) = lines.last().map_or((0, None), |line| (line.used, line.blank));
    let gap = usize::from(used > 0 && blank.is_some());
    if word.is_empty() {
        return;
    }
    if used > 0 && used + gap + wide > width {
        lines.push(Line::default());
    } else if let (1, Some(line), Some(ink)) = (gap, lines.last_mut(), blank) {
        line.push(ink, ' ');
    }
    for &(ink, c) in word {
        if lines.last().is_some_and(|line| line.used > 0 && line.used + c.width().unwrap_or(0) > width) {
            lines.push(Line::default());
        }
        if let Some(line) = lines.last_mut() {
            line.push(ink, c);
        }
    }
}

/// One column of a row.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// Paragraphs, each beginning on a line of its own.
    pub(crate) blocks: Vec<Text>,
    /// How many columns it takes.
    pub(crate) width: usize,
    /// Figures stand at the right.
    pub(crate) right: bool,
}

impl Cell {
    pub(crate) fn new(blocks: Vec<Text>, width: usize) -> Self {
        Self { blocks, width, right: false }
    }

    fn lines(&self) -> Vec<Text> {
        self.blocks.iter().filter(|block| !block.is_empty()).flat_map(|block| wrap(block, self.width)).collect()
    }
}

/// Blanks between two columns.
pub(crate) const GAP: usize = 2;

/// Sets cells side by side, `indent` blanks in.
pub(crate) fn row(indent: usize, cells: &[Cell]) -> Vec<Text> {
    let columns: Vec<Vec<Text>> = cells.iter().map(Cell::lines).collect();
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    let line = |i: usize| {
        let mut line = Text::new();
        let mut owed = indent;
        for (cell, column) in cells.iter().zip(&columns) {
            let text = column.get(i).cloned().unwrap_or_default();
            let rest = cell.width.saturating_sub(text.width());
            let (before, after) = if cell.right { (rest, 0) } else { (0, rest) };
            if text.is_empty() {
                owed += cell.width + GAP;
            } else {
                line.push(Ink::Plain, " ".repeat(owed + before));
                line.extend(text);
                owed = after + GAP;
            }
        }
        line
    };
    (0..height).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: usize) -> Vec<String> {
        let wrapped = wrap(&Text::of(Ink::Plain, text), width);
        wrapped.iter().map(|line| line.chars().map(|(_, c)| c).collect()).collect()
    }

    #[test]
    fn words_go_to_the_next_line() {
        assert_eq!(lines("one two three four", 9), ["one two", "three", "four"]);
        assert_eq!(lines("one  two ", 20), ["one two"]);
        assert_eq!(lines("", 20), [""]);
        assert_eq!(lines("twelve-letters-and-more x", 10), ["twelve-let", "ters-and-m", "ore x"]);
    }

    #[test]
    fn width_is_counted_in_columns() {
        assert_eq!(lines("停戦 合意 停戦", 9), ["停戦 合意", "停戦"]);
        assert_eq!(lines("Gəncə şəhəri e\u{301}te\u{301}", 12), ["Gəncə şəhəri", "e\u{301}te\u{301}"]);
    }

    #[test]
    fn ink_may_change_inside_a_word() {
        let text = Text::of(Ink::Strong, "name").and(Ink::Plain, ", role and more");
        assert_eq!(wrap(&text, 10).len(), 2);
    }

    #[test]
    fn cells_stand_side_by_side() {
        let cell = |words: &str, width| Cell::new(vec![Text::of(Ink::Plain, words)], width);
        let mut number = cell("5", 4);
        number.right = true;
        let mut out = String::new();
        for line in row(1, &[number, cell("killed and more", 10), cell("a:2", 5)]) {
            line.write(false, &mut out);
            out.push('\n');
        }
        assert_eq!(out, "    5  killed and  a:2\n       more\n");
    }

    #[test]
    fn words_cannot_command_the_terminal() {
        assert_eq!(clean(" a\u{1b}[31m b\r\n\tc\u{202e}d\u{7}"), "a[31m b cd");
        assert_eq!(clean("20\u{a0}km"), "20\u{a0}km");
    }
}
