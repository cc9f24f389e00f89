//! The files behind the paths that a user gives.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::error::{Problem, ReadError};

/// A file that was passed over without being a fault.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Skipped {
    /// The file or folder.
    pub path: String,
    /// Why, as the rest of "it is ...".
    pub why: String,
}

/// One thing to read.
#[derive(Debug)]
pub(super) enum Found {
    /// Standard input.
    Standard,
    /// A file, and whether the user named it; else it was found in a folder.
    File(PathBuf, bool),
    /// A path that leads nowhere.
    Lost(ReadError),
}

/// The files behind all paths, in the order of the paths, and of their names inside a folder.
pub(super) fn files(paths: &[PathBuf], skipped: &mut Vec<Skipped>) -> Vec<Found> {
    let given = paths.iter().filter(|path| !path.is_dir()).map(|path| true_path(path)).collect();
    let mut walk = Walk { found: Vec::new(), given, seen: BTreeSet::new(), skipped };
    for path in paths {
        if path.as_os_str() == "-" {
            walk.found.push(Found::Standard);
        } else {
            walk.path(path);
        }
    }
    walk.found
}

struct Walk<'s> {
    found: Vec<Found>,
    /// The files that the user named, by their true path.
    given: BTreeSet<PathBuf>,
    /// What was met already, by its true path: a file that is given twice is one report.
    seen: BTreeSet<PathBuf>,
    skipped: &'s mut Vec<Skipped>,
}

impl Walk<'_> {
    fn path(&mut self, path: &Path) {
        match fs::metadata(path) {
            Ok(about) if about.is_dir() => {
                let before = self.found.len() + self.skipped.len();
                self.folder(path);
                if self.found.len() + self.skipped.len() == before {
                    self.lost(path, Problem::EmptyFolder);
                }
            }
            Ok(_) => self.file(path),
            Err(error) => self.lost(path, Problem::io(&error)),
        }
    }

    fn file(&mut self, path: &Path) {
        let true_path = true_path(path);
        let given = self.given.contains(&true_path);
        if self.seen.insert(true_path) {
            self.found.push(Found::File(path.to_owned(), given));
        } else {
            self.skip(path, "given twice");
        }
    }

    /// Everything in a folder and in its folders. A folder is entered once, so that links cannot lead in a circle.
    fn folder(&mut self, path: &Path) {
        let mut open = vec![path.to_owned()];
        while let Some(path) = open.pop() {
            if !path.is_dir() {
                self.file(&path);
            } else if self.seen.insert(true_path(&path)) {
                match self.inside(&path) {
                    Ok(inside) => open.extend(inside.into_iter().rev()),
                    Err(error) => self.lost(&path, Problem::io(&error)),
                }
            }
        }
    }

    /// What lies in a folder, by name.
    fn inside(&mut self, folder: &Path) -> std::io::Result<Vec<PathBuf>> {
        let mut inside = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
                self.skip(&path, "hidden");
            } else {
                inside.push(path);
            }
        }
        inside.sort();
        Ok(inside)
    }

    fn skip(&mut self, path: &Path, why: &str) {
        self.skipped.push(Skipped { path: path.display().to_string(), why: why.to_owned() });
    }

    fn lost(&mut self, path: &Path, problem: Problem) {
        self.found.push(Found::Lost(ReadError::new(&path.display().to_string(), problem)));
    }
}

/// The path without links; as it is where there is no such file.
fn true_path(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
