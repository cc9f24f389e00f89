//! `cargo xtask train`: learns the network from the corpora and writes its file.

mod augment;
mod data;
mod encoder;
mod export;
mod heads;
mod mat;
mod network;
mod param;

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::corpus::Shared;
use data::{Inventory, Parsed, Sample};
use mat::Rng;
use network::{Dims, Network, Task};
use whosays::document::sentence::Splitter;

/// Settings of a training run; everything that decides the result.
#[derive(Clone, Debug)]
struct Settings {
    corpora: PathBuf,
    out: Option<PathBuf>,
    epochs: usize,
    batch: usize,
    lr: f32,
    seed: u64,
    dims: Dims,
    tasks: String,
}

/// Runs the command; true if it worked.
pub fn main(args: &[String]) -> bool {
    run(args).map_err(|message| eprintln!("{message}")).is_ok()
}

/// `args` are `--name value` pairs.
fn run(args: &[String]) -> Result<(), String> {
    let settings = settings(args)?;
    let language = whosays_data::ENGLISH;
    let splitter = whosays::document::splitter(&language);
    let corpora = load(&settings, &splitter)?;
    let mut network = Network::new(settings.dims.clone(), &corpora.inventory, settings.seed);
    learn(&settings, &corpora, &mut network);
    report("final", &network, &corpora);
    match &settings.out {
        Some(path) => export::write(path, &network, &corpora.inventory),
        None => Ok(()),
    }
}

fn settings(args: &[String]) -> Result<Settings, String> {
    let value = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1)).map(String::as_str);
    let number = |name: &str, default: usize| {
        value(name).map_or(Ok(default), |v| v.parse().map_err(|_| format!("{name}: not a number: {v}")))
    };
    let dims = Dims {
        embed: number("--embed", 128)?,
        width: number("--width", 192)?,
        layers: value("--layers").unwrap_or("c1,r,c1,r,c1,r").to_owned(),
        arc: number("--arc", 128)?,
        rel: number("--rel", 96)?,
        dropout: value("--dropout").map_or(Ok(0.25), |v| v.parse().map_err(|_| format!("--dropout: {v}")))?,
        hide: value("--hide").map_or(Ok(0.15), |v| v.parse().map_err(|_| format!("--hide: {v}")))?,
    };
    Ok(Settings {
        corpora: value("--corpora").unwrap_or("../shared/corpora").into(),
        out: value("--out").map(PathBuf::from),
        epochs: number("--epochs", 40)?,
        batch: number("--batch", 800)?,
        lr: value("--lr").map_or(Ok(0.002), |v| v.parse().map_err(|_| format!("--lr: {v}")))?,
        seed: number("--seed", 1)? as u64,
        dims,
        tasks: value("--tasks").unwrap_or("parse,names,roles").to_owned(),
    })
}

struct Corpora {
    inventory: Inventory,
    train: [Vec<Sample>; 3],
    dev: [Vec<Sample>; 3],
}

fn trees(path: &Path) -> Result<Vec<Parsed>, String> {
    Ok(data::conllu(&data::gunzip(path)?))
}

fn load(settings: &Settings, splitter: &Splitter) -> Result<Corpora, String> {
    let at = |name: &str| settings.corpora.join(name);
    let mut train = trees(&at("ud/en_ewt-ud-train.rebuilt.conllu.gz"))?;
    train.extend(trees(&at("ud/en_gum-ud-train.rebuilt.conllu.gz"))?);
    let mut dev = trees(&at("ud/en_ewt-ud-dev.conllu.gz"))?;
    dev.extend(trees(&at("ud/en_gum-ud-dev.conllu.gz"))?);
    let inventory = Inventory::of(&train, &["person", "organization", "place", "people", "other"]);
    let shared = Shared::locate();
    let (mut names, names_dev) = data::worldwide(&shared, &inventory)?;
    names.extend(data::wikigold(&shared, &inventory)?);
    let roles = data::polnear(&at("polnear/train.jsonl.gz"), splitter)?;
    let roles_dev = data::polnear(&at("polnear/dev.jsonl.gz"), splitter)?;
    let samples = |trees: &[Parsed]| trees.iter().map(|t| inventory.parsed(t)).collect::<Vec<_>>();
    let corpora =
        Corpora { train: [samples(&train), names, roles], dev: [samples(&dev), names_dev, roles_dev], inventory };
    for (task, (t, d)) in Task::ALL.iter().zip(corpora.train.iter().zip(&corpora.dev)) {
        let words = |s: &[Sample]| s.iter().map(|x| x.words.len()).sum::<usize>();
        eprintln!("{task:?}: {} sentences, {} words; held out {}, {}", t.len(), words(t), d.len(), words(d));
    }
    Ok(corpora)
}

