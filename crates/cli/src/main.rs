//! The `umbridge` program: dispatch only, one file per command.
//!
//! Commands return what they found; this file prints it and turns it into an exit code.

use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};

mod conform;
mod coverage;
mod docs;
mod env;
mod generated;
mod openapi;
mod schemas;
mod seed;
mod serve;

/// Emulates five vendors' bulk user-deletion APIs and judges servers that claim to speak them.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the emulator.
    Serve(serve::Arguments),
    /// Judge a server by the vendors' documents.
    Conform(conform::Arguments),
    /// Judge a fresh emulator and print what is covered, as the table of README.md.
    Coverage(coverage::Arguments),
    /// Print the base URL and the seed's credentials as shell exports.
    Env(env::Arguments),
    /// Print the default example data, as `serve --seed` reads it.
    Seed,
    /// Write the generated parts of the pages, or compare them.
    #[command(hide = true)]
    Docs(docs::Arguments),
    /// Write the schemas of the suite's files, or compare them.
    #[command(hide = true)]
    Schemas(schemas::Arguments),
    /// Write the OpenAPI documents, or compare the committed ones with the handlers.
    Openapi(openapi::Arguments),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Serve(arguments) => serve::run(arguments),
        Command::Conform(arguments) => conform::run(arguments),
        Command::Coverage(arguments) => coverage::run(&arguments),
        Command::Env(arguments) => env::run(&arguments),
        Command::Seed => seed::run(),
        Command::Docs(arguments) => docs::run(&arguments),
        Command::Schemas(arguments) => schemas::run(&arguments),
        Command::Openapi(arguments) => openapi::run(&arguments),
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
