//! The whole network: encoder and heads, one step of learning, and its scores on held-out sentences.

use whosays::model::feature;

use super::data::{Inventory, ROLE_LABELS, Sample};
use super::encoder::{Encoder, Kind, Sentences};
use super::heads::{Arcs, Labels, NONE, best};
use super::mat::{Mat, Rng};
use super::param::{Grads, Params};

/// What a batch teaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Task {
    Parse,
    Names,
    Roles,
}

impl Task {
    pub(crate) const ALL: [Task; 3] = [Task::Parse, Task::Names, Task::Roles];
}

/// Sizes and rates.
#[derive(Clone, Debug)]
pub(crate) struct Dims {
    pub(crate) embed: usize,
    pub(crate) width: usize,
    pub(crate) layers: String,
    pub(crate) arc: usize,
    pub(crate) rel: usize,
    pub(crate) dropout: f32,
    pub(crate) hide: f32,
}

/// Encoder, heads and their parameters.
pub(crate) struct Network {
    pub(crate) params: Params,
    dims: Dims,
    encoder: Encoder,
    tags: Labels,
    lemmas: Labels,
    arcs: Arcs,
    names: Labels,
    roles: [Labels; 3],
}

impl Network {
    pub(crate) fn new(dims: Dims, inventory: &Inventory, seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let mut params = Params::default();
        let kinds: Vec<Kind> = dims
            .layers
            .split(',')
            .map(|name| match name.strip_prefix('c') {
                Some(dilation) => Kind::Conv(dilation.parse().unwrap_or(1)),
                None => Kind::Recur,
            })
            .collect();
        let d = dims.width;
        let encoder = Encoder::new(&mut params, dims.embed, d, &kinds, &mut rng);
        let tags = Labels::new(&mut params, "tags", d, inventory.tags.len(), &mut rng);
        let lemmas = Labels::new(&mut params, "lemmas", d, inventory.lemmas.len(), &mut rng);
        let arcs = Arcs::new(&mut params, d, dims.arc, dims.rel, inventory.relations.len(), &mut rng);
        let names = Labels::new(&mut params, "names", d, inventory.names.len(), &mut rng);
        let roles =
            ["source", "cue", "content"].map(|name| Labels::new(&mut params, name, d, ROLE_LABELS.len(), &mut rng));
        Self { params, dims, encoder, tags, lemmas, arcs, names, roles }
    }

