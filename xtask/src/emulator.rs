//! A freshly started emulator for a step, stopped by its own process id.

use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, ChildStdout, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::shell;

/// A running `umbridge serve`; dropping it stops it.
pub(crate) struct Emulator {
    child: Child,
    /// Held open, since a program whose output has no reader is stopped when it prints.
    _output: BufReader<ChildStdout>,
    pub(crate) base_url: String,
    /// From the start of the process to its first answer.
    pub(crate) first_answer: Duration,
}

/// The program as cargo leaves it, `debug` or `release`.
pub(crate) fn binary(profile: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| shell::root().join("target"), PathBuf::from);
    target.join(profile).join("umbridge")
}

impl Emulator {
    pub(crate) fn start(profile: &str, more: &[&str]) -> Result<Self> {
        let program = binary(profile);
        let program = program.to_str().context("a path that is not text")?;
        let mut words = vec![program, "serve", "--listen", "127.0.0.1:0"];
        words.extend(more);
        Self::start_program(&words, "/")
    }

    /// Starts any program whose first line of output ends in the URL it listens on.
    pub(crate) fn start_program(words: &[&str], path: &str) -> Result<Self> {
        let begun = Instant::now();
        let mut child = shell::command(words)
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the server")?;
        let mut output = BufReader::new(child.stdout.take().context("no output")?);
        let mut line = String::new();
        output.read_line(&mut line)?;
        let Some(base_url) = line
            .split_whitespace()
            .last()
            .filter(|word| word.starts_with("http://"))
        else {
            bail!("the server did not say where it listens: {line:?}");
        };
        let base_url = base_url.to_owned();
        ureq::get(format!("{base_url}{path}"))
            .call()
            .context("no first answer")?;
        Ok(Self {
            child,
            _output: output,
            base_url,
            first_answer: begun.elapsed(),
        })
    }

    /// A `Vm…` line of the process's status, in KiB.
    pub(crate) fn memory(&self, line: &str) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let found = status
            .lines()
            .find_map(|text| text.strip_prefix(line)?.strip_prefix(':'));
        let number = found
            .and_then(|text| text.split_whitespace().next())
            .context("no such line")?;
        Ok(number.parse()?)
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        let id = self.child.id().to_string();
        let asked = shell::command(&["kill", "-TERM", &id]).status();
        let patience = Instant::now() + Duration::from_secs(10);
        while asked.is_ok() && Instant::now() < patience {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        // It did not listen, or `kill` is not to be had.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
