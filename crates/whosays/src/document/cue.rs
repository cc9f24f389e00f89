//! Cues: the words that show that somebody speaks, as tables.

use std::collections::{HashMap, HashSet};

use super::entity::EntityKind;
use super::statement::Stance;
use crate::Lexicon;
use crate::label::labels;

labels! {
    /// What the content of a cue is, grammatically; see the head of `cue.tsv`.
    #[allow(missing_docs)]
    Frame {
        Clause = "clause", SaidOf = "said-of", Quote = "quote", To = "to", ToSelf = "to-self", Gerund = "gerund",
        Np = "np", NpSpeech = "np-speech", NpClaim = "np-claim", NpFact = "np-fact", Of = "of", For = "for",
        With = "with", Against = "against", On = "on", OnTo = "on-to", As = "as", Two = "two",
        DocClause = "doc-clause", DocNp = "doc-np", Relay = "relay", Told = "told", Figure = "figure", OfAny = "of-any", ForWhole = "for-whole", That = "that", ToPoss = "to-poss",
        ForPoss = "for-poss", OfPoss = "of-poss",
    }
}

labels! {
    /// Word class of a cue.
    #[allow(missing_docs)]
    CueClass { Verb = "verb", Noun = "noun", Adp = "adp" }
}

/// One row of the table `cue`, for one of its lemmas.
#[derive(Clone, Debug)]
pub struct Cue {
    /// The row's id.
    pub id: String,
    /// A particle or preposition that must follow ("call for").
    pub particle: Option<String>,
    /// Word class.
    pub class: CueClass,
    /// What its content may be, in order of preference.
    pub frames: Vec<Frame>,
    /// The stance that it gives.
    pub stance: Stance,
}

labels! {
    /// A way of giving no information; see the head of `withhold.tsv`.
    #[allow(missing_docs)]
    WithholdForm {
        Negated = "negated", Refusal = "refusal", Without = "without", Noun = "noun", Adjective = "adjective",
        Passive = "passive",
    }
}

/// One row of the table `withhold`.
#[derive(Clone, Debug)]
pub struct Withhold {
    /// The row's id.
    pub id: String,
    /// Its form.
    pub form: WithholdForm,
    /// Its lemmas.
    pub lemmas: HashSet<String>,
    /// What must follow: `wh`, `np-info`, `any-info`, `from`, `for-comment`, `to-request`.
    pub needs: HashSet<String>,
}

/// The tables that attribution reads.
#[derive(Clone, Debug)]
pub struct Cues {
    by_lemma: HashMap<String, Vec<Cue>>,
    /// Rows of `withhold`.
    pub withholds: Vec<Withhold>,
    speech: HashMap<String, Stance>,
    claimed: HashSet<String>,
    speakers: HashMap<String, EntityKind>,
    info: HashSet<String>,
    implicative: HashSet<String>,
    address: HashSet<String>,
}

impl Cues {
    /// Reads the tables `cue`, `withhold`, `speech_noun`, `speaker_noun`, `info_noun`, `implicative` and `address`.
    pub fn new(table: &dyn Fn(&str) -> Lexicon) -> Self {
        let mut by_lemma: HashMap<String, Vec<Cue>> = HashMap::new();
        for row in table("cue").rows() {
            let frames: Vec<Frame> = row.get("frames").split(',').filter_map(Frame::parse).collect();
            let (Some(class), Some(stance)) = (CueClass::parse(row.get("class")), Stance::parse(row.get("stance")))
            else {
                continue;
            };
            for lemma in row.list("lemmas") {
                let (verb, particle) = lemma.split_once(' ').map_or((lemma, None), |(v, p)| (v, Some(p.to_owned())));
                let cue = Cue { id: row.get("id").to_owned(), particle, class, frames: frames.clone(), stance };
                // A verb with its particle comes before the bare verb.
                let list = by_lemma.entry(verb.to_owned()).or_default();
                let at = list.partition_point(|c| c.particle.is_some() || cue.particle.is_none());
                list.insert(at, cue);
            }
        }
        let words =
            |name: &str, column: &str| table(name).rows().map(|row| row.get(column).to_owned()).collect::<HashSet<_>>();
        Self {
            by_lemma,
            withholds: withholds(&table("withhold")),
            speech: table("speech_noun")
                .rows()
                .filter_map(|r| Some((r.get("noun").to_owned(), Stance::parse(r.get("stance"))?)))
                .collect(),
            claimed: table("speech_noun")
                .rows()
                .filter(|r| !r.get("claimed").is_empty())
                .map(|r| r.get("noun").to_owned())
                .collect(),
            speakers: table("speaker_noun")
                .rows()
                .filter_map(|r| Some((r.get("noun").to_owned(), EntityKind::parse(r.get("kind"))?)))
                .collect(),
            info: words("info_noun", "noun"),
            implicative: words("implicative", "lemma"),
            address: words("address", "lemma"),
        }
    }

    /// The cues of a lemma, those with a particle first.
    pub fn of(&self, lemma: &str) -> &[Cue] {
        self.by_lemma.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The stance of a noun for an act of speech.
    pub fn speech_noun(&self, lemma: &str) -> Option<Stance> {
        self.speech.get(lemma).copied()
    }

    /// True for what is claimed as one's own ("responsibility").
    pub fn is_claimed(&self, lemma: &str) -> bool {
        self.claimed.contains(lemma)
    }

    /// What kind of voice a common noun names.
    pub fn speaker_noun(&self, lemma: &str) -> Option<EntityKind> {
        self.speakers.get(lemma).copied()
    }

    /// True for a noun for information ("details", "toll").
    pub fn is_information(&self, lemma: &str) -> bool {
        self.info.contains(lemma)
    }

    /// True for a verb whose infinitive really happened.
    pub fn is_implicative(&self, lemma: &str) -> bool {
        self.implicative.contains(lemma)
    }

    /// True for a verb whose object hears what is said.
    pub fn addresses(&self, lemma: &str) -> bool {
        self.address.contains(lemma)
    }
}

fn withholds(table: &Lexicon) -> Vec<Withhold> {
    let set = |values: &mut dyn Iterator<Item = &str>| values.map(str::to_owned).collect::<HashSet<_>>();
    let row = |row: crate::Row<'_>| {
        Some(Withhold {
            id: row.get("id").to_owned(),
            form: WithholdForm::parse(row.get("form"))?,
            lemmas: set(&mut row.list("lemmas")),
            needs: set(&mut row.get("need").split(',')),
        })
    };
    table.rows().filter_map(row).collect()
}
