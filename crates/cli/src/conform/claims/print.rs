//! What `umbridge conform claims` prints for people.

use std::io::{self, Write};

use umbridge_conformance::{Fate, Listing, Pin, Triage, Verified};

pub(super) fn claim(out: &mut impl Write, listing: &Listing) -> io::Result<()> {
    let Listing {
        id,
        level,
        provenance,
        says,
        ..
    } = listing;
    let level = word(level);
    let provenance = word(provenance);
    writeln!(out, "{id} · {level} · {provenance}")?;
    writeln!(out, "  {says}")?;
    match (&listing.document, &listing.heading, &listing.source) {
        (Some(document), Some(heading), _) => writeln!(out, "  {document} · {heading}")?,
        (_, _, Some(source)) => writeln!(out, "  {source}")?,
        _ => {}
    }
    match &listing.unobservable {
        Some(reason) => writeln!(out, "  unobservable: {reason}"),
        None => writeln!(out, "  {}", listing.cases.join(", ")),
    }
}

/// How a level or a provenance is written in the files.
fn word(value: impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

pub(super) fn verified(out: &mut impl Write, page: &Verified) -> io::Result<()> {
    for lost in &page.lost {
        let heading = lost.heading.as_deref().unwrap_or_default();
        writeln!(out, "LOST {} · {heading}", lost.id)?;
        writeln!(out, "  {}", lost.says)?;
    }
    let found = page.found.len();
    let pins = found + page.lost.len();
    writeln!(
        out,
        "{} {}: {found} of {pins} pins found",
        page.vendor, page.document
    )
}

pub(super) fn triage(out: &mut impl Write, page: &Triage) -> io::Result<()> {
    let mut heading = None;
    for passage in &page.passages {
        if passage.heading != heading {
            heading.clone_from(&passage.heading);
            writeln!(out, "{}", heading.as_deref().unwrap_or_default())?;
        }
        match &passage.fate {
            Fate::Heading => {}
            Fate::Claimed(claims) => {
                writeln!(out, "  claimed  {}", passage.text)?;
                writeln!(out, "           {}", claims.join(", "))?;
            }
            Fate::Waived { reason, because } => {
                writeln!(out, "  waived   {}", passage.text)?;
                writeln!(out, "           {}: {because}", word(reason))?;
            }
            Fate::Untriaged => {
                writeln!(out, "  NOBODY'S {}", passage.text)?;
                let Pin { words, digest } = &passage.pin;
                writeln!(out, "           {{words: {words}, digest: {digest}}}")?;
            }
        }
    }
    for mismatch in &page.mismatches {
        writeln!(out, "MISMATCH {mismatch}")?;
    }
    let headings = page.count(|fate| *fate == Fate::Heading);
    writeln!(
        out,
        "{} {}: {} passages, {} claimed, {} waived, {} nobody's",
        page.vendor,
        page.document,
        page.passages.len() - headings,
        page.count(|fate| matches!(fate, Fate::Claimed(_))),
        page.count(|fate| matches!(fate, Fate::Waived { .. })),
        page.count(|fate| *fate == Fate::Untriaged)
    )
}
