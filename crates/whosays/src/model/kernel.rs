//! The few loops where the time goes: products of matrices, and the logistic function over many values.
//!
//! Every result is made of fused multiply-adds in one fixed order, so that it has the same bits on every machine; the
//! vector width only decides how many results are made at once.

use super::math::sigmoid;

/// Columns that are computed together.
const PANEL: usize = 32;
/// Rows that are computed together. With this number, and not with every one, the sums stay in registers.
const ROWS: usize = 6;

/// A weight matrix, packed for [`linear`]: panels of [`PANEL`] columns, each panel row by row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights {
    inputs: usize,
    outputs: usize,
    panels: Vec<f32>,
    bias: Vec<f32>,
}

impl Weights {
    /// Packs a matrix stored input × output.
    pub(crate) fn pack(w: &[f32], inputs: usize, bias: &[f32]) -> Self {
        let outputs = bias.len();
        let count = outputs.div_ceil(PANEL);
        let mut panels = vec![0.0; count * inputs * PANEL];
        for (k, row) in w.chunks_exact(outputs.max(1)).enumerate().take(inputs) {
            for (j, &v) in row.iter().enumerate() {
                panels[(j / PANEL * inputs + k) * PANEL + j % PANEL] = v;
            }
        }
        let mut padded = bias.to_vec();
        padded.resize(count * PANEL, 0.0);
        Self { inputs, outputs, panels, bias: padded }
    }

    /// Packs the transpose of `rows` (each of length `inputs`), without a bias.
    pub(crate) fn pack_transposed(rows: &[f32], inputs: usize) -> Self {
        let outputs = rows.len() / inputs.max(1);
        let count = outputs.div_ceil(PANEL);
        let mut panels = vec![0.0; count * inputs * PANEL];
        for (j, row) in rows.chunks_exact(inputs).enumerate() {
            for (k, &v) in row.iter().enumerate() {
                panels[(j / PANEL * inputs + k) * PANEL + j % PANEL] = v;
            }
        }
        Self { inputs, outputs, panels, bias: vec![0.0; count * PANEL] }
    }

    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }
}

/// `x · w + b` for every row of `x`.
pub(crate) fn linear(x: &[f32], w: &Weights) -> Vec<f32> {
    let rows = x.len() / w.inputs.max(1);
    let mut out = vec![0.0; rows * w.outputs];
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the feature was just detected.
            #[allow(unsafe_code)]
            unsafe {
                linear_avx512(x, w, &mut out);
            }
            return out;
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: the features were just detected.
            #[allow(unsafe_code)]
            unsafe {
                linear_avx2(x, w, &mut out);
            }
            return out;
        }
    }
    linear_plain(x, w, &mut out);
    out
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,fma")]
fn linear_avx512(x: &[f32], w: &Weights, out: &mut [f32]) {
    linear_plain(x, w, out);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn linear_avx2(x: &[f32], w: &Weights, out: &mut [f32]) {
    linear_plain(x, w, out);
}

#[inline(always)]
fn linear_plain(x: &[f32], w: &Weights, out: &mut [f32]) {
    let (k, rows) = (w.inputs.max(1), x.len() / w.inputs.max(1));
    let together = rows / ROWS * ROWS;
    let turned = turned(&x[..together * k], k);
    let panels = w.panels.chunks_exact(k * PANEL).zip(w.bias.as_chunks::<PANEL>().0);
    for (panel, (weights, bias)) in panels.enumerate() {
        let width = PANEL.min(w.outputs - panel * PANEL);
        let mut put = |row: usize, sum: &[f32; PANEL]| {
            let at = row * w.outputs + panel * PANEL;
            out[at..at + width].copy_from_slice(&sum[..width]);
        };
        for (block, x) in turned.chunks_exact(ROWS * k).enumerate() {
            let sums = tile::<ROWS>(x, weights, bias);
            sums.iter().enumerate().for_each(|(r, sum)| put(block * ROWS + r, sum));
        }
        for row in together..rows {
            let [sum] = tile::<1>(&x[row * k..(row + 1) * k], weights, bias);
            put(row, &sum);
        }
    }
}

/// Blocks of [`ROWS`] rows, each turned into columns: what is multiplied with one row of weights stands together.
fn turned(x: &[f32], k: usize) -> Vec<f32> {
    let mut out = vec![0.0; x.len()];
    for (block, to) in x.chunks_exact(ROWS * k).zip(out.chunks_exact_mut(ROWS * k)) {
        for (r, row) in block.chunks_exact(k).enumerate() {
            for (v, to) in row.iter().zip(to.iter_mut().skip(r).step_by(ROWS)) {
                *to = *v;
            }
        }
    }
    out
}

/// `R` rows, turned into columns, times one panel of columns.
///
/// It is written so that the compiler keeps all sums in registers and uses vectors: every length inside the loop is
/// known, the sums are returned by value, the loops count. Without any of that it takes fifteen to forty times as long,
/// which `cargo bench -p whosays` shows at once.
#[inline(always)]
#[allow(clippy::needless_range_loop)] // with iterators the compiler does not see the vectors
fn tile<const R: usize>(x: &[f32], weights: &[f32], bias: &[f32; PANEL]) -> [[f32; PANEL]; R] {
    let mut sums = [*bias; R];
    for (values, weights) in x.as_chunks::<R>().0.iter().zip(weights.as_chunks::<PANEL>().0) {
        for r in 0..R {
            for c in 0..PANEL {
                sums[r][c] = values[r].mul_add(weights[c], sums[r][c]);
            }
        }
    }
    sums
}

/// The logistic function of every value.
pub(crate) fn sigmoids(values: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the feature was just detected.
            #[allow(unsafe_code)]
            unsafe {
                sigmoids_avx512(values);
            }
            return;
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: the features were just detected.
            #[allow(unsafe_code)]
            unsafe {
                sigmoids_avx2(values);
            }
            return;
        }
    }
    sigmoids_plain(values);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,fma")]
