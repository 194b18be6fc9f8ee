//! The `umbridge` program: dispatch only, one file per command.
//!
//! Commands return what they found; this file prints it and turns it into an exit code.
//! Built without the feature `emulator` it judges servers and does nothing else.

use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};

mod conform;
mod diff;
#[cfg(feature = "emulator")]
mod emulator;

/// Emulates five vendors' bulk user-deletion APIs and judges servers that claim to speak them.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Judge a server by the vendors' documents.
    Conform(Box<conform::Arguments>),
    /// Compare two OpenAPI documents and fail where clients break.
    Diff(diff::Arguments),
    #[cfg(feature = "emulator")]
    #[command(flatten)]
    Emulator(emulator::Command),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Conform(arguments) => conform::run(*arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        #[cfg(feature = "emulator")]
        Command::Emulator(command) => emulator::run(command),
    };
    outcome.unwrap_or_else(|error| {
        // Whoever reads our output may stop reading, as `head` does.
        if error
            .downcast_ref::<std::io::Error>()
            .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
        {
            return ExitCode::SUCCESS;
        }
        print_error(&error);
        ExitCode::from(2)
    })
}

/// What commands that wait for the network run on.
fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Runtime::new().context("no runtime")
}

#[expect(
    clippy::print_stderr,
    reason = "the one place where errors reach the user"
)]
fn print_error(error: &anyhow::Error) {
    eprintln!("umbridge: {error:#}");
}
