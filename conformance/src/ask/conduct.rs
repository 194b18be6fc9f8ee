//! What a run may do to its target.

use super::target::Target;

/// How a run conducts itself. The order is that of freedom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Conduct {
    /// It reads, and asks for what must be refused, naming nobody real.
    Safe,
    /// It creates users, or was given some, and deletes these and nobody else.
    Owned,
    /// It deletes the users of the documents' examples too, as one may on one's own machine.
    Free,
}

/// What an operator asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Manner {
    /// Free on loopback, safe anywhere else.
    #[default]
    Usual,
    /// Safe even on loopback.
    Safe,
    /// Deletes users of the run, wherever the target is, and nobody else.
    Destructive,
}

impl Conduct {
    /// How a run in this manner conducts itself against this target.
    pub(crate) fn of(manner: Manner, target: &Target) -> Self {
        match manner {
            Manner::Safe => Self::Safe,
            Manner::Destructive => Self::Owned,
            Manner::Usual if target.is_loopback() => Self::Free,
            Manner::Usual => Self::Safe,
        }
    }

    /// Whether users may come and go.
    pub(crate) fn has_users(self) -> bool {
        self > Self::Safe
    }
}
