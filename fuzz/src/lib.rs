//! What all targets do with bytes: read them as a file of one format, read the reports, write the record and the brief.

use std::sync::LazyLock;

use whosays::Reader;
use whosays_cli::brief::brief;
use whosays_cli::page::Look;
use whosays_store::read::{Options, from_bytes};
use whosays_store::write;

/// The reader is built once: it takes longer than most inputs.
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::english().expect("the model and the tables are whole"));

/// The whole way of a file through the program; only a panic is a fault.
pub fn read(name: &str, bytes: &[u8]) {
    let inputs: Vec<_> = from_bytes(name, bytes, &Options::default()).into_iter().flatten().collect();
    let record = READER.read(inputs, &|_| {});
    let mut out = std::io::sink();
    let _ = write::json(&record, &mut out);
    let _ = brief(&record, &Look { width: 80, color: true, explain: false, full: false });
}
