//! The encoder: summed feature embeddings, then residual layers that are convolutions or light recurrences.

use whosays::model::feature::{FEATURES, ROWS, WORD_FEATURES};
use whosays::model::math::sigmoid;

use super::mat::{Mat, Rng, linear, linear_back, normalise, normalise_back};
use super::param::{Grads, Params};

/// What a layer does.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Kind {
    /// A gated convolution of width 3 with a dilation.
    Conv(usize),
    /// A gated linear recurrence, half of the channels from left to right, half from right to left.
    Recur,
}

#[derive(Clone, Debug)]
struct Layer {
    kind: Kind,
    gain: usize,
    bias: usize,
    w: usize,
    b: usize,
}

/// Indices of the encoder's parameters.
#[derive(Clone, Debug)]
pub(crate) struct Encoder {
    e: usize,
    d: usize,
    norm: (usize, usize),
    project: (usize, usize),
    layers: Vec<Layer>,
    last: (usize, usize),
}

/// Sentences of one shard, one after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sentences {
    pub(crate) rows: Vec<[u32; FEATURES]>,
    pub(crate) bounds: Vec<(usize, usize)>,
}

struct LayerState {
    hat: Mat,
    scales: Vec<f32>,
    input: Mat,
    pre: Mat,
    /// Recurrence: the cell after each token.
    cell: Mat,
    mask: Vec<f32>,
}

/// What the backward pass needs of the forward pass.
pub(crate) struct State {
    used: Vec<[bool; FEATURES]>,
    embed_hat: Mat,
    embed_scales: Vec<f32>,
    embed_mask: Vec<f32>,
    embed: Mat,
    layers: Vec<LayerState>,
    last_hat: Mat,
    last_scales: Vec<f32>,
    /// The result: one row a token.
    pub(crate) out: Mat,
}

/// A mask that drops values with probability `p` and scales the rest; empty where nothing is dropped.
pub(crate) fn dropout(n: usize, p: f32, rng: &mut Option<Rng>) -> Vec<f32> {
    match rng {
        Some(rng) if p > 0.0 => (0..n).map(|_| if rng.uniform() < p { 0.0 } else { 1.0 / (1.0 - p) }).collect(),
        _ => Vec::new(),
    }
}

pub(crate) fn mask(values: &mut [f32], mask: &[f32]) {
    for (v, m) in values.iter_mut().zip(mask) {
        *v *= m;
    }
}

impl Encoder {
    pub(crate) fn new(params: &mut Params, e: usize, d: usize, kinds: &[Kind], rng: &mut Rng) -> Self {
        params.add("embed", ROWS, e, 0.1, 0.0, rng);
        let norm = (params.add("embed.gain", 1, e, 0.0, 1.0, rng), params.add("embed.bias", 1, e, 0.0, 0.0, rng));
        let scale = |inputs: usize| (3.0 / inputs as f32).sqrt();
        let project = (params.add("project.w", e, d, scale(e), 0.0, rng), params.add("project.b", 1, d, 0.0, 0.0, rng));
        let mut layers = Vec::new();
        for (i, &kind) in kinds.iter().enumerate() {
            let (inputs, outputs) = if kind == Kind::Recur { (d, 3 * d) } else { (3 * d, 2 * d) };
            let gain = params.add(&format!("layer{i}.gain"), 1, d, 0.0, 1.0, rng);
            let bias = params.add(&format!("layer{i}.bias"), 1, d, 0.0, 0.0, rng);
            let name = if let Kind::Conv(dilation) = kind {
                format!("layer{i}.conv{dilation}")
            } else {
                format!("layer{i}.recur")
            };
            let w = params.add(&format!("{name}.w"), inputs, outputs, scale(inputs), 0.0, rng);
            let b = params.add(&format!("{name}.b"), 1, outputs, 0.0, 0.0, rng);
            if kind == Kind::Recur {
                params.blocks[b].value[d..2 * d].fill(1.0);
            }
            layers.push(Layer { kind, gain, bias, w, b });
        }
        let last = (params.add("last.gain", 1, d, 0.0, 1.0, rng), params.add("last.bias", 1, d, 0.0, 0.0, rng));
        Self { e, d, norm, project, layers, last }
    }

