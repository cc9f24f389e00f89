//! The tables of one language, compiled.

use whosays_data::Language;

use super::QuantityKind;
use super::amount::{Action, Amount};
use crate::Lexicon;
use crate::document::phrase::pattern::ClassId;
use crate::document::phrase::{
    self, Atom, Cascade, Chart, Edge, Lexemes, Numerals, PatternReader, TableError, Vocabulary,
};

/// The number words, units and rules of one language, compiled from its tables `quantity`, `unit` and `number`.
///
/// It holds no state: one value serves any number of reports and threads.
///
/// ```
/// let rules = whosays::document::quantity::Rules::read(&whosays_data::ENGLISH)?;
/// # Ok::<(), whosays::document::TableError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rules {
    pub(super) vocabulary: Vocabulary,
    pub(super) cascade: Cascade<Action>,
    units: Lexemes<(ClassId, Amount)>,
    numerals: Numerals,
    number: ClassId,
    digits: ClassId,
    ordinal: ClassId,
}

impl Rules {
    /// Compiles a language's tables.
    ///
    /// # Errors
    ///
    /// A table is missing, or a row cannot be read.
    pub fn read(language: &Language) -> Result<Self, TableError> {
        let mut reader = PatternReader::new(&["to"]);
        let numerals = Numerals::read(&phrase::table(language, "number")?, &mut reader.vocabulary)?;
        let units = units(&phrase::table(language, "unit")?, &mut reader)?;
        let (number, digits) = (reader.class("number"), reader.class("digits"));
        let ordinal = reader.class("ordinal");
        let table = phrase::table(language, "quantity")?;
        let cascade = Cascade::read(&table, &mut reader, |_, row| Action::parse(row.get("value")))?;
        Ok(Self { vocabulary: reader.vocabulary, cascade, units, numerals, number, digits, ordinal })
    }

    /// Everything that the word lists and numerals know of a sentence.
    pub(super) fn chart(&self, atoms: &[Atom]) -> Chart<Amount> {
        let mut chart = Chart::new(atoms.len());
        for at in 0..atoms.len() {
            for (end, (class, amount)) in self.units.at(atoms, at) {
                chart.add(at, Edge { class: *class, end, payload: amount.clone() });
            }
            if let Some(numeral) = self.numerals.cardinal(atoms, at) {
                let class = if numeral.digits { self.digits } else { self.number };
                for class in [self.number, class].into_iter().take(1 + usize::from(numeral.digits)) {
                    chart.add(at, Edge { class, end: numeral.end, payload: Amount::from(numeral) });
                }
            }
            if let Some((end, value)) = self.numerals.ordinal(atoms, at) {
                let value = Some(f64::from(value));
                let payload = Amount { min: value, max: value, kind: QuantityKind::Ordinal, ..Amount::default() };
                chart.add(at, Edge { class: self.ordinal, end, payload });
            }
        }
        chart
    }
}

/// The units and currencies of the table `unit`.
fn units(table: &Lexicon, reader: &mut PatternReader) -> Result<Lexemes<(ClassId, Amount)>, TableError> {
    let mut units = Lexemes::default();
    for row in table.rows() {
        let word = row.get("word");
        let factor = row.get("factor").parse();
        let factor: f64 = factor.map_err(|_| TableError::new(table.name(), word, "`factor` must be a number"))?;
        let kind = if row.get("kind") == "money" { QuantityKind::Money } else { QuantityKind::Measure };
        let amount = Amount { kind, unit: Some(row.get("base").to_owned()), factor: Some(factor), ..Amount::default() };
        for class in row.list("class") {
            let class = reader.class(class);
            units.insert(&mut reader.vocabulary, word, row.get("capital") == "yes", (class, amount.clone()));
        }
    }
    Ok(units)
}
