//! `umbridge schemas`: the JSON Schemas of the suite's files and of its report.

use std::{path::PathBuf, process::ExitCode};

use super::generated::{Generated, Mode, settle};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    mode: Mode,
    /// The folder of the schemas.
    #[arg(long, value_name = "FOLDER", default_value = "conformance/schema")]
    folder: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let schemas = umbridge_conformance::schemas().into_iter();
    let files: Vec<Generated> = schemas
        .map(|(name, text)| (arguments.folder.join(name), text))
        .collect();
    settle(&files, arguments.mode)
}
