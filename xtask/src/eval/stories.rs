//! Which reports tell of one run of events: the clusters of Giveme5W1H, all read together.

use std::collections::BTreeMap;

use whosays::document::{Basis, Published};
use whosays::score::coreference::b_cubed;
use whosays::{Input, Record};

use super::{Context, Row, Skipped};
use crate::corpus::Split;
use crate::corpus::giveme5w1h::{Clustered, clusters};

/// Scores the clusters.
pub(super) fn run(context: &Context) -> Result<Vec<Row>, Skipped> {
    let Some(read) = &context.system.read else {
        return Err(Skipped("the reader makes no record".to_owned()));
    };
    if !context.reads(Split::Test) {
        return Ok(Vec::new());
    }
    let articles = clusters(context.shared)?;
    let record = read(articles.iter().map(input).collect());
    let scores = b_cubed(&by_event(&articles), &by_story(&record));
    let row = |metric, value| Row::new("Giveme5W1H clusters", "test", metric, value, articles.len());
    Ok(vec![
        row("stories B3 F1", scores.f1()),
        row("stories B3 precision", scores.precision),
        row("stories B3 recall", scores.recall),
    ])
}

fn input(article: &Clustered) -> Input {
    let date = article.date.parse().ok();
    Input {
        path: article.id.clone(),
        text: article.text.clone(),
        title: Some(article.title.clone()),
        published: date.map(|date| Published::day(date, Basis::Metadata)),
        ..Input::default()
    }
}

fn by_event(articles: &[Clustered]) -> Vec<Vec<String>> {
    let mut events: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    articles.iter().for_each(|article| events.entry(article.event).or_default().push(article.id.clone()));
    events.into_values().collect()
}

/// The stories, and each report that is in none for itself.
fn by_story(record: &Record) -> Vec<Vec<String>> {
    let path = |report: usize| record.reports.get(report).map_or_else(String::new, |report| report.path.clone());
    let mut stories: Vec<Vec<String>> =
        record.stories.iter().map(|story| story.reports.iter().map(|&report| path(report)).collect()).collect();
    let told = |report: &usize| record.stories.iter().any(|story| story.reports.contains(report));
    let alone: Vec<usize> = (0..record.reports.len()).filter(|report| !told(report)).collect();
    stories.extend(alone.into_iter().map(|report| vec![path(report)]));
    stories
}
