//! Pages: the main text, and what the page says of itself.

use serde_json::Value;
use trafilatura::dom::{Document, NodeId};
use trafilatura::{HtmlDateMode, Metadata, extract_document};
use whosays::document::{Basis, Published};
use whosays::{Diagnostic, Input};

use super::error::Problem;
use super::{date, markup};

/// Names of meta elements that give the day of publication, the surest first, in small letters.
const PUBLISHED: [&str; 16] = [
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "publishdate",
    "publish-date",
    "publication_date",
    "pubdate",
    "originalpublicationdate",
    "date",
];
/// A main text that is shorter, in characters, is looked for in other ways. Flashes are short, and those other ways lose
/// the paragraphs.
const SHORTEST: usize = 25;
/// Pages with more elements are read without looking for the main text, which takes too long on them.
const LARGEST: usize = 200_000;

/// Reads a page.
///
/// # Errors
///
/// [`Problem::NoMainText`] for a page without words.
pub(super) fn read(path: &str, page: &str, diagnostics: Vec<Diagnostic>) -> Result<Input, Problem> {
    if markup::nests_too_deep(page) {
        return unstructured(path, page, diagnostics);
    }
    let page = Document::parse(page);
    let facts = Facts::of(&page);
    let title = facts.title.clone();
    let mut input = Input { path: path.to_owned(), diagnostics, ..Input::default() };
    input.published = published(&facts, &mut input.diagnostics);
    let (text, metadata) = main_text(page, &facts, &mut input.diagnostics);
    if text.trim().is_empty() {
        return Err(Problem::NoMainText);
    }
    let known = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    input.text = text;
    input.title = known(metadata.title).or(title);
    input.outlet = known(metadata.sitename);
    input.url = known(metadata.url);
    Ok(input)
}

/// Reads a page whose markup cannot be read as a tree.
fn unstructured(path: &str, page: &str, mut diagnostics: Vec<Diagnostic>) -> Result<Input, Problem> {
    let text = markup::without_tags(page);
    let message = "the markup of the page nests too deep; all words between its tags were read".to_owned();
    diagnostics.push(Diagnostic { span: None, message });
    if text.trim().is_empty() {
        return Err(Problem::NoMainText);
    }
    Ok(Input { path: path.to_owned(), text, diagnostics, ..Input::default() })
}

/// The main text of a page, or all of its text where no main text is found.
fn main_text(page: Document, facts: &Facts, diagnostics: &mut Vec<Diagnostic>) -> (String, Metadata) {
    let whole = markup::text_of_page(&page);
    if facts.depth <= markup::DEEPEST && facts.elements <= LARGEST {
        let options = trafilatura::Options::default()
            .with_fallback(true)
            .with_exclude_comments(true)
            .with_config(trafilatura::Config::default().with_min_extracted_size(SHORTEST))
            .with_html_date_mode(HtmlDateMode::Disabled);
        if let Ok(found) = extract_document(page, &options) {
            let text = markup::to_text(&found.content_html);
            if !text.is_empty() {
                return (text, found.metadata);
            }
        }
    }
    let message = "the main text of the page was not found; all of its text was read, menus too".to_owned();
    diagnostics.push(Diagnostic { span: None, message });
    (whole, Metadata::default())
}

/// What a page says of itself, from one walk through it.
#[derive(Default)]
struct Facts {
    /// Content of meta elements and of others that name a property, with the name in small letters.
    named: Vec<(String, String)>,
    /// Structured data.
    data: Vec<Value>,
    title: Option<String>,
    depth: usize,
    elements: usize,
}

impl Facts {
    fn of(page: &Document) -> Self {
        let mut facts = Self::default();
        markup::walk(page, page.root(), &mut |node, depth| {
            facts.depth = facts.depth.max(depth);
            facts.elements += 1;
            // A page that nests deeper is not walked to its end, only known to be too deep.
            depth <= markup::DEEPEST && facts.look(page, node)
        });
        facts
    }

    /// Notes what an element says; false if nothing below it is of interest.
    fn look(&mut self, page: &Document, node: NodeId) -> bool {
        let attribute = |name: &str| page.get_attribute(node, name);
        match page.tag_name(node) {
            "script" => {
                if attribute("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json")) {
                    self.data.extend(serde_json::from_str(page.text_content(node).trim()).ok());
                }
                return false;
            }
            "title" if self.title.is_none() => {
                self.title = Some(page.text_content(node).trim().to_owned()).filter(|title| !title.is_empty());
            }
            "meta" => {
                let name = attribute("property").or_else(|| attribute("name")).or_else(|| attribute("itemprop"));
                if let (Some(name), Some(content)) = (name, attribute("content")) {
                    self.named.push((name.trim().to_ascii_lowercase(), content));
                }
            }
            "" => {}
            _ => {
                let name = attribute("itemprop").or_else(|| attribute("pubdate").map(|_| "pubdate".to_owned()));
                let content = || attribute("datetime").or_else(|| attribute("content"));
                if let Some((name, content)) = name.and_then(|name| Some((name, content()?))) {
                    self.named.push((name.to_ascii_lowercase(), content));
                }
            }
        }
        true
    }

    /// Every statement of the page about its day of publication, the surest first.
    fn dates(&self) -> Vec<String> {
        let mut dates = Vec::new();
        for data in &self.data {
            in_structured_data(data, &mut dates);
        }
        for name in PUBLISHED {
            dates.extend(self.named.iter().filter(|(known, _)| known == name).map(|(_, content)| content.clone()));
        }
        dates.retain(|date| !date.trim().is_empty());
        dates
    }
}

