//! The ledger: what a run is about to do to users, written to a file before it is done.
//!
//! One line of JSON per entry, flushed and synced before the request leaves,
//! so that a run that is killed at any moment can be finished by another
//! process. It holds no secret: what is written passes the same seal as the
//! report. `entry.rs` is the format, `reading.rs` what is left of a killed run.

mod entry;
mod reading;

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

pub(crate) use entry::{Entered, Entry, Event};
pub use reading::UnreadableLedger;
pub(crate) use reading::{Remains, Stage, read};

use crate::report::Seal;

/// A ledger that is being written.
#[derive(Debug)]
pub(crate) struct Ledger {
    file: Mutex<File>,
}

impl Ledger {
    /// Begins a ledger. One that is there already is not written over: it may be all that is
    /// known of a run that was killed.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.append(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        // The name has to outlast a crash of the machine too.
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
        Ok(Self {
            file: Mutex::new(file),
        })
    }

    /// Goes on with a ledger, to note what became of its users.
    pub(crate) fn reopen(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().append(true).open(path)?;
        Ok(Self {
            file: Mutex::new(file),
        })
    }

    /// Writes an entry and returns when it is on the disk.
    pub(crate) fn write(&self, entry: &Entry, seal: &Seal) -> io::Result<()> {
        let mut value = serde_json::to_value(entry)?;
        seal.scrub(&mut value);
        let line = format!("{value}\n");
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(line.as_bytes())?;
        file.sync_data()
    }
}
