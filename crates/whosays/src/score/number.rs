//! Numbers on a scale, such as how certain it is that something happened (−3 to +3).

/// Mean of the absolute differences, in units of the scale; `None` of nothing. Values without a partner are left out.
///
/// ```
/// assert_eq!(whosays::score::number::mean_absolute_error(&[3.0, -3.0], &[2.0, -3.0]), Some(0.5));
/// ```
pub fn mean_absolute_error(gold: &[f64], predicted: &[f64]) -> Option<f64> {
    let off: Vec<f64> = gold.iter().zip(predicted).map(|(g, p)| (g - p).abs()).collect();
    (!off.is_empty()).then(|| off.iter().sum::<f64>() / off.len() as f64)
}

/// Pearson's r, −1 to 1; `None` if one side does not vary.
///
/// ```
/// assert_eq!(whosays::score::number::pearson(&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0]), Some(1.0));
/// ```
pub fn pearson(gold: &[f64], predicted: &[f64]) -> Option<f64> {
    let n = gold.len().min(predicted.len());
    let (x, y) = (&gold[..n], &predicted[..n]);
    let mean = |values: &[f64]| values.iter().sum::<f64>() / n as f64;
    let (mean_x, mean_y) = (mean(x), mean(y));
    let product = |(a, b): (&f64, &f64)| (a - mean_x) * (b - mean_y);
    let covariance: f64 = x.iter().zip(y).map(product).sum();
    let spread_x: f64 = x.iter().map(|a| (a - mean_x).powi(2)).sum();
    let spread_y: f64 = y.iter().map(|b| (b - mean_y).powi(2)).sum();
    let spread = (spread_x * spread_y).sqrt();
    (spread > 0.0).then(|| covariance / spread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposite_numbers_correlate_negatively_and_constant_ones_not_at_all() {
        assert_eq!(pearson(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]), Some(-1.0));
        assert_eq!(pearson(&[1.0, 2.0], &[5.0, 5.0]), None);
        assert_eq!(mean_absolute_error(&[], &[]), None);
    }
}
