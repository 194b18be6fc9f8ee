//! The committed documents before tools that are not ours: a linter, and a fuzzer that believes them.

use std::{
    fs,
    path::PathBuf,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use anyhow::{Context, Result, anyhow, ensure};

use super::{fresh, judged};
use crate::{Findings, shell};

/// Where `.ci/run` puts the tools; the same on every machine, and ignored by git.
const TOOLS: &str = "target/ci";

/// Examples that the fuzzer makes up for every operation: what fits into CI's time.
const EXAMPLES: &str = "60";

/// How each document's server is to be called: the seed's credentials. A new vendor without an entry is
/// fuzzed without a credential.
const CREDENTIALS: &[(&str, &str)] = &[
    // admin@umbridge.example/token:zendesk-admin-token
    (
        "zendesk",
        "Authorization: Basic YWRtaW5AdW1icmlkZ2UuZXhhbXBsZS90b2tlbjp6ZW5kZXNrLWFkbWluLXRva2Vu",
    ),
    ("uipath", "Authorization: Bearer 1234"),
    ("braze", "Authorization: Bearer YOUR_REST_API_KEY"),
    ("genauth", "Authorization: Bearer genauth-management-token"),
];

/// Checks that a vendor's document contradicts, with the reason.
const EXEMPT: &[(&str, &str, &str)] = &[
    (
        "zendesk",
        "negative_data_rejection",
        "members that a body does not take are left aside whatever they hold, and null is absence",
    ),
    (
        "uipath",
        "unsupported_method",
        "the token endpoint answers every method in OAuth's words: 400",
    ),
    (
        "zendesk",
        "unsupported_method",
        "the router knows no endpoint by another method: 404",
    ),
    (
        "braze",
        "unsupported_method",
        "a wrong method is an invalid URL: 404",
    ),
    (
        "genauth",
        "unsupported_method",
        "every answer is HTTP 200, the status stands in the body",
    ),
    (
        "genauth",
        "negative_data_rejection",
        "every answer is HTTP 200, the status stands in the body",
    ),
    (
        "genauth",
        "missing_required_header",
        "every answer is HTTP 200, the status stands in the body",
    ),
    (
        "genauth",
        "ignored_auth",
        "every answer is HTTP 200, the status stands in the body",
    ),
];

/// A tool that `.ci/run` installed.
pub(super) fn tool(path: &str) -> Result<String> {
    let tool = shell::root().join(TOOLS).join(path);
    ensure!(
        tool.exists(),
        "{TOOLS}/{path} is not installed; .ci/run installs it"
    );
    Ok(tool.to_string_lossy().into_owned())
}

fn documents() -> Result<Vec<(String, String)>> {
    let mut found: Vec<PathBuf> = fs::read_dir(shell::root().join("openapi"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()?;
    found.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    ensure!(!found.is_empty(), "openapi/ holds no document");
    found.sort();
    found
        .iter()
        .map(|path| {
            let name = path
                .file_stem()
                .context("a file without a name")?
                .to_string_lossy()
                .into_owned();
            Ok((name, path.to_string_lossy().into_owned()))
        })
        .collect()
}

pub(super) fn lint() -> Result<Findings> {
    let redocly = tool("node_modules/.bin/redocly")?;
    let mut words = vec![redocly.as_str(), "lint", "--config", ".ci/redocly.yaml"];
    let documents = documents()?;
    words.extend(documents.iter().map(|(_, path)| path.as_str()));
    judged(shell::succeeds(&words)?, || "redocly lint".into())
}

/// Every document before the fuzzer, which uses one core: one document takes as long as all others together.
pub(super) fn fuzz() -> Result<Findings> {
    let schemathesis = tool("venv/bin/schemathesis")?;
    let emulator = fresh(&[])?;
    let documents = documents()?;
    let next = AtomicUsize::default();
    let lane = || {
        let mut findings = Findings::new();
        while let Some((name, path)) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
            findings.extend(fuzz_one(&schemathesis, &emulator.base_url, name, path)?);
        }
        Ok(findings)
    };
    thread::scope(|scope| {
        let lanes = [scope.spawn(lane), scope.spawn(lane)];
        let mut findings = Findings::new();
        for lane in lanes {
            let found: Result<Findings> = lane.join().map_err(|_| anyhow!("a lane panicked"))?;
            findings.extend(found?);
        }
        Ok(findings)
    })
}

fn fuzz_one(schemathesis: &str, base_url: &str, name: &str, path: &str) -> Result<Findings> {
    // All checks are the default; to name them would overrule what the file says of single operations.
    let mut words = vec![
        schemathesis,
        "--config-file",
        ".ci/schemathesis.toml",
        "run",
        path,
    ];
    words.extend([
        "--url",
        base_url,
        "--max-examples",
        EXAMPLES,
        "--seed",
        "2908",
    ]);
    if let Some((_, header)) = CREDENTIALS.iter().find(|(vendor, _)| *vendor == name) {
        words.extend(["--header", header]);
    }
    let exempt: Vec<&str> = EXEMPT
        .iter()
        .filter(|(vendor, ..)| *vendor == name)
        .map(|(_, check, _)| *check)
        .collect();
    let exempt = exempt.join(",");
    if !exempt.is_empty() {
        words.extend(["--exclude-checks", &exempt]);
    }
    judged(shell::succeeds_beside_others(&words)?, || {
        format!("schemathesis on {name}")
    })
}
