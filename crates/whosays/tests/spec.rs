//! Literate specs: `tests/spec/*.md` tell in prose what the program does, with reports and what is read in them.
//!
//! A fenced block `report` holds a text; its info string may give it a name and tell the day of publication
//! (`report morning published: 2020-10-12`, a range `2020-10-11..2020-10-12`, or a month `2020-10`). Blocks after it, up
//! to the next report, hold what is expected, a line each: `times`, `statements`, `tolls` and so on. With
//! `UPDATE_SPECS=1` these blocks are written anew; read the difference before you commit it.
//!
//! A block `record` closes an example of several reports: all reports since the last one are read together, in two
//! orders, and each of its lines must hold of the record (see `across`).

mod across;
mod plain;
mod show;
#[allow(dead_code)]
mod support;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use whosays::document::coref::Pronouns;
use whosays::document::cue::Cues;
use whosays::document::gazetteer::{self, Context, Gazetteer};
use whosays::document::headline::Headlines;
use whosays::document::key::{name_key, skeleton, without_article};
use whosays::document::world::World;
use whosays::document::{Published, Upos, attribution, quantity, timex};
use whosays::{Input, Lexicon, Reader, Report};

/// A report as a block gives it, read when a stage asks for it.
struct Case<'a> {
    text: String,
    published: Published,
    read: OnceCell<Report>,
    bench: &'a Bench,
}

impl Case<'_> {
    /// The report read by the whole pipeline.
    fn read(&self) -> &Report {
        self.read.get_or_init(|| self.bench.reader.read_report(self.input("")))
    }

    /// The report cut into sentences, for stages that can do without tags.
    fn cut(&self) -> Report {
        support::report(&self.text, self.published.clone())
    }

    fn input(&self, path: &str) -> Input {
        let published = Some(self.published.clone()).filter(|day| day.earliest.is_some());
        Input { path: path.to_owned(), text: self.text.clone(), published, ..Input::default() }
    }
}

/// What specs are read with, made once.
struct Bench {
    reader: Reader,
    world: World,
    gazetteer: Gazetteer<'static>,
    times: timex::Rules,
    quantities: quantity::Rules,
    cues: Cues,
    pronouns: Pronouns,
    headlines: Headlines,
}

impl Bench {
    fn new() -> Self {
        let table = |name: &str| {
            let table = whosays_data::ENGLISH.tables.iter().find(|table| table.name == name);
            Lexicon::parse(name, table.expect("the table is registered").text)
        };
        Self {
            reader: Reader::english().expect("the model and the tables can be read"),
            world: World::new(whosays_data::WORLD, &whosays_data::ENGLISH),
            gazetteer: Gazetteer::new(whosays_data::PLACES).expect("the file of places is whole"),
            times: timex::Rules::read(&whosays_data::ENGLISH).expect("the tables can be read"),
            quantities: quantity::Rules::read(&whosays_data::ENGLISH).expect("the tables can be read"),
            cues: Cues::new(&table),
            pronouns: Pronouns::new(&table("pronoun")),
            headlines: Headlines::new(&table("headline")),
        }
    }

    /// The lines of a block about a report; `None` if no stage has its name.
    fn lines(&self, name: &str, case: &Case<'_>) -> Option<Vec<String>> {
        let of = |found: &dyn Fn(&Report) -> Vec<String>| found(case.read());
        Some(match name {
            "times" => self.times(case),
            "quantities" => self.quantities(case),
            "parties" => self.parties(case),
            "places" => self.places(case),
            "tokens" => of(&show::tokens),
            "sentences" => of(&|r| r.sentences.iter().map(|s| r.words(s.span).replace('\n', " ")).collect()),
            "tags" => of(&|r| r.tokens.iter().map(|token| show::tag(r, token)).collect()),
            "clauses" => of(&|r| verbs(r).map(|verb| show::clause(r, verb)).collect()),
            "names" => of(&|r| r.names.iter().map(|n| format!("{} = {}", r.words(n.span), n.kind)).collect()),
            "wire" => of(&show::wire),
            "quotes" => of(&|r| r.quotes.iter().map(|quote| r.words(*quote).to_owned()).collect()),
            "entities" => of(&|r| r.entities.iter().map(|entity| show::entity(r, entity)).collect()),
            "attributions" => of(&|r| {
                let found = attribution::find(r, &self.cues, &self.pronouns, &self.headlines);
                found.iter().map(|one| show::attribution(r, one)).collect()
            }),
            "statements" => {
                of(&|r| r.statements.iter().enumerate().map(|(i, one)| show::statement(r, i, one)).collect())
            }
            "speakers" => of(&|r| r.statements.iter().flat_map(show::speakers).collect()),
            "tolls" => of(&|r| r.tolls.iter().enumerate().map(|(i, toll)| show::toll(r, i, toll)).collect()),
            "events" => of(&|r| r.events.iter().map(|event| show::event(r, event)).collect()),
            _ => return None,
        })
    }

