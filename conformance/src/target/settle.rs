//! Holds the known deviations against what a run found.
//!
//! Four rules: a failure nobody listed is red; a listed one turns into the
//! verdict `known`; an entry that no longer happens is red; so is one whose
//! day has passed, and then it excuses nothing.

use jiff::civil::Date;

use super::deviation::{CHANGE_ME, Expiry, KnownDeviation};
use crate::judge::verdict::Verdict;
use crate::report::{CaseReport, DeviationState, Expectations, ListedDeviation, Report};

/// How many days an entry to paste gives its author.
const DAYS: i64 = 30;

/// Whether a run asked all cases, or some of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    All,
    Some,
}

/// Turns listed failures into known ones and says what became of every entry.
pub(crate) fn settle(report: &mut Report, entries: &[KnownDeviation], today: Date, asked: Asked) {
    let mut listed = Vec::new();
    for entry in entries {
        let expired = entry.expires.0 < today;
        let cases = report
            .vendors
            .iter_mut()
            .flat_map(|vendor| &mut vendor.cases);
        let concerned: Vec<&mut CaseReport> = cases
            .filter(|case| entry.covers(&case.id, &case.claims))
            .collect();
        let state = state(entry, expired, &concerned, asked);
        let mut failing = Vec::new();
        for case in concerned {
            if !fails(entry, case) {
                continue;
            }
            failing.push(case.id.clone());
            if !expired {
                case.verdict = Verdict::Known;
                let KnownDeviation {
                    reason,
                    link,
                    expires,
                    ..
                } = entry;
                case.reason = Some(format!("{reason} ({link}, until {expires})"));
            }
        }
        listed.push(ListedDeviation {
            entry: entry.clone(),
            state,
            cases: failing,
        });
    }
    for vendor in &mut report.vendors {
        vendor.weigh_claims();
    }
    let to_paste = unlisted(report, entries, today);
    report.expectations = Some(Expectations { listed, to_paste });
}

/// A failure may have been made known by an earlier entry; both happen then.
fn fails(entry: &KnownDeviation, case: &CaseReport) -> bool {
    let failed = matches!(case.verdict, Verdict::Fail | Verdict::Known);
    failed && (entry.loses_users || case.lost.is_empty())
}

fn state(
    entry: &KnownDeviation,
    expired: bool,
    concerned: &[&mut CaseReport],
    asked: Asked,
) -> DeviationState {
    if expired {
        return DeviationState::Expired;
    }
    if concerned.iter().any(|case| fails(entry, case)) {
        return DeviationState::Happens;
    }
    let compared = concerned.iter().any(|case| case.verdict.compared());
    let open = |case: &&mut CaseReport| matches!(case.verdict, Verdict::Broken | Verdict::Blocked);
    // The case that fails may be the one that was not asked.
    let partly = asked == Asked::Some && entry.claim.is_some();
    if !compared || partly || concerned.iter().any(open) {
        DeviationState::Unobserved
    } else {
        DeviationState::Gone
    }
}

/// Whether an entry spoke of this failure and its day has passed: it is renewed, not written again.
fn covered_too_long(entry: &KnownDeviation, case: &CaseReport, today: Date) -> bool {
    entry.expires.0 < today && entry.covers(&case.id, &case.claims)
}

