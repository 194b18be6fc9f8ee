//! `cargo xtask`: everything that is done to the repository. Needs nothing but cargo.
//!
//! Dispatch only: one file per command, commands return what they found, and this file prints it.

use std::process::ExitCode;

mod bench;
mod bench_diff;
mod ci;
mod emulator;
mod generate;
mod mutants;
mod new_vendor;
mod shell;
mod tidy;

const USAGE: &str = "\
cargo xtask COMMAND

  ci [STEP...]          everything CI checks after the tests; `cargo xtask ci list` names the steps
  generate [--check]    write the generated files, or fail where one is stale
  tidy                  check the rules of the house
  bench [--quick]       measure speed, memory and size, as ratios within this run
  bench-diff [OPTION..] compare documents with our differ and with others: verdicts, time, memory
  mutants [OPTION..]    let the suite judge mutants of the emulator; --write raises the floor
  mutants --cases       judge the suite's cases by what they notice of what is bent; --idle, --write
  new-vendor NAME       begin a vendor: its folder, its two lines, its cases
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["ci", steps @ ..] => ci::run(steps),
        ["generate"] => generate::run(generate::Mode::Write),
        ["generate", "--check"] => generate::run(generate::Mode::Check),
        ["tidy"] => tidy::run(),
        ["bench"] => bench::run(bench::Effort::Full),
        ["bench", "--quick"] => bench::run(bench::Effort::Quick),
        ["bench-diff", options @ ..] => bench_diff::run(options),
        ["mutants", options @ ..] => mutants::run(options),
        ["new-vendor", name] => new_vendor::run(name),
        [] => {
            print(USAGE);
            return ExitCode::SUCCESS;
        }
        _ => {
            print(USAGE);
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(findings) if findings.is_empty() => ExitCode::SUCCESS,
        Ok(findings) => {
            for finding in &findings {
                print(&format!("{finding}\n"));
            }
            print(&format!("{} to mend\n", findings.len()));
            ExitCode::FAILURE
        }
        Err(error) => {
            print(&format!("xtask: {error:#}\n"));
            ExitCode::from(2)
        }
    }
}

/// What a command found wrong, a line or a paragraph each.
type Findings = Vec<String>;

#[expect(
    clippy::print_stdout,
    reason = "the one place where output reaches the user"
)]
fn print(text: &str) {
    print!("{text}");
}
