//! Small documents in folders, and the program run beside them.

use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_umbridge");

/// A document with these paths.
pub(crate) fn document(paths: &str) -> String {
    format!(
        "{{\n  \"openapi\": \"3.0.3\",\n  \"info\": {{\"title\": \"T\", \"version\": \"1\"}},\n  \"paths\": {paths}\n}}\n"
    )
}

/// Two operations, and one of them.
pub(crate) fn two() -> String {
    document(
        r#"{"/a": {"get": {"responses": {"204": {"description": "None."}}}}, "/b": {"get": {"responses": {"204": {"description": "None."}}}}}"#,
    )
}

pub(crate) fn one() -> String {
    document(r#"{"/a": {"get": {"responses": {"204": {"description": "None."}}}}}"#)
}

/// A folder with files.
pub(crate) fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("created");
        std::fs::write(path, text).expect("written");
    }
    folder
}

pub(crate) fn command(program: &str, folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command
        .args(words)
        .current_dir(folder)
        .stdin(Stdio::null())
        .env_remove("NO_COLOR");
    command
}

pub(crate) fn umbridge(folder: &Path, words: &[&str]) -> Output {
    command(PROGRAM, folder, words)
        .output()
        .expect("the program runs")
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
