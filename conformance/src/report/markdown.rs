//! Markdown for the summary of a step or a comment on a pull request: totals, then failures, folded.

use std::fmt::Write;

use super::outcome::{Proof, counted, took};
use super::plain::{escaped, one_line, plain};
use super::{CaseReport, Report, VendorReport, witness};
use crate::judge::verdict::Verdict;

/// A comment holds 65 536 characters; the summary of a step holds sixteen times as much.
const LONGEST: usize = 60_000;

/// How many lines a list has.
const LINES: usize = 10;

/// The longest text quoted of one exchange.
const LONGEST_QUOTE: usize = 1500;

pub(super) fn render(report: &Report) -> String {
    let mut text = format!("## {}\n\n", report.headline());
    let _ = writeln!(
        text,
        "{} · seed {} · {} compared in {}\n",
        code(&report.base_url),
        report.seed,
        counted(report.compared(), "case"),
        took(report.duration_ms)
    );
    totals(&mut text, report);
    lost(&mut text, report);
    let outdated = report.outdated().into_iter();
    let outdated: Vec<String> = outdated
        .map(|complaint| format!("- {}\n", one_line(&complaint)))
        .collect();
    list(
        &mut text,
        "Known deviations that are out of date",
        &outdated,
    );
    let blocks = report.failures().map(|(vendor, case)| Block {
        whole: failure(report, vendor, case),
        short: format!(
            "- {} {}: {}\n",
            case.verdict.word(),
            code(&case.id),
            case.says
        ),
    });
    fill(&mut text, &blocks.collect::<Vec<_>>());
    deviations(&mut text, report);
    text
}

fn totals(text: &mut String, report: &Report) {
    let verdicts = report.verdicts();
    let words: String = verdicts
        .iter()
        .map(|verdict| format!(" {} |", verdict.word()))
        .collect();
    let _ = writeln!(
        text,
        "| vendor |{words} rules proved, of those that can be |"
    );
    let _ = writeln!(text, "|---|{}---|", "--:|".repeat(verdicts.len()));
    for vendor in &report.vendors {
        let counts = verdicts
            .iter()
            .map(|verdict| format!(" {} |", vendor.count(*verdict)));
        let Proof { could, did, .. } = Proof::of([vendor]);
        let _ = writeln!(
            text,
            "| {} |{} {did} of {could} |",
            vendor.name,
            counts.collect::<String>()
        );
    }
    text.push('\n');
}

fn lost(text: &mut String, report: &Report) {
    let vendors = || report.vendors.iter();
    let lost = vendors().flat_map(|vendor| vendor.lost.iter().map(move |lost| (vendor, lost)));
    let lost = lost.map(|(vendor, lost)| {
        let case = lost.case.as_deref().map(code);
        let when = case.unwrap_or_else(|| "after their case had ended".to_owned());
        format!("- {}: {}, {when}\n", vendor.name, code(&lost.user))
    });
    let left =
        vendors().flat_map(|vendor| vendor.left_behind.iter().map(move |user| (vendor, user)));
    let left = left.map(|(vendor, user)| format!("- {}: {}\n", vendor.name, code(user)));
    list(
        text,
        "Users lost against the rules",
        &lost.collect::<Vec<_>>(),
    );
    list(
        text,
        "Users of this run that are still there",
        &left.collect::<Vec<_>>(),
    );
}

fn list(text: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let few: String = lines.iter().take(LINES).map(String::as_str).collect();
    let _ = writeln!(text, "### {title}\n\n{few}");
    let more = lines.len().saturating_sub(LINES);
    if more > 0 {
        let _ = writeln!(text, "and {}.\n", format_args!("{more} more"));
    }
}

/// A failure in full, and in a line.
struct Block {
    whole: String,
    short: String,
}

/// As many failures in full as there is room for, then lines, then a number.
fn fill(text: &mut String, blocks: &[Block]) {
    if blocks.is_empty() {
        return;
    }
    text.push_str("### Failures\n\n");
    let mut left = blocks.iter().peekable();
    while let Some(block) = left.next_if(|block| text.len() + block.whole.len() < LONGEST * 3 / 4) {
        text.push_str(&block.whole);
    }
    while let Some(block) = left.next_if(|block| text.len() + block.short.len() < LONGEST * 7 / 8) {
        text.push_str(&block.short);
    }
    let more = left.count();
    if more > 0 {
        let _ = writeln!(text, "\nand {}.", counted(more, "more failure"));
    }
    text.push('\n');
}

