//! The file of places: names to places, in a form that is looked up without being read in.
//!
//! All numbers are little-endian. A header of [`HEADER`] bytes (see [`Header`]), then the sections one after another:
//!
//! - `names`: an `fst` map from keys ([`name_key`], or `~` and a [`skeleton`]) to a place, `index << 1`, or to an offset
//!   in the lists, `offset << 1 | 1`.
//! - `lists`: each a count and so many places, all varints; most inhabitants first.
//! - `starts`: for every [`BLOCK`] places the offset of their block, `u32`.
//! - `places`: blocks of places sorted by key. A place is: bytes of its name shared with the one before (0 at the start
//!   of a block), length and bytes of the rest of its name, GeoNames id (24 bits), latitude and longitude in hundredths
//!   of a degree (`i16`), region (`u16`), and one byte of kind (upper 2 bits) and inhabitants (lower 6).
//! - `regions`: offsets (`u32`) and then, each, three letters of the country and the name's bytes up to the next offset.

use fst::Map;

use super::super::key::{name_key, skeleton, without_article};

/// First bytes of the file.
pub const MAGIC: &[u8; 4] = b"WSGZ";
/// The form of the file that this program reads.
pub const VERSION: u32 = 1;
/// Length of the header in bytes.
pub const HEADER: usize = 48;
/// Places in a block.
pub const BLOCK: usize = 16;

/// What is wrong with a file of places.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GazetteerError {
    /// It does not begin as one.
    Magic,
    /// It has another form than this program reads: the number it has.
    Version(u32),
    /// It is cut or changed.
    Damaged,
}

impl std::fmt::Display for GazetteerError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Magic => f.write_str("not a file of places"),
            Self::Version(version) => write!(f, "file of places has form {version}, this program reads {VERSION}"),
            Self::Damaged => f.write_str("file of places is damaged, fetch it again"),
        }
    }
}

impl std::error::Error for GazetteerError {}

/// What kind of thing an entry is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EntryKind {
    /// A populated place.
    City,
    /// A first-level region: province, state, governorate.
    Region,
    /// A second-level region: district, county.
    District,
}

impl EntryKind {
    /// As it is written in the file.
    pub const fn code(self) -> u8 {
        match self {
            Self::City => 0,
            Self::Region => 1,
            Self::District => 2,
        }
    }

    const fn of_code(code: u8) -> Self {
        match code {
            1 => Self::Region,
            2 => Self::District,
            _ => Self::City,
        }
    }
}

/// How a name led to an entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Match {
    /// It is the entry's own name.
    Name,
    /// It is another name of it.
    Alias,
    /// It is a name of it but for the Arabic article.
    Article,
    /// It is a likely romanisation of a name of it.
    Skeleton,
}

/// One place of the gazetteer.
///
/// It is no mention: which entry a name in a report means is told by [`super::find`].
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Index in the file.
    pub index: u32,
    /// Its name.
    pub name: String,
    /// GeoNames id; `None` for regions.
    pub geonames: Option<u32>,
    /// Latitude in degrees, to 0.01.
    pub lat: f64,
    /// Longitude in degrees, to 0.01.
    pub lon: f64,
    /// Country: ISO 3166 alpha-3.
    pub country: String,
    /// First-level region, as GeoNames names it; may be empty.
    pub region: String,
    /// Inhabitants, within a fifth; 0 if unknown.
    pub population: u64,
    /// What it is.
    pub kind: EntryKind,
    /// How it was found.
    pub by: Match,
}

/// Places of the world by name.
///
/// It is made from GeoNames (CC BY 4.0); whole countries, seas and the like are in the tables of
/// [`World`](crate::document::world::World) instead. Loading checks the file but reads nothing in.
///
/// ```
/// use whosays::document::gazetteer::{EntryKind, Gazetteer};
/// let gazetteer = Gazetteer::new(whosays_data::PLACES)?;
/// let found = gazetteer.lookup("Stepanakert");
/// let town = found.iter().find(|entry| entry.kind == EntryKind::City).unwrap();
/// assert_eq!((town.name.as_str(), town.geonames), ("Khankendi", Some(146_970)));
/// assert!(gazetteer.lookup("Quuxia").is_empty());
/// # Ok::<(), whosays::document::gazetteer::GazetteerError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Gazetteer<'d> {
    names: Map<&'d [u8]>,
    lists: &'d [u8],
    starts: &'d [u8],
    places: &'d [u8],
    regions: &'d [u8],
    region_count: usize,
    count: u32,
}

