//! As much of Rust's grammar as the checks need: what is code, what is comment, text or test, and where functions end.

use super::line_of;

/// What of a source file is looked at; the rest becomes blanks, line by line, so that places stay the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Keep {
    /// Code alone.
    Code,
    /// Code and what stands in its text literals.
    CodeAndLiterals,
}

/// A source file without comments and without its tests.
pub(super) fn shipped(text: &str, keep: Keep) -> String {
    let code = masked(text, Keep::Code);
    let mut shown: Vec<u8> = masked(text, keep).into_bytes();
    for (start, end) in test_items(&code) {
        shown[start..end].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
    }
    String::from_utf8_lossy(&shown).into_owned()
}

/// A source file with comments, and text literals if they are not kept, as blanks. Other bytes beyond ASCII become blanks
/// too, so that the result has the same length.
pub(super) fn masked(text: &str, keep: Keep) -> String {
    let bytes = text.as_bytes();
    let mut out = vec![b' '; bytes.len()];
    let mut at = 0;
    while at < bytes.len() {
        let piece = piece(bytes, at);
        let shown = match piece.kind {
            Kind::Code => true,
            Kind::Literal => keep == Keep::CodeAndLiterals,
            Kind::Comment => false,
        };
        let end = piece.end.min(bytes.len());
        for i in at..end {
            if bytes[i] == b'\n' || (shown && (bytes[i].is_ascii() || keep == Keep::CodeAndLiterals)) {
                out[i] = bytes[i];
            }
        }
        at = end;
    }
    String::from_utf8_lossy(&out).into_owned()
}

enum Kind {
    Code,
    Literal,
    Comment,
}

struct Piece {
    kind: Kind,
    end: usize,
}

/// The comment, literal or byte of code that starts here.
fn piece(bytes: &[u8], at: usize) -> Piece {
    let rest = &bytes[at..];
    let after_word = at > 0 && is_word(bytes[at - 1]);
    if rest.starts_with(b"//") {
        let length = rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
        return Piece { kind: Kind::Comment, end: at + length };
    }
    if rest.starts_with(b"/*") {
        return Piece { kind: Kind::Comment, end: at + block_comment(rest) };
    }
    if !after_word && let Some(length) = raw_literal(rest) {
        return Piece { kind: Kind::Literal, end: at + length };
    }
    if rest[0] == b'"' {
        return Piece { kind: Kind::Literal, end: at + quoted(rest, b'"') };
    }
    if rest[0] == b'\''
        && let Some(length) = character(rest)
    {
        return Piece { kind: Kind::Literal, end: at + length };
    }
    Piece { kind: Kind::Code, end: at + 1 }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn block_comment(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match rest[at..].get(..2) {
            Some(b"/*") => (depth, at) = (depth + 1, at + 2),
            Some(b"*/") => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// Length of a raw literal such as `r#"…"#` or `br"…"`, if one starts here.
fn raw_literal(rest: &[u8]) -> Option<usize> {
    let start = if rest.starts_with(b"br") { 2 } else { usize::from(rest.starts_with(b"r")) };
    let hashes = rest.get(start..)?.iter().take_while(|&&b| b == b'#').count();
    if start == 0 || rest.get(start + hashes) != Some(&b'"') {
        return None;
    }
    let open = start + hashes + 1;
    let close = [&b"\""[..], &vec![b'#'; hashes]].concat();
    let found = rest[open..].windows(close.len()).position(|window| window == close);
    Some(found.map_or(rest.len(), |found| open + found + close.len()))
}

/// Length of a literal between two marks, with escapes.
fn quoted(rest: &[u8], mark: u8) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != mark {
        at += if rest[at] == b'\\' { 2 } else { 1 };
    }
    at + 1
}

/// Length of a character literal; `None` for a lifetime.
fn character(rest: &[u8]) -> Option<usize> {
    if rest.get(1) == Some(&b'\\') {
        return Some(quoted(rest, b'\''));
    }
    let width = match rest.get(1)? {
        0..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    };
    (rest.get(1 + width) == Some(&b'\'')).then_some(width + 2)
}

/// The stretches of items that are compiled for tests only.
fn test_items(code: &str) -> Vec<(usize, usize)> {
    let starts = code.match_indices("#[cfg(test)]").map(|(at, _)| at);
    starts.map(|start| (start, item_end(code, start + "#[cfg(test)]".len()))).collect()
}

/// Where the item that starts here ends: behind its `;`, or behind its braces.
fn item_end(code: &str, start: usize) -> usize {
    let mut depth = 0usize;
    for (at, byte) in code.bytes().enumerate().skip(start) {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && byte == b'}' {
                    return at + 1;
                }
            }
            b';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// A function: its name, and the bytes from its `fn` to its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Function {
    pub(super) name: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The functions with a body, in the order in which they start.
pub(super) fn functions(code: &str) -> Vec<Function> {
    let mut functions = Vec::new();
    for (start, _) in code.match_indices("fn ") {
        if start > 0 && is_word(code.as_bytes()[start - 1]) {
            continue;
        }
        let name: String =
            code[start + 3..].trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let end = item_end(code, start);
        if !name.is_empty() && code[..end].ends_with('}') {
            functions.push(Function { name, start, end });
        }
    }
    functions
}

/// The names of modules that a file declares for tests only (`#[cfg(test)] mod x;`).
pub(super) fn test_modules(text: &str) -> Vec<String> {
    let code = masked(text, Keep::Code);
    let items = test_items(&code);
    let names = items.iter().filter_map(|&(start, end)| {
        let item = code[start..end].strip_prefix("#[cfg(test)]")?.trim();
        item.strip_suffix(';')?.trim().strip_prefix("mod ").map(|name| name.trim().to_owned())
    });
    names.collect()
}

/// The lines in which a word stands, whole.
pub(super) fn lines_with<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let (opens, closes) = (inside(word.chars().next()), inside(word.chars().next_back()));
    let cut = move |at: usize| {
        opens && inside(code[..at].chars().next_back()) || closes && inside(code[at + word.len()..].chars().next())
    };
    code.match_indices(word).filter(move |(at, _)| !cut(*at)).map(|(at, _)| line_of(code, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_literals_and_tests_are_no_code() {
        let text = "fn a<'x>(c: char) { b('{', \"fn // no\", r#\"fn \"# ); } // fn\n/* fn /* fn */ fn */\n#[cfg(test)]\nmod tests { fn t() {} }\nfn z() {}\n";
        let code = shipped(text, Keep::Code);
        assert_eq!(code.len(), text.len());
        let names: Vec<_> = functions(&code).into_iter().map(|f| f.name).collect();
        assert_eq!(names, ["a", "z"]);
        assert!(shipped(text, Keep::CodeAndLiterals).contains("// no"));
    }

    #[test]
    fn a_function_ends_with_its_braces() {
        let code =
            "impl X {\n    fn one(&self) -> [u8; 2] {\n        if true { }\n        [0, 1]\n    }\n    fn two();\n}\n";
        let functions = functions(code);
        assert_eq!(functions.len(), 1);
        assert!(code[..functions[0].end].ends_with("[0, 1]\n    }"));
    }

    #[test]
    fn modules_for_tests_are_known_by_name() {
        assert_eq!(test_modules("mod a;\n#[cfg(test)]\nmod agreement;\nmod b;\n"), ["agreement"]);
    }
}
