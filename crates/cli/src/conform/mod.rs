//! `umbridge conform`: judges a server by the vendors' documents.
//!
//! `conform URL` runs the suite (`run.rs`). What begins with a word instead is
//! a subcommand with a file of its own here; the options of a run and a
//! subcommand do not mix.

use std::process::ExitCode;

pub(crate) mod claims;
mod output;
mod place;
mod progress;
mod replay;
mod run;
mod safety;
mod side_by_side;
mod sweep;

// Clap names a group of options after the struct; those of the run have that name already.
#[derive(Debug, clap::Args)]
#[group(skip)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: run::Arguments,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Ask one case, or the cases of one claim, again and show the exchange in full.
    Replay(replay::Arguments),
    /// List the rules that servers are judged by, or look for them on the vendors' pages.
    Claims(claims::Arguments),
    /// Delete what a run that was killed left behind, by its ledger.
    Sweep(sweep::Arguments),
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    match arguments.command {
        None => run::run(arguments.run),
        Some(Command::Replay(arguments)) => replay::run(&arguments),
        Some(Command::Claims(arguments)) => claims::run(&arguments),
        Some(Command::Sweep(arguments)) => sweep::run(arguments),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::Arguments;

    #[derive(Debug, Parser)]
    struct Program {
        #[command(flatten)]
        arguments: Arguments,
    }

    #[rstest::rstest]
    #[case::a_run("conform http://127.0.0.1:1 --vendor braze", true)]
    #[case::options_first("conform --vendor braze http://127.0.0.1:1", true)]
    #[case::a_list("conform --list", true)]
    #[case::a_target("conform --target staging.yaml --rate 2/s", true)]
    #[case::a_target_elsewhere("conform http://127.0.0.1:1 --target staging.yaml", true)]
    #[case::no_rate("conform http://127.0.0.1:1 --rate fast", false)]
    #[case::two_sides(
        "conform --left http://127.0.0.1:1 --right staging.yaml --vendor braze",
        true
    )]
    #[case::one_side("conform --left http://127.0.0.1:1", false)]
    #[case::two_sides_and_a_third("conform http://127.0.0.1:1 --left a --right b", false)]
    #[case::neither("conform", false)]
    #[case::reports("conform http://127.0.0.1:1 --html a.html --json - --github", true)]
    #[case::a_replay("conform replay some.case http://127.0.0.1:1 --seed 7", true)]
    #[case::a_replay_from_a_report("conform replay some.case --report report.json", true)]
    #[case::a_replay_of_another_run("conform replay some.case http://127.0.0.1:1", false)]
    #[case::a_sweep("conform sweep ledger.ndjson", true)]
    #[case::a_sweep_elsewhere("conform sweep ledger.ndjson http://127.0.0.1:1", true)]
    #[case::a_sweep_of_nothing("conform sweep", false)]
    #[case::claims("conform claims --vendor braze --json", true)]
    #[case::claims_on_pages("conform claims --verify a.html b.txt", true)]
    #[case::claims_on_a_page_of_a_name("conform claims --verify a.html --as braze", true)]
    #[case::two_questions_at_once("conform claims --verify a --coverage b", false)]
    #[case::a_destructive_run(
        "conform https://h --destructive --budget 9 --ledger l --users u --i-own h",
        true
    )]
    #[case::safe_and_destructive("conform https://h --safe --destructive", false)]
    #[case::a_safe_comparison("conform --left http://a --right http://b --safe", true)]
    #[case::a_destructive_comparison(
        "conform --left http://a --right http://b --destructive",
        false
    )]
    #[case::a_plan("conform http://127.0.0.1:1 --plan", true)]
    #[case::a_sweep_of_ones_own("conform sweep ledger.ndjson --i-own h", true)]
    #[case::a_run_and_a_sweep("conform http://127.0.0.1:1 sweep ledger.ndjson", false)]
    fn a_command_line(#[case] line: &str, #[case] understood: bool) {
        let parsed = Program::try_parse_from(line.split(' '));
        assert_eq!(parsed.is_ok(), understood, "{parsed:?}");
    }
}
