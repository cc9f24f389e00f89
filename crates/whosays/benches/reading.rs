//! How fast reports are read: `cargo bench -p whosays`.
//!
//! The input is the text of `examples/`, repeated, so that every run reads the same words on every machine. Each bench
//! counts bytes or items, so that divan prints rates; each checks a count of what it read, so that a stage that became
//! faster by reading less is noticed. Recorded runs lie in `bench/runs/`.

use std::fs;
use std::path::Path;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use whosays::Lexicon;
use whosays::score::gold::{Gold, GoldDocument, GoldStatement};
use whosays::score::{Coverage, score};

fn main() {
    divan::main();
}

/// The plain texts of all examples, by path.
fn texts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let folders = fs::read_dir(root).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<_> = folders
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flat_map(|files| files.flatten().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    files.iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
}

/// Reading a word table of 10,000 rows.
#[divan::bench]
fn lexicon(bencher: Bencher) {
    let rows: String = (0..10_000).map(|i| format!("row-{i}\tword {i}\tyes\tno\n")).collect();
    let table = format!("id\tword\tyes\tno\n{rows}");
    bencher.counter(BytesCount::of_str(&table)).bench(|| {
        let lexicon = Lexicon::parse("bench", divan::black_box(&table));
        assert_eq!(lexicon.rows().count(), 10_000);
        lexicon
    });
}

/// Scoring: finding the quotes of one statement a word in every example.
#[divan::bench]
fn scorer(bencher: Bencher) {
    let documents: Vec<GoldDocument> =
        texts().into_iter().enumerate().map(|(number, text)| GoldDocument { stem: number.to_string(), text }).collect();
    let statements = documents.iter().enumerate().flat_map(|(document, known)| {
        known.text.split_whitespace().enumerate().map(move |(word, cue)| GoldStatement {
            document,
            id: format!("{document}.{word}"),
            cue: vec![cue.to_owned()],
            ..GoldStatement::default()
        })
    });
    let statements: Vec<GoldStatement> = statements.collect();
    let gold = Gold { documents, statements, ..Gold::default() };
    assert!(gold.statements.len() > 1_500);
    bencher.counter(ItemsCount::new(gold.statements.len())).bench(|| score(&gold, &whosays::Record::default()));
}

/// The overlap of two sets of stretches, the inner loop of scoring.
#[divan::bench]
fn coverage(bencher: Bencher) {
    let spans = |offset: usize| Coverage::new((0..1_000).map(|i| (i * 10 + offset, i * 10 + offset + 7)));
    let (a, b) = (spans(0), spans(3));
    bencher.bench(|| {
        let common = divan::black_box(&a).common(divan::black_box(&b));
        assert_eq!(common, 4_000);
        common
    });
}
