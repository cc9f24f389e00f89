//! Checks on all text files: documents that must be there, paths of somebody's machine, things left open.

use whosays::corpus::ceasefire::CeasefireState;
use whosays::corpus::{ContradictionKind, ReprintKind};
use whosays::document::{
    Basis, EntityKind, EventType, Form, Harm, MentionKind, Modifier, NameKind, PlaceRole, Scope, Stance, Status,
    TimexKind,
};

use super::{File, Problem};

const DOCUMENTS: [&str; 7] =
    ["README.md", "ARCHITECTURE.md", "GLOSSARY.md", "CONTRIBUTING.md", "CHANGELOG.md", "ROADMAP.md", ".ci/run"];
/// Written in pieces, so that this file does not name them itself.
const WORKSHOP: [&str; 4] =
    [concat!("/wor", "k/"), concat!("/far", "m/"), concat!(".libr", "ary"), concat!("/Use", "rs/")];
const OPEN: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];

/// The documents that a newcomer looks for.
pub(super) fn documents(files: &[File]) -> Vec<Problem> {
    let missing = DOCUMENTS.into_iter().filter(|path| !files.iter().any(|file| file.path == *path));
    missing.map(|path| Problem::at(path, 0, "the document is missing")).collect()
}

/// Every label of the record is explained in the glossary.
pub(super) fn glossary(files: &[File]) -> Vec<Problem> {
    let text = files.iter().find(|file| file.path == "GLOSSARY.md").map_or("", |file| &file.text);
    let missing = labels().into_iter().filter(|label| !text.contains(&format!("`{label}`")));
    missing.map(|label| Problem::at("GLOSSARY.md", 0, format!("the label `{label}` is not explained"))).collect()
}

/// The closed sets of labels, but for those that other standards explain (tags, relations).
fn labels() -> Vec<&'static str> {
    macro_rules! all {
        ($($set:ty),*) => { [$(<$set>::ALL.iter().map(|label| label.as_str()).collect::<Vec<_>>()),*].concat() };
    }
    all![
        Basis,
        CeasefireState,
        ContradictionKind,
        EntityKind,
        EventType,
        Form,
        Harm,
        MentionKind,
        Modifier,
        NameKind,
        PlaceRole,
        ReprintKind,
        Scope,
        Stance,
        Status,
        TimexKind
    ]
}

/// No path of a machine on which somebody works.
pub(super) fn workshop_paths(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in files {
        for (number, line) in file.text.lines().enumerate() {
            let found = WORKSHOP.iter().filter(|path| line.contains(*path));
            let message = |path: &&str| format!("`{path}` is a path of somebody's machine");
            problems.extend(found.map(|path| Problem::at(&file.path, number + 1, message(path))));
        }
    }
    problems
}

/// What is left open names an entry of the roadmap in brackets behind the word.
pub(super) fn left_open(files: &[File]) -> Vec<Problem> {
    let roadmap = files.iter().find(|file| file.path == "ROADMAP.md").map_or("", |file| &file.text);
    let planned = |rest: &str| {
        let entry = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(entry, _)| entry);
        entry.is_some_and(|entry| !entry.is_empty() && roadmap.contains(entry))
    };
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| file.path != "ROADMAP.md") {
        for (number, line) in file.text.lines().enumerate() {
            let open =
                OPEN.iter().any(|word| line.match_indices(word).any(|(at, _)| !planned(&line[at + word.len()..])));
            if open {
                let message = "left open without an entry in ROADMAP.md: do it, or name the entry in brackets";
                problems.push(Problem::at(&file.path, number + 1, message));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn missing_documents_are_found() {
        assert_eq!(documents(&[file("README.md", "")]).len(), DOCUMENTS.len() - 1);
    }

    #[test]
    fn labels_without_an_explanation_are_found() {
        let half = file("GLOSSARY.md", "`asserts` `denies`");
        let problems = glossary(&[half]);
        assert!(problems.iter().any(|problem| problem.message.contains("`withholds`")));
        assert!(!problems.iter().any(|problem| problem.message.contains("`denies`")));
    }

    #[test]
    fn paths_of_a_machine_are_found() {
        let text = format!("fine\nsee {}x\n", WORKSHOP[0]);
        assert_eq!(workshop_paths(&[file("a.md", &text)]).iter().map(|p| p.line).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn what_is_left_open_must_be_on_the_roadmap() {
        let word = OPEN[0];
        let roadmap = file("ROADMAP.md", "- second-language: one day\n");
        let text = format!("// {word}(second-language): tables\n// {word}: later\n// {word}(other)\n");
        let lines: Vec<_> = left_open(&[roadmap, file("a.rs", &text)]).iter().map(|p| p.line).collect();
        assert_eq!(lines, [2, 3]);
    }
}
