//! A relay before a server: it passes everything on, and writes down what it passed.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::stub::{Said, Stub};

/// A stub that answers as the server behind it does.
pub(crate) async fn before(base_url: &str) -> Stub {
    before_telling(base_url, |_| {}).await
}

/// The same, and somebody is told of each request before it is passed on.
pub(crate) async fn before_telling(
    base_url: &str,
    tell: impl Fn(&Said) + Send + Sync + 'static,
) -> Stub {
    let server = base_url.trim_start_matches("http://").to_owned();
    Stub::start(move |said| {
        tell(said);
        // A test that waits here still has its other threads.
        tokio::task::block_in_place(|| pass_on(&server, said)).expect("an answer")
    })
    .await
}

fn pass_on(server: &str, said: &Said) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(server).ok()?;
    let head: String = said
        .head
        .lines()
        .filter(|line| !line.to_ascii_lowercase().starts_with("connection:"))
        .map(|line| format!("{line}\r\n"))
        .collect();
    let text = format!("{head}Connection: close\r\n\r\n{}", said.body);
    stream.write_all(text.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let chunked = head
        .to_ascii_lowercase()
        .contains("transfer-encoding: chunked");
    Some((
        status,
        if chunked {
            joined(body)
        } else {
            body.to_owned()
        },
    ))
}

/// The body of an answer that was sent in pieces.
fn joined(mut rest: &str) -> String {
    let mut whole = String::new();
    while let Some((size, after)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size.trim(), 16).unwrap_or(0);
        if size == 0 || after.len() < size {
            break;
        }
        whole.push_str(&after[..size]);
        rest = after[size..].trim_start_matches("\r\n");
    }
    whole
}
