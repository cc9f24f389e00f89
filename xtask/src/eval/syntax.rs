//! Tags and trees on gold tokens; tokens and sentences from raw text: UD English EWT and GUM.

use whosays::score::parse::{Arc, Attachment, attachment, tags};
use whosays::score::{Counts, segment};
use whosays::{Input, Span};

use super::run::{ReadSentence, System};
use super::{Context, Row, Skipped};
use crate::corpus::Split;
use crate::corpus::ud::{self, Document, Sentence, Treebank};

/// Scores the dev and test parts of both treebanks.
pub(super) fn run(context: &Context) -> Result<Vec<Row>, Skipped> {
    if context.system.annotate_tokens.is_none() && context.system.annotate.is_none() {
        return Err(Skipped("the reader has no tagger and parser".to_owned()));
    }
    let mut rows = Vec::new();
    for (treebank, name) in [(Treebank::Ewt, "UD EWT"), (Treebank::Gum, "UD GUM")] {
        for split in [Split::Dev, Split::Test].into_iter().filter(|&split| context.reads(split)) {
            let documents = ud::documents(context.shared, treebank, split)?;
            rows.extend(trees(context.system, &documents, name, split));
            rows.extend(cuts(context.system, &documents, name, split));
        }
    }
    Ok(rows)
}

#[derive(Default)]
struct Trees {
    upos: Counts,
    xpos: Counts,
    lemma: Counts,
    arcs: Attachment,
}

fn trees(system: &System, documents: &[Document], corpus: &str, split: Split) -> Vec<Row> {
    let Some(annotate) = &system.annotate_tokens else { return Vec::new() };
    let mut sum = Trees::default();
    for document in documents {
        let forms = |s: &Sentence| s.words.iter().map(|word| word.form.clone()).collect::<Vec<_>>();
        let sentences: Vec<_> = document.sentences.iter().map(forms).collect();
        let read = annotate(&sentences);
        document.sentences.iter().zip(&read).for_each(|(gold, read)| add(&mut sum, gold, read));
    }
    let row = |metric, counts: Counts| {
        Row::new(corpus, split.as_str(), metric, counts.recall(), counts.gold).noted("gold tokens")
    };
    vec![
        row("UPOS", sum.upos),
        row("XPOS", sum.xpos),
        row("lemma", sum.lemma),
        row("UAS", sum.arcs.head),
        row("LAS", sum.arcs.relation),
        row("LAS with subtypes", sum.arcs.subtype),
    ]
}

fn add(sum: &mut Trees, gold: &Sentence, read: &ReadSentence) {
    let column = |field: fn(&ud::Word) -> &str| gold.words.iter().map(field).collect::<Vec<_>>();
    sum.upos += tags(&column(|w| &w.upos), &read.upos.iter().map(|tag| tag.as_str()).collect::<Vec<_>>());
    sum.xpos += tags(&column(|w| &w.xpos), &read.xpos.iter().map(|tag| tag.as_str()).collect::<Vec<_>>());
    sum.lemma += tags(&column(|w| &w.lemma), &read.lemmas.iter().map(String::as_str).collect::<Vec<_>>());
    let golds: Vec<_> = gold.words.iter().map(|w| Arc { head: w.head, relation: &w.relation }).collect();
    let arcs = read.heads.iter().zip(&read.relations);
    let arcs: Vec<_> = arcs.map(|(&head, relation)| Arc { head, relation: relation.as_str() }).collect();
    sum.arcs += attachment(&golds, &arcs);
}

fn cuts(system: &System, documents: &[Document], corpus: &str, split: Split) -> Vec<Row> {
    let Some(annotate) = &system.annotate else { return Vec::new() };
    let (mut tokens, mut sentences) = (Counts::default(), Counts::default());
    for document in documents {
        let input = Input { path: document.id.clone(), text: document.text.clone(), ..Input::default() };
        let report = annotate(&input);
        let golds = document.sentences.iter().flat_map(|s| s.words.iter().map(|w| w.span));
        let read: Vec<Span> = report.tokens.iter().map(|token| token.span).collect();
        tokens += segment::compare(&document.text, &golds.collect::<Vec<_>>(), &read);
        let golds: Vec<Span> = document.sentences.iter().map(|s| s.span).collect();
        let read: Vec<Span> = report.sentences.iter().map(|s| s.span).collect();
        sentences += segment::compare(&document.text, &golds, &read);
    }
    let row =
        |metric, counts: Counts| Row::new(corpus, split.as_str(), metric, counts.f1(), counts.gold).noted("raw text");
    vec![row("token F1", tokens), row("sentence F1", sentences)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use whosays::document::{Relation, Upos, Xpos};

    #[test]
    fn a_reader_that_copies_the_gold_is_perfect() {
        let conllu = "# newdoc id = x\n# text = Guns fell silent.\n1\tGuns\tgun\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n\
            2\tfell\tfall\tVERB\tVBD\t_\t0\troot\t_\t_\n3\tsilent\tsilent\tADJ\tJJ\t_\t2\txcomp\t_\tSpaceAfter=No\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n";
        let documents = ud::parse(conllu);
        let read = ReadSentence {
            upos: vec![Upos::Noun, Upos::Verb, Upos::Adj, Upos::Punct],
            xpos: vec![Xpos::Nns, Xpos::Vbd, Xpos::Jj, Xpos::Stop],
            lemmas: ["gun", "fall", "silent", "."].map(str::to_owned).to_vec(),
            heads: vec![Some(1), None, Some(1), Some(0)],
            relations: vec![Relation::Nsubj, Relation::Root, Relation::Xcomp, Relation::Punct],
            ..ReadSentence::default()
        };
        let copy = move |_: &[Vec<String>]| vec![read.clone()];
        let system = System { annotate_tokens: Some(Box::new(copy)), ..System::default() };
        let rows = trees(&system, &documents, "x", Split::Dev);
        let values: Vec<_> = rows.iter().map(|row| (row.metric.as_str(), row.value)).collect();
        assert_eq!(values[0], ("UPOS", Some(100.0)));
        assert_eq!(values[2], ("lemma", Some(100.0)));
        assert_eq!(values[4], ("LAS", Some(75.0)), "the last head is wrong");
    }
}
