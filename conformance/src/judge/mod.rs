//! From an answer to a verdict.

pub(crate) mod answer;
pub(crate) mod pattern;
pub(crate) mod verdict;
