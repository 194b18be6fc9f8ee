//! `umbridge schemas`: the JSON Schemas of the suite's files, of its report, and of what `diff` reads and writes;
//! and the list of the suite's claims, which only grows.

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::Context;

use super::generated::{Generated, Mode, settle};
use crate::conform;

/// Every claim id there ever was.
const IDS: &str = "conformance/claim-ids.txt";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    mode: Mode,
    /// The root of the repository.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let homes = [
        ("conformance/schema", umbridge_conformance::schemas()),
        ("crates/specdiff/schema", specdiff::schemas()),
    ];
    let files = homes.into_iter().flat_map(|(home, schemas)| {
        let folder = arguments.folder.join(home);
        schemas
            .into_iter()
            .map(move |(name, text)| (folder.join(name), text))
    });
    let mut files: Vec<Generated> = files.collect();
    let ids = arguments.folder.join(IDS);
    let list =
        fs::read_to_string(&ids).with_context(|| format!("cannot read {}", ids.display()))?;
    files.push((ids, conform::claims::suite()?.with_new_ids(&list)));
    settle(&files, arguments.mode)
}
