//! Users' counterparts elsewhere.

use serde_json::{Value, json};

use super::{bench, delete, get, is_there, post, shown};

const BOB: &str = "6319a1504f3a4b1c214dd5b7";
const SYNCHRONISED: &str = "6319a1504f3a4b1c214dd002";

#[tokio::test]
async fn an_identity_names_its_user_once_it_is_linked() {
    let bench = bench().await;
    let body = json!({"extIdpId": "aa", "userId": BOB, "userIdInIdp": "ou:1", "isSocial": false});
    for _ in 0..2 {
        let told = post(&bench, "link-identity", &body).await;
        assert_eq!(told.body["data"], json!({"success": true}), "{}", told.body);
    }
    let mut told = shown(&get(&bench, "get-user-identities?userId=bob&userIdType=username").await);
    told["body"]["data"][0]["identityId"] = "[id]".into();
    insta::assert_json_snapshot!("identities", told);
    delete(&bench, "identity", &["aa:ou:1"]).await;
    assert!(!is_there(&bench, BOB).await);
}

#[tokio::test]
async fn sync_relations_are_shown_and_forgotten() {
    let bench = bench().await;
    let relation = "lark:ou_8bae746eac07cd2564654140d2a9ac61";
    let target = format!("get-user-sync-relations?userId={relation}&userIdType=sync_relation");
    insta::assert_json_snapshot!("relations", shown(&get(&bench, &target).await));
    let forget = async |provider: &str| {
        let body = json!({"provider": provider, "userId": SYNCHRONISED});
        post(&bench, "delete-user-sync-relations", &body).await
    };
    assert_eq!(
        forget("wechatwork").await.body["data"],
        json!({"success": true})
    );
    assert_eq!(get(&bench, &target).await.body["statusCode"], 200);
    assert_eq!(forget("lark").await.body["data"], json!({"success": true}));
    assert_eq!(get(&bench, &target).await.body["statusCode"], 404);
    delete(&bench, "sync_relation", &[relation]).await;
    assert!(is_there(&bench, SYNCHRONISED).await);
}

#[rstest::rstest]
#[case::linked_to_another("link-identity", json!({"extIdpId": "62f20932716fbcc10d966ee5", "userId": BOB,
    "userIdInIdp": "ou_8bae746eac07cd2564654140d2a9ac61"}), 409)]
#[case::empty_source("link-identity", json!({"extIdpId": "", "userId": BOB, "userIdInIdp": "a"}), 400)]
#[case::no_id_there("link-identity", json!({"extIdpId": "aa", "userId": BOB}), 400)]
#[case::nobody("link-identity", json!({"extIdpId": "aa", "userId": "nobody", "userIdInIdp": "a"}), 404)]
#[case::relations_of_nobody("delete-user-sync-relations", json!({"provider": "lark", "userId": "nobody"}), 404)]
#[case::no_provider("delete-user-sync-relations", json!({"userId": BOB}), 400)]
#[tokio::test]
async fn other_requests_change_nothing(
    #[case] operation: &str,
    #[case] body: Value,
    #[case] status: u16,
) {
    let bench = bench().await;
    let told = post(&bench, operation, &body).await;
    assert_eq!(told.body["statusCode"], status, "{}", told.body);
    let identities = get(&bench, &format!("get-user-identities?userId={BOB}")).await;
    assert_eq!(identities.body["data"], json!([]));
}

#[rstest::rstest]
#[case("get-user-identities?userId=nobody", 404)]
#[case("get-user-identities?userId=", 400)]
#[case("get-user-sync-relations?userId=nobody", 404)]
#[case("get-user-sync-relations", 400)]
#[tokio::test]
async fn nobody_has_no_counterparts(#[case] target: &str, #[case] status: u16) {
    let bench = bench().await;
    assert_eq!(get(&bench, target).await.body["statusCode"], status);
}
