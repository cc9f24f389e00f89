//! Writes a trained network in the format that `whosays::model` reads.

use std::path::Path;

use whosays::model::format::Writer;

use super::data::Inventory;
use super::network::Network;

/// Writes the network: label lists, then every block of parameters; matrices as bytes with one scale a column, vectors
/// as they are.
pub(crate) fn write(path: &Path, network: &Network, inventory: &Inventory) -> Result<(), String> {
    let mut writer = Writer::default();
    writer.text("layers", &network.layers());
    for (name, labels) in [
        ("tags", &inventory.tags),
        ("lemmas", &inventory.lemmas),
        ("relations", &inventory.relations),
        ("names", &inventory.names),
    ] {
        writer.text(name, &labels.join("\n"));
    }
    for (i, block) in network.params.blocks.iter().enumerate() {
        match (i, block.rows) {
            (0, _) => writer.rows(&block.name, &block.value, block.cols),
            (_, 1) => writer.floats(&block.name, &block.value, block.cols),
            _ => writer.columns(&block.name, &block.value, block.cols),
        }
    }
    std::fs::write(path, writer.finish()).map_err(|e| format!("{}: {e}", path.display()))
}
