//! The file of a model: a header, named blocks, a checksum.
//!
//! ```text
//! "WHOSAYS1"  u32 number of blocks
//! a block:    u8 kind  u32 length of name  name  u32 columns  u32 length of data  data
//! at the end: u64 FNV-1a of everything before it
//! ```
//! All numbers are little-endian. Kinds: 0 text, 1 floats, 2 bytes with one f32 scale a row (data: scales, then
//! bytes), 3 bytes with one f32 scale a column.

use std::fmt;

const MAGIC: &[u8; 8] = b"WHOSAYS1";

/// Why a model could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ModelError {
    /// It is no model file, or of another version.
    Magic,
    /// It was damaged: the checksum differs.
    Checksum,
    /// It ends in the middle of a block.
    Short,
    /// A block that the network needs is missing or has the wrong size.
    Block(String),
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Magic => f.write_str("not a whosays model of version 1"),
            Self::Checksum => f.write_str("the model is damaged: its checksum differs"),
            Self::Short => f.write_str("the model is cut off"),
            Self::Block(name) => write!(f, "the model lacks the block {name}, or it has the wrong size"),
        }
    }
}

impl std::error::Error for ModelError {}

/// Kinds of blocks.
const TEXT: u8 = 0;
const FLOATS: u8 = 1;
const ROWS: u8 = 2;
const COLUMNS: u8 = 3;

/// Writes a model file. Used by training only.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    blocks: u32,
    body: Vec<u8>,
}

impl Writer {
    fn block(&mut self, kind: u8, name: &str, cols: usize, data: &[u8]) {
        self.blocks += 1;
        self.body.push(kind);
        self.body.extend((name.len() as u32).to_le_bytes());
        self.body.extend(name.as_bytes());
        self.body.extend((cols as u32).to_le_bytes());
        self.body.extend((data.len() as u32).to_le_bytes());
        self.body.extend(data);
    }

    /// A block of text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.block(TEXT, name, 0, text.as_bytes());
    }

    /// A block of floats as they are.
    pub fn floats(&mut self, name: &str, values: &[f32], cols: usize) {
        let data: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
        self.block(FLOATS, name, cols, &data);
    }

    /// A matrix as bytes, with one scale a row.
    pub fn rows(&mut self, name: &str, values: &[f32], cols: usize) {
        let scales: Vec<f32> = values.chunks_exact(cols).map(|row| scale(row.iter().copied())).collect();
        let bytes = values.iter().enumerate().map(|(i, v)| quantise(*v, scales[i / cols]));
        let data: Vec<u8> = scales.iter().flat_map(|s| s.to_le_bytes()).chain(bytes).collect();
        self.block(ROWS, name, cols, &data);
    }

    /// A matrix as bytes, with one scale a column.
    pub fn columns(&mut self, name: &str, values: &[f32], cols: usize) {
        let column = |j: usize| values.iter().skip(j).step_by(cols).copied();
        let scales: Vec<f32> = (0..cols).map(|j| scale(column(j))).collect();
        let bytes = values.iter().enumerate().map(|(i, v)| quantise(*v, scales[i % cols]));
        let data: Vec<u8> = scales.iter().flat_map(|s| s.to_le_bytes()).chain(bytes).collect();
        self.block(COLUMNS, name, cols, &data);
    }

    /// The whole file.
    pub fn finish(self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(self.blocks.to_le_bytes());
        out.extend(self.body);
        let sum = checksum(&out);
        out.extend(sum.to_le_bytes());
        out
    }
}

fn scale(values: impl Iterator<Item = f32>) -> f32 {
    let top = values.fold(0.0_f32, |m, v| m.max(v.abs()));
    if top > 0.0 { top / 127.0 } else { 1.0 }
}

fn quantise(v: f32, scale: f32) -> u8 {
    ((v / scale).round().clamp(-127.0, 127.0) as i8) as u8
}

/// FNV-1a over eight bytes at a time: it guards against damage, not against an adversary.
fn checksum(bytes: &[u8]) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        h = (h ^ u64::from_le_bytes(word)).wrapping_mul(0x0000_0100_0000_01b3);
        h ^= h >> 29;
    }
    h
}

/// One block of a model file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block<'a> {
    name: &'a str,
    kind: u8,
    pub(crate) cols: usize,
    data: &'a [u8],
}

/// A model file whose header and checksum are right.
#[derive(Clone, Debug)]
pub(crate) struct File<'a> {
    blocks: Vec<Block<'a>>,
}

