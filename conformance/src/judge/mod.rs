//! From an answer to a verdict.

pub(crate) mod answer;
pub(crate) mod example;
pub(crate) mod history;
pub(crate) mod pattern;
pub(crate) mod sight;
pub(crate) mod verdict;
