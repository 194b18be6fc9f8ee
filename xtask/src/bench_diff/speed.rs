//! Time and memory on one large document, the tools by turns.

use std::{
    fs,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use rand::{SeedableRng, rngs::StdRng};
use serde_json::Value;

use super::{
    Options,
    mutate::mutate,
    synthetic::{self, Web},
    tools::{Tool, Tools},
};

/// Edits between the two documents.
const EDITS: usize = 40;

/// How often each tool is run.
const ROUNDS: usize = 5;

/// Seconds after which a run is given up.
const PATIENCE: &str = "120";

/// GNU time, which tells what a process took; a busy machine changes the wall clock more than the processor's.
const TIME: &str = "/usr/bin/time";

pub(super) fn measure(tools: &Tools, options: &Options) -> Result<()> {
    ensure!(Path::new(TIME).exists(), "{TIME} is not installed");
    compare(tools, options, Web::Flat, ROUNDS)?;
    compare(tools, options, Web::Circles, 1)
}

fn compare(tools: &Tools, options: &Options, web: Web, rounds: usize) -> Result<()> {
    let mut random = StdRng::seed_from_u64(options.seed);
    let base = synthetic::document(web);
    let edit = |document: Value, _| mutate(&document, &mut random).document;
    let revision = (0..EDITS).fold(base.clone(), edit);
    let (base_file, revision_file) = (
        tools.folder.join("large-base.json"),
        tools.folder.join("large-revision.json"),
    );
    fs::write(&base_file, format!("{base:#}"))?;
    fs::write(&revision_file, format!("{revision:#}"))?;
    crate::print(&format!(
        "\n{} paths, {} bytes, {EDITS} edits, schemas {}; median of {rounds} by turns\n",
        base["paths"].as_object().map_or(0, serde_json::Map::len),
        fs::metadata(&base_file)?.len(),
        if web == Web::Flat {
            "refer to leaves"
        } else {
            "refer to each other in circles"
        },
    ));
    let all = [&tools.ours, &tools.oasdiff, &tools.redocly];
    let mut runs = all.map(|_| Vec::new());
    for _ in 0..rounds {
        for (tool, runs) in all.iter().zip(&mut runs) {
            runs.push(run(tool, &base_file, &revision_file)?);
        }
    }
    for (tool, runs) in all.iter().zip(runs) {
        crate::print(&line(tool.name, runs));
    }
    Ok(())
}

/// What one run took.
struct Cost {
    wall: Duration,
    /// Seconds of the processor.
    processor: f64,
    /// KiB at the peak.
    memory: u64,
}

fn line(name: &str, runs: Vec<Option<Cost>>) -> String {
    let Some(mut runs) = runs.into_iter().collect::<Option<Vec<Cost>>>() else {
        return format!("{name:<10} not done in {PATIENCE} s\n");
    };
    runs.sort_by(|one, other| one.processor.total_cmp(&other.processor));
    let median = &runs[runs.len() / 2];
    format!(
        "{name:<10}{:>8.2} s of the processor{:>8.2} s by the clock{:>8} MiB\n",
        median.processor,
        median.wall.as_secs_f64(),
        median.memory / 1024
    )
}

/// One run; nothing if it was given up.
fn run(tool: &Tool, base: &Path, revision: &Path) -> Result<Option<Cost>> {
    let before = [TIME, "-f", "cost %U %S %M", "timeout", PATIENCE];
    let begun = Instant::now();
    let output = tool
        .command(&before, base, revision)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .with_context(|| format!("cannot run {}", tool.name))?;
    let wall = begun.elapsed();
    // What timeout answers when it had to stop a program.
    if output.status.code() == Some(124) {
        return Ok(None);
    }
    let told = String::from_utf8_lossy(&output.stderr);
    let cost = told
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("cost "));
    let numbers: Vec<&str> = cost.context("no cost")?.split(' ').collect();
    let [user, system, memory] = numbers.as_slice() else {
        bail!("{TIME} told {numbers:?}");
    };
    Ok(Some(Cost {
        wall,
        processor: user.parse::<f64>()? + system.parse::<f64>()?,
        memory: memory.parse()?,
    }))
}
