//! What is left out on purpose, what is added, and what is answered otherwise than a stock server would.

use crate::Declined;

pub(super) const DECLINED: &[Declined] = &[
    Declined {
        what: "Creating users as Ejento does",
        why: "V1 has no such operation; `POST /api/user` is the emulator's own addition, so that tests can set up users.",
    },
    Declined {
        what: "Paths and bodies of the other user operations as Ejento has them",
        why: "Only their names are public; what is here was inferred from the bulk deletion, and a permission is a word that a user holds.",
    },
    Declined {
        what: "V1 beyond users: chats, agents, projects, documents, corpora, evaluations, SharePoint, analytics, notifications",
        why: "None of them creates, reads or deletes a user.",
    },
    Declined {
        what: "V2 (`/api/v2/…`)",
        why: "The document is V1's, and no bulk deletion of V2 is known.",
    },
    Declined {
        what: "Logging in and refreshing tokens (`/auth-service/api/v2/login/…`, `/api/login/access-token`)",
        why: "They are another service's; the seed has tokens, which do not end.",
    },
    Declined {
        what: "Subscription keys restricted per category",
        why: "Only users are emulated, so a key reads, or reads and writes.",
    },
    Declined {
        what: "Another answer to the token of a deleted user than to a wrong one",
        why: "A token goes with its user, so nothing is known of it afterwards.",
    },
    Declined {
        what: "Form-encoded bodies and numbers written as text, which a stock Django REST Framework takes",
        why: "The document says JSON and integers, and a deletion is no place to guess; they are refused.",
    },
    Declined {
        what: "The HTML page of Django's 404, and its description of an operation on OPTIONS",
        why: "Every answer here is JSON, and OPTIONS is refused like any other method there is none for.",
    },
    Declined {
        what: "Answering a bulk deletion with the users who remain",
        why: "The document's example can be read so, as it deletes user 7 and answers with three others, but its descriptions speak of deleted users.",
    },
];
