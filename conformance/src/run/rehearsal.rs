//! Plans every case, so that a placeholder that stands for nothing, or a user
//! the gate would stop, is found without a server.

use crate::ask::conduct::Manner;
use crate::judge::pattern;
use crate::judge::verdict::Verdict;
use crate::run::{Options, Plan, plan};
use crate::suite::Suite;
use crate::suite::effect::Effect;

async fn planned(manner: Manner) -> Plan {
    let options = Options {
        base_url: "http://127.0.0.1:9".to_owned(),
        seed: Some(1),
        manner,
        ..Options::default()
    };
    plan(&options).await.expect("a plan")
}

fn problems(plan: &Plan, verdicts: &[Verdict]) -> Vec<String> {
    let unasked = plan.unasked.iter();
    let hindered = unasked.filter(|(_, verdict, _)| verdicts.contains(verdict));
    hindered
        .map(|(case, _, reason)| format!("{case}: {reason}"))
        .collect()
}

#[tokio::test]
async fn every_case_can_be_written_out() {
    let plan = planned(Manner::Usual).await;
    let hindrances = [Verdict::Withheld, Verdict::Blocked, Verdict::Broken];
    let problems = problems(&plan, &hindrances);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(plan.requests.len() > 1000);
}

/// Elsewhere only what could not be undone is left out, and what is about users of the examples.
#[tokio::test]
async fn nearly_every_case_can_be_asked_of_a_server_elsewhere() {
    let plan = planned(Manner::Destructive).await;
    let broken = problems(&plan, &[Verdict::Blocked, Verdict::Broken]);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    let withheld = problems(&plan, &[Verdict::Withheld]);
    let expected = |reason: &&String| {
        let kinds = [
            "example",
            "takes a brand away",
            "names nobody",
            "whom nothing shows to be",
            "whom it would reach",
        ];
        kinds.iter().any(|kind| reason.contains(kind))
    };
    let others: Vec<_> = withheld.iter().filter(|reason| !expected(reason)).collect();
    assert!(others.is_empty(), "{others:#?}");
}

#[tokio::test]
async fn a_safe_plan_creates_and_changes_nobody() {
    let plan = planned(Manner::Safe).await;
    let broken = problems(&plan, &[Verdict::Blocked, Verdict::Broken]);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert!(
        plan.requests
            .iter()
            .any(|one| one.effect == Effect::Deletes && one.refused)
    );
    for request in &plan.requests {
        let refused = request.effect == Effect::Deletes && request.refused;
        assert!(request.effect == Effect::Reads || refused, "{request:?}");
    }
}

#[test]
fn every_pattern_is_one() {
    let suite = Suite::embedded().expect("readable files");
    for case in suite.vendors.iter().flat_map(|vendor| &vendor.cases) {
        for reading in case.case.readings() {
            let patterns = reading
                .headers
                .values()
                .chain(&reading.body)
                .chain(&reading.job);
            patterns.for_each(|one| pattern::validate(one).expect("a pattern"));
        }
    }
}
