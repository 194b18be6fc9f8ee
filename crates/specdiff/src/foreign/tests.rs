use rstest::rstest;
use serde_json::{Value, json};

use super::{Against, Side, Unpaired, compare};
use crate::{finding::Outcome, level::Level, load::Document, policy::Policy};

fn document(name: &str, servers: &Value, paths: Value) -> Document {
    let mut root = json!({
        "openapi": "3.0.3",
        "info": {"title": name, "version": "1"},
        "servers": servers,
        "components": {"schemas": {
            "User": {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}
        }},
    });
    root["paths"] = paths;
    Document::parse(name, &format!("{root:#}")).expect("a document")
}

fn user() -> Value {
    json!({"get": {
        "operationId": "ShowUser",
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}}],
        "responses": {
            "200": {"description": "One.", "content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/User"}
            }}},
            "404": {"description": "None."},
        },
    }})
}

fn ours() -> Document {
    document(
        "ours",
        &json!([{"url": "/"}]),
        json!({"/api/v2/users/{user_id}": renamed(&user())}),
    )
}

/// The same operation with its parameter called otherwise.
fn renamed(item: &Value) -> Value {
    let text = item
        .to_string()
        .replace("\"name\":\"id\"", "\"name\":\"user_id\"");
    serde_json::from_str(&text).expect("JSON")
}

fn against(theirs: &Document, wanted: &[&str]) -> Result<Against, Unpaired> {
    let wanted: Vec<String> = wanted.iter().map(|one| (*one).to_owned()).collect();
    compare(theirs, &ours(), Side::Base, &wanted, &Policy::default())
}

#[rstest]
#[case::as_it_is(json!([]), "/api/v2/users/{id}")]
#[case::with_an_ending(json!([]), "/api/v2/users/{id}.json")]
#[case::below_a_server(json!([{"url": "https://a.example/api/v2/"}]), "/users/{id}")]
#[case::below_a_variable(
    json!([{"url": "https://{host}/{base}", "variables": {"base": {"default": "api/v2"}}}]), "/users/{id}")]
#[case::with_less_in_front(json!([]), "/users/{id}")]
#[case::with_more_in_front(json!([]), "/zendesk/api/v2/users/{id}")]
fn an_operation_is_found_however_its_path_is_spelt(#[case] servers: Value, #[case] path: &str) {
    let theirs = document("theirs", &servers, json!({path: user()}));
    let found = against(&theirs, &[]).expect("paired");
    let outcomes: Vec<_> = found
        .coverage
        .items
        .iter()
        .map(|item| item.outcome)
        .collect();
    assert!(
        outcomes.len() >= 3 && outcomes.iter().all(|outcome| *outcome == Outcome::Same),
        "{:#?}",
        found.coverage.items
    );
    assert_eq!(
        found
            .comparison
            .worst()
            .filter(|worst| *worst > Level::Info),
        None
    );
}

#[rstest]
#[case("ShowUser")]
#[case("GET /users/{anything}")]
#[case("get /api/v2/users/{id}")]
fn an_operation_is_selected_by_id_and_by_either_path(#[case] wanted: &str) {
    let servers = json!([{"url": "https://a.example/api/v2"}]);
    let theirs = document(
        "theirs",
        &servers,
        json!({"/users/{id}": user(), "/tickets": {"get": {"responses": {}}}}),
    );
    let found = against(&theirs, &[wanted]).expect("paired");
    assert!(
        found
            .coverage
            .items
            .iter()
            .all(|item| item.operation.path.contains("users")),
        "{:#?}",
        found.coverage.items
    );
}

#[test]
fn an_unknown_operation_is_refused() {
    let theirs = document("theirs", &json!([]), json!({"/api/v2/users/{id}": user()}));
    assert!(matches!(
        against(&theirs, &["DropUser"]),
        Err(Unpaired::NoSuchOperation { .. })
    ));
}

#[test]
fn documents_with_nothing_in_common_are_no_pass() {
    let theirs = document(
        "theirs",
        &json!([]),
        json!({"/tickets": {"get": {"responses": {}}}}),
    );
    assert!(matches!(
        against(&theirs, &[]),
        Err(Unpaired::Nothing { .. })
    ));
}

#[test]
fn what_we_lack_is_not_compared_and_no_break() {
    let paths =
        json!({"/api/v2/users/{id}": user(), "/api/v2/tickets": {"get": {"responses": {}}}});
    let found = against(&document("theirs", &json!([]), paths), &[]).expect("paired");
    let lacking: Vec<_> = found
        .coverage
        .items
        .iter()
        .filter(|item| item.operation.path == "/api/v2/tickets")
        .collect();
    assert!(
        matches!(lacking.as_slice(), [item] if item.outcome == Outcome::NotCompared && !item.reasons.is_empty())
    );
    assert!(
        found
            .comparison
            .findings
            .iter()
            .all(|finding| finding.level < Level::Breaking)
    );
}

#[test]
fn a_difference_is_told_of_the_part_that_has_it_and_where_it_is_written() {
    let mut item = user();
    item["get"]["responses"]["204"] = json!({"description": "Nothing."});
    item["get"]["parameters"]
        .as_array_mut()
        .expect("a list")
        .push(json!({"name": "q", "in": "query", "schema": {"type": "string"}}));
    let theirs = document("theirs", &json!([]), json!({"/users/{id}.json": item}));
    let found = against(&theirs, &[]).expect("paired");
    let differing: Vec<_> = found
        .coverage
        .items
        .iter()
        .filter(|item| item.outcome == Outcome::Differs)
        .filter_map(|item| item.part.as_deref())
        .collect();
    assert_eq!(differing, ["query parameter q", "response 204"]);
    for finding in &found.comparison.findings {
        let site = finding.base.as_ref().expect("a place in the base");
        let value = theirs.root().pointer(&site.pointer);
        assert!(
            value.is_some(),
            "{} is not in the vendor's document",
            site.pointer
        );
    }
}
