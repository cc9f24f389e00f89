//! Time expressions and their values: TempEval-3 and WikiWars.

use whosays::document::{Basis, Published};
use whosays::score::Counts;
use whosays::score::time::{Expression, Scores, score};
use whosays::{Input, Report};

use super::{Context, Row, Skipped};
use crate::corpus::times::{Corpus, Document, documents};

/// Scores the three corpora.
pub(super) fn run(context: &Context) -> Result<Vec<Row>, Skipped> {
    let Some(annotate) = &context.system.annotate else {
        return Err(Skipped("the reader finds no times".to_owned()));
    };
    let corpora = [
        (Corpus::TempEvalTrain, "TempEval-3"),
        (Corpus::TempEvalPlatinum, "TempEval-3"),
        (Corpus::WikiWars, "WikiWars"),
    ];
    let mut rows = Vec::new();
    for (corpus, name) in corpora.into_iter().filter(|(corpus, _)| context.reads(corpus.split())) {
        let mut sum = Scores::default();
        for document in documents(context.shared, corpus)? {
            sum += document_scores(&document, &annotate(&input(&document)));
        }
        let row =
            |metric: &str, counts: Counts| Row::new(name, corpus.split().as_str(), metric, counts.f1(), counts.gold);
        rows.extend([row("strict F1", sum.strict), row("relaxed F1", sum.relaxed), row("value F1", sum.value)]);
        // TIMEX2 has no types.
        rows.extend((corpus != Corpus::WikiWars).then(|| row("type F1", sum.kind)));
    }
    Ok(rows)
}

fn input(document: &Document) -> Input {
    let published = document.date.map(|date| Published::day(date, Basis::Metadata));
    Input { path: document.id.clone(), text: document.text.clone(), published, ..Input::default() }
}

/// Gold expressions without a value are no question, and are left out.
fn document_scores(document: &Document, report: &Report) -> Scores {
    let golds = document.times.iter().filter(|time| !time.value.is_empty());
    let golds = golds.map(|time| Expression { span: time.span, value: &time.value, kind: &time.kind });
    let read = report.times.iter();
    let read = read.map(|time| Expression { span: time.span, value: &time.value, kind: time.kind.as_str() });
    score(&document.text, &golds.collect::<Vec<_>>(), &read.collect::<Vec<_>>())
}
