//! `cargo xtask bench`: speed, memory and size, as ratios within one run.
//!
//! Absolute figures of a shared machine mean little; the framework's own ceiling is measured beside ours,
//! with the same load, in the same minute.

mod load;
mod world;

use std::{thread, time::Duration};

use anyhow::{Result, bail, ensure};

use self::{
    load::{Load, load},
    world::{Names, World},
};
use crate::{Findings, emulator, emulator::Emulator, shell};

/// How long to measure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// Figures worth writing down.
    Full,
    /// A look at whether it still runs.
    Quick,
}

pub(crate) fn run(effort: Effort) -> Result<Findings> {
    let build = [
        "build",
        "--release",
        "--package",
        "umbridge",
        "--package",
        "umbridge-server",
        "--examples",
        "--bins",
    ];
    if !shell::succeeds(&[&["cargo"], &build[..]].concat())? {
        bail!("the release does not build");
    }
    footprint(effort)?;
    throughput(effort)?;
    flatness(effort)?;
    Ok(Findings::new())
}

fn footprint(effort: Effort) -> Result<()> {
    let rounds = if effort == Effort::Full { 15 } else { 3 };
    let mut starts = Vec::new();
    for _ in 0..rounds {
        starts.push(Emulator::start("release", &[])?.first_answer);
    }
    starts.sort();
    let emulator = Emulator::start("release", &[])?;
    thread::sleep(Duration::from_secs(1));
    let resident = emulator.memory("VmRSS")?;
    let size = std::fs::metadata(emulator::binary("release"))?.len();
    line(
        "start to first 200, median",
        &format!("{:.1} ms", milliseconds(starts[rounds / 2])),
    );
    line(
        "resident when idle",
        &format!("{:.1} MiB", mebi(resident * 1024)),
    );
    line("stripped binary", &format!("{:.1} MiB", mebi(size)));
    Ok(())
}

fn throughput(effort: Effort) -> Result<()> {
    let (span, users) = match effort {
        Effort::Full => (Duration::from_secs(5), 600_000),
        Effort::Quick => (Duration::from_millis(500), 60_000),
    };
    let ceiling = World::ceiling()?;
    let world = World::populated(users)?;
    let names = Names::default();
    crate::print(&format!(
        "\n{:<24}{:>4}{:>12}{:>10}{:>10}{:>10}\n",
        "", "c", "req/s", "p50 ms", "p99 ms", "of hello"
    ));
    for connections in [1, 64] {
        let measure = |ask: &(dyn Fn(&ureq::Agent) -> Result<u16> + Sync), expected| {
            load(connections, span, ask, expected)
        };
        let hello = measure(&|agent| ceiling.hello(agent), 200)?;
        row("poem hello", &hello, &hello);
        row(
            "poem validated echo",
            &measure(&|agent| ceiling.echo(agent), 200)?,
            &hello,
        );
        row(
            "validated refusal",
            &measure(&|agent| world.refused(agent), 400)?,
            &hello,
        );
        row(
            "delete 1",
            &measure(&|agent| world.delete(agent, &names.next(1)), 204)?,
            &hello,
        );
        row(
            "delete 50",
            &measure(&|agent| world.delete(agent, &names.next(50)), 204)?,
            &hello,
        );
    }
    // Deleting nobody is quick too, and would be measured in place of the real thing.
    ensure!(
        names.given() <= users,
        "{} users were named and only {users} were there",
        names.given()
    );
    Ok(())
}

/// A 100-user deletion among few and among many users of one account.
fn flatness(effort: Effort) -> Result<()> {
    let sizes: &[usize] = match effort {
        Effort::Full => &[1_000, 100_000, 1_000_000],
        Effort::Quick => &[1_000, 20_000],
    };
    crate::print("\n");
    let mut base = None;
    for size in sizes {
        let world = World::populated(*size)?;
        let names = Names::default();
        let agent = load::agent();
        let mut spans = Vec::new();
        // Nine batches fit the smallest account and leave a median that a single checkpoint cannot move.
        for _ in 0..9 {
            let begun = std::time::Instant::now();
            world.delete(&agent, &names.next(100))?;
            spans.push(begun.elapsed());
        }
        spans.sort();
        let median = milliseconds(spans[spans.len() / 2]);
        let ratio = median / *base.get_or_insert(median);
        line(
            &format!("delete 100 among {size}, median"),
            &format!("{median:.2} ms ({ratio:.2}x)"),
        );
    }
    Ok(())
}

fn row(name: &str, load: &Load, hello: &Load) {
    let share = load.per_second() / hello.per_second();
    crate::print(&format!(
        "{name:<24}{:>4}{:>12.0}{:>10.2}{:>10.2}{:>10.3}\n",
        load.connections,
        load.per_second(),
        milliseconds(load.percentile(50)),
        milliseconds(load.percentile(99)),
        share
    ));
}

fn line(name: &str, value: &str) {
    crate::print(&format!("{name:<40}{value}\n"));
}

fn milliseconds(span: Duration) -> f64 {
    span.as_secs_f64() * 1e3
}

#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
fn mebi(bytes: u64) -> f64 {
    bytes as f64 / 1_048_576.0
}
