//! What all targets do with bytes: read them as a file of one format, read the reports, write the record and the brief.

use whosays_cli::analyse::analyse;
use whosays_cli::brief::brief;
use whosays_cli::page::Look;
use whosays_store::read::{Options, from_bytes};
use whosays_store::write;

/// The whole way of a file through the program; only a panic is a fault.
pub fn read(name: &str, bytes: &[u8]) {
    let inputs: Vec<_> = from_bytes(name, bytes, &Options::default()).into_iter().flatten().collect();
    let record = analyse(inputs, Some(1), &|_| {});
    let mut out = std::io::sink();
    let _ = write::json(&record, &mut out);
    let _ = brief(&record, &Look { width: 80, color: true, explain: true, full: false });
}
