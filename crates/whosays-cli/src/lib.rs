//! The `whosays` command.
//!
//! Flags are read in two steps: [`args`] holds them as they were typed, [`options`] what they mean together. A command
//! gets the meaning only.

pub mod analyse;
pub mod args;
pub mod brief;
mod commands;
mod interrupt;
pub mod options;
mod output;
pub mod page;
mod progress;
pub mod rules;

use std::process::ExitCode;

use clap::Parser;

/// Exit code where some file could not be read.
pub const SOME_UNREAD: u8 = 1;
/// Exit code of wrong usage.
pub const USAGE: u8 = 2;

/// Runs the command that the command line asks for.
pub fn main() -> ExitCode {
    let args = args::Args::parse();
    match commands::run(args) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("whosays: {error}");
            ExitCode::from(error.code())
        }
    }
}
