//! The erasure oracle: which doors are opened, for whom, and when.
//!
//! A server that forgets a user in one index and not in another is caught only
//! by looking through all of them, and one that is late only by looking at
//! once. Doing both in every case would more than double the requests of a
//! run, so a case says whether it is `thorough`:
//!
//! - A thorough case opens every door at once, before anything is waited for,
//!   for the first user of each role, and again for everybody when the deletion
//!   has settled.
//! - Any other case opens the door that shows the most users at once, if there
//!   is something to wait for, and when it has settled that one and one more.
//!   The other door takes turns by the name of the case, not by the seed: a
//!   verdict should not change from run to run.
//! - Where nobody may have been deleted, the widest door is enough.
//!
//! The verdict judges the settled look. It judges the one at once as well where
//! a case is about the claim that the profile names under `wait.at_once`.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use futures_util::future::join_all;
use tokio::time::Instant;

use super::control::stage;
use super::made_up;
use super::pause;
use super::people::User;
use super::session::{Hindrance, Session};
use crate::judge::sight::{self, Fate, STILL_THERE, Sight, View};
use crate::report::Finding;
use crate::suite::case::Case;
use crate::suite::door::Door;

/// Beyond this many users, doors that show one user at a time are opened only for the first and the last.
const FEW: usize = 4;

/// For whom a door is opened that shows one user at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Narrow {
    /// Everybody, up to a few.
    Few,
    /// The first of each role.
    EachRole,
}

