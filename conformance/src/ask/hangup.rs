//! A request whose answer nobody reads.
//!
//! Over plain HTTP the connection is closed as soon as the request is sent, so
//! that the server meets a client that has left. Over TLS that is not ours to
//! do: the answer is awaited and thrown away, which to the caller is the same.

use reqwest::{Client, Url};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::credential::Pass;
use super::exchange::{self, NoAnswer};
use super::request::Outgoing;
use super::target::Target;

/// Sends a request and leaves.
pub(crate) async fn send(
    client: &Client,
    target: &Target,
    outgoing: &Outgoing,
    pass: &Pass,
) -> Result<(), NoAnswer> {
    let url = format!("{}{}", target.base(), outgoing.path_and_query());
    let url = Url::parse(&url).map_err(|error| NoAnswer::unsent(&error))?;
    let (Some(host), "http") = (url.host_str(), url.scheme()) else {
        return exchange::send(client, target, outgoing, pass)
            .await
            .map(drop);
    };
    let host = host.trim_matches(['[', ']']);
    let port = url.port_or_known_default().unwrap_or(80);
    let mut stream = TcpStream::connect((host, port))
        .await
        .map_err(|error| NoAnswer::unsent(&error))?;
    let text = written(&url, outgoing, pass);
    stream
        .write_all(text.as_bytes())
        .await
        .map_err(|error| NoAnswer::cut(&error))?;
    stream.flush().await.map_err(|error| NoAnswer::cut(&error))
}

/// The request as it goes over the wire.
fn written(url: &Url, outgoing: &Outgoing, pass: &Pass) -> String {
    let query = url
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    let body = outgoing.body.as_deref().unwrap_or_default();
    let mut text = format!(
        "{} {}{query} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\n",
        outgoing.method,
        url.path(),
        url.authority(),
        body.len()
    );
    for (name, value) in outgoing.headers.iter().chain(&pass.headers) {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str("\r\n");
    text.push_str(body);
    text
}

#[cfg(test)]
mod tests {
    use super::{Outgoing, Pass, Url, written};

    #[test]
    fn a_request_is_written_out_whole() {
        let outgoing = Outgoing {
            method: "DELETE".into(),
            headers: vec![("Content-Type".into(), "application/json".into())],
            body: Some(r#"{"ids":[1]}"#.into()),
            ..Outgoing::default()
        };
        let pass = Pass {
            headers: vec![("Authorization".into(), "Bearer t".into())],
            ..Pass::default()
        };
        let url = Url::parse("http://127.0.0.1:4010/users?ids=1,2").expect("a URL");
        assert_eq!(
            written(&url, &outgoing, &pass),
            "DELETE /users?ids=1,2 HTTP/1.1\r\nHost: 127.0.0.1:4010\r\nContent-Length: 11\r\n\
             Content-Type: application/json\r\nAuthorization: Bearer t\r\n\r\n{\"ids\":[1]}"
        );
    }
}
