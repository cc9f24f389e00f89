//! `cargo ci`: everything that must hold before a change is handed in, in one command.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::time::Instant;

/// A step: its name and what cargo is asked to do.
struct Step {
    name: &'static str,
    args: &'static [&'static str],
    /// Its output tells how many tests passed.
    tests: bool,
    /// It is left out, loudly, where this cargo command is not installed.
    needs: Option<&'static str>,
}

const STEPS: [Step; 6] = [
    Step { name: "format", args: &["fmt", "--all", "--check"], tests: false, needs: None },
    Step {
        name: "lints",
        args: &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"],
        tests: false,
        needs: None,
    },
    Step {
        name: "documentation",
        args: &["doc", "--workspace", "--lib", "--no-deps", "--quiet"],
        tests: false,
        needs: None,
    },
    Step { name: "tests", args: &["test", "--workspace", "--no-fail-fast"], tests: true, needs: None },
    Step {
        name: "dependencies",
        args: &["deny", "check", "--hide-inclusion-graph", "bans", "licenses", "sources"],
        tests: false,
        needs: Some("deny"),
    },
    Step { name: "unused", args: &["machete"], tests: false, needs: Some("machete") },
];

/// How many checks held, and how many did not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

impl Tally {
    fn count(&mut self, good: bool) {
        if good { self.passed += 1 } else { self.failed += 1 }
    }
}

/// Runs every step, also after one has failed, then tidy. The last line says how many checks passed and failed; each
/// step counts as one, and each test.
pub fn main() -> bool {
    let mut tally = Tally::default();
    let mut lines = Vec::new();
    for step in &STEPS {
        if let Some(command) = step.needs.filter(|command| !is_installed(command)) {
            lines.push(format!("{:14} SKIPPED: cargo {command} is not installed", step.name));
            continue;
        }
        let start = Instant::now();
        let (good, tests) = run(step);
        // A failed step without a failed test did not get as far as testing.
        if !step.tests || (!good && tests.failed == 0) {
            tally.count(good);
        }
        tally.passed += tests.passed;
        tally.failed += tests.failed;
        lines.push(format!("{:14} {:6} {:5.0} s", step.name, verdict(good), start.elapsed().as_secs_f64()));
    }
    let start = Instant::now();
    let tidy = crate::tidy::main();
    tally.count(tidy);
    lines.push(format!("{:14} {:6} {:5.0} s", "tidy", verdict(tidy), start.elapsed().as_secs_f64()));
    println!("\n{}\n{} passed, {} failed", lines.join("\n"), tally.passed, tally.failed);
    tally.failed == 0
}

const fn verdict(good: bool) -> &'static str {
    if good { "ok" } else { "FAILED" }
}

fn cargo() -> Command {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    // By what `cargo run` says of this package cargo-machete would take itself for a program of it.
    command.env_remove("CARGO_PKG_NAME");
    command
}

fn is_installed(command: &str) -> bool {
    cargo().args([command, "--version"]).output().is_ok_and(|out| out.status.success())
}

/// Runs a step and shows its output as it comes.
fn run(step: &Step) -> (bool, Tally) {
    println!("\n== {}: cargo {}", step.name, step.args.join(" "));
    let mut command = cargo();
    command.args(step.args).env("RUSTDOCFLAGS", "-D warnings").stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            println!("cannot run cargo: {error}");
            return (false, Tally::default());
        }
    };
    let tests = child.stdout.take().map_or_else(Tally::default, watch);
    (child.wait().is_ok_and(|status| status.success()), tests)
}

fn watch(output: impl Read) -> Tally {
    let mut tests = Tally::default();
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        println!("{line}");
        let counted = counts(&line).unwrap_or_default();
        tests.passed += counted.passed;
        tests.failed += counted.failed;
    }
    tests
}

/// The numbers of a line such as `test result: ok. 23 passed; 0 failed; …`.
fn counts(line: &str) -> Option<Tally> {
    let result = line.trim().strip_prefix("test result: ")?;
    let number = |word: &str| -> Option<usize> {
        let before = result.split(word).next().filter(|before| before.len() < result.len())?;
        before.split_whitespace().next_back()?.parse().ok()
    };
    Some(Tally { passed: number(" passed")?, failed: number(" failed")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_lines_of_tests_are_added_up() {
        let output = "running 3 tests\ntest result: ok. 23 passed; 0 failed; 1 ignored; 0 measured\nx\n\
            test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured\n";
        assert_eq!(watch(output.as_bytes()), Tally { passed: 27, failed: 2 });
        assert_eq!(counts("test tests::passed ... ok"), None);
    }
}
