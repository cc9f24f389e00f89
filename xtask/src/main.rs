//! Chores: train, evaluate, build the gazetteer, keep the house tidy. Never shipped.

mod eval_times;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((command, rest)) if command == "eval-times" => eval_times::run(rest),
        _ => Err("usage: cargo xtask eval-times CORPORA [--gold FOLDER] [--errors FILE]".into()),
    }
}