/// Batches of one pass: sentences of similar length together, then the batches shuffled.
fn batches(samples: &[Sample], size: usize, share: f32, rng: &mut Rng) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..samples.len())
        .filter(|&i| (2..=160).contains(&samples[i].words.len()) || samples[i].words.len() == 1)
        .collect();
    rng.shuffle(&mut order);
    order.truncate((order.len() as f32 * share).ceil() as usize);
    let mut out: Vec<Vec<usize>> = Vec::new();
    let mut words = usize::MAX;
    for chunk in order.chunks(2000) {
        let mut chunk = chunk.to_vec();
        chunk.sort_by_key(|&i| samples[i].words.len());
        for i in chunk {
            if words.saturating_add(samples[i].words.len()) > size {
                out.push(Vec::new());
                words = 0;
            }
            words += samples[i].words.len();
            if let Some(last) = out.last_mut() {
                last.push(i);
            }
        }
    }
    rng.shuffle(&mut out);
    out
}

fn learn(settings: &Settings, corpora: &Corpora, network: &mut Network) {
    let mut rng = Rng::new(settings.seed ^ 0xabcd);
    let shares = |task: Task| match task {
        Task::Parse if settings.tasks.contains("parse") => 1.0,
        Task::Names if settings.tasks.contains("names") => 0.4,
        Task::Roles if settings.tasks.contains("roles") => 0.2,
        _ => 0.0,
    };
    let start = Instant::now();
    let mut total = 0.0_f32;
    let mut step = 0.0_f32;
    for epoch in 0..settings.epochs {
        let mut work: Vec<(Task, Vec<usize>)> = Vec::new();
        for &task in Task::ALL.iter().filter(|&&t| shares(t) > 0.0) {
            work.extend(
                batches(&corpora.train[task as usize], settings.batch, shares(task), &mut rng)
                    .into_iter()
                    .map(|b| (task, b)),
            );
        }
        rng.shuffle(&mut work);
        if epoch == 0 {
            total = (work.len() * settings.epochs) as f32;
        }
        let mut losses = [(0.0, 0usize); 3];
        for (i, (task, batch)) in work.iter().enumerate() {
            step += 1.0;
            let warm = (step / 800.0).min(1.0);
            let lr = settings.lr * warm * (1.0 - step / (total + 1.0)).max(0.02);
            let spoiled: Vec<Sample> =
                batch.iter().map(|&i| augment::spoil(&corpora.train[*task as usize][i], &mut rng)).collect();
            let samples: Vec<&Sample> = spoiled.iter().collect();
            let seed = u64::from(rng.next());
            let loss = network.learn(*task, &samples, lr, seed);
            losses[*task as usize].0 += loss;
            losses[*task as usize].1 += samples.iter().map(|s| s.words.len()).sum::<usize>();
            if step > total * 0.8 && i % (work.len() / 4).max(1) == 0 {
                network.snapshot();
            }
        }
        let mean = losses.map(|(l, n)| if n > 0 { l / n as f32 } else { 0.0 });
        eprintln!(
            "epoch {} of {}, {:.0} s, loss {mean:.3?}",
            epoch + 1,
            settings.epochs,
            start.elapsed().as_secs_f32()
        );
        if (epoch + 1) % 5 == 0 && epoch + 1 < settings.epochs {
            report("dev", network, corpora);
        }
    }
    network.average();
}

fn report(what: &str, network: &Network, corpora: &Corpora) {
    eprintln!("{what}: {}", network.evaluate(&corpora.dev));
}
