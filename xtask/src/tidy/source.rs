//! Checks on Rust files: layers, purity, size, panics, specs, names.

use std::collections::BTreeSet;

use super::rust::{Keep, functions, lines_with, masked, shipped, test_modules};
use super::{File, Problem, line_of};
use crate::corpus::gold::Set;

/// Lines of a file without its tests.
const FILE_LINES: usize = 600;
/// Lines from a function's `fn` to its closing brace.
const FUNCTION_LINES: usize = 60;
const CORE: &str = "crates/whosays/src/";
/// What the core must not reach for, and why.
const IMPURE: [(&str, &str); 16] = [
    ("std::fs", "opens files"),
    ("std::io", "reads or writes"),
    ("std::net", "asks the network"),
    ("std::env", "asks the environment"),
    ("std::process", "knows of processes"),
    ("std::time", "asks the clock"),
    ("SystemTime", "asks the clock"),
    ("Timestamp::now", "asks the clock"),
    ("Zoned::now", "asks the clock"),
    ("thread_local!", "keeps global state"),
    ("static mut", "keeps global state"),
    ("OnceLock", "keeps global state"),
    ("LazyLock", "keeps global state"),
    ("serde", "knows a format"),
    ("println!", "writes"),
    ("eprintln!", "writes"),
];
const PANICS: [&str; 5] = [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!("];

/// Rust files that are shipped or help to build: not tests, benches, fuzz targets or examples.
fn sources(files: &[File]) -> Vec<&File> {
    let tests = test_files(files);
    let apart = |path: &str| ["tests/", "benches/", "fuzz/", "examples/"].iter().any(|folder| path.contains(folder));
    files.iter().filter(|f| f.path.ends_with(".rs") && !apart(&f.path) && !tests.contains(&f.path)).collect()
}

/// Files of modules that are declared for tests only.
fn test_files(files: &[File]) -> BTreeSet<String> {
    let rust = files.iter().filter(|file| file.path.ends_with(".rs"));
    let paths = rust.flat_map(|file| {
        let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        let folder = match name {
            "mod.rs" | "lib.rs" | "main.rs" => folder.to_owned(),
            other => format!("{folder}/{}", other.trim_end_matches(".rs")),
        };
        test_modules(&file.text).into_iter().map(move |module| format!("{folder}/{module}.rs"))
    });
    paths.collect()
}

/// `document/` reads one report and never uses `corpus/`.
pub(super) fn layers(files: &[File]) -> Vec<Problem> {
    let documents = files.iter().filter(|file| file.path.starts_with(&format!("{CORE}document/")));
    let found = documents.flat_map(|file| {
        let code = masked(&file.text, Keep::Code);
        let lines: Vec<usize> = lines_with(&code, "corpus").collect();
        lines.into_iter().map(|line| Problem::at(&file.path, line, "document/ must not use corpus/"))
    });
    found.collect()
}

/// The core crate has no files, network, clock, environment, formats or global state.
pub(super) fn purity(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in sources(files).into_iter().filter(|file| file.path.starts_with(CORE)) {
        let code = spelled_out(&shipped(&file.text, Keep::Code));
        for (word, why) in IMPURE {
            let message = format!("the core must stay pure, and `{word}` {why}");
            problems.extend(lines_with(&code, word).map(|line| Problem::at(&file.path, line, &message)));
        }
    }
    problems
}

/// `use std::{fs, io}` with each name spelled out behind it on the same line, so that it can be found.
fn spelled_out(code: &str) -> String {
    let mut text = String::new();
    for line in code.split_inclusive('\n') {
        let group = line.split_once("std::{").map_or("", |(_, group)| group);
        let names = group.split([',', '}']).map(str::trim).filter(|name| !name.is_empty());
        let names: String = names.map(|name| format!(" std::{name}")).collect();
        text.push_str(line.trim_end_matches('\n'));
        text.push_str(&names);
        text.push('\n');
    }
    text
}

/// Files of at most 600 lines, functions of at most 60, tests apart.
pub(super) fn sizes(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in sources(files) {
        let code = shipped(&file.text, Keep::Code);
        let lines = file.text.lines().count() - test_lines(&file.text, &code);
        if lines > FILE_LINES {
            let message = format!("{lines} lines without tests; at most {FILE_LINES}: split it by concept");
            problems.push(Problem::at(&file.path, 0, message));
        }
        for function in functions(&code) {
            let (first, last) = (line_of(&code, function.start), line_of(&code, function.end));
            if last - first > FUNCTION_LINES {
                let message = format!("fn {} has {} lines; at most {FUNCTION_LINES}", function.name, last - first);
                problems.push(Problem::at(&file.path, first, message));
            }
        }
    }
    problems
}

/// How many lines have code with tests and none without.
fn test_lines(text: &str, shipped: &str) -> usize {
    let all = masked(text, Keep::Code);
    all.lines()
        .zip(shipped.lines())
        .filter(|(with, without)| !with.trim().is_empty() && without.trim().is_empty())
        .count()
}

/// No `unwrap` and its like outside tests.
pub(super) fn panics(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in sources(files) {
        let code = shipped(&file.text, Keep::Code);
        for word in PANICS {
            let message = format!("`{word}` outside tests: handle the case, or return an error");
            problems.extend(lines_with(&code, word).map(|line| Problem::at(&file.path, line, &message)));
        }
    }
    problems
}

/// Every public module of `document/` and `corpus/` has a spec of its name, once there are specs.
pub(super) fn specs(files: &[File]) -> Vec<Problem> {
    let spec = |name: &str| format!("crates/whosays/tests/spec/{name}.md");
    if !files.iter().any(|file| file.path.starts_with("crates/whosays/tests/spec/")) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for folder in ["document", "corpus"] {
        let path = format!("{CORE}{folder}/mod.rs");
        let Some(file) = files.iter().find(|file| file.path == path) else { continue };
        let code = shipped(&file.text, Keep::Code);
        let modules = code.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'));
        let missing = modules.filter(|name| !files.iter().any(|file| file.path == spec(name)));
        problems.extend(missing.map(|name| Problem::at(&path, 0, format!("module `{name}` has no {}", spec(name)))));
    }
    problems
}

/// Names of persons, bodies and places in annotated reports: words that are always capitalised there.
pub(super) fn names_of(sets: &[Set]) -> BTreeSet<String> {
    let words = |text: &str| text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>();
    let texts = sets.iter().flat_map(|set| &set.gold.documents).flat_map(|document| words(&document.text));
    let common: BTreeSet<String> = texts.filter(|word| word.starts_with(char::is_lowercase)).collect();
    let golds = sets.iter().map(|set| &set.gold);
    let names = golds.flat_map(|gold| {
        let speakers = gold.statements.iter().flat_map(|statement| statement.sources.iter().cloned());
        speakers.chain(gold.places.iter().map(|place| place.text.clone()))
    });
    let proper = |word: &String| word.chars().count() >= 4 && word.starts_with(char::is_uppercase);
    names.flat_map(|name| words(&name)).filter(proper).filter(|word| !common.contains(&word.to_lowercase())).collect()
}

/// No name of an annotated report stands in code: what the program knows of the world is data.
pub(super) fn names(files: &[File], names: &BTreeSet<String>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in sources(files).into_iter().filter(|file| file.path.starts_with("crates/")) {
        let code = shipped(&file.text, Keep::CodeAndLiterals);
        for (number, line) in code.lines().enumerate() {
            let words = line.split(|c: char| !c.is_alphanumeric());
            let found: BTreeSet<&str> = words.filter(|word| names.contains(*word)).collect();
            let message = |word: &str| format!("`{word}` is a name of the annotated reports; names belong in tables");
            problems.extend(found.into_iter().map(|word| Problem::at(&file.path, number + 1, message(word))));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    fn lines(problems: &[Problem]) -> Vec<usize> {
        problems.iter().map(|problem| problem.line).collect()
    }

    #[test]
    fn a_stage_that_looks_at_other_reports_is_found() {
        let bad = file("crates/whosays/src/document/x.rs", "// the corpus\nuse crate::corpus::Record;\n");
        assert_eq!(lines(&layers(&[bad])), [2]);
        assert!(layers(&[file("crates/whosays/src/story.rs", "use crate::corpus::Record;\n")]).is_empty());
    }

    #[test]
    fn files_clocks_and_globals_in_the_core_are_found() {
        let text = "use std::{collections::BTreeMap, fs};\nfn a() { let t = jiff::Zoned::now(); }\nstatic X: std::sync::OnceLock<u8> = y;\n#[cfg(test)]\nmod tests { use std::fs; }\n";
        assert_eq!(lines(&purity(&[file("crates/whosays/src/x.rs", text)])), [1, 2, 3]);
        assert!(purity(&[file("crates/whosays-store/src/x.rs", text)]).is_empty());
        assert!(
            purity(&[file("crates/whosays/src/x.rs", "use std::{fmt, rc};\n// serde\nlet x = \"std::fs\";\n")])
                .is_empty()
        );
    }

    #[test]
    fn long_files_and_functions_are_found_and_tests_do_not_count() {
        let long = format!("fn long() {{\n{}}}\n", "    let x = 1;\n".repeat(61));
        let problems = sizes(&[file("xtask/src/x.rs", &long)]);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].message.contains("fn long has 62 lines"), "{}", problems[0].message);
        let tests = format!("fn a() {{}}\n#[cfg(test)]\nmod tests {{\n{}}}\n", "// x\nconst X: u8 = 1;\n".repeat(700));
        assert_eq!(sizes(&[file("xtask/src/x.rs", &tests.replace("// x\n", ""))]), []);
        assert_eq!(sizes(&[file("xtask/src/x.rs", &"const X: u8 = 1;\n".repeat(601))]).len(), 1);
    }

    #[test]
    fn panics_outside_tests_are_found() {
        let text = "fn a() { b().unwrap(); }\n#[cfg(test)]\nmod tests { fn t() { c().unwrap(); } }\n";
        assert_eq!(lines(&panics(&[file("crates/x/src/lib.rs", text)])), [1]);
        assert!(panics(&[file("crates/x/tests/a.rs", text)]).is_empty());
        let only_tests = [
            file("xtask/src/eval/mod.rs", "#[cfg(test)]\nmod agreement;\n"),
            file("xtask/src/eval/agreement.rs", text),
        ];
        assert!(panics(&only_tests).is_empty());
    }

    #[test]
    fn a_module_without_spec_is_found() {
        let module = file("crates/whosays/src/document/mod.rs", "pub mod toll;\npub mod wire;\nmod inner;\n");
        let spec = file("crates/whosays/tests/spec/wire.md", "");
        let problems = specs(&[module.clone(), spec]);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].message.contains("`toll`"));
        assert!(specs(&[module]).is_empty(), "there are no specs yet");
    }

    #[test]
    fn names_are_words_that_are_always_capitalised() {
        let Ok(sets) = crate::corpus::gold::sets(&crate::corpus::Shared::locate()) else {
            eprintln!("SKIPPED: the annotated reports are not beside the checkout");
            return;
        };
        let names = names_of(&sets);
        assert!(names.len() > 200, "{}", names.len());
        assert!(["Minister", "Police", "Army"].iter().all(|word| !names.contains(*word)));
    }

    #[test]
    fn names_of_reports_in_code_are_found() {
        let names_known = BTreeSet::from(["Aasen".to_owned()]);
        let text = "// Aasen\nconst X: &str = \"Ingrid Aasen\";\n#[cfg(test)]\nconst Y: &str = \"Aasen\";\n";
        assert_eq!(lines(&names(&[file("crates/whosays/src/x.rs", text)], &names_known)), [2]);
    }
}
