//! Where the result goes: standard output, or a file that is written whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::interrupt::Interrupt;

/// Writes to a file, or to standard output if there is none. A reader of the pipe that stops reading is no error.
///
/// # Errors
///
/// Those of the file or the pipe.
pub(crate) fn write(
    path: Option<&Path>,
    interrupt: &Interrupt,
    contents: &dyn Fn(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    match path {
        Some(path) if is_special(path) => fill(File::options().write(true).open(path)?, contents),
        Some(path) => replace(path, interrupt, contents),
        None => match fill(io::stdout().lock(), contents) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written,
        },
    }
}

/// True for what exists and is no file, such as a device, which must not be replaced.
fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| !about.is_file())
}

fn fill(out: impl Write, contents: &dyn Fn(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    contents(&mut out)?;
    out.flush()
}

/// Writes beside the file and then puts the new one in its place.
fn replace(path: &Path, interrupt: &Interrupt, contents: &dyn Fn(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // A link stays a link: what it leads to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let temporary = beside(&path);
    interrupt.temporary(Some(&temporary));
    let written =
        File::create(&temporary).and_then(|file| fill(file, contents)).and_then(|()| fs::rename(&temporary, &path));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    interrupt.temporary(None);
    written
}

/// A name in the same folder that no other process uses.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}
