//! Judges a schedule: its answers by each reading, then the users through the doors.

use super::concurrent::Cast;
use super::session::{Hindrance, Session};
use crate::ask::credential::Pass;
use crate::ask::template::Scope;
use crate::judge::history::Rules;
use crate::judge::sight::{self, Fate};
use crate::report::{CaseReport, Finding, Moment};
use crate::suite::case::{Case, Reading};
use crate::suite::schedule::Schedule;

impl Session<'_> {
    /// Runs a schedule and finds the reading its history admits.
    pub(crate) async fn ask_at_once(
        &self,
        case: &Case,
        schedule: &Schedule,
        scope: &Scope,
        pass: &Pass,
        mut cast: Cast,
        report: &mut CaseReport,
    ) -> Result<(), Hindrance> {
        let ran = self.run_schedule(case, schedule, scope, pass, &mut cast);
        let (deeds, events) = ran.await?;
        report.history = events;
        let readings = case.readings();
        let mut nearest: Option<Vec<Finding>> = None;
        for (at, reading) in readings.iter().enumerate() {
            let rules = self.rules(case, reading, scope, &cast);
            let mut findings = rules.findings(&deeds)?;
            let admitted = findings.is_empty();
            let fates = rules.fates(&deeds)?;
            if self.is_planning() {
                self.look_settled(case, &cast.users, &fates, false).await;
                return Ok(());
            }
            if admitted || at + 1 == readings.len() {
                let views = self.look_settled(case, &cast.users, &fates, true).await;
                report.erasure = sight::table(&views, &cast.users, Moment::Settled);
                findings.extend(sight::judge(&views, &cast.users, &fates));
            }
            if findings.is_empty() {
                self.settle_on(reading, at, report);
                let kept = cast.users.iter().zip(&fates);
                let kept = kept.filter(|(_, fate)| **fate == Fate::Kept);
                let kept: Vec<_> = kept.map(|(user, _)| user.clone()).collect();
                self.expect_until_the_end(&kept);
                return Ok(());
            }
            if admitted || nearest.is_none() {
                nearest = Some(findings);
            }
        }
        report.findings = nearest.unwrap_or_default();
        report.lost = sight::vanished(&report.findings);
        self.turn_down(case, report);
        Ok(())
    }

    fn rules<'s>(
        &'s self,
        case: &Case,
        reading: &Reading,
        scope: &'s Scope,
        cast: &Cast,
    ) -> Rules<'s> {
        let answers = &self.vendor.profile.answers;
        let tally = self.vendor.profile.tally.as_ref();
        Rules {
            admissible: reading
                .each
                .iter()
                .filter_map(|name| answers.get(name))
                .collect(),
            steady: reading.steady,
            tally: tally.filter(|tally| case.claims.contains(&tally.claim)),
            scope,
            users: cast.users.iter().map(|user| user.fields.clone()).collect(),
        }
    }
}
