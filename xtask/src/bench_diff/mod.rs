//! `cargo xtask bench-diff`: our differ beside others, on the same pairs of documents in the same run.
//!
//! Verdicts on random edits of the documents in `openapi/`, then time and memory on a large made-up document. The
//! others come from npm; what they are asked is in `tools.rs`.

mod agreement;
mod mutate;
mod speed;
mod synthetic;
mod tools;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use self::tools::Tools;
use crate::{Findings, emulator};

/// What can be chosen on the command line.
struct Options {
    /// The same seed makes the same edits.
    seed: u64,
    /// How many edits are judged; none leaves only time and memory to be measured.
    edits: usize,
    /// How many of them Redocly is asked about, which takes a second each.
    redocly: usize,
}

pub(crate) fn run(words: &[&str]) -> Result<Findings> {
    let options = Options::read(words)?;
    let tools = Tools::install(&folder()?)?;
    if options.edits > 0 {
        agreement::measure(&tools, &options)?;
    }
    speed::measure(&tools, &options)?;
    Ok(Findings::new())
}

impl Options {
    fn read(words: &[&str]) -> Result<Self> {
        let mut options = Self {
            seed: 2908,
            edits: 1000,
            redocly: 200,
        };
        for pair in words.chunks(2) {
            let [name, value] = pair else {
                bail!("{} wants a number", pair[0]);
            };
            let number: usize = value
                .parse()
                .with_context(|| format!("{value} is no number"))?;
            match *name {
                "--seed" => options.seed = u64::try_from(number)?,
                "--edits" => options.edits = number,
                "--redocly" => options.redocly = number.min(options.edits),
                other => {
                    bail!("there is no option {other}; there are --seed, --edits and --redocly")
                }
            }
        }
        Ok(options)
    }
}

/// Where tools, documents and results are kept between runs.
fn folder() -> Result<PathBuf> {
    let program = emulator::binary("release");
    let target = program.ancestors().nth(2).context("no target folder")?;
    let folder = target.join("bench-diff");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
