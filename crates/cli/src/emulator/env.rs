//! `umbridge env`: the base URL and the seed's credentials, for `eval`.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use umbridge_vendors::VENDORS;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Where the emulator listens.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:4010")]
    url: String,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut out = io::stdout().lock();
    writeln!(out, "export UMBRIDGE_BASE_URL={}", quoted(&arguments.url))?;
    for (name, value) in VENDORS.iter().flat_map(|vendor| vendor.exports) {
        writeln!(out, "export {name}={}", quoted(value))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Text as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    #[rstest::rstest]
    #[case("plain", "'plain'")]
    #[case("it's", r"'it'\''s'")]
    #[case("$HOME `x`", "'$HOME `x`'")]
    fn a_shell_reads_back_what_was_quoted(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(super::quoted(text), expected);
    }
}
