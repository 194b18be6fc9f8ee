//! The forms of a report: what it is written as, and read from.

use serde::Deserialize;

use super::{
    Paint, Report, SCHEMA_VERSION, badge, github, html, junit, markdown, terminal, transcript,
};

/// What every version of a report has.
#[derive(Deserialize)]
struct Version {
    schema_version: u32,
}

/// Why a text is not taken for a report.
#[derive(Debug, thiserror::Error)]
pub enum NoReport {
    /// It has not the form of one.
    #[error("this is no report: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// It is a report of another version.
    #[error("this is a report of version {0}; this program reads version {SCHEMA_VERSION}")]
    Version(u32),
}

impl Report {
    /// Reads a report that was written as JSON.
    ///
    /// # Errors
    /// Refuses what is no report, and a report of another version.
    pub fn parse(text: &str) -> Result<Self, NoReport> {
        let version = serde_json::from_str(text).map(|Version { schema_version }| schema_version);
        match version {
            Ok(SCHEMA_VERSION) => Ok(serde_json::from_str(text)?),
            Ok(version) => Err(NoReport::Version(version)),
            Err(error) => Err(NoReport::Unreadable(error)),
        }
    }

    /// The report as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The report for people.
    #[must_use]
    pub fn terminal(&self) -> String {
        terminal::render(self, Paint::Plain)
    }

    /// The same, coloured or not.
    #[must_use]
    pub fn terminal_in(&self, paint: Paint) -> String {
        terminal::render(self, paint)
    }

    /// A case, or the cases of a claim, with everything that was sent and received.
    #[must_use]
    pub fn transcript(&self, id: &str, paint: Paint) -> String {
        transcript::render(self, id, paint)
    }

    /// The report for build servers that read JUnit.
    #[must_use]
    pub fn junit(&self) -> String {
        junit::render(self)
    }

    /// The report for a pull request, short enough for a comment on it.
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown::render(self)
    }

    /// Annotations, as GitHub's runner reads them from the output of a step.
    #[must_use]
    pub fn github(&self) -> String {
        github::render(self)
    }

    /// The report as one page that needs no other file.
    #[must_use]
    pub fn html(&self) -> String {
        html::render(self)
    }

    /// The data of a badge, as shields.io's endpoint badge reads it.
    #[must_use]
    pub fn badge(&self) -> String {
        badge::render(self)
    }
}
