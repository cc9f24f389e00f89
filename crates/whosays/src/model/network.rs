//! The forward pass: from words to tags, lemmas, a tree and names.

use super::feature::{self, FEATURES, ROWS};
use super::format::{File, ModelError};
use super::kernel::{Weights, linear, normalise, sigmoids};
use super::math::leaky;
use super::tree;

/// What the network says of one sentence; every list has one entry a word.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Analysis {
    /// Labels of [`Network::tags`].
    pub tags: Vec<usize>,
    /// Labels of [`Network::lemmas`].
    pub lemmas: Vec<usize>,
    /// The head: 0 is the root, `j + 1` is word `j`.
    pub heads: Vec<usize>,
    /// Labels of [`Network::relations`].
    pub relations: Vec<usize>,
    /// Labels of [`Network::names`].
    pub names: Vec<usize>,
    /// Source, cue and content: 0 outside, 1 first, 2 inside.
    pub roles: [Vec<usize>; 3],
}

#[derive(Clone, Debug)]
enum Layer {
    Conv { dilation: usize, norm: Norm, weights: Weights },
    Recur { norm: Norm, weights: Weights },
}

#[derive(Clone, Debug)]
struct Norm {
    gain: Vec<f32>,
    bias: Vec<f32>,
}

impl Norm {
    fn apply(&self, x: &[f32]) -> Vec<f32> {
        normalise(x, &self.gain, &self.bias)
    }
}

/// A trained network.
///
/// It is not a tokenizer: words come in as they stand in the text. The same words give the same labels on every
/// machine.
#[derive(Clone, Debug)]
pub struct Network {
    scales: Vec<f32>,
    embedding: &'static [u8],
    embed: Norm,
    project: Weights,
    layers: Vec<Layer>,
    last: Norm,
    tag: Weights,
    lemma: Weights,
    name: Weights,
    role: [Weights; 3],
    arcs: Arcs,
    /// `UPOS|XPOS`.
    pub tags: Vec<&'static str>,
    /// Edit scripts: `l` or `k` (lowered or kept), characters cut, characters added.
    pub lemmas: Vec<&'static str>,
    /// Relations.
    pub relations: Vec<&'static str>,
    /// BIO labels of names.
    pub names: Vec<&'static str>,
}

#[derive(Clone, Debug)]
struct Arcs {
    dep: Weights,
    head: Weights,
    root: Vec<f32>,
    inner: Weights,
    distance: Vec<f32>,
    rel_dep: Weights,
    rel_head: Weights,
    rel_root: Vec<f32>,
    rel_distance: Vec<f32>,
    out: Weights,
}

impl Network {
    /// Reads a model.
    ///
    /// # Errors
    ///
    /// If the bytes are no model, damaged, or lack a block.
    pub fn load(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let file = File::open(bytes)?;
        let (scales, embedding) = file.byte_rows("embed")?;
        if scales.len() != ROWS {
            return Err(ModelError::Block("embed".to_owned()));
        }
        let embed = norm(&file, "embed")?;
        let layers = file.lines("layers")?.join("");
        let layers = layers.split(',').enumerate().map(|(i, name)| layer(&file, i, name)).collect::<Result<_, _>>()?;
        let head = |name: &str| weights(&file, name);
        Ok(Self {
            project: head("project")?,
            last: norm(&file, "last")?,
            tag: head("tags")?,
            lemma: head("lemmas")?,
            name: head("names")?,
            role: [head("source")?, head("cue")?, head("content")?],
            arcs: arcs(&file)?,
            tags: file.lines("tags")?,
            lemmas: file.lines("lemmas")?,
            relations: file.lines("relations")?,
            names: file.lines("names")?,
            scales,
            embedding,
            embed,
            layers,
        })
    }

    /// Reads sentences: each a list of words, none of them empty.
    pub fn read(&self, sentences: &[Vec<&str>]) -> Vec<Analysis> {
        let mut out = Vec::with_capacity(sentences.len());
        let mut start = 0;
        while start < sentences.len() {
            // Enough words at a time to keep the loops busy, few enough to stay in the cache.
            let mut end = start;
            let mut words = 0;
            while end < sentences.len() && (end == start || words + sentences[end].len() <= 256) {
                words += sentences[end].len();
                end += 1;
            }
            out.extend(self.read_batch(&sentences[start..end]));
            start = end;
        }
        out
    }

    fn read_batch(&self, sentences: &[Vec<&str>]) -> Vec<Analysis> {
        let bounds = bounds(sentences);
        let h = self.encode(sentences, &bounds);
        let label = |w: &Weights| linear(&h, w);
        let (tags, lemmas, names) = (label(&self.tag), label(&self.lemma), label(&self.name));
        let roles = [0, 1, 2].map(|k| label(&self.role[k]));
        let trees = self.arcs.read(&h, &bounds);
        let rows = |scores: &[f32], width: usize, (start, end): (usize, usize)| {
            scores[start * width..end * width].chunks_exact(width).map(best).collect::<Vec<_>>()
        };
        let made = bounds.iter().zip(trees).map(|(&at, (heads, relations))| Analysis {
            tags: rows(&tags, self.tags.len(), at),
            lemmas: rows(&lemmas, self.lemmas.len(), at),
            heads,
            relations,
            names: spans(&names, self.names.len(), at),
            roles: [0, 1, 2].map(|k| spans(&roles[k], 3, at)),
        });
        made.collect()
    }

