//! The tables that tolls are read with: words of harm, nouns for people.

use std::collections::{HashMap, HashSet};

use super::Harm;
use crate::Lexicon;
use crate::document::Report;
use crate::document::token::{Upos, Xpos};
use crate::label::labels;

labels! {
    /// Where the people stand who are harmed, seen from the word of harm; see the head of `harm.tsv`.
    #[allow(missing_docs)]
    Args {
        Object = "object", Subject = "subject", SubjectPeople = "subject-people", Of = "of", Count = "count",
        Predicate = "predicate", Toll = "toll", Claimed = "claimed", LeaveDead = "leave-dead", Suffer = "suffer",
        CountHeld = "count-held", CountFound = "count-found", In = "in",
    }
}

/// A row of the table `harm`, for one of its lemmas.
#[derive(Clone, Debug)]
pub(super) struct HarmWord {
    pub(super) id: String,
    pub(super) class: Upos,
    /// A word that must follow ("gun down").
    pub(super) particle: Option<String>,
    pub(super) args: Vec<Args>,
    pub(super) harm: Harm,
}

/// The tables that tolls are read with.
#[derive(Clone, Debug)]
pub struct Harms {
    words: HashMap<String, Vec<HarmWord>>,
    victims: HashMap<String, String>,
    collective: HashSet<String>,
    endings: Vec<(String, HashSet<String>)>,
    pub(super) cumulative: HashSet<String>,
    pub(super) held: HashMap<String, bool>,
}

impl Harms {
    /// Reads the tables `harm`, `victim`, `cumulative` and `held`.
    pub fn new(table: &dyn Fn(&str) -> Lexicon) -> Self {
        let mut words: HashMap<String, Vec<HarmWord>> = HashMap::new();
        for row in table("harm").rows() {
            let class = match row.get("class") {
                "verb" => Upos::Verb,
                "noun" => Upos::Noun,
                _ => Upos::Adj,
            };
            let Some(harm) = Harm::parse(row.get("harm")) else { continue };
            let args: Vec<Args> = row.get("args").split(',').filter_map(Args::parse).collect();
            for lemma in row.list("lemmas") {
                let (lemma, particle) = lemma.split_once(' ').map_or((lemma, None), |(l, p)| (l, Some(p.to_owned())));
                let word = HarmWord { id: row.get("id").to_owned(), class, particle, args: args.clone(), harm };
                words.entry(lemma.to_owned()).or_default().push(word);
            }
        }
        let victims = table("victim");
        let collective = victims.rows().filter(|r| !r.get("collective").is_empty());
        Self {
            endings: table("person_ending")
                .rows()
                .map(|r| (r.get("ending").to_owned(), r.list("not").map(str::to_owned).collect()))
                .collect(),
            collective: collective.map(|r| r.get("noun").to_owned()).collect(),
            words,
            victims: victims.rows().map(|r| (r.get("noun").to_owned(), r.get("victims").to_owned())).collect(),
            cumulative: table("cumulative").rows().map(|r| r.get("word").to_owned()).collect(),
            held: table("held").rows().map(|r| (r.get("lemma").to_owned(), r.get("what") == "held")).collect(),
        }
    }

    pub(super) fn rows<'a>(&'a self, r: &Report, token: usize) -> impl Iterator<Item = &'a HarmWord> + use<'a> {
        let t = &r.tokens[token];
        let (upos, participle) = (t.upos, t.xpos == Xpos::Vbn);
        let next = r.tokens.get(token + 1).map(|_| r.form(token + 1).to_lowercase());
        let list = self.words.get(&t.lemma.to_lowercase()).map_or(&[][..], Vec::as_slice);
        list.iter().filter(move |word| {
            let class = match word.class {
                Upos::Verb => upos == Upos::Verb || upos == Upos::Adj && participle,
                Upos::Noun => matches!(upos, Upos::Noun | Upos::Propn),
                _ => matches!(upos, Upos::Adj | Upos::Noun) || upos == Upos::Verb && participle,
            };
            class && word.particle.as_ref().is_none_or(|p| p.split(' ').next() == next.as_deref())
        })
    }

    /// The class of victims that a noun counts as, if it names people.
    pub(super) fn victims(&self, lemma: &str) -> Option<&str> {
        let lemma = lemma.to_lowercase();
        let known = self.victims.get(&lemma).map(String::as_str);
        known.or_else(|| self.ends_like_a_person(&lemma).then_some("people"))
    }

    /// True for a noun that is no entry of a table and has the ending of a word for people ("docker").
    fn ends_like_a_person(&self, lemma: &str) -> bool {
        let fits = |(ending, not): &(String, HashSet<String>)| lemma.ends_with(ending.as_str()) && !not.contains(lemma);
        let ruled_out =
            |(ending, not): &(String, HashSet<String>)| lemma.ends_with(ending.as_str()) && not.contains(lemma);
        lemma.len() > 4 && self.endings.iter().any(fits) && !self.endings.iter().any(ruled_out)
    }

    /// True for a noun whose singular stands for several.
    pub(super) fn is_collective(&self, lemma: &str) -> bool {
        self.collective.contains(lemma)
    }
}