    /// One step on a batch, its two halves in two threads; returns the loss.
    pub(crate) fn learn(&mut self, task: Task, samples: &[&Sample], lr: f32, seed: u64) -> f32 {
        let words: usize = samples.iter().map(|s| s.words.len()).sum();
        let mut half = 0;
        let cut = samples
            .iter()
            .position(|s| {
                half += s.words.len();
                half * 2 >= words
            })
            .map_or(samples.len(), |i| i + 1);
        let (a, b) = samples.split_at(cut);
        let weight = 1.0 / words as f32;
        let this = &*self;
        let (x, y) = std::thread::scope(|scope| {
            let other = scope.spawn(move || this.shard(task, b, weight, seed ^ 1));
            (this.shard(task, a, weight, seed), other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        self.params.step(&mut [x.1, y.1], lr, 1e-4);
        (x.0 + y.0) * words as f32
    }

    fn shard(&self, task: Task, samples: &[&Sample], weight: f32, seed: u64) -> (f32, Grads) {
        let mut grads = self.params.grads();
        let batch = sentences(samples);
        let mut rng = Some(Rng::new(seed));
        let p = self.dims.dropout;
        let state = self.encoder.forward(&self.params, &batch, self.dims.hide, p, &mut rng);
        let h = &state.out;
        let mut d_h = Mat::zeros(h.rows, h.cols);
        let gather = |list: &dyn Fn(&Sample) -> &[u16]| {
            samples.iter().flat_map(|s| list(s).iter().copied()).collect::<Vec<u16>>()
        };
        let (params, g) = (&self.params, &mut grads);
        let loss = match task {
            Task::Parse => {
                self.tags.learn(params, h, &gather(&|s| &s.tags), weight, &mut d_h, g)
                    + self.lemmas.learn(params, h, &gather(&|s| &s.lemmas), weight * 0.5, &mut d_h, g)
                    + self.arcs.learn(
                        params,
                        h,
                        &batch.bounds,
                        &gather(&|s| &s.heads),
                        &gather(&|s| &s.relations),
                        weight,
                        p,
                        &mut rng,
                        &mut d_h,
                        g,
                    )
            }
            Task::Names => self.names.learn(params, h, &gather(&|s| &s.names), weight, &mut d_h, g),
            Task::Roles => {
                (0..3).map(|k| self.roles[k].learn(params, h, &gather(&|s| &s.roles[k]), weight, &mut d_h, g)).sum()
            }
        };
        self.encoder.backward(params, &batch, &state, &d_h, &mut grads);
        (loss, grads)
    }

    /// The kinds of the encoder's layers, such as `c1,r`.
    pub(crate) fn layers(&self) -> String {
        self.dims.layers.clone()
    }

    pub(crate) fn snapshot(&mut self) {
        self.params.snapshot();
    }

    pub(crate) fn average(&mut self) {
        self.params.average();
    }

    /// Scores on held-out sentences, in words.
    pub(crate) fn evaluate(&self, dev: &[Vec<Sample>; 3]) -> String {
        let mut out = String::new();
        let mut right = [0usize; 5];
        let mut words = 0;
        for chunk in dev[Task::Parse as usize].chunks(40) {
            let samples: Vec<&Sample> = chunk.iter().collect();
            let (batch, h) = self.encode(&samples);
            let (tags, lemmas) = (self.tags.scores(&self.params, &h), self.lemmas.scores(&self.params, &h));
            let arcs = self.arcs.decode(&self.params, &h, &batch.bounds, &|scores| {
                (0..scores.rows).map(|i| best(scores.row(i))).collect()
            });
            let mut at = 0;
            for s in samples {
                for i in 0..s.words.len() {
                    words += 1;
                    right[0] += usize::from(best(tags.row(at)) == s.tags[i] as usize);
                    right[1] += usize::from(best(lemmas.row(at)) == s.lemmas[i] as usize);
                    let (head, rel) = arcs[at];
                    right[2] += usize::from(head == s.heads[i] as usize);
                    right[3] += usize::from(head == s.heads[i] as usize && rel == s.relations[i] as usize);
                    at += 1;
                }
            }
        }
        let percent = |n: usize| 100.0 * n as f32 / words.max(1) as f32;
        out.push_str(&format!(
            "tags {:.2} lemmas {:.2} UAS {:.2} LAS {:.2}",
            percent(right[0]),
            percent(right[1]),
            percent(right[2]),
            percent(right[3])
        ));
        let names = self.span_f1(&dev[Task::Names as usize], &self.names, &|s| &s.names);
        out.push_str(&format!("; names F1 {names:.2}"));
        for (k, role) in ["source", "cue", "content"].iter().enumerate() {
            let f1 = self.span_f1(&dev[Task::Roles as usize], &self.roles[k], &|s| &s.roles[k]);
            out.push_str(&format!(" {role} {f1:.2}"));
        }
        out
    }

    fn encode(&self, samples: &[&Sample]) -> (Sentences, Mat) {
        let batch = sentences(samples);
        let h = self.encoder.forward(&self.params, &batch, 0.0, 0.0, &mut None).out;
        (batch, h)
    }

    fn span_f1(&self, dev: &[Sample], head: &Labels, gold: &dyn Fn(&Sample) -> &[u16]) -> f32 {
        let (mut hit, mut found, mut wanted) = (0, 0, 0);
        for chunk in dev.chunks(40) {
            let samples: Vec<&Sample> = chunk.iter().collect();
            let (batch, h) = self.encode(&samples);
            let scores = head.scores(&self.params, &h);
            for (s, &(start, end)) in samples.iter().zip(&batch.bounds) {
                let labels: Vec<u16> = (start..end).map(|i| best(scores.row(i)) as u16).collect();
                let (p, g) = (bio_spans(&labels), bio_spans(gold(s)));
                hit += p.iter().filter(|x| g.contains(x)).count();
                found += p.len();
                wanted += g.len();
            }
        }
        200.0 * hit as f32 / (found + wanted).max(1) as f32
    }
}

/// Spans of BIO labels: 0 is outside, odd numbers begin a class, the next even number continues it.
fn bio_spans(labels: &[u16]) -> Vec<(usize, usize, u16)> {
    let mut out: Vec<(usize, usize, u16)> = Vec::new();
    let mut open = false;
    for (i, &l) in labels.iter().enumerate() {
        if l == 0 || l == NONE {
            open = false;
            continue;
        }
        let class = (l - 1) / 2;
        match out.last_mut() {
            Some(last) if open && l % 2 == 0 && last.2 == class => last.1 = i + 1,
            _ => out.push((i, i + 1, class)),
        }
        open = true;
    }
    out
}

fn sentences(samples: &[&Sample]) -> Sentences {
    let mut out = Sentences::default();
    for sample in samples {
        let start = out.rows.len();
        out.rows.extend(sample.words.iter().map(|word| feature::rows(word)));
        out.bounds.push((start, out.rows.len()));
    }
    out
}