impl Session<'_> {
    /// Looks through every door and says who is not as expected.
    pub(crate) async fn look(&self, users: &[User], fate: Fate) -> Vec<Finding> {
        let doors = self.usual_doors().collect();
        let views = self.views(&doors, users, Narrow::Few, None).await;
        sight::judge(&views, users, &vec![fate; users.len()])
    }

    /// Looks before anything is waited for.
    pub(crate) async fn look_at_once(&self, case: &Case, users: &[User]) -> Vec<View> {
        let waits = &self.vendor.profile.wait;
        let doors = if case.thorough {
            self.doors_of(case, true)
        } else if waits.job.is_some() {
            self.widest_door().into_iter().collect()
        } else {
            // The settled look begins at once too.
            vec![]
        };
        let mark = made_up::case_mark(self.seed, &case.id);
        self.views(&doors, users, Narrow::EachRole, Some(&mark))
            .await
    }

    /// Looks when a deletion had its effect. Unless nothing is `patient`, it looks until everybody
    /// who should be gone is, or the deadline has passed.
    pub(crate) async fn look_settled(
        &self,
        case: &Case,
        users: &[User],
        fates: &[Fate],
        patient: bool,
    ) -> Vec<View> {
        let some_go = fates.contains(&Fate::Gone);
        let doors = self.doors_of(case, some_go);
        let narrow = if case.thorough {
            Narrow::Few
        } else {
            Narrow::EachRole
        };
        let mark = made_up::case_mark(self.seed, &case.id);
        let until = Instant::now() + self.target.deadline();
        loop {
            let views = self.views(&doors, users, narrow, Some(&mark)).await;
            let findings = sight::judge(&views, users, fates);
            // Somebody who is gone does not come back, so only the others are worth waiting for.
            let hopeless = findings.iter().any(|it| it.expected == STILL_THERE);
            if findings.is_empty() || hopeless || !patient || !some_go || Instant::now() > until {
                return views;
            }
            pause(self.target.poll()).await;
            // One door is enough to wait at; the others are opened again when it shows nobody.
            let going = users.iter().zip(fates);
            let going: Vec<User> = going
                .filter(|(_, fate)| **fate == Fate::Gone)
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
            let door = self.door_to_wait_at(users);
            self.recognise(users, door).await;
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

    async fn wait_for(&self, users: &[User], fate: Fate, until: Instant) -> Vec<Finding> {
        let doors = self.door_to_wait_at(users).into_iter().collect();
        let fates = vec![fate; users.len()];
        let mut looks = 0;
        loop {
            let views = self.views(&doors, users, Narrow::Few, None).await;
            let findings = sight::judge(&views, users, &fates);
            if findings.is_empty() || Instant::now() > until {
                return findings;
            }
            pause(self.target.poll_after(looks)).await;
            looks += 1;
        }
    }

    /// The door that shows the most users at once, the first of several.
    pub(crate) fn widest_door(&self) -> Option<&Door> {
        self.usual_doors()
            .filter(|door| !door.shows_deleted)
            .min_by_key(|door| Reverse(door.batch.unwrap_or(1)))
    }

    /// The door to wait at: for one user the profile's first, which may be a shorter way.
    fn door_to_wait_at(&self, users: &[User]) -> Option<&Door> {
        let [user] = users else {
            return self.widest_door();
        };
        let mut doors = self.usual_doors();
        doors.find(|door| !door.shows_deleted && fits(door, user))
    }

    /// The doors that show users and need not be named.
    fn usual_doors(&self) -> impl Iterator<Item = &Door> {
        let doors = self.vendor.profile.doors.iter();
        doors.filter(|door| !door.optional && door.counts.is_none())
    }

    /// The doors a case opens.
    fn doors_of(&self, case: &Case, some_go: bool) -> Vec<&Door> {
        let widest = self.widest_door().map(|door| &door.name);
        let others: Vec<&String> = self
            .usual_doors()
            .map(|door| &door.name)
            .filter(|name| Some(*name) != widest)
            .collect();
        let turn = made_up::number(&[&case.id], others.len().max(1) as u64);
        let in_turn = others.get(usize::try_from(turn).unwrap_or_default());
        let chosen = |door: &&Door| {
            let name = &door.name;
            let told = case.doors.contains(name) || Some(name) == widest;
            let more = case.thorough && !door.optional || in_turn == Some(&name);
            told || some_go && more
        };
        self.vendor.profile.doors.iter().filter(chosen).collect()
    }

    /// Opens doors side by side.
    async fn views(
        &self,
        doors: &Vec<&Door>,
        users: &[User],
        narrow: Narrow,
        case: Option<&str>,
    ) -> Vec<View> {
        if let Some(views) = stage::views(users) {
            return views;
        }
        let looks = doors
            .iter()
            .map(|door| self.look_through(door, users, narrow, case));
        join_all(looks).await.concat()
    }

    async fn look_through(
        &self,
        door: &Door,
        users: &[User],
        narrow: Narrow,
        case: Option<&str>,
    ) -> Vec<View> {
        let batch = match door.counts {
            Some(_) => users.len().max(1),
            None => door.batch.unwrap_or(1),
        };
        let mut fitting: Vec<usize> = (0..users.len())
            .filter(|at| fits(door, &users[*at]))
            .collect();
        let wide = |door: &Door| door.batch.is_some();
        if batch == 1 && self.vendor.profile.doors.iter().any(wide) {
            thin_out(&mut fitting, users, narrow);
        }
        // One request can only ask about users of one account.
        let accounts: BTreeSet<&String> = fitting.iter().map(|at| &users[*at].account).collect();
        let mut views = Vec::new();
        for account in accounts {
            let those = fitting.iter().filter(|at| users[**at].account == *account);
            let those: Vec<usize> = those.copied().collect();
            for chunk in those.chunks(batch) {
                let asked: Vec<User> = chunk.iter().map(|at| users[*at].clone()).collect();
                let shown = self.open(door, &asked, case).await;
                // Whoever only plans sees nobody, and is surprised by nothing.
                if self.is_planning() {
                    continue;
                }
                let view = |who: Vec<usize>, sight: Sight| View {
                    door: door.name.clone(),
                    of_the_deleted: door.shows_deleted,
                    who,
                    sight,
                    status: shown.status,
                };
                if door.counts.is_some() {
                    let sight = shown.sights.first().cloned();
                    views.extend(sight.map(|sight| view(chunk.to_vec(), sight)));
                } else {
                    let each = chunk.iter().zip(&shown.sights);
                    views.extend(each.map(|(at, sight)| view(vec![*at], sight.clone())));
                }
            }
        }
        views
    }
}

/// Leaves those for whom a door is worth opening that shows one user at a time.
fn thin_out(fitting: &mut Vec<usize>, users: &[User], narrow: Narrow) {
    match narrow {
        Narrow::Few if fitting.len() > FEW => {
            *fitting = vec![fitting[0], fitting[fitting.len() - 1]];
        }
        Narrow::Few => {}
        Narrow::EachRole => {
            let mut roles = BTreeSet::new();
            fitting.retain(|at| roles.insert(&users[*at].role));
        }
    }
}

/// An empty text finds everybody, or nobody.
fn fits(door: &Door, user: &User) -> bool {
    let has = |name: &String| {
        let value = user.fields.get(name);
        value.is_some_and(|value| !value.is_null() && value.as_str() != Some(""))
    };
    door.needs.iter().all(has)
}