    /// The lines of a block that looks up the words before each `=`; `None` if no table has its name.
    fn looked_up(&self, name: &str, body: &str) -> Option<Vec<String>> {
        let words = body.lines().map(|line| line.split(" = ").next().unwrap_or(""));
        let mut once: Vec<&str> = words.collect();
        once.dedup();
        Some(match name {
            "keys" => once.into_iter().map(key).collect(),
            "known" => once.into_iter().map(|word| self.known(word)).collect(),
            "cues" => once.into_iter().flat_map(|word| show::cue(&self.cues, word)).collect(),
            _ => return None,
        })
    }

    fn times(&self, case: &Case<'_>) -> Vec<String> {
        let report = self.timed(case);
        report.times.iter().map(|time| show::time(&report, time)).collect()
    }

    fn timed(&self, case: &Case<'_>) -> Report {
        let report = case.cut();
        let expressions = timex::recognize(&report, &self.times);
        Report { times: timex::resolve(&expressions, &report, &report.published), ..report }
    }

    fn quantities(&self, case: &Case<'_>) -> Vec<String> {
        let report = self.timed(case);
        let found = quantity::find(&report, &self.quantities);
        found.iter().map(|one| show::quantity(&report, one)).collect()
    }

    /// `Kenyan police = organ state KEN COP`.
    fn parties(&self, case: &Case<'_>) -> Vec<String> {
        let report = plain::report(&case.text);
        let line = |m: whosays::document::actor::ActorMention| {
            let side = m.actor.side.as_deref().unwrap_or("-");
            let of = m.actor.of.map_or_else(String::new, |of| format!(" of {of}"));
            format!("{} = {} {} {side}{of}", report.words(m.span), m.sense, m.actor.kind)
        };
        self.world.mentions(&report).into_iter().map(line).collect()
    }

    fn places(&self, case: &Case<'_>) -> Vec<String> {
        let report = plain::report(&case.text);
        let places = gazetteer::find(&report, &self.world, &self.gazetteer, &Context::default());
        places.iter().map(|place| show::place(&report, place)).collect()
    }

    /// `DPRK = state PRK GOV`.
    fn known(&self, name: &str) -> String {
        match self.world.classify(name) {
            Some(actor) => {
                let sector = if actor.sector.is_empty() { "-" } else { &actor.sector };
                format!("{name} = {} {} {sector}", actor.kind, actor.side.as_deref().unwrap_or("-"))
            }
            None => format!("{name} = unknown"),
        }
    }
}

/// `the Gambia = gambia - gamba`.
fn key(name: &str) -> String {
    let key = name_key(name);
    let bare = without_article(name).unwrap_or_else(|| "-".to_owned());
    let skeleton = skeleton(&key).unwrap_or_else(|| "-".to_owned());
    format!("{name} = {key} {bare} {skeleton}")
}

fn verbs(report: &Report) -> impl Iterator<Item = usize> {
    (0..report.tokens.len()).filter(|&token| report.tokens[token].upos == Upos::Verb)
}

/// One fenced block: where its body stands, its info string.
struct Block {
    info: String,
    body: Range<usize>,
    line: usize,
}

