//! Markup to text: what a reader of the page would see, a blank line between paragraphs.

use trafilatura::dom::{Document, NodeId};

/// Elements that begin and end a paragraph.
const PARAGRAPHS: [&str; 28] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "ol",
    "p",
    "section",
    "table",
    "ul",
];
/// Elements that begin and end a line.
const LINES: [&str; 5] = ["br", "caption", "li", "pre", "tr"];
/// Elements whose text nobody sees.
const UNSEEN: [&str; 9] = ["head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title"];

/// Elements that have no end, or whose end is often left out because the next one ends them.
const UNCLOSED: [&str; 28] = [
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "html", "body", "head", "img", "input", "li",
    "link", "meta", "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
];
/// Elements whose content is no markup.
const RAW: [&str; 5] = ["script", "style", "textarea", "title", "xmp"];

/// How deep the readers of pages may recurse; no page for people nests deeper.
pub(super) const DEEPEST: usize = 400;

/// True for a text that holds markup, and not only a `<` somewhere.
pub(super) fn is_markup(text: &str) -> bool {
    let tag = |at: usize| {
        let rest = text[at + 1..].trim_start_matches('/');
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = rest[..length].to_ascii_lowercase();
        let known = PARAGRAPHS.contains(&name.as_str()) || LINES.contains(&name.as_str());
        known && rest[length..].starts_with(['>', ' ', '/', '\n', '\t'])
    };
    text.match_indices('<').any(|(at, _)| tag(at))
}

/// The text of a piece of markup, such as the body of a record.
pub(super) fn to_text(markup: &str) -> String {
    if nests_too_deep(markup) {
        return without_tags(markup);
    }
    let page = Document::parse(markup);
    text_of(&page, page.root(), &UNSEEN)
}

/// The text between the tags of markup that nests too deep to be read as a tree. Character references stay as they are.
pub(super) fn without_tags(markup: &str) -> String {
    let mut writer = Writer::default();
    let mut at = 0;
    for tag in Tags::of(markup) {
        writer.write(&markup[at..tag.start]);
        if PARAGRAPHS.contains(&tag.name.as_str()) {
            writer.end_block(2);
        } else if LINES.contains(&tag.name.as_str()) {
            writer.end_block(1);
        }
        at = tag.end;
    }
    writer.write(&markup[at..]);
    writer.text
}

/// True for markup that nests deeper than any page for people. A parser of pages takes time that grows with the square
/// of the depth, so such markup is not given to it.
pub(super) fn nests_too_deep(markup: &str) -> bool {
    let mut open: Vec<String> = Vec::new();
    for tag in Tags::of(markup) {
        if UNCLOSED.contains(&tag.name.as_str()) {
            continue;
        }
        if !tag.closes {
            open.push(tag.name);
        } else if let Some(at) = open.iter().rposition(|name| *name == tag.name) {
            // As in a browser, the end of a phrase does not end the paragraphs that were begun inside it.
            let is_block = PARAGRAPHS.contains(&tag.name.as_str());
            if is_block || !open[at..].iter().any(|name| PARAGRAPHS.contains(&name.as_str())) {
                open.truncate(at);
            }
        }
        if open.len() > DEEPEST {
            return true;
        }
    }
    false
}

/// The text of a whole page without what stands around an article.
pub(super) fn text_of_page(page: &Document) -> String {
    let unseen: Vec<&str> = UNSEEN.into_iter().chain(["aside", "button", "footer", "form", "nav", "select"]).collect();
    text_of(page, page.body().unwrap_or_else(|| page.root()), &unseen)
}

/// Every node of a tree with its depth, in document order, whatever its depth; what stands below a node that `enter`
/// refuses is left out.
pub(super) fn walk(page: &Document, root: NodeId, enter: &mut dyn FnMut(NodeId, usize) -> bool) {
    let mut open = vec![(root, 0)];
    while let Some((node, depth)) = open.pop() {
        if enter(node, depth) {
            open.extend(page.child_nodes(node).into_iter().rev().map(|child| (child, depth + 1)));
        }
    }
}

/// The tags of markup, in order, found without a tree.
struct Tags<'m> {
    markup: &'m str,
    at: usize,
}

struct Tag {
    name: String,
    closes: bool,
    start: usize,
    end: usize,
}

impl<'m> Tags<'m> {
    const fn of(markup: &'m str) -> Self {
        Self { markup, at: 0 }
    }

    /// Where `what` stands next, in small or capital letters.
    fn next_of(&self, what: &str, from: usize) -> Option<usize> {
        let (bytes, what) = (self.markup.as_bytes(), what.as_bytes());
        (from..(bytes.len() + 1).saturating_sub(what.len()))
            .find(|&i| bytes[i..i + what.len()].eq_ignore_ascii_case(what))
    }
}

