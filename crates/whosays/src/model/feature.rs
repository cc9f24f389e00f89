//! What the network sees of a token: rows of hashed tables for its word, its beginning and end, and its shape.

/// Rows of each table; the tables stand one after the other in one matrix. The word has two rows, so that two words
/// that collide in one of them still differ.
const TABLES: [(usize, u64); 8] = [
    (1 << 15, 0x9e37_79b9_7f4a_7c15),
    (1 << 15, 0xc2b2_ae3d_27d4_eb4f),
    (1 << 12, 0x1656_67b1_9e37_79f9),
    (1 << 12, 0x27d4_eb2f_1656_67c5),
    (1 << 10, 0x8546_9d4c_1d3e_2fb7),
    (1 << 12, 0xd6e8_feb8_6659_fd93),
    (1 << 13, 0xa076_1d64_78bd_642f),
    (1 << 10, 0xe703_7ed1_a0b4_28db),
];

/// Both word hashes share one table.
const STARTS: [usize; 8] = [0, 0, 1 << 15, 36864, 40960, 41984, 46080, 54272];

/// Rows of the whole embedding matrix.
pub const ROWS: usize = 54272 + (1 << 10);

/// Features of one token.
pub const FEATURES: usize = TABLES.len();

/// The features that stand for the word as a whole: training hides them now and then, so that the network learns to
/// read the others.
pub const WORD_FEATURES: usize = 2;

/// The rows of a token.
///
/// ```
/// use whosays::model::feature::{rows, ROWS};
/// assert!(rows("Baku").iter().all(|&row| (row as usize) < ROWS));
/// assert_eq!(rows("“")[0], rows("\"")[0]);
/// ```
pub fn rows(form: &str) -> [u32; FEATURES] {
    let norm = normalised(form);
    let ends = Ends::of(&norm);
    let shape = shape(form);
    let parts: [&str; FEATURES] = [
        &norm,
        &norm,
        &norm[..ends.first3],
        &norm[..ends.first4],
        &norm[ends.last2..],
        &norm[ends.last3..],
        &norm[ends.last4..],
        &shape,
    ];
    std::array::from_fn(|i| {
        let (size, seed) = TABLES[i];
        (STARTS[i] + (hash(parts[i].as_bytes(), seed) as usize & (size - 1))) as u32
    })
}

/// Byte positions of the first three and four and the last two, three and four characters.
struct Ends {
    first3: usize,
    first4: usize,
    last2: usize,
    last3: usize,
    last4: usize,
}

impl Ends {
    fn of(word: &str) -> Self {
        let forward = |n: usize| word.char_indices().nth(n).map_or(word.len(), |(i, _)| i);
        let backward = |n: usize| word.char_indices().rev().nth(n - 1).map_or(0, |(i, _)| i);
        Self { first3: forward(3), first4: forward(4), last2: backward(2), last3: backward(3), last4: backward(4) }
    }
}

/// A word without case, with straight quotation marks and every digit a zero.
fn normalised(form: &str) -> String {
    let mut out = String::with_capacity(form.len());
    for c in form.chars().take(40) {
        match c {
            '’' | '‘' | '`' => out.push('\''),
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            '—' | '–' => out.push('-'),
            c if c.is_ascii_digit() => out.push('0'),
            c => out.extend(c.to_lowercase()),
        }
    }
    if out == "``" || out == "''" { "\"".to_owned() } else { out }
}

/// The shape of a word: `Xxxx` for `Baku`, `dd` for `17`; runs longer than four are cut.
fn shape(form: &str) -> String {
    let (mut out, mut last, mut run) = (String::new(), '\0', 0);
    for c in form.chars().take(40) {
        let class = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => 'd',
            c => c,
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= 4 {
            out.push(class);
        }
    }
    out
}

/// FNV-1a with a seed and a final mix: small, and the same on every machine.
fn hash(bytes: &[u8], seed: u64) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325 ^ seed;
    for &b in bytes {
        h = (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    h ^= h >> 32;
    h = h.wrapping_mul(0xd6e8_feb8_6659_fd93);
    h ^ (h >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_do_not_overlap() {
        for i in 1..FEATURES - 1 {
            assert_eq!(STARTS[i] + TABLES[i].0, STARTS[i + 1], "table {i}");
        }
        assert_eq!(STARTS[FEATURES - 1] + TABLES[FEATURES - 1].0, ROWS);
    }

    #[test]
    fn any_text_has_rows() {
        for form in ["", "é", "日本", "a", "’s", "\u{0}", "1,426", "x".repeat(500).as_str()] {
            assert!(rows(form).iter().all(|&row| (row as usize) < ROWS), "{form}");
        }
    }
}
