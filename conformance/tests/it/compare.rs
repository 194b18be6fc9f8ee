//! Two servers side by side.

use std::time::Duration;

use umbridge_conformance::{Comparison, Options, compare};
use umbridge_server::Emulator;

use crate::proxy;
use crate::stub::{Said, Stub};

fn options(base_url: &str, vendor: &str) -> Options {
    Options {
        vendors: vec![vendor.to_owned()],
        // One after another, Zendesk's jobs alone would take a minute.
        filter: match vendor {
            "zendesk" => vec!["zendesk.jobs".to_owned(), "zendesk.delete.".to_owned()],
            _ => vec![],
        },
        seed: Some(7),
        ..Options::new(base_url)
    }
}

async fn emulator() -> Emulator {
    let options = umbridge_server::Options::default();
    Emulator::start(options).await.expect("a server")
}

async fn compared(vendor: &str, tamper: proxy::Tamper) -> Comparison {
    let (one, other) = (emulator().await, emulator().await);
    let behind = proxy::start(other.base_url(), tamper).await;
    let left = options(&one.base_url(), vendor);
    let comparison = compare(left, options(&behind, vendor)).await;
    comparison.expect("a comparison")
}

fn as_it_is(_: &Said, _: &mut u16, _: &mut String) {}

#[rstest::rstest]
#[case("zendesk")]
#[case("uipath")]
#[case("ejento")]
#[case("braze")]
#[case("genauth")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_does_not_differ_from_itself(#[case] vendor: &str) {
    let comparison = compared(vendor, as_it_is).await;
    assert_eq!(comparison.rows, [], "{}", comparison.terminal());
    assert!(comparison.compared > 20);
    assert_eq!(comparison.exit_code(), 0);
}

/// Only one case sends a body that is cut short to this operation, and it is refused.
fn says_another_status(said: &Said, status: &mut u16, _: &mut String) {
    if said.path == "/users/merge" && said.body.ends_with(']') {
        *status = 422;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_deviation_is_one_row() {
    let comparison = compared("braze", says_another_status).await;
    let [row] = comparison.rows.as_slice() else {
        panic!("{}", comparison.terminal());
    };
    assert_eq!(row.case.as_deref(), Some("braze.merge.cut-short"));
    let [difference] = row.differences.as_slice() else {
        panic!("{row:?}");
    };
    let sides = (difference.left.as_str(), difference.right.as_str());
    assert_eq!(
        (difference.what.as_str(), sides),
        ("status", ("400", "422"))
    );
    assert_eq!(comparison.exit_code(), 1);
}

#[tokio::test]
async fn two_servers_that_cannot_be_asked_are_not_alike() {
    let nobody = Stub::start(|_| (500, "{}".to_owned())).await;
    let asked = || Options {
        patience: Some(Duration::from_millis(60)),
        filter: vec!["universal.exactly".to_owned()],
        ..options(&nobody.base_url, "ejento")
    };
    let comparison = compare(asked(), asked()).await.expect("a comparison");
    assert_eq!(comparison.exit_code(), 3, "{}", comparison.terminal());
}
