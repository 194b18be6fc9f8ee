//! The dumb servers: none of them deletes anybody, so none may look as if it did.

use std::time::Duration;

use umbridge_conformance::{ClaimReport, Options, Provenance, Report, Verdict, run};

use crate::stub::{Said, Stub};

async fn judged(answer: impl Fn(&Said) -> (u16, String) + Send + Sync + 'static) -> Report {
    let stub = Stub::start(answer).await;
    let options = Options {
        base_url: stub.base_url.clone(),
        seed: Some(1),
        patience: Some(Duration::from_millis(60)),
        ..Options::default()
    };
    run(&options).await.expect("a report")
}

fn nothing_about_deletion_passes(report: &Report) {
    for vendor in &report.vendors {
        for case in &vendor.cases {
            // What no document states cannot fail; a departure from it is told all the same.
            let departed = case.verdict == Verdict::Deviation && !case.findings.is_empty();
            assert!(
                departed || !matches!(case.verdict, Verdict::Pass | Verdict::Deviation),
                "{} is {:?}",
                case.id,
                case.verdict
            );
        }
        let documented = |claim: &&ClaimReport| {
            matches!(
                claim.provenance,
                Provenance::Documented | Provenance::Example
            )
        };
        for claim in vendor.claims.iter().filter(documented) {
            let observed = matches!(claim.verdict, Some(Verdict::Pass | Verdict::Deviation));
            assert!(!observed, "{}", claim.id);
        }
    }
    assert_ne!(report.exit_code(), 0);
}

#[tokio::test]
async fn a_server_that_refuses_everything_passes_nothing() {
    let report = judged(|_| (403, r#"{"statusCode":403,"message":"no"}"#.to_owned())).await;
    nothing_about_deletion_passes(&report);
}

#[tokio::test]
async fn a_server_that_answers_200_to_everything_passes_nothing() {
    let report = judged(|_| (200, "{}".to_owned())).await;
    nothing_about_deletion_passes(&report);
}

#[tokio::test]
async fn a_server_that_answers_404_to_everything_passes_nothing() {
    let report = judged(|_| (404, "{}".to_owned())).await;
    nothing_about_deletion_passes(&report);
}

#[tokio::test]
async fn a_server_that_echoes_passes_nothing() {
    let report = judged(|said| (200, said.body.clone())).await;
    nothing_about_deletion_passes(&report);
}

/// What the documents' examples show, whatever was asked.
#[tokio::test]
async fn a_server_with_canned_answers_passes_nothing() {
    let report = judged(|said| {
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
            "/identity/api/User" => "",
            "/identity/api/User/BulkCreate" => r#"{"users":[{"id":"dol-2908"}]}"#,
            "/api/v3/get-management-token" => {
                r#"{"statusCode":200,"data":{"access_token":"a.b.c"}}"#
            }
            "/api/v3/create-user" => r#"{"statusCode":200,"data":{"userId":"userId1"}}"#,
            _ => r#"{"statusCode":200,"message":"Success","data":{"success":true}}"#,
        };
        let status = if said.path == "/identity/api/User" {
            204
        } else {
            200
        };
        (status, body.to_owned())
    })
    .await;
    nothing_about_deletion_passes(&report);
}

#[tokio::test]
async fn a_server_that_is_not_there_could_not_be_asked() {
    let options = Options {
        base_url: "http://127.0.0.1:9".to_owned(),
        ..Options::default()
    };
    let report = run(&options).await.expect("a report");
    assert_eq!(report.exit_code(), 3);
}
