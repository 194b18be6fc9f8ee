//! Mutants over HTTP: each goes wrong where its catalogue says, and nowhere else.

use umbridge_server::{Emulator, Options, find_mutant};

async fn emulator(mutant: Option<&str>) -> Emulator {
    let mutant = mutant.map(|id| find_mutant(id).expect("a mutant"));
    let options = Options {
        mutant,
        ..Options::default()
    };
    Emulator::start(options).await.expect("a server")
}

/// Status and body of a deletion of the example's first user.
async fn delete(emulator: &Emulator, key: Option<&str>) -> (u16, String) {
    let url = format!("{}/users/delete", emulator.base_url());
    let key = key.map(str::to_owned);
    let asked = tokio::task::spawn_blocking(move || {
        let mut request = ureq::post(url).config().http_status_as_error(false).build();
        if let Some(key) = key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        let answer = request
            .header("content-type", "application/json")
            .send(r#"{"external_ids": ["user_id1"]}"#);
        let mut answer = answer.expect("an answer");
        let body = answer.body_mut().read_to_string().expect("a text");
        (answer.status().as_u16(), body)
    });
    asked.await.expect("a thread")
}

const KEY: Option<&str> = Some("YOUR_REST_API_KEY");

#[tokio::test]
async fn an_answer_is_bent() {
    let mutant = emulator(Some("braze.counts-one-more")).await;
    let (status, body) = delete(&mutant, KEY).await;
    assert!(
        status < 300 && body.contains(r#""deleted":2"#),
        "{status} {body}"
    );
    assert_eq!(mutant.faults_shown(), 1);
    mutant.stop().await.expect("a clean end");
}

#[tokio::test]
async fn a_refusal_is_turned_into_a_deletion() {
    let mutant = emulator(Some("braze.asks-for-no-key")).await;
    let (status, body) = delete(&mutant, None).await;
    assert!(
        status < 300 && body.contains(r#""deleted":1"#),
        "{status} {body}"
    );
    // A key that does not exist is another fault.
    assert_eq!(delete(&mutant, Some("no-such-key")).await.0, 401);
    assert_eq!(mutant.faults_shown(), 1);
    mutant.stop().await.expect("a clean end");
}

#[tokio::test]
async fn what_is_deleted_in_secret_is_gone() {
    let mutant = emulator(Some("braze.deletes-before-it-asks-for-the-key")).await;
    assert_eq!(delete(&mutant, None).await.0, 401);
    let (_, body) = delete(&mutant, KEY).await;
    let sound = emulator(None).await;
    delete(&sound, KEY).await;
    let (_, again) = delete(&sound, KEY).await;
    assert_eq!(body, again, "the user was not there any more");
    for server in [mutant, sound] {
        server.stop().await.expect("a clean end");
    }
}

#[tokio::test]
async fn the_front_page_says_what_is_wrong() {
    for (mutant, warned) in [(None, false), (Some("braze.refuses-50"), true)] {
        let emulator = emulator(mutant).await;
        let url = emulator.base_url();
        let page = tokio::task::spawn_blocking(move || {
            let mut answer = ureq::get(url).call().expect("an answer");
            answer.body_mut().read_to_string().expect("a text")
        });
        let page = page.await.expect("a thread");
        assert_eq!(page.contains("This server is the mutant"), warned);
        assert!(!page.contains("{{"), "a mark is left");
        emulator.stop().await.expect("a clean end");
    }
}
