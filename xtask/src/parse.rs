//! `cargo xtask parse < TEXT`: tokens, tags, heads, relations and names of a text, one token a line, to look at a parse.

use std::io::Read;

use whosays::{Input, Reader};

/// Reads standard input; true if it worked.
pub fn main() -> bool {
    show().map_err(|message| eprintln!("{message}")).is_ok()
}

fn show() -> Result<(), String> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|e| e.to_string())?;
    let reader = Reader::english().map_err(|e| e.to_string())?;
    let report = reader.read_report(Input { text, ..Input::default() });
    for sentence in &report.sentences {
        for i in sentence.tokens.clone() {
            let t = &report.tokens[i];
            let head = t.head.map_or("-", |h| report.form(h));
            let name = report.names.iter().find(|n| n.tokens.contains(&i)).map_or("", |n| n.kind.as_str());
            println!("{i}\t{}\t{}\t{}|{}\t{head}\t{}\t{name}", report.form(i), t.lemma, t.upos, t.xpos, t.relation);
        }
        println!();
    }
    for s in &report.statements {
        let words = |spans: &[whosays::Span]| spans.iter().map(|s| report.words(*s)).collect::<Vec<_>>().join(" … ");
        let names: Vec<&str> = s.sources.iter().map(|x| x.name.as_str()).collect();
        println!(
            "{} {} [{}] {} | {} | against {:?}",
            s.stance,
            s.rule,
            words(&s.cue),
            names.join(" <- "),
            words(&s.content),
            s.against
        );
    }
    for t in &report.tolls {
        println!("toll {} {:?}..{:?} {} {} {}", report.words(t.span), t.min, t.max, t.harm, t.victims, t.rule);
    }
    for e in &report.events {
        println!("event {} {} {} {:?} {:?}", report.words(e.anchor), e.kind, e.status, e.actors, e.recipients);
    }
    Ok(())
}
