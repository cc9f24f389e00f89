//! What the network learns from: treebanks, names, attributions, each as sentences of words with gold labels.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use flate2::read::GzDecoder;
use whosays::document::sentence::Splitter;

use super::heads::NONE;
use crate::corpus::{NamedSentence, Shared, Split};

/// One sentence of a corpus; labels that a corpus lacks are empty.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sample {
    pub(crate) words: Vec<String>,
    /// `UPOS|XPOS`.
    pub(crate) tags: Vec<u16>,
    /// Edit scripts from word to lemma.
    pub(crate) lemmas: Vec<u16>,
    /// 0 is the root.
    pub(crate) heads: Vec<u16>,
    pub(crate) relations: Vec<u16>,
    /// BIO labels.
    pub(crate) names: Vec<u16>,
    /// BIO labels of source, cue and content.
    pub(crate) roles: [Vec<u16>; 3],
}

/// The label inventories, in the order of their numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inventory {
    pub(crate) tags: Vec<String>,
    pub(crate) lemmas: Vec<String>,
    pub(crate) relations: Vec<String>,
    pub(crate) names: Vec<String>,
}

/// Labels of a span: outside, first, inside.
pub(crate) const ROLE_LABELS: [&str; 3] = ["O", "B", "I"];

/// A sentence as a treebank has it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parsed {
    pub(crate) words: Vec<String>,
    pub(crate) lemmas: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) heads: Vec<usize>,
    pub(crate) relations: Vec<String>,
}

/// Text of a gzip file.
pub(crate) fn gunzip(path: &Path) -> Result<String, String> {
    let file = File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut text = String::new();
    GzDecoder::new(BufReader::new(file)).read_to_string(&mut text).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(text)
}

/// Reads CoNLL-U (<https://universaldependencies.org/format.html>): words only, neither ranges nor empty nodes.
pub(crate) fn conllu(text: &str) -> Vec<Parsed> {
    let (mut out, mut now) = (Vec::new(), Parsed::default());
    for line in text.lines().chain([""]) {
        let cells: Vec<&str> = line.split('\t').collect();
        if line.is_empty() {
            if !now.words.is_empty() {
                out.push(std::mem::take(&mut now));
            }
        } else if cells.len() >= 8 && cells[0].bytes().all(|b| b.is_ascii_digit()) {
            now.words.push(cells[1].to_owned());
            now.lemmas.push(cells[2].to_owned());
            now.tags.push(format!("{}|{}", cells[3], cells[4]));
            now.heads.push(cells[6].parse().unwrap_or(0));
            now.relations.push(relation(cells[7]).to_owned());
        }
    }
    out
}

/// Rare or faulty relations under the name that the treebanks use otherwise.
fn relation(name: &str) -> &str {
    match name {
        "obl:npmod" | "obl:tmod" => "obl:unmarked",
        "nmod:npmod" | "nmod:tmod" => "nmod:unmarked",
        name => name,
    }
}

/// The edit that turns a word into its lemma: `l` if it is lowered first, characters cut at the end, characters added.
pub(crate) fn edit_script(word: &str, lemma: &str) -> String {
    let lower = word.to_lowercase();
    let keeps = common(word, lemma) >= common(&lower, lemma);
    let base = if keeps { word.to_owned() } else { lower };
    let same = common(&base, lemma);
    let cut = base.chars().count() - same;
    let add: String = lemma.chars().skip(same).collect();
    format!("{}{cut}{add}", if keeps { 'k' } else { 'l' })
}

fn common(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count()
}

impl Inventory {
    /// Numbers the labels of treebank sentences, most frequent first; edit scripts that occur less than three times
    /// are left out.
    pub(crate) fn of(trees: &[Parsed], names: &[&str]) -> Self {
        let mut counts: [BTreeMap<String, usize>; 3] = Default::default();
        for tree in trees {
            for i in 0..tree.words.len() {
                *counts[0].entry(tree.tags[i].clone()).or_default() += 1;
                *counts[1].entry(edit_script(&tree.words[i], &tree.lemmas[i])).or_default() += 1;
                *counts[2].entry(tree.relations[i].clone()).or_default() += 1;
            }
        }
        let [tags, lemmas, relations] = counts.map(|c| {
            let mut list: Vec<(String, usize)> = c.into_iter().collect();
            list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
            list
        });
        let keys = |list: Vec<(String, usize)>, least: usize| {
            list.into_iter().filter(|(_, n)| *n >= least).map(|(k, _)| k).collect()
        };
        let mut bio = vec!["O".to_owned()];
        for name in names {
            bio.extend([format!("B-{name}"), format!("I-{name}")]);
        }
        Self { tags: keys(tags, 2), lemmas: keys(lemmas, 3), relations: keys(relations, 1), names: bio }
    }

    pub(crate) fn parsed(&self, tree: &Parsed) -> Sample {
        let find = |list: &[String], label: &str| list.iter().position(|l| l == label).map_or(NONE, |i| i as u16);
        let n = tree.words.len();
        let scripts = (0..n).map(|i| edit_script(&tree.words[i], &tree.lemmas[i]));
        Sample {
            words: tree.words.clone(),
            tags: tree.tags.iter().map(|t| find(&self.tags, t)).collect(),
            lemmas: scripts.map(|s| find(&self.lemmas, &s)).collect(),
            heads: tree.heads.iter().map(|&h| h as u16).collect(),
            relations: tree.relations.iter().map(|r| find(&self.relations, r)).collect(),
            ..Sample::default()
        }
    }
}

