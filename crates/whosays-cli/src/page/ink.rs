//! Text with its colours: a colour tells what kind of words they are, never more than the words themselves do.

use anstyle::{AnsiColor, Color, Effects, Style};
use whosays::document::Stance;

/// What kind of words, and so how they look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ink {
    /// Words of the report, and everything else.
    Plain,
    /// Names of speakers, figures.
    Strong,
    /// What helps and does not matter: sides, paths, reasons.
    Dim,
    /// The title of a story or report.
    Title,
    /// The name of a section.
    Heading,
    /// What a speaker does.
    Stance(Stance),
    /// Report and sentence.
    Pointer,
    /// Something that is missing or open.
    Open,
}

impl Ink {
    /// Only the sixteen colours of the terminal are used, so that its own theme decides how they look.
    fn style(self) -> Style {
        let color = |color: AnsiColor| Style::new().fg_color(Some(Color::Ansi(color)));
        match self {
            Self::Plain => Style::new(),
            Self::Dim => Style::new().effects(Effects::DIMMED),
            Self::Title | Self::Strong => Style::new().effects(Effects::BOLD),
            Self::Heading => color(AnsiColor::BrightBlue).effects(Effects::BOLD),
            Self::Pointer => color(AnsiColor::Cyan),
            Self::Open | Self::Stance(Stance::Withholds) => color(AnsiColor::Yellow),
            Self::Stance(Stance::Accuses) => color(AnsiColor::Red),
            Self::Stance(Stance::Denies) => color(AnsiColor::BrightMagenta),
            Self::Stance(Stance::Confirms | Stance::Asserts) => color(AnsiColor::Green),
            Self::Stance(Stance::Demands | Stance::Commits) => color(AnsiColor::BrightBlue),
            Self::Stance(Stance::Believes) => Style::new().effects(Effects::ITALIC),
        }
    }
}

/// Words with their ink.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Text {
    pieces: Vec<(Ink, String)>,
}

impl Text {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn of(ink: Ink, words: impl Into<String>) -> Self {
        Self::new().and(ink, words)
    }

    /// With more words behind it.
    #[must_use]
    pub(crate) fn and(mut self, ink: Ink, words: impl Into<String>) -> Self {
        self.push(ink, words);
        self
    }

    pub(crate) fn push(&mut self, ink: Ink, words: impl Into<String>) {
        let words = words.into();
        match self.pieces.last_mut() {
            _ if words.is_empty() => {}
            Some((last, text)) if *last == ink => text.push_str(&words),
            _ => self.pieces.push((ink, words)),
        }
    }

    /// With another text behind it.
    #[must_use]
    pub(crate) fn joined(mut self, other: Self) -> Self {
        self.extend(other);
        self
    }

    pub(crate) fn extend(&mut self, other: Self) {
        for (ink, words) in other.pieces {
            self.push(ink, words);
        }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Every character with its ink.
    pub(crate) fn chars(&self) -> impl Iterator<Item = (Ink, char)> + '_ {
        self.pieces.iter().flat_map(|(ink, words)| words.chars().map(|c| (*ink, c)))
    }

    /// How many columns it takes.
    pub(crate) fn width(&self) -> usize {
        self.pieces.iter().map(|(_, words)| super::layout::width(words)).sum()
    }

    /// Writes it, with the codes of a terminal or without.
    pub(crate) fn write(&self, color: bool, out: &mut String) {
        for (ink, words) in &self.pieces {
            let style = ink.style();
            if !color || style.is_plain() || words.trim().is_empty() {
                out.push_str(words);
            } else {
                out.push_str(&format!("{}{words}{}", style.render(), style.render_reset()));
            }
        }
    }
}
