//! Rebuilds the crate when the suite's files change: `include_dir!` does not ask for that itself.

#[allow(clippy::print_stdout)]
fn main() {
    for folder in ["claims", "cases", "operations", "vendors"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
