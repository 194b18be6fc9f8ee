//! What CI checks after the tests, step by step. `.ci/run` installs the tools and calls this.

mod changes;
mod clients;
mod conform;
mod documents;

use anyhow::{Result, bail};

use crate::{Findings, emulator::Emulator, generate, mutants, shell, tidy};

/// A step by name: what it finds wrong.
struct Step {
    name: &'static str,
    run: fn() -> Result<Findings>,
}

const STEPS: &[Step] = &[
    Step {
        name: "format",
        run: || cargo(&["fmt", "--all", "--check"]),
    },
    Step {
        name: "clippy",
        run: || {
            cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--quiet",
                "--",
                "-D",
                "warnings",
            ])
        },
    },
    Step {
        name: "alone",
        run: conform::alone,
    },
    Step {
        name: "generate",
        run: || generate::run(generate::Mode::Check),
    },
    Step {
        name: "tidy",
        run: tidy::run,
    },
    Step {
        name: "conform",
        run: conform::run,
    },
    Step {
        name: "mutants",
        run: mutants::check,
    },
    Step {
        name: "changes",
        run: changes::run,
    },
    Step {
        name: "lint",
        run: documents::lint,
    },
    Step {
        name: "schemathesis",
        run: documents::fuzz,
    },
    Step {
        name: "clients",
        run: clients::run,
    },
];

pub(crate) fn run(wanted: &[&str]) -> Result<Findings> {
    if wanted == ["list"] {
        STEPS
            .iter()
            .for_each(|step| crate::print(&format!("{}\n", step.name)));
        return Ok(Findings::new());
    }
    if let Some(unknown) = wanted
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != **name))
    {
        bail!("no step is called {unknown}");
    }
    let mut findings = Findings::new();
    for step in STEPS
        .iter()
        .filter(|step| wanted.is_empty() || wanted.contains(&step.name))
    {
        crate::print(&format!("\n== {} ==\n", step.name));
        findings.extend(
            (step.run)()?
                .into_iter()
                .map(|finding| format!("{}: {finding}", step.name)),
        );
    }
    Ok(findings)
}

fn cargo(arguments: &[&str]) -> Result<Findings> {
    let mut words = vec!["cargo"];
    words.extend(arguments);
    judged(shell::succeeds(&words)?, || words.join(" "))
}

/// Nothing, or the sentence that a command failed.
fn judged(succeeded: bool, command: impl FnOnce() -> String) -> Result<Findings> {
    Ok(if succeeded {
        Vec::new()
    } else {
        vec![format!("failed: {}", command())]
    })
}

/// The program of this checkout, started anew.
fn fresh(more: &[&str]) -> Result<Emulator> {
    build()?;
    Emulator::start("debug", more)
}

fn build() -> Result<()> {
    if !shell::succeeds(&["cargo", "build", "--quiet", "--package", "umbridge"])? {
        bail!("the program does not build");
    }
    Ok(())
}
