//! What is left out on purpose.

use crate::Declined;

pub(super) const DECLINED: &[Declined] = &[
    Declined {
        what: "202 with `\"message\": \"queued\"` during maintenance",
        why: "The newest error page no longer mentions it, and nothing says what becomes of what was queued.",
    },
    Declined {
        what: "IP allowlists of keys, and 403 for an inactive plan",
        why: "What such a caller is answered is published nowhere.",
    },
    Declined {
        what: "The texts of 401 answers before 2019",
        why: "They differ in words only, and no client reads them.",
    },
    Declined {
        what: "`/users/external_ids/rename` and `/users/external_ids/remove`",
        why: "They name no user for deletion, and what an old external id still finds is not documented.",
    },
    Declined {
        what: "Devices, push tokens, sessions, subscription groups, campaigns and Canvases of users",
        why: "They come from apps and messages, which are not emulated: what is sent of them is ignored, and no export shows them.",
    },
    Declined {
        what: "Events and purchases as a log, and dashboards that count them",
        why: "A profile keeps how often, first and last, which is all that an export shows.",
    },
    Declined {
        what: "Nested custom attributes (`_merge_objects`, `$add`, `$remove`, `$update`) and `{\"$time\": …}`",
        why: "An object is kept as it was sent; only `inc`, `add` and `remove` are understood.",
    },
    Declined {
        what: "Merging and identification that take a while",
        why: "They are done when answered; only deletion is queued, as only its delay is documented.",
    },
    Declined {
        what: "`Server`, `Via` and `Strict-Transport-Security`",
        why: "They speak of the proxies before the service and not of the service.",
    },
];