/// The header's numbers, in their order after the magic bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Header {
    /// [`VERSION`].
    pub version: u32,
    /// [`checksum`] of all that follows the header.
    pub checksum: u64,
    /// How many places.
    pub places: u32,
    /// How many regions.
    pub regions: u32,
    /// Lengths in bytes of `names`, `lists`, `starts`, `places`, `regions`.
    pub lengths: [u32; 5],
}

impl Header {
    /// As bytes, with the magic ones.
    pub fn to_bytes(self) -> [u8; HEADER] {
        let mut out = [0; HEADER];
        out[..4].copy_from_slice(MAGIC);
        out[4..8].copy_from_slice(&self.version.to_le_bytes());
        out[8..16].copy_from_slice(&self.checksum.to_le_bytes());
        out[16..20].copy_from_slice(&self.places.to_le_bytes());
        out[20..24].copy_from_slice(&self.regions.to_le_bytes());
        for (i, length) in self.lengths.iter().enumerate() {
            out[24 + 4 * i..28 + 4 * i].copy_from_slice(&length.to_le_bytes());
        }
        out
    }

    fn of_bytes(bytes: &[u8]) -> Result<Self, GazetteerError> {
        if bytes.get(..4) != Some(MAGIC) {
            return Err(GazetteerError::Magic);
        }
        let number = |at: usize| u32_at(bytes, at).ok_or(GazetteerError::Damaged);
        let version = number(4)?;
        if version != VERSION {
            return Err(GazetteerError::Version(version));
        }
        let checksum = u64::from(number(8)?) | u64::from(number(12)?) << 32;
        let mut lengths = [0; 5];
        for (i, length) in lengths.iter_mut().enumerate() {
            *length = number(24 + 4 * i)?;
        }
        Ok(Self { version, checksum, places: number(16)?, regions: number(20)?, lengths })
    }
}

/// A checksum of bytes: eight at a time, multiplied and folded. It finds damage, it is no defence against forgery.
pub fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = 0x9E37_79B9_7F4A_7C15_u64 ^ bytes.len() as u64;
    let mix = |sum: u64, word: u64| {
        let wide = u128::from(sum ^ word) * 0xD6E8_FEB8_6659_FD93_u128;
        (wide as u64) ^ ((wide >> 64) as u64) ^ sum.rotate_left(23)
    };
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        sum = mix(sum, u64::from_le_bytes(*word));
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    mix(sum, u64::from_le_bytes(last))
}

/// The six bits that stand for a number of inhabitants: half powers of two.
pub fn population_code(population: u64) -> u8 {
    if population == 0 { 0 } else { ((population as f64).log2() * 2.0).round().clamp(1.0, 63.0) as u8 }
}

fn population_of_code(code: u8) -> u64 {
    if code == 0 { 0 } else { 2f64.powf(f64::from(code) / 2.0).round() as u64 }
}

impl<'d> Gazetteer<'d> {
    /// Opens a file of places. It checks that the file is whole, and reads nothing else.
    ///
    /// # Errors
    ///
    /// If the bytes are no file of places, are damaged, or have another form than this program reads.
    pub fn new(bytes: &'d [u8]) -> Result<Self, GazetteerError> {
        let header = Header::of_bytes(bytes)?;
        let mut rest = bytes.get(HEADER..).ok_or(GazetteerError::Damaged)?;
        if checksum(rest) != header.checksum {
            return Err(GazetteerError::Damaged);
        }
        let mut section = |length: u32| {
            let (part, after) = rest.split_at_checked(length as usize).ok_or(GazetteerError::Damaged)?;
            rest = after;
            Ok(part)
        };
        let [names, lists, starts, places, regions] = header.lengths;
        Ok(Self {
            names: Map::new(section(names)?).map_err(|_| GazetteerError::Damaged)?,
            lists: section(lists)?,
            starts: section(starts)?,
            places: section(places)?,
            regions: section(regions)?,
            region_count: header.regions as usize,
            count: header.places,
        })
    }

    /// How many places it holds.
    pub const fn len(&self) -> usize {
        self.count as usize
    }

