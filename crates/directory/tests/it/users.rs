//! Creating, changing, finding and listing users.

use umbridge_directory::{Error, Identifier, Listing, Matching, NewUser, UserChange, Window};

use crate::world::{World, id, ids};

fn newcomer(value: &str) -> NewUser {
    NewUser {
        identifiers: vec![id(value)],
        profile: serde_json::json!({"name": value, "role": "guest"}),
    }
}

#[tokio::test]
async fn created_users_come_back_in_order() {
    let world = World::new().await;
    let created = world
        .directory
        .create_users(world.account.id, &[newcomer("b"), newcomer("a")])
        .await
        .expect("created");
    let names: Vec<_> = created
        .iter()
        .map(|user| user.identifier("id").expect("named"))
        .collect();
    assert_eq!(names, ["b", "a"]);
}

#[rstest::rstest]
#[case::by_somebody_else(&["new", "2"], 1)]
#[case::within_the_batch(&["new", "other", "new"], 2)]
#[tokio::test]
async fn a_taken_identifier_creates_nobody(#[case] values: &[&str], #[case] at: usize) {
    let world = World::new().await;
    let users: Vec<_> = values.iter().map(|value| newcomer(value)).collect();
    let error = world
        .directory
        .create_users(world.account.id, &users)
        .await
        .expect_err("refused");
    assert!(
        matches!(error, Error::Taken { position, .. } if position == at),
        "{error}"
    );
    assert_eq!(world.live().await.len(), 4);
}

/// A batch is written in the time its names take; compared pairwise, this one would take hours.
#[tokio::test]
async fn thousands_are_created_at_once() {
    let world = World::new().await;
    let users: Vec<_> = (0..20_000).map(|n| newcomer(&format!("u{n}"))).collect();
    let created = world
        .directory
        .create_users(world.account.id, &users)
        .await
        .expect("created");
    assert_eq!(created.len(), 20_000);
}

#[tokio::test]
async fn a_change_replaces_names_and_profile() {
    let world = World::new().await;
    let user = world
        .directory
        .find_user(world.account.id, &id("1"))
        .await
        .expect("readable")
        .expect("there");
    let identifiers = vec![id("1"), Identifier::new("name", "renamed")];
    let change = UserChange {
        user: user.id,
        identifiers,
        profile: serde_json::json!({"name": "Renamed"}),
    };
    world
        .directory
        .update_users(world.account.id, &[change])
        .await
        .expect("changed");
    let renamed = Identifier::new("name", "renamed");
    let user = world
        .directory
        .find_user(world.account.id, &renamed)
        .await
        .expect("readable")
        .expect("there");
    assert_eq!(user.profile, serde_json::json!({"name": "Renamed"}));
    let old = Identifier::new("name", "name-1");
    assert!(
        world
            .directory
            .find_user(world.account.id, &old)
            .await
            .expect("readable")
            .is_none()
    );
}

#[tokio::test]
async fn a_change_cannot_take_the_name_of_another() {
    let world = World::new().await;
    let user = world
        .directory
        .find_user(world.account.id, &id("1"))
        .await
        .expect("readable")
        .expect("there");
    let change = UserChange {
        user: user.id,
        identifiers: ids(&["1", "2"]),
        profile: user.profile,
    };
    let error = world
        .directory
        .update_users(world.account.id, &[change])
        .await
        .expect_err("refused");
    assert!(matches!(error, Error::Taken { position: 0, .. }), "{error}");
}

#[tokio::test]
async fn users_are_found_by_position_and_all_of_those_who_share_a_name() {
    let world = World::new().await;
    let shared = Identifier::shared("email", "all@example.test");
    let asked = [id("2"), id("nobody"), shared];
    let found = world
        .directory
        .find_users(world.account.id, &asked)
        .await
        .expect("readable");
    let positions: Vec<_> = found.iter().map(|(position, _)| *position).collect();
    assert_eq!(positions, [0, 2, 2, 2, 2]);
}

