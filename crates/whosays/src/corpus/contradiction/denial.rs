//! What one says and another denies.