    /// True if it holds none.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Places of a name, most inhabitants first; those that have the name but for an Arabic article only where no place
    /// has the name itself.
    pub fn lookup(&self, name: &str) -> Vec<Entry> {
        let key = name_key(name);
        let exact = self.of_key(&key, &key, None);
        if !exact.is_empty() {
            return exact;
        }
        without_article(name).map_or_else(Vec::new, |bare| self.of_key(&bare, &bare, Some(Match::Article)))
    }

    /// True if a place has that name.
    pub fn contains(&self, name: &str) -> bool {
        self.names.contains_key(name_key(name))
            || without_article(name).is_some_and(|bare| self.names.contains_key(bare))
    }

    /// Places whose name may be another romanisation of this one; for Arabic, Persian, Pashto and Urdu names.
    pub fn lookup_alike(&self, name: &str) -> Vec<Entry> {
        let key = without_article(name).unwrap_or_else(|| name_key(name));
        let alike = skeleton(&key).map(|skeleton| format!("~{skeleton}"));
        alike.map_or_else(Vec::new, |alike| self.of_key(&alike, &key, Some(Match::Skeleton)))
    }

    /// The place at an index; `None` past the end.
    pub fn entry(&self, index: u32) -> Option<Entry> {
        (index < self.count).then(|| self.decode(index, Match::Name)).flatten()
    }

    fn of_key(&self, stored: &str, key: &str, by: Option<Match>) -> Vec<Entry> {
        let Some(value) = self.names.get(stored) else { return Vec::new() };
        let indices = if value & 1 == 0 { vec![(value >> 1) as u32] } else { self.list(value >> 1) };
        let entry = |index: u32| {
            let mut entry = self.decode(index, Match::Alias)?;
            entry.by = by.unwrap_or_else(|| if name_key(&entry.name) == key { Match::Name } else { Match::Alias });
            Some(entry)
        };
        indices.into_iter().filter_map(entry).collect()
    }

    fn list(&self, offset: u64) -> Vec<u32> {
        let mut at = offset as usize;
        let count = varint(self.lists, &mut at).unwrap_or(0).min(LIST_LIMIT);
        (0..count).map_while(|_| varint(self.lists, &mut at)).map(|index| index as u32).collect()
    }

    /// Reads the block of a place up to it.
    fn decode(&self, index: u32, by: Match) -> Option<Entry> {
        let (block, within) = (index as usize / BLOCK, index as usize % BLOCK);
        let mut at = u32_at(self.starts, 4 * block)? as usize;
        let mut name: Vec<u8> = Vec::new();
        for place in 0..=within {
            let shared = usize::from(*self.places.get(at)?);
            let rest = usize::from(*self.places.get(at + 1)?);
            name.truncate(shared);
            name.extend_from_slice(self.places.get(at + 2..at + 2 + rest)?);
            at += 2 + rest + if place < within { FIXED } else { 0 };
        }
        let fixed = self.places.get(at..at + FIXED)?;
        let degree = |low: u8, high: u8| f64::from(i16::from_le_bytes([low, high])) / 100.0;
        let id = u32::from_le_bytes([fixed[0], fixed[1], fixed[2], 0]);
        let (country, region) = self.region(usize::from(u16::from_le_bytes([fixed[7], fixed[8]])))?;
        Some(Entry {
            index,
            name: String::from_utf8(name).ok()?,
            geonames: (id > 0).then_some(id),
            lat: degree(fixed[3], fixed[4]),
            lon: degree(fixed[5], fixed[6]),
            country: country.to_owned(),
            region: region.to_owned(),
            population: population_of_code(fixed[9] & 0x3F),
            kind: EntryKind::of_code(fixed[9] >> 6),
            by,
        })
    }

    fn region(&self, index: usize) -> Option<(&'d str, &'d str)> {
        let base = 4 * (self.region_count + 1);
        let (start, end) = (u32_at(self.regions, 4 * index)? as usize, u32_at(self.regions, 4 * index + 4)? as usize);
        let text = std::str::from_utf8(self.regions.get(base + start..base + end)?).ok()?;
        text.split_at_checked(3)
    }
}

/// Bytes of a place after its name.
const FIXED: usize = 10;

/// The most places of one name that are looked at.
const LIST_LIMIT: u64 = 400;

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0;
    for shift in (0..35).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}
