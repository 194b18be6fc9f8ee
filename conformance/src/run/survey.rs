//! Surveys: whether users are there whose identifiers are all known, and whose they are.

use super::people::User;
use super::session::Session;
use crate::ask::conduct::Conduct;
use crate::ask::template::Scope;
use crate::judge::sight::Sight;
use crate::suite::door::Door;

impl Session<'_> {
    /// What the widest door shows of users of one account. Whoever it shows under a name of the
    /// run's is the run's, whatever the server calls them.
    pub(super) async fn survey(&self, users: &[User]) -> Vec<Sight> {
        let Some(door) = self.widest_door() else {
            let none = "the profile has no door to see them through";
            return vec![Sight::Unclear(none.to_owned()); users.len()];
        };
        let mut sights = Vec::new();
        for chunk in users.chunks(door.batch.unwrap_or(1)) {
            let shown = self.open(door, chunk, None).await;
            for user in chunk {
                let element = shown.element(door, user);
                if element.is_some_and(|element| self.is_invented(element)) {
                    self.acknowledge(user);
                }
            }
            sights.extend(shown.sights);
        }
        if self.is_planning() {
            users.iter().for_each(|user| self.acknowledge(user));
            sights = vec![Sight::Present; users.len()];
        }
        sights
    }

    /// Takes in what the server calls users who were just seen through a door, and looks again
    /// where the door does not tell whose they are.
    pub(super) async fn recognise(&self, users: &[User], door: Option<&Door>) {
        // On one's own machine it is enough that a case mentions somebody.
        if self.conduct == Conduct::Free {
            return;
        }
        let ours = |user: &&User| door.is_some_and(|door| self.shows_the_mark(door, user));
        let shown = users.iter().filter(ours);
        shown.for_each(|user| self.acknowledge(user));
        let mut accounts: Vec<&User> = users.iter().filter(|user| !self.is_owned(user)).collect();
        accounts.sort_by(|one, other| one.account.cmp(&other.account));
        for those in accounts.chunk_by(|one, other| one.account == other.account) {
            let those: Vec<User> = those.iter().copied().cloned().collect();
            self.survey(&those).await;
        }
    }

    /// Whether a door shows nobody but a user of this run in a user's place.
    fn shows_the_mark(&self, door: &Door, user: &User) -> bool {
        let mut scope = Scope::default();
        scope.set("user", user.fields.clone());
        let body = door.present.as_ref().and_then(|seen| seen.body.as_ref());
        let patterns = door.entry.iter().chain(body);
        let mut filled = patterns.filter_map(|pattern| scope.fill_known(pattern).ok());
        filled.any(|pattern| self.is_invented(&pattern))
    }

    fn is_owned(&self, user: &User) -> bool {
        let assigned = self.vendor.profile.unknown.keys();
        let mut assigned = assigned.filter_map(|name| user.fields.get(name));
        assigned.all(|value| self.roll.is_own(value))
    }
}
