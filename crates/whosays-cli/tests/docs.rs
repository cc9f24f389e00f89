//! Everything that a user can type or read is documented.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

use std::fs;
use std::path::Path;

use clap::CommandFactory;
use whosays::glossary::Glossary;
use whosays_store::write::Table;

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)).unwrap()
}

#[test]
fn every_command_and_flag() {
    let page = page("commands.md");
    let mut command = whosays_cli::args::Args::command();
    command.build();
    for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
        let name = command.get_name();
        let heading = format!("\n## `whosays {name}");
        let section = page.split_once(&heading).unwrap_or_else(|| panic!("{name} has no section")).1;
        let section = section.split("\n## ").next().unwrap();
        for flag in command.get_arguments().filter_map(|argument| argument.get_long()).filter(|flag| *flag != "help") {
            assert!(section.contains(&format!("`--{flag}`")), "{name} --{flag} is not documented");
        }
    }
    for flag in page.split("| `--").skip(1).map(|rest| rest.split('`').next().unwrap()) {
        let read = command.find_subcommand("read").unwrap();
        assert!(read.get_arguments().any(|argument| argument.get_long() == Some(flag)), "--{flag} does not exist");
    }
}

#[test]
fn every_field_of_the_record_as_the_glossary_has_it() {
    let page = page("record.md");
    let glossary = Glossary::english();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    for entry in glossary.group("field") {
        let row = format!("| `{}` | {} |", entry.term, entry.text);
        assert!(rows.contains(&row.as_str()), "docs/record.md lacks the line\n{row}");
    }
    assert_eq!(rows.len(), glossary.group("field").len(), "docs/record.md has a field that does not exist");
}

#[test]
fn every_column_of_every_table() {
    let page = page("tables.md");
    for table in Table::ALL {
        let heading = format!("\n## {}\n", table.name());
        let section = page.split_once(&heading).unwrap_or_else(|| panic!("{} has no section", table.name())).1;
        let section = section.split("\n## ").next().unwrap();
        let columns: Vec<&str> =
            section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
        assert_eq!(columns, table.columns(), "{}", table.name());
    }
}

/// Between these marks the README repeats `eval/scores.csv`.
const SCORES: [&str; 2] = ["<!-- scores of gold", "<!-- end of scores -->"];

#[test]
fn the_scores_in_the_readme_are_those_of_the_last_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let Ok(scores) = fs::read_to_string(root.join("eval/scores.csv")) else {
        eprintln!("SKIPPED: nothing was measured yet, there is no eval/scores.csv");
        return;
    };
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (before, rest) = readme.split_once(SCORES[0]).unwrap();
    let (table, after) = rest.split_once(SCORES[1]).unwrap();
    let table: String = table.split_inclusive('\n').map(|line| with_score(line, &scores)).collect();
    let current = format!("{before}{}{table}{}{after}", SCORES[0], SCORES[1]);
    if std::env::var("INSTA_UPDATE").is_ok_and(|wish| wish == "always") {
        fs::write(root.join("README.md"), current).unwrap();
    } else {
        assert!(readme == current, "the scores in README.md are old; `cargo golden` copies them from eval/scores.csv");
    }
}

/// A line of the README's table with the number that the file has for all annotated reports together.
fn with_score(line: &str, scores: &str) -> String {
    let Some((metric, rest)) = line.strip_prefix("| `").and_then(|rest| rest.split_once("` | ")) else {
        return line.to_owned();
    };
    let meaning = rest.splitn(3, " | ").nth(2).unwrap();
    let row = scores
        .lines()
        .map(|row| row.split(',').collect::<Vec<_>>())
        .find(|row| row.first() == Some(&"gold") && row.get(2) == Some(&metric));
    let (value, n) = row.map_or(("–", "–"), |row| (row[3], row[4]));
    format!("| `{metric}` | {value} | {n} | {meaning}")
}

#[test]
fn what_documents_lead_to_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/commands.md", "docs/examples.md"] {
        let text = fs::read_to_string(root.join(name)).unwrap();
        let folder = root.join(name).parent().unwrap().to_owned();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let local = !target.starts_with("http") && !target.starts_with('#');
            assert!(!local || folder.join(target).exists(), "{name} leads to {target}, which is not there");
        }
    }
}

#[test]
fn every_section_of_the_brief() {
    let page = page("commands.md");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/brief");
    let mut sections = 0;
    for file in fs::read_dir(source).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for heading in text.split("heading(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let told =
                page.contains(&format!("| {heading} |")) || page.to_lowercase().contains(&heading.to_lowercase());
            assert!(told, "{heading} is not documented");
            sections += 1;
        }
    }
    assert!(sections > 10, "{sections}");
}
