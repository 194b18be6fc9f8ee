//! Compares two documents and prints the report as JSON: the library by itself, for measuring it.

use std::{
    error::Error,
    fs,
    io::{self, Write},
    mem::ManuallyDrop,
    process::ExitCode,
};

use specdiff::{AcceptList, Document, Level, Policy, Report, compare};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let [base, revision] = files.as_slice() else {
        return Err("usage: compare BASE REVISION".into());
    };
    let texts = (fs::read_to_string(base)?, fs::read_to_string(revision)?);
    let documents = Document::parse_both(Document::parse, (base, &texts.0), (revision, &texts.1))?;
    // As in the program: what ends with it need not be given back piece by piece.
    let documents = ManuallyDrop::new(documents);
    let comparison = compare(&documents.0, &documents.1, &Policy::default());
    // Without an accept-list no date matters.
    let report = Report::new(
        vec![comparison],
        &AcceptList::default(),
        jiff::civil::Date::MIN,
    );
    io::stdout().lock().write_all(report.json().as_bytes())?;
    Ok(ExitCode::from(u8::from(report.fails(Level::Breaking))))
}
