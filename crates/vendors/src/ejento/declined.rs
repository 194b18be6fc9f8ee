//! What is left out on purpose, and what is said otherwise than a stock server says it.

use crate::Declined;

pub(super) const DECLINED: &[Declined] = &[Declined {
    what: "Creating users as Ejento does",
    why: "V1 has no such operation; `POST /api/user` is the emulator's own addition, so that tests can set up users.",
}];
