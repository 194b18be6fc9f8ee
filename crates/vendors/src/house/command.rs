//! The command that `serve` prints for a vendor, read back: what is printed must work.

use std::time::Duration;

use super::live;
use crate::{
    VENDORS, Vendor,
    kit::bench::{Ask, Bench, Told},
};

/// A curl command as a request.
#[derive(Debug, Clone, Default)]
pub(super) struct Command {
    pub(super) method: String,
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) basic: Option<(String, String)>,
    pub(super) body: Option<String>,
}

impl Command {
    pub(super) fn of(vendor: &Vendor) -> Self {
        let base_url = "http://127.0.0.1:4010";
        let text = (vendor.curl)(base_url);
        let mut words = words(&text).into_iter();
        assert_eq!(words.next().as_deref(), Some("curl"), "{text}");
        let mut command = Self {
            method: "GET".into(),
            ..Self::default()
        };
        while let Some(word) = words.next() {
            let mut value = || {
                words
                    .next()
                    .unwrap_or_else(|| panic!("{word} has no value in {text}"))
            };
            match word.as_str() {
                "-X" | "--request" => command.method = value(),
                "-H" | "--header" => {
                    let header = value();
                    let (name, content) = header.split_once(": ").expect("a header");
                    command
                        .headers
                        .push((name.to_lowercase(), content.to_owned()));
                }
                "-u" | "--user" => {
                    let pair = value();
                    command.basic = pair
                        .split_once(':')
                        .map(|(user, secret)| (user.to_owned(), secret.to_owned()));
                }
                "-d" | "--data" | "--data-raw" => command.body = Some(value()),
                "--location" | "-s" => {}
                target => {
                    target
                        .strip_prefix(base_url)
                        .expect("the base URL")
                        .clone_into(&mut command.target);
                }
            }
        }
        command
    }

    pub(super) fn ask<'b>(&self, bench: &'b Bench) -> Ask<'b> {
        let mut ask = bench.ask(&self.method, &self.target);
        for (name, value) in &self.headers {
            ask = ask.header(name, value);
        }
        match &self.basic {
            Some((user, secret)) => ask.basic(user, secret),
            None => ask,
        }
    }

    pub(super) async fn send(&self, bench: &Bench) -> Told {
        self.ask(bench)
            .body(self.body.clone().unwrap_or_default())
            .await
    }

    pub(super) fn without_credential(mut self) -> Self {
        self.basic = None;
        self.headers.retain(|(name, _)| name != "authorization");
        self
    }
}

/// The words of a command line that quotes with single quotes only.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.replace("\\\n", " ").chars() {
        match letter {
            '\'' => quoted = !quoted,
            ' ' | '\n' if !quoted => words.push(String::new()),
            _ => words.last_mut().expect("a word").push(letter),
        }
    }
    words.retain(|word| !str::is_empty(word));
    words
}

#[tokio::test]
async fn what_is_printed_deletes_users_of_the_seed() {
    for vendor in VENDORS {
        let bench = Bench::new(vendor).await;
        let before = live(&bench, vendor).await;
        let told = Command::of(vendor).send(&bench).await;
        assert!(told.status.is_success(), "{vendor:?}: {told:?}");
        bench
            .directory
            .let_pass(Duration::from_secs(600))
            .await
            .expect("time passes");
        let after = live(&bench, vendor).await;
        assert!(
            after.len() < before.len(),
            "{vendor:?} deleted nobody: {told:?}"
        );
        assert!(!after.is_empty(), "{vendor:?} deleted everybody");
    }
}
