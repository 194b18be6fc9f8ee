//! The report's page in a browser: what it shows, what it does, and what a server's answer cannot make it do.

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::golden;

/// What a reader does on the page.
const SCRIPT: &str = include_str!("page.js");

/// What the page came to, and what else it asked for.
type Seen = (Value, Vec<String>);

/// Opens a page from a file, as people do, and works on it.
async fn work(page: &str, body: &str) -> Option<Seen> {
    let mut browser = Browser::start().await?;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("report.html");
    std::fs::write(&file, page).expect("written");
    let url = format!("file://{}", file.display());
    browser.open(&url).await;
    let script = format!("{SCRIPT}\n await ready();\n{body}");
    let seen = browser.run(&script).await;
    let own = |asked: &String| asked.starts_with(&url) || asked == "about:blank";
    let others = browser.requested.iter().filter(|asked| !own(asked));
    Some((seen, others.cloned().collect()))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_cell_opens_its_exchange() {
    let report = golden::report("deletes-too-little");
    let Some((seen, requested)) = work(&report.html(), "return everyCell();").await else {
        return;
    };
    let cases = report.vendors.iter().flat_map(|vendor| {
        let cited = |id: &String| vendor.claim(id).is_some();
        vendor.cases.iter().flat_map(move |case| {
            case.claims
                .iter()
                .filter(move |id| cited(id))
                .map(move |_| case)
        })
    });
    let mut expected: Vec<&str> = cases.map(|case| case.id.as_str()).collect();
    let mut opened: Vec<&str> = Vec::new();
    for sheet in seen.as_array().expect("sheets") {
        let (case, text) = (
            sheet["case"].as_str().expect("a name"),
            sheet["text"].as_str().expect("a text"),
        );
        let case = report
            .vendors
            .iter()
            .flat_map(|vendor| &vendor.cases)
            .find(|one| one.id == case)
            .expect("a case");
        assert_eq!(sheet["home"], true, "{} goes back to its place", case.id);
        assert!(text.contains(&case.id));
        if let Some(exchange) = &case.exchange {
            assert!(text.contains(&exchange.curl), "{}", case.id);
            assert!(text.contains(&exchange.sent.url), "{}", case.id);
            let received = exchange.received.as_ref().expect("an answer");
            assert!(text.contains(&received.status.to_string()), "{}", case.id);
        }
        for finding in &case.findings {
            assert!(
                text.contains(&finding.expected) && text.contains(&finding.actual),
                "{}",
                case.id
            );
        }
        opened.push(&case.id);
    }
    expected.sort_unstable();
    opened.sort_unstable();
    assert_eq!(opened, expected);
    assert_eq!(
        requested,
        Vec::<String>::new(),
        "the page needs nothing else"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_leave_the_rules_that_fit() {
    let report = golden::report("deletes-too-little");
    let Some((seen, _)) = work(&report.html(), "return filters();").await else {
        return;
    };
    let claims = || {
        report
            .vendors
            .iter()
            .flat_map(|vendor| vendor.claims.iter().map(move |claim| (vendor, claim)))
    };
    let ids = |fits: &dyn Fn(&str, &Value, &str) -> bool| -> Vec<String> {
        let claims = claims().filter(|(vendor, claim)| {
            let verdicts: Vec<&str> = vendor
                .cases
                .iter()
                .filter(|case| case.claims.contains(&claim.id))
                .map(|case| case.verdict.word())
                .collect();
            fits(
                &vendor.vendor,
                &serde_json::to_value(claim).expect("JSON"),
                &verdicts.join(" "),
            )
        });
        claims.map(|(_, claim)| claim.id.clone()).collect()
    };
    assert_eq!(
        seen["vendor"],
        json!(ids(&|vendor, _, _| vendor == "ejento"))
    );
    assert_eq!(
        seen["level"],
        json!(ids(&|_, claim, _| claim["level"] == "should"))
    );
    assert_eq!(
        seen["provenance"],
        json!(ids(&|_, claim, _| claim["provenance"] == "recorded"))
    );
    assert_eq!(
        seen["verdict"],
        json!(ids(&|_, _, verdicts| verdicts.contains("fail")))
    );
    assert_eq!(
        seen["text"],
        json!(ids(&|_, claim, _| claim["id"] == "braze.delete.limit-50"))
    );
    assert_eq!(seen["nothing"], json!([]));
    assert_eq!(seen["reset"], json!(ids(&|_, _, _| true)));
    for name in ["vendor", "level", "provenance", "verdict", "text"] {
        assert_ne!(seen[name], json!([]), "{name}");
        assert_ne!(seen[name], seen["reset"], "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_is_enough() {
    let report = golden::report("deletes-too-little");
    let Some((seen, _)) = work(&report.html(), "return keyboard();").await else {
        return;
    };
    assert_eq!(seen["search"], true, "a slash goes to the search");
    assert_eq!(seen["next"], true, "an arrow goes to the next case");
    assert_eq!(
        seen["back"], true,
        "the focus returns to where the case was opened"
    );
    assert_eq!(seen["copied"], seen["curl"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_runs_nothing_and_asks_for_nothing() {
    let report = golden::report("says-evil-things");
    let Some((seen, requested)) = work(&report.html(), "return harmless();").await else {
        return;
    };
    assert_eq!(
        seen["title"],
        json!(format!("2 cases failed: {}", report.base_url))
    );
    assert_eq!(seen["elements"], json!([]), "no element was made of a text");
    assert_eq!(seen["shown"], true, "the text is shown as it is");
    assert_eq!(
        seen["policy"],
        json!("blocked"),
        "and were there one, the policy would stop it"
    );
    assert_eq!(requested, Vec::<String>::new());
}

#[rstest::rstest]
#[case::failures("deletes-too-little")]
#[case::long_words("says-evil-things")]
#[case::reasons("asked-little")]
#[tokio::test(flavor = "multi_thread")]
async fn a_phone_shows_everything_without_scrolling_sideways(#[case] name: &str) {
    let Some(mut browser) = Browser::start().await else {
        return;
    };
    browser.open("about:blank").await;
    let html = json!(golden::report(name).html());
    let script = format!("{SCRIPT}\n return phone(await framed({html}, 390));");
    let seen = browser.run(&script).await;
    assert_eq!(seen["narrow"], true, "the frame is as wide as a phone");
    assert_eq!(seen["beyond"], 0, "nothing is beyond its edge");
    assert_eq!(seen["wide"], json!([]), "no case is wider than the phone");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_its_script_the_page_shows_everything() {
    let report = golden::report("deletes-too-little");
    let html = report.html();
    let script = html.rfind("<script>").expect("a script");
    let Some((seen, _)) = work(&html[..script], "return plain();").await else {
        return;
    };
    let cases: usize = report.vendors.iter().map(|vendor| vendor.cases.len()).sum();
    assert_eq!(seen["filters"], false, "what needs the script is not shown");
    assert_eq!(seen["cases"], cases);
    assert_eq!(seen["opened"], true, "a link to a case opens it");
}
