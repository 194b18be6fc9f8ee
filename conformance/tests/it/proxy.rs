//! A proxy in front of a server, which changes one of its answers.

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};

use crate::stub::{Said, read};

/// What the proxy may put in an answer's place: status and body, looked at together with the request.
pub(crate) type Tamper = fn(&Said, &mut u16, &mut String);

/// Starts a proxy and returns its URL.
pub(crate) async fn start(behind: String, tamper: Tamper) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base_url = format!("http://{}", listener.local_addr().expect("an address"));
    // Fails where the suite was quicker, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().build();
    let client = client.expect("a client");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, client.clone(), behind.clone(), tamper));
        }
    });
    base_url
}

async fn serve(mut stream: TcpStream, client: reqwest::Client, behind: String, tamper: Tamper) {
    let mut buffer = Vec::new();
    while let Some(said) = read(&mut stream, &mut buffer).await {
        let reply = forward(&client, &behind, &said, tamper).await;
        let reply = reply.expect("an answer from the server behind");
        if stream.write_all(reply.as_bytes()).await.is_err() {
            return;
        }
    }
}

async fn forward(
    client: &reqwest::Client,
    behind: &str,
    said: &Said,
    tamper: Tamper,
) -> reqwest::Result<String> {
    let method = said.method.parse().expect("a method");
    let query = match said.query.as_str() {
        "" => String::new(),
        query => format!("?{query}"),
    };
    let mut request = client.request(method, format!("{behind}{}{query}", said.path));
    for line in said.head.lines().skip(1) {
        let (name, value) = line.split_once(": ").expect("a header");
        if name != "content-length" {
            request = request.header(name, value);
        }
    }
    let answer = request.body(said.body.clone()).send().await?;
    let mut status = answer.status().as_u16();
    let mut head = String::new();
    for (name, value) in answer.headers() {
        if !matches!(name.as_str(), "content-length" | "transfer-encoding") {
            let value = String::from_utf8_lossy(value.as_bytes());
            head.push_str(&format!("{name}: {value}\r\n"));
        }
    }
    let mut body = answer.text().await?;
    tamper(said, &mut status, &mut body);
    let length = body.len();
    Ok(format!(
        "HTTP/1.1 {status} Proxied\r\n{head}Content-Length: {length}\r\n\r\n{body}"
    ))
}
