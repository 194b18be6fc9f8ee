//! `umbridge conform claims`: the rules the suite judges by, and whether they still stand on the vendors' pages.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use umbridge_conformance::{EXIT_CLEAN, EXIT_FINDINGS, Pin, Suite, Verified};

mod print;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Only this vendor; may be given more than once.
    #[arg(long, value_name = "NAME")]
    vendor: Vec<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Look for the passages that claims cite in fresh copies of the pages.
    #[arg(long, value_name = "PAGE", num_args = 1.., conflicts_with = "vendor")]
    verify: Vec<PathBuf>,
    /// Say of every sentence of a copy of a page which claims cite it.
    #[arg(long, value_name = "PAGE", conflicts_with_all = ["vendor", "verify"])]
    coverage: Option<PathBuf>,
    /// The document that the copy is of, by its name or its vendor's, where the file's name does not say it.
    #[arg(long = "as", value_name = "NAME")]
    document: Option<String>,
    /// Read a passage from standard input and print the pin of a claim that cites it.
    #[arg(long, conflicts_with_all = ["vendor", "verify", "coverage", "document"])]
    pin: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut out = io::stdout().lock();
    if arguments.pin {
        let mut passage = String::new();
        io::stdin().read_to_string(&mut passage)?;
        let pin = Pin::of(&passage);
        writeln!(out, "pin: {{words: {}, digest: {}}}", pin.words, pin.digest)?;
        return Ok(ExitCode::SUCCESS);
    }
    let suite = suite()?;
    if let Some(page) = &arguments.coverage {
        let (document, copy) = read(&suite, page, arguments.document.as_deref())?;
        let triage = suite.triage(document, &copy).context("no claims")?;
        if arguments.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&triage)?)?;
        } else {
            print::triage(&mut out, &triage)?;
        }
        return Ok(exit(triage.is_complete()));
    }
    if !arguments.verify.is_empty() {
        let verified = verify(&suite, arguments)?;
        if arguments.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&verified)?)?;
        } else {
            for one in &verified {
                print::verified(&mut out, one)?;
            }
        }
        return Ok(exit(verified.iter().all(|one| one.lost.is_empty())));
    }
    known(&suite, &arguments.vendor)?;
    let claims = suite.claims(&arguments.vendor);
    if arguments.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&claims)?)?;
    } else {
        for claim in &claims {
            print::claim(&mut out, claim)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The suite that is part of the program.
pub(crate) fn suite() -> anyhow::Result<Suite> {
    Suite::embedded().map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        anyhow::anyhow!(lines.join("\n"))
    })
}

fn known(suite: &Suite, vendors: &[String]) -> anyhow::Result<()> {
    let all = suite.vendors();
    match vendors.iter().find(|name| !all.contains(&name.as_str())) {
        Some(name) => bail!("there is no vendor `{name}`; known are {}", all.join(", ")),
        None => Ok(()),
    }
}

fn exit(clean: bool) -> ExitCode {
    ExitCode::from(if clean { EXIT_CLEAN } else { EXIT_FINDINGS })
}

/// The document a copy is of, and the copy.
fn read<'a>(
    suite: &'a Suite,
    page: &Path,
    named: Option<&str>,
) -> anyhow::Result<(&'a str, String)> {
    let file = page.file_name().unwrap_or_default().to_string_lossy();
    let document = suite.document(named.unwrap_or(&file)).with_context(|| {
        format!(
            "{} is not known to be a copy of {}; name the one it is of with --as",
            page.display(),
            suite.documents().join(", ")
        )
    })?;
    let copy =
        fs::read_to_string(page).with_context(|| format!("cannot read {}", page.display()))?;
    Ok((document, copy))
}

fn verify(suite: &Suite, arguments: &Arguments) -> anyhow::Result<Vec<Verified>> {
    if arguments.document.is_some() && arguments.verify.len() > 1 {
        bail!("--as names the document of one page, and here are several");
    }
    let mut verified = Vec::new();
    for page in &arguments.verify {
        let (document, copy) = read(suite, page, arguments.document.as_deref())?;
        verified.push(suite.verify(document, &copy).context("no claims")?);
    }
    Ok(verified)
}