    /// The encoder's last layer: one row a word.
    fn encode(&self, sentences: &[Vec<&str>], bounds: &[(usize, usize)]) -> Vec<f32> {
        let e = self.embed.gain.len();
        let words = bounds.last().map_or(0, |b| b.1);
        let mut sum = vec![0.0_f32; words * e];
        for (word, to) in sentences.iter().flatten().zip(sum.chunks_exact_mut(e)) {
            let rows: [u32; FEATURES] = feature::rows(word);
            for row in rows.map(|row| row as usize) {
                let scale = self.scales[row];
                for (v, &b) in to.iter_mut().zip(&self.embedding[row * e..(row + 1) * e]) {
                    *v += f32::from(b as i8) * scale;
                }
            }
        }
        let mut x = linear(&self.embed.apply(&sum), &self.project);
        for layer in &self.layers {
            let out = layer.apply(&x, bounds);
            for (a, b) in x.iter_mut().zip(&out) {
                *a += b;
            }
        }
        self.last.apply(&x)
    }
}

impl Layer {
    fn apply(&self, x: &[f32], bounds: &[(usize, usize)]) -> Vec<f32> {
        match self {
            Self::Conv { dilation, norm, weights } => {
                let d = norm.gain.len();
                let pre = linear(&columns(&norm.apply(x), d, bounds, *dilation), weights);
                let mut gates: Vec<f32> = pre.chunks_exact(2 * d).flat_map(|row| row[d..].iter().copied()).collect();
                sigmoids(&mut gates);
                for (row, gate) in pre.chunks_exact(2 * d).zip(gates.chunks_exact_mut(d)) {
                    for (g, v) in gate.iter_mut().zip(row) {
                        *g *= v;
                    }
                }
                gates
            }
            Self::Recur { norm, weights } => recur(linear(&norm.apply(x), weights), norm.gain.len(), bounds),
        }
    }
}

/// For each word its left neighbour at the dilation, itself, its right neighbour; zeros beyond the sentence.
fn columns(u: &[f32], d: usize, bounds: &[(usize, usize)], dilation: usize) -> Vec<f32> {
    let mut out = vec![0.0; u.len() * 3];
    for &(start, end) in bounds {
        for i in start..end {
            let to = &mut out[i * 3 * d..(i + 1) * 3 * d];
            if i >= start + dilation {
                to[..d].copy_from_slice(&u[(i - dilation) * d..(i - dilation + 1) * d]);
            }
            to[d..2 * d].copy_from_slice(&u[i * d..(i + 1) * d]);
            if i + dilation < end {
                to[2 * d..].copy_from_slice(&u[(i + dilation) * d..(i + dilation + 1) * d]);
            }
        }
    }
    out
}

/// The gated recurrence: half of the channels from left to right, half from right to left.
fn recur(mut pre: Vec<f32>, d: usize, bounds: &[(usize, usize)]) -> Vec<f32> {
    let mut out = vec![0.0; pre.len() / 3];
    for row in pre.chunks_exact_mut(3 * d) {
        sigmoids(&mut row[d..]);
    }
    let half = d / 2;
    let mut cell = vec![0.0_f32; d];
    for &(start, end) in bounds {
        cell.fill(0.0);
        let mut step = |i: usize, channels: std::ops::Range<usize>| {
            let row = &pre[i * 3 * d..(i + 1) * 3 * d];
            for j in channels {
                let (z, f, r) = (row[j], row[d + j], row[2 * d + j]);
                cell[j] = f * cell[j] + (1.0 - f) * z;
                out[i * d + j] = r * cell[j];
            }
        };
        (start..end).for_each(|i| step(i, 0..half));
        (start..end).rev().for_each(|i| step(i, half..d));
    }
    out
}

/// Distances between a word and its head that have a weight of their own.
const REACH: i64 = 32;

fn reach(i: usize, j: usize) -> usize {
    if j == 0 { 2 * REACH as usize + 1 } else { ((j as i64 - 1 - i as i64).clamp(-REACH, REACH) + REACH) as usize }
}

