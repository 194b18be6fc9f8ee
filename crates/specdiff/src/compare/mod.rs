//! Comparing: pair what belongs together, find what changed, judge it, group it by root cause.

mod bodies;
mod callbacks;
mod components;
mod delta;
mod described;
mod encoding;
mod headers;
mod operations;
mod parameter;
mod parameters;
mod place;
mod reach;
mod report;
mod responses;
mod routes;
mod run;
mod schemas;
mod security;
mod servers;
mod unchanged;
mod words;

use crate::{finding::Comparison, load::Document, policy::Policy};

/// What changed from `base` to `revision`, judged by the law and then by `policy`.
#[must_use]
pub fn compare(base: &Document, revision: &Document, policy: &Policy) -> Comparison {
    whole(run::Run::new(base, revision, policy))
}

fn whole(mut run: run::Run<'_>) -> Comparison {
    run.document();
    run.operations();
    run.schemas.settle();
    run.reach();
    run.components();
    run.report.finish()
}
