//! `/docs` as people use it: choose a document, fill in, Execute, read the status.

use serde_json::{Value, json};
use umbridge_server::{Emulator, Options};
use umbridge_vendors::{VENDORS, Vendor};

use crate::browser::Browser;

/// What a visitor needs to know of a vendor, read off the command that `serve` prints and off the document:
/// a vendor that is added is visited without a word about it here.
struct Visit {
    url: String,
    /// A call on the page's `ui` that shows the command's credential.
    authorize: String,
    /// The command's query, by parameter; everything else is the document's example.
    fill: Vec<(String, String)>,
    /// The one success that the document gives.
    status: String,
}

impl Visit {
    fn to(vendor: &Vendor) -> Self {
        let command = (vendor.curl)("http://host");
        let quoted: Vec<&str> = command.split('\'').skip(1).step_by(2).collect();
        let bearer = quoted
            .iter()
            .find_map(|text| text.strip_prefix("Authorization: Bearer "));
        let basic = command
            .split_once("-u '")
            .and_then(|(_, rest)| rest.split('\'').next()?.split_once(':'));
        let spec: Value = serde_json::from_str(&(vendor.spec)()).expect("JSON");
        let schemes = spec["components"]["securitySchemes"].as_object();
        let named = |word: &str| {
            let mut schemes = schemes.into_iter().flatten();
            schemes
                .find(|(_, scheme)| scheme["scheme"] == word)
                .map(|(name, _)| json!(name))
        };
        let authorize = match (bearer, basic) {
            (Some(token), _) => {
                format!(
                    "ui.preauthorizeApiKey({}, {})",
                    named("bearer").expect("a scheme"),
                    json!(token)
                )
            }
            (_, Some((user, secret))) => {
                let name = named("basic").expect("a scheme");
                format!(
                    "ui.preauthorizeBasic({name}, {}, {})",
                    json!(user),
                    json!(secret)
                )
            }
            _ => String::new(),
        };
        let query = quoted
            .iter()
            .find_map(|text| text.split_once('?'))
            .map_or("", |(_, query)| query);
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let operation =
            &spec["paths"][vendor.operation.path][vendor.operation.method.to_lowercase()];
        let mut statuses = operation["responses"]
            .as_object()
            .expect("responses")
            .keys();
        Self {
            url: format!("/openapi/{}.json", vendor.name),
            authorize,
            fill: pairs
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            status: statuses
                .find(|status| status.starts_with('2'))
                .expect("a success")
                .clone(),
        }
    }

    fn script(&self, vendor: &Vendor) -> String {
        format!(
            "{SCRIPT}\nreturn visit({}, {}, {}, () => {{ {} }}, {});",
            json!(self.url),
            json!(vendor.operation.path),
            json!(vendor.operation.method),
            self.authorize,
            json!(self.fill),
        )
    }
}

/// Works the page as a visitor would: `visit` chooses a document, fills in, and executes.
const SCRIPT: &str = include_str!("documents_page.js");

#[tokio::test(flavor = "multi_thread")]
async fn each_document_can_be_chosen_and_tried_without_asking_another_host() {
    let Some(mut browser) = Browser::start().await else {
        return;
    };
    let emulator = Emulator::start(Options::default()).await.expect("a server");
    let base_url = emulator.base_url();
    browser.open(&format!("{base_url}/docs")).await;
    for vendor in VENDORS {
        let visit = Visit::to(vendor);
        let seen = browser.run(&visit.script(vendor)).await;
        assert_eq!(seen["status"], visit.status, "{}: {seen}", vendor.name);
        assert!(
            seen["title"]
                .as_str()
                .is_some_and(|title| title.starts_with(vendor.title)),
            "{seen}"
        );
    }
    let elsewhere: Vec<_> = browser
        .requested
        .iter()
        .filter(|url| {
            !url.starts_with(&base_url) && !url.starts_with("data:") && !url.starts_with("about:")
        })
        .collect();
    assert!(elsewhere.is_empty(), "asked other hosts: {elsewhere:?}");
    assert!(
        browser.requested.len() > VENDORS.len(),
        "nothing was asked at all"
    );
    emulator.stop().await.expect("a clean end");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_front_page_leads_to_every_document() {
    let Some(mut browser) = Browser::start().await else {
        return;
    };
    let emulator = Emulator::start(Options::default()).await.expect("a server");
    browser.open(&emulator.base_url()).await;
    let list = "await until('links', () => document.readyState === 'complete' && document.querySelector('a')); \
        return [...document.querySelectorAll('a')].map((link) => link.getAttribute('href'));";
    let links = browser.run(&format!("{SCRIPT}\n{list}")).await;
    for vendor in VENDORS {
        let link = json!(format!("/docs#{}", vendor.name));
        assert!(
            links.as_array().expect("links").contains(&link),
            "{link} is not in {links}"
        );
    }
    emulator.stop().await.expect("a clean end");
}