impl Iterator for Tags<'_> {
    type Item = Tag;

    fn next(&mut self) -> Option<Tag> {
        loop {
            let start = self.at + self.markup.get(self.at..)?.find('<')?;
            let inside = &self.markup[start + 1..];
            if let Some(comment) = inside.strip_prefix("!--") {
                self.at = comment.find("-->").map_or(self.markup.len(), |end| start + 4 + end + 3);
                return Some(Tag { name: "!--".to_owned(), closes: true, start, end: self.at });
            }
            let closes = inside.starts_with('/');
            let name = &inside[usize::from(closes)..];
            let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
            let name = name[..length].to_ascii_lowercase();
            let end = start + inside.find('>').map_or(inside.len() + 1, |end| end + 2);
            self.at = end;
            if name.is_empty() {
                self.at = start + 1;
                continue;
            }
            if !closes && RAW.contains(&name.as_str()) {
                self.at = self.next_of(&format!("</{name}"), end).unwrap_or(self.markup.len());
                return Some(Tag { name, closes: true, start, end: self.at });
            }
            return Some(Tag { name, closes, start, end });
        }
    }
}

/// How the text that was written so far must go on.
#[derive(Default)]
struct Writer {
    text: String,
    breaks: usize,
    blank: bool,
}

impl Writer {
    fn end_block(&mut self, breaks: usize) {
        self.breaks = self.breaks.max(breaks);
        self.blank = false;
    }

    fn write(&mut self, words: &str) {
        let is_blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0C');
        for piece in words.split_inclusive(is_blank) {
            let word = piece.trim_end_matches(is_blank);
            if !word.is_empty() {
                self.break_or_blank();
                self.text.push_str(word);
            }
            self.blank |= word.len() < piece.len();
        }
    }

    fn break_or_blank(&mut self) {
        if self.text.is_empty() {
            self.breaks = 0;
        } else if self.breaks > 0 {
            self.text.extend(std::iter::repeat_n('\n', std::mem::take(&mut self.breaks)));
        } else if self.blank {
            self.text.push(' ');
        }
        self.blank = false;
    }
}

/// An end of an element is a step of its own on the way through the tree.
enum Step {
    Enter(NodeId),
    Leave(usize),
}

fn text_of(page: &Document, root: NodeId, unseen: &[&str]) -> String {
    let mut writer = Writer::default();
    let mut steps = vec![Step::Enter(root)];
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Enter(node) => node,
            Step::Leave(breaks) => {
                writer.end_block(breaks);
                continue;
            }
        };
        if page.is_text(node) {
            writer.write(&page.text_content(node));
            continue;
        }
        let name = page.tag_name(node);
        if unseen.contains(&name) {
            continue;
        }
        let breaks = if PARAGRAPHS.contains(&name) { 2 } else { usize::from(LINES.contains(&name)) };
        if breaks > 0 {
            writer.end_block(breaks);
            steps.push(Step::Leave(breaks));
        }
        if matches!(name, "td" | "th") {
            writer.blank = true;
        }
        steps.extend(page.child_nodes(node).into_iter().rev().map(Step::Enter));
    }
    writer.text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_lines_and_blanks() {
        let text = to_text(
            "<h2>Truce</h2>\n<p>The  army\n said <b>nothing</b>.<p>One<br>two <ul><li>a<li>b</ul><script>x()</script>\
             <table><tr><td>5</td><td>dead</td></tr></table>",
        );
        assert_eq!(text, "Truce\n\nThe army said nothing.\n\nOne\ntwo\n\na\nb\n\n5 dead");
        assert_eq!(to_text("20&nbsp;km &amp; more"), "20\u{a0}km & more");
        assert_eq!(to_text(""), "");
    }

    #[test]
    fn what_is_markup() {
        for markup in ["<p>x", "a<br/>b", "x</p>", "<div class='a'>x"] {
            assert!(is_markup(markup), "{markup}");
        }
        for text in ["3 < 5", "<unnamed> said", "", "a <b", "<person> said", "x <"] {
            assert!(!is_markup(text), "{text}");
        }
    }

    #[test]
    fn depth_does_not_matter() {
        let deep = format!("<p>one{}two<br>three <script>'<p>'</script><!-- <p> -->four", "<div>".repeat(200_000));
        assert_eq!(to_text(&deep), "one\n\ntwo\nthree four");
        assert!(nests_too_deep(&"<span><div></span>".repeat(1000)));
        assert!(!nests_too_deep(&"<ul><li><b>x</b><li><p>y</ul><div><p>x</div><script>'<div>'</script>".repeat(1000)));
        assert!(!nests_too_deep("< <3 <"));
    }
}
