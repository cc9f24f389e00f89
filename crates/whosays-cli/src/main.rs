//! The `whosays` command; see the library of this crate.

use std::process::ExitCode;

fn main() -> ExitCode {
    whosays_cli::main()
}
