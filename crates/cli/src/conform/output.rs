//! Where the report of a run goes: to whoever reads the terminal, and to files.

use std::{
    fs,
    hash::{BuildHasher, RandomState},
    io::{self, Write},
    path::{Path, PathBuf},
};

use anstream::{AutoStream, ColorChoice, stream::RawStream};
use anyhow::{Context, bail};
use umbridge_conformance::{Comparison, Paint, Report};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Reports (FILE may be `-`, the standard output)")]
pub(super) struct Output {
    /// Write the report as JSON, which `conform replay --report` reads.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write the report as JUnit.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Write totals and failures as Markdown, short enough for a comment on a pull request.
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
    /// Write the report as one page for a browser, with every exchange.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Write the data of a badge, as shields.io's endpoint badge reads it.
    #[arg(long, value_name = "FILE")]
    badge: Option<PathBuf>,
    /// Print annotations that GitHub Actions shows beside the run.
    #[arg(long)]
    github: bool,
}

type Render = fn(&Report) -> String;

impl Output {
    fn files(&self) -> impl Iterator<Item = (&Path, Render)> {
        [
            (&self.json, Report::json as Render),
            (&self.junit, Report::junit),
            (&self.markdown, Report::markdown),
            (&self.html, Report::html),
            (&self.badge, Report::badge),
        ]
        .into_iter()
        .filter_map(|(file, render)| Some((file.as_deref()?, render)))
    }

    /// Finds out before a run what would spoil its end.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        if self.files().filter(|(file, _)| is_stdout(file)).count() > 1 {
            bail!("only one report can go to the standard output");
        }
        Ok(())
    }

    /// Writes the files first, for whoever reads the terminal may stop reading.
    pub(super) fn write(&self, report: &Report) -> anyhow::Result<()> {
        let mut taken = false;
        for (file, render) in self.files() {
            let text = render(report);
            if is_stdout(file) {
                taken = true;
                io::stdout().write_all(text.as_bytes())?;
            } else {
                fs::write(file, text)
                    .with_context(|| format!("cannot write {}", file.display()))?;
            }
        }
        if taken {
            self.print(report, io::stderr().lock())
        } else {
            self.print(report, io::stdout().lock())
        }
    }

    /// Writes a comparison, which has fewer forms.
    pub(super) fn write_comparison(&self, comparison: &Comparison) -> anyhow::Result<()> {
        let text = guarded(&comparison.terminal(), self.github);
        match self.json.as_deref() {
            Some(file) if is_stdout(file) => {
                io::stderr().write_all(text.as_bytes())?;
                io::stdout().write_all(comparison.json().as_bytes())?;
            }
            file => {
                io::stdout().write_all(text.as_bytes())?;
                if let Some(file) = file {
                    fs::write(file, comparison.json())
                        .with_context(|| format!("cannot write {}", file.display()))?;
                }
            }
        }
        Ok(())
    }

    fn print(&self, report: &Report, mut stream: impl RawStream) -> anyhow::Result<()> {
        let text = report.terminal_in(paint(&stream));
        stream.write_all(guarded(&text, self.github).as_bytes())?;
        if self.github {
            stream.write_all(report.github().as_bytes())?;
        }
        Ok(())
    }
}

fn is_stdout(file: &Path) -> bool {
    file == Path::new("-")
}

/// Colours where a person looks on, unless `NO_COLOR` asks for none.
pub(super) fn paint(stream: &impl RawStream) -> Paint {
    match AutoStream::choice(stream) {
        ColorChoice::Never => Paint::Plain,
        _ => Paint::Colour,
    }
}

/// Tells GitHub's runner to take no command from a text that quotes a server.
/// The word that ends this is made up, for a server that knew it could end it too.
pub(super) fn guarded(text: &str, github: bool) -> String {
    if !github && std::env::var_os("GITHUB_ACTIONS").is_none() {
        return text.to_owned();
    }
    let word = format!("umbridge-{:016x}", RandomState::new().hash_one(text));
    format!("::stop-commands::{word}\n{text}::{word}::\n")
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn commands_are_off_while_a_server_is_quoted() {
        let text = guarded("::error::x\n", true);
        let lines: Vec<&str> = text.lines().collect();
        let word = lines[0].strip_prefix("::stop-commands::").expect("a word");
        assert_eq!(lines[1..], ["::error::x", &format!("::{word}::")]);
        assert_ne!(guarded("::error::x\n", true), text);
    }
}
