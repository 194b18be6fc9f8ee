//! The differences for people.

use std::fmt::Write;

use super::Comparison;

pub(super) fn render(comparison: &Comparison) -> String {
    let mut text = String::new();
    for row in &comparison.rows {
        let name = row.case.as_ref().unwrap_or(&row.vendor);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name}\n  {}", row.says);
        for claim in &row.claims {
            let _ = writeln!(text, "  claim {claim}");
        }
        for difference in &row.differences {
            let _ = writeln!(
                text,
                "  {}\n    < {}\n    > {}",
                difference.what, difference.left, difference.right
            );
        }
        text.push('\n');
    }
    let Comparison {
        left,
        right,
        seed,
        compared,
        rows,
    } = comparison;
    let differ = match rows.len() {
        0 => "no difference".to_owned(),
        1 => "1 differs".to_owned(),
        several => format!("{several} differ"),
    };
    let _ = writeln!(
        text,
        "< {left}\n> {right}\nseed {seed} · {compared} compared, {differ}"
    );
    if *compared == 0 {
        let _ = writeln!(text, "nothing was compared, so this is not a pass");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::{Comparison, Difference, Row};

    #[test]
    fn a_difference_shows_both_sides() {
        let mut comparison = Comparison {
            left: "http://127.0.0.1:1".into(),
            right: "https://staging.example".into(),
            seed: 7,
            compared: 12,
            rows: vec![Row {
                vendor: "braze".into(),
                case: Some("braze.universal.limit-above".into()),
                says: "One user more than the limit is refused.".into(),
                claims: vec!["braze.delete.limit-50".into()],
                differences: vec![Difference {
                    what: "status".into(),
                    left: "400".into(),
                    right: "201".into(),
                }],
            }],
        };
        assert_eq!(
            comparison.terminal(),
            "\
braze.universal.limit-above
  One user more than the limit is refused.
  claim braze.delete.limit-50
  status
    < 400
    > 201

< http://127.0.0.1:1
> https://staging.example
seed 7 · 12 compared, 1 differs
"
        );
        assert_eq!(comparison.exit_code(), 1);
        comparison.rows.clear();
        assert_eq!(comparison.exit_code(), 0);
        comparison.compared = 0;
        assert_eq!(comparison.exit_code(), 3);
        assert!(comparison.terminal().contains("not a pass"));
    }
}
