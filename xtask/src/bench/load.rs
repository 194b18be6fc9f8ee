//! The load: so many connections, each asking again as soon as it is answered.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};

/// What a load measured.
pub(super) struct Load {
    pub(super) connections: usize,
    span: Duration,
    /// How long each request took, shortest first.
    latencies: Vec<Duration>,
}

impl Load {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub(super) fn per_second(&self) -> f64 {
        self.latencies.len() as f64 / self.span.as_secs_f64()
    }

    pub(super) fn percentile(&self, percent: usize) -> Duration {
        self.latencies[(self.latencies.len() - 1) * percent / 100]
    }
}

/// An agent with a connection of its own that takes every status for an answer.
pub(super) fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_idle_connections_per_host(1)
        .build()
        .into()
}

/// Asks for `span` on so many connections.
///
/// # Errors
///
/// Any answer other than `expected`: a server that refuses is fast, and its speed is not ours.
pub(super) fn load(
    connections: usize,
    span: Duration,
    ask: &(dyn Fn(&ureq::Agent) -> Result<u16> + Sync),
    expected: u16,
) -> Result<Load> {
    let begun = Instant::now();
    let one = || -> Result<Vec<Duration>> {
        let agent = agent();
        let mut latencies = Vec::new();
        while begun.elapsed() < span {
            let asked = Instant::now();
            let status = ask(&agent)?;
            ensure!(
                status == expected,
                "answered {status} where {expected} was expected"
            );
            latencies.push(asked.elapsed());
        }
        Ok(latencies)
    };
    let measured: Result<Vec<Vec<Duration>>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..connections).map(|_| scope.spawn(one)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("a thread that ends"))
            .collect()
    });
    let span = begun.elapsed();
    let mut latencies = measured?.concat();
    latencies.sort_unstable();
    Ok(Load {
        connections,
        span,
        latencies,
    })
}
