//! Verdicts and exit codes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What became of a case. The order is that of weight: a claim gets the weightiest of its cases.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Not applicable, for a stated reason.
    Skipped,
    /// Not sent, to protect the target.
    Withheld,
    /// No credential, no users, or a twin that was not accepted.
    Blocked,
    /// The preferred answer.
    Pass,
    /// An admissible answer that is not the preferred one, or a departure from a rule that cannot fail.
    Deviation,
    /// A failure that the target's list of known deviations expects.
    Known,
    /// Could not be asked.
    Broken,
    /// An answer the document does not admit.
    Fail,
}

impl Verdict {
    /// Every verdict, in the order in which reports count them.
    pub const ALL: [Self; 8] = [
        Self::Pass,
        Self::Fail,
        Self::Known,
        Self::Deviation,
        Self::Skipped,
        Self::Withheld,
        Self::Blocked,
        Self::Broken,
    ];

    /// Whether an answer was compared with what was expected.
    #[must_use]
    pub fn compared(self) -> bool {
        matches!(
            self,
            Self::Pass | Self::Fail | Self::Known | Self::Deviation
        )
    }

    /// The word used in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Deviation => "deviation",
            Self::Known => "known",
            Self::Skipped => "skipped",
            Self::Withheld => "withheld",
            Self::Blocked => "blocked",
            Self::Broken => "broken",
        }
    }
}

/// Nothing failed.
pub const EXIT_CLEAN: u8 = 0;
/// A case failed, or a user was left behind.
pub const EXIT_FINDINGS: u8 = 1;
/// The command or the suite's own files could not be understood.
pub const EXIT_USAGE: u8 = 2;
/// The target could not be asked, or nothing was compared.
pub const EXIT_UNASKED: u8 = 3;
