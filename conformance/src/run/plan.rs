//! A plan: every request a run would send, and none sent.
//!
//! It is made by the run itself, over a session that writes requests down
//! instead of sending them and supposes that the preferred answer came. What
//! only the server can give stands as `<target0.id>`.

use std::fmt::Write;

use super::options::{Options, Refused};
use super::places::told;
use super::session::Session;
use super::terms::Terms;
use super::{Begun, adapted, begin, destinations};
use crate::ask::credential::Supplied;
use crate::judge::verdict::Verdict;
use crate::suite::Suite;
use crate::suite::effect::Effect;

/// A request that would be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Planned {
    pub(crate) vendor: String,
    /// The case it is for; nobody's where it prepares several or cleans up.
    pub(crate) case: Option<String>,
    pub(crate) effect: Effect,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) body: Option<String>,
    /// How many users it names.
    pub(crate) names: usize,
    /// Whether it is a case's own request and has to be refused.
    pub(crate) refused: bool,
}

/// What a run would do.
#[derive(Debug, Clone)]
pub struct Plan {
    base_url: String,
    seed: u64,
    /// In the order in which one after the other would be sent.
    pub(crate) requests: Vec<Planned>,
    /// Cases that would not be asked: name, verdict, reason.
    pub(crate) unasked: Vec<(String, Verdict, String)>,
}

/// Says what [`run`](super::run) would send, and sends nothing.
///
/// # Errors
/// As [`run`](super::run).
pub async fn plan(options: &Options) -> Result<Plan, Refused> {
    let suite = Suite::embedded().map_err(Refused::Unreadable)?;
    let suite = adapted(&suite, options);
    let Begun {
        selected,
        places,
        seed,
    } = begin(&suite, options)?;
    let terms = Terms::of_plan(options, &suite, &destinations(&selected, &places))?;
    let supplied = Supplied {
        values: &options.values,
        target: options.target.as_ref(),
    };
    let mut plan = Plan {
        base_url: told(&places),
        seed,
        requests: vec![],
        unasked: vec![],
    };
    for ((vendor, cases), (target, client)) in selected.into_iter().zip(&places) {
        let session = Session::new(vendor, target, client, seed, supplied, &terms);
        session.create_crowd(&cases).await;
        for filed in &cases {
            session.turn_to(Some(&filed.case.id));
            let report = session.conduct(filed).await;
            if let Some(reason) = report.reason {
                plan.unasked.push((report.id, report.verdict, reason));
            }
        }
        session.turn_to(None);
        session.clean_up().await;
        plan.requests.extend(session.written());
    }
    Ok(plan)
}

impl Plan {
    /// The plan for people.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut last = None;
        for request in &self.requests {
            let heading = (&request.vendor, &request.case);
            if last != Some(heading) {
                let case = request.case.as_deref().unwrap_or("for all cases");
                line(&mut text, &format!("# {} · {case}", request.vendor));
                last = Some(heading);
            }
            line(&mut text, &request.line());
        }
        for (case, verdict, reason) in &self.unasked {
            line(
                &mut text,
                &format!("# {case} · {}: {reason}", verdict.word()),
            );
        }
        let count = |effect| self.requests.iter().filter(move |one| one.effect == effect);
        let deletions: usize = count(Effect::Deletes).map(|one| one.names).sum();
        line(
            &mut text,
            &format!(
                "{} · seed {} · {} requests, {} of them create, {} change, {} delete ({deletions} ids); \
                 {} cases would not be asked · nothing was sent",
                self.base_url,
                self.seed,
                self.requests.len(),
                count(Effect::Creates).count(),
                count(Effect::Changes).count(),
                count(Effect::Deletes).count(),
                self.unasked.len(),
            ),
        );
        text
    }
}

impl Planned {
    fn line(&self) -> String {
        let must = if self.refused {
            " (must be refused)"
        } else {
            ""
        };
        let body = self.body.as_deref().unwrap_or_default();
        let effect = self.effect.word();
        let line = format!("{effect:<7} {} {} {body}", self.method, self.path);
        format!("{}{must}", line.trim_end())
    }
}

fn line(text: &mut String, content: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{content}");
}
