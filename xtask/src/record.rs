//! `cargo xtask record SET`: the record of a set of annotated reports as JSON, for `score.py` and for looking at errors.

use std::io::Write;

use crate::corpus::{Shared, gold};
use crate::eval::run;

/// Writes the record of the set named by `args[0]` (such as `gold/reports`) to standard output; true if it worked.
pub fn main(args: &[String]) -> bool {
    write(args.first().map_or("", String::as_str)).map_err(|message| eprintln!("{message}")).is_ok()
}

fn write(name: &str) -> Result<(), String> {
    let shared = Shared::locate();
    let sets = gold::sets(&shared).map_err(|e| e.to_string())?;
    let names: Vec<&str> = sets.iter().map(|set| set.folder.as_str()).collect();
    let set = sets
        .iter()
        .find(|set| set.folder == name)
        .ok_or_else(|| format!("no such set; there are {}", names.join(", ")))?;
    let system = run::systems().into_iter().next().ok_or("no reader")?;
    let read = system.read.ok_or("the reader makes no record")?;
    let mut out = std::io::stdout().lock();
    whosays_store::write::json(&read(set.inputs.clone()), &mut out)
        .and_then(|()| out.flush())
        .map_err(|e| e.to_string())
}
