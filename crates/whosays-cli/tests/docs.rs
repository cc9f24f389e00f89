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
