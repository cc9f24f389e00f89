//! Whether what a word tells of happened: UW, UDS-IH2, MEANTIME.

use whosays::score::number::{mean_absolute_error, pearson};

use super::{Context, Row, Skipped};
use crate::corpus::Split;
use crate::corpus::factuality::{Set, sentences};

/// Scores dev and test parts.
pub(super) fn run(context: &Context) -> Result<Vec<Row>, Skipped> {
    let nothing = || Skipped("the reader does not judge whether things happened".to_owned());
    let annotate = context.system.annotate_tokens.as_ref().ok_or_else(nothing)?;
    let mut rows = Vec::new();
    for (set, name) in [(Set::Uw, "UW factuality"), (Set::UdsIh2, "UDS-IH2"), (Set::Meantime, "MEANTIME")] {
        for split in [Split::Dev, Split::Test].into_iter().filter(|&split| context.reads(split)) {
            let (mut gold, mut judged) = (Vec::new(), Vec::new());
            for sentence in sentences(context.shared, set, split)? {
                let read = annotate(std::slice::from_ref(&sentence.tokens));
                let happened = read.first().map_or(&[][..], |sentence| &sentence.happened);
                if happened.is_empty() {
                    return Err(nothing());
                }
                for (token, label) in sentence.targets {
                    gold.push(label);
                    judged.push(happened.get(token).copied().unwrap_or(0.0));
                }
            }
            let row = |metric, value| Row::new(name, split.as_str(), metric, value, gold.len());
            rows.push(row("error MAE", mean_absolute_error(&gold, &judged)));
            rows.push(row("r (Pearson)", pearson(&gold, &judged)));
        }
    }
    Ok(rows)
}
