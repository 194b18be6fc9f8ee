//! Time and memory on one large document, the tools by turns.

use std::{
    fs,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use rand::{SeedableRng, rngs::StdRng};

use super::{
    Options,
    mutate::mutate,
    synthetic,
    tools::{Tool, Tools},
};

/// Edits between the two documents.
const EDITS: usize = 40;

/// How often each tool is run.
const ROUNDS: usize = 5;

/// GNU time, which tells the peak of a process's memory.
const TIME: &str = "/usr/bin/time";

pub(super) fn measure(tools: &Tools, options: &Options) -> Result<()> {
    let mut random = StdRng::seed_from_u64(options.seed);
    let base = synthetic::document();
    let revision = (0..EDITS).fold(base.clone(), |document, _| {
        mutate(&document, &mut random).document
    });
    let files = [
        ("large-base.json", &base),
        ("large-revision.json", &revision),
    ]
    .map(|(name, document)| {
        let path = tools.folder.join(name);
        fs::write(&path, format!("{document:#}")).map(|()| path)
    });
    let [base_file, revision_file] = files;
    let (base_file, revision_file) = (base_file?, revision_file?);
    crate::print(&format!(
        "\n{} paths, {} bytes, {EDITS} edits; median of {ROUNDS} runs by turns\n",
        base["paths"].as_object().map_or(0, serde_json::Map::len),
        fs::metadata(&base_file)?.len()
    ));
    let all = [&tools.ours, &tools.oasdiff, &tools.redocly];
    let mut runs = vec![Vec::new(); all.len()];
    for _ in 0..ROUNDS {
        for (tool, runs) in all.iter().zip(&mut runs) {
            runs.push(run(tool, &base_file, &revision_file)?);
        }
    }
    let mut ours = None;
    for (tool, mut runs) in all.iter().zip(runs) {
        runs.sort_unstable();
        let (time, _) = runs[ROUNDS / 2];
        let memory = runs.iter().filter_map(|(_, memory)| *memory).max();
        let ratio = time.as_secs_f64() / ours.get_or_insert(time).as_secs_f64();
        let memory = memory.map_or("not measured".to_owned(), |memory| {
            format!("{} MiB", memory / 1024)
        });
        crate::print(&format!(
            "{:<10}{:>8} ms ({ratio:.1}x){:>14} at its peak\n",
            tool.name,
            time.as_millis(),
            memory
        ));
    }
    Ok(())
}

/// The time of one run and its peak memory in KiB, where that can be told.
fn run(tool: &Tool, base: &Path, revision: &Path) -> Result<(Duration, Option<u64>)> {
    let measured = Path::new(TIME).exists();
    let before: &[&str] = if measured {
        &[TIME, "-f", "peak %M"]
    } else {
        &[]
    };
    let begun = Instant::now();
    let output = tool
        .command(before, base, revision)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .with_context(|| format!("cannot run {}", tool.name))?;
    let time = begun.elapsed();
    let told = String::from_utf8_lossy(&output.stderr);
    let peak = told
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("peak ")?.trim().parse().ok());
    Ok((time, peak.filter(|_| measured)))
}
