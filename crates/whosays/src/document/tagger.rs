//! Tags, lemmas, the parse and the names of every sentence, from one network.
//!
//! One pass fills all of them: they share the encoder, and a second pass would cost as much as the first.

use std::collections::{HashMap, HashSet};

use super::entity::{Name, NameKind};
use super::sentence::Sentence;
use super::token::{Function, Relation, Token, Upos, Xpos};
use crate::model::{Analysis, Network};
use crate::{Lexicon, Span};

/// What the tagger finds: the tokens with their tags and heads, the names, and the words that an attribution consists
/// of as the network alone sees them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Tagged {
    /// The tokens.
    pub tokens: Vec<Token>,
    /// The names.
    pub names: Vec<Name>,
    /// For every token its role in an attribution.
    pub roles: Vec<Roles>,
}

/// Roles of a token in an attribution, each 0 outside, 1 first, 2 inside.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Roles {
    /// Part of a speaker.
    pub source: u8,
    /// Part of a cue.
    pub cue: u8,
    /// Part of what is said.
    pub content: u8,
}

/// The words of grammar of a language (table `function_word`), and the verbs that its rule tables know.
#[derive(Clone, Debug)]
pub struct Functions {
    words: HashMap<String, Function>,
    verbs: HashSet<String>,
    irregular: Irregular,
}

/// The table `irregular`.
#[derive(Clone, Debug, Default)]
struct Irregular {
    verbs: HashMap<String, String>,
    nouns: HashMap<String, String>,
    /// Endings of plurals of longer words.
    plurals: Vec<(String, String)>,
    /// Endings of verbs with what they may stand for.
    endings: Vec<(String, String)>,
}

impl Irregular {
    fn new(table: &Lexicon) -> Self {
        let mut out = Self::default();
        for row in table.rows() {
            let (form, lemma) = (row.get("form"), row.get("lemma").to_owned());
            match (row.get("class"), form.strip_prefix('-')) {
                ("ending", Some(ending)) => out.endings.push((ending.to_owned(), lemma)),
                ("noun", Some(ending)) => out.plurals.push((ending.to_owned(), lemma)),
                ("noun", None) => drop(out.nouns.insert(form.to_owned(), lemma)),
                _ => drop(out.verbs.insert(form.to_owned(), lemma)),
            }
        }
        out
    }

    /// The dictionary form of a past or participle that follows no rule ("fought").
    fn verb(&self, form: &str, xpos: &str) -> Option<String> {
        let past = xpos == Xpos::Vbd.as_str() || xpos == Xpos::Vbn.as_str();
        if past { self.verbs.get(&form.to_lowercase()).cloned() } else { None }
    }

    /// The dictionary form of a plural that follows no rule ("policemen").
    fn noun(&self, form: &str, xpos: &str) -> Option<String> {
        if xpos != Xpos::Nns.as_str() {
            return None;
        }
        let form = form.to_lowercase();
        let ended = || {
            let (stem, lemma) = self.plurals.iter().find_map(|(e, l)| Some((form.strip_suffix(e.as_str())?, l)))?;
            Some(format!("{stem}{lemma}"))
        };
        self.nouns.get(&form).cloned().or_else(ended)
    }
}

impl Functions {
    /// Reads the table `function_word`, and the column `lemmas` of the tables of cues, events and harm.
    pub fn new(table: &dyn Fn(&str) -> Lexicon) -> Self {
        let words = table("function_word");
        let words =
            words.rows().filter_map(|row| Some((row.get("word").to_owned(), Function::parse(row.get("function"))?)));
        let mut verbs = HashSet::new();
        for name in ["cue", "withhold", "event", "harm"] {
            let table = table(name);
            for lemma in table.rows().flat_map(|row| row.list("lemmas")) {
                verbs.extend(lemma.split(' ').next().map(str::to_owned));
            }
        }
        Self { words: words.collect(), verbs, irregular: Irregular::new(&table("irregular")) }
    }

    fn get(&self, lemma: &str) -> Option<Function> {
        self.words.get(lemma).or_else(|| self.words.get(&lemma.to_lowercase())).copied()
    }

    /// The dictionary form of a verb that the network cut wrongly ("cit" for "citing"), if the tables know the right one.
    fn known_verb(&self, lemma: String) -> String {
        if self.verbs.contains(&lemma) {
            return lemma;
        }
        let undoubled = || {
            let mut back = lemma.chars().rev();
            let (last, before) = (back.next()?, back.next()?);
            (last == before).then(|| lemma[..lemma.len() - last.len_utf8()].to_owned())
        };
        let bare = lemma.strip_suffix('e');
        let both = bare.filter(|b| b.len() > 2 && b.as_bytes()[b.len() - 1] == b.as_bytes()[b.len() - 2]);
        let candidates = [
            Some(format!("{lemma}e")),
            bare.map(str::to_owned),
            undoubled(),
            both.and_then(|b| b.get(..b.len() - 1)).map(str::to_owned),
        ];
        let cut =
            self.irregular.endings.iter().filter_map(|(e, l)| Some(format!("{}{l}", lemma.strip_suffix(e.as_str())?)));
        candidates.into_iter().flatten().chain(cut).find(|c| self.verbs.contains(c)).unwrap_or(lemma.clone())
    }
}