impl Block {
    /// Its first word: what it is.
    fn kind(&self) -> &str {
        self.info.split(' ').next().unwrap_or("")
    }

    /// The name of a report; empty if it has none.
    fn name(&self) -> &str {
        self.info.split(' ').nth(1).filter(|word| *word != "published:").unwrap_or("")
    }

    fn published(&self) -> &str {
        self.info.split_once("published:").map_or("", |(_, day)| day.trim())
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, usize, usize)> = None;
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let after = at + line.len();
        match (line.trim_end().strip_prefix("```"), open.take()) {
            (Some(info), None) => open = Some((info.trim().to_owned(), after, number + 1)),
            (Some(_), Some((info, start, line))) => blocks.push(Block { info, body: start..at, line }),
            (None, state) => open = state,
        }
        at = after;
    }
    blocks
}

/// Checks one file. Gives back its text with the expected blocks written anew, and what differs.
fn check(text: &str, bench: &Bench) -> (String, Vec<String>) {
    let (mut updated, mut copied, mut faults) = (String::new(), 0, Vec::new());
    let mut case: Option<Case<'_>> = None;
    let mut together: BTreeMap<String, Input> = BTreeMap::new();
    for block in blocks(text) {
        let body = &text[block.body.clone()];
        let mut fault = |what: String| faults.push(format!("line {}: {what}", block.line));
        if block.kind() == "report" {
            let published = support::published(block.published());
            let new = Case { text: body.trim_end().to_owned(), published, read: OnceCell::new(), bench };
            if together.insert(block.name().to_owned(), new.input(block.name())).is_some() && !block.name().is_empty() {
                fault(format!("there are two reports `{}`", block.name()));
            }
            case = Some(new);
            continue;
        }
        if block.kind() == "record" {
            let inputs: Vec<Input> = std::mem::take(&mut together).into_values().collect();
            across::check(&bench.reader, inputs, body).into_iter().for_each(&mut fault);
            continue;
        }
        let about = case.as_ref().and_then(|case| bench.lines(block.kind(), case));
        let Some(lines) = about.or_else(|| bench.looked_up(block.kind(), body)) else {
            fault(format!("`{}` is no stage, or stands before any report", block.kind()));
            continue;
        };
        let found: String = lines.iter().map(|line| format!("{line}\n")).collect();
        if found != body {
            fault(format!("expected\n{body}  found\n{found}"));
        }
        updated += &text[copied..block.body.start];
        updated += &found;
        copied = block.body.end;
    }
    (updated + &text[copied..], faults)
}

#[test]
fn specs_hold() {
    let bench = Bench::new();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/spec");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("specs stand in tests/spec").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut all = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "md")) {
        let text = std::fs::read_to_string(path).expect("the spec can be read");
        let (updated, faults) = check(&text, &bench);
        if std::env::var_os("UPDATE_SPECS").is_some() {
            std::fs::write(path, updated).expect("the spec can be written");
        }
        all.extend(faults.into_iter().map(|fault| format!("{}, {fault}", path.display())));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn a_wrong_line_is_a_fault() {
    let text =
        "A lie.\n\n```report published: 2020-10-12\nShelling resumed on Sunday.\n```\n\n```times\nnothing\n```\n";
    let bench = Bench::new();
    let (updated, faults) = check(text, &bench);
    assert_eq!(faults.len(), 1);
    assert!(updated.contains("Sunday = 2020-10-11"), "{updated}");
    assert!(check(&updated, &bench).1.is_empty());
    for wrong in [
        "```times\n```\n",
        "```report\nA.\n```\n```nonsense\n```\n",
        "```keys\nMalé = nothing\n```\n",
        "```report a\nA dog barked.\n```\n```record\nstory | b\n```\n",
        "```report a\nA dog barked.\n```\n```record\nnonsense | a\n```\n",
        "```report a\nA dog barked.\n```\n```record\n```\n",
        "```report a\nA dog barked.\n```\n```report a\nA cat slept.\n```\n```record\nstory | a\n```\n",
    ] {
        assert!(!check(wrong, &bench).1.is_empty(), "{wrong}");
    }
}
