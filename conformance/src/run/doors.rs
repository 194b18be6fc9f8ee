//! Doors: every documented way to see whether a user is there.
//!
//! A server that forgets a user in one index and not in another is caught
//! only by looking through all of them.

use futures_util::future::join_all;
use serde_json::Value;
use tokio::time::Instant;

use super::pause;
use super::people::{User, items};
use super::session::{Hindrance, Session};
use crate::ask::again::Again;
use crate::ask::request::Outgoing;
use crate::judge::pattern;
use crate::report::Finding;
use crate::suite::profile::{Door, Seen};

/// Beyond this many users, doors that show one user at a time are opened only for the first and the last.
const FEW: usize = 4;

/// What findings say of somebody who was not deleted.
pub(crate) const STILL_THERE: &str = "still there";
/// What findings say of somebody who was.
pub(crate) const GONE: &str = "gone";

/// What a door showed of one user.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Sight {
    Present,
    Absent,
    Unclear(String),
}

/// What is expected of one user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Gone,
    Kept,
}

impl Session<'_> {
    /// Looks through every door, and the optional ones a case names, and says who is not as expected.
    pub(crate) async fn look(&self, expected: &[(User, Fate)], named: &[String]) -> Vec<Finding> {
        let chosen = |door: &Door| !door.optional || named.contains(&door.name);
        self.look_where(chosen, expected).await
    }

    /// Looks through one door, and those a case names: enough where nobody was to be deleted from any index.
    pub(crate) async fn glance(&self, expected: &[(User, Fate)], named: &[String]) -> Vec<Finding> {
        let widest = self.widest_door().map(|door| &door.name);
        let chosen = |door: &Door| Some(&door.name) == widest || named.contains(&door.name);
        self.look_where(chosen, expected).await
    }

    async fn look_where(
        &self,
        chosen: impl Fn(&Door) -> bool,
        expected: &[(User, Fate)],
    ) -> Vec<Finding> {
        let doors = self.vendor.profile.doors.iter();
        let looks = doors
            .filter(|door| chosen(door))
            .map(|door| self.look_through(door, expected));
        join_all(looks).await.concat()
    }

    /// Looks until everybody who should be gone is, or the deadline has passed.
    pub(crate) async fn watch(&self, expected: &[(User, Fate)], named: &[String]) -> Vec<Finding> {
        let until = Instant::now() + self.target.deadline();
        loop {
            let findings = self.look(expected, named).await;
            // Somebody who is gone does not come back, so only the others are worth waiting for.
            let hopeless = findings
                .iter()
                .any(|finding| finding.expected == STILL_THERE);
            if findings.is_empty() || hopeless || Instant::now() > until {
                return findings;
            }
            pause(self.target.poll()).await;
            // One door is enough to wait at; the others are opened again when it shows nobody.
            let going: Vec<User> = expected
                .iter()
                .filter(|(_, fate)| *fate == Fate::Gone)
                .map(|(user, _)| user.clone())
                .collect();
            self.wait_for(&going, Fate::Gone, until).await;
        }
    }

    /// Waits until created users can be seen through a door.
    pub(crate) async fn wait_until_present(&self, users: &[User]) -> Result<(), Hindrance> {
        let until = Instant::now() + self.target.deadline();
        let unseen = self.wait_for(users, Fate::Kept, until).await;
        if unseen.is_empty() {
            return Ok(());
        }
        let first = unseen.first().map(|finding| finding.actual.clone());
        Err(Hindrance::Blocked(format!(
            "created users cannot be seen: {}",
            first.unwrap_or_default()
        )))
    }

    /// Waits until users cannot be seen any more.
    pub(crate) async fn wait_until_gone(&self, users: &[User]) -> Result<(), Hindrance> {
        let until = Instant::now() + self.target.deadline();
        let seen = self.wait_for(users, Fate::Gone, until).await;
        if seen.is_empty() {
            return Ok(());
        }
        Err(Hindrance::Blocked(
            "users are still there after a plain deletion".to_owned(),
        ))
    }

    /// The users one door shows.
    pub(crate) async fn visible(&self, door: &Door, users: &[User]) -> Vec<User> {
        let Some(first) = users.first() else {
            return vec![];
        };
        let sights = self.sights(door, &first.account, users).await;
        let seen = users.iter().zip(sights);
        seen.filter(|(_, sight)| *sight == Sight::Present)
            .map(|(user, _)| user.clone())
            .collect()
    }

    async fn wait_for(&self, users: &[User], fate: Fate, until: Instant) -> Vec<Finding> {
        let Some(door) = self.widest_door() else {
            return vec![];
        };
        let expected: Vec<(User, Fate)> = users.iter().map(|user| (user.clone(), fate)).collect();
        loop {
            let findings = self.look_through(door, &expected).await;
            if findings.is_empty() || Instant::now() > until {
                return findings;
            }
            pause(self.target.poll()).await;
        }
    }

    /// The door that shows the most users at once.
    pub(crate) fn widest_door(&self) -> Option<&Door> {
        let doors = self.vendor.profile.doors.iter();
        doors
            .filter(|door| !door.shows_deleted && !door.optional)
            .max_by_key(|door| door.batch.unwrap_or(1))
    }

    async fn look_through(&self, door: &Door, expected: &[(User, Fate)]) -> Vec<Finding> {
        let batch = door.batch.unwrap_or(1);
        let mut fitting: Vec<&(User, Fate)> = expected
            .iter()
            .filter(|(user, _)| fits(door, user))
            .collect();
        let wide_doors = self
            .vendor
            .profile
            .doors
            .iter()
            .any(|door| door.batch.is_some());
        if batch == 1 && wide_doors && fitting.len() > FEW {
            fitting = vec![fitting[0], fitting[fitting.len() - 1]];
        }
        // One request can only ask about users of one account.
        let mut accounts: Vec<&str> = fitting
            .iter()
            .map(|(user, _)| user.account.as_str())
            .collect();
        accounts.sort_unstable();
        accounts.dedup();
        let mut findings = Vec::new();
        for account in accounts {
            let those: Vec<&&(User, Fate)> = fitting
                .iter()
                .filter(|(user, _)| user.account == account)
                .collect();
            for chunk in those.chunks(batch) {
                let users: Vec<User> = chunk.iter().map(|(user, _)| user.clone()).collect();
                let sights = self.sights(door, account, &users).await;
                for ((user, fate), sight) in chunk.iter().zip(sights) {
                    findings.extend(judge(door, user, *fate, sight));
                }
            }
        }
        findings
    }

    async fn sights(&self, door: &Door, account: &str, users: &[User]) -> Vec<Sight> {
        match self.try_sights(door, account, users).await {
            Ok(sights) => sights,
            Err(
                Hindrance::Blocked(why)
                | Hindrance::Broken(why)
                | Hindrance::Skipped(why)
                | Hindrance::Withheld(why),
            ) => users.iter().map(|_| Sight::Unclear(why.clone())).collect(),
        }
    }

    async fn try_sights(
        &self,
        door: &Door,
        account: &str,
        users: &[User],
    ) -> Result<Vec<Sight>, Hindrance> {
        let pass = self.pass(account).await?;
        let mut scope = self.scope(&self.gate.mark, &pass);
        if let Some(item) = &door.item {
            scope.set("items", items(item, door.join.as_deref(), users, &scope)?);
        }
        if let Some(user) = users.first() {
            scope.set("user", user.fields.clone());
        }
        let request = Outgoing::build(&door.request, &scope)?;
        let answer = self.send(&request, &pass, Again::Looks).await?;
        let body = answer.json();
        let unclear = || {
            Sight::Unclear(format!(
                "{} {} answered {}",
                request.method, door.request.path, answer.status
            ))
        };
        let mut sights = Vec::new();
        for user in users {
            let scope = scope.with("user", user.fields.clone());
            let looks_like = |seen: &Seen| -> Result<bool, Hindrance> {
                let status = seen
                    .status
                    .iter()
                    .any(|status| status.covers(answer.status));
                let matches = match &seen.body {
                    Some(wanted) => pattern::matches(&scope.fill_known(wanted)?, body.as_ref()),
                    None => true,
                };
                Ok(status && matches)
            };
            let mut absent = false;
            for seen in &door.absent {
                absent = absent || looks_like(seen)?;
            }
            let list = door
                .list
                .as_ref()
                .and_then(|pointer| body.as_ref()?.pointer(pointer)?.as_array());
            let listed = match (list, &door.entry) {
                (Some(list), Some(entry)) => {
                    let entry = scope.fill_known(entry)?;
                    Some(list.iter().any(|item| pattern::matches(&entry, Some(item))))
                }
                _ => None,
            };
            let present = match &door.present {
                Some(seen) => looks_like(seen)?,
                None => true,
            };
            sights.push(match (present, listed) {
                (true, Some(true)) => Sight::Present,
                (true, Some(false)) => Sight::Absent,
                (true, None) if door.list.is_none() => Sight::Present,
                _ if absent => Sight::Absent,
                _ => unclear(),
            });
        }
        Ok(sights)
    }
}

