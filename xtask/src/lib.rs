//! The chores of the repository: measuring, training, building the gazetteer, keeping the house tidy. Never shipped.

pub mod ci;
pub mod corpus;
pub mod eval;
pub mod eval_times;
pub mod gazetteer;
pub mod parse;
pub mod record;
pub mod tidy;
pub mod train;
