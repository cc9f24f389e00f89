//! What a file is, by its ending and by its first bytes.

use super::decode;
use super::error::Problem;

/// A format that is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Format {
    /// Plain text.
    Text,
    /// A page.
    Html,
    /// JSON: one record, a list of records, or, if it is not one value, a record a line.
    Json,
    /// A record a line.
    JsonLines,
}

/// How far the start of a file is looked at.
pub(super) const HEAD: usize = 8192;

/// First bytes of formats that are not text, and what they are.
const MAGIC: [(&[u8], &str); 14] = [
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xFD7zXZ", "an xz archive"),
    (b"\x28\xB5\x2F\xFD", "a zstd archive"),
    (b"7z\xBC\xAF", "a 7z archive"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a sound, film or picture"),
    (b"SQLite format 3", "a database"),
    (b"\x7FELF", "a program"),
];

/// The format of a file, from the ending of its name and its first bytes.
///
/// # Errors
///
/// What the file is, if it is nothing that is read.
pub(super) fn format(path: &str, head: &[u8]) -> Result<Format, Problem> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(Problem::Binary(what));
    }
    let marked = encoding_rs::Encoding::for_bom(head).is_some();
    if !marked && decode::utf_16(head).is_none() && is_binary(head) {
        return Err(Problem::Binary("binary data"));
    }
    let head = decode::decode(head, false).text;
    let start = head.trim_start();
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "jsonl" | "ndjson" => Ok(Format::JsonLines),
        "json" => Ok(Format::Json),
        "html" | "htm" | "xhtml" | "shtml" => Ok(Format::Html),
        "csv" => Err(Problem::Unsupported("a CSV table")),
        "tsv" => Err(Problem::Unsupported("a table with tabs")),
        _ if is_page(start) => Ok(Format::Html),
        _ if start.starts_with("<?xml") || start.starts_with("<rss") => Err(Problem::Unsupported("XML")),
        _ if start.starts_with("{\\rtf") => Err(Problem::Unsupported("rich text (RTF)")),
        _ if is_json(start) => Ok(Format::Json),
        _ => Ok(Format::Text),
    }
}

/// True for bytes that no text has: zeros, or many control characters.
fn is_binary(head: &[u8]) -> bool {
    let control = head.iter().filter(|b| **b < 0x20 && !b"\t\n\r\x0C\x1B".contains(b)).count();
    head.contains(&0) || control * 10 > head.len()
}

/// True for a text that opens like a page.
pub(super) fn is_page(start: &str) -> bool {
    let head = start[..start.floor_char_boundary(1024)].to_ascii_lowercase();
    let opens = ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| head.starts_with(tag));
    opens || (head.starts_with("<?xml") || head.starts_with("<!--")) && head.contains("<html")
}

/// True for a text that opens like a record or a list of records: a bracket and then a name in quotation marks. A report
/// that opens with a bracket goes on with words.
fn is_json(start: &str) -> bool {
    let Some(inside) = start.strip_prefix(['{', '[']) else { return false };
    let inside = inside.trim_start();
    let inside = if start.starts_with('[') { inside.strip_prefix('{').map_or("", str::trim_start) } else { inside };
    inside.starts_with('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_and_first_bytes() {
        assert_eq!(format("a.txt", b"Varda: The ministry said"), Ok(Format::Text));
        assert_eq!(format("a", b"{ \"text\": \"x\" }"), Ok(Format::Json));
        assert_eq!(format("a.txt", b"[{\"text\": \"x\" }]"), Ok(Format::Json));
        assert_eq!(format("a.txt", b"[Varda] The \"ministry\" said"), Ok(Format::Text));
        assert_eq!(format("a.txt", b"{Varda} The ministry said"), Ok(Format::Text));
        assert_eq!(format("a.ndjson", b""), Ok(Format::JsonLines));
        assert_eq!(format("saved", b"\xEF\xBB\xBF \n<!DOCTYPE HTML><p>"), Ok(Format::Html));
        assert_eq!(format("saved.xml", b"<?xml version='1.0'?><html xmlns='x'>"), Ok(Format::Html));
    }

    #[test]
    fn what_is_no_report_is_named() {
        assert_eq!(format("a.txt", b"%PDF-1.7"), Err(Problem::Binary("a PDF document")));
        assert_eq!(format("a.txt", b"abc\0def"), Err(Problem::Binary("binary data")));
        assert_eq!(format("feed.xml", b"<?xml version='1.0'?><rss>"), Err(Problem::Unsupported("XML")));
        assert_eq!(format("t.csv", b"text,date"), Err(Problem::Unsupported("a CSV table")));
        assert_eq!(format("t.txt", b"{\\rtf1 x}"), Err(Problem::Unsupported("rich text (RTF)")));
    }
}
