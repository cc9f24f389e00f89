//! `cargo xtask tidy`: what the house asks of itself, checked.
//!
//! Each check looks at the files of the repository, or at cargo's view of it, and gives [`Problem`]s. Each has a test with a
//! small offending sample. Nothing is changed.

mod data;
mod graph;
mod licences;
mod rust;
mod source;
mod text;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file of the repository.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// From the root, with `/`.
    pub path: String,
    /// Its content; empty for files that are no text.
    pub text: String,
}

/// Something to mend.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Problem {
    /// Which file.
    pub path: String,
    /// Which line, counted from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.message),
            line => write!(f, "{}:{line}: {}", self.path, self.message),
        }
    }
}

impl Problem {
    fn at(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

/// A check on the files of the repository.
type Check = fn(&[File]) -> Vec<Problem>;

/// Every check on files, by name.
const CHECKS: &[(&str, Check)] = &[
    ("one report knows no other", source::layers),
    ("the core is pure", source::purity),
    ("files and functions stay short", source::sizes),
    ("nothing panics on purpose", source::panics),
    ("modules have specs", source::specs),
    ("rule tables have examples", data::tables),
    ("data has sources", data::sources),
    ("models have cards", data::cards),
    ("documents are there", text::documents),
    ("labels are explained", text::glossary),
    ("no paths of a workshop", text::workshop_paths),
    ("what is left open is on the roadmap", text::left_open),
];

/// Runs the command. True if nothing has to be mended.
pub fn main() -> bool {
    let root = root();
    let mut problems = Vec::new();
    match files(&root) {
        Ok(files) => {
            problems.extend(CHECKS.iter().flat_map(|(_, check)| check(&files)));
            problems.extend(gold_names(&files));
            problems.extend(licences::check(&root, &files));
            problems.extend(graph::check(&root, &files));
        }
        Err(message) => problems.push(Problem::at(".", 0, message)),
    }
    problems.sort();
    problems.dedup();
    problems.iter().for_each(|problem| println!("{problem}"));
    println!("tidy: {} checks, {} problems", CHECKS.len() + 3, problems.len());
    problems.is_empty()
}

fn gold_names(files: &[File]) -> Vec<Problem> {
    let shared = crate::corpus::Shared::locate();
    match crate::corpus::gold::sets(&shared) {
        Ok(sets) => source::names(files, &source::names_of(&sets)),
        Err(error) => {
            eprintln!("SKIPPED: whether names of the annotated reports stand in code ({error})");
            Vec::new()
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The files that git knows or would add, by path.
fn files(root: &Path) -> Result<Vec<File>, String> {
    let listed = Command::new("git").args(["ls-files", "-co", "--exclude-standard", "-z"]).current_dir(root).output();
    let listed = listed.map_err(|error| format!("git ls-files: {error}"))?;
    if !listed.status.success() {
        return Err(format!("git ls-files: {}", String::from_utf8_lossy(&listed.stderr).trim()));
    }
    let names = String::from_utf8_lossy(&listed.stdout).into_owned();
    let mut paths: Vec<&str> = names.split('\0').filter(|path| !path.is_empty()).collect();
    paths.sort_unstable();
    paths.dedup();
    // A file that was deleted but not committed is still listed.
    let known = paths.into_iter().filter(|path| root.join(path).is_file());
    Ok(known.map(|path| File { path: path.to_owned(), text: read(&root.join(path)) }).collect())
}

fn read(path: &Path) -> String {
    fs::read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// The number of the line in which a byte lies, from 1.
fn line_of(text: &str, byte: usize) -> usize {
    1 + text.get(..byte).map_or(0, |before| before.matches('\n').count())
}

#[cfg(test)]
fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), text: text.to_owned() }
}
