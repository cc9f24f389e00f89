//! The heads: labels for tokens, and arcs with their relations.

use whosays::model::math::{exp, leaky};

use super::encoder::{back_linear, dropout, mask};
use super::mat::{Mat, Op, Rng, linear, product};
use super::param::{Grads, Params};

/// A head that labels tokens.
#[derive(Clone, Debug)]
pub(crate) struct Labels {
    w: usize,
    b: usize,
}

/// A gold label that is not scored.
pub(crate) const NONE: u16 = u16::MAX;

impl Labels {
    pub(crate) fn new(params: &mut Params, name: &str, d: usize, n: usize, rng: &mut Rng) -> Self {
        let w = params.add(&format!("{name}.w"), d, n, (3.0 / d as f32).sqrt() * 0.5, 0.0, rng);
        Self { w, b: params.add(&format!("{name}.b"), 1, n, 0.0, 0.0, rng) }
    }

    pub(crate) fn scores(&self, params: &Params, h: &Mat) -> Mat {
        linear(h, params.value(self.w), params.value(self.b))
    }

    /// Cross entropy: returns the loss and adds the gradient of `h`.
    pub(crate) fn learn(
        &self,
        params: &Params,
        h: &Mat,
        gold: &[u16],
        weight: f32,
        d_h: &mut Mat,
        grads: &mut Grads,
    ) -> f32 {
        let mut scores = self.scores(params, h);
        let loss = cross_entropy(&mut scores, gold, weight);
        d_h.add(&back_linear(params, grads, h, (self.w, self.b), &scores));
        loss
    }
}

/// Replaces scores by their gradient under the cross entropy with `gold`; returns the summed loss.
fn cross_entropy(scores: &mut Mat, gold: &[u16], weight: f32) -> f32 {
    let mut loss = 0.0;
    for (i, &g) in gold.iter().enumerate() {
        let row = scores.row_mut(i);
        if g == NONE {
            row.fill(0.0);
            continue;
        }
        loss += softmax_gradient(row, g as usize, weight);
    }
    loss
}

fn softmax_gradient(row: &mut [f32], gold: usize, weight: f32) -> f32 {
    let top = row.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for v in row.iter_mut() {
        *v = exp(*v - top);
        sum += *v;
    }
    let loss = -(row[gold] / sum).max(1e-12).ln();
    for v in row.iter_mut() {
        *v *= weight / sum;
    }
    row[gold] -= weight;
    loss * weight
}

/// Distances between a token and its head that have a weight of their own.
const REACH: i64 = 32;

/// The head that finds each token's governor and their relation.
#[derive(Clone, Debug)]
pub(crate) struct Arcs {
    dep: (usize, usize),
    head: (usize, usize),
    root: usize,
    inner: usize,
    lean: usize,
    distance: usize,
    rel_dep: (usize, usize),
    rel_head: (usize, usize),
    rel_root: usize,
    rel_distance: usize,
    out: Labels,
    arc: usize,
    rel: usize,
}

/// The row of the distance table for a head at candidate `j` (0 is the root) of token `i`.
fn reach(i: usize, j: usize) -> usize {
    if j == 0 { 2 * REACH as usize + 1 } else { ((j as i64 - 1 - i as i64).clamp(-REACH, REACH) + REACH) as usize }
}

struct Hidden {
    dep: Mat,
    head: Mat,
    rel_dep: Mat,
    rel_head: Mat,
    masks: [Vec<f32>; 2],
}

impl Arcs {
    pub(crate) fn new(params: &mut Params, d: usize, arc: usize, rel: usize, relations: usize, rng: &mut Rng) -> Self {
        let scale = (3.0 / d as f32).sqrt();
        let mut pair = |name: &str, n: usize| {
            (
                params.add(&format!("{name}.w"), d, n, scale, 0.0, rng),
                params.add(&format!("{name}.b"), 1, n, 0.0, 0.0, rng),
            )
        };
        let (dep, head) = (pair("arc.dep", arc), pair("arc.head", arc));
        let (rel_dep, rel_head) = (pair("rel.dep", rel), pair("rel.head", rel));
        let rows = 2 * REACH as usize + 2;
        Self {
            dep,
            head,
            root: params.add("arc.root", 1, arc, 0.1, 0.0, rng),
            inner: params.add("arc.inner", arc, arc, 0.05, 0.0, rng),
            lean: params.add("arc.lean", 1, arc, 0.0, 0.0, rng),
            distance: params.add("arc.distance", rows, 1, 0.0, 0.0, rng),
            rel_dep,
            rel_head,
            rel_root: params.add("rel.root", 1, rel, 0.1, 0.0, rng),
            rel_distance: params.add("rel.distance", rows, rel, 0.05, 0.0, rng),
            out: Labels::new(params, "rel.out", rel, relations, rng),
            arc,
            rel,
        }
    }