    pub(crate) fn forward(
        &self,
        params: &Params,
        batch: &Sentences,
        hide: f32,
        p: f32,
        rng: &mut Option<Rng>,
    ) -> State {
        let n = batch.rows.len();
        let mut sum = Mat::zeros(n, self.e);
        let mut used = vec![[true; FEATURES]; n];
        for (i, rows) in batch.rows.iter().enumerate() {
            if rng.as_mut().is_some_and(|rng| rng.uniform() < hide) {
                used[i][..WORD_FEATURES].fill(false);
            }
            for (&row, _) in rows.iter().zip(used[i]).filter(|(_, used)| *used) {
                let at = row as usize * self.e;
                for (s, v) in sum.row_mut(i).iter_mut().zip(&params.value(0)[at..at + self.e]) {
                    *s += v;
                }
            }
        }
        let (mut embed, embed_hat, embed_scales) =
            normalise(&sum, params.value(self.norm.0), params.value(self.norm.1));
        let embed_mask = dropout(n * self.e, p, rng);
        mask(&mut embed.data, &embed_mask);
        let mut x = linear(&embed, params.value(self.project.0), params.value(self.project.1));
        let mut layers = Vec::with_capacity(self.layers.len());
        for layer in &self.layers {
            let (state, out) = self.layer_forward(params, layer, batch, &x, p, rng);
            x.add(&out);
            layers.push(state);
        }
        let (out, last_hat, last_scales) = normalise(&x, params.value(self.last.0), params.value(self.last.1));
        State { used, embed_hat, embed_scales, embed_mask, embed, layers, last_hat, last_scales, out }
    }

    fn layer_forward(
        &self,
        params: &Params,
        layer: &Layer,
        batch: &Sentences,
        x: &Mat,
        p: f32,
        rng: &mut Option<Rng>,
    ) -> (LayerState, Mat) {
        let d = self.d;
        let (u, hat, scales) = normalise(x, params.value(layer.gain), params.value(layer.bias));
        let input = if let Kind::Conv(dilation) = layer.kind { columns(&u, batch, dilation) } else { u };
        let mut pre = linear(&input, params.value(layer.w), params.value(layer.b));
        let mut out = Mat::zeros(x.rows, d);
        let mut cell = Mat::default();
        if layer.kind == Kind::Recur {
            cell = recur(&mut pre, batch, d);
            for i in 0..x.rows {
                for j in 0..d {
                    out.data[i * d + j] = pre.data[i * 3 * d + 2 * d + j] * cell.data[i * d + j];
                }
            }
        } else {
            for i in 0..x.rows {
                let row = pre.row_mut(i);
                for j in 0..d {
                    row[d + j] = sigmoid(row[d + j]);
                    out.data[i * d + j] = row[j] * row[d + j];
                }
            }
        }
        let drop = dropout(x.rows * d, p, rng);
        mask(&mut out.data, &drop);
        (LayerState { hat, scales, input, pre, cell, mask: drop }, out)
    }

    /// Backpropagates the gradient of the result.
    pub(crate) fn backward(&self, params: &Params, batch: &Sentences, state: &State, d_out: &Mat, grads: &mut Grads) {
        let (mut a, mut b) =
            (std::mem::take(&mut grads.dense[self.last.0]), std::mem::take(&mut grads.dense[self.last.1]));
        let mut dx =
            normalise_back(&state.last_hat, &state.last_scales, params.value(self.last.0), d_out, &mut a, &mut b);
        (grads.dense[self.last.0], grads.dense[self.last.1]) = (a, b);
        for (layer, s) in self.layers.iter().zip(&state.layers).rev() {
            let back = self.layer_backward(params, layer, batch, s, &dx, grads);
            dx.add(&back);
        }
        let mut d_embed = back_linear(params, grads, &state.embed, self.project, &dx);
        mask(&mut d_embed.data, &state.embed_mask);
        let (mut a, mut b) =
            (std::mem::take(&mut grads.dense[self.norm.0]), std::mem::take(&mut grads.dense[self.norm.1]));
        let d_sum =
            normalise_back(&state.embed_hat, &state.embed_scales, params.value(self.norm.0), &d_embed, &mut a, &mut b);
        (grads.dense[self.norm.0], grads.dense[self.norm.1]) = (a, b);
        let base = (grads.row_values.len() / self.e) as u32;
        grads.row_values.extend_from_slice(&d_sum.data);
        for (i, rows) in batch.rows.iter().enumerate() {
            let used = rows.iter().zip(state.used[i]).filter(|(_, used)| *used);
            grads.rows.extend(used.map(|(&row, _)| (row, base + i as u32)));
        }
    }

    fn layer_backward(
        &self,
        params: &Params,
        layer: &Layer,
        batch: &Sentences,
        s: &LayerState,
        dx: &Mat,
        grads: &mut Grads,
    ) -> Mat {
        let d = self.d;
        let mut d_out = dx.clone();
        mask(&mut d_out.data, &s.mask);
        let d_pre = if layer.kind == Kind::Recur {
            recur_back(&s.pre, &s.cell, batch, &d_out, d)
        } else {
            let mut d_pre = Mat::zeros(dx.rows, 2 * d);
            for i in 0..dx.rows {
                let (row, g) = (s.pre.row(i), d_out.row(i));
                let back = d_pre.row_mut(i);
                for j in 0..d {
                    let gate = row[d + j];
                    back[j] = g[j] * gate;
                    back[d + j] = g[j] * row[j] * gate * (1.0 - gate);
                }
            }
            d_pre
        };
        let d_input = back_linear(params, grads, &s.input, (layer.w, layer.b), &d_pre);
        let d_u =
            if let Kind::Conv(dilation) = layer.kind { columns_back(&d_input, batch, dilation, d) } else { d_input };
        let (mut a, mut b) =
            (std::mem::take(&mut grads.dense[layer.gain]), std::mem::take(&mut grads.dense[layer.bias]));
        let back = normalise_back(&s.hat, &s.scales, params.value(layer.gain), &d_u, &mut a, &mut b);
        (grads.dense[layer.gain], grads.dense[layer.bias]) = (a, b);
        back
    }
}

