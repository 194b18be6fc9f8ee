//! Running other programs, from the root of the repository.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// A program with its arguments, to be run at the root.
pub(crate) fn command(words: &[&str]) -> Command {
    let (program, arguments) = words.split_first().expect("a program");
    let program = if *program == "cargo" {
        env!("CARGO")
    } else {
        program
    };
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::null());
    command
}

/// Runs a program with its output shown, and tells whether it succeeded.
pub(crate) fn succeeds(words: &[&str]) -> Result<bool> {
    crate::print(&format!("$ {}\n", words.join(" ")));
    let status = command(words)
        .status()
        .with_context(|| format!("cannot run {}", words[0]))?;
    Ok(status.success())
}

/// Runs a program beside others: its output is shown when it has ended, in one piece.
pub(crate) fn succeeds_beside_others(words: &[&str]) -> Result<bool> {
    let output = command(words)
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot run {}", words[0]))?;
    let told = String::from_utf8_lossy(&output.stdout);
    crate::print(&format!("$ {}\n{told}", words.join(" ")));
    Ok(output.status.success())
}

/// Runs a program and returns what it printed.
pub(crate) fn output(words: &[&str]) -> Result<String> {
    let output = command(words)
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot run {}", words[0]))?;
    if !output.status.success() {
        bail!("{} failed", words.join(" "));
    }
    String::from_utf8(output.stdout).context("output that is not text")
}
