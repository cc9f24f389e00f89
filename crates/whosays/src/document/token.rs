//! Tokens: words and marks, with their tags and their place in the parse.

use crate::Span;
use crate::label::labels;

labels! {
    /// A word class of Universal Dependencies (<https://universaldependencies.org/u/pos/>).
    #[allow(missing_docs)]
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ", Noun = "NOUN",
        Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM",
        Verb = "VERB", X = "X",
    }
}

labels! {
    /// A tag of the Penn Treebank set as English Universal Dependencies use it; it tells tense, number and degree.
    #[allow(missing_docs)]
    Xpos {
        Comma = ",", Stop = ".", Colon = ":", OpenQuote = "``", CloseQuote = "''", LeftBracket = "-LRB-",
        RightBracket = "-RRB-", Dollar = "$", Add = "ADD", Afx = "AFX", Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX",
        Fw = "FW", Gw = "GW", Hyph = "HYPH", In = "IN", Jj = "JJ", Jjr = "JJR", Jjs = "JJS", Ls = "LS", Md = "MD",
        Nfp = "NFP", Nn = "NN", Nnp = "NNP", Nnps = "NNPS", Nns = "NNS", Pdt = "PDT", Pos = "POS", Prp = "PRP",
        PrpPoss = "PRP$", Rb = "RB", Rbr = "RBR", Rbs = "RBS", Rp = "RP", Sym = "SYM", To = "TO", Uh = "UH", Vb = "VB",
        Vbd = "VBD", Vbg = "VBG", Vbn = "VBN", Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT", Wp = "WP", WpPoss = "WP$",
        Wrb = "WRB", Xx = "XX",
    }
}

labels! {
    /// A grammatical relation of Universal Dependencies (<https://universaldependencies.org/en/dep/>).
    #[allow(missing_docs)]
    Relation {
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod",
        Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc",
        CcPreconj = "cc:preconj", Ccomp = "ccomp", Compound = "compound", CompoundPrt = "compound:prt", Conj = "conj",
        Cop = "cop", Csubj = "csubj", CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass", Dep = "dep", Det = "det",
        DetPredet = "det:predet", Discourse = "discourse", Dislocated = "dislocated", Expl = "expl", Fixed = "fixed",
        Flat = "flat", Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod",
        NmodDesc = "nmod:desc", NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj",
        NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj", Obl = "obl",
        OblAgent = "obl:agent", OblUnmarked = "obl:unmarked", Orphan = "orphan", Parataxis = "parataxis",
        Punct = "punct", Reparandum = "reparandum", Root = "root", Vocative = "vocative", Xcomp = "xcomp",
    }
}

impl Relation {
    /// True for a subject of any kind (of a verb, passive, clausal, outer).
    pub const fn is_subject(self) -> bool {
        matches!(
            self,
            Self::Nsubj | Self::NsubjPass | Self::NsubjOuter | Self::Csubj | Self::CsubjPass | Self::CsubjOuter
        )
    }
}

/// One token of a report.
///
/// It is not a word of meaning: clitics stand alone (`'s`, `n't`), and so do the parts of `U.S.-backed`. `span` counts
/// bytes, half-open. `head` is the index of the governing token within the same report, `None` at the root of its
/// sentence.
#[derive(Clone, PartialEq, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Dictionary form, lower case but for names.
    pub lemma: String,
    /// Word class.
    pub upos: Upos,
    /// Fine tag.
    pub xpos: Xpos,
    /// Index of the governing token in [`super::Report::tokens`].
    pub head: Option<usize>,
    /// Relation to the governing token.
    pub relation: Relation,
    /// Index of its sentence in [`super::Report::sentences`].
    pub sentence: usize,
}
