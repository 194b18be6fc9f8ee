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
    Declined {
        what: "Refusing requests beyond the rate limit",
        why: "They are counted and told by default, and refused only where the account's settings say so: a test suite on the same machine makes more in a minute than any plan allows.",
    },
    Declined {
        what: "Progress within a job, and jobs that end `failed` or `killed`",
        why: "A job is done in one instant when its time has come, so that a reader sees all of it or nothing; until then it is queued, then working.",
    },
    Declined {
        what: "Issuing API tokens and OAuth access tokens",
        why: "Credentials come from the seed, passwords, tokens and scopes alike; the operations of the document only use them.",
    },
    Declined {
        what: "What each custom role of an agent allows",
        why: "Custom roles are not emulated as records: an agent who has one may manage end users.",
    },
    Declined {
        what: "User identities, photos, organizations, groups and definitions of custom fields",
        why: "Bulk deletion does not touch them: their ids and values are kept and shown, and refer to nothing.",
    },
    Declined {
        what: "Sideloading, sorting and the filter `permission_set` on lists",
        why: "No client needs them to delete users; the keys are named in `X-Zendesk-API-Warn`.",
    },
    Declined {
        what: "The search syntax beyond plain text, `role:` and words such as `email:` before a text",
        why: "A search looks for one text in names, addresses and other text of a user, which is what verifying a deletion takes.",
    },
    Declined {
        what: "Changing and deleting brands",
        why: "Brands are there to scope external ids, for which listing, showing and creating them is enough.",
    },
];
