//! A secret that was planted is found in nothing that is written.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use serde_json::json;
use umbridge_conformance::{Options, Paint, Report, run};

use crate::safety::values;
use crate::stub::{Said, Stub};

/// As tokens look: with characters that Base64 has and that URLs, JSON and HTML write in other ways.
const PLANTED: &str = "planted/s3cret+2908&more=";

/// What a login gave.
const CAPTURED: &str = "c4ptured/token.value+9";

/// Where reports cut a body: half a secret must not stay there.
const CUT: usize = 4000;

static ASKED: AtomicUsize = AtomicUsize::new(0);

/// `%70%6c…`, every byte.
fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Only what a query must not hold.
fn in_a_query(text: &str) -> String {
    let reserved = ["%", "/", "+", "&", "="];
    reserved.iter().fold(text.to_owned(), |text, c| {
        text.replace(c, &format!("%{:02X}", c.as_bytes()[0]))
    })
}

fn in_a_page(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('/', "&#x2F;")
        .replace('+', "&#43;")
}

fn in_json(text: &str) -> String {
    text.replace('/', "\\/").replace('&', "\\u0026")
}

/// Every spelling the tests know, of a secret and of texts it is part of.
fn spellings(secret: &str) -> Vec<String> {
    let mut spellings = vec![
        secret.to_owned(),
        percent(secret),
        percent(secret).to_lowercase(),
        in_a_query(secret),
        in_a_page(secret),
        in_json(secret),
        in_json(secret).replace('\\', "\\\\"),
        BASE64_STANDARD.encode(secret),
        BASE64_URL_SAFE_NO_PAD.encode(secret),
    ];
    for before in ["", "a", "ab", "user:"] {
        let pair = BASE64_STANDARD.encode(format!("{before}{secret}:after"));
        spellings.push(in_a_query(&pair));
        spellings.push(pair);
    }
    spellings
}

/// Refuses everything, and says back what it was shown in every spelling.
fn echo(said: &Said) -> (u16, String) {
    if said.path.ends_with("token") {
        let token = json!({
            "statusCode": 200, "access_token": CAPTURED, "data": {"access_token": CAPTURED},
        });
        return (200, token.to_string());
    }
    // Each answer is a little longer than the last, so that the cut falls everywhere in the secret.
    let longer = ASKED.fetch_add(1, Ordering::Relaxed) % (PLANTED.len() + 2);
    let start = r#"{"at":""#;
    let padding = "x".repeat(CUT - start.len() - longer);
    let echoed: Vec<String> = [PLANTED, CAPTURED]
        .into_iter()
        .flat_map(spellings)
        .collect();
    let body = format!(
        r#"{start}{padding}{PLANTED}","statusCode":401,"head":{},"message":{}}}"#,
        json!(said.head),
        json!(echoed.join(" ")),
    );
    let short = json!({"statusCode": 401, "message": echoed.join(" "), "head": said.head});
    match longer % 2 {
        0 => (401, body),
        _ => (401, short.to_string()),
    }
}

/// Everything that can be written of a run.
fn artefacts(report: &Report) -> Vec<(String, String)> {
    let mut artefacts = vec![
        ("terminal".to_owned(), report.terminal()),
        ("colours".to_owned(), report.terminal_in(Paint::Colour)),
        ("json".to_owned(), report.json()),
        ("junit".to_owned(), report.junit()),
        ("markdown".to_owned(), report.markdown()),
        ("annotations".to_owned(), report.github()),
        ("html".to_owned(), report.html()),
        ("badge".to_owned(), report.badge()),
        ("debug".to_owned(), format!("{report:?}")),
    ];
    for case in report.vendors.iter().flat_map(|vendor| &vendor.cases) {
        let transcript = report.transcript(&case.id, Paint::Plain);
        artefacts.push((format!("transcript of {}", case.id), transcript));
    }
    artefacts
}

/// Refusals are asked elsewhere without creating users, so their answers stand in the report.
#[tokio::test]
async fn a_planted_secret_is_in_no_artefact() {
    let stub = Stub::start(echo).await;
    for longest_body in [None, Some(usize::MAX)] {
        let options = Options {
            base_url: stub.base_url.replace("127.0.0.1", "0.0.0.0"),
            values: values(PLANTED),
            patience: Some(Duration::from_millis(60)),
            rate: Some("1000/s".parse().expect("a rate")),
            longest_body,
            ..Options::default()
        };
        let report = run(&options).await.expect("a report");
        let artefacts = artefacts(&report);
        let (_, text) = &artefacts[2];
        assert!(text.contains("[secret]"), "an answer quoted the secret");
        assert!(text.contains("xxxx"), "an answer was long");
        assert!(
            longest_body.is_some() || text.contains(r#""omitted": 1"#),
            "and was cut"
        );
        for (name, text) in &artefacts {
            for secret in [PLANTED, CAPTURED] {
                for spelling in spellings(secret) {
                    assert!(!text.contains(&spelling), "{name} holds {spelling}");
                }
                let beginning = &secret[..8];
                assert!(
                    !text.contains(beginning),
                    "{name} holds a part: {beginning}"
                );
            }
        }
    }
}
