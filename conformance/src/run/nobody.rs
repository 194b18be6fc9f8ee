//! Nobody: users who do not exist, and the look that nobody else is called so.

use serde_json::Value;

use super::people::User;
use super::session::{Hindrance, Session};
use crate::ask::conduct::Conduct;
use crate::judge::sight::Sight;
use crate::suite::door::Door;

impl Session<'_> {
    /// Makes sure that numbers drawn for nobody are nobody's: a number is soon somebody's, where
    /// text with the run's mark in it is not.
    pub(super) async fn expect_nobody(&self, users: &[User]) -> Result<(), Hindrance> {
        if self.conduct == Conduct::Free || self.is_planning() {
            return Ok(());
        }
        let ghosts: Vec<User> = users.iter().filter_map(|user| self.ghost(user)).collect();
        let Some(door) = self.door_by_number() else {
            return Ok(());
        };
        for chunk in ghosts.chunks(door.batch.unwrap_or(1)) {
            let shown = self.open(door, chunk, None).await;
            for (ghost, sight) in chunk.iter().zip(shown.sights) {
                let why = match sight {
                    Sight::Absent | Sight::Counted(_) => continue,
                    Sight::Present => "is somebody's".to_owned(),
                    // Requests of a safe run have to be refused, whomever they name.
                    Sight::Unclear(_) if self.conduct == Conduct::Safe => continue,
                    Sight::Unclear(why) => format!("may be somebody's: {why}"),
                };
                let reason = format!("{}, which was made up for nobody, {why}", ghost.fields);
                return Err(Hindrance::Withheld(reason));
            }
        }
        Ok(())
    }

    /// A user of whom only the made-up number is known, so that a door shows whoever has it.
    fn ghost(&self, user: &User) -> Option<User> {
        let assigned = self.vendor.profile.unknown.keys();
        let numbers = assigned.filter_map(|name| {
            let value = user.fields.get(name)?;
            value.is_number().then(|| (name.clone(), value.clone()))
        });
        let fields: serde_json::Map<String, Value> = numbers.collect();
        (!fields.is_empty()).then(|| User {
            fields: Value::Object(fields),
            ..user.clone()
        })
    }

    /// The widest door that needs no more than what the server assigns.
    fn door_by_number(&self) -> Option<&Door> {
        let profile = &self.vendor.profile;
        let fits = |door: &&Door| {
            let mut needs = door.needs.iter();
            let assigned = needs.all(|name| profile.unknown.contains_key(name));
            let shows = !door.shows_deleted && !door.optional && door.counts.is_none();
            assigned && shows && !door.needs.is_empty()
        };
        let doors = profile.doors.iter().filter(fits);
        doors.max_by_key(|door| door.batch.unwrap_or(1))
    }
}