fn fits(door: &Door, user: &User) -> bool {
    door.needs
        .iter()
        .all(|name| user.fields.get(name).is_some_and(|value| !value.is_null()))
}

fn judge(door: &Door, user: &User, fate: Fate, sight: Sight) -> Option<Finding> {
    let visible = match (&sight, door.shows_deleted) {
        (Sight::Present, false) | (Sight::Absent, true) => Some(true),
        (Sight::Present, true) | (Sight::Absent, false) => Some(false),
        (Sight::Unclear(_), _) => None,
    };
    let wanted = fate == Fate::Kept;
    if visible == Some(wanted) {
        return None;
    }
    let expected = if wanted { STILL_THERE } else { GONE };
    let actual = match sight {
        Sight::Unclear(why) => why,
        _ if wanted => GONE.to_owned(),
        _ => STILL_THERE.to_owned(),
    };
    Some(Finding::new(
        &format!(
            "{} {} through {}",
            user.role,
            short(&user.fields),
            door.name
        ),
        expected,
        &actual,
    ))
}

/// A user's first field, which every profile makes a readable one.
fn short(fields: &Value) -> String {
    fields
        .as_object()
        .and_then(|fields| fields.values().next())
        .map(crate::ask::template::as_text)
        .unwrap_or_default()
}
