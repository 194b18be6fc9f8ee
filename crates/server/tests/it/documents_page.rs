//! `/docs` as people use it: choose a document, fill in, Execute, read the status.

use serde_json::json;
use umbridge_server::{Emulator, Options};
use umbridge_vendors::VENDORS;

use crate::browser::Browser;

/// How a visitor tries a vendor's bulk deletion on the page.
struct Visit {
    vendor: &'static str,
    /// A call on the page's `ui` that shows a credential.
    authorize: &'static str,
    /// Parameters to fill in, by name; everything else is the document's example.
    fill: &'static [(&'static str, &'static str)],
    /// The status that the vendor's document gives.
    status: &'static str,
}

const VISITS: &[Visit] = &[
    Visit {
        vendor: "zendesk",
        authorize: "ui.preauthorizeBasic('basicAuth', 'admin@umbridge.example/token', 'zendesk-admin-token')",
        fill: &[("ids", "9001,9002")],
        status: "200",
    },
    Visit {
        vendor: "uipath",
        authorize: "ui.preauthorizeApiKey('bearerAuth', '1234')",
        fill: &[],
        status: "204",
    },
    Visit {
        vendor: "ejento",
        authorize: "",
        fill: &[],
        status: "200",
    },
    Visit {
        vendor: "braze",
        authorize: "ui.preauthorizeApiKey('bearerAuth', 'YOUR_REST_API_KEY')",
        fill: &[],
        status: "201",
    },
    Visit {
        vendor: "genauth",
        authorize: "ui.preauthorizeApiKey('bearerAuth', 'genauth-management-token')",
        fill: &[],
        status: "200",
    },
];

/// Works the page as a visitor would: `visit` chooses a document, fills in, and executes.
const SCRIPT: &str = include_str!("documents_page.js");

fn script(visit: &Visit, url: &str, path: &str, method: &str) -> String {
    format!(
        "{SCRIPT}\nreturn visit({}, {}, {}, () => {{ {} }}, {});",
        json!(url),
        json!(path),
        json!(method),
        visit.authorize,
        json!(visit.fill),
    )
}

#[test]
fn every_vendor_is_visited() {
    for vendor in VENDORS {
        assert!(
            VISITS.iter().any(|visit| visit.vendor == vendor.name),
            "{} has no visit",
            vendor.name
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_document_can_be_chosen_and_tried_without_asking_another_host() {
    let Some(mut browser) = Browser::start().await else {
        return;
    };
    let emulator = Emulator::start(Options::default()).await.expect("a server");
    let base_url = emulator.base_url();
    browser.open(&format!("{base_url}/docs")).await;
    for vendor in VENDORS {
        let visit = VISITS
            .iter()
            .find(|visit| visit.vendor == vendor.name)
            .expect("a visit");
        let url = format!("/openapi/{}.json", vendor.name);
        let seen = browser
            .run(&script(
                visit,
                &url,
                vendor.operation.path,
                vendor.operation.method,
            ))
            .await;
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