fn failure(report: &Report, vendor: &VendorReport, case: &CaseReport) -> String {
    let mut text = format!(
        "<details><summary><b>{}</b> <code>{}</code>: {}</summary>\n\n",
        case.verdict.word(),
        escaped(&case.id),
        escaped(&case.says)
    );
    for claim in vendor.cited(case) {
        let heading = claim.heading.as_deref();
        let heading = heading.map(|heading| format!(", {heading}"));
        let _ = writeln!(
            text,
            "> {}\\\n> {} {}{}, {} {}\n",
            one_line(&claim.says),
            code(&claim.id),
            code(&vendor.document),
            heading.unwrap_or_default(),
            claim.level.word(),
            claim.provenance.word()
        );
    }
    if let Some(reading) = &case.reading {
        let _ = writeln!(text, "Reading: {}\n", one_line(reading));
    }
    if let Some(reason) = &case.reason {
        let _ = writeln!(text, "{}\n", code(reason));
    }
    let differences: Vec<String> = case.findings.iter().map(difference).collect();
    if !differences.is_empty() {
        text.push_str(&fenced("diff", &differences.join("\n")));
    }
    let evidence = witness::lines(case);
    if !evidence.is_empty() {
        text.push_str(&fenced("text", &evidence.join("\n")));
    }
    if let Some(exchange) = &case.exchange {
        text.push_str(&fenced("sh", &exchange.curl));
        if let Some(received) = &exchange.received {
            let answer = format!("{}\n\n{}", received.status, received.body.marked());
            text.push_str(&fenced("http", &answer));
        }
    }
    text.push_str(&fenced("sh", &report.replay(vendor, &case.id)));
    if let Some(entry) = report.entry(case) {
        text.push_str("To accept it for a while:\n\n");
        text.push_str(&fenced("yaml", &entry));
    }
    text.push_str("</details>\n\n");
    text
}

fn difference(finding: &super::Finding) -> String {
    let lines = |sign: &str, text: &str| {
        let lines = text.lines().map(|line| format!("{sign} {line}"));
        lines.collect::<Vec<_>>().join("\n")
    };
    format!(
        "  {}\n{}\n{}",
        one_line(&finding.place),
        lines("-", &finding.expected),
        lines("+", &finding.actual)
    )
}

fn deviations(text: &mut String, report: &Report) {
    let deviating = report.cases();
    let deviating: Vec<_> = deviating
        .filter(|(_, case)| case.verdict == Verdict::Deviation)
        .collect();
    if deviating.is_empty() {
        return;
    }
    let title = counted(deviating.len(), "deviation");
    let _ = writeln!(text, "<details><summary>{title}</summary>\n");
    for (at, (_, case)) in deviating.iter().enumerate() {
        let why = case.reading.as_ref().or(case.reason.as_ref());
        let why = why.map(|why| code(why)).unwrap_or_default();
        let line = format!("- {}: {why}\n", code(&case.id));
        if text.len() + line.len() > LONGEST {
            let _ = writeln!(text, "- and {} more", deviating.len() - at);
            break;
        }
        text.push_str(&line);
    }
    text.push_str("\n</details>\n");
}

/// A text of which nothing is understood as Markdown, as HTML, or as somebody's name.
fn code(text: &str) -> String {
    let text = one_line(text);
    let fence = fence(&text, 1);
    let padding = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{padding}{text}{padding}{fence}")
}

/// More backticks than the text has in a row.
fn fence(text: &str, least: usize) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max();
    "`".repeat(least.max(longest.unwrap_or_default() + 1))
}

/// A block that the text cannot end.
fn fenced(language: &str, text: &str) -> String {
    let text = plain(&super::Body::cut(text, LONGEST_QUOTE).marked());
    let fence = fence(&text, 3);
    format!("{fence}{language}\n{}\n{fence}\n\n", text.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{Block, LONGEST, code, fenced, fill};

    #[test]
    fn a_text_of_a_server_ends_no_block() {
        assert_eq!(fenced("sh", "a\n````\nb"), "`````sh\na\n````\nb\n`````\n\n");
        assert_eq!(code("a`<b>@somebody``"), "``` a`<b>@somebody`` ```");
    }

    #[test]
    fn many_failures_become_lines_and_then_a_number() {
        let block = || Block {
            whole: "w".repeat(500),
            short: format!("{}\n", "s".repeat(50)),
        };
        let mut text = String::new();
        fill(&mut text, &(0..1000).map(|_| block()).collect::<Vec<_>>());
        assert!(text.len() < LONGEST, "{}", text.len());
        assert!(text.contains('w') && text.contains('s'));
        assert!(
            text.ends_with("more failures.\n\n"),
            "{}",
            &text[text.len() - 60..]
        );
    }
}
