//! Tokens: words and marks, with their tags and their place in the parse.

use std::collections::{HashMap, HashSet};

use crate::label::labels;
use crate::{Lexicon, Span};

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

labels! {
    /// What a word of grammar does; rules ask for this instead of for the word of one language (table `function_word`).
    #[allow(missing_docs)]
    Function {
        Negation = "negation", Without = "without", That = "that", Whether = "whether", Of = "of", For = "for", To = "to",
        Against = "against", With = "with", On = "on", As = "as", By = "by", In = "in", At = "at", From = "from",
        About = "about", Between = "between", Among = "among", After = "after", Before = "before", Since = "since",
        During = "during", According = "according", Than = "than", Because = "because", While = "while",
        Despite = "despite", Until = "until", When = "when", Including = "including", Future = "future",
        Prospect = "prospect", Indefinite = "indefinite",
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
    /// What it does, if it is a word of grammar.
    pub function: Option<Function>,
}

/// Cuts text into tokens as English Universal Dependencies do (<https://universaldependencies.org/en/>).
///
/// It is not a sentence splitter, though it decides which full stops belong to an abbreviation.
#[derive(Clone, Debug)]
pub struct Tokenizer {
    abbreviations: HashMap<String, Abbreviation>,
    clitics: Vec<Clitic>,
    prefixes: HashSet<String>,
    units: HashSet<String>,
}

/// What may follow an abbreviation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Abbreviation {
    /// A name or number: it never ends a sentence.
    Inner,
    /// Anything: it may end a sentence.
    Any,
    /// Anything, but it is an abbreviation only if a lower-case word follows (`5 km. away`).
    AnyLower,
}

#[derive(Clone, Debug)]
struct Clitic {
    ending: String,
    at: usize,
    word: Option<String>,
}

impl Tokenizer {
    /// Reads the tables `abbreviation`, `clitic`, `prefix` and `glued_unit`.
    pub fn new(abbreviation: &Lexicon, clitic: &Lexicon, prefix: &Lexicon, unit: &Lexicon) -> Self {
        let kind = |name| match name {
            "any" => Abbreviation::Any,
            "any-lower" => Abbreviation::AnyLower,
            _ => Abbreviation::Inner,
        };
        let clitics = clitic.rows().map(|row| Clitic {
            ending: row.get("ending").to_owned(),
            at: row.get("at").parse().unwrap_or(0),
            word: Some(row.get("word").to_owned()).filter(|word| !word.is_empty()),
        });
        Self {
            abbreviations: abbreviation.rows().map(|r| (r.get("word").to_owned(), kind(r.get("kind")))).collect(),
            clitics: clitics.collect(),
            prefixes: prefix.rows().map(|row| row.get("prefix").to_owned()).collect(),
            units: unit.rows().map(|row| row.get("unit").to_owned()).collect(),
        }
    }

    /// The tokens of `text`, whose first byte has the offset `base` in the report.
    pub fn tokenize(&self, text: &str, base: usize) -> Vec<Span> {
        let mut out = Vec::new();
        for chunk in chunks(text) {
            self.cut_chunk(text, chunk, &mut out);
        }
        out.into_iter().map(|span| Span::new(span.start + base, span.end + base)).collect()
    }

    /// Cuts one stretch without blanks: marks at its edges first, then the word between them.
    fn cut_chunk(&self, text: &str, chunk: Span, out: &mut Vec<Span>) {
        if matches!(chunk.of(text), "''" | "``") {
            out.push(chunk);
            return;
        }
        if Self::is_rule(chunk.of(text)) {
            out.push(chunk);
            return;
        }
        if is_address(chunk.of(text)) {
            return self.cut_address(text, chunk, out);
        }
        let mut word = chunk;
        while let Some(mark) = leading_mark(word.of(text)) {
            out.push(Span::new(word.start, word.start + mark));
            word.start += mark;
        }
        let mut after = Vec::new();
        while let Some(mark) = self.trailing_mark(word.of(text)) {
            after.push(Span::new(word.end - mark, word.end));
            word.end -= mark;
        }
        self.cut_word(text, word, out);
        out.extend(after.into_iter().rev());
    }

    /// An address of the web or of mail stays whole but for the marks after it.
    fn cut_address(&self, text: &str, chunk: Span, out: &mut Vec<Span>) {
        let trimmed = chunk.of(text).trim_end_matches(['.', ',', ';', ':', ')', '"', '”', '’', '\'', '!', '?']);
        let end = chunk.start + trimmed.len();
        out.push(Span::new(chunk.start, end));
        for (i, c) in text[end..chunk.end].char_indices() {
            out.push(Span::new(end + i, end + i + c.len_utf8()));
        }
    }

    /// True for a line drawn with a mark (`-----`, `*****`): one token, however long.
    fn is_rule(chunk: &str) -> bool {
        let first = chunk.chars().next().filter(|c| !c.is_alphanumeric() && !matches!(c, '.' | '!' | '?'));
        first.is_some_and(|first| chunk.chars().count() > 2 && chunk.chars().all(|c| c == first))
    }

