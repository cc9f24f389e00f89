//! Universal Dependencies of English: EWT and GUM.
//!
//! Format: CoNLL-U (<https://universaldependencies.org/format.html>). Ten columns a word; `3-4` opens a token of several
//! words (`don't`), `8.1` is an empty node and left out. A document's raw text is put together from its sentences' `# text`
//! lines: a blank line before `# newpar`, else a blank, or nothing after a last word with `SpaceAfter=No`.
//!
//! The training parts were rebuilt from the projects' per-document files. EWT is CC BY-SA 4.0; GUM's licence depends on the
//! genre, see [`Document::is_open`].

use whosays::Span;

use super::{Result, Shared, Split};

/// The two treebanks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Treebank {
    /// English Web Treebank.
    Ewt,
    /// Georgetown University Multilayer corpus.
    Gum,
}

/// One document of a treebank.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Document {
    /// The `newdoc` id.
    pub id: String,
    /// Raw text.
    pub text: String,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

/// One sentence.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sentence {
    /// Where it stands in the document's text, in bytes.
    pub span: Span,
    /// Its words.
    pub words: Vec<Word>,
}

/// One syntactic word.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Word {
    /// Where it stands in the document's text, in bytes. The words of a token whose forms do not add up to it have the
    /// token's place.
    pub span: Span,
    /// As written.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal word class.
    pub upos: String,
    /// Penn tag.
    pub xpos: String,
    /// Features, `A=B|C=D`, or empty.
    pub features: String,
    /// Index of its head in the sentence; `None` at the root.
    pub head: Option<usize>,
    /// Relation with its subtype.
    pub relation: String,
}

impl Document {
    /// True if its text may be learned from by the model of openly licensed corpora only: EWT, and GUM's genres under CC
    /// BY, CC BY-SA or in the public domain.
    pub fn is_open(&self) -> bool {
        const OPEN: [&str; 8] = ["academic", "bio", "court", "interview", "news", "speech", "textbook", "voyage"];
        self.genre().is_none_or(|genre| OPEN.contains(&genre))
    }

    /// GUM's genre of the document; `None` in EWT.
    pub fn genre(&self) -> Option<&str> {
        self.id.strip_prefix("GUM_")?.split('_').next()
    }
}

/// The documents of one part of a treebank, in the order of the file.
///
/// # Errors
///
/// If the file is missing or damaged.
pub fn documents(shared: &Shared, treebank: Treebank, split: Split) -> Result<Vec<Document>> {
    let name = match treebank {
        Treebank::Ewt => "ewt",
        Treebank::Gum => "gum",
    };
    let rebuilt = if split == Split::Train { ".rebuilt" } else { "" };
    let path = format!("corpora/ud/en_{name}-ud-{}{rebuilt}.conllu.gz", split.as_str());
    Ok(parse(&shared.text(&path)?))
}

/// Reads a CoNLL-U text. Lines that are no words are skipped.
pub fn parse(conllu: &str) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    for block in conllu.split("\n\n").filter(|block| !block.trim().is_empty()) {
        let comment = |key: &str| block.lines().find_map(|line| line.strip_prefix(key));
        if let Some(id) = comment("# newdoc id = ") {
            documents.push(Document { id: id.trim().to_owned(), ..Document::default() });
        }
        if documents.is_empty() {
            documents.push(Document::default());
        }
        let Some(document) = documents.last_mut() else { continue };
        let new_paragraph = block.lines().any(|line| line.starts_with("# newpar"));
        add_sentence(document, block, comment("# text = ").unwrap_or(""), new_paragraph);
    }
    documents
}

fn add_sentence(document: &mut Document, block: &str, text: &str, new_paragraph: bool) {
    let glued = document.text.ends_with(GLUE);
    document.text.truncate(document.text.trim_end_matches(GLUE).len());
    match (document.text.is_empty(), new_paragraph) {
        (true, _) => {}
        (false, true) => document.text.push_str("\n\n"),
        (false, false) if !glued => document.text.push(' '),
        (false, false) => {}
    }
    let start = document.text.len();
    document.text.push_str(text.trim_end());
    let words = words(block, text, start);
    document.sentences.push(Sentence { span: Span::new(start, document.text.len()), words });
    let last = block.lines().rfind(|line| line.contains('\t')).unwrap_or("");
    if last.split('\t').nth(9).is_some_and(|misc| misc.split('|').any(|field| field == "SpaceAfter=No")) {
        document.text.push(GLUE);
    }
}

