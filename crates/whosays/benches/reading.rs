//! How fast reports are read: `cargo bench -p whosays`.
//!
//! The input is the text of `examples/`, repeated, so that every run reads the same words on every machine. Each bench
//! counts bytes or items, so that divan prints rates; each checks a count of what it read, so that a stage that became
//! faster by reading less is noticed. Recorded runs lie in `bench/runs/`.

use std::fs;
use std::path::Path;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use whosays::document::{Basis, Published};
use whosays::score::gold::{Gold, GoldDocument, GoldStatement};
use whosays::score::{Coverage, score};
use whosays::{Input, Lexicon, Reader};

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

/// Words of an article, about as many as a dispatch of an agency has.
const WORDS: usize = 500;

/// Articles of about [`WORDS`] words, made of the paragraphs of the examples, so that no two are alike and all are news.
fn articles(count: usize) -> Vec<Input> {
    let texts = texts();
    let paragraphs: Vec<&str> =
        texts.iter().flat_map(|text| text.lines()).filter(|line| line.split_whitespace().count() > 8).collect();
    assert!(paragraphs.len() > 40, "{}", paragraphs.len());
    let article = |number: usize| {
        let (mut text, mut at, mut words) = (String::new(), number * 17, 0);
        while words < WORDS {
            let paragraph = paragraphs[at % paragraphs.len()];
            words += paragraph.split_whitespace().count();
            text.push_str(paragraph);
            text.push_str("\n\n");
            at += 7;
        }
        let published = Some(Published::day(jiff::civil::date(2019, 3, 15), Basis::Metadata));
        Input { path: format!("{number}.txt"), text, published, ..Input::default() }
    };
    (0..count).map(article).collect()
}

/// From nothing to a reader: tables, gazetteer, model.
#[divan::bench]
fn start() -> bool {
    Reader::english().is_ok()
}

/// One article through all stages that read a report by itself, on one core.
#[divan::bench(sample_count = 40)]
fn report(bencher: Bencher) {
    let reader = Reader::english().expect("the model and the tables are whole");
    let articles = articles(8);
    let read = || articles.iter().map(|article| reader.read_report(article.clone())).collect::<Vec<_>>();
    bencher.counter(ItemsCount::new(articles.len())).bench(|| {
        let reports = read();
        assert!(reports.iter().all(|report| report.statements.len() > 4 && report.tokens.len() > WORDS));
        reports
    });
}

/// Forty articles of one day through everything, also what stands across them, on one core.
#[divan::bench(sample_count = 10)]
fn record(bencher: Bencher) {
    let reader = Reader::english().expect("the model and the tables are whole");
    let articles = articles(40);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    bencher.counter(ItemsCount::new(articles.len())).bench(|| {
        let record = pool.install(|| reader.read(articles.clone(), &|_| {}));
        assert!(record.claims.len() > 40 && !record.reprints.is_empty());
        record
    });
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
