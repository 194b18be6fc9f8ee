//! Limits and choices, each with its source.

/// Inferred: replace by what the document says, and cite it.
pub(super) const MAX_IDS: usize = 100;