/// [`linear_back`] for the parameters `(w, b)`.
pub(crate) fn back_linear(params: &Params, grads: &mut Grads, x: &Mat, (w, b): (usize, usize), d: &Mat) -> Mat {
    let (mut dw, mut db) = (std::mem::take(&mut grads.dense[w]), std::mem::take(&mut grads.dense[b]));
    let dx = linear_back(x, params.value(w), d, &mut dw, &mut db);
    (grads.dense[w], grads.dense[b]) = (dw, db);
    dx
}

/// For each token its left neighbour at the dilation, itself, its right neighbour; zeros beyond the sentence.
fn columns(u: &Mat, batch: &Sentences, dilation: usize) -> Mat {
    let d = u.cols;
    let mut out = Mat::zeros(u.rows, 3 * d);
    for &(start, end) in &batch.bounds {
        for i in start..end {
            let row = out.row_mut(i);
            if i >= start + dilation {
                row[..d].copy_from_slice(u.row(i - dilation));
            }
            row[d..2 * d].copy_from_slice(u.row(i));
            if i + dilation < end {
                row[2 * d..].copy_from_slice(u.row(i + dilation));
            }
        }
    }
    out
}

fn columns_back(d_input: &Mat, batch: &Sentences, dilation: usize, d: usize) -> Mat {
    let mut out = Mat::zeros(d_input.rows, d);
    let add = |to: &mut [f32], from: &[f32]| to.iter_mut().zip(from).for_each(|(a, b)| *a += b);
    for &(start, end) in &batch.bounds {
        for i in start..end {
            let row = d_input.row(i);
            if i >= start + dilation {
                add(out.row_mut(i - dilation), &row[..d]);
            }
            add(out.row_mut(i), &row[d..2 * d]);
            if i + dilation < end {
                add(out.row_mut(i + dilation), &row[2 * d..]);
            }
        }
    }
    out
}

/// Runs the recurrence; turns the gates in `pre` (value, forget, output) into their logistic values, returns the cells.
fn recur(pre: &mut Mat, batch: &Sentences, d: usize) -> Mat {
    let mut cell = Mat::zeros(pre.rows, d);
    for row in pre.data.chunks_exact_mut(3 * d) {
        row[d..].iter_mut().for_each(|v| *v = sigmoid(*v));
    }
    let half = d / 2;
    for &(start, end) in &batch.bounds {
        for step in 0..end - start {
            for (channels, i, before) in [
                (0..half, start + step, (step > 0).then(|| start + step - 1)),
                (half..d, end - 1 - step, (step > 0).then(|| end - step)),
            ] {
                for j in channels {
                    let (z, f) = (pre.data[i * 3 * d + j], pre.data[i * 3 * d + d + j]);
                    let last = before.map_or(0.0, |b| cell.data[b * d + j]);
                    cell.data[i * d + j] = f * last + (1.0 - f) * z;
                }
            }
        }
    }
    cell
}

fn recur_back(pre: &Mat, cell: &Mat, batch: &Sentences, d_out: &Mat, d: usize) -> Mat {
    let mut d_pre = Mat::zeros(pre.rows, 3 * d);
    let half = d / 2;
    let mut carry = vec![0.0; d];
    for &(start, end) in &batch.bounds {
        carry.fill(0.0);
        let n = end - start;
        for step in (0..n).rev() {
            for (channels, i, before) in [
                (0..half, start + step, (step > 0).then(|| start + step - 1)),
                (half..d, end - 1 - step, (step > 0).then(|| end - step)),
            ] {
                for j in channels {
                    let at = i * 3 * d + j;
                    let (z, f, r) = (pre.data[at], pre.data[at + d], pre.data[at + 2 * d]);
                    let (c, g) = (cell.data[i * d + j], d_out.data[i * d + j]);
                    let last = before.map_or(0.0, |b| cell.data[b * d + j]);
                    let dc = g * r + carry[j];
                    d_pre.data[at] = dc * (1.0 - f);
                    d_pre.data[at + d] = dc * (last - z) * f * (1.0 - f);
                    d_pre.data[at + 2 * d] = g * c * r * (1.0 - r);
                    carry[j] = dc * f;
                }
            }
        }
    }
    d_pre
}
