//! What is left out on purpose.

use crate::Declined;

pub(super) const DECLINED: &[Declined] = &[
    Declined {
        what: "Tokens of users: authorization code, refresh tokens, personal access tokens",
        why: "Nobody signs in here; a seeded token stands for a user where one is wanted.",
    },
    Declined {
        what: "Discovery document and signing keys",
        why: "Tokens are looked up rather than verified, and are signed with a key of the emulator's own.",
    },
    Declined {
        what: "Passwords: `password` on creation and update, `POST /api/User/{userId}/changepassword`",
        why: "No password would ever be asked for, so none is kept; the members are ignored.",
    },
    Declined {
        what: "Members `userLogins`, `validatePassword` and `extensionUserAttributes`",
        why: "They are ignored: nothing the service answers shows them.",
    },
    Declined {
        what: "Groups, robot accounts and external applications as records",
        why: "Their endpoints are others; a user's groups are ids that nothing else is known of.",
    },
    Declined {
        what: "Roles: tokens of users who are not organization administrators",
        why: "Scopes decide alone; a token without them stands for such a user.",
    },
    Declined {
        what: "`DELETE /{org}/portal_/api/identity/User` with `deleteCurrentUser`",
        why: "The portal's own route is not part of the documented interface.",
    },
    Declined {
        what: "The cloud's withdrawal of user creation and deletion, and its `InvalidPartition` on paths without an organization",
        why: "The document describes standalone Orchestrator, where neither holds.",
    },
    Declined {
        what: "Members of bodies and parameters of queries in another case than documented",
        why: "The framework is said to read them; here they are unknown members, and those are ignored.",
    },
    Declined {
        what: "Bodies that repeat a member, which the framework would read by its last value",
        why: "They are refused: a deletion must not depend on which of two lists is read.",
    },
];