/// The days that structured data gives its articles; the nesting of JSON is limited by its reader.
fn in_structured_data(data: &Value, dates: &mut Vec<String>) {
    match data {
        Value::Array(values) => values.iter().for_each(|value| in_structured_data(value, dates)),
        Value::Object(fields) => {
            if let Some(date) = fields.get("datePublished").and_then(Value::as_str).filter(|_| is_article(fields)) {
                dates.push(date.to_owned());
            }
            fields.values().for_each(|value| in_structured_data(value, dates));
        }
        _ => {}
    }
}

/// True for structured data of an article, a posting, a report or a page, and not of a comment or a picture.
fn is_article(fields: &serde_json::Map<String, Value>) -> bool {
    let is = |kind: &str| ["Article", "Posting", "Report", "WebPage"].iter().any(|known| kind.ends_with(known));
    match fields.get("@type") {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

/// The day of publication, from the surest place that gives one; others that differ are told.
fn published(facts: &Facts, diagnostics: &mut Vec<Diagnostic>) -> Option<Published> {
    let mut found: Option<Published> = None;
    for text in facts.dates() {
        let note = |message: String| Diagnostic { span: None, message };
        match (date::parse(&text), &found) {
            (Err(why), None) => diagnostics.push(note(date::unused(&text, why))),
            (Ok((earliest, latest)), None) => {
                let why = Some(format!("the page says {}", text.trim()));
                found = Some(Published { earliest: Some(earliest), latest: Some(latest), basis: Basis::Metadata, why });
            }
            (Ok((earliest, latest)), Some(first)) if Some(latest) < first.earliest || Some(earliest) > first.latest => {
                let used = first.earliest.map(|day| day.to_string()).unwrap_or_default();
                diagnostics.push(note(format!("the page also gives {earliest} as its day; {used} was used")));
                break;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const BODY: &str = "<p>At least four people were killed when shells hit a market in the port of Varda on Tuesday, \
                        the Interior Ministry said.</p><p>The rebel command <em>denied</em> it.</p>";

    fn page(head: &str) -> Input {
        let page =
            format!("<html><head>{head}</head><body><nav>Home World</nav><article>{BODY}</article></body></html>");
        read("a.html", &page, Vec::new()).unwrap_or_else(|problem| panic!("{problem}"))
    }

    #[test]
    fn main_text_and_metadata() {
        let input = page(
            "<title>Shells hit market | Northern Courier</title><meta property='og:site_name' content='Northern Courier'>\
             <link rel='canonical' href='https://courier.example/varda'>\
             <script type='application/ld+json'>{\"@graph\": [{\"@type\": \"Comment\", \"datePublished\": \"2019-01-01\"},\
             {\"@type\": [\"NewsArticle\"], \"headline\": \"Shells hit market\", \"datePublished\": \"2024-03-05T23:14:00-05:00\"}]}\
             </script>",
        );
        assert!(input.text.starts_with("At least four people"), "{}", input.text);
        assert!(input.text.ends_with("said.\n\nThe rebel command denied it."), "{}", input.text);
        assert_eq!(input.outlet.as_deref(), Some("Northern Courier"));
        assert_eq!(input.title.as_deref(), Some("Shells hit market"));
        assert_eq!(input.url.as_deref(), Some("https://courier.example/varda"));
        let published = input.published.unwrap_or(Published::UNKNOWN);
        assert_eq!((published.earliest, published.basis), (Some(date(2024, 3, 5)), Basis::Metadata));
    }

    #[test]
    fn a_date_is_never_guessed() {
        let input = page("<meta name='date' content='05/03/2024'>");
        assert_eq!(input.published, None);
        assert!(input.diagnostics[0].message.contains("05/03/2024"), "{:?}", input.diagnostics);
        assert_eq!(page("<meta name='date' content=''>").published, None);
        assert_eq!(page("").published, None);
    }

    #[test]
    fn days_that_differ_are_told() {
        let input = page(
            "<meta property='article:published_time' content='2024-03-05T08:00Z'><meta name='pubdate' content='2024-03-07'>",
        );
        assert_eq!(input.published.and_then(|published| published.latest), Some(date(2024, 3, 5)));
        assert!(input.diagnostics[0].message.contains("2024-03-07"), "{:?}", input.diagnostics);
    }

    #[test]
    fn pages_for_no_reader() {
        assert_eq!(read("a.html", "<html><script>x</script>", Vec::new()), Err(Problem::NoMainText));
        let deep = format!("<html><body>{}<p>The port was closed.", "<div>".repeat(100_000));
        let input = read("a.html", &deep, Vec::new()).unwrap_or_default();
        assert_eq!(input.text, "The port was closed.");
        assert_eq!(input.diagnostics.len(), 1);
    }
}
