//! What is left out on purpose.

use crate::Declined;

pub(super) const DECLINED: &[Declined] = &[Declined {
    what: "Everything but the bulk deletion",
    why: "The vendor has only just been begun.",
}];
