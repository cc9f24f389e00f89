//! The network that tags, parses and finds names: its features, its file and its forward pass.
//!
//! Training is not here (`cargo xtask train`); nothing here can learn.

pub mod feature;
pub mod format;
mod kernel;
pub mod math;
mod network;
mod tree;

pub use format::ModelError;
pub use network::{Analysis, Network};
