//! `cargo xtask COMMAND`.

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND

eval     how well the program reads: scores on every corpus at hand";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match args.split_first() {
        Some((command, rest)) if command == "eval" => xtask::eval::main(rest),
        _ => {
            eprintln!("{USAGE}");
            false
        }
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
