//! The record as it leaves the program: `whosays/report/1` as JSON and JSON Lines, its tables as CSV, its schema.
//!
//! Nothing is decided here: the record is written down, spans turned from bytes into Unicode code points, indices into
//! ids that are made from content. Equal records give equal bytes.

mod convert;
mod id;
mod offsets;
mod record;
mod schema;
mod table;
mod tables;

use std::io::{self, Write};

use serde::Serialize;
use whosays::Record;

pub use schema::schema;
pub use table::Table;

/// The name of the format.
pub const SCHEMA: &str = "whosays/report/1";

/// Writes the record as one JSON object, two blanks a level, with an end of line.
///
/// # Errors
///
/// Those of `out`.
pub fn json(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &convert::record(record))?;
    out.write_all(b"\n")
}

/// Writes every object of the record's lists as a JSON object on a line of its own, with the name of its `list` before
/// its fields. Lists come in the order of the record.
///
/// # Errors
///
/// Those of `out`.
pub fn json_lines(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a, T> {
        list: &'a str,
        #[serde(flatten)]
        object: &'a T,
    }
    fn list<T: Serialize>(name: &str, objects: &[T], out: &mut dyn Write) -> io::Result<()> {
        for object in objects {
            serde_json::to_writer(&mut *out, &Line { list: name, object })?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
    let record = convert::record(record);
    list("documents", &record.documents, out)?;
    list("entities", &record.entities, out)?;
    list("statements", &record.statements, out)?;
    list("tolls", &record.tolls, out)?;
    list("times", &record.times, out)?;
    list("places", &record.places, out)?;
    list("events", &record.events, out)?;
    list("claims", &record.claims, out)?;
    list("reprints", &record.reprints, out)?;
    list("contradictions", &record.contradictions, out)?;
    list("updates", &record.updates, out)?;
    list("stories", &record.stories, out)?;
    list("timeline", &record.timeline, out)?;
    list("ceasefires", &record.ceasefires, out)
}

/// Writes one list as a table: comma-separated values with a header (RFC 4180), for people: names instead of ids,
/// sentence numbers instead of offsets.
///
/// # Errors
///
/// Those of `out`.
pub fn csv(record: &Record, table: Table, out: &mut dyn Write) -> io::Result<()> {
    let row = |cells: &[String]| cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\r\n";
    let header: Vec<String> = table.columns().iter().map(|&name| name.to_owned()).collect();
    out.write_all(row(&header).as_bytes())?;
    for cells in tables::rows(&convert::record(record), table) {
        out.write_all(row(&cells).as_bytes())?;
    }
    Ok(())
}

/// A cell, in quotation marks where it needs them.
fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}
