//! What is left out on purpose.

use crate::Declined;

pub(super) const DECLINED: &[Declined] = &[
    Declined {
        what: "Passwords, salts and one-time passwords of users (`password`, `salt`, `otp`)",
        why: "Nobody logs in to the emulator, so that they are accepted and not kept.",
    },
    Declined {
        what: "Definitions of custom fields",
        why: "Custom data may have any keys; there is no operation in the document's neighbourhood that defines them.",
    },
];
