//! The list of the rules that found what stands on a page.

use whosays::glossary::Glossary;

use super::say;
use crate::page::{Ink, Page, Row, Text};
use crate::rules::Rule;

/// Each rule once, with what it is and a sentence that it finds.
pub(super) fn rules(page: &mut Page) {
    if page.rules().is_empty() {
        return;
    }
    let rules: Vec<String> = page.rules().iter().cloned().collect();
    let lead = rules.iter().map(|rule| crate::page::layout::width(rule)).max().unwrap_or(0).min(28);
    page.heading("RULES", "what found it; whosays explain RULE tells more");
    let glossary = Glossary::english();
    for name in rules {
        let rule = Rule::look_up(&name, &glossary);
        let mut text = Text::of(Ink::Plain, rule.as_ref().and_then(|rule| rule.kind.clone()).unwrap_or_default());
        if let Some(example) = rule.as_ref().and_then(|rule| rule.finds.first()) {
            text.push(Ink::Dim, format!(" – {}", say::quote(example, 100)));
        }
        page.row(Row::new(2).lead(Text::of(Ink::Plain, name), lead).text(text));
    }
}
