//! The sweep: what a run created and no case deleted is deleted at its end.
//!
//! A user that stays is reported by name, and so is one of whom nothing shows
//! that they are gone. Silence here would let a server that stopped deleting
//! look clean, and leave rubbish in a target.

use std::collections::{BTreeMap, HashSet};
use std::sync::PoisonError;

use tokio::time::Instant;

use super::locate::Whereabouts;
use super::pause;
use super::people::User;
use super::session::{Hindrance, Session};
use crate::judge::sight::{Fate, GONE, STILL_THERE, Sight};
use crate::ledger::Stage;
use crate::report::Lost;

/// What a sweep did.
#[derive(Debug, Default)]
pub(crate) struct Swept {
    /// How many users it found and deleted.
    pub(crate) deleted: usize,
    /// Users who stay, or of whom nothing shows that they are gone, with the reason.
    pub(crate) left: Vec<String>,
    /// Users who were there when their case ended and are not any more.
    pub(crate) vanished: Vec<Lost>,
}

impl Session<'_> {
    /// Deletes what is left of the run's users at its end. A server that never answered did nothing.
    pub(crate) async fn clean_up(&self) -> Swept {
        if self.was_answered() || self.is_planning() {
            self.sweep().await
        } else {
            Swept::default()
        }
    }

    /// Deletes everybody who was, or may have been, created.
    pub(crate) async fn sweep(&self) -> Swept {
        let mut accounts: BTreeMap<String, Vec<(User, Stage)>> = BTreeMap::new();
        for (user, stage) in self.register.everybody() {
            let account = user.account.clone();
            accounts.entry(account).or_default().push((user, stage));
        }
        let mut swept = Swept::default();
        let mut missing = Vec::new();
        for users in accounts.values() {
            self.sweep_account(users, &mut swept, &mut missing).await;
        }
        swept.vanished = self.vanished(&missing).await;
        swept
    }

    async fn sweep_account(
        &self,
        users: &[(User, Stage)],
        swept: &mut Swept,
        missing: &mut Vec<User>,
    ) {
        let found = self.find(users).await;
        let here: Vec<(User, Option<String>)> = found
            .iter()
            .filter_map(|one| match one {
                Whereabouts::There(user, by) => Some((user.clone(), by.clone())),
                Whereabouts::Nowhere | Whereabouts::Unclear(_) => None,
            })
            .collect();
        for ((user, stage), one) in users.iter().zip(&found) {
            match one {
                Whereabouts::There(..) => {}
                Whereabouts::Nowhere => missing.push(user.clone()),
                // Nobody thinks that a refused creation created anybody.
                Whereabouts::Unclear(_) if *stage == Stage::Refused => {}
                Whereabouts::Unclear(why) => swept.left.push(told(user, why)),
            }
        }
        if self.is_planning() {
            // Nobody will be sent away who is not there.
            let _ = self.remove(&here).await;
            return;
        }
        let staying = self.take_away(&here).await;
        let reasons: HashSet<&String> = staying.iter().map(|(seat, _)| seat).collect();
        let gone = here
            .iter()
            .filter(|(user, _)| !reasons.contains(&user.seat));
        let mut gone: Vec<User> = gone.map(|(user, _)| user.clone()).collect();
        swept.deleted += gone.len();
        for (seat, why) in &staying {
            let user = here.iter().find(|(user, _)| user.seat == *seat);
            swept.left.extend(user.map(|(user, _)| told(user, why)));
        }
        let nowhere = users.iter().zip(&found);
        let nowhere = nowhere.filter(|(_, one)| matches!(one, Whereabouts::Nowhere));
        gone.extend(nowhere.map(|((user, _), _)| user.clone()));
        if let Err(hindrance) = self.strike(&gone) {
            swept.left.push(hindrance.reason().to_owned());
        }
    }

    /// Where the users are. A creation that was never answered may still have its effect, so
    /// those are looked for until the server has had its time.
    async fn find(&self, users: &[(User, Stage)]) -> Vec<Whereabouts> {
        let mut found = self.find_now(users).await;
        let until = Instant::now() + self.target.grace();
        let asked = |at: &usize| users[*at].1 == Stage::Asked;
        while !self.is_planning() && Instant::now() < until {
            let open: Vec<usize> = (0..users.len())
                .filter(asked)
                .filter(|at| !matches!(found[*at], Whereabouts::There(..)))
                .collect();
            if open.is_empty() {
                break;
            }
            pause(self.target.poll() * 10).await;
            let those: Vec<(User, Stage)> = open.iter().map(|at| users[*at].clone()).collect();
            for (at, one) in open.iter().zip(self.find_now(&those).await) {
                found[*at] = one;
            }
        }
        found
    }

    async fn find_now(&self, users: &[(User, Stage)]) -> Vec<Whereabouts> {
        let mut found: Vec<Whereabouts> = vec![Whereabouts::Nowhere; users.len()];
        for stage in [
            Stage::Confirmed,
            Stage::Refused,
            Stage::Answered,
            Stage::Asked,
        ] {
            let at: Vec<usize> = (0..users.len())
                .filter(|at| users[*at].1 == stage)
                .collect();
            let those: Vec<User> = at.iter().map(|at| users[*at].0.clone()).collect();
            let sights = if stage == Stage::Confirmed {
                self.seen(&those).await
            } else {
                self.locate(&those, stage != Stage::Refused).await
            };
            for (at, sight) in at.into_iter().zip(sights) {
                found[at] = sight;
            }
        }
        found
    }

    /// Where users are whose identifiers are all known.
    async fn seen(&self, users: &[User]) -> Vec<Whereabouts> {
        let sights = self.survey(users).await;
        let sights = users.iter().zip(sights).map(|(user, sight)| match sight {
            Sight::Present => Whereabouts::There(user.clone(), None),
            Sight::Absent => Whereabouts::Nowhere,
            Sight::Unclear(why) => Whereabouts::Unclear(why),
            Sight::Counted(_) => Whereabouts::Unclear("the door only counts".to_owned()),
        });
        sights.collect()
    }

    /// Deletes users, and says who stays and why.
    async fn take_away(&self, users: &[(User, Option<String>)]) -> Vec<(String, String)> {
        if users.is_empty() {
            return vec![];
        }
        let failed = self.remove(users).await.err();
        // Whom the server would not delete, much waiting does not delete either.
        let patience = match failed {
            Some(_) => self.target.grace(),
            None => self.target.deadline(),
        };
        let until = Instant::now() + patience;
        loop {
            let staying = self.staying(users, failed.as_ref()).await;
            if staying.is_empty() || Instant::now() > until {
                return staying;
            }
            pause(self.target.poll()).await;
        }
    }

    async fn remove(&self, users: &[(User, Option<String>)]) -> Result<(), Hindrance> {
        let mut kinds: BTreeMap<Option<String>, Vec<User>> = BTreeMap::new();
        for (user, by) in users {
            kinds.entry(by.clone()).or_default().push(user.clone());
        }
        let mut outcome = Ok(());
        for (kind, users) in &kinds {
            // One user, or one kind, that fails does not spare the others.
            let mut permitted = Vec::new();
            for user in users {
                match self.may_be_removed(kind.as_deref(), user).await {
                    Ok(()) => permitted.push(user.clone()),
                    stopped => outcome = outcome.and(stopped),
                }
            }
            let done = self.delete_by(kind.as_deref(), &permitted).await;
            outcome = outcome.and(done);
        }
        outcome
    }

    /// Asks the gate about one user.
    async fn may_be_removed(&self, kind: Option<&str>, user: &User) -> Result<(), Hindrance> {
        let pass = self.pass(&user.account).await?;
        let scope = self.scope(self.roll.mark(), &pass);
        let request = self.deletion(kind, std::slice::from_ref(user), &scope)?;
        self.let_through(&request).map(drop)
    }

    async fn staying(
        &self,
        users: &[(User, Option<String>)],
        failed: Option<&Hindrance>,
    ) -> Vec<(String, String)> {
        let because = failed.map_or(STILL_THERE, Hindrance::reason);
        let plain: Vec<User> = with_kind(users, false);
        let others: Vec<User> = with_kind(users, true);
        let mut looked = self.seen(&plain).await;
        looked.extend(self.locate(&others, true).await);
        let users = plain.iter().chain(&others);
        let staying = users.zip(looked).filter_map(|(user, one)| match one {
            Whereabouts::Nowhere => None,
            Whereabouts::There(..) => Some((user.seat.clone(), because.to_owned())),
            Whereabouts::Unclear(why) => Some((user.seat.clone(), why)),
        });
        staying.collect()
    }

    /// Users whose case left them there and who are not any more.
    async fn vanished(&self, missing: &[User]) -> Vec<Lost> {
        let expected: HashSet<String> = {
            let expected = self.expected.lock().unwrap_or_else(PoisonError::into_inner);
            expected.iter().map(|user| user.seat.clone()).collect()
        };
        let suspects = missing.iter().filter(|user| expected.contains(&user.seat));
        let suspects: Vec<User> = suspects.cloned().collect();
        // An answer that shows nothing clearly is no proof that somebody is gone.
        let findings = self.look(&suspects, Fate::Kept).await;
        let missing = findings.iter().filter(|finding| finding.actual == GONE);
        let mut lost: Vec<Lost> = missing
            .map(|finding| Lost {
                user: finding.place.clone(),
                case: None,
                claims: vec![],
            })
            .collect();
        lost.dedup();
        lost
    }
}

/// The users who were found by a kind of their own, or those who were not.
fn with_kind(users: &[(User, Option<String>)], own: bool) -> Vec<User> {
    let those = users.iter().filter(|(_, by)| by.is_some() == own);
    those.map(|(user, _)| user.clone()).collect()
}

fn told(user: &User, why: &str) -> String {
    format!("{}: {why}", user.fields)
}
