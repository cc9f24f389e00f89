//! Dense matrices and their products, for training only.

/// A matrix in row-major order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mat {
    pub(crate) rows: usize,
    pub(crate) cols: usize,
    pub(crate) data: Vec<f32>,
}

impl Mat {
    pub(crate) fn zeros(rows: usize, cols: usize) -> Self {
        Self { rows, cols, data: vec![0.0; rows * cols] }
    }

    pub(crate) fn row(&self, i: usize) -> &[f32] {
        &self.data[i * self.cols..(i + 1) * self.cols]
    }

    pub(crate) fn row_mut(&mut self, i: usize) -> &mut [f32] {
        &mut self.data[i * self.cols..(i + 1) * self.cols]
    }

    /// Adds another matrix of the same size.
    pub(crate) fn add(&mut self, other: &Mat) {
        for (a, b) in self.data.iter_mut().zip(&other.data) {
            *a += b;
        }
    }
}

/// How an operand is read.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Op {
    Plain,
    Transposed,
}

/// `c = beta · c + op(a) · op(b)`, where `a` is m×k and `b` k×n after their operations.
pub(crate) fn product(
    a: (&[f32], usize, Op),
    b: (&[f32], usize, Op),
    c: &mut [f32],
    dims: (usize, usize, usize),
    beta: f32,
) {
    let (m, k, n) = dims;
    if m == 0 || n == 0 {
        return;
    }
    let strides = |cols: usize, op| if op == Op::Plain { (cols as isize, 1) } else { (1, cols as isize) };
    let ((rsa, csa), (rsb, csb)) = (strides(a.1, a.2), strides(b.1, b.2));
    let fits = |len: usize, rows: usize, cols: usize, rs: isize, cs: isize| {
        rows == 0 || cols == 0 || ((rows - 1) * rs as usize + (cols - 1) * cs as usize) < len
    };
    assert!(fits(a.0.len(), m, k, rsa, csa) && fits(b.0.len(), k, n, rsb, csb) && c.len() >= m * n, "matrix sizes");
    // SAFETY: the assertion above checks that every element that the product reads or writes lies in its slice.
    #[allow(unsafe_code)]
    unsafe {
        matrixmultiply::sgemm(
            m,
            k,
            n,
            1.0,
            a.0.as_ptr(),
            rsa,
            csa,
            b.0.as_ptr(),
            rsb,
            csb,
            beta,
            c.as_mut_ptr(),
            n as isize,
            1,
        );
    }
}

/// `x · w + b` for every row of `x`; `w` is stored input × output.
pub(crate) fn linear(x: &Mat, w: &[f32], b: &[f32]) -> Mat {
    let n = b.len();
    let mut out = Mat::zeros(x.rows, n);
    for i in 0..x.rows {
        out.row_mut(i).copy_from_slice(b);
    }
    product((&x.data, x.cols, Op::Plain), (w, n, Op::Plain), &mut out.data, (x.rows, x.cols, n), 1.0);
    out
}

/// The gradients of [`linear`]: adds to those of `w` and `b`, returns that of `x`.
pub(crate) fn linear_back(x: &Mat, w: &[f32], d: &Mat, dw: &mut [f32], db: &mut [f32]) -> Mat {
    let n = d.cols;
    product((&x.data, x.cols, Op::Transposed), (&d.data, n, Op::Plain), dw, (x.cols, x.rows, n), 1.0);
    for i in 0..d.rows {
        for (g, v) in db.iter_mut().zip(d.row(i)) {
            *g += v;
        }
    }
    let mut dx = Mat::zeros(x.rows, x.cols);
    product((&d.data, n, Op::Plain), (w, n, Op::Transposed), &mut dx.data, (x.rows, n, x.cols), 0.0);
    dx
}

/// Layer normalisation of every row; returns the result, the normalised rows and the reciprocal deviations.
pub(crate) fn normalise(x: &Mat, gain: &[f32], bias: &[f32]) -> (Mat, Mat, Vec<f32>) {
    let (mut out, mut hat) = (Mat::zeros(x.rows, x.cols), Mat::zeros(x.rows, x.cols));
    let mut scales = Vec::with_capacity(x.rows);
    let n = x.cols as f32;
    for i in 0..x.rows {
        let row = x.row(i);
        let mean = row.iter().sum::<f32>() / n;
        let variance = row.iter().map(|v| (v - mean) * (v - mean)).sum::<f32>() / n;
        let scale = 1.0 / (variance + 1e-5).sqrt();
        for (j, v) in row.iter().enumerate() {
            let h = (v - mean) * scale;
            hat.data[i * x.cols + j] = h;
            out.data[i * x.cols + j] = h * gain[j] + bias[j];
        }
        scales.push(scale);
    }
    (out, hat, scales)
}

/// The gradients of [`normalise`].
pub(crate) fn normalise_back(
    hat: &Mat,
    scales: &[f32],
    gain: &[f32],
    d: &Mat,
    dgain: &mut [f32],
    dbias: &mut [f32],
) -> Mat {
    let mut dx = Mat::zeros(d.rows, d.cols);
    let n = d.cols as f32;
    for (i, &scale) in scales.iter().enumerate().take(d.rows) {
        let (h, g) = (hat.row(i), d.row(i));
        let (mut sum, mut dot) = (0.0, 0.0);
        for j in 0..d.cols {
            dgain[j] += g[j] * h[j];
            dbias[j] += g[j];
            let v = g[j] * gain[j];
            sum += v;
            dot += v * h[j];
        }
        for (j, out) in dx.row_mut(i).iter_mut().enumerate() {
            *out = scale * (g[j] * gain[j] - sum / n - h[j] * dot / n);
        }
    }
    dx
}

/// A small random number generator (PCG-XSH-RR), so that training depends on nothing but its seed.
#[derive(Clone, Debug)]
pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) fn new(seed: u64) -> Self {
        let mut rng = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        rng.next();
        rng
    }

    pub(crate) fn next(&mut self) -> u32 {
        let old = self.0;
        self.0 = old.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((((old >> 18) ^ old) >> 27) as u32).rotate_right((old >> 59) as u32)
    }

    /// A number in 0..1.
    pub(crate) fn uniform(&mut self) -> f32 {
        (self.next() >> 8) as f32 / (1 << 24) as f32
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((u64::from(self.next()) * n as u64) >> 32) as usize
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
