//! The listener: vendors side by side, and requests that nobody meant well.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use umbridge_server::{Database, Emulator, Options};
use umbridge_vendors::VENDORS;

async fn emulator() -> Emulator {
    Emulator::start(Options::default()).await.expect("a server")
}

async fn get(url: String) -> ureq::http::Response<ureq::Body> {
    let asked = tokio::task::spawn_blocking(move || {
        let request = ureq::get(url).config().http_status_as_error(false);
        request.build().call()
    });
    asked.await.expect("a thread").expect("an answer")
}

/// Sends bytes as they are and reads until the server closes or falls silent.
async fn raw(emulator: &Emulator, request: &[u8]) -> String {
    let address = emulator.base_url().replace("http://", "");
    let mut stream = TcpStream::connect(address).await.expect("connected");
    // A server that has heard enough may close while we still write.
    let _ = stream.write_all(request).await;
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn an_address_that_is_taken_is_told() {
    let first = emulator().await;
    let listen = first
        .base_url()
        .replace("http://", "")
        .parse()
        .expect("an address");
    let second = Emulator::start(Options {
        listen,
        ..Options::default()
    })
    .await;
    assert!(
        second
            .expect_err("refused")
            .to_string()
            .starts_with("cannot listen on 127.0.0.1:")
    );
    first.stop().await.expect("a clean end");
}

#[tokio::test]
async fn a_file_is_seeded_once_and_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = || Options {
        database: Database::File(folder.path().join("kept.sqlite")),
        ..Options::default()
    };
    for _ in 0..2 {
        let emulator = Emulator::start(options()).await.expect("a server");
        assert!(!emulator.directory().is_empty().await.expect("readable"));
        emulator.stop().await.expect("a clean end");
    }
}

#[tokio::test]
async fn every_answer_has_a_request_id_of_its_own() {
    let emulator = emulator().await;
    let mut ids = std::collections::BTreeSet::new();
    for path in ["/", "/nobodys", VENDORS[0].operation.path] {
        let answer = get(format!("{}{path}", emulator.base_url())).await;
        ids.insert(
            answer.headers()["x-request-id"]
                .to_str()
                .expect("text")
                .to_owned(),
        );
    }
    assert_eq!(ids.len(), 3);
    emulator.stop().await.expect("a clean end");
}

#[tokio::test]
async fn each_document_is_served_as_it_is_generated() {
    let emulator = emulator().await;
    for vendor in VENDORS {
        let url = format!("{}/openapi/{}.json", emulator.base_url(), vendor.name);
        let served = get(url).await.into_body().read_to_string();
        assert_eq!(served.expect("text"), (vendor.spec)());
    }
    emulator.stop().await.expect("a clean end");
}

#[tokio::test]
async fn a_doubled_leading_slash_reaches_the_same_operation() {
    let emulator = emulator().await;
    for vendor in VENDORS {
        let method = vendor.operation.method;
        let request = |path: &str| {
            format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        };
        let once = raw(&emulator, request(vendor.operation.path).as_bytes()).await;
        let twice = raw(
            &emulator,
            request(&format!("/{}", vendor.operation.path)).as_bytes(),
        )
        .await;
        let status = |answer: &str| answer.lines().next().map(str::to_owned);
        assert_eq!(status(&twice), status(&once), "{}", vendor.name);
    }
    emulator.stop().await.expect("a clean end");
}

#[rstest::rstest]
#[case::over_long_with_a_length(true)]
#[case::over_long_in_chunks(false)]
#[tokio::test]
async fn ten_megabytes_are_refused_in_the_vendors_shape(#[case] with_length: bool) {
    let emulator = emulator().await;
    for vendor in VENDORS {
        let method = vendor.operation.method;
        let head = format!(
            "{method} {} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n",
            vendor.operation.path
        );
        let mut request = head.into_bytes();
        let size = 10 << 20;
        if with_length {
            request.extend(format!("content-length: {size}\r\n\r\n").bytes());
            request.resize(request.len() + size, b' ');
        } else {
            request.extend(b"transfer-encoding: chunked\r\n\r\n");
            request.extend(format!("{size:x}\r\n").bytes());
            request.resize(request.len() + size, b' ');
            request.extend(b"\r\n0\r\n\r\n");
        }
        let answer = raw(&emulator, &request).await;
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer");
        assert!(
            head.contains(" 413 ") || body.contains("413"),
            "{}: {answer}",
            vendor.name
        );
        assert!(
            head.to_lowercase().contains("content-type: application/"),
            "{}: {head}",
            vendor.name
        );
    }
    emulator.stop().await.expect("a clean end");
}

#[tokio::test]
async fn nonsense_does_not_end_the_server() {
    let emulator = emulator().await;
    for nonsense in [
        &b"\x00\xff\x00\xff\r\n\r\n"[..],
        b"GET",
        b"GET / HTTP/9.9\r\n\r\n",
        b"DELETE /\xff HTTP/1.1\r\n\r\n",
    ] {
        let _ = tokio::time::timeout(Duration::from_millis(200), raw(&emulator, nonsense)).await;
    }
    let answer = get(emulator.base_url().to_owned()).await;
    assert_eq!(answer.status(), 200);
    emulator.stop().await.expect("a clean end");
}
