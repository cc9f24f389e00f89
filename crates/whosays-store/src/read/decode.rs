//! Bytes to text. The encoding is told where it is known and assumed, with a diagnostic, where it is not.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use whosays::Diagnostic;

/// A text and what had to be assumed to read it.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// How far the start of a file is looked at for what tells its encoding.
const HEAD: usize = 4096;
/// So many well-formed characters beyond ASCII for each broken one make a text UTF-8 with faults, not another encoding.
const FAULTY_UTF8: usize = 4;

/// Decodes a file: by its byte order mark, as UTF-8 if it is that, else by what a page says of itself, or by a guess.
pub(super) fn decode(bytes: &[u8], page: bool) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[mark..], None);
    }
    // Latin text in UTF-16 is UTF-8 with zeros, so this goes first.
    if let Some(encoding) = utf_16(bytes) {
        return with(encoding, bytes, Some("its zero bytes"));
    }
    let fault = match std::str::from_utf8(bytes) {
        Ok(text) => return Decoded { text: text.to_owned(), diagnostics: Vec::new() },
        Err(fault) => fault.valid_up_to(),
    };
    if let Some(encoding) = page.then(|| declared(bytes)).flatten().filter(|encoding| *encoding != UTF_8) {
        return with(encoding, bytes, Some("what the page says"));
    }
    if is_faulty_utf8(bytes) {
        return with(UTF_8, bytes, None);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // The guess needs no more than the first text that is not ASCII, and a megabyte is a book.
    let start = fault.saturating_sub(HEAD);
    detector.feed(&bytes[start..bytes.len().min(start + (1 << 20))], true);
    with(detector.guess(None, Utf8Detection::Deny), bytes, Some("its bytes"))
}

/// Decodes by a known encoding; `why` says what it was assumed from.
fn with(encoding: &'static Encoding, bytes: &[u8], why: Option<&str>) -> Decoded {
    let (text, faulty) = encoding.decode_without_bom_handling(bytes);
    let mut diagnostics = Vec::new();
    if let Some(why) = why {
        let message = format!("the text is not UTF-8; it was read as {}, assumed from {why}", encoding.name());
        diagnostics.push(Diagnostic { span: None, message });
    }
    if faulty {
        let count = text.matches('\u{FFFD}').count();
        let message = format!("{count} characters could not be read as {} and stand as \u{FFFD}", encoding.name());
        diagnostics.push(Diagnostic { span: None, message });
    }
    Decoded { text: text.into_owned(), diagnostics }
}

/// UTF-16 without a mark: every second byte of a Latin text is zero.
pub(super) fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 5;
    match head.len() {
        0..4 => None,
        _ if odd > many && even <= odd / 20 => Some(UTF_16LE),
        _ if even > many && odd <= even / 20 => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that a page names in its head.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let after = head.split_once("charset").or_else(|| head.split_once("encoding"))?.1;
    let name = after.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(name.len());
    Encoding::for_label(&name.as_bytes()[..end])
}

/// True for UTF-8 with a few broken characters, as crawls cut it.
fn is_faulty_utf8(bytes: &[u8]) -> bool {
    let (mut faults, mut sound) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        faults += usize::from(!chunk.invalid().is_empty());
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
    }
    sound >= faults * FAULTY_UTF8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, usize) {
        let decoded = decode(bytes, false);
        (decoded.text, decoded.diagnostics.len())
    }

    #[test]
    fn utf_8_stays_as_it_is() {
        assert_eq!(text(" «Сирота»\r\n\u{a0}".as_bytes()), (" «Сирота»\r\n\u{a0}".to_owned(), 0));
        assert_eq!(text(b"\xEF\xBB\xBFmark"), ("mark".to_owned(), 0));
    }

    #[test]
    fn other_encodings_are_read_and_told() {
        let cyrillic = encoding_rs::WINDOWS_1251.encode("Министерство обороны заявило, что город обстреляли.").0;
        assert_eq!(text(&cyrillic), ("Министерство обороны заявило, что город обстреляли.".to_owned(), 1));
        let utf_16: Vec<u8> = "The port was closed.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&utf_16), ("The port was closed.".to_owned(), 1));
        let marked: Vec<u8> =
            [&[0xFE, 0xFF], &*"port".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>()].concat();
        assert_eq!(text(&marked), ("port".to_owned(), 0));
    }

    #[test]
    fn a_page_names_its_encoding() {
        let page = encoding_rs::ISO_8859_2.encode("<meta charset='iso-8859-2'><p>Łódź</p>").0;
        assert!(decode(&page, true).text.ends_with("<p>Łódź</p>"));
    }

    #[test]
    fn a_broken_character_does_not_change_the_rest() {
        let (read, notes) =
            text("“Сирота” — ministry\u{a0}x".as_bytes().split_last().map_or(&[][..], |(_, rest)| rest));
        assert!(read.starts_with("“Сирота” — ministry"), "{read}");
        assert_eq!(notes, 0);
        let (read, notes) = text(b"caf\xC3\xA9 na\xC3\xAFve \xE2\x80\x9Cpeace\xE2\x80\x9D \xFF end");
        assert_eq!((read.as_str(), notes), ("café naïve “peace” \u{FFFD} end", 1));
    }
}