fn sigmoids_avx512(values: &mut [f32]) {
    sigmoids_plain(values);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn sigmoids_avx2(values: &mut [f32]) {
    sigmoids_plain(values);
}

#[inline(always)]
fn sigmoids_plain(values: &mut [f32]) {
    for v in values {
        *v = sigmoid(*v);
    }
}

/// Sums in sixteen lanes that are joined in a fixed order.
fn lane_sum(values: impl ExactSizeIterator<Item = f32>) -> f32 {
    let mut lanes = [0.0_f32; 16];
    for (i, v) in values.enumerate() {
        lanes[i % 16] += v;
    }
    lanes.iter().sum()
}

/// Layer normalisation of every row.
pub(crate) fn normalise(x: &[f32], gain: &[f32], bias: &[f32]) -> Vec<f32> {
    let d = gain.len();
    let n = d as f32;
    let mut out = vec![0.0; x.len()];
    for (row, to) in x.chunks_exact(d).zip(out.chunks_exact_mut(d)) {
        let mean = lane_sum(row.iter().copied()) / n;
        let variance = lane_sum(row.iter().map(|v| (v - mean) * (v - mean))) / n;
        let scale = 1.0 / (variance + 1e-5).sqrt();
        for j in 0..d {
            to[j] = (row[j] - mean) * scale * gain[j] + bias[j];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn product_agrees_with_the_plain_loop() {
        let (rows, inputs, outputs) = (9, 7, 45);
        let value = |i: usize| ((i * 37 % 101) as f32 - 50.0) / 25.0;
        let x: Vec<f32> = (0..rows * inputs).map(value).collect();
        let w: Vec<f32> = (0..inputs * outputs).map(|i| value(i + 5)).collect();
        let bias: Vec<f32> = (0..outputs).map(value).collect();
        let packed = Weights::pack(&w, inputs, &bias);
        let got = linear(&x, &packed);
        let mut plain = vec![0.0; rows * outputs];
        linear_plain(&x, &packed, &mut plain);
        assert_eq!(got, plain, "the same bits whatever the vector width");
        for r in 0..rows {
            for c in 0..outputs {
                let want = (0..inputs).fold(bias[c], |s, k| x[r * inputs + k].mul_add(w[k * outputs + c], s));
                assert_eq!(got[r * outputs + c], want);
            }
        }
    }
}
