//! `umbridge mutants`: lists them, or lets the suite judge every one of them.
//!
//! The suite is itself tested here: a mutant that no documented rule catches is a hole in it, and what has
//! been caught once must be caught for ever. The floor file says what has.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use umbridge_conformance::{EXIT_CLEAN, Suite};
use umbridge_server::{Mutant, catalogue};

mod dumb;
mod floor;
mod matrix;
mod trial;

use floor::Floor;
use trial::{Asks, Terms, Trial};

/// How many mutants a vendor has at least.
const FEWEST: usize = 15;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Let the suite judge the mutants, and print which cases catch them.
    #[arg(long)]
    judge: bool,
    /// Only this vendor; may be given more than once.
    #[arg(long, value_name = "NAME")]
    vendor: Vec<String>,
    /// Only mutants whose name contains this.
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
    /// Compare with what this file says was caught before.
    #[arg(long, value_name = "FILE", requires = "judge")]
    floor: Option<PathBuf>,
    /// Ask only the cases that the floor names.
    #[arg(long, requires = "floor")]
    known: bool,
    /// Write the floor anew; it only rises.
    #[arg(long, requires = "floor", conflicts_with = "known")]
    write: bool,
    /// Print no matrix.
    #[arg(long, requires = "judge")]
    brief: bool,
    /// How long to wait for users to appear or go.
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 1000)]
    patience: u64,
    /// How many mutants to judge at a time.
    #[arg(long, value_name = "NUMBER", default_value_t = 8)]
    beside: usize,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mutants = selected(arguments)?;
    if !arguments.judge {
        return list(&mutants);
    }
    crate::runtime()?.block_on(judge(arguments, mutants))
}

/// Prints the catalogue.
pub(super) fn list(mutants: &[Mutant]) -> anyhow::Result<ExitCode> {
    let mut out = io::stdout().lock();
    for mutant in mutants {
        writeln!(
            out,
            "{:<48} {} ({})",
            mutant.id, mutant.says, mutant.forbidden_by
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

fn selected(arguments: &Arguments) -> anyhow::Result<Vec<Mutant>> {
    let mut mutants = catalogue().map_err(anyhow::Error::msg)?;
    let vendors = &arguments.vendor;
    mutants.retain(|mutant| {
        let named = vendors.is_empty() || vendors.iter().any(|vendor| vendor == mutant.vendor());
        named && mutant.id.contains(&arguments.only)
    });
    if mutants.is_empty() {
        bail!("no mutant is called so");
    }
    Ok(mutants)
}

async fn judge(arguments: &Arguments, mutants: Vec<Mutant>) -> anyhow::Result<ExitCode> {
    let begun = Instant::now();
    let suite = Suite::embedded().map_err(|problems| {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{}", problems.join("\n"))
    })?;
    let floor = match &arguments.floor {
        Some(path) => Floor::read(path)?,
        None => Floor::default(),
    };
    let terms = Terms {
        suite: &suite,
        patience: Duration::from_millis(arguments.patience),
        asks: if arguments.known {
            Asks::Some(&floor)
        } else {
            Asks::All
        },
    };
    let clean = terms.judge_clean(&mutants).await?;
    if clean.exit_code() != EXIT_CLEAN {
        bail!("the emulator itself is not clean:\n{}", clean.terminal());
    }
    let trials = terms.judge_all(mutants, arguments.beside).await;
    // The tests judge them too; they take longer than all mutants together.
    let dumb = match whole(arguments) {
        true => dumb::judge(&suite).await?,
        false => vec![],
    };

    let mut out = io::stdout().lock();
    if !arguments.brief {
        write!(out, "{}{}", matrix::render(&trials), dumb::render(&dumb))?;
    }
    let mut findings = trial::findings(&trials);
    if arguments.only.is_empty() {
        findings.extend(too_few(&trials));
    }
    findings.extend(dumb::findings(&dumb));
    match &arguments.floor {
        Some(path) if arguments.write => {
            // Who is caught by what other cases do to it is not caught when they do not.
            let caught = Floor::default().rise(&trials);
            let terms = Terms {
                asks: Asks::Known(&caught),
                ..terms
            };
            let mutants = trials.iter().map(|trial| trial.mutant.clone()).collect();
            let again = terms.judge_all(mutants, arguments.beside).await;
            floor.rise(&again).write(path)?;
        }
        Some(_) => {
            findings.extend(floor.findings(&trials, arguments.known, &selected_all(arguments)));
        }
        None => {}
    }
    for finding in &findings {
        writeln!(out, "{finding}")?;
    }
    writeln!(
        out,
        "{} of {} mutants bit, in {:.1} s",
        trials.iter().filter(|trial| trial.bit()).count(),
        trials.len(),
        begun.elapsed().as_secs_f32()
    )
    .context("cannot print")?;
    Ok(if findings.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Vendors with fewer mutants than every vendor should have.
fn too_few(trials: &[Trial]) -> impl Iterator<Item = String> {
    let few = by_vendor(trials).filter(|(_, own)| own.len() < FEWEST);
    few.map(|(vendor, own)| format!("{vendor} has {} mutants of {FEWEST}", own.len()))
}

/// Whether everything is judged that there is.
fn whole(arguments: &Arguments) -> bool {
    !arguments.known && arguments.vendor.is_empty() && arguments.only.is_empty()
}

/// Whether a mutant of the floor was to be judged in this run.
fn selected_all(arguments: &Arguments) -> impl Fn(&str) -> bool {
    let (vendors, only) = (arguments.vendor.clone(), arguments.only.clone());
    move |id: &str| {
        let vendor = id.split('.').next().unwrap_or_default();
        (vendors.is_empty() || vendors.iter().any(|name| name == vendor)) && id.contains(&only)
    }
}

/// The trials by vendor, in the order of the catalogue.
fn by_vendor(trials: &[Trial]) -> impl Iterator<Item = (&str, &[Trial])> {
    trials
        .chunk_by(|one, other| one.mutant.vendor() == other.mutant.vendor())
        .map(|own| (own[0].mutant.vendor(), own))
}
