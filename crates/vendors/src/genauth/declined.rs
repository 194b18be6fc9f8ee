//! What is left out on purpose.

use crate::Declined;

pub(super) const DECLINED: &[Declined] = &[
    Declined {
        what: "Passwords, salts and one-time passwords of users (`password`, `salt`, `otp`, `passwordEncryptType`)",
        why: "Nobody logs in to the emulator, so that they are accepted and not kept.",
    },
    Declined {
        what: "Definitions of custom fields",
        why: "They are managed elsewhere; custom data may have any keys, and values need not be unique.",
    },
    Declined {
        what: "`searchQuery` of list-users",
        why: "It is written in the language of a search engine; requests that have one are refused with 501.",
    },
    Declined {
        what: "`flatCustomData`, `withPost` and `withUserPasswordExpireTime`",
        why: "What they add to an answer is not published in enough detail; they are accepted and do nothing.",
    },
    Declined {
        what: "Tenants, departments, posts and applications as objects",
        why: "Users carry the ids of their departments, and nothing else of these takes part in deletion.",
    },
    Declined {
        what: "Creating sync relations",
        why: "No published operation does it; the seed has one, and it can be read and deleted.",
    },
    Declined {
        what: "Access keys of collaborators, with permissions of their own",
        why: "Which operation needs which permission is not published; a pool's own key may do everything.",
    },
    Declined {
        what: "Notifications to users (`sendNotification`)",
        why: "The emulator writes to nobody.",
    },
    Declined {
        what: "Refusals for billing reasons (402, `apiCode` 4021)",
        why: "Pools have no plan.",
    },
    Declined {
        what: "The older GraphQL interface (V2)",
        why: "The document describes the V3 interface, which took its place.",
    },
];
