//! Comparing: pair what belongs together, find what changed, judge it, group it by root cause.

mod operations;
mod report;

use crate::{finding::Comparison, load::Document, policy::Policy};

/// What changed from `base` to `revision`, judged by the law and then by `policy`.
#[must_use]
pub fn compare(base: &Document, revision: &Document, policy: &Policy) -> Comparison {
    let mut report = report::Report::new(base, revision, policy);
    operations::compare(&mut report);
    report.finish()
}
