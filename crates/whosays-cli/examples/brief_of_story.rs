//! The brief of an annotated story, as it is when everything is read right:
//! `cargo run -p whosays-cli --example brief_of_story -- FOLDER [WIDTH] [--color] [--explain] [--full] [--alone N]`.

#[path = "../../whosays-store/tests/support/story.rs"]
mod story;

use std::path::Path;

use whosays_cli::brief::brief;
use whosays_cli::page::Look;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| args.iter().any(|arg| arg == flag);
    let width = args.iter().find_map(|arg| arg.parse().ok()).unwrap_or(100);
    let look = Look { width, color: has("--color"), explain: has("--explain"), full: has("--full") };
    let Some(mut record) = args.first().and_then(|folder| story::story(Path::new(folder))) else {
        eprintln!("give a folder with a gold.json");
        std::process::exit(2);
    };
    if has("--alone") {
        record.reports.truncate(1);
        record = whosays::Record { reports: record.reports, ..whosays::Record::default() };
    }
    print!("{}", brief(&record, &look));
}
