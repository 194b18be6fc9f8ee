//! `umbridge schemas`: the JSON Schemas of the suite's files, of its report, and of what `diff` reads and writes.

use std::{path::PathBuf, process::ExitCode};

use super::generated::{Generated, Mode, settle};

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
    settle(&files.collect::<Vec<Generated>>(), arguments.mode)
}
