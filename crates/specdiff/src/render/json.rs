//! For programs.

use schemars::{JsonSchema, schema_for};

use crate::{accept::AcceptList, policy::Policy, report::Report};

pub(super) fn render(report: &Report) -> String {
    // Maps have string keys and numbers come from JSON, so that nothing in a report can fail to be written.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}

pub(super) fn schemas() -> Vec<(&'static str, String)> {
    vec![
        ("report.json", schema::<Report>()),
        ("accept-list.json", schema::<AcceptList>()),
        ("policy.json", schema::<Policy>()),
    ]
}

fn schema<T: JsonSchema>() -> String {
    let mut text = serde_json::to_string_pretty(&schema_for!(T)).unwrap_or_default();
    text.push('\n');
    text
}
