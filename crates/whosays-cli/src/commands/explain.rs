//! `whosays explain`: the glossary, and the rules.

use std::io::{IsTerminal, stdout};

use whosays::glossary::{Entry, Glossary};

use super::{Failure, print};
use crate::args::Color;
use crate::options;
use crate::page::{Ink, Look, Page, Row, Text, layout};
use crate::rules::Rule;

/// Prints what a term means, or all terms.
pub(super) fn explain(term: &str) -> Result<u8, Failure> {
    let to_terminal = stdout().is_terminal();
    let width = options::columns(to_terminal);
    let color = options::color(Color::Auto, to_terminal);
    let text = page(term, &Look { width, color, explain: false, full: true })?;
    print(&|out| out.write_all(text.as_bytes()))
}

fn page(term: &str, look: &Look) -> Result<String, Failure> {
    let glossary = Glossary::english();
    let mut page = Page::new(look, 0);
    let entries = glossary.explain(term);
    let group = glossary.group(term);
    if term.is_empty() {
        list_all(&mut page, &glossary);
        return Ok(page.into_text());
    }
    for entry in &entries {
        one(&mut page, entry);
    }
    if !group.is_empty() {
        list(&mut page, term, &group);
    }
    if entries.is_empty() && group.is_empty() {
        rules(&mut page, term, &glossary)?;
    }
    Ok(page.into_text())
}

/// A rule; where two rows found something together (`cue:say+act:false`), one after the other.
fn rules(page: &mut Page, term: &str, glossary: &Glossary) -> Result<(), Failure> {
    for (i, name) in term.split('+').map(str::trim).enumerate() {
        if let Some(entry) = glossary.entry("rule", name) {
            one(page, entry);
            continue;
        }
        let found = Rule::look_up(name, glossary).filter(|rule| name.contains(':') && !rule.cells.is_empty());
        let found = found.ok_or_else(|| unknown(term, glossary))?;
        if i > 0 {
            page.blank();
        }
        rule(page, name, &found);
    }
    Ok(())
}

/// One entry: the term, its kind, the paragraph, where it comes from, what else to read.
fn one(page: &mut Page, entry: &Entry) {
    page.blank();
    let head = Text::of(Ink::Title, entry.term.clone()).and(Ink::Dim, format!(" · {}", entry.group));
    page.paragraph(0, head.and(Ink::Plain, format!(" · {}", entry.short)));
    page.paragraph(2, Text::of(Ink::Plain, entry.text.clone()));
    if entry.source != "whosays" {
        page.paragraph(2, Text::of(Ink::Dim, format!("Source: {}", entry.source)));
    }
    if !entry.see.is_empty() {
        page.paragraph(2, Text::of(Ink::Dim, "See: ").and(Ink::Pointer, entry.see.join(", ")));
    }
}

fn list_all(page: &mut Page, glossary: &Glossary) {
    let mut groups: Vec<&str> = Vec::new();
    for entry in glossary.entries() {
        if !groups.contains(&entry.group.as_str()) {
            groups.push(&entry.group);
        }
    }
    for group in groups {
        list(page, group, &glossary.group(group));
    }
}

fn list(page: &mut Page, name: &str, entries: &[&Entry]) {
    page.heading(&name.to_uppercase(), "");
    let lead = entries.iter().map(|entry| layout::width(&entry.term)).max().unwrap_or(0).min(40);
    for entry in entries {
        let row = Row::new(2).lead(Text::of(Ink::Strong, entry.term.clone()), lead);
        page.row(row.text(Text::of(Ink::Plain, entry.short.clone())));
    }
}

/// A row of a table: what it holds, and what it finds.
fn rule(page: &mut Page, name: &str, rule: &Rule) {
    let kind = rule.kind.clone().unwrap_or_default();
    page.paragraph(0, Text::of(Ink::Title, name).and(Ink::Dim, " · rule · ").and(Ink::Plain, kind));
    let lead = rule.cells.iter().map(|(column, _)| layout::width(column)).max().unwrap_or(0);
    for (column, cell) in &rule.cells {
        let row = Row::new(2).lead(Text::of(Ink::Dim, column.clone()), lead);
        page.row(row.text(Text::of(Ink::Plain, cell.replace('|', ", "))));
    }
    for sentence in &rule.finds {
        page.paragraph(2, Text::of(Ink::Dim, "Finds: ").and(Ink::Plain, format!("“{sentence}”")));
    }
}

fn unknown(term: &str, glossary: &Glossary) -> Failure {
    let near = glossary.suggest(term);
    let near = match near.as_slice() {
        [] => "whosays explain lists all terms".to_owned(),
        near => format!("did you mean {}?", near.join(", ")),
    };
    Failure::Usage(format!("`{}` is not explained; {near}", layout::clean(term)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look_up(term: &str) -> Result<String, String> {
        page(term, &Look { width: 80, color: false, explain: false, full: true }).map_err(|failure| failure.to_string())
    }

    #[test]
    fn terms_fields_kinds() {
        assert!(look_up("withholds").is_ok_and(|text| text.starts_with("withholds · stance · declines to say\n")));
        assert!(look_up("tolls.as_of").is_ok_and(|text| text.contains("TIMEX3")));
        assert!(look_up("stance").is_ok_and(|text| text.contains("accuses    names a culprit")));
        assert!(look_up("").is_ok_and(|text| text.lines().count() > 350));
    }

    #[test]
    fn rules_are_rows_of_tables_or_explained() {
        for rule in
            ["cue:deny", "country:BRA", "people:kurds", "cue:say+act:own-future", "claim:same-content", "harm:kill"]
        {
            assert!(look_up(rule).is_ok_and(|text| text.contains(" · rule · ")), "{rule}");
        }
        for nothing in ["cue:", "cue:no-such-row", "cue:deny+act:no-such-row", "no-such-table:x"] {
            assert!(look_up(nothing).is_err(), "{nothing}");
        }
    }

    #[test]
    fn near_misses() {
        assert!(look_up("witholds").is_err_and(|text| text.contains("did you mean withholds")));
        assert!(look_up("qqq").is_err_and(|text| text.contains("lists all terms")));
    }
}