/// The name classes that the network knows, by the labels of the corpora.
fn name_class(label: &str) -> Option<&'static str> {
    match label {
        "Person" | "PER" => Some("person"),
        "Organization" | "ORG" => Some("organization"),
        "Location" | "LOC" | "Facility" => Some("place"),
        "NORP" => Some("people"),
        "Misc" | "Product" | "MISC" => Some("other"),
        _ => None,
    }
}

/// Names of English Worldwide newswire, `(training, held out)`; its test part is left alone.
pub(crate) fn worldwide(shared: &Shared, inventory: &Inventory) -> Result<(Vec<Sample>, Vec<Sample>), String> {
    let documents = crate::corpus::worldwide::documents(shared).map_err(|e| e.to_string())?;
    let part = |wanted: Split| {
        let sentences = documents.iter().filter(move |d| d.split == wanted).flat_map(|d| &d.sentences);
        sentences.filter(|s| s.tokens.len() > 1).map(|s| named(s, inventory)).collect::<Vec<_>>()
    };
    Ok((part(Split::Train), part(Split::Dev)))
}

/// Names of WikiGold. It has no class of peoples: what it calls miscellaneous is often one, and is not learnt.
pub(crate) fn wikigold(shared: &Shared, inventory: &Inventory) -> Result<Vec<Sample>, String> {
    let sentences = crate::corpus::wikigold::sentences(shared).map_err(|e| e.to_string())?;
    let other = inventory.names.iter().position(|l| l == "B-other").unwrap_or(usize::MAX);
    let mut samples: Vec<Sample> =
        sentences.iter().filter(|s| s.tokens.len() > 1).map(|s| named(s, inventory)).collect();
    for label in samples.iter_mut().flat_map(|s| &mut s.names).filter(|l| **l as usize >= other) {
        *label = NONE;
    }
    Ok(samples)
}

/// A sentence with BIO labels of its names. Apostrophes that a corpus cuts off (`Turkey ’ s`) are joined to what
/// follows, as the tokenizer leaves them.
fn named(sentence: &NamedSentence, inventory: &Inventory) -> Sample {
    let mut labels = vec![0u16; sentence.tokens.len()];
    for (span, label) in &sentence.names {
        let Some(class) = name_class(label) else { continue };
        let first = inventory.names.iter().position(|l| l.strip_prefix("B-") == Some(class)).unwrap_or(0) as u16;
        for (i, l) in labels.iter_mut().enumerate().take(span.end).skip(span.start) {
            *l = if i == span.start { first } else { first + 1 };
        }
    }
    let mut sample = Sample::default();
    let mut i = 0;
    while i < sentence.tokens.len() {
        let clitic = matches!(sentence.tokens[i].as_str(), "’" | "'")
            && sentence
                .tokens
                .get(i + 1)
                .is_some_and(|next| matches!(next.as_str(), "s" | "re" | "ve" | "ll" | "d" | "m"));
        let word = if clitic {
            format!("{}{}", sentence.tokens[i], sentence.tokens[i + 1])
        } else {
            sentence.tokens[i].clone()
        };
        sample.words.push(word);
        sample.names.push(labels[i]);
        i += if clitic { 2 } else { 1 };
    }
    sample
}

/// Attributions of PolNeAR as labels of source, cue and content for each word.
pub(crate) fn polnear(path: &Path, splitter: &Splitter) -> Result<Vec<Sample>, String> {
    let mut out = Vec::new();
    for line in gunzip(path)?.lines() {
        let doc: serde_json::Value = serde_json::from_str(line).map_err(|e| e.to_string())?;
        let text = doc["text"].as_str().unwrap_or("");
        let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let mut spans: [Vec<(usize, usize)>; 3] = Default::default();
        for attribution in doc["attributions"].as_array().into_iter().flatten() {
            for (k, role) in ["source", "cue", "content"].iter().enumerate() {
                for span in attribution[role].as_array().into_iter().flatten() {
                    let at = |i: usize| span[i].as_u64().and_then(|v| bytes.get(v as usize)).copied();
                    if let (Some(start), Some(end)) = (at(0), at(1)) {
                        spans[k].push((start, end));
                    }
                }
            }
        }
        out.extend(role_samples(text, &mut spans, splitter));
    }
    Ok(out)
}

fn role_samples(text: &str, spans: &mut [Vec<(usize, usize)>; 3], splitter: &Splitter) -> Vec<Sample> {
    let (sentences, tokens) = splitter.split(text, &[whosays::Span::new(0, text.len())]);
    for list in spans.iter_mut() {
        list.sort_unstable();
        // Of nested spans the outer one counts.
        let mut flat: Vec<(usize, usize)> = Vec::new();
        for &(start, end) in list.iter() {
            match flat.last() {
                Some(last) if start < last.1 => {}
                _ => flat.push((start, end)),
            }
        }
        *list = flat;
    }
    let label = |list: &[(usize, usize)], start: usize, end: usize, first: bool| {
        let hit = list.iter().find(|s| s.0 < end && start < s.1);
        hit.map_or(0, |s| if s.0 >= start || first { 1 } else { 2 })
    };
    let sample = |tokens: &[whosays::Span]| Sample {
        words: tokens.iter().map(|t| t.of(text).to_owned()).collect(),
        roles: std::array::from_fn(|k| {
            tokens.iter().enumerate().map(|(i, t)| label(&spans[k], t.start, t.end, i == 0)).collect()
        }),
        ..Sample::default()
    };
    sentences.iter().map(|s| sample(&tokens[s.tokens.clone()])).collect()
}
