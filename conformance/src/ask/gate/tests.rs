use serde_json::{Value, json};

use super::{Gate, Known, Roll, Stopped};
use crate::ask::conduct::Conduct::{self, Free, Owned, Safe};
use crate::ask::request::Outgoing;
use crate::suite::effect::Effect;
use crate::suite::operation::Operation;

fn operation(method: &str, path: &str, names_at: &[&str], effect: Option<Effect>) -> Operation {
    let operation = json!({
        "name": "n", "says": "s", "claims": [], "readings": [], "names_at": names_at,
        "effect": effect, "request": {"method": method, "path": path},
    });
    serde_json::from_value(operation).expect("an operation")
}

fn gate(conduct: Conduct) -> Gate {
    let mut bulk = Known::of_operation(&operation(
        "POST",
        "/delete",
        &["json.userIds", "json.people", "query.ids"],
        Some(Effect::Deletes),
    ));
    bulk.bulk = true;
    let others = [
        operation("PUT", "/user/{target.id}", &[], None),
        operation("DELETE", "/user/{target.id}", &[], None),
        operation("POST", "/merge", &["json.updates.keep.id"], None),
        operation("POST", "/user", &["json.name"], Some(Effect::Creates)),
        operation("POST", "/export", &["json.ids"], Some(Effect::Reads)),
    ];
    let mut known: Vec<Known> = others.iter().map(Known::of_operation).collect();
    known.push(bulk);
    Gate {
        known,
        names_nobody: vec!["json.kind".into()],
        conduct,
    }
}

/// 7 is a user of the run, whom the server called so; 8 was only mentioned by a case; 5 was
/// brought by a preparing request; 3 was given away by the operator.
fn roll() -> Roll {
    let roll = Roll::new("m4rk");
    roll.own(&json!(7));
    roll.mention(&json!({"id": 8, "name": "eight"}));
    roll.prepare(&json!({"permission": 5}));
    roll.make_up(&json!(8_000_000_001_u64));
    for name in super::names::at(&deletion(json!({"userIds": [3]})), "json.userIds") {
        roll.give(&name);
    }
    roll
}

fn request(method: &str, path: &str, json: Value) -> Outgoing {
    Outgoing {
        method: method.into(),
        path: path.into(),
        body: Some(json.to_string()),
        json: Some(json),
        ..Outgoing::default()
    }
}

fn deletion(json: Value) -> Outgoing {
    request("POST", "/delete", json)
}

fn queried(ids: &str) -> Outgoing {
    Outgoing {
        query: vec![("ids".into(), ids.into())],
        ..request("POST", "/delete", json!({}))
    }
}

fn raw(body: &str) -> Outgoing {
    Outgoing {
        json: None,
        body: Some(body.into()),
        ..deletion(json!({}))
    }
}

fn with_header(name: &str, outgoing: Outgoing) -> Outgoing {
    Outgoing {
        headers: vec![(name.into(), "x".into())],
        ..outgoing
    }
}

/// What the gate says, as a word: `ok`, the stranger's name, or the kind of reason.
fn verdict(conduct: Conduct, outgoing: &Outgoing) -> String {
    match gate(conduct).check(outgoing, &roll()) {
        Ok(_) => "ok".to_owned(),
        Err(Stopped::Stranger(name)) => name,
        Err(Stopped::ElsewhereBound(_)) => "elsewhere".to_owned(),
        Err(Stopped::NamesNobody) => "nobody".to_owned(),
        Err(Stopped::NotSafe(_)) => "unsafe".to_owned(),
        Err(Stopped::Unreadable(_)) => "unreadable".to_owned(),
    }
}

