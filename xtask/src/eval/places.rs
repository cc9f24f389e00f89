//! Place names and where they are put: LGL, TR-News, GeoVirus.

use whosays::document::{Basis, Place, Published};
use whosays::score::toponym::{Scores, Toponym, score};
use whosays::{Input, Report};

use super::{Context, Row, Skipped};
use crate::corpus::geoparsing::{Corpus, Document, documents};

/// Scores the three corpora.
pub(super) fn run(context: &Context) -> Result<Vec<Row>, Skipped> {
    let Some(annotate) = &context.system.annotate else {
        return Err(Skipped("the reader finds no places".to_owned()));
    };
    let mut rows = Vec::new();
    for corpus in [Corpus::Lgl, Corpus::TrNews, Corpus::GeoVirus].into_iter().filter(|c| context.reads(c.split())) {
        let mut sum = Scores::default();
        for document in documents(context.shared, corpus)? {
            sum += score(&document.toponyms, &found(&annotate(&input(&document))));
        }
        rows.extend(self::rows(&sum, corpus));
    }
    Ok(rows)
}

fn input(document: &Document) -> Input {
    let published = document.date.map(|date| Published::day(date, Basis::Metadata));
    Input { path: document.id.clone(), text: document.text.clone(), published, ..Input::default() }
}

fn found(report: &Report) -> Vec<Toponym> {
    let of = |place: &Place| {
        place.mentions.iter().map(|span| Toponym { span: *span, at: place.lat.zip(place.lon) }).collect::<Vec<_>>()
    };
    let mut all: Vec<Toponym> = report.places.iter().flat_map(of).collect();
    all.sort_by_key(|toponym| toponym.span);
    all
}

fn rows(sum: &Scores, corpus: Corpus) -> Vec<Row> {
    let row = |metric: &str, value: Option<f64>, n: usize| {
        let note = if corpus == Corpus::GeoVirus { "countries are not annotated" } else { "" };
        Row::new(corpus.as_str(), corpus.split().as_str(), metric, value, n).noted(note)
    };
    vec![
        row("toponym F1", sum.names.f1(), sum.names.gold),
        row("toponym recall", sum.names.recall(), sum.names.gold),
        row("accuracy within 161 km", sum.accuracy(), sum.located),
        row("found and within 161 km F1", sum.both.f1(), sum.both.gold),
        row("error median km", sum.median_km(), sum.located),
    ]
}
