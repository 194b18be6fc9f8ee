//! `umbridge diff`: what changed between two OpenAPI documents, and whether clients break on it.

use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};
use specdiff::{AcceptList, Level, Paint, Policy, Report, Rule, STEP_SUMMARY, Unusable, explain};

mod documents;
#[cfg(feature = "emulator")]
mod vendor;

/// A finding reached the level that fails, or the accept-list is in disorder.
const FAILED: u8 = 1;

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    about: Option<About>,
    #[command(flatten)]
    wanted: Wanted,
}

#[derive(Debug, clap::Subcommand)]
enum About {
    /// Say why the findings of a rule are judged as they are.
    Explain {
        /// The rule, such as property-removed.
        rule: Rule,
    },
    /// List all rules.
    Rules,
}

#[derive(Debug, clap::Args)]
struct Wanted {
    /// The older and the newer document, or two folders of documents; `-` is the standard input.
    #[arg(value_names = ["BASE", "REVISION"], num_args = 1..=2)]
    files: Vec<PathBuf>,
    /// Fail where a finding is at least this severe.
    #[arg(long, value_name = "LEVEL", default_value = "breaking")]
    fail_on: FailOn,
    /// How to show what was found.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Write to this file instead of the standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Pass over what a comparison can go round: keys given twice, references that lead nowhere, path parameters
    /// that are not declared. What was passed over is told.
    #[arg(long)]
    lenient: bool,
    /// The accept-list: changes that are meant, each with its reason.
    #[arg(long, value_name = "FILE")]
    accept: Option<PathBuf>,
    /// The policy: other levels for rules that tools disagree about.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    #[cfg(feature = "emulator")]
    #[command(flatten)]
    vendor: vendor::Choice,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum FailOn {
    Breaking,
    Warning,
    Info,
    Any,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
    Github,
    Sarif,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    match &arguments.about {
        Some(About::Explain { rule }) => print(&explain(*rule)),
        Some(About::Rules) => print(&rules()),
        None => arguments.wanted.run(),
    }
}

impl Wanted {
    fn run(&self) -> anyhow::Result<ExitCode> {
        let list = written(self.accept.as_deref(), AcceptList::parse)?;
        let policy = written(self.policy.as_deref(), Policy::parse)?;
        let report = self.report(&list, &policy)?;
        self.show(&report)?;
        let failed = report.fails(self.fail_on.level());
        Ok(if failed {
            ExitCode::from(FAILED)
        } else {
            ExitCode::SUCCESS
        })
    }

    fn report(&self, list: &AcceptList, policy: &Policy) -> anyhow::Result<Report> {
        #[cfg(feature = "emulator")]
        if let Some(report) = self.vendor.report(&self.files, list, policy)? {
            return Ok(report);
        }
        let [base, revision] = self.files.as_slice() else {
            bail!("two documents are wanted: umbridge diff BASE REVISION");
        };
        Ok(Report::new(
            documents::compare(base, revision, documents::reading(self.lenient), policy)?,
            list,
            today(),
        ))
    }

    fn show(&self, report: &Report) -> anyhow::Result<()> {
        let text = match self.format {
            Format::Text => report.text(self.paint()),
            Format::Json => report.json(),
            Format::Markdown => report.markdown(STEP_SUMMARY),
            Format::Github => report.github(),
            Format::Sarif => report.sarif(),
        };
        match &self.output {
            Some(file) => {
                fs::write(file, text)
                    .with_context(|| format!("cannot write {}", file.display()))?;
                writeln!(io::stdout().lock(), "{}", report.summary.words())?;
            }
            None => io::stdout().lock().write_all(text.as_bytes())?,
        }
        Ok(())
    }

    /// See no-color.org: any value but an empty one turns colours off.
    fn paint(&self) -> Paint {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if self.output.is_none() && !unwanted && io::stdout().is_terminal() {
            Paint::Colour
        } else {
            Paint::Plain
        }
    }
}

impl FailOn {
    fn level(self) -> Level {
        match self {
            Self::Breaking => Level::Breaking,
            Self::Warning => Level::Warning,
            Self::Info => Level::Info,
            Self::Any => Level::Docs,
        }
    }
}

/// What a file beside the documents says; without one, what is said by default.
fn written<T: Default>(
    file: Option<&Path>,
    parse: fn(&str, &str) -> Result<T, Unusable>,
) -> anyhow::Result<T> {
    let Some(file) = file else {
        return Ok(T::default());
    };
    let name = file.display().to_string();
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {name}"))?;
    Ok(parse(&name, &text)?)
}

fn rules() -> String {
    let width = Rule::ALL
        .iter()
        .map(|rule| rule.id().len())
        .max()
        .unwrap_or_default();
    let line = |rule: &Rule| {
        format!(
            "{:<width$}  {:<8}  {}\n",
            rule.id(),
            rule.category().id(),
            rule.title()
        )
    };
    Rule::ALL.iter().map(line).collect()
}

fn print(text: &str) -> anyhow::Result<ExitCode> {
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The day in UTC, on which entries of the accept-list expire for everybody at once.
#[expect(
    clippy::disallowed_methods,
    reason = "no emulated clock has a say in when an exception of a person ends"
)]
fn today() -> jiff::civil::Date {
    jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date()
}
