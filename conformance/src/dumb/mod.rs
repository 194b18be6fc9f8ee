//! The dumb servers: permanent fixtures that delete nobody, so that none may look as if it did.

mod stub;

use crate::suite::claim::Provenance;
use crate::{Report, Verdict};
pub use stub::{Reply, Said, Stub};

/// A server that does not listen to what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dumb {
    /// Answers as the documents' examples show, whatever was asked.
    Canned,
    /// Refuses everything.
    Refusing,
    /// Answers 200 to everything.
    Agreeing,
    /// Answers 404 to everything.
    Empty,
    /// Answers with what it was sent.
    Echoing,
}

impl Dumb {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Canned,
        Self::Refusing,
        Self::Agreeing,
        Self::Empty,
        Self::Echoing,
    ];

    /// What it does, in a few words.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Self::Canned => "canned answers",
            Self::Refusing => "refuses everything",
            Self::Agreeing => "200 to everything",
            Self::Empty => "404 to everything",
            Self::Echoing => "echoes",
        }
    }

    /// Starts it on a free port, until the runtime ends.
    ///
    /// # Panics
    /// Panics where no port is to be had.
    pub async fn start(self) -> Stub {
        Stub::start(move |said| match self {
            Self::Canned => canned(said),
            Self::Refusing => (403, r#"{"statusCode":403,"message":"no"}"#.to_owned()),
            Self::Agreeing => (200, "{}".to_owned()),
            Self::Empty => (404, "{}".to_owned()),
            Self::Echoing => (200, said.body.clone()),
        })
        .await
    }
}

/// What a server that deletes nobody passes all the same: cases, and claims that a document states.
#[must_use]
pub fn undeserved(report: &Report) -> Vec<String> {
    let passes = |verdict| matches!(verdict, Verdict::Pass | Verdict::Deviation);
    let mut undeserved = Vec::new();
    for vendor in &report.vendors {
        for case in &vendor.cases {
            // What no document states cannot fail; a departure from it is told all the same.
            let departed = case.verdict == Verdict::Deviation && !case.findings.is_empty();
            if passes(case.verdict) && !departed {
                undeserved.push(case.id.clone());
            }
        }
        for claim in &vendor.claims {
            let stated = matches!(
                claim.provenance,
                Provenance::Documented | Provenance::Example
            );
            if stated && claim.verdict.is_some_and(passes) {
                undeserved.push(claim.id.clone());
            }
        }
    }
    undeserved
}

fn canned(said: &Said) -> (u16, String) {
    let body = match said.path.as_str() {
        "/users/delete" => r#"{"deleted":2,"message":"success"}"#,
        "/users/export/ids" => {
            r#"{"users":[{"external_id":"user_id1","braze_id":"b1"}],"message":"success"}"#
        }
        "/api/v2/users" => r#"{"user":{"id":9001,"active":true}}"#,
        "/api/v2/users/show_many" => r#"{"users":[{"id":9001,"active":true}]}"#,
        "/api/v2/users/destroy_many" => {
            r#"{"job_status":{"id":"j1","url":"u","status":"completed","results":[]}}"#
        }
        "/api/user" => r#"{"success":true,"data":{"id":7}}"#,
        "/api/user/batch" => {
            r#"{"success":true,"message":"Users deleted successfully.","data":[{"id":4}]}"#
        }
        "/identity/api/User" => return (204, String::new()),
        "/identity/api/User/BulkCreate" => r#"{"users":[{"id":"dol-2908"}]}"#,
        "/api/v3/get-management-token" => r#"{"statusCode":200,"data":{"access_token":"a.b.c"}}"#,
        "/api/v3/create-user" => r#"{"statusCode":200,"data":{"userId":"userId1"}}"#,
        _ => r#"{"statusCode":200,"message":"Success","data":{"success":true}}"#,
    };
    (200, body.to_owned())
}
