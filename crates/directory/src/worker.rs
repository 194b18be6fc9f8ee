//! The worker: runs queued jobs when their time has come.
//!
//! All the work is in [`Directory::run_next_job`], one transaction a job; the loop only knows when to look.

use std::{sync::atomic::Ordering, time::Duration};

use tokio::{sync::watch, task::JoinHandle};

use crate::Directory;

/// A running worker; dropping it stops it after the job at hand.
#[derive(Debug)]
pub struct Worker {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// How long to wait after a failed step, so that a full disk is not hammered.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_millis(250);

impl Worker {
    /// Starts the worker of a directory.
    ///
    /// # Panics
    ///
    /// Panics if the directory has been given a worker before.
    pub fn start(directory: &Directory) -> Self {
        let again = directory.inner.worker_started.swap(true, Ordering::Relaxed);
        assert!(!again, "a directory has one worker");
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(run(directory.clone(), stopped));
        Self { stop, task }
    }

    /// Stops the worker and waits for the job at hand.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the worker did not end well");
        }
    }
}

async fn run(directory: Directory, mut stopped: watch::Receiver<bool>) {
    loop {
        if *stopped.borrow() {
            return;
        }
        match directory.run_next_job().await {
            Ok(Some(job)) => tracing::debug!(%job, "job finished"),
            Ok(None) => {
                tokio::select! {
                    () = next_due(&directory) => {}
                    _ = stopped.changed() => return,
                }
            }
            Err(error) => {
                tracing::error!(%error, cause = ?std::error::Error::source(&error), "a job could not be run");
                pause().await;
            }
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a failing disk is not the clock's business"
)]
async fn pause() {
    tokio::time::sleep(PAUSE_AFTER_FAILURE).await;
}

/// Returns when a job is due or the queue has changed.
async fn next_due(directory: &Directory) {
    let changed = directory.inner.queued.notified();
    match directory.inner.store.next_due().await {
        Ok(Some(moment)) => tokio::select! {
            () = directory.inner.clock.reach(moment) => {}
            () = changed => {}
        },
        Ok(None) => changed.await,
        Err(error) => {
            tracing::error!(%error, "the queue could not be read");
            pause().await;
        }
    }
}
