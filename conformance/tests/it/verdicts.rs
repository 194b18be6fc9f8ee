//! Every verdict comes out of some run: a word that no run says would promise what nobody checks.

use std::time::Duration;

use umbridge_conformance::{
    EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNASKED, Options, Report, Verdict, run,
};

use crate::honest::{Fault, ejento};
use crate::stub::Stub;
use crate::target;

const DELETION: &str = "ejento.universal.exactly-the-named";

/// One case that is asked in a run of its own, and the exit code of that run.
struct Shown {
    report: Report,
    exit_code: u8,
}

/// A run whose only case gets this verdict.
async fn shown(verdict: Verdict) -> Shown {
    let honest = ejento(Fault::None).await.base_url;
    let (report, exit_code) = match verdict {
        Verdict::Pass => (asked(&honest, DELETION).await, EXIT_CLEAN),
        // The honest server leaves out a member that its document calls optional.
        Verdict::Deviation => (
            asked(&honest, "ejento.delete.data-joined").await,
            EXIT_CLEAN,
        ),
        Verdict::Fail => {
            let stub = ejento(Fault::DeletesNobody).await;
            (asked(&stub.base_url, DELETION).await, EXIT_FINDINGS)
        }
        Verdict::Known => {
            let stub = ejento(Fault::AnswersOk).await;
            let expected = format!(
                "name: t\ndeviations: [{{case: {DELETION}, reason: it says 202, link: https://tickets.example/7, \
                 expires: 2999-12-31}}]\n"
            );
            let options = Options {
                target: Some(target::read(&expected).expect("a target")),
                ..options(&stub.base_url, DELETION)
            };
            (run(&options).await.expect("a report"), EXIT_CLEAN)
        }
        Verdict::Skipped => {
            let case = "ejento.universal.no-credential";
            (asked(&honest, case).await, EXIT_UNASKED)
        }
        // No loopback address, although it reaches this machine: nobody is deleted there.
        Verdict::Withheld => {
            let elsewhere = honest.replace("127.0.0.1", "0.0.0.0");
            let mut options = options(&elsewhere, DELETION);
            let token = ("EJENTO_TOKEN".to_owned(), "a token".to_owned());
            options.values.extend([token]);
            (run(&options).await.expect("a report"), EXIT_UNASKED)
        }
        Verdict::Blocked => {
            let stub = Stub::start(|_| (403, "{}".to_owned())).await;
            (asked(&stub.base_url, DELETION).await, EXIT_UNASKED)
        }
        Verdict::Broken => (asked("http://127.0.0.1:9", DELETION).await, EXIT_UNASKED),
    };
    Shown { report, exit_code }
}

fn options(base_url: &str, case: &str) -> Options {
    Options {
        base_url: base_url.to_owned(),
        vendors: vec!["ejento".to_owned()],
        filter: vec![case.to_owned()],
        seed: Some(7),
        patience: Some(Duration::from_millis(60)),
        ..Options::default()
    }
}

async fn asked(base_url: &str, case: &str) -> Report {
    let options = options(base_url, case);
    run(&options).await.expect("a report")
}

#[tokio::test]
async fn every_verdict_is_given_and_counts_as_it_should() {
    for verdict in Verdict::ALL {
        let Shown { report, exit_code } = shown(verdict).await;
        let verdicts: Vec<Verdict> = report.vendors[0]
            .cases
            .iter()
            .map(|case| case.verdict)
            .collect();
        assert_eq!(verdicts, [verdict], "{}", report.terminal());
        assert_eq!(report.exit_code(), exit_code, "{verdict:?}");
        assert!(report.terminal().contains(verdict.word()), "{verdict:?}");
        // A run that compared nothing is no pass, whatever kept it from comparing.
        assert_eq!(
            report.terminal().contains("nothing was compared"),
            !verdict.compared(),
            "{}",
            report.terminal()
        );
    }
}

#[tokio::test]
async fn a_case_that_is_not_chosen_gives_its_claims_no_verdict() {
    let honest = ejento(Fault::None).await;
    let report = asked(&honest.base_url, DELETION).await;
    let vendor = &report.vendors[0];
    let verdict = |id: &str| vendor.claim(id).and_then(|claim| claim.verdict);
    assert_eq!(verdict("ejento.delete.named-users"), Some(Verdict::Pass));
    assert_eq!(verdict("ejento.delete.json"), None);
}
