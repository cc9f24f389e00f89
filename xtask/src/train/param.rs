//! Parameters, their gradients, and Adam.

use super::mat::Rng;

/// One block of parameters.
#[derive(Clone, Debug)]
pub(crate) struct Param {
    pub(crate) name: String,
    pub(crate) rows: usize,
    pub(crate) cols: usize,
    pub(crate) value: Vec<f32>,
    m: Vec<f32>,
    v: Vec<f32>,
    /// The sum of snapshots, whose mean is what is kept.
    sum: Vec<f32>,
}

/// All parameters of the network. The first is the embedding matrix, whose gradients come by row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params {
    pub(crate) blocks: Vec<Param>,
    steps: u64,
    snapshots: u32,
}

/// Gradients of one shard of a batch.
#[derive(Clone, Debug)]
pub(crate) struct Grads {
    /// One a block; the first (embeddings) stays empty.
    pub(crate) dense: Vec<Vec<f32>>,
    /// Rows of the embedding matrix and the gradient that each gets, as an index into `row_values`.
    pub(crate) rows: Vec<(u32, u32)>,
    /// Gradients of the summed embeddings, one a token.
    pub(crate) row_values: Vec<f32>,
}

impl Params {
    /// Adds a block with uniform values in ±`scale` (or all `fill` where `scale` is 0).
    pub(crate) fn add(&mut self, name: &str, rows: usize, cols: usize, scale: f32, fill: f32, rng: &mut Rng) -> usize {
        let n = rows * cols;
        let value = (0..n).map(|_| if scale > 0.0 { (rng.uniform() * 2.0 - 1.0) * scale } else { fill }).collect();
        let zeros = vec![0.0; n];
        self.blocks.push(Param {
            name: name.to_owned(),
            rows,
            cols,
            value,
            m: zeros.clone(),
            v: zeros.clone(),
            sum: zeros,
        });
        self.blocks.len() - 1
    }

    pub(crate) fn value(&self, id: usize) -> &[f32] {
        &self.blocks[id].value
    }

    pub(crate) fn grads(&self) -> Grads {
        let dense = self.blocks.iter().enumerate().map(|(i, p)| vec![0.0; if i == 0 { 0 } else { p.value.len() }]);
        Grads { dense: dense.collect(), rows: Vec::new(), row_values: Vec::new() }
    }

    /// One step of Adam. Blocks without a gradient in this batch (heads of other tasks) and rows that no token touched
    /// are left alone.
    pub(crate) fn step(&mut self, shards: &mut [Grads], lr: f32, decay: f32) {
        self.steps += 1;
        let Some((first, rest)) = shards.split_first_mut() else { return };
        for other in rest.iter() {
            for (a, b) in first.dense.iter_mut().zip(&other.dense) {
                for (x, y) in a.iter_mut().zip(b) {
                    *x += y;
                }
            }
        }
        let norm = first.dense.iter().flatten().map(|&g| f64::from(g) * f64::from(g)).sum::<f64>().sqrt() as f32;
        let clip = if norm > 5.0 { 5.0 / norm } else { 1.0 };
        let rate = Rate {
            lr,
            clip,
            decay,
            bias1: 1.0 - 0.9f32.powi(self.steps.min(2000) as i32),
            bias2: 1.0 - 0.99f32.powi(self.steps.min(2000) as i32),
        };
        for (block, grad) in self.blocks.iter_mut().zip(&first.dense).skip(1) {
            if grad.iter().any(|&g| g != 0.0) {
                rate.update(&mut block.value, &mut block.m, &mut block.v, grad);
            }
        }
        self.step_rows(shards, &rate);
    }

    fn step_rows(&mut self, shards: &[Grads], rate: &Rate) {
        let table = &mut self.blocks[0];
        let e = table.cols;
        let mut touched: Vec<(u32, usize, u32)> =
            shards.iter().enumerate().flat_map(|(s, g)| g.rows.iter().map(move |&(row, at)| (row, s, at))).collect();
        touched.sort_unstable();
        let mut grad = vec![0.0; e];
        let mut i = 0;
        while i < touched.len() {
            let row = touched[i].0;
            grad.fill(0.0);
            while i < touched.len() && touched[i].0 == row {
                let at = touched[i].2 as usize * e;
                for (g, v) in grad.iter_mut().zip(&shards[touched[i].1].row_values[at..at + e]) {
                    *g += v;
                }
                i += 1;
            }
            let at = row as usize * e;
            let range = at..at + e;
            rate.update(&mut table.value[range.clone()], &mut table.m[range.clone()], &mut table.v[range], &grad);
        }
    }

    /// Adds the present values to the mean that [`Params::average`] takes.
    pub(crate) fn snapshot(&mut self) {
        self.snapshots += 1;
        for block in &mut self.blocks {
            for (s, v) in block.sum.iter_mut().zip(&block.value) {
                *s += v;
            }
        }
    }

    /// Replaces the values by the mean of the snapshots.
    pub(crate) fn average(&mut self) {
        if self.snapshots == 0 {
            return;
        }
        let n = self.snapshots as f32;
        for block in &mut self.blocks {
            for (v, s) in block.value.iter_mut().zip(&block.sum) {
                *v = s / n;
            }
        }
    }
}

struct Rate {
    lr: f32,
    clip: f32,
    decay: f32,
    bias1: f32,
    bias2: f32,
}

impl Rate {
    fn update(&self, value: &mut [f32], m: &mut [f32], v: &mut [f32], grad: &[f32]) {
        for (((x, m), v), g) in value.iter_mut().zip(m).zip(v).zip(grad) {
            let g = g * self.clip;
            *m = 0.9 * *m + 0.1 * g;
            *v = 0.99 * *v + 0.01 * g * g;
            *x -= self.lr * ((*m / self.bias1) / ((*v / self.bias2).sqrt() + 1e-8) + self.decay * *x);
        }
    }
}
