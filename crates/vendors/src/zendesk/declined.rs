//! What is left out on purpose.

use crate::Declined;

pub(super) const DECLINED: &[Declined] = &[
    Declined {
        what: "Users who are requesters of tickets that are not closed cannot be deleted",
        why: "The emulator has no tickets.",
    },
    Declined {
        what: "Placeholder users of ticket sharing and of the legacy chat",
        why: "They come from products that are not emulated, and can be named by no request of the document.",
    },
];