#[rstest::rstest]
#[case::first_page(Window::Offset { skip: 0, limit: 2 }, &["1", "2"], true)]
#[case::last_page(Window::Offset { skip: 2, limit: 2 }, &["3", "owner"], false)]
#[case::beyond(Window::Offset { skip: 9, limit: 2 }, &[], false)]
#[case::from_the_beginning(Window::After { user: None, limit: 3 }, &["1", "2", "3"], true)]
#[tokio::test]
async fn users_are_listed_in_order_of_creation(
    #[case] window: Window,
    #[case] expected: &[&str],
    #[case] has_more: bool,
) {
    let world = World::new().await;
    let listing = Listing {
        matching: Matching::default(),
        window,
    };
    let page = world
        .directory
        .list_users(world.account.id, &listing)
        .await
        .expect("a page");
    let listed: Vec<_> = page
        .users
        .iter()
        .map(|user| user.identifier("id").expect("named"))
        .collect();
    assert_eq!(listed, expected);
    assert_eq!((page.has_more, page.total), (has_more, 4));
}

#[tokio::test]
async fn cursors_walk_forth_and_back() {
    let world = World::new().await;
    let third = world
        .directory
        .find_user(world.account.id, &id("3"))
        .await
        .expect("readable")
        .expect("there");
    let list = async |window| {
        let listing = Listing {
            matching: Matching::default(),
            window,
        };
        let page = world
            .directory
            .list_users(world.account.id, &listing)
            .await
            .expect("a page");
        page.users
            .iter()
            .map(|user| user.identifier("id").expect("named").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        list(Window::After {
            user: Some(third.id),
            limit: 5
        })
        .await,
        ["owner"]
    );
    assert_eq!(
        list(Window::Before {
            user: third.id,
            limit: 5
        })
        .await,
        ["1", "2"]
    );
}

#[rstest::rstest]
#[case::text_in_a_profile(Matching { text: Some("user 2".into()), ..Matching::default() }, 1)]
#[case::text_in_a_name(Matching { text: Some("NAME-3".into()), ..Matching::default() }, 1)]
#[case::text_that_looks_like_a_pattern(Matching { text: Some("%".into()), ..Matching::default() }, 0)]
#[case::member_of_the_profile(Matching { equal: vec![("$.role".into(), "member".into())], ..Matching::default() }, 4)]
#[case::member_that_differs(Matching { equal: vec![("$.role".into(), "guest".into())], ..Matching::default() }, 0)]
#[case::any_of_several(Matching { equal: vec![("$.role".into(), serde_json::json!(["guest", "member"]))], ..Matching::default() }, 4)]
#[case::none_of_several(Matching { equal: vec![("$.role".into(), serde_json::json!(["guest", null]))], ..Matching::default() }, 0)]
#[case::member_that_is_absent(Matching { equal: vec![("$.phone".into(), serde_json::Value::Null)], ..Matching::default() }, 4)]
#[case::deleted(Matching { deleted: true, ..Matching::default() }, 0)]
#[tokio::test]
async fn users_are_counted_by_what_matches(#[case] matching: Matching, #[case] expected: u64) {
    let world = World::new().await;
    assert_eq!(
        world
            .directory
            .count_users(world.account.id, &matching)
            .await
            .expect("readable"),
        expected
    );
}

/// JSON writes some of them otherwise than they read.
#[rstest::rstest]
#[tokio::test]
async fn every_character_of_a_profile_is_found(
    #[values("ö \"q", "\\", "\n", "\u{1}", "/", "\u{1f600}", "Q")] text: &str,
) {
    let world = World::new().await;
    let odd = NewUser {
        profile: serde_json::json!({"about": ["ö \"q\\ \n \u{1} / \u{1f600}"]}),
        ..newcomer("odd")
    };
    let created = world.directory.create_users(world.account.id, &[odd]).await;
    created.expect("created");
    let matching = Matching {
        text: Some(text.to_owned()),
        ..Matching::default()
    };
    let found = world.directory.count_users(world.account.id, &matching);
    assert_eq!(found.await.expect("readable"), 1);
}
