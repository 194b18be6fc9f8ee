//! Rule 2: who may depend on whom, as cargo sees it.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{Findings, shell};

/// Libraries that only some rooms may enter with.
const KEPT: &[(&str, &[&str])] = &[
    ("sqlx", &["umbridge-directory"]),
    ("poem", &["umbridge-vendors", "umbridge-server"]),
    ("poem-openapi", &["umbridge-vendors", "umbridge-server"]),
];

/// The arrows between our own crates; development dependencies are exempt.
const ARROWS: &[(&str, &[&str])] = &[
    ("umbridge-directory", &[]),
    ("umbridge-vendors", &["umbridge-directory"]),
    (
        "umbridge-server",
        &["umbridge-directory", "umbridge-vendors"],
    ),
    (
        "umbridge",
        &[
            "umbridge-server",
            "umbridge-vendors",
            "umbridge-conformance",
            "specdiff",
        ],
    ),
    ("umbridge-conformance", &[]),
    ("specdiff", &[]),
    ("xtask", &[]),
];

pub(crate) fn check() -> Result<Findings> {
    let metadata = shell::output(&["cargo", "metadata", "--no-deps", "--format-version", "1"])?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let packages = metadata["packages"].as_array().context("no packages")?;
    Ok(packages.iter().flat_map(judge).collect())
}

fn judge(package: &Value) -> Findings {
    let name = package["name"].as_str().unwrap_or_default();
    let Some((_, allowed)) = ARROWS.iter().find(|(crate_name, _)| *crate_name == name) else {
        return vec![format!(
            "{name}: a crate without arrows; add it to the rule"
        )];
    };
    let mut findings = Findings::new();
    for dependency in package["dependencies"].as_array().into_iter().flatten() {
        let (wanted, kind) = (
            dependency["name"].as_str().unwrap_or_default(),
            dependency["kind"].as_str(),
        );
        let ours = ARROWS.iter().any(|(crate_name, _)| *crate_name == wanted);
        if ours && kind != Some("dev") && !allowed.contains(&wanted) {
            findings.push(format!("{name}: no arrow leads to {wanted}"));
        }
        if let Some((_, keepers)) = KEPT.iter().find(|(library, _)| *library == wanted)
            && !keepers.contains(&name)
        {
            findings.push(format!(
                "{name}: {wanted} is kept by {}",
                keepers.join(" and ")
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[rstest::rstest]
    #[case::allowed("umbridge-vendors", "umbridge-directory", None, 0)]
    #[case::against_the_arrow("umbridge-directory", "umbridge-vendors", None, 1)]
    #[case::for_tests_only("umbridge-conformance", "umbridge-server", Some("dev"), 0)]
    #[case::linked("umbridge-conformance", "umbridge-server", None, 1)]
    #[case::sql_outside("umbridge-vendors", "sqlx", None, 1)]
    #[case::a_stranger("newcomer", "serde", None, 1)]
    fn dependencies_follow_the_arrows(
        #[case] name: &str,
        #[case] wanted: &str,
        #[case] kind: Option<&str>,
        #[case] findings: usize,
    ) {
        let package = json!({"name": name, "dependencies": [{"name": wanted, "kind": kind}]});
        assert_eq!(super::judge(&package).len(), findings);
    }
}
