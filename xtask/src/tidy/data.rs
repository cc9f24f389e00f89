//! Checks on data: tables, their sources, models.

use std::collections::BTreeSet;

use super::{File, Problem};

const DATA: &str = "crates/whosays-data/";
/// What a model's card must tell.
const CARD: [&str; 7] = ["corpora", "licence", "sha256", "seed", "command", "commit", "scores"];

/// The files of the data crate that are data, with their path inside the crate.
fn data_files(files: &[File]) -> impl Iterator<Item = (&str, &File)> {
    let code = |path: &str| path.starts_with("src/") || path.starts_with("tests/");
    let about = |path: &str| matches!(path, "Cargo.toml" | "SOURCES.md" | "README.md") || path.starts_with("LICENSE");
    let inside = files.iter().filter_map(|file| Some((file.path.strip_prefix(DATA)?, file)));
    inside.filter(move |(path, _)| !code(path) && !about(path))
}

/// Rule tables have unique ids, and each row says what it must find and what it must not.
pub(super) fn tables(files: &[File]) -> Vec<Problem> {
    let registry = files.iter().find(|file| file.path == format!("{DATA}src/lib.rs")).map_or("", |file| &file.text);
    let mut problems = Vec::new();
    for (path, file) in data_files(files).filter(|(path, _)| path.ends_with(".tsv")) {
        problems.extend(table(file));
        let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".tsv");
        if !registry.contains(&format!("\"{name}\"")) && !registry.contains(path) {
            problems.push(Problem::at(&file.path, 0, "the table is not registered in src/lib.rs, so nothing reads it"));
        }
    }
    problems
}

fn table(file: &File) -> Vec<Problem> {
    let mut rows = file.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let Some((_, header)) = rows.next() else {
        return vec![Problem::at(&file.path, 0, "the table is empty")];
    };
    let columns: Vec<&str> = header.split('\t').map(str::trim).collect();
    let has_rules = columns.first() == Some(&"id");
    let has_examples = columns.ends_with(&["yes", "no"]);
    let mut problems = Vec::new();
    // Tables of facts about the world may have ids, too; those of a language are rules.
    if has_rules && !has_examples && !file.path.contains("/world/") {
        problems.push(Problem::at(&file.path, 0, "a table with ids must end with the columns yes and no"));
    }
    let mut ids = BTreeSet::new();
    for (number, row) in rows {
        let cells: Vec<&str> = row.split('\t').map(str::trim).collect();
        let mut say = |message: String| problems.push(Problem::at(&file.path, number + 1, message));
        if cells.len() > columns.len() {
            say(format!("{} cells under {} columns", cells.len(), columns.len()));
        }
        if has_rules && !is_id(cells[0]) {
            say(format!("`{}` is no id: lower case, digits and hyphens", cells[0]));
        }
        if has_rules && !ids.insert(cells[0]) {
            say(format!("the id `{}` stands twice", cells[0]));
        }
        let example = |column: usize| cells.get(column).is_some_and(|cell| !cell.is_empty());
        if has_rules && has_examples && !(example(columns.len() - 2) && example(columns.len() - 1)) {
            say(format!("rule `{}` needs a sentence that it finds (yes) and one that it must not (no)", cells[0]));
        }
    }
    problems
}

fn is_id(id: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !id.is_empty() && id.chars().all(fits) && !id.starts_with('-') && !id.ends_with('-')
}

/// Every data file is listed in `SOURCES.md`: by its path, or by its folder as `folder/*`.
pub(super) fn sources(files: &[File]) -> Vec<Problem> {
    let listed = files.iter().find(|file| file.path == format!("{DATA}SOURCES.md")).map_or("", |file| &file.text);
    let known = |path: &str| {
        let folders = path.match_indices('/').map(|(at, _)| format!("{}/*", &path[..at]));
        listed.contains(path) || folders.into_iter().any(|folder| listed.contains(&folder))
    };
    let missing = data_files(files).filter(|(path, _)| !known(path));
    missing.map(|(path, file)| Problem::at(&file.path, 0, format!("`{path}` is not in SOURCES.md"))).collect()
}

/// Every model has a card that tells where it comes from.
pub(super) fn cards(files: &[File]) -> Vec<Problem> {
    let models: BTreeSet<&str> = data_files(files)
        .filter_map(|(path, _)| path.strip_prefix("model/")?.split_once('/').map(|(model, _)| model))
        .collect();
    let mut problems = Vec::new();
    for model in models {
        let path = format!("{DATA}model/{model}/card.toml");
        let card = files.iter().find(|file| file.path == path).map_or("", |file| &file.text);
        let tells = |key: &str| {
            let mut lines = card.lines().map(str::trim);
            lines.any(|line| {
                line.trim_start_matches(['[', ' '])
                    .strip_prefix(key)
                    .is_some_and(|rest| rest.starts_with([' ', '=', ']', '.']))
            })
        };
        let missing: Vec<&str> = CARD.into_iter().filter(|key| !tells(key)).collect();
        if !missing.is_empty() {
            problems.push(Problem::at(&path, 0, format!("the model's card does not tell {}", missing.join(", "))));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn rules_without_examples_and_ids_that_stand_twice_are_found() {
        let registry = file("crates/whosays-data/src/lib.rs", "tables!(\"en\": \"cue\")");
        let text = "# cues\nid\tword\tyes\tno\nsay\tsay\tHe said so.\tHe is.\nsay\ttell\tHe told.\tHe is.\nAsk It\task\tHe asked.\t\n";
        let problems = tables(&[registry, file("crates/whosays-data/en/cue.tsv", text)]);
        let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [4, 5, 5], "{problems:?}");
    }

    #[test]
    fn a_table_that_nothing_reads_is_found() {
        let problems = tables(&[file("crates/whosays-data/world/agency.tsv", "id\tname\nx\tX\n")]);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].message.contains("not registered"));
        assert!(tables(&[file("crates/whosays-data/en/x.tsv", "id\tname\nx\tX\n")]).len() == 2);
    }

    #[test]
    fn data_without_a_source_is_found() {
        let sources_file =
            file("crates/whosays-data/SOURCES.md", "`en/cue.tsv`: own writing\n`annotated/*`: own writing\n");
        let data = ["en/cue.tsv", "annotated/a.txt", "world/place.fst"];
        let mut files: Vec<File> = data.iter().map(|path| file(&format!("crates/whosays-data/{path}"), "x")).collect();
        files.push(sources_file);
        let problems = sources(&files);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].path.ends_with("place.fst"));
    }

    #[test]
    fn a_model_without_a_full_card_is_found() {
        let model = file("crates/whosays-data/model/tagger/model.bin", "");
        let card = "seed = 7\ncommand = \"x\"\ncommit = \"y\"\n[[corpora]]\nlicence = \"z\"\nsha256 = \"0\"\n";
        let full = file("crates/whosays-data/model/tagger/card.toml", &format!("{card}[scores]\n"));
        assert_eq!(cards(&[model.clone(), full]), []);
        let short = file("crates/whosays-data/model/tagger/card.toml", card);
        assert!(cards(&[model.clone(), short])[0].message.ends_with("does not tell scores"));
        assert_eq!(cards(&[model]).len(), 1);
    }
}