    fn hidden(&self, params: &Params, h: &Mat, p: f32, rng: &mut Option<Rng>) -> Hidden {
        let lin = |(w, b): (usize, usize)| linear(h, params.value(w), params.value(b));
        let (mut dep, mut head) = (lin(self.dep), lin(self.head));
        let masks = [dropout(dep.data.len(), p, rng), dropout(head.data.len(), p, rng)];
        for (m, drop) in [(&mut dep, &masks[0]), (&mut head, &masks[1])] {
            m.data.iter_mut().for_each(|v| *v = leaky(*v));
            mask(&mut m.data, drop);
        }
        Hidden { dep, head, rel_dep: lin(self.rel_dep), rel_head: lin(self.rel_head), masks }
    }

    /// Scores of every candidate head (the root first) for the tokens of one sentence.
    fn arc_scores(&self, params: &Params, x: &Hidden, (start, end): (usize, usize)) -> (Mat, Mat, Mat) {
        let (n, a) = (end - start, self.arc);
        let mut heads = Mat::zeros(n + 1, a);
        heads.row_mut(0).copy_from_slice(params.value(self.root));
        heads.data[a..].copy_from_slice(&x.head.data[start * a..end * a]);
        let mut mapped = Mat::zeros(n + 1, a);
        for i in 0..=n {
            mapped.row_mut(i).copy_from_slice(params.value(self.lean));
        }
        // mapped = lean + heads · inner, so that scores = dep · mappedᵀ also weighs each dependent by itself.
        product(
            (&heads.data, a, Op::Plain),
            (params.value(self.inner), a, Op::Plain),
            &mut mapped.data,
            (n + 1, a, a),
            1.0,
        );
        let mut scores = Mat::zeros(n, n + 1);
        let deps = &x.dep.data[start * a..end * a];
        product((deps, a, Op::Plain), (&mapped.data, a, Op::Transposed), &mut scores.data, (n, a, n + 1), 0.0);
        for i in 0..n {
            for (j, v) in scores.row_mut(i).iter_mut().enumerate() {
                *v = if j == i + 1 { -1e9 } else { *v + params.value(self.distance)[reach(i, j)] };
            }
        }
        (scores, heads, mapped)
    }

    fn relation_input(&self, params: &Params, x: &Hidden, start: usize, i: usize, j: usize, to: &mut [f32]) {
        let head = if j == 0 { params.value(self.rel_root) } else { x.rel_head.row(start + j - 1) };
        let at = reach(i, j) * self.rel;
        let distance = &params.value(self.rel_distance)[at..at + self.rel];
        for (k, v) in to.iter_mut().enumerate() {
            *v = leaky(x.rel_dep.data[(start + i) * self.rel + k] + head[k] + distance[k]);
        }
    }

    /// Scores of heads for every sentence, and the best relation for chosen heads by `choose`.
    pub(crate) fn decode(
        &self,
        params: &Params,
        h: &Mat,
        bounds: &[(usize, usize)],
        choose: &dyn Fn(&Mat) -> Vec<usize>,
    ) -> Vec<(usize, usize)> {
        let x = self.hidden(params, h, 0.0, &mut None);
        let mut out = Vec::with_capacity(h.rows);
        for &(start, end) in bounds {
            let (scores, _, _) = self.arc_scores(params, &x, (start, end));
            let heads = choose(&scores);
            let mut q = Mat::zeros(end - start, self.rel);
            for (i, &j) in heads.iter().enumerate() {
                self.relation_input(params, &x, start, i, j, q.row_mut(i));
            }
            let labels = self.out.scores(params, &q);
            out.extend(heads.iter().enumerate().map(|(i, &j)| (j, best(labels.row(i)))));
        }
        out
    }

