//! Histories that a server may have, and histories that it may not.

use serde_json::{Value, json};

use super::{Deed, Outcome, Rules};
use crate::ask::exchange::Answer;
use crate::ask::template::Scope;
use crate::judge::sight::{Fate, Sight};
use crate::suite::case::{Reading, Status};
use crate::suite::schedule::Tally;

fn answered(call: &str, names: &[usize], times: (u64, u64), status: u16, body: &Value) -> Deed {
    let answer = Answer {
        status,
        headers: vec![],
        body: body.to_string(),
    };
    deed(call, names, times, Outcome::Answered(answer, None))
}

fn deed(call: &str, names: &[usize], (began, ended): (u64, u64), outcome: Outcome) -> Deed {
    Deed {
        call: call.to_owned(),
        names: names.to_vec(),
        began,
        ended,
        outcome,
    }
}

fn reading(class: &str) -> Reading {
    Reading {
        status: vec![Status::Class(class.to_owned())],
        ..Reading::default()
    }
}

/// Three users; deletions may be accepted or refused.
fn judged<T>(tally: Option<&Tally>, ask: impl Fn(&Rules<'_>) -> T) -> T {
    let (accepted, refused) = (reading("2xx"), reading("4xx"));
    let scope = Scope::default();
    ask(&Rules {
        admissible: vec![&accepted, &refused],
        steady: true,
        tally,
        scope: &scope,
        users: vec![json!({"id": 0}), json!({"id": 1}), json!({"id": 2})],
    })
}

fn fates(deeds: &[Deed]) -> Vec<Fate> {
    judged(None, |rules| rules.fates(deeds).expect("fates"))
}

fn findings(deeds: &[Deed]) -> usize {
    judged(None, |rules| rules.findings(deeds).expect("findings").len())
}

fn lost(names: &[usize], times: (u64, u64)) -> Deed {
    deed("lost", names, times, Outcome::Lost)
}

#[test]
fn whoever_an_accepted_deletion_names_is_gone_and_nobody_else() {
    let deeds = [
        answered("one", &[0], (0, 5), 200, &json!({})),
        answered("two", &[0, 1], (0, 5), 404, &json!({})),
    ];
    assert_eq!(fates(&deeds), [Fate::Gone, Fate::Kept, Fate::Kept]);
    assert_eq!(findings(&deeds), 0);
}

#[test]
fn an_answer_that_was_lost_leaves_open_what_it_did() {
    let deeds = [lost(&[0], (0, 1))];
    assert_eq!(fates(&deeds)[0], Fate::Either);
}

#[rstest::rstest]
#[case::accepted(200)]
#[case::refused_since_they_are_gone(404)]
fn whoever_is_asked_for_again_after_that_is_gone(#[case] status: u16) {
    let deeds = [
        lost(&[0], (0, 1)),
        answered("again", &[0], (2, 3), status, &json!({})),
    ];
    assert_eq!(fates(&deeds)[0], Fate::Gone);
}

#[test]
fn a_refusal_from_before_the_loss_proves_nothing() {
    let deeds = [
        answered("early", &[0], (0, 1), 404, &json!({})),
        lost(&[0], (2, 3)),
    ];
    assert_eq!(fates(&deeds)[0], Fate::Either);
}

#[rstest::rstest]
#[case::a_server_error(answered("one", &[0], (0, 1), 500, &json!({})))]
#[case::only_a_refusal(answered("one", &[0], (0, 1), 404, &json!({})))]
#[case::no_answer(deed("one", &[0], (0, 1), Outcome::Silent("closed".into())))]
fn what_no_reading_admits_is_found(#[case] bad: Deed) {
    assert_eq!(findings(&[bad]), 1);
}

#[rstest::rstest]
#[case::going(vec![Sight::Present, Sight::Absent, Sight::Absent], &[0], 0)]
#[case::coming_back(vec![Sight::Absent, Sight::Present], &[0], 1)]
#[case::a_bystander_who_is_there(vec![Sight::Present, Sight::Present], &[2], 0)]
#[case::a_bystander_who_is_not(vec![Sight::Present, Sight::Absent], &[2], 1)]
fn looks_meanwhile(#[case] sights: Vec<Sight>, #[case] whom: &[usize], #[case] found: usize) {
    let looks = sights.into_iter().map(|sight| vec![sight]).collect();
    let deeds = [
        answered("one", &[0], (0, 5), 200, &json!({})),
        deed("look", whom, (0, 5), Outcome::Seen(looks)),
    ];
    assert_eq!(findings(&deeds), found);
}

fn reconciled(tally: &Tally, deeds: &[Deed]) -> usize {
    judged(Some(tally), |rules| {
        rules.findings(deeds).expect("findings").len()
    })
}

#[rstest::rstest]
#[case::each_once(1, 1, 0)]
#[case::the_shared_one_twice(1, 2, 0)]
#[case::fewer_than_were_deleted(1, 0, 1)]
#[case::more_than_were_named(2, 2, 1)]
fn numbers_add_up(#[case] one: u64, #[case] two: u64, #[case] found: usize) {
    let tally = Tally {
        claim: "c".into(),
        job: false,
        at: "/deleted".into(),
        entry: None,
    };
    let deeds = [
        answered("one", &[0], (0, 5), 200, &json!({"deleted": one})),
        answered("two", &[0, 1], (0, 5), 200, &json!({"deleted": two})),
    ];
    assert_eq!(reconciled(&tally, &deeds), found);
}

#[rstest::rstest]
#[case::each_once(json!([{"id": 0}]), json!([{"id": 1}]), 0)]
#[case::the_shared_one_twice(json!([{"id": 0}]), json!([{"id": 0}, {"id": 1}]), 0)]
#[case::somebody_untold(json!([{"id": 0}]), json!([]), 1)]
#[case::somebody_it_does_not_name(json!([{"id": 0}, {"id": 2}]), json!([{"id": 1}]), 1)]
fn lists_add_up(#[case] one: Value, #[case] two: Value, #[case] found: usize) {
    let tally = Tally {
        claim: "c".into(),
        job: false,
        at: "/data".into(),
        entry: Some(json!({"id": "{user.id}"})),
    };
    let deeds = [
        answered("one", &[0], (0, 5), 200, &json!({"data": one})),
        answered("two", &[0, 1], (0, 5), 200, &json!({"data": two})),
    ];
    assert_eq!(reconciled(&tally, &deeds), found);
}
