//! The JSON Schemas of the suite's files and of its report.
//!
//! They are generated from the Rust types and committed under `schema/`, so
//! that editors complete and check the YAML.

use schemars::{JsonSchema, schema_for};

use crate::compare::Comparison;
use crate::report::Report;
use crate::suite::case::Case;
use crate::suite::claim::Claims;
use crate::suite::operation::Operations;
use crate::suite::profile::Profile;
use crate::suite::waiver::Waivers;
use crate::target::{DeviationsFile, TargetFile};

/// Every schema with the name of its file under `conformance/schema`.
#[must_use]
pub fn schemas() -> Vec<(&'static str, String)> {
    vec![
        ("claims.json", text::<Claims>()),
        ("waived.json", text::<Waivers>()),
        ("case.json", text::<Case>()),
        ("operations.json", text::<Operations>()),
        ("profile.json", text::<Profile>()),
        ("report.json", text::<Report>()),
        ("comparison.json", text::<Comparison>()),
        ("target.json", text::<TargetFile>()),
        ("deviations.json", text::<DeviationsFile>()),
    ]
}

fn text<T: JsonSchema>() -> String {
    let mut text = serde_json::to_string_pretty(&schema_for!(T)).unwrap_or_default();
    text.push('\n');
    text
}
