//! Functions of the network that give the same bits on every machine: only sums, products and fused multiply-adds in a
//! fixed order, nothing from the platform's mathematics library.

/// The exponential function to about seven digits; inputs are clamped to ±87.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    // 2^k · e^r with |r| ≤ ln 2 / 2. Adding and taking away 1.5·2²³ rounds to a whole number without a branch.
    let shift = 12_582_912.0_f32;
    let k = x.mul_add(std::f32::consts::LOG2_E, shift) - shift;
    let r = k.mul_add(-0.693_359_4, x);
    let r = k.mul_add(2.121_944_4e-4, r);
    let p = 1.987_569_1e-4_f32;
    let p = p.mul_add(r, 1.398_2e-3);
    let p = p.mul_add(r, 8.333_452e-3);
    let p = p.mul_add(r, 4.166_579_6e-2);
    let p = p.mul_add(r, 1.666_666_5e-1);
    let p = p.mul_add(r, 0.5);
    let y = (p * r).mul_add(r, r) + 1.0;
    y * f32::from_bits((((k as i32) + 127) << 23) as u32)
}

/// The logistic function.
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// Linear above zero, a tenth of it below.
#[inline(always)]
pub fn leaky(x: f32) -> f32 {
    if x > 0.0 { x } else { 0.1 * x }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close() {
        for i in -800..800 {
            let x = i as f32 / 10.0;
            let (got, want) = (exp(x), x.exp());
            assert!((got - want).abs() <= 1e-6 * want, "{x}: {got} {want}");
        }
    }

    #[test]
    fn sigmoid_stays_in_its_range() {
        assert_eq!(sigmoid(0.0), 0.5);
        assert!(sigmoid(-1e9) >= 0.0 && sigmoid(1e9) <= 1.0);
    }
}
