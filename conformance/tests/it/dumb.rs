//! The dumb servers: none of them deletes anybody, so none may look as if it did.

use std::time::Duration;

use umbridge_conformance::{Dumb, Options, run, undeserved};

#[rstest::rstest]
#[case::with_canned_answers(Dumb::Canned)]
#[case::that_refuses_everything(Dumb::Refusing)]
#[case::that_answers_200_to_everything(Dumb::Agreeing)]
#[case::that_answers_404_to_everything(Dumb::Empty)]
#[case::that_echoes(Dumb::Echoing)]
#[tokio::test]
async fn a_server_passes_nothing(#[case] dumb: Dumb) {
    let stub = dumb.start().await;
    let options = Options {
        base_url: stub.base_url.clone(),
        seed: Some(1),
        patience: Some(Duration::from_millis(60)),
        ..Options::default()
    };
    let report = run(&options).await.expect("a report");
    assert_eq!(undeserved(&report), Vec::<String>::new());
    assert_ne!(report.exit_code(), 0);
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
