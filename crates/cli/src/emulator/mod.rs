//! Everything that needs the emulator, apart so that a program that only judges can be built without it.
//!
//! The commands that generate what the repository keeps are here as well: they
//! render what the emulator's crates say of themselves.

use std::process::ExitCode;

mod control;
mod coverage;
mod docs;
mod env;
mod generated;
mod mutants;
mod openapi;
mod schemas;
mod seed;
mod serve;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Start the emulator.
    Serve(serve::Arguments),
    /// Judge a fresh emulator and print what is covered, as the table of README.md.
    Coverage(coverage::Arguments),
    /// Print the base URL and the seed's credentials as shell exports.
    Env(env::Arguments),
    /// Print the default example data, as `serve --seed` reads it.
    Seed,
    /// List the mutants, the emulator with one deliberate fault each, or let the suite judge them.
    Mutants(mutants::Arguments),
    /// Judge the suite's cases by what they notice.
    #[command(hide = true)]
    Control(control::Arguments),
    /// Write the generated parts of the pages, or compare them.
    #[command(hide = true)]
    Docs(docs::Arguments),
    /// Write the schemas of the suite's files, or compare them.
    #[command(hide = true)]
    Schemas(schemas::Arguments),
    /// Write the OpenAPI documents, or compare the committed ones with the handlers.
    Openapi(openapi::Arguments),
}

pub(crate) fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve(arguments) => serve::run(arguments),
        Command::Coverage(arguments) => coverage::run(&arguments),
        Command::Env(arguments) => env::run(&arguments),
        Command::Seed => seed::run(),
        Command::Mutants(arguments) => mutants::run(&arguments),
        Command::Control(arguments) => control::run(&arguments),
        Command::Docs(arguments) => docs::run(&arguments),
        Command::Schemas(arguments) => schemas::run(&arguments),
        Command::Openapi(arguments) => openapi::run(&arguments),
    }
}
