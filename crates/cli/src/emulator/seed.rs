//! `umbridge seed`: the default example data as a file to start one's own from.

use std::{
    fs,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use anyhow::Context;
use umbridge_server::{AccountSeed, default_seed};

pub(crate) fn run() -> anyhow::Result<ExitCode> {
    writeln!(
        io::stdout().lock(),
        "{}",
        serde_json::to_string_pretty(&default_seed())?
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Reads a seed.
///
/// # Errors
///
/// A file that cannot be read or does not hold accounts; the message names the place.
pub(crate) fn read(file: &Path) -> anyhow::Result<Vec<AccountSeed>> {
    let text =
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not a seed", file.display()))
}

#[cfg(test)]
mod tests {
    use super::{default_seed, read};

    #[test]
    fn what_is_printed_can_be_read_back() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let printed = serde_json::to_string(&default_seed()).expect("JSON");
        std::fs::write(file.path(), &printed).expect("written");
        let seed = read(file.path()).expect("a seed");
        assert_eq!(serde_json::to_string(&seed).expect("JSON"), printed);
    }
}
