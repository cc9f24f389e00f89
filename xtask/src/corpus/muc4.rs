//! MUC-3 and MUC-4 (1991, 1992): reports on political violence in Latin America with incident templates.
//!
//! Format: one JSON object a message with `text` (capitals only, wire furniture in square brackets), `split` (`dev`, `tst1`,
//! `tst2`, `tst3`) and `templates`, each a map from slot to fills. A fill such as `? SUSPECTED OR ACCUSED: "A" / "B"` is a
//! value (several, if separated by slashes), the names of what it is the value of, and a question mark if it is optional.
//! `12 NOV 89`, `- 12 NOV 89` (not after), `17 JUN 89 - 20 JUN 89` are dates; `PERU: CUSCO (DEPARTMENT): X (TOWN)`
//! goes from the country down, alternatives in brackets.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use super::{Result, Shared, Split};

/// One message.
#[derive(Clone, PartialEq, Debug)]
pub struct Message {
    /// Its id.
    pub id: String,
    /// `dev`, `tst1`, `tst2` or `tst3`.
    pub part: String,
    /// The text.
    pub text: String,
    /// Its incidents; none if it is not relevant.
    pub templates: Vec<Template>,
}

impl Message {
    /// The 1,300 messages of the development part are for learning, `tst1` and `tst2` to look at, `tst3` is only measured.
    pub fn split(&self) -> Split {
        match self.part.as_str() {
            "dev" => Split::Train,
            "tst3" => Split::Test,
            _ => Split::Dev,
        }
    }
}

/// One incident.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Template {
    /// May be given, need not.
    pub optional: bool,
    /// Fills by slot, such as `PERP: ORGANIZATION ID`.
    pub slots: BTreeMap<String, Vec<Fill>>,
}

impl Template {
    /// The fills of a slot.
    pub fn slot(&self, name: &str) -> &[Fill] {
        self.slots.get(name).map_or(&[], Vec::as_slice)
    }
}

/// One fill.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fill {
    /// May be given, need not.
    pub optional: bool,
    /// The values, any of which is right: `DEATH`, `12`, `30 DEC 89`; empty if the fill is a name.
    pub values: Vec<String>,
    /// The names, any of which is right, without quotation marks.
    pub names: Vec<String>,
}

impl Fill {
    fn parse(text: &str) -> Self {
        let (optional, text) = match text.trim().strip_prefix('?') {
            Some(rest) => (true, rest.trim()),
            None => (false, text.trim()),
        };
        let quote = text.find('"').unwrap_or(text.len());
        let values = text[..quote].trim().trim_end_matches(':');
        let names = text[quote..].split('"').skip(1).step_by(2);
        Self {
            optional,
            values: values.split(" / ").map(unbracketed).filter(|value| !value.is_empty()).collect(),
            names: names.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect(),
        }
    }

    /// The first and last day of a date; `None` at the front of one that is only not later than a day.
    pub fn days(&self) -> Option<(Option<Date>, Date)> {
        let text = self.values.first()?;
        match text.split_once('-') {
            None => day(text).map(|day| (Some(day), day)),
            Some((from, to)) => Some((day(from), day(to)?)),
        }
    }

    /// The names of a place from the country down, without their kinds, for each alternative.
    pub fn places(&self) -> Vec<Vec<String>> {
        let levels = |value: &String| {
            let parts = value.split([':', '-']).map(|part| part.split('(').next().unwrap_or("").trim().to_owned());
            parts.filter(|part| !part.is_empty()).collect()
        };
        self.values.iter().map(levels).collect()
    }
}

/// Takes off the brackets around an alternative, not the ones that belong to it.
fn unbracketed(value: &str) -> String {
    let value = value.trim();
    let inner = value.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.unwrap_or(value).trim().to_owned()
}

/// `30 DEC 89`; the corpus is of the twentieth century.
fn day(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    let mut words = text.split_whitespace();
    let (day, month, year) = (words.next()?.parse().ok()?, words.next()?, words.next()?.parse::<i16>().ok()?);
    let month = MONTHS.iter().position(|name| month.starts_with(name))?;
    Date::new(1900 + year % 100, i8::try_from(month + 1).ok()?, day).ok()
}

#[derive(Deserialize)]
struct RawMessage {
    id: String,
    split: String,
    text: String,
    templates: Vec<BTreeMap<String, Value>>,
}

/// All messages, in the order of the file.
///
/// # Errors
///
/// If the file is missing or damaged.
pub fn messages(shared: &Shared) -> Result<Vec<Message>> {
    let raw: Vec<RawMessage> = shared.records("corpora/muc4/dev_tst1_tst2_tst3.jsonl.gz")?;
    let message = |raw: RawMessage| Message {
        id: raw.id,
        part: raw.split,
        text: raw.text,
        templates: raw.templates.iter().map(template).collect(),
    };
    Ok(raw.into_iter().map(message).collect())
}

fn template(raw: &BTreeMap<String, Value>) -> Template {
    let fills = |value: &Value| -> Option<Vec<Fill>> {
        Some(value.as_array()?.iter().filter_map(Value::as_str).map(Fill::parse).collect())
    };
    Template {
        optional: raw.get("optional").and_then(Value::as_bool).unwrap_or(false),
        slots: raw.iter().filter_map(|(slot, value)| Some((slot.clone(), fills(value)?))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_are_values_of_names() {
        let fill = Fill::parse("? SUSPECTED OR ACCUSED / POSSIBLE: \"NORTHERN FRONT\" / \"NF\"");
        assert_eq!((fill.optional, fill.values.len(), fill.names.len()), (true, 2, 2));
        assert_eq!(Fill::parse("DEATH: \"CLERK\"").values, ["DEATH"]);
        assert_eq!(Fill::parse("\"SHEPHERDS\"").names, ["SHEPHERDS"]);
    }

    #[test]
    fn dates_may_be_ranges_or_bounds() {
        let days =
            |text: &str| Fill::parse(text).days().map(|(from, to)| (from.map(|day| day.to_string()), to.to_string()));
        assert_eq!(days("30 DEC 89"), Some((Some("1989-12-30".to_owned()), "1989-12-30".to_owned())));
        assert_eq!(days("- 09 DEC 89"), Some((None, "1989-12-09".to_owned())));
        assert_eq!(days("17 JUN 89 - 20 JUN 89").map(|days| days.1).as_deref(), Some("1989-06-20"));
        assert_eq!(days("SOON"), None);
    }

    #[test]
    fn places_go_from_the_country_down() {
        let fill = Fill::parse("(PERU: TUMBES (CITY)) / (PERU: TUMBES (DEPARTMENT): ZORRITOS (TOWN))");
        assert_eq!(fill.places(), [vec!["PERU", "TUMBES"], vec!["PERU", "TUMBES", "ZORRITOS"]]);
    }
}
