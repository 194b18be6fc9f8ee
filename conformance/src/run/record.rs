//! Keeps a request and its answer for the report.

use serde_json::Value;

use super::session::Session;
use crate::ask::credential::Pass;
use crate::ask::exchange::{Answer, curl};
use crate::ask::request::Outgoing;
use crate::report::{Body, Exchange, Header, Received, Seal, Sent};

/// The longest body a report keeps.
pub(crate) const LONGEST_BODY: usize = 4000;

/// Members of an answer whose values let their reader in, by the end of their names.
const TELLTALES: [&str; 3] = ["token", "secret", "password"];

/// Shorter values of such members let nobody in.
const SHORTEST_TOKEN: usize = 8;

impl Session<'_> {
    /// A request about to be sent, with variables in place of secrets.
    pub(crate) fn sent(&self, request: &Outgoing, pass: &Pass) -> Exchange {
        let headers = pass.shown.iter().chain(&request.headers);
        Exchange {
            curl: curl(self.target, request, pass),
            sent: Sent {
                method: request.method.clone(),
                url: format!("{}{}", self.target.base(), request.path_and_query()),
                headers: headers
                    .map(|(name, value)| Header::new(name, value))
                    .collect(),
                body: request.body.as_deref().map(|body| self.shortened(body)),
            },
            received: None,
        }
    }

    /// Its answer.
    pub(crate) fn received(&self, answer: &Answer) -> Received {
        let mut tokens = cookies(answer);
        tokens_in(&answer.json().unwrap_or_default(), &mut tokens);
        self.keep_secret(tokens.into_iter());
        let headers = answer.headers.iter();
        Received {
            status: answer.status,
            headers: headers
                .map(|(name, value)| Header::new(name, value))
                .collect(),
            body: self.shortened(&answer.body),
        }
    }

    /// Secrets go before the text is cut: half a secret would not be recognised any more.
    fn shortened(&self, text: &str) -> Body {
        let sealed = Seal::of(self.secrets()).scrubbed(text);
        Body::cut(&sealed, self.longest_body)
    }
}

/// A login's answer and a cookie are credentials too.
fn tokens_in(value: &Value, tokens: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let name = name.to_lowercase();
                let telltale = TELLTALES.iter().any(|end| name.ends_with(end));
                let told = value.as_str().filter(|_| telltale);
                tokens.extend(
                    told.filter(|token| token.len() >= SHORTEST_TOKEN)
                        .map(str::to_owned),
                );
                tokens_in(value, tokens);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| tokens_in(item, tokens)),
        _ => {}
    }
}

fn cookies(answer: &Answer) -> Vec<String> {
    let set = answer.headers.iter();
    let set = set.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
    set.filter_map(|(_, value)| {
        let (_, value) = value.split(';').next()?.split_once('=')?;
        (value.len() >= SHORTEST_TOKEN).then(|| value.to_owned())
    })
    .collect()
}
