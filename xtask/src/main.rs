//! Development tasks; never shipped.

mod oracle;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match args.first().map(String::as_str) {
        Some("oracle") => oracle::run(&args[1..]),
        _ => Err("usage: cargo xtask oracle STORY… [--bare] [--show] [--out FILE]".to_owned()),
    };
    if let Err(message) = outcome {
        eprintln!("xtask: {message}");
        std::process::exit(2);
    }
}
