//! Who may depend on whom: the arrows of ARCHITECTURE.md, checked against cargo's view; and that nobody depends on what he
//! does not use.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use super::rust::lines_with;
use super::{File, Problem};

/// The crates of the house that each may use. The chores may use all of them and are used by nobody.
const ARROWS: [(&str, &[&str]); 3] =
    [("whosays-data", &[]), ("whosays", &["whosays-data"]), ("whosays-store", &["whosays-data", "whosays"])];
/// Crates from outside that the core must not use: formats, files, network, clocks, asynchrony.
const NOT_IN_CORE: [&str; 12] = [
    "serde",
    "serde_json",
    "toml",
    "csv",
    "rusqlite",
    "tokio",
    "ureq",
    "reqwest",
    "arrow",
    "parquet",
    "chrono",
    "rand",
];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `dev`, `build`, or nothing.
    kind: Option<String>,
    path: Option<String>,
    /// Another name that it goes by.
    rename: Option<String>,
}

/// Asks cargo, and compares.
pub(super) fn check(root: &Path, files: &[File]) -> Vec<Problem> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let args = ["metadata", "--format-version", "1", "--no-deps", "--offline"];
    let out = Command::new(cargo).args(args).current_dir(root).output();
    match out {
        Ok(out) if out.status.success() => problems(&String::from_utf8_lossy(&out.stdout), files),
        Ok(out) => {
            vec![Problem::at("Cargo.toml", 0, format!("cargo metadata: {}", String::from_utf8_lossy(&out.stderr)))]
        }
        Err(error) => vec![Problem::at("Cargo.toml", 0, format!("cargo metadata: {error}"))],
    }
}

fn problems(metadata: &str, files: &[File]) -> Vec<Problem> {
    let metadata: Metadata = match serde_json::from_str(metadata) {
        Ok(metadata) => metadata,
        Err(error) => return vec![Problem::at("Cargo.toml", 0, format!("cargo metadata: {error}"))],
    };
    let packages = metadata.packages.iter();
    packages.flat_map(|one| package(one).into_iter().chain(unused(one, files))).collect()
}

/// Dependencies whose name stands in no source file of the crate.
fn unused(package: &Package, files: &[File]) -> Vec<Problem> {
    let folder = package.manifest_path.trim_end_matches("Cargo.toml");
    let inside = |path: &str| path.match_indices('/').any(|(at, _)| folder.ends_with(&format!("/{}/", &path[..at])));
    let sources: Vec<&File> = files.iter().filter(|file| file.path.ends_with(".rs") && inside(&file.path)).collect();
    let name = |dependency: &Dependency| {
        dependency.rename.clone().unwrap_or_else(|| dependency.name.clone()).replace('-', "_")
    };
    let used =
        |dependency: &Dependency| sources.iter().any(|file| lines_with(&file.text, &name(dependency)).next().is_some());
    let idle = package.dependencies.iter().filter(|dependency| !used(dependency));
    let message = |other: &str| format!("`{}` does not use `{other}`: take it out", package.name);
    let path = if package.name == "xtask" { "xtask/Cargo.toml".to_owned() } else { manifest(&package.name) };
    idle.map(|dependency| Problem::at(&path, 0, message(&dependency.name))).collect()
}

fn manifest(name: &str) -> String {
    format!("crates/{name}/Cargo.toml")
}

fn package(package: &Package) -> Vec<Problem> {
    let allowed = ARROWS.iter().find(|(name, _)| *name == package.name).map(|(_, allowed)| *allowed);
    let used = package.dependencies.iter().filter(|d| d.kind.as_deref() != Some("dev"));
    let wrong = used.filter(|dependency| match (&dependency.path, allowed) {
        _ if dependency.name == "xtask" => true,
        (Some(_), Some(allowed)) => !allowed.contains(&dependency.name.as_str()),
        (None, Some([])) => true,
        (None, _) => package.name == "whosays" && NOT_IN_CORE.contains(&dependency.name.as_str()),
        (Some(_), None) => false,
    });
    let path = manifest(&package.name);
    let message = |other: &str| format!("`{}` must not depend on `{other}` (see ARCHITECTURE.md)", package.name);
    wrong.map(|dependency| Problem::at(&path, 0, message(&dependency.name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, dependency: &str) -> Vec<Problem> {
        let manifest = format!("/checkout/crates/{name}/Cargo.toml");
        let package = format!(r#"{{"name": "{name}", "manifest_path": "{manifest}", "dependencies": [{dependency}]}}"#);
        let source = super::super::file("crates/whosays/src/lib.rs", "use jiff::civil::Date;\n");
        problems(&format!(r#"{{"packages": [{package}]}}"#), &[source])
    }

    #[test]
    fn a_dependency_that_nobody_uses_is_found() {
        assert_eq!(found("whosays", r#"{"name": "jiff", "kind": null, "path": null}"#), []);
        let idle = found("whosays", r#"{"name": "any-ascii", "kind": null, "path": null}"#);
        assert_eq!(idle.len(), 1);
        assert!(idle[0].message.contains("does not use `any-ascii`"));
    }

    fn offences(name: &str, dependency: &str) -> usize {
        found(name, dependency).iter().filter(|problem| problem.message.contains("must not depend")).count()
    }

    #[test]
    fn arrows_the_wrong_way_are_found() {
        assert_eq!(offences("whosays", r#"{"name": "whosays-store", "kind": null, "path": "/x"}"#), 1);
        assert_eq!(offences("whosays", r#"{"name": "whosays-data", "kind": null, "path": "/x"}"#), 0);
        assert_eq!(offences("whosays-cli", r#"{"name": "xtask", "kind": "build", "path": "/x"}"#), 1);
        assert_eq!(offences("whosays-cli", r#"{"name": "whosays-store", "kind": null, "path": "/x"}"#), 0);
    }

    #[test]
    fn the_data_depends_on_nothing_and_the_core_on_no_format() {
        assert_eq!(offences("whosays-data", r#"{"name": "fst", "kind": null, "path": null}"#), 1);
        assert_eq!(offences("whosays", r#"{"name": "serde", "kind": null, "path": null}"#), 1);
        assert_eq!(offences("whosays", r#"{"name": "serde_json", "kind": "dev", "path": null}"#), 0);
        assert_eq!(offences("whosays", r#"{"name": "jiff", "kind": null, "path": null}"#), 0);
    }
}
