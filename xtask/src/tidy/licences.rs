//! Licences of everything that is linked: each must be on the list of `deny.toml`.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use super::{File, Problem};

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// Where it was fetched from; nothing for the crates of the house.
    source: Option<String>,
}

/// Asks cargo for all packages. What cannot be fetched is skipped, loudly.
pub(super) fn check(root: &Path, files: &[File]) -> Vec<Problem> {
    let Some(list) = files.iter().find(|file| file.path == "deny.toml") else {
        return vec![Problem::at("deny.toml", 0, "the list of allowed licences is missing")];
    };
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let out = Command::new(cargo).args(["metadata", "--format-version", "1", "--locked"]).current_dir(root).output();
    match out {
        Ok(out) if out.status.success() => problems(&String::from_utf8_lossy(&out.stdout), &allowed(&list.text)),
        Ok(out) => {
            eprintln!("SKIPPED: licences ({})", String::from_utf8_lossy(&out.stderr).trim());
            Vec::new()
        }
        Err(error) => vec![Problem::at("Cargo.toml", 0, format!("cargo metadata: {error}"))],
    }
}

/// The names in the list `allow` of the section `[licenses]`.
fn allowed(deny: &str) -> Vec<String> {
    let section = deny.split_once("[licenses]").map_or("", |(_, rest)| rest);
    let list = section.split_once("allow = [").and_then(|(_, rest)| rest.split_once(']')).map_or("", |(list, _)| list);
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

fn problems(metadata: &str, allowed: &[String]) -> Vec<Problem> {
    let metadata: Metadata = match serde_json::from_str(metadata) {
        Ok(metadata) => metadata,
        Err(error) => return vec![Problem::at("Cargo.toml", 0, format!("cargo metadata: {error}"))],
    };
    let foreign = metadata.packages.iter().filter(|package| package.source.is_some());
    let wrong =
        foreign.filter(|package| !package.license.as_deref().is_some_and(|licence| is_allowed(licence, allowed)));
    let message = |package: &Package| {
        let licence = package.license.as_deref().unwrap_or("no licence");
        format!("{} {} is under {licence}, which deny.toml does not allow", package.name, package.version)
    };
    wrong.map(|package| Problem::at("Cargo.lock", 0, message(package))).collect()
}

/// An SPDX expression: one side of each `OR` must be allowed, both sides of each `AND`. A slash is an old way to write OR.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    either(&words, &mut 0, allowed)
}

fn either(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut good = both(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        good |= both(words, at, allowed);
    }
    good
}

fn both(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut good = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        good &= one(words, at, allowed);
    }
    good
}

fn one(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let Some(&word) = words.get(*at) else { return false };
    *at += 1;
    if word == "(" {
        let good = either(words, at, allowed);
        *at += 1;
        return good;
    }
    let mut licence = word.to_owned();
    if words.get(*at) == Some(&"WITH") {
        licence = format!("{word} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
    }
    allowed.contains(&licence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_side_of_or_and_both_sides_of_and() {
        let allowed = allowed(
            "[licenses]\nallow = [\n  \"MIT\",\n  \"Apache-2.0 WITH LLVM-exception\",\n  \"Unicode-3.0\",\n]\n",
        );
        for good in [
            "MIT",
            "GPL-3.0 OR MIT",
            "(GPL-3.0 OR MIT) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
            "MIT/GPL-3.0",
        ] {
            assert!(is_allowed(good, &allowed), "{good}");
        }
        for bad in ["", "GPL-3.0", "MIT AND GPL-3.0", "Apache-2.0", "GPL-3.0 OR (MIT AND Apache-2.0)"] {
            assert!(!is_allowed(bad, &allowed), "{bad}");
        }
    }

    #[test]
    fn a_package_under_another_licence_is_found_and_our_own_are_not() {
        let package = |name, licence, source| {
            format!(r#"{{"name": "{name}", "version": "1.0.0", "license": {licence}, "source": {source}}}"#)
        };
        let (own, bad) = (package("own", "null", "null"), package("bad", r#""GPL-3.0""#, r#""registry""#));
        let found = problems(&format!(r#"{{"packages": [{own}, {bad}]}}"#), &["MIT".to_owned()]);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.starts_with("bad 1.0.0 is under GPL-3.0"));
    }
}
