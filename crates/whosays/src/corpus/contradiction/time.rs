//! Times that differ for one event.