impl<'a> File<'a> {
    /// Checks the file and finds its blocks.
    ///
    /// # Errors
    ///
    /// If it is no model, damaged or cut off.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, ModelError> {
        let body = bytes.strip_prefix(MAGIC).ok_or(ModelError::Magic)?;
        let (kept, sum) = bytes.split_last_chunk::<8>().ok_or(ModelError::Short)?;
        if checksum(kept) != u64::from_le_bytes(*sum) {
            return Err(ModelError::Checksum);
        }
        let mut rest = body;
        let count = number(&mut rest)?;
        let mut blocks = Vec::new();
        for _ in 0..count {
            let kind = take(&mut rest, 1)?[0];
            let length = number(&mut rest)?;
            let name = std::str::from_utf8(take(&mut rest, length)?).map_err(|_| ModelError::Short)?;
            let cols = number(&mut rest)?;
            let length = number(&mut rest)?;
            blocks.push(Block { name, kind, cols, data: take(&mut rest, length)? });
        }
        Ok(Self { blocks })
    }

    pub(crate) fn get(&self, name: &str) -> Result<Block<'a>, ModelError> {
        self.blocks.iter().find(|b| b.name == name).copied().ok_or_else(|| ModelError::Block(name.to_owned()))
    }

    /// A list of labels, one a line.
    pub(crate) fn lines(&self, name: &str) -> Result<Vec<&'a str>, ModelError> {
        let block = self.get(name)?;
        let text = std::str::from_utf8(block.data).map_err(|_| ModelError::Block(name.to_owned()))?;
        Ok(text.split('\n').collect())
    }

    /// The values of a block, whatever its kind.
    pub(crate) fn values(&self, name: &str) -> Result<Vec<f32>, ModelError> {
        let block = self.get(name)?;
        let wrong = || ModelError::Block(name.to_owned());
        let floats = |bytes: &[u8]| {
            bytes.chunks_exact(4).map(|c| f32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect::<Vec<f32>>()
        };
        match block.kind {
            FLOATS => Ok(floats(block.data)),
            COLUMNS => {
                let (scales, bytes) = block.data.split_at_checked(block.cols * 4).ok_or_else(wrong)?;
                let scales = floats(scales);
                Ok(bytes
                    .chunks(block.cols)
                    .flat_map(|row| row.iter().zip(&scales).map(|(&b, s)| f32::from(b as i8) * s))
                    .collect())
            }
            _ => Err(wrong()),
        }
    }

    /// A matrix of bytes with one scale a row, left as it is: `(scales, bytes)`.
    pub(crate) fn byte_rows(&self, name: &str) -> Result<(Vec<f32>, &'a [u8]), ModelError> {
        let block = self.get(name)?;
        let wrong = || ModelError::Block(name.to_owned());
        if block.kind != ROWS || block.cols == 0 {
            return Err(wrong());
        }
        let rows = block.data.len() / (block.cols + 4);
        let (scales, bytes) = block.data.split_at_checked(rows * 4).ok_or_else(wrong)?;
        if bytes.len() != rows * block.cols {
            return Err(wrong());
        }
        Ok((scales.chunks_exact(4).map(|c| f32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect(), bytes))
    }
}

fn take<'a>(rest: &mut &'a [u8], n: usize) -> Result<&'a [u8], ModelError> {
    let (head, tail) = rest.split_at_checked(n).ok_or(ModelError::Short)?;
    *rest = tail;
    Ok(head)
}

fn number(rest: &mut &[u8]) -> Result<usize, ModelError> {
    let bytes = take(rest, 4)?;
    Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let mut writer = Writer::default();
        writer.text("tags", "NOUN|NN\nVERB|VB");
        writer.floats("bias", &[0.5, -1.0], 2);
        writer.columns("w", &[1.0, 100.0, -0.5, 50.0], 2);
        writer.rows("embed", &[1.0, 2.0, -100.0, 50.0], 2);
        writer.finish()
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = sample();
        let file = File::open(&bytes).unwrap();
        assert_eq!(file.lines("tags").unwrap(), ["NOUN|NN", "VERB|VB"]);
        assert_eq!(file.values("bias").unwrap(), [0.5, -1.0]);
        let w = file.values("w").unwrap();
        assert!((w[0] - 1.0).abs() < 0.01 && (w[3] - 50.0).abs() < 0.5, "{w:?}");
        let (scales, rows) = file.byte_rows("embed").unwrap();
        assert!((f32::from(rows[2] as i8) * scales[1] + 100.0).abs() < 0.5);
    }

    #[test]
    fn damage_is_told() {
        let mut bytes = sample();
        assert_eq!(File::open(b"something else").unwrap_err(), ModelError::Magic);
        assert!(File::open(&bytes[..bytes.len() - 3]).is_err());
        bytes[20] ^= 1;
        assert_eq!(File::open(&bytes).unwrap_err(), ModelError::Checksum);
    }
}
