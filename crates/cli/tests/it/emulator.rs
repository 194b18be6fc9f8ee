//! An emulator in a process of its own, over a database that tests can look into.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

/// The program under test.
pub(crate) fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_umbridge"))
}

/// A running emulator; it ends with the value.
pub(crate) struct Emulator {
    process: Child,
    /// Held open: whoever cannot greet ends.
    _out: BufReader<ChildStdout>,
    pub(crate) base_url: String,
    pub(crate) folder: tempfile::TempDir,
}

impl Emulator {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut process = program()
            .args(["serve", "--listen", "127.0.0.1:0", "--db"])
            .arg(folder.path().join("directory.db"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a process");
        let out = process.stdout.take().expect("its output");
        let mut out = BufReader::new(out);
        let mut first = String::new();
        out.read_line(&mut first).expect("a line");
        let base_url = first.trim().rsplit(' ').next().expect("a URL").to_owned();
        Self {
            process,
            _out: out,
            base_url,
            folder,
        }
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("directory.db")
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