impl Arcs {
    /// Heads and relations of every sentence.
    fn read(&self, h: &[f32], bounds: &[(usize, usize)]) -> Vec<(Vec<usize>, Vec<usize>)> {
        let hidden = |w: &Weights| linear(h, w).into_iter().map(leaky).collect::<Vec<f32>>();
        let (dep, head) = (hidden(&self.dep), hidden(&self.head));
        let (rel_dep, rel_head) = (linear(h, &self.rel_dep), linear(h, &self.rel_head));
        let sentence = |&(start, end): &(usize, usize)| {
            let heads = self.heads(&dep, &head, (start, end));
            let r = self.rel_root.len();
            let mut q = Vec::with_capacity((end - start) * r);
            for (i, &j) in heads.iter().enumerate() {
                let from = if j == 0 { &self.rel_root[..] } else { &rel_head[(start + j - 1) * r..(start + j) * r] };
                let own = &rel_dep[(start + i) * r..(start + i + 1) * r];
                let far = &self.rel_distance[reach(i, j) * r..(reach(i, j) + 1) * r];
                q.extend((0..r).map(|k| leaky(own[k] + from[k] + far[k])));
            }
            let relations = linear(&q, &self.out).chunks_exact(self.out.outputs()).map(best).collect();
            (heads, relations)
        };
        bounds.iter().map(sentence).collect()
    }

    fn heads(&self, dep: &[f32], head: &[f32], (start, end): (usize, usize)) -> Vec<usize> {
        let (n, a) = (end - start, self.root.len());
        let mut candidates = self.root.clone();
        candidates.extend_from_slice(&head[start * a..end * a]);
        let mapped = linear(&candidates, &self.inner);
        let mut scores = linear(&dep[start * a..end * a], &Weights::pack_transposed(&mapped, a));
        for (i, row) in scores.chunks_exact_mut(n + 1).enumerate() {
            for (j, v) in row.iter_mut().enumerate() {
                *v = if j == i + 1 { -1e9 } else { *v + self.distance[reach(i, j)] };
            }
        }
        tree::heads(&scores, n)
    }
}

fn bounds(sentences: &[Vec<&str>]) -> Vec<(usize, usize)> {
    let mut at = 0;
    let mut next = |n: usize| {
        at += n;
        (at - n, at)
    };
    sentences.iter().map(|s| next(s.len())).collect()
}

fn best(row: &[f32]) -> usize {
    row.iter().enumerate().fold(0, |b, (j, v)| if *v > row[b] { j } else { b })
}

/// The best sequence of BIO labels in which an inner label only follows its own class (Viterbi).
fn spans(scores: &[f32], width: usize, (start, end): (usize, usize)) -> Vec<usize> {
    let allowed = |from: usize, to: usize| to == 0 || to % 2 == 1 || from == to || from + 1 == to;
    let mut total: Vec<f32> = Vec::new();
    let mut back: Vec<usize> = Vec::with_capacity((end - start) * width);
    for i in start..end {
        let row = &scores[i * width..(i + 1) * width];
        let mut next = vec![f32::MIN; width];
        for (to, best) in next.iter_mut().enumerate() {
            let mut from = 0;
            if i == start {
                *best = if to == 0 || to % 2 == 1 { row[to] } else { f32::MIN };
            } else {
                for (f, t) in total.iter().enumerate().filter(|&(f, _)| allowed(f, to)) {
                    if *t + row[to] > *best {
                        (*best, from) = (*t + row[to], f);
                    }
                }
            }
            back.push(from);
        }
        total = next;
    }
    let mut out = vec![0; end - start];
    let mut at = best(&total);
    for i in (0..out.len()).rev() {
        out[i] = at;
        at = back[i * width + at];
    }
    out
}

fn norm(file: &File<'_>, name: &str) -> Result<Norm, ModelError> {
    Ok(Norm { gain: file.values(&format!("{name}.gain"))?, bias: file.values(&format!("{name}.bias"))? })
}

fn weights(file: &File<'_>, name: &str) -> Result<Weights, ModelError> {
    let (w, b) = (file.values(&format!("{name}.w"))?, file.values(&format!("{name}.b"))?);
    if b.is_empty() || w.len() % b.len() != 0 {
        return Err(ModelError::Block(name.to_owned()));
    }
    Ok(Weights::pack(&w, w.len() / b.len(), &b))
}

fn layer(file: &File<'_>, i: usize, name: &str) -> Result<Layer, ModelError> {
    let norm = norm(file, &format!("layer{i}"))?;
    match name.strip_prefix('c') {
        Some(dilation) => {
            let dilation = dilation.parse().map_err(|_| ModelError::Block("layers".to_owned()))?;
            Ok(Layer::Conv { dilation, norm, weights: weights(file, &format!("layer{i}.conv{dilation}"))? })
        }
        None => Ok(Layer::Recur { norm, weights: weights(file, &format!("layer{i}.recur"))? }),
    }
}

fn arcs(file: &File<'_>) -> Result<Arcs, ModelError> {
    let inner = file.values("arc.inner")?;
    let lean = file.values("arc.lean")?;
    Ok(Arcs {
        dep: weights(file, "arc.dep")?,
        head: weights(file, "arc.head")?,
        root: file.values("arc.root")?,
        inner: Weights::pack(&inner, lean.len(), &lean),
        distance: file.values("arc.distance")?,
        rel_dep: weights(file, "rel.dep")?,
        rel_head: weights(file, "rel.head")?,
        rel_root: file.values("rel.root")?,
        rel_distance: file.values("rel.distance")?,
        out: weights(file, "rel.out")?,
    })
}
