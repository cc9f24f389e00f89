//! Ids from content.

use std::collections::BTreeSet;

/// Makes ids that are the same on every machine and never the same twice in one record.
///
/// An id is a prefix for the list and 64 bits of FNV-1a over what the object is anchored to: the document's id and the
/// place of its words, not what was read into them. So it stays when a later version reads the same words otherwise,
/// and a correction that a person made to it still finds it. FNV-1a is a dozen lines that any other program can write
/// again; it need not withstand an attacker, only keep apart the objects of one record, and where it does not (once in
/// some billion pairs), or where two objects share one anchor, the later one gets a number.
#[derive(Debug, Default)]
pub(super) struct Ids {
    given: BTreeSet<String>,
}

impl Ids {
    /// An id for an object of a list, from its anchor.
    pub(super) fn make(&mut self, prefix: &str, anchor: &[&str]) -> String {
        self.unique(&format!("{prefix}-{:016x}", fnv_1a(anchor)))
    }

    /// `id` itself if no object has it yet, else with a number.
    pub(super) fn unique(&mut self, id: &str) -> String {
        let mut unique = id.to_owned();
        let mut number = 1;
        while !self.given.insert(unique.clone()) {
            number += 1;
            unique = format!("{id}-{number}");
        }
        unique
    }
}

/// FNV-1a of the parts, each ended by a byte that no text has.
fn fnv_1a(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0xFF]));
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_content_and_are_unique() {
        let mut ids = Ids::default();
        assert_eq!(ids.make("st", &["d-1", "4"]), Ids::default().make("st", &["d-1", "4"]));
        assert_eq!(ids.make("st", &["d-1", "4"]), format!("{}-2", Ids::default().make("st", &["d-1", "4"])));
        assert_ne!(ids.make("st", &["d", "14"]), ids.make("st", &["d1", "4"]));
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // Of the empty input it is the offset basis; of one byte, basis times prime after the byte is mixed in.
        assert_eq!(fnv_1a(&[]), 0xCBF2_9CE4_8422_2325);
        assert_eq!(fnv_1a(&["a"]), {
            let after = 0xAF63_DC4C_8601_EC8C_u64; // FNV-1a of "a", from the reference tables
            (after ^ 0xFF).wrapping_mul(0x0000_0100_0000_01B3)
        });
    }
}