#[rstest::rstest]
#[case::of_the_run(deletion(json!({"userIds": [7]})), ["ok", "ok", "7"])]
#[case::with_a_suffix(Outgoing { path: "/delete.json".into(), ..deletion(json!({"userIds": [7]})) }, ["ok", "ok", "7"])]
#[case::a_stranger(deletion(json!({"userIds": [7, 9]})), ["9", "9", "7"])]
#[case::only_mentioned(deletion(json!({"userIds": [8]})), ["ok", "8", "8"])]
#[case::only_prepared(deletion(json!({"userIds": [5]})), ["ok", "5", "5"])]
#[case::given_away(deletion(json!({"userIds": [3]})), ["3", "ok", "3"])]
#[case::given_away_by_another_kind(queried("3"), ["3", "3", "3"])]
#[case::made_up(deletion(json!({"userIds": ["m4rk-nobody", 8_000_000_001_u64]})), ["ok", "ok", "ok"])]
#[case::in_the_query(queried("7,9"), ["9", "9", "7"])]
#[case::deep_inside(deletion(json!({"userIds": [{"a": "x"}]})), ["x", "x", "x"])]
#[case::a_stranger_beside_the_mark(deletion(json!({"userIds": ["9-m4rk"]})), ["ok", "9-m4rk", "9-m4rk"])]
#[case::two_names_in_one(deletion(json!({"userIds": ["m4rk 9"]})), ["ok", "m4rk 9", "m4rk 9"])]
#[case::where_the_profile_does_not_look(deletion(json!({"userIds": [7], "UserIds": [9]})), ["ok", "9", "9"])]
#[case::in_another_parameter(Outgoing { query: vec![("id[]".into(), "9".into())], ..deletion(json!({"userIds": ["m4rk"]})) }, ["ok", "9", "9"])]
#[case::what_names_nobody(deletion(json!({"userIds": ["m4rk"], "kind": "email"})), ["ok", "ok", "ok"])]
#[case::nobody(deletion(json!({"userIds": []})), ["ok", "nobody", "nobody"])]
#[case::what_is_not_json(raw("{'userIds': [9]}"), ["ok", "unreadable", "unreadable"])]
#[case::a_path_nobody_knows(request("POST", "/deleteall", json!({})), ["elsewhere", "elsewhere", "elsewhere"])]
#[case::another_method(request("PATCH", "/user/7", json!({})), ["elsewhere", "elsewhere", "elsewhere"])]
#[case::a_change(request("PUT", "/user/7", json!({"name": "Ann"})), ["ok", "ok", "unsafe"])]
#[case::a_change_of_a_stranger(request("PUT", "/user/9.json", json!({})), ["9", "9", "unsafe"])]
#[case::one_deletion(request("DELETE", "/user/7", json!({})), ["ok", "ok", "unsafe"])]
#[case::one_deletion_of_nobody(request("DELETE", "/user/m4rk", json!({})), ["ok", "ok", "unsafe"])]
#[case::deep_in_the_body(request("POST", "/merge", json!({"updates": [{"keep": {"id": 7, "why": "x"}}]})), ["ok", "ok", "unsafe"])]
#[case::a_stranger_deep_in_the_body(request("POST", "/merge", json!({"updates": [{"keep": {"id": 9}}]})), ["9", "9", "unsafe"])]
#[case::a_text_instead_of_an_object(request("POST", "/merge", json!({"updates": ["x"]})), ["x", "x", "unsafe"])]
#[case::a_creation(request("POST", "/user", json!({"name": "m4rk-n"})), ["ok", "ok", "unsafe"])]
#[case::a_creation_over_a_stranger(request("POST", "/user", json!({"name": "Ann"})), ["Ann", "Ann", "unsafe"])]
#[case::a_look(request("GET", "/user/9", json!({})), ["ok", "ok", "ok"])]
#[case::a_look_by_post(request("POST", "/export", json!({"ids": ["x"]})), ["x", "ok", "ok"])]
#[case::a_look_that_is_none(with_header("X-HTTP-Method-Override", request("GET", "/user/9", json!({}))), ["ok", "unreadable", "unreadable"])]
#[case::another_host(with_header("Host", request("GET", "/user/9", json!({}))), ["ok", "unreadable", "unreadable"])]
#[case::an_authority_in_the_path(request("GET", "@umbra.example/", json!({})), ["ok", "unreadable", "unreadable"])]
fn a_request(#[case] outgoing: Outgoing, #[case] expected: [&str; 3]) {
    let said = [Free, Owned, Safe].map(|conduct| verdict(conduct, &outgoing));
    assert_eq!(said, expected, "free, owned, safe");
}

#[test]
fn each_deleted_user_is_counted_once() {
    let aliases = json!({"people": [{"name": "m4rk-a", "label": "m4rk"}, {"name": "m4rk-b", "label": "m4rk"}]});
    let passage = gate(Owned)
        .check(&deletion(aliases), &roll())
        .expect("a passage");
    assert_eq!((passage.effect, passage.names.len()), (Effect::Deletes, 2));
}
