//! The dumb servers' scores, which are to be zero.

use std::{fmt::Write, time::Duration};

use umbridge_conformance::{Dumb, Options, Suite, run_suite, undeserved};

/// They delete nobody, so nothing is worth waiting for.
const PATIENCE: Duration = Duration::from_millis(60);

/// A dumb server and what it passed.
pub(super) struct Score {
    dumb: Dumb,
    passed: Vec<String>,
}

pub(super) async fn judge(suite: &Suite) -> anyhow::Result<Vec<Score>> {
    let mut scores = Vec::new();
    for dumb in Dumb::ALL {
        let stub = dumb.start().await;
        let options = Options {
            base_url: stub.base_url,
            seed: Some(1),
            patience: Some(PATIENCE),
            ..Options::default()
        };
        let report = run_suite(suite, &options).await?;
        scores.push(Score {
            dumb,
            passed: undeserved(&report),
        });
    }
    Ok(scores)
}

pub(super) fn render(scores: &[Score]) -> String {
    if scores.is_empty() {
        return "\n".to_owned();
    }
    let mut text = "\ndumb servers: cases and documented claims passed\n\n".to_owned();
    for score in scores {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{:<24} {}", score.dumb.says(), score.passed.len());
    }
    text.push('\n');
    text
}

pub(super) fn findings(scores: &[Score]) -> Vec<String> {
    let told = scores.iter().filter(|score| !score.passed.is_empty());
    told.map(|score| {
        let passed = score.passed.join(", ");
        format!("a server that {} passes {passed}", score.dumb.says())
    })
    .collect()
}
