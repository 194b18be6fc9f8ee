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
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use umbridge_conformance::{Controlled, EXIT_CLEAN, Options, Suite, control};
use umbridge_server::Emulator;

const HEAD: &str = "\
# How many changes each case notices, of how many, to what a sound server answered and to what one of another
# reading would have; and how far they lead it from its preferred answer, which is less once an assertion is
# weaker. Written by `cargo xtask mutants --cases --idle --write`; the first and the last number only rise. A
# `-` begins an assertion that no change tells from its absence.
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
            let mut kept = read(path)?;
            // Of a whole run nothing else is left.
            if whole(arguments) {
                kept.retain(|case, _| controlled.iter().any(|one| one.case == *case));
            }
            fs::write(path, render(kept, &controlled, arguments.idle))
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
        // The additional looks exhaust a vendor's limit of a minute.
        patience: Some(Duration::from_secs(120)),
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
    weight: usize,
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
        let (noticed, counts) = counts.split_once('/')?;
        let (bent, weight) = counts.split_once(' ')?;
        last = case.to_owned();
        let line = Line {
            noticed: noticed.parse().ok()?,
            bent: bent.parse().ok()?,
            weight: weight.parse().ok()?,
            idle: vec![],
        };
        lines.insert(last.clone(), line);
    }
    Some(lines)
}

/// The floor with what was found now; idle assertions stay as they were where nobody looked for them.
fn render(floor: BTreeMap<String, Line>, controlled: &[Controlled], idle: bool) -> String {
    let mut floor = floor;
    for case in controlled {
        let line = floor.entry(case.case.clone()).or_default();
        (line.noticed, line.bent, line.weight) = (case.noticed, case.bent, case.weight);
        if idle {
            line.idle.clone_from(&case.idle);
        }
    }
    let mut text = HEAD.to_owned();
    for (case, line) in floor {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{case} {}/{} {}",
            line.noticed, line.bent, line.weight
        );
        for assertion in line.idle {
            let _ = writeln!(text, "- {assertion}");
        }
    }
    text
}

/// Whether every case was asked.
fn whole(arguments: &Arguments) -> bool {
    arguments.vendor.is_empty() && arguments.filter.is_empty()
}

fn findings(
    controlled: &[Controlled],
    floor: &BTreeMap<String, Line>,
    arguments: &Arguments,
) -> Vec<String> {
    let mut findings = Vec::new();
    for gone in floor
        .keys()
        .filter(|case| whole(arguments) && !controlled.iter().any(|one| one.case == **case))
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
        if case.noticed < line.noticed || case.weight < line.weight {
            findings.push(format!(
                "control: {} notices {} changes by {} where it noticed {} by {}: it has become weaker",
                case.case, case.noticed, case.weight, line.noticed, line.weight
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

    fn controlled(noticed: usize, weight: usize, idle: &[&str]) -> Controlled {
        Controlled {
            case: "a.case".to_owned(),
            bent: 9,
            noticed,
            weight,
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
    #[case::as_before(5, 8, &["then: status"], 0)]
    #[case::stronger(6, 8, &[], 0)]
    #[case::weaker(4, 8, &[], 1)]
    #[case::content_with_a_later_reading(5, 7, &[], 1)]
    #[case::an_idle_assertion(5, 8, &["then: body"], 1)]
    fn the_floor_holds(
        #[case] noticed: usize,
        #[case] weight: usize,
        #[case] idle: &[&str],
        #[case] expected: usize,
    ) {
        let floor = parse("# head\na.case 5/9 8\n- then: status\n").expect("a floor");
        let told = findings(&[controlled(noticed, weight, idle)], &floor, &arguments());
        assert_eq!(told.len(), expected, "{told:?}");
    }

    #[test]
    fn new_and_vanished_cases_are_told() {
        let floor = parse("another.case 5/9 8\n").expect("a floor");
        let told = findings(&[controlled(5, 8, &[])], &floor, &arguments());
        assert_eq!(told.len(), 2, "{told:?}");
    }

    #[test]
    fn it_survives_being_written() {
        let other = parse("another.case 1/2 3\n").expect("a floor");
        let text = render(other, &[controlled(5, 8, &["then: status"])], true);
        let read = parse(&text).expect("a floor");
        assert_eq!((read["a.case"].noticed, read["a.case"].weight), (5, 8));
        assert_eq!(read["another.case"].bent, 2);
        assert_eq!(render(read, &[controlled(5, 8, &[])], false), text);
    }
}
