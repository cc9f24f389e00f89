//! Time expressions: TempEval-3 (TimeBank and AQUAINT to learn from, platinum to measure) and WikiWars.
//!
//! Formats: TempEval-3 is TimeML, one file an article: `<DCT>` with the day of publication, `<TEXT>` with
//! `<TIMEX3 type="DATE" value="2013-03-22">Friday</TIMEX3>` in line among other elements. WikiWars is XML, one file a
//! history: `<DATETIME>`, `<TEXT>` with `<TIMEX2 val="2003-03-20">` in line, sometimes one within another. Offsets count in
//! the text between `<TEXT>` and `</TEXT>` with all elements taken out and entities resolved.

use jiff::civil::Date;
use whosays::Span;

use super::{Result, Shared, Split};

/// The corpora.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Corpus {
    /// TimeBank and AQUAINT as cleaned for TempEval-3.
    TempEvalTrain,
    /// The test part of TempEval-3.
    TempEvalPlatinum,
    /// 16 histories of wars.
    WikiWars,
}

impl Corpus {
    /// Platinum and WikiWars are only measured.
    pub const fn split(self) -> Split {
        match self {
            Self::TempEvalTrain => Split::Train,
            Self::TempEvalPlatinum | Self::WikiWars => Split::Test,
        }
    }
}

/// One text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// The file's name in the archive.
    pub id: String,
    /// The text.
    pub text: String,
    /// When it was written.
    pub date: Option<Date>,
    /// Its time expressions, in order.
    pub times: Vec<Time>,
}

/// One time expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Time {
    /// Bytes of the text.
    pub span: Span,
    /// Its value; empty if the annotators gave none.
    pub value: String,
    /// TIMEX3 type; empty in WikiWars, whose TIMEX2 has none.
    pub kind: String,
}

/// All texts, by the name of their file.
///
/// # Errors
///
/// If the archive is missing or damaged.
pub fn documents(shared: &Shared, corpus: Corpus) -> Result<Vec<Document>> {
    let (archive, folder, ending) = match corpus {
        Corpus::TempEvalTrain => ("tempeval3/te3_platinum_and_TBAQ.tar.gz", "/TBAQ-cleaned/", ".tml"),
        Corpus::TempEvalPlatinum => ("tempeval3/te3_platinum_and_TBAQ.tar.gz", "/te3-platinum/", ".tml"),
        Corpus::WikiWars => ("wikiwars/wikiwars.tar.gz", "/keyinline/", ".xml"),
    };
    // One article stands a second time in a folder of its own.
    let wanted = |name: &str| name.contains(folder) && name.ends_with(ending) && !name.contains("/testpipeline/");
    let files = shared.archive(&format!("corpora/{archive}"), wanted)?;
    Ok(files.iter().filter_map(|(name, source)| document(name, source)).collect())
}

fn document(name: &str, source: &str) -> Option<Document> {
    let body = between(source, "<TEXT>", "</TEXT>")?;
    let created =
        source.split("<TIMEX3").find(|tag| tag.contains("CREATION_TIME")).map(|rest| attribute(rest, "value"));
    let created = created.or_else(|| Some(attribute(between(source, "<DATETIME>", "</DATETIME>")?, "val")));
    let (text, times) = inline(body);
    let date = created.as_deref().and_then(|value| value.get(..10)?.parse().ok());
    Some(Document { id: name.to_owned(), text, date, times })
}

/// Takes the elements out of a text and keeps the times. Nested times are kept each.
fn inline(source: &str) -> (String, Vec<Time>) {
    let (mut text, mut times, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut rest = source;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(&unescaped(before));
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        if tag.starts_with("TIMEX") {
            let value = if tag.starts_with("TIMEX2") { attribute(tag, "val") } else { attribute(tag, "value") };
            open.push((text.len(), value, attribute(tag, "type")));
        } else if tag.starts_with("/TIMEX")
            && let Some((start, value, kind)) = open.pop()
        {
            times.push(Time { span: Span::new(start, text.len()), value, kind });
        }
        rest = after;
    }
    text.push_str(&unescaped(rest));
    times.sort_by_key(|time| time.span);
    (text, times)
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    text.split_once(open)?.1.split_once(close).map(|(inner, _)| inner)
}

/// The value of an attribute in a tag; empty if the tag lacks it.
fn attribute(tag: &str, name: &str) -> String {
    let tag = tag.split('>').next().unwrap_or("");
    let value = tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next());
    value.unwrap_or("").to_owned()
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_keep_their_place_when_elements_are_taken_out() {
        let source = "<DCT><TIMEX3 tid=\"t0\" functionInDocument=\"CREATION_TIME\" value=\"2018-07-13\">x</TIMEX3></DCT>\
            <TEXT>\nR&amp;D <EVENT class=\"X\">ended</EVENT> <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2018-07-12\">on <TIMEX3 type=\"SET\" value=\"P1D\">Thursday</TIMEX3></TIMEX3>.</TEXT>";
        let document = document("x", source).unwrap();
        let times: Vec<_> = document.times.iter().map(|t| (t.span.of(&document.text), t.value.as_str())).collect();
        assert_eq!(document.text, "\nR&D ended on Thursday.");
        assert_eq!(times, [("on Thursday", "2018-07-12"), ("Thursday", "P1D")]);
        assert_eq!(document.date.map(|date| date.to_string()).as_deref(), Some("2018-07-13"));
    }
}
