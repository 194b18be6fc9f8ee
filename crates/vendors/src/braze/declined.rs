//! What is left out on purpose.

use crate::Declined;

pub(super) const DECLINED: &[Declined] = &[
    Declined {
        what: "202 with `\"message\": \"queued\"` during maintenance",
        why: "The newest error page no longer mentions it, and nothing says what becomes of what was queued.",
    },
    Declined {
        what: "IP allowlists of keys",
        why: "What a caller outside the list is answered is published nowhere.",
    },
];
