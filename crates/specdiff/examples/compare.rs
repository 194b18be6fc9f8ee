//! Compares two documents and prints the report as JSON: the library by itself, for measuring it.

use std::{
    error::Error,
    fs,
    io::{self, Write},
    process::ExitCode,
};

use specdiff::{AcceptList, Document, Level, Policy, Report, compare};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let [base, revision] = files.as_slice() else {
        return Err("usage: compare BASE REVISION".into());
    };
    let read = |file: &String| -> Result<Document, Box<dyn Error>> {
        Ok(Document::parse(file, &fs::read_to_string(file)?)?)
    };
    let comparison = compare(&read(base)?, &read(revision)?, &Policy::default());
    // Without an accept-list no date matters.
    let report = Report::new(
        vec![comparison],
        &AcceptList::default(),
        jiff::civil::Date::MIN,
    );
    io::stdout().lock().write_all(report.json().as_bytes())?;
    Ok(ExitCode::from(u8::from(report.fails(Level::Breaking))))
}
