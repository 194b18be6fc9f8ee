//! `umbridge control`: how much the suite's cases notice of what is bent in what a sound server answered.
//!
//! The floor keeps how many bends each case notices. It only rises, so a weakened assertion shows.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use anyhow::{Context, bail};
use umbridge_conformance::{Controlled, EXIT_CLEAN, Options, Suite, control};
use umbridge_server::Emulator;

const HEAD: &str = "\
# How many single changes to what a sound server answered each case notices, of how many. Written by
# `cargo xtask mutants --cases --write`; the first number only rises. A `-` begins an assertion without which
# its case notices just as much.
";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Only this vendor; may be given more than once.
    #[arg(long, value_name = "NAME")]
    vendor: Vec<String>,
    /// Only cases or claims whose name contains this; may be given more than once.
    #[arg(long, value_name = "TEXT")]
    filter: Vec<String>,
    /// Compare with what this file says was noticed before.
    #[arg(long, value_name = "FILE")]
    floor: Option<PathBuf>,
    /// Write the floor anew.
    #[arg(long, requires = "floor")]
    write: bool,
    /// Take away each assertion too, and tell those without which just as much is noticed.
    #[arg(long)]
    idle: bool,
    /// Pass over cases that the floor does not name.
    #[arg(long, requires = "floor")]
    known: bool,
    /// Print what no case noticed.
    #[arg(long)]
    unnoticed: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let begun = Instant::now();
    let controlled = crate::runtime()?.block_on(judge(arguments))?;
    let mut out = io::stdout().lock();
    for case in &controlled {
        if arguments.unnoticed {
            for bend in &case.unnoticed {
                writeln!(out, "{}: {bend}", case.case)?;
            }
        }
        for assertion in &case.idle {
            writeln!(out, "idle: {}: {assertion}", case.case)?;
        }
    }
    let findings = match &arguments.floor {
        None => vec![],
        Some(path) if arguments.write => {
            let kept = read(path)?;
            fs::write(path, render(&controlled, &kept, arguments.idle))
                .with_context(|| format!("cannot write {}", path.display()))?;
            vec![]
        }
        Some(path) => findings(&controlled, &read(path)?, arguments),
    };
    for finding in &findings {
        writeln!(out, "{finding}")?;
    }
    let sum = |count: fn(&Controlled) -> usize| controlled.iter().map(count).sum::<usize>();
    writeln!(
        out,
        "{} cases notice {} of {} changes, in {:.1} s",
        controlled.len(),
        sum(|case| case.noticed),
        sum(|case| case.bent),
        begun.elapsed().as_secs_f32()
    )?;
    Ok(if findings.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

async fn judge(arguments: &Arguments) -> anyhow::Result<Vec<Controlled>> {
    let suite = Suite::embedded().map_err(|problems| {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{}", problems.join("\n"))
    })?;
    let emulator = Emulator::start(umbridge_server::Options::default()).await?;
    let options = Options {
        base_url: emulator.base_url(),
        vendors: arguments.vendor.clone(),
        filter: arguments.filter.clone(),
        seed: Some(2908),
        ..Options::default()
    };
    let (report, controlled) = control(&suite, &options, arguments.idle).await?;
    emulator.stop().await?;
    if report.exit_code() != EXIT_CLEAN {
        bail!("the emulator itself is not clean:\n{}", report.terminal());
    }
    Ok(controlled)
}

/// What a case noticed, of how much, and its idle assertions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Line {
    noticed: usize,
    bent: usize,
    idle: Vec<String>,
}

