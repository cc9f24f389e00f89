//! Names of persons, organisations and places: Worldwide newswire (outlets held out), WikiGold, re3d.

use whosays::document::NameKind;
use whosays::score::Counts;
use whosays::score::span::{Labeled, exact, overlapping};
use whosays::{Input, Span};

use super::{Context, Row, Skipped};
use crate::corpus::{NamedSentence, Split, main_names, re3d, wikigold, worldwide};

type Names = Vec<Labeled<NameKind>>;
type Compare = fn(&[Labeled<NameKind>], &[Labeled<NameKind>]) -> Counts;

const KINDS: [(NameKind, &str); 3] =
    [(NameKind::Person, "persons"), (NameKind::Organization, "organisations"), (NameKind::Place, "places")];

/// Scores the three corpora.
pub(super) fn run(context: &Context) -> Result<Vec<Row>, Skipped> {
    if context.system.annotate_tokens.is_none() && context.system.annotate.is_none() {
        return Err(Skipped("the reader finds no names".to_owned()));
    }
    let mut rows = Vec::new();
    let documents = worldwide::documents(context.shared)?;
    for split in [Split::Dev, Split::Test].into_iter().filter(|&split| context.reads(split)) {
        let chosen = documents.iter().filter(|d| d.split == split).map(|d| d.sentences.as_slice()).collect::<Vec<_>>();
        rows.extend(tagged(context, &chosen, worldwide::kind, "Worldwide newswire", split));
    }
    if context.reads(Split::Test) {
        let sentences = wikigold::sentences(context.shared)?;
        rows.extend(tagged(context, &[&sentences], wikigold::kind, "WikiGold", Split::Test));
        rows.extend(reports(context)?);
    }
    Ok(rows)
}

/// Corpora of tagged tokens.
fn tagged(
    context: &Context,
    documents: &[&[NamedSentence]],
    kind: fn(&str) -> Option<NameKind>,
    corpus: &str,
    split: Split,
) -> Vec<Row> {
    let Some(annotate) = &context.system.annotate_tokens else { return Vec::new() };
    let mut pairs = Vec::new();
    for sentences in documents {
        let tokens: Vec<_> = sentences.iter().map(|sentence| sentence.tokens.clone()).collect();
        let read = annotate(&tokens);
        pairs.extend(sentences.iter().zip(read).map(|(gold, read)| {
            let golds = main_names(&gold.names, kind);
            let read = read.names.into_iter().map(|(tokens, kind)| Labeled { span: tokens.into(), label: kind });
            (golds.into_iter().map(|(span, label)| Labeled { span, label }).collect(), read.collect())
        }));
    }
    rows(&pairs, corpus, split, "gold tokens")
}

/// re3d gives raw text and mentions with their articles; the exact score is bounded by that.
fn reports(context: &Context) -> Result<Vec<Row>, Skipped> {
    let Some(annotate) = &context.system.annotate else { return Ok(Vec::new()) };
    let mut pairs = Vec::new();
    for document in re3d::documents(context.shared)? {
        let input = Input { path: document.id.clone(), text: document.text.clone(), ..Input::default() };
        let report = annotate(&input);
        let golds = main_names(&document.entities, re3d::kind);
        let label = |(span, label): (Span, NameKind)| Labeled { span, label };
        let read = report.names.iter().map(|name| Labeled { span: name.span, label: name.kind });
        pairs.push((golds.into_iter().map(label).collect(), read.collect()));
    }
    Ok(rows(&pairs, "re3d", Split::Test, "raw text; mentions may be descriptions"))
}

/// One row for all names, one for each kind, one for overlap.
fn rows(pairs: &[(Names, Names)], corpus: &str, split: Split, note: &str) -> Vec<Row> {
    let of = |kind: Option<NameKind>, names: &Names| -> Names {
        let known = |k: NameKind| KINDS.iter().any(|(main, _)| *main == k);
        names.iter().filter(|name| kind.map_or(known(name.label), |k| name.label == k)).copied().collect()
    };
    let count = |kind: Option<NameKind>, counts: Compare| {
        pairs.iter().map(|(gold, read)| counts(&of(kind, gold), &of(kind, read))).sum::<Counts>()
    };
    let row =
        |metric: &str, counts: Counts| Row::new(corpus, split.as_str(), metric, counts.f1(), counts.gold).noted(note);
    let mut rows = vec![row("names F1", count(None, exact)), row("names overlap F1", count(None, overlapping))];
    rows.extend(KINDS.map(|(kind, name)| row(&format!("{name} F1"), count(Some(kind), exact))));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_kinds_count_on_neither_side() {
        let at = |start, label| Labeled { span: Span::new(start, start + 1), label };
        let gold = vec![at(0, NameKind::Person), at(2, NameKind::Place)];
        let read = vec![at(0, NameKind::Person), at(5, NameKind::People), at(7, NameKind::Place)];
        let rows = rows(&[(gold, read)], "x", Split::Dev, "");
        let value = |metric: &str| rows.iter().find(|row| row.metric == metric).and_then(|row| row.value);
        assert_eq!(value("names F1"), Some(50.0));
        assert_eq!(value("persons F1"), Some(100.0));
        assert_eq!(value("places F1"), Some(0.0));
    }
}
