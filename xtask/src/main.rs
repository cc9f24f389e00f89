//! `cargo xtask COMMAND`.

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND

ci       format, lints, documentation, tests, tidy: all that must hold (`cargo ci` builds it faster)
eval     how well the program reads: scores on every corpus at hand
eval-times  times alone: TimeBank, AQUAINT, TempEval-3 platinum, WikiWars
gazetteer  the file of places, from GeoNames
parse    tags, parse and names of the text at standard input
record   the record of a set of annotated reports, as JSON
tidy     what the house asks of itself
train    learn the network from the corpora, and write its file";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match args.split_first() {
        Some((command, [])) if command == "ci" => xtask::ci::main(),
        Some((command, rest)) if command == "eval" => xtask::eval::main(rest),
        Some((command, [])) if command == "tidy" => xtask::tidy::main(),
        Some((command, rest)) if command == "eval-times" => {
            xtask::eval_times::run(rest).map_err(|e| eprintln!("{e}")).is_ok()
        }
        Some((command, rest)) if command == "gazetteer" => xtask::gazetteer::main(rest),
        Some((command, [])) if command == "parse" => xtask::parse::main(),
        Some((command, rest)) if command == "record" => xtask::record::main(rest),
        Some((command, rest)) if command == "train" => xtask::train::main(rest),
        _ => {
            eprintln!("{USAGE}");
            false
        }
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