/// An entry for each failure that none speaks of, with gaps for a person to fill.
fn unlisted(report: &Report, entries: &[KnownDeviation], today: Date) -> Vec<KnownDeviation> {
    let cases = report.vendors.iter().flat_map(|vendor| &vendor.cases);
    let expires = today.saturating_add(jiff::Span::new().days(DAYS));
    cases
        .filter(|case| case.verdict == Verdict::Fail)
        .filter(|case| {
            !entries
                .iter()
                .any(|entry| covered_too_long(entry, case, today))
        })
        .map(|case| KnownDeviation {
            claim: None,
            case: Some(case.id.clone()),
            reason: format!("{CHANGE_ME} (why it is accepted)"),
            link: format!("{CHANGE_ME} (where it is dealt with)"),
            expires: Expiry(expires),
            loses_users: !case.lost.is_empty(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Asked, settle};
    use crate::judge::verdict::{EXIT_CLEAN, EXIT_FINDINGS, Verdict};
    use crate::report::{DeviationState, Report};
    use crate::suite::parse;
    use crate::target::{DeviationsFile, KnownDeviation};

    /// A run in which one case of the claim ended like this, and another passed.
    fn report(verdict: &str, lost: &[&str]) -> Report {
        let case = |id: &str, verdict: &str, lost: &[&str]| {
            json!({
                "id": id, "file": "f", "says": "s", "claims": ["v.claim"], "verdict": verdict,
                "reason": null, "reading": null, "duration_ms": 1, "exchange": null,
                "findings": [], "lost": lost
            })
        };
        serde_json::from_value(json!({
            "schema_version": crate::report::SCHEMA_VERSION,
            "base_url": "http://127.0.0.1:1", "seed": 7, "duration_ms": 1,
            "vendors": [{
                "vendor": "v", "name": "V", "document": "d", "duration_ms": 1, "left_behind": [],
                "claims": [{
                    "id": "v.claim", "heading": null, "level": "must", "provenance": "documented",
                    "says": "s", "verdict": verdict, "unobservable": null
                }],
                "cases": [case("v.case", verdict, lost), case("v.other", "pass", &[])]
            }]
        }))
        .expect("a report")
    }

    fn entry(named: &str, expires: &str) -> KnownDeviation {
        let text = format!("{{{named}, reason: r, link: l, expires: {expires}}}");
        parse("d.yaml", &text).expect("an entry")
    }

    fn settled(mut report: Report, entry: Option<&KnownDeviation>, asked: Asked) -> Report {
        let today = "2026-06-15".parse().expect("a day");
        settle(
            &mut report,
            entry.map(std::slice::from_ref).unwrap_or_default(),
            today,
            asked,
        );
        report
    }

    fn state(report: &Report) -> DeviationState {
        report.expectations.as_ref().expect("a list").listed[0].state
    }

    #[rstest::rstest]
    #[case::by_its_case("case: v.case")]
    #[case::by_a_claim("claim: v.claim")]
    fn a_listed_failure_is_known_and_not_red(#[case] named: &str) {
        let known = entry(named, "2026-06-15");
        let report = settled(report("fail", &[]), Some(&known), Asked::All);
        let vendor = &report.vendors[0];
        assert_eq!(vendor.cases[0].verdict, Verdict::Known);
        assert_eq!(vendor.claims[0].verdict, Some(Verdict::Known));
        assert_eq!(state(&report), DeviationState::Happens);
        assert_eq!(report.exit_code(), EXIT_CLEAN);
        assert!(
            report
                .terminal()
                .contains("known v.case: r (l, until 2026-06-15)")
        );
    }

    #[test]
    fn an_unlisted_failure_is_red_and_its_entry_is_printed() {
        let report = settled(report("fail", &[]), None, Asked::All);
        assert_eq!(report.exit_code(), EXIT_FINDINGS);
        let printed = "\
- case: v.case
  reason: \"CHANGE ME (why it is accepted)\"
  link: \"CHANGE ME (where it is dealt with)\"
  expires: 2026-07-15
";
        assert!(report.terminal().contains(printed), "{}", report.terminal());
        let pasted = format!("deviations:\n{printed}");
        let file: DeviationsFile = parse("d.yaml", &pasted).expect("what was printed");
        assert!(
            file.deviations[0].problem().is_some(),
            "it has gaps to fill"
        );
    }

    #[rstest::rstest]
    #[case::by_its_case("case: v.case", "pass", DeviationState::Gone)]
    #[case::by_a_claim("claim: v.claim", "pass", DeviationState::Gone)]
    #[case::a_reading_the_document_admits("case: v.case", "deviation", DeviationState::Gone)]
    #[case::not_asked("case: v.case", "withheld", DeviationState::Unobserved)]
    #[case::hindered("claim: v.claim", "blocked", DeviationState::Unobserved)]
    fn a_listed_failure_that_no_longer_happens(
        #[case] named: &str,
        #[case] verdict: &str,
        #[case] expected: DeviationState,
    ) {
        let known = entry(named, "2026-12-31");
        let report = settled(report(verdict, &[]), Some(&known), Asked::All);
        assert_eq!(state(&report), expected);
        let red = report.exit_code() == EXIT_FINDINGS;
        assert_eq!(
            red,
            expected == DeviationState::Gone,
            "{}",
            report.terminal()
        );
    }

    #[test]
    fn an_expired_entry_is_red_and_excuses_nothing() {
        let known = entry("case: v.case", "2026-06-14");
        let failing = settled(report("fail", &[]), Some(&known), Asked::All);
        assert_eq!(failing.vendors[0].cases[0].verdict, Verdict::Fail);
        let passing = settled(report("pass", &[]), Some(&known), Asked::All);
        for report in [failing, passing] {
            assert_eq!(state(&report), DeviationState::Expired);
            assert_eq!(report.exit_code(), EXIT_FINDINGS);
            assert!(!report.terminal().contains("CHANGE ME"));
        }
    }

    #[test]
    fn lost_users_are_excused_only_where_the_entry_says_so() {
        let mut known = entry("claim: v.claim", "2026-12-31");
        let lost = || report("fail", &["a bystander"]);
        let red = settled(lost(), Some(&known), Asked::All);
        assert_eq!(red.exit_code(), EXIT_FINDINGS);
        assert!(red.terminal().contains("loses_users: true"));
        known.loses_users = true;
        let accepted = settled(lost(), Some(&known), Asked::All);
        assert_eq!(accepted.exit_code(), EXIT_CLEAN);
    }

    #[test]
    fn some_cases_do_not_show_that_a_claim_holds() {
        let known = entry("claim: v.claim", "2026-12-31");
        let report = settled(report("pass", &[]), Some(&known), Asked::Some);
        assert_eq!(state(&report), DeviationState::Unobserved);
        assert_eq!(report.exit_code(), EXIT_CLEAN);
    }
}
