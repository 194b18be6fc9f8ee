//! A case with everything that was sent and received, for whoever asks it again.

use super::exchange::{Body, Header};
use super::paint::{Paint, Shade};
use super::plain::{one_line, plain};
use super::terminal::{difference, opening};
use super::{CaseReport, Exchange, Report, VendorReport, witness};

pub(super) fn render(report: &Report, id: &str, paint: Paint) -> String {
    let mut lines = Vec::new();
    for (vendor, case) in report.cases() {
        if case.id == id || case.claims.iter().any(|claim| claim == id) {
            transcribe(&mut lines, vendor, case, paint);
        }
    }
    lines.push(format!("{} · seed {}\n", report.base_url, report.seed));
    lines.join("\n")
}

fn transcribe(lines: &mut Vec<String>, vendor: &VendorReport, case: &CaseReport, paint: Paint) {
    opening(lines, vendor, case, paint);
    lines.push(String::new());
    if let Some(exchange) = &case.exchange {
        wire(lines, exchange, paint);
    }
    for event in &case.history {
        if let Some(exchange) = &event.exchange {
            lines.push(format!("at {} ms, {}", event.began_ms, event.call));
            wire(lines, exchange, paint);
        }
    }
    let evidence = witness::lines(case);
    lines.extend(evidence.iter().map(|line| format!("  {}", one_line(line))));
    for finding in &case.findings {
        difference(lines, finding, paint);
    }
    lines.push(String::new());
}

fn wire(lines: &mut Vec<String>, exchange: &Exchange, paint: Paint) {
    let sent = &exchange.sent;
    let first = format!("{} {}", sent.method, sent.url);
    half(
        lines,
        &paint.in_shade(Shade::Strong, ">"),
        &first,
        &sent.headers,
        sent.body.as_ref(),
    );
    match &exchange.received {
        Some(received) => half(
            lines,
            &paint.in_shade(Shade::Strong, "<"),
            &received.status.to_string(),
            &received.headers,
            Some(&received.body),
        ),
        None => lines.push("There was no answer.".to_owned()),
    }
    lines.push(one_line(&exchange.curl));
    lines.push(String::new());
}

/// A request or an answer, each line behind a sign.
fn half(lines: &mut Vec<String>, sign: &str, first: &str, headers: &[Header], body: Option<&Body>) {
    lines.push(format!("{sign} {}", one_line(first)));
    for Header { name, value } in headers {
        lines.push(format!("{sign} {}: {}", one_line(name), one_line(value)));
    }
    if let Some(body) = body.filter(|body| !body.text.is_empty()) {
        lines.push(sign.to_owned());
        let text = plain(&body.marked());
        lines.extend(text.lines().map(|line| format!("{sign} {line}")));
    }
    lines.push(String::new());
}