/// Reads the sentences of a text with the network.
pub fn tag(network: &Network, functions: &Functions, text: &str, sentences: &[Sentence], spans: &[Span]) -> Tagged {
    let words: Vec<Vec<&str>> =
        sentences.iter().map(|s| spans[s.tokens.clone()].iter().map(|t| t.of(text)).collect()).collect();
    let mut out = Tagged::default();
    for (index, (sentence, analysis)) in sentences.iter().zip(network.read(&words)).enumerate() {
        let labels = Labels { network, functions, analysis: &analysis };
        for (i, token) in sentence.tokens.clone().enumerate() {
            out.tokens.push(labels.token(i, spans[token], text, index, sentence.tokens.start));
        }
        out.names.extend(labels.names(spans, sentence.tokens.start));
        let role = |k: usize, i: usize| analysis.roles[k][i] as u8;
        out.roles.extend((0..words[index].len()).map(|i| Roles {
            source: role(0, i),
            cue: role(1, i),
            content: role(2, i),
        }));
    }
    super::repair::repair(&mut out.tokens, sentences);
    out
}

struct Labels<'a> {
    network: &'a Network,
    functions: &'a Functions,
    analysis: &'a Analysis,
}

impl Labels<'_> {
    fn token(&self, i: usize, span: Span, text: &str, sentence: usize, base: usize) -> Token {
        let tag = self.network.tags.get(self.analysis.tags[i]).copied().unwrap_or("X|FW");
        let (upos, xpos) = tag.split_once('|').unwrap_or((tag, ""));
        let relation = self.network.relations.get(self.analysis.relations[i]).copied().unwrap_or("dep");
        let script = self.network.lemmas.get(self.analysis.lemmas[i]).copied().unwrap_or("k0");
        let lemma = lemma(span.of(text), script);
        let lemma = if upos == Upos::Verb.as_str() {
            let irregular = self.functions.irregular.verb(span.of(text), xpos);
            irregular.unwrap_or_else(|| self.functions.known_verb(lemma))
        } else if upos == Upos::Noun.as_str() {
            self.functions.irregular.noun(span.of(text), xpos).unwrap_or(lemma)
        } else {
            lemma
        };
        Token {
            span,
            function: self.functions.get(&lemma),
            lemma,
            upos: Upos::parse(upos).unwrap_or(Upos::X),
            xpos: Xpos::parse(xpos).unwrap_or(Xpos::Fw),
            head: self.analysis.heads[i].checked_sub(1).map(|h| base + h),
            relation: Relation::parse(relation).unwrap_or(Relation::Dep),
            sentence,
        }
    }

    fn names(&self, spans: &[Span], base: usize) -> Vec<Name> {
        let mut out: Vec<Name> = Vec::new();
        let mut open = false;
        for (i, &label) in self.analysis.names.iter().enumerate() {
            let kind = self.network.names.get(label).and_then(|l| NameKind::parse(l.get(2..)?));
            let Some(kind) = kind else {
                open = false;
                continue;
            };
            let token = base + i;
            match out.last_mut() {
                Some(last) if open && label % 2 == 0 && last.kind == kind => {
                    last.tokens.end = token + 1;
                    last.span.end = spans[token].end;
                }
                _ => out.push(Name { span: spans[token], tokens: token..token + 1, kind, rule: "model:names" }),
            }
            open = true;
        }
        out
    }
}

/// Applies an edit script: `l` lowers the word first; then so many characters are cut and others added.
fn lemma(word: &str, script: &str) -> String {
    let plain = word.replace('’', "'");
    let (case, edit) = script.split_at_checked(1).unwrap_or(("k", "0"));
    let digits = edit.len() - edit.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let cut: usize = edit[..digits].parse().unwrap_or(0);
    let base = if case == "l" { plain.to_lowercase() } else { plain };
    let keep = base.chars().count().saturating_sub(cut);
    let mut out: String = base.chars().take(keep).collect();
    out.push_str(&edit[digits..]);
    if out.is_empty() { base } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_applied() {
        assert_eq!(lemma("said", "l2y"), "say");
        assert_eq!(lemma("Lavrov", "k0"), "Lavrov");
        assert_eq!(lemma("N’T", "l3not"), "not");
        assert_eq!(lemma("a", "l5"), "a");
    }
}
