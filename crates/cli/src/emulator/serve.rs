//! `umbridge serve`: the emulator in the foreground, until it is told to stop.

use std::{
    io::{self, Write},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;
use umbridge_server::{Database, Emulator, Mutant, Options, catalogue, find_mutant};
use umbridge_vendors::VENDORS;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Where to listen; port 0 takes a free one and prints it.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:4010")]
    listen: SocketAddr,
    /// Keep the data in this file; without, they go with the process.
    #[arg(long, value_name = "FILE")]
    db: Option<PathBuf>,
    /// Begin with the accounts of this file, as `umbridge seed` prints them.
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// Refuse request bodies above this many bytes.
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 20)]
    max_body: usize,
    /// Be a mutant: the emulator with this one deliberate fault; `list` names them.
    #[arg(long, value_name = "ID")]
    mutant: Option<String>,
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    if arguments.mutant.as_deref() == Some("list") {
        return super::mutants::list(&catalogue().map_err(anyhow::Error::msg)?);
    }
    let filter = EnvFilter::try_from_env("UMBRIDGE_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .init();
    crate::runtime()?.block_on(serve(arguments))
}

async fn serve(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let mut options = Options {
        listen: arguments.listen,
        database: arguments.db.map_or(Database::Temporary, Database::File),
        body_limit: arguments.max_body,
        ..Options::default()
    };
    if let Some(file) = &arguments.seed {
        options.seed = super::seed::read(file)?;
    }
    if let Some(id) = &arguments.mutant {
        options.mutant = Some(find_mutant(id).map_err(anyhow::Error::msg)?);
    }
    let mutant = options.mutant.clone();
    let emulator = Emulator::start(options).await?;
    greet(&emulator.base_url(), mutant.as_ref()).context("cannot print")?;
    asked_to_stop().await?;
    emulator.stop().await?;
    Ok(ExitCode::SUCCESS)
}

/// The first line is for programs: it is how one learns the port.
fn greet(base_url: &str, mutant: Option<&Mutant>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "umbridge listens on {base_url}\n")?;
    if let Some(mutant) = mutant {
        writeln!(
            out,
            "THIS SERVER IS A MUTANT: {}\n{}\nIt breaks {} on purpose.\n",
            mutant.id, mutant.says, mutant.forbidden_by
        )?;
    }
    writeln!(out, "  pages and documents  {base_url}/docs")?;
    writeln!(
        out,
        "  credentials          eval \"$(umbridge env --url {base_url})\"\n"
    )?;
    for vendor in VENDORS {
        writeln!(out, "# {}\n{}\n", vendor.title, (vendor.curl)(base_url))?;
    }
    out.flush()
}

async fn asked_to_stop() -> io::Result<()> {
    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminated.recv() => {}
        _ = interrupted.recv() => {}
    }
    Ok(())
}
