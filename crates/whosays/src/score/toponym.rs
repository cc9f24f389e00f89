//! Place names and the coordinates they are given.

use super::span::exact;
use super::{Counts, percent};
use crate::Span;

/// A place within this distance of the right one counts as right: 161 km, that is 100 miles, the custom of the field
/// since Cheng et al. 2010.
pub const ACCURATE_KM: f64 = 161.0;
/// Mean radius of the earth.
const EARTH_KM: f64 = 6371.0;

/// A place name of either side.
#[derive(Clone, PartialEq, Debug)]
pub struct Toponym {
    /// Where it stands; any unit.
    pub span: Span,
    /// Latitude and longitude in degrees; `None` if unknown.
    pub at: Option<(f64, f64)>,
}

/// The scores of one text; add them up over texts.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Scores {
    /// Names with the same ends.
    pub names: Counts,
    /// Names found that have gold coordinates.
    pub located: usize,
    /// Of these, the ones that were put within [`ACCURATE_KM`].
    pub accurate: usize,
    /// Names that were found and put right; what is left of recall and precision after both steps.
    pub both: Counts,
    /// How far off the found names were put, in km; half the globe's girth where they were not put anywhere.
    pub errors_km: Vec<f64>,
}

impl Scores {
    /// Share of the found names that were put right, in percent (Gritta et al. 2020: accuracy@161km).
    pub fn accuracy(&self) -> Option<f64> {
        percent(self.accurate, self.located)
    }

    /// The middle one of the errors in km.
    pub fn median_km(&self) -> Option<f64> {
        let mut errors = self.errors_km.clone();
        errors.sort_by(f64::total_cmp);
        errors.get(errors.len() / 2).copied()
    }
}

impl std::ops::AddAssign for Scores {
    fn add_assign(&mut self, other: Self) {
        self.names += other.names;
        self.located += other.located;
        self.accurate += other.accurate;
        self.both += other.both;
        self.errors_km.extend(other.errors_km);
    }
}

/// Scores the place names of one text.
pub fn score(gold: &[Toponym], predicted: &[Toponym]) -> Scores {
    let spans = |places: &[Toponym]| places.iter().map(|place| place.span).collect::<Vec<_>>();
    let mut scores = Scores { names: exact(&spans(gold), &spans(predicted)), ..Scores::default() };
    for g in gold {
        let Some(at) = g.at else { continue };
        let Some(p) = predicted.iter().find(|p| p.span == g.span) else { continue };
        let off = p.at.map_or(std::f64::consts::PI * EARTH_KM, |other| distance_km(at, other));
        scores.located += 1;
        scores.accurate += usize::from(off <= ACCURATE_KM);
        scores.errors_km.push(off);
    }
    scores.both = Counts { right: scores.accurate, ..scores.names };
    scores
}

/// The great-circle distance between two points of latitude and longitude in degrees, by the haversine formula, in km.
pub fn distance_km(from: (f64, f64), to: (f64, f64)) -> f64 {
    let [lat, lon, other_lat, other_lon] = [from.0, from.1, to.0, to.1].map(f64::to_radians);
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    let h = half(other_lat - lat) + lat.cos() * other_lat.cos() * half(other_lon - lon);
    2.0 * EARTH_KM * h.sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_globe() {
        let (vienna, sydney) = ((48.21, 16.37), (-33.87, 151.21));
        assert!((distance_km(vienna, sydney) - 15_980.0).abs() < 50.0, "{}", distance_km(vienna, sydney));
        assert_eq!(distance_km(vienna, vienna), 0.0);
    }

    #[test]
    fn a_name_found_but_put_elsewhere_is_not_accurate() {
        let at = |start, at| Toponym { span: Span::new(start, start + 5), at };
        let gold = [at(0, Some((31.6, 74.3))), at(10, Some((10.0, 10.0))), at(20, None), at(30, Some((0.0, 0.0)))];
        let read = [at(0, Some((31.0, 74.0))), at(10, Some((40.0, 10.0))), at(20, None), at(40, None)];
        let scores = score(&gold, &read);
        assert_eq!((scores.names.right, scores.located, scores.accurate), (3, 2, 1));
        assert_eq!(scores.accuracy(), Some(50.0));
    }
}