    /// The length of a mark at the end of a word; a full stop that belongs to an abbreviation is none.
    fn trailing_mark(&self, word: &str) -> Option<usize> {
        let last = word.chars().next_back()?;
        if word.ends_with("...") {
            let dots = word.len() - word.trim_end_matches('.').len();
            return (dots < word.len()).then_some(dots);
        }
        let mark = match last {
            '.' => {
                return (word.len() > 1 && self.abbreviation(word).is_none()).then_some(1);
            }
            ',' | ';' | ':' | '?' | '!' | ')' | ']' | '}' | '"' | '”' | '“' | '»' | '…' | '%' | '—' | '–' | '>' => {
                true
            }
            '\'' | '’' | '‘' => true,
            '-' => word.len() > 1,
            _ => false,
        };
        if word.ends_with("''") && word.len() > 2 {
            return Some(2);
        }
        (mark && word.len() > last.len_utf8()).then(|| last.len_utf8())
    }

    /// What kind of abbreviation a word with its full stop is; `None` if the full stop is a mark of its own.
    pub(crate) fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        if let Some(&kind) = self.abbreviations.get(word) {
            return Some(kind);
        }
        let stem = word.strip_suffix('.')?;
        let mut parts = stem.split('.');
        let single = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
        if single(stem) && stem.chars().all(char::is_uppercase) {
            return Some(Abbreviation::Inner);
        }
        (stem.contains('.') && parts.all(single)).then_some(Abbreviation::Any)
    }

    /// Cuts a word at its clitics, dashes, hyphens and slashes.
    fn cut_word(&self, text: &str, word: Span, out: &mut Vec<Span>) {
        if word.is_empty() {
            return;
        }
        if let Some(at) = self.clitic(word.of(text)) {
            let cut = word.end - at;
            self.cut_word(text, Span::new(word.start, cut), out);
            out.push(Span::new(cut, word.end));
            return;
        }
        let mut start = word.start;
        for (i, c) in word.of(text).char_indices() {
            let at = word.start + i;
            if at >= start && at > word.start && self.is_cut(word.of(text), i, c) {
                self.push_part(text, Span::new(start, at), out);
                out.push(Span::new(at, at + c.len_utf8()));
                start = at + c.len_utf8();
            }
        }
        self.push_part(text, Span::new(start, word.end), out);
    }

    /// Adds a part of a word; a unit glued to its number (`58km`, `10am`) is a token of its own.
    fn push_part(&self, text: &str, part: Span, out: &mut Vec<Span>) {
        let word = part.of(text);
        let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',').len();
        let number = word.starts_with(|c: char| c.is_ascii_digit());
        if number && digits < word.len() && self.units.contains(&word[digits..]) {
            out.push(Span::new(part.start, part.start + digits));
            out.push(Span::new(part.start + digits, part.end));
        } else if !part.is_empty() {
            out.push(part);
        }
    }

    /// The length of a clitic at the end of a word.
    fn clitic(&self, word: &str) -> Option<usize> {
        let plain = word.to_lowercase().replace('’', "'");
        let found = self.clitics.iter().find(|clitic| match &clitic.word {
            Some(whole) => plain == *whole,
            None => plain.len() > clitic.ending.len() && plain.ends_with(&clitic.ending),
        })?;
        word.char_indices()
            .rev()
            .nth(found.at.checked_sub(1)?)
            .map(|(i, _)| word.len() - i)
            .filter(|&at| at < word.len())
    }

    /// True if the mark at byte `i` stands alone between two parts of the word.
    fn is_cut(&self, word: &str, i: usize, c: char) -> bool {
        let (before, after) = (&word[..i], &word[i + c.len_utf8()..]);
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        match c {
            '—' | '–' | '…' | '"' | '“' | '”' | '(' | ')' | '[' | ']' => true,
            '-' => {
                let first = before.rsplit(['-', '—', '–']).next().unwrap_or("").to_lowercase();
                !self.prefixes.contains(&first) && !after.is_empty() && !after.starts_with('-')
            }
            '/' => !(digit(before.chars().next_back()) && digit(after.chars().next())),
            ',' | ';' | ':' | '?' | '!' => {
                !(after.is_empty() || digit(before.chars().next_back()) && digit(after.chars().next()))
            }
            _ => false,
        }
    }
}

/// Stretches without blanks.
fn chunks(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(|c: char| !is_blank(c))?;
        let end = text[start..].find(is_blank).map_or(text.len(), |i| start + i);
        rest = end;
        Some(Span::new(start, end))
    })
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}')
}

/// The length of a mark at the start of a word.
fn leading_mark(word: &str) -> Option<usize> {
    let first = word.chars().next()?;
    if (word.starts_with("``") || word.starts_with("''")) && word.len() > 2 {
        return Some(2);
    }
    let dots = word.len() - word.trim_start_matches('.').len();
    if dots > 1 {
        return (dots < word.len()).then_some(dots);
    }
    let mark = matches!(
        first,
        '"' | '“'
            | '”'
            | '„'
            | '«'
            | '('
            | '['
            | '{'
            | '‘'
            | '’'
            | '\''
            | '—'
            | '–'
            | '…'
            | '$'
            | '£'
            | '€'
            | '¥'
            | '<'
            | '*'
            | ','
    );
    let minus = first == '-' && !word[1..].starts_with(|c: char| c.is_ascii_digit());
    let clitic = matches!(first, '\'' | '’')
        && word.chars().count() <= 4
        && word[first.len_utf8()..].starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && !word.ends_with(['\'', '’']);
    ((mark || minus) && !clitic && word.len() > first.len_utf8()).then(|| first.len_utf8())
}

/// True for an address of the web or of mail.
fn is_address(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '"', '“']);
    ["http://", "https://", "www.", "ftp://", "mailto:"].iter().any(|scheme| word.starts_with(scheme))
        || word.find('@').is_some_and(|at| at > 0 && word[at..].contains('.'))
}
