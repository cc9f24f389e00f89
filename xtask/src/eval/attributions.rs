//! Attributions: PolNeAR, with Citron's metrics.
//!
//! Both sides are put into tokens of the program, as Citron counts tokens of its parser. As in the published numbers,
//! attributions without a source are left out on both sides.

use whosays::score::attribution::{Attribution, Match, Scores, score};
use whosays::{Input, Report, Span};

use super::{Context, Row, Skipped, run};
use crate::corpus::Split;
use crate::corpus::polnear::{self, Document};

/// Scores the dev part.
pub(super) fn run(context: &Context) -> Result<Vec<Row>, Skipped> {
    let Some(annotate) = &context.system.annotate else {
        return Err(Skipped("the reader finds no attributions".to_owned()));
    };
    if !context.reads(Split::Dev) {
        return Ok(Vec::new());
    }
    let mut sum = Scores::default();
    for document in polnear::documents(context.shared, Split::Dev)? {
        sum += document_scores(&document, &annotate(&input(&document)));
    }
    let row = |metric: &str, part: Match| {
        Row::new("PolNeAR", "dev", metric, part.f1(), part.gold).noted("attributions with a source; Citron's metrics")
    };
    Ok(vec![
        row("cue F1", sum.cue),
        row("source F1", sum.source),
        row("content F1", sum.content),
        row("whole F1", sum.whole),
        row("source overlap F1", sum.source_overlap),
        row("content overlap F1", sum.content_overlap),
    ])
}

fn input(document: &Document) -> Input {
    Input { path: document.id.clone(), text: document.text.clone(), ..Input::default() }
}

fn document_scores(document: &Document, report: &Report) -> Scores {
    let sourced = |all: &[polnear::Attribution]| -> Vec<Attribution> {
        all.iter().filter(|a| !a.source.is_empty()).map(|a| in_tokens(a, report)).collect()
    };
    score(&sourced(&document.attributions), &sourced(&run::attributions(report)))
}

/// From bytes to tokens. Citron takes the cue as one span from its first word to its last.
fn in_tokens(attribution: &polnear::Attribution, report: &Report) -> Attribution {
    let tokens = |span: &Span| {
        let first = report.tokens.partition_point(|token| token.span.end <= span.start);
        let after = report.tokens.partition_point(|token| token.span.start < span.end);
        Span::new(first, after.max(first))
    };
    let all = |spans: &[Span]| spans.iter().map(tokens).collect::<Vec<_>>();
    let cue = all(&attribution.cue).into_iter().reduce(|a, b| a.cover(b)).unwrap_or_default();
    Attribution { source: all(&attribution.source), cue, content: all(&attribution.content) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use whosays::document::{Published, Relation, Token, Upos, Wire, Xpos};

    fn report(text: &str) -> Report {
        let starts = text.split(' ').map(|word| word.as_ptr() as usize - text.as_ptr() as usize);
        let span = |start: usize| Span::new(start, start + text[start..].split(' ').next().map_or(0, str::len));
        let token = |span| Token {
            span,
            lemma: String::new(),
            upos: Upos::X,
            xpos: Xpos::Xx,
            head: None,
            relation: Relation::Dep,
            function: None,
            sentence: 0,
        };
        Report {
            id: String::new(),
            path: String::new(),
            text: text.to_owned(),
            language: None,
            title: None,
            outlet: None,
            url: None,
            published: Published::UNKNOWN,
            wire: Wire::default(),
            sentences: vec![],
            tokens: starts.map(|start| token(span(start))).collect(),
            quotes: vec![],
            names: vec![],
            entities: vec![],
            times: vec![],
            places: vec![],
            statements: vec![],
            tolls: vec![],
            events: vec![],
            diagnostics: vec![],
        }
    }

    #[test]
    fn spans_become_the_tokens_that_they_touch() {
        let text = "Akter told the crowd that it was over";
        let at = |words: &str| Span::new(text.find(words).unwrap(), text.find(words).unwrap() + words.len());
        let attribution = polnear::Attribution {
            source: vec![at("Akter")],
            cue: vec![at("told"), at("that")],
            content: vec![at("it was over")],
        };
        let tokens = in_tokens(&attribution, &report(text));
        assert_eq!((tokens.source, tokens.cue), (vec![Span::new(0, 1)], Span::new(1, 5)));
        assert_eq!(tokens.content, [Span::new(5, 8)]);
    }

    #[test]
    fn attributions_without_a_source_are_no_misses() {
        let text = "It was said that it was over";
        let sourceless =
            polnear::Attribution { source: vec![], cue: vec![Span::new(7, 11)], content: vec![Span::new(12, 28)] };
        let document =
            Document { id: String::new(), text: text.to_owned(), date: String::new(), attributions: vec![sourceless] };
        assert_eq!(document_scores(&document, &report(text)).cue.gold, 0);
    }
}
