//! Who may depend on whom: the arrows of ARCHITECTURE.md, checked against cargo's view.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use super::Problem;

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
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `dev`, `build`, or nothing.
    kind: Option<String>,
    path: Option<String>,
}

/// Asks cargo, and compares.
pub(super) fn check(root: &Path) -> Vec<Problem> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let args = ["metadata", "--format-version", "1", "--no-deps", "--offline"];
    let out = Command::new(cargo).args(args).current_dir(root).output();
    match out {
        Ok(out) if out.status.success() => problems(&String::from_utf8_lossy(&out.stdout)),
        Ok(out) => {
            vec![Problem::at("Cargo.toml", 0, format!("cargo metadata: {}", String::from_utf8_lossy(&out.stderr)))]
        }
        Err(error) => vec![Problem::at("Cargo.toml", 0, format!("cargo metadata: {error}"))],
    }
}

fn problems(metadata: &str) -> Vec<Problem> {
    let metadata: Metadata = match serde_json::from_str(metadata) {
        Ok(metadata) => metadata,
        Err(error) => return vec![Problem::at("Cargo.toml", 0, format!("cargo metadata: {error}"))],
    };
    metadata.packages.iter().flat_map(package).collect()
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
    let path = format!("crates/{}/Cargo.toml", package.name);
    let message = |other: &str| format!("`{}` must not depend on `{other}` (see ARCHITECTURE.md)", package.name);
    wrong.map(|dependency| Problem::at(&path, 0, message(&dependency.name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offences(name: &str, dependency: &str) -> usize {
        problems(&format!(r#"{{"packages": [{{"name": "{name}", "dependencies": [{dependency}]}}]}}"#)).len()
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
