//! One request and its answer.

use std::time::Duration;

use reqwest::Client;
use reqwest::header::{HeaderName, HeaderValue};
use serde_json::Value;

use super::credential::Pass;
use super::request::Outgoing;
use super::tape;
use super::target::Target;

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a server said.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    /// The answer to a request that was not sent.
    pub(crate) fn empty() -> Self {
        Self {
            status: 200,
            headers: vec![],
            body: String::new(),
        }
    }

    /// A header, whatever its spelling.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The body, if it is JSON.
    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_str(&self.body).ok()
    }
}

/// A request that got no answer.
#[derive(Debug, Clone, thiserror::Error)]
#[error("no answer: {why}")]
pub(crate) struct NoAnswer {
    why: String,
    /// Whether the request may have reached the server all the same.
    pub(crate) reached: bool,
}

impl NoAnswer {
    /// A tape played and had none.
    pub(super) fn unplayed() -> Self {
        Self {
            why: "it was not on the tape".to_owned(),
            reached: true,
        }
    }

    pub(crate) fn unsent(why: &dyn std::error::Error) -> Self {
        Self {
            why: chain(why),
            reached: false,
        }
    }

    /// The connection failed when part of the request may have left.
    pub(crate) fn cut(why: &dyn std::error::Error) -> Self {
        Self {
            why: chain(why),
            reached: true,
        }
    }
}

impl From<reqwest::Error> for NoAnswer {
    fn from(error: reqwest::Error) -> Self {
        Self {
            reached: !error.is_connect() && !error.is_builder(),
            why: chain(&error),
        }
    }
}

/// The HTTP client of a run.
///
/// Redirects are not followed: they could lead a deletion to another host.
/// On loopback no proxy is asked, for the same reason.
pub(crate) fn client(target: &Target) -> Result<Client, NoAnswer> {
    // Fails where the program has chosen a provider already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(PATIENCE)
        .user_agent(concat!("umbridge-conformance/", env!("CARGO_PKG_VERSION")));
    let builder = if target.is_loopback() {
        builder.no_proxy()
    } else {
        builder
    };
    Ok(builder.build()?)
}

/// Sends a request.
pub(crate) async fn send(
    client: &Client,
    target: &Target,
    outgoing: &Outgoing,
    pass: &Pass,
) -> Result<Answer, NoAnswer> {
    if let Some(played) = tape::played(outgoing, pass) {
        return played;
    }
    let answer = exchange(client, target, outgoing, pass).await?;
    tape::keep(outgoing, pass, &answer);
    Ok(answer)
}

async fn exchange(
    client: &Client,
    target: &Target,
    outgoing: &Outgoing,
    pass: &Pass,
) -> Result<Answer, NoAnswer> {
    let method = reqwest::Method::from_bytes(outgoing.method.as_bytes())
        .map_err(|error| NoAnswer::unsent(&error))?;
    let url = format!("{}{}", target.base(), outgoing.path_and_query());
    let mut request = client.request(method, url);
    for (name, value) in outgoing.headers.iter().chain(&pass.headers) {
        let name =
            HeaderName::from_bytes(name.as_bytes()).map_err(|error| NoAnswer::unsent(&error))?;
        let mut value = HeaderValue::from_str(value).map_err(|error| NoAnswer::unsent(&error))?;
        value.set_sensitive(true);
        request = request.header(name, value);
    }
    if let Some(body) = &outgoing.body {
        request = request.body(body.clone());
    }
    let response = request.send().await?;
    let status = response.status().as_u16();
    let headers = response
        .headers()
        .iter()
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        })
        .collect();
    let body = response.bytes().await?;
    Ok(Answer {
        status,
        headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}

/// The request as a line for a shell, with names of variables in place of secrets.
pub(crate) fn curl(target: &Target, outgoing: &Outgoing, pass: &Pass) -> String {
    let mut line = format!(
        "curl -X {} {}",
        outgoing.method,
        quote(&format!("{}{}", target.base(), outgoing.path_and_query()))
    );
    for option in &pass.curl {
        line.push_str(&format!(" {option}"));
    }
    for (name, value) in &outgoing.headers {
        line.push_str(&format!(" -H {}", quote(&format!("{name}: {value}"))));
    }
    if let Some(body) = &outgoing.body {
        line.push_str(&format!(" --data-raw {}", quote(body)));
    }
    line
}

fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// An error with its causes; reqwest's own text hides why a connection failed.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text.push_str(&format!(": {inner}"));
        source = inner.source();
    }
    text
}
