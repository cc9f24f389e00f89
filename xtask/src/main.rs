//! Work on the project itself: train, evaluate, build the gazetteer, keep the house tidy. Never shipped.

mod train;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let result = match args.first().map(String::as_str) {
        Some("train") => train::run(&args[1..]),
        _ => Err("usage: cargo xtask train [--out PATH] [--corpora DIR] ...".to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