/// Stands at the end of a text whose next sentence follows without a blank.
const GLUE: char = '\u{0}';

fn words(block: &str, text: &str, base: usize) -> Vec<Word> {
    let mut words = Vec::new();
    let mut cursor = 0;
    // The open token of several words: its place, the number of its last word, and how far its words have come.
    let mut token: Option<(Span, usize, usize)> = None;
    for line in block.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, xpos, features, head, relation, ..] = columns[..] else { continue };
        if let Some((_, last)) = id.split_once('-') {
            let place = find(text, form, &mut cursor);
            token = last.parse().ok().map(|last| (place, last, place.start));
            continue;
        }
        let Ok(number) = id.parse::<usize>() else { continue };
        let span = match &mut token {
            Some((place, last, reached)) if number <= *last => part(text, *place, reached, form),
            _ => find(text, form, &mut cursor),
        };
        words.push(Word {
            span: Span::new(base + span.start, base + span.end),
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: upos.to_owned(),
            xpos: xpos.to_owned(),
            features: if features == "_" { String::new() } else { features.to_owned() },
            head: head.parse::<usize>().ok().and_then(|head| head.checked_sub(1)),
            relation: relation.to_owned(),
        });
    }
    words
}

/// The place of a form in the text at or after the cursor, which moves behind it.
fn find(text: &str, form: &str, cursor: &mut usize) -> Span {
    let rest = text.get(*cursor..).unwrap_or("");
    let start = *cursor + rest.find(form).unwrap_or(0);
    *cursor = (start + form.len()).min(text.len());
    Span::new(start, *cursor)
}

/// The place of a word within its token: its own stretch if the token goes on with it, else the whole token.
fn part(text: &str, token: Span, reached: &mut usize, form: &str) -> Span {
    let rest = text.get(*reached..token.end).unwrap_or("");
    if !rest.starts_with(form) {
        return token;
    }
    let start = *reached;
    *reached += form.len();
    Span::new(start, *reached)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# newdoc id = GUM_news_strike\n# newpar\n# text = They don't say.\n\
        1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_\n\
        3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n4\tsay\tsay\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n\
        4.1\tx\tx\tX\tX\t_\t_\t_\t_\t_\n5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\tSpaceAfter=No\n\n\
        # text = \"No.\n1\t\"\t\"\tPUNCT\t``\t_\t2\tpunct\t_\tSpaceAfter=No\n2\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\tSpaceAfter=No\n\
        3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n# newpar\n# text = End\n1\tEnd\tend\tNOUN\tNN\t_\t0\troot\t_\t_\n\n";

    #[test]
    fn words_know_their_place_in_the_raw_text() {
        let documents = parse(SAMPLE);
        let [document] = &documents[..] else { panic!("{documents:?}") };
        assert_eq!(document.text, "They don't say.\"No.\n\nEnd");
        let words: Vec<&str> = document.sentences[0].words.iter().map(|w| w.span.of(&document.text)).collect();
        assert_eq!(words, ["They", "do", "n't", "say", "."]);
        assert_eq!(document.sentences[2].span.of(&document.text), "End");
        assert_eq!(document.sentences[0].words[0].head, Some(3));
        assert!(document.is_open());
    }

    #[test]
    fn the_words_of_the_treebanks_stand_where_they_should() {
        let shared = Shared::locate();
        let (mut words, mut off) = (0, 0);
        for treebank in [Treebank::Ewt, Treebank::Gum] {
            let Ok(documents) = documents(&shared, treebank, Split::Dev) else {
                eprintln!("SKIPPED: the treebanks are not beside the checkout");
                return;
            };
            for document in &documents {
                let all = document.sentences.iter().flat_map(|sentence| &sentence.words);
                all.for_each(|word| {
                    words += 1;
                    off += usize::from(word.span.of(&document.text) != word.form);
                });
            }
        }
        assert!(words > 40_000 && off * 1000 < words, "{off} of {words}");
    }
}