fn read(path: &Path) -> anyhow::Result<BTreeMap<String, Line>> {
    match fs::read_to_string(path) {
        Ok(text) => parse(&text).with_context(|| format!("cannot read {}", path.display())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeMap::new()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

fn parse(text: &str) -> Option<BTreeMap<String, Line>> {
    let mut lines: BTreeMap<String, Line> = BTreeMap::new();
    let mut last = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(assertion) = line.strip_prefix("- ") {
            lines.get_mut(&last)?.idle.push(assertion.to_owned());
            continue;
        }
        let (case, counts) = line.split_once(' ')?;
        let (noticed, bent) = counts.split_once('/')?;
        last = case.to_owned();
        let line = Line {
            noticed: noticed.parse().ok()?,
            bent: bent.parse().ok()?,
            idle: vec![],
        };
        lines.insert(last.clone(), line);
    }
    Some(lines)
}

/// The floor anew; idle assertions stay as they were where nobody looked for them.
fn render(controlled: &[Controlled], kept: &BTreeMap<String, Line>, idle: bool) -> String {
    let mut text = HEAD.to_owned();
    for case in controlled {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{} {}/{}", case.case, case.noticed, case.bent);
        let known = kept.get(&case.case).map(|line| &line.idle);
        let assertions = if idle { Some(&case.idle) } else { known };
        for assertion in assertions.into_iter().flatten() {
            let _ = writeln!(text, "- {assertion}");
        }
    }
    text
}

fn findings(
    controlled: &[Controlled],
    floor: &BTreeMap<String, Line>,
    arguments: &Arguments,
) -> Vec<String> {
    let mut findings = Vec::new();
    let whole = arguments.vendor.is_empty() && arguments.filter.is_empty();
    for gone in floor
        .keys()
        .filter(|case| whole && !controlled.iter().any(|one| one.case == **case))
    {
        findings.push(format!(
            "control: {gone} is gone, or does not pass any more"
        ));
    }
    for case in controlled {
        let Some(line) = floor.get(&case.case) else {
            if arguments.known {
                continue;
            }
            findings.push(format!(
                "control: {} is new; run: cargo xtask mutants --cases --idle --write",
                case.case
            ));
            continue;
        };
        if case.noticed < line.noticed {
            findings.push(format!(
                "control: {} notices {} changes where it noticed {}: it has become weaker",
                case.case, case.noticed, line.noticed
            ));
        }
        let undeclared = case.idle.iter().filter(|one| !line.idle.contains(one));
        for assertion in undeclared {
            findings.push(format!(
                "control: {}: nothing is lost without {assertion}",
                case.case
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Controlled, findings, parse, render};

    fn controlled(noticed: usize, idle: &[&str]) -> Controlled {
        Controlled {
            case: "a.case".to_owned(),
            bent: 9,
            noticed,
            unnoticed: vec![],
            idle: idle.iter().map(|one| (*one).to_owned()).collect(),
        }
    }

    fn arguments() -> Arguments {
        Arguments {
            vendor: vec![],
            filter: vec![],
            floor: None,
            write: false,
            idle: true,
            known: false,
            unnoticed: false,
        }
    }

    #[rstest::rstest]
    #[case::as_before(5, &["then: status"], 0)]
    #[case::stronger(6, &[], 0)]
    #[case::weaker(4, &[], 1)]
    #[case::an_idle_assertion(5, &["then: body"], 1)]
    fn the_floor_holds(#[case] noticed: usize, #[case] idle: &[&str], #[case] expected: usize) {
        let floor = parse("# head\na.case 5/9\n- then: status\n").expect("a floor");
        let told = findings(&[controlled(noticed, idle)], &floor, &arguments());
        assert_eq!(told.len(), expected, "{told:?}");
    }

    #[test]
    fn new_and_vanished_cases_are_told() {
        let floor = parse("another.case 5/9\n").expect("a floor");
        let told = findings(&[controlled(5, &[])], &floor, &arguments());
        assert_eq!(told.len(), 2, "{told:?}");
    }

    #[test]
    fn it_survives_being_written() {
        let text = render(&[controlled(5, &["then: status"])], &[].into(), true);
        let read = parse(&text).expect("a floor");
        assert_eq!(read["a.case"].noticed, 5);
        assert_eq!(render(&[controlled(5, &[])], &read, false), text);
    }
}