    /// Cross entropy over heads (0 is the root, `NONE` unknown) and relations; adds the gradient of `h`.
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn learn(
        &self,
        params: &Params,
        h: &Mat,
        bounds: &[(usize, usize)],
        heads: &[u16],
        rels: &[u16],
        weight: f32,
        p: f32,
        rng: &mut Option<Rng>,
        d_h: &mut Mat,
        grads: &mut Grads,
    ) -> f32 {
        let x = self.hidden(params, h, p, rng);
        let mut d = Hidden {
            dep: Mat::zeros(h.rows, self.arc),
            head: Mat::zeros(h.rows, self.arc),
            rel_dep: Mat::zeros(h.rows, self.rel),
            rel_head: Mat::zeros(h.rows, self.rel),
            masks: x.masks.clone(),
        };
        let mut loss = 0.0;
        for &(start, end) in bounds {
            loss += self.learn_arcs(params, &x, &mut d, (start, end), &heads[start..end], weight, grads);
            loss += self.learn_relations(
                params,
                &x,
                &mut d,
                (start, end),
                &heads[start..end],
                &rels[start..end],
                weight,
                grads,
            );
        }
        for (grad, value, drop) in [(&mut d.dep, &x.dep, &x.masks[0]), (&mut d.head, &x.head, &x.masks[1])] {
            mask(&mut grad.data, drop);
            grad.data.iter_mut().zip(&value.data).for_each(|(g, v)| {
                if *v < 0.0 {
                    *g *= 0.1;
                }
            });
        }
        for (ids, grad) in
            [(self.dep, &d.dep), (self.head, &d.head), (self.rel_dep, &d.rel_dep), (self.rel_head, &d.rel_head)]
        {
            d_h.add(&back_linear(params, grads, h, ids, grad));
        }
        loss
    }

    #[allow(clippy::too_many_arguments)]
    fn learn_arcs(
        &self,
        params: &Params,
        x: &Hidden,
        d: &mut Hidden,
        (start, end): (usize, usize),
        gold: &[u16],
        weight: f32,
        grads: &mut Grads,
    ) -> f32 {
        let (n, a) = (end - start, self.arc);
        let (mut scores, heads, mapped) = self.arc_scores(params, x, (start, end));
        let loss = cross_entropy(&mut scores, gold, weight);
        for i in 0..n {
            for j in (0..=n).filter(|&j| j != i + 1) {
                grads.dense[self.distance][reach(i, j)] += scores.data[i * (n + 1) + j];
            }
        }
        let deps = &x.dep.data[start * a..end * a];
        let d_deps = &mut d.dep.data[start * a..end * a];
        product((&scores.data, n + 1, Op::Plain), (&mapped.data, a, Op::Plain), d_deps, (n, n + 1, a), 0.0);
        let mut d_mapped = Mat::zeros(n + 1, a);
        product((&scores.data, n + 1, Op::Transposed), (deps, a, Op::Plain), &mut d_mapped.data, (n + 1, n, a), 0.0);
        for i in 0..=n {
            grads.dense[self.lean].iter_mut().zip(d_mapped.row(i)).for_each(|(g, v)| *g += v);
        }
        product(
            (&heads.data, a, Op::Transposed),
            (&d_mapped.data, a, Op::Plain),
            &mut grads.dense[self.inner],
            (a, n + 1, a),
            1.0,
        );
        let mut d_heads = Mat::zeros(n + 1, a);
        product(
            (&d_mapped.data, a, Op::Plain),
            (params.value(self.inner), a, Op::Transposed),
            &mut d_heads.data,
            (n + 1, a, a),
            0.0,
        );
        grads.dense[self.root].iter_mut().zip(d_heads.row(0)).for_each(|(g, v)| *g += v);
        d.head.data[start * a..end * a].copy_from_slice(&d_heads.data[a..]);
        loss
    }

    #[allow(clippy::too_many_arguments)]
    fn learn_relations(
        &self,
        params: &Params,
        x: &Hidden,
        d: &mut Hidden,
        (start, end): (usize, usize),
        gold: &[u16],
        rels: &[u16],
        weight: f32,
        grads: &mut Grads,
    ) -> f32 {
        let n = end - start;
        let mut q = Mat::zeros(n, self.rel);
        for (i, &j) in gold.iter().enumerate().filter(|(_, j)| **j != NONE) {
            self.relation_input(params, x, start, i, j as usize, q.row_mut(i));
        }
        let mut d_q = Mat::zeros(n, self.rel);
        let loss = self.out.learn(params, &q, rels, weight, &mut d_q, grads);
        for (i, &j) in gold.iter().enumerate().filter(|(_, j)| **j != NONE) {
            let j = j as usize;
            for k in 0..self.rel {
                let g = d_q.data[i * self.rel + k] * if q.data[i * self.rel + k] < 0.0 { 0.1 } else { 1.0 };
                d.rel_dep.data[(start + i) * self.rel + k] += g;
                if j == 0 {
                    grads.dense[self.rel_root][k] += g;
                } else {
                    d.rel_head.data[(start + j - 1) * self.rel + k] += g;
                }
                grads.dense[self.rel_distance][reach(i, j) * self.rel + k] += g;
            }
        }
        loss
    }
}

/// The index of the largest value.
pub(crate) fn best(row: &[f32]) -> usize {
    row.iter().enumerate().fold(0, |b, (i, v)| if *v > row[b] { i } else { b })
}
