//! Whole records: the annotated single reports and stories, each set read together.

use whosays::score::{Section, pooled, score};

use super::{Context, Row, Skipped};
use crate::corpus::gold::sets;

/// Scores every set, all stories together, and everything together.
pub(super) fn run(context: &Context) -> Result<Vec<Row>, Skipped> {
    let Some(read) = &context.system.read else {
        return Err(Skipped("the reader makes no record".to_owned()));
    };
    let mut scored = Vec::new();
    for set in sets(context.shared)? {
        let record = read(set.inputs.clone());
        scored.push((set.folder, score(&set.gold, &record)));
    }
    let stories: Vec<Vec<Section>> =
        scored.iter().filter(|(_, sections)| has_across(sections)).map(|(_, sections)| sections.clone()).collect();
    let everything: Vec<Vec<Section>> = scored.iter().map(|(_, sections)| sections.clone()).collect();
    scored.push(("gold/stories".to_owned(), pooled(&stories)));
    scored.push(("gold".to_owned(), pooled(&everything)));
    Ok(scored.iter().flat_map(|(corpus, sections)| rows(corpus, sections)).collect())
}

fn has_across(sections: &[Section]) -> bool {
    sections.iter().any(|section| section.name == "origins")
}

fn rows(corpus: &str, sections: &[Section]) -> Vec<Row> {
    let row = |section: &Section, name: &str| {
        let n = section.get("n").unwrap_or(0.0) as usize;
        let error = if name.starts_with("false_alarms") { "error " } else { "" };
        let metric = format!("{error}{} {}", section.name, name.replace('_', " "));
        Row::new(corpus, "gold", &metric, section.get(name), n)
    };
    let counted = |name: &str| !matches!(name, "n" | "predicted");
    let of = |section: &Section| -> Vec<Row> {
        section.scores.iter().filter(|(name, _)| counted(name)).map(|(name, _)| row(section, name)).collect()
    };
    sections.iter().flat_map(of).collect()
}
