//! The real binary, as users run it.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod explain;
mod output;
mod read;
mod usage;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The command, without what the caller's environment says about terminals.
fn whosays(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosays"));
    command.args(args).env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

/// What it prints, what it says, its exit code.
fn run(args: &[&str]) -> (String, String, i32) {
    told(&whosays(args).output().unwrap())
}

fn run_with_input(args: &[&str], input: &[u8]) -> (String, String, i32) {
    let mut command = whosays(args);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    told(&child.wait_with_output().unwrap())
}

fn told(output: &Output) -> (String, String, i32) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr), output.status.code().unwrap_or(-1))
}

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A folder with two reports and a file that is none.
fn reports(name: &str) -> PathBuf {
    let folder = folder(name);
    fs::write(folder.join("a.txt"), "VARDA: Three soldiers were killed, the ministry said.\n\nThe rebels denied it.\n")
        .unwrap();
    fs::write(folder.join("b.json"), r#"{"text": "“Gəncə” was quiet, the mayor said.", "date": "2024-03-05"}"#)
        .unwrap();
    fs::write(folder.join("c.json"), "{").unwrap();
    folder
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}
