//! Wire furniture: what stands around a report's sentences (date line, dateline, credit, headline).

use crate::Span;

/// The furniture of one report.
///
/// It is not part of what anybody says. Spans count bytes of the report's text, half-open; `None` means that the
/// report has no such furniture.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wire {
    /// A line of a web crawl such as ` date 2020-10-12 `, or the date at the head of a page.
    pub date_line: Option<Span>,
    /// The place (and sometimes the agency) that a report opens with, without its punctuation: `Baku`.
    pub dateline: Option<Span>,
    /// The agency or outlet that the report credits: `IANS` in `—IANS`.
    pub credit: Option<Span>,
    /// Headlines and subheadings.
    pub headlines: Vec<Span>,
    /// Every stretch that no statement, toll or event may start in (the whole `—IANS`, the whole `date 2020-10-12`).
    pub outside: Vec<Span>,
}
