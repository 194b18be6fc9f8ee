//! What is measured: our server with many users in a file, and the framework doing next to nothing.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicUsize, Ordering},
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;

use crate::{
    emulator::{self, Emulator},
    shell,
};

/// The account whose users are deleted at once, so that an answer means that they are gone.
const PARTITION: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

/// A server under load and what it needs.
pub(super) struct World {
    emulator: Emulator,
    /// Removed with the world.
    folder: Option<PathBuf>,
}

/// Hands out the names of populated users, each once.
#[derive(Default)]
pub(super) struct Names(AtomicUsize);

impl Names {
    pub(super) fn next(&self, count: usize) -> Vec<String> {
        let first = self.0.fetch_add(count, Ordering::Relaxed);
        (first..first + count)
            .map(|n| format!("bench-{n}"))
            .collect()
    }

    pub(super) fn given(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

fn example(name: &str) -> Result<String> {
    let folder = emulator::binary("release")
        .parent()
        .context("no folder")?
        .join("examples");
    Ok(folder.join(name).to_string_lossy().into_owned())
}

impl World {
    /// The framework alone.
    pub(super) fn ceiling() -> Result<Self> {
        Ok(Self {
            emulator: Emulator::start_program(&[&example("ceiling")?], "/hello")?,
            folder: None,
        })
    }

    /// Our server on a file with so many users in one account.
    pub(super) fn populated(users: usize) -> Result<Self> {
        let folder = shell::root().join(format!("target/bench-{}-{users}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let file = folder
            .join("directory.sqlite")
            .to_string_lossy()
            .into_owned();
        if !shell::succeeds(&[&example("populate")?, &file, &users.to_string()])? {
            bail!("the database could not be filled");
        }
        let emulator = Emulator::start("release", &["--db", &file])?;
        Ok(Self {
            emulator,
            folder: Some(folder),
        })
    }

    pub(super) fn hello(&self, agent: &ureq::Agent) -> Result<u16> {
        let mut response = agent
            .get(format!("{}/hello", self.emulator.base_url))
            .call()?;
        response.body_mut().read_to_string()?;
        Ok(response.status().as_u16())
    }

    pub(super) fn echo(&self, agent: &ureq::Agent) -> Result<u16> {
        let body = json!({"partitionGlobalId": PARTITION, "userIds": ["bench-0"]}).to_string();
        self.send(agent, "/echo", &body)
    }

    /// A request that is authenticated, read, and refused for its partition.
    pub(super) fn refused(&self, agent: &ureq::Agent) -> Result<u16> {
        self.send(
            agent,
            "/identity/api/User",
            &json!({"partitionGlobalId": "nobody's", "userIds": ["x"]}).to_string(),
        )
    }

    pub(super) fn delete(&self, agent: &ureq::Agent, names: &[String]) -> Result<u16> {
        let status = self.send(
            agent,
            "/identity/api/User",
            &json!({"partitionGlobalId": PARTITION, "userIds": names}).to_string(),
        )?;
        ensure!(status == 204, "a deletion was answered {status}");
        Ok(status)
    }

    fn send(&self, agent: &ureq::Agent, path: &str, body: &str) -> Result<u16> {
        let request = agent
            .delete(format!("{}{path}", self.emulator.base_url))
            .header("authorization", "Bearer 1234")
            .header("content-type", "application/json");
        let mut response = request.force_send_body().send(body)?;
        response.body_mut().read_to_vec()?;
        Ok(response.status().as_u16())
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            // The server still has the files open, which keeps it working and frees them when it goes.
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}
