//! A server in a few lines: it reads a request, asks a function, and answers.

use std::future::ready;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as the stub understood it.
#[derive(Debug, Clone)]
pub struct Said {
    /// The method.
    pub method: String,
    /// The path without the query.
    pub path: String,
    /// The query without its question mark.
    pub query: String,
    /// The first line and the headers.
    pub head: String,
    /// The body.
    pub body: String,
}

/// Status, further headers, body.
pub type Reply = (u16, Vec<(&'static str, String)>, String);

type Respond = dyn Fn(Said) -> BoxFuture<'static, Reply> + Send + Sync;

/// A running server and what it was sent.
#[derive(Debug)]
pub struct Stub {
    /// Where it listens.
    pub base_url: String,
    /// What it was sent.
    pub heard: Arc<Mutex<Vec<Said>>>,
}

impl Stub {
    /// Answers every request with the status and the body that a function says, until the runtime ends.
    ///
    /// # Panics
    /// Panics where no port is to be had.
    pub async fn start(respond: impl Fn(&Said) -> (u16, String) + Send + Sync + 'static) -> Self {
        Self::start_with_headers(move |said| {
            let (status, body) = respond(said);
            (status, vec![], body)
        })
        .await
    }

    /// As [`Stub::start`], with headers of the function's own.
    ///
    /// # Panics
    /// Panics where no port is to be had.
    pub async fn start_with_headers(
        respond: impl Fn(&Said) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::start_slow(move |said| ready(respond(&said)).boxed()).await
    }

    /// A server whose answers may take a while, so that requests overlap.
    ///
    /// # Panics
    /// Panics where no port is to be had.
    pub async fn start_slow(
        respond: impl Fn(Said) -> BoxFuture<'static, Reply> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base_url = format!("http://{}", listener.local_addr().expect("an address"));
        let heard = Arc::new(Mutex::new(Vec::new()));
        let respond: Arc<Respond> = Arc::new(respond);
        let log = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&respond), Arc::clone(&log)));
            }
        });
        Self { base_url, heard }
    }
}

async fn serve(mut stream: TcpStream, respond: Arc<Respond>, log: Arc<Mutex<Vec<Said>>>) {
    let mut buffer = Vec::new();
    loop {
        let Some(said) = read(&mut stream, &mut buffer).await else {
            return;
        };
        log.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(said.clone());
        let (status, headers, body) = respond(said).await;
        let headers: String = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        let body = if status == 204 { String::new() } else { body };
        let answer = format!(
            "HTTP/1.1 {status} Stub\r\nContent-Type: application/json\r\n{headers}Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

pub(crate) async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Said> {
    loop {
        let text = String::from_utf8_lossy(buffer).into_owned();
        if let Some(end) = text.find("\r\n\r\n") {
            let head = text[..end].to_owned();
            let length = head
                .lines()
                .find_map(|line| {
                    line.to_lowercase()
                        .strip_prefix("content-length: ")?
                        .parse()
                        .ok()
                })
                .unwrap_or(0_usize);
            let whole = end + 4 + length;
            if buffer.len() >= whole {
                let body = String::from_utf8_lossy(&buffer[end + 4..whole]).into_owned();
                buffer.drain(..whole);
                return Some(parse(&head, body));
            }
        }
        let mut chunk = [0; 4096];
        let count = stream.read(&mut chunk).await.ok()?;
        if count == 0 {
            return None;
        }
        buffer.extend_from_slice(&chunk[..count]);
    }
}

fn parse(head: &str, body: String) -> Said {
    let mut words = head.lines().next().unwrap_or_default().split(' ');
    let method = words.next().unwrap_or_default().to_owned();
    let target = words.next().unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Said {
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        head: head.to_owned(),
        body,
    }
}
