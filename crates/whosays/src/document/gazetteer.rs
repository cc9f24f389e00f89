//! Places.

use crate::Span;
use crate::label::labels;

labels! {
    /// What a place does in its sentence.
    PlaceRole {
        /// Something happened there.
        Event = "event",
        /// The report was written there.
        Dateline = "dateline",
        /// It stands for a government (`Moscow said`).
        Actor = "actor",
        /// Anything else.
        Other = "other",
    }
}

/// One mention of a named place.
///
/// It is not a political judgement: where a territory is disputed, `country` is `disputed` and `claimed_by` lists the
/// claimants. Coordinates are WGS 84 degrees; identifiers are those of GeoNames (<https://www.geonames.org>).
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    /// Where it stands in the text; bytes, half-open.
    pub span: Span,
    /// The gazetteer's name.
    pub name: String,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// ISO 3166 alpha-3, or `disputed`.
    pub country: Option<String>,
    /// Claimants of a disputed territory (alpha-3, or the name of a de facto authority).
    pub claimed_by: Vec<String>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// What it does there.
    pub role: PlaceRole,
    /// The rule or table that found it.
    pub rule: String,
}
