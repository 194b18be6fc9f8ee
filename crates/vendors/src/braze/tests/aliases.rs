//! `POST /users/alias/new` and `/users/alias/update`.

use serde_json::{Value, json};

use super::{SEEDED, bench, export, live, post};
use crate::kit::bench::Bench;

async fn add(bench: &Bench, aliases: Value) -> Value {
    let told = post(bench, "/users/alias/new", json!({"user_aliases": aliases})).await;
    assert_eq!(told.status, 201, "{}", told.body);
    told.body
}

async fn update(bench: &Bench, label: &str, old: &str, new: &str) -> Value {
    let update = json!({"alias_label": label, "old_alias_name": old, "new_alias_name": new});
    let told = post(
        bench,
        "/users/alias/update",
        json!({"alias_updates": [update]}),
    )
    .await;
    assert_eq!(told.status, 201, "{}", told.body);
    told.body
}

/// The aliases of a user as `label:name`, and `None` where there is no such user.
async fn aliases(bench: &Bench, selector: Value) -> Option<Vec<String>> {
    let users = export(bench, selector).await;
    let aliases = users.first()?["user_aliases"].as_array()?;
    let shown = |alias: &Value| {
        let part = |name: &str| alias[name].as_str().unwrap_or_default().to_owned();
        format!("{}:{}", part("alias_label"), part("alias_name"))
    };
    Some(aliases.iter().map(shown).collect())
}

async fn aliases_of(bench: &Bench, external_id: &str) -> Option<Vec<String>> {
    aliases(bench, json!({"external_ids": [external_id]})).await
}

async fn having(bench: &Bench, label: &str, name: &str) -> Option<Vec<String>> {
    let alias = json!({"alias_label": label, "alias_name": name});
    aliases(bench, json!({"user_aliases": [alias]})).await
}

fn alias(label: &str, name: &str) -> Value {
    json!({"alias_label": label, "alias_name": name})
}

fn alias_for(external_id: &str, label: &str, name: &str) -> Value {
    json!({"external_id": external_id, "alias_label": label, "alias_name": name})
}

#[tokio::test]
async fn an_alias_is_added_or_creates_a_profile() {
    let bench = bench().await;
    let body = add(
        &bench,
        json!([alias_for("user_id1", "l", "n"), alias("l", "m")]),
    )
    .await;
    assert_eq!(body, json!({"aliases_processed": 2, "message": "success"}));
    assert_eq!(
        aliases_of(&bench, "user_id1").await,
        Some(vec!["l:n".into()])
    );
    assert_eq!(having(&bench, "l", "m").await, Some(vec!["l:m".into()]));
    assert_eq!(live(&bench).await, SEEDED + 1);
}

#[rstest::rstest]
#[case::taken_pair(alias_for("user_id1", "alias_label1", "user_alias1"))]
#[case::taken_pair_alone(alias("alias_label1", "user_alias1"))]
#[case::unknown_user(alias_for("nobody", "l", "n"))]
#[tokio::test]
async fn what_cannot_be_added_changes_nothing_and_counts(#[case] entry: Value) {
    let bench = bench().await;
    let body = add(&bench, json!([entry])).await;
    assert_eq!(body, json!({"aliases_processed": 1, "message": "success"}));
    assert_eq!(aliases_of(&bench, "user_id1").await, Some(Vec::new()));
    assert_eq!(live(&bench).await, SEEDED);
}

#[tokio::test]
async fn a_user_has_one_name_per_label_and_any_number_of_labels() {
    let bench = bench().await;
    let entries: Vec<Value> = (0..40)
        .map(|n| alias_for("user_id1", &format!("l{n:02}"), "n"))
        .collect();
    add(&bench, json!(entries)).await;
    add(&bench, json!([alias_for("user_id1", "l00", "other")])).await;
    let held = aliases_of(&bench, "user_id1").await.expect("a user");
    assert_eq!((held.len(), held[0].as_str()), (40, "l00:n"));
    assert_eq!(having(&bench, "l00", "other").await, None);
}

#[tokio::test]
async fn the_same_pair_twice_in_a_request_creates_one_profile() {
    let bench = bench().await;
    add(&bench, json!([alias("l", "n"), alias("l", "n")])).await;
    assert_eq!(live(&bench).await, SEEDED + 1);
}

#[tokio::test]
async fn an_alias_gets_another_name() {
    let bench = bench().await;
    let body = update(&bench, "alias_label1", "user_alias1", "renamed").await;
    assert_eq!(body, json!({"aliases_processed": 1, "message": "success"}));
    assert_eq!(having(&bench, "alias_label1", "user_alias1").await, None);
    assert_eq!(
        having(&bench, "alias_label1", "renamed").await,
        Some(vec!["alias_label1:renamed".into()])
    );
    // The same name under another label is somebody else's.
    assert!(
        having(&bench, "alias_label2", "user_alias1")
            .await
            .is_some()
    );
}

#[rstest::rstest]
#[case::unknown("alias_label1", "nobody", "renamed")]
#[case::taken("alias_label1", "user_alias1", "user_alias2")]
#[tokio::test]
async fn a_rename_that_cannot_be_changes_nothing(
    #[case] label: &str,
    #[case] old: &str,
    #[case] new: &str,
) {
    let bench = bench().await;
    update(&bench, label, old, new).await;
    assert!(
        having(&bench, "alias_label1", "user_alias1")
            .await
            .is_some()
    );
    assert!(
        having(&bench, "alias_label1", "user_alias2")
            .await
            .is_some()
    );
    assert_eq!(having(&bench, label, "renamed").await, None);
}

#[rstest::rstest]
#[case::new_empty("/users/alias/new", json!({"user_aliases": []}))]
#[case::new_absent("/users/alias/new", json!({}))]
#[case::new_null("/users/alias/new", json!({"user_aliases": null}))]
#[case::new_text("/users/alias/new", json!({"user_aliases": ["n"]}))]
#[case::new_without_label("/users/alias/new", json!({"user_aliases": [{"alias_name": "n"}]}))]
#[case::new_empty_name("/users/alias/new", json!({"user_aliases": [alias("l", "n"), alias("l", "")]}))]
#[case::new_too_many("/users/alias/new", json!({"user_aliases": vec![alias("l", "n"); 51]}))]
#[case::update_empty("/users/alias/update", json!({"alias_updates": []}))]
#[case::update_without_new_name("/users/alias/update", json!({"alias_updates": [{"alias_label": "alias_label1", "old_alias_name": "user_alias1"}]}))]
#[case::update_integer("/users/alias/update", json!({"alias_updates": [{"alias_label": "alias_label1", "old_alias_name": "user_alias1", "new_alias_name": 1}]}))]
#[tokio::test]
async fn a_body_of_another_shape_is_refused_whole(#[case] path: &str, #[case] body: Value) {
    let bench = bench().await;
    let told = post(&bench, path, body).await;
    assert_eq!(told.status, 400, "{}", told.body);
    assert!(told.body["message"].is_string());
    assert_eq!(live(&bench).await, SEEDED);
    assert!(
        having(&bench, "alias_label1", "user_alias1")
            .await
            .is_some()
    );
}
