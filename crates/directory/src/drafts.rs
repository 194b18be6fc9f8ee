//! What a batch of writes comes to, decided on drafts of the users it is about.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::{Change, Identifier, Intent, NewUser, Otherwise, User, UserChange, UserId, Write};

/// What a batch comes to: who is created, who is changed, and what became of each write.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) newcomers: Vec<NewUser>,
    pub(crate) changes: Vec<UserChange>,
    /// Whom the steps speak of.
    pub(crate) users: Vec<Who>,
    pub(crate) steps: Vec<Step>,
}

/// A user of a plan.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Who {
    Known(UserId),
    /// By position among the newcomers.
    New(usize),
}

/// What became of one write; users by position in [`Plan::users`].
#[derive(Debug)]
pub(crate) enum Step {
    Created(usize),
    Updated(usize),
    Unknown,
    Taken(Identifier),
    Refused(String),
}

/// Every identifier a batch mentions.
pub(crate) fn mentioned(writes: &[Write]) -> Vec<Identifier> {
    let mut names: Vec<Identifier> = writes
        .iter()
        .flat_map(|Write { intent, .. }| {
            let newcomer: &[Identifier] = match &intent.otherwise {
                Otherwise::Create(user) => &user.identifiers,
                Otherwise::Nothing | Otherwise::Refuse(_) => &[],
            };
            intent
                .targets
                .iter()
                .chain(&intent.change.with)
                .chain(newcomer)
        })
        .cloned()
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Decides every write of a batch from the live users its identifiers name.
pub(crate) fn plan(writes: &[Write], known: impl IntoIterator<Item = User>) -> Plan {
    let mut drafts = Drafts::default();
    for user in known {
        let (identifiers, profile) = (user.identifiers, user.profile);
        drafts.add(
            Some(user.id),
            NewUser {
                identifiers,
                profile,
            },
        );
    }
    let steps = writes
        .iter()
        .map(|write| drafts.put(&write.intent).unwrap_or_else(Step::Taken))
        .collect();
    drafts.into_plan(steps)
}

/// The users of a batch as they stand between two of its writes.
#[derive(Default)]
struct Drafts {
    users: Vec<Draft>,
    /// Who has an exclusive identifier.
    owners: HashMap<Identifier, usize>,
}

struct Draft {
    /// The key; `None` for a newcomer.
    key: Option<UserId>,
    identifiers: Vec<Identifier>,
    profile: Value,
    changed: bool,
}

impl Drafts {
    fn add(&mut self, key: Option<UserId>, user: NewUser) -> usize {
        let at = self.users.len();
        let owned = user.identifiers.iter().filter(|name| name.exclusive);
        self.owners.extend(owned.map(|name| (name.clone(), at)));
        self.users.push(Draft {
            key,
            identifiers: user.identifiers,
            profile: user.profile,
            changed: false,
        });
        at
    }

    /// Does one write, or names the identifier that is not free.
    fn put(&mut self, intent: &Intent) -> Result<Step, Identifier> {
        let target = intent.targets.iter().find_map(|name| self.owners.get(name));
        match (target.copied(), &intent.otherwise) {
            (Some(at), _) => {
                self.refuse_taken(&intent.change.with, Some(at))?;
                self.change(at, &intent.change);
                Ok(Step::Updated(at))
            }
            (None, Otherwise::Create(user)) => {
                self.refuse_taken(&user.identifiers, None)?;
                Ok(Step::Created(self.add(None, user.clone())))
            }
            (None, Otherwise::Refuse(reason)) => Ok(Step::Refused(reason.clone())),
            (None, Otherwise::Nothing) => Ok(Step::Unknown),
        }
    }

    fn refuse_taken(&self, names: &[Identifier], own: Option<usize>) -> Result<(), Identifier> {
        let taken = |name: &&Identifier| {
            let owner = self.owners.get(*name).copied();
            owner.is_some() && owner != own
        };
        match names.iter().find(taken) {
            Some(name) => Err(name.clone()),
            None => Ok(()),
        }
    }

    fn change(&mut self, at: usize, change: &Change) {
        let user = &mut self.users[at];
        user.changed = true;
        let (off, mut kept): (Vec<_>, Vec<_>) = std::mem::take(&mut user.identifiers)
            .into_iter()
            .partition(|name| change.without.contains(&name.scheme));
        for name in off {
            self.owners.remove(&name);
        }
        for name in &change.with {
            if !kept.contains(name) {
                kept.push(name.clone());
            }
            if name.exclusive {
                self.owners.insert(name.clone(), at);
            }
        }
        user.identifiers = kept;
        merge(&mut user.profile, &change.profile);
    }

    fn into_plan(self, steps: Vec<Step>) -> Plan {
        let mut plan = Plan {
            newcomers: Vec::new(),
            changes: Vec::new(),
            users: Vec::new(),
            steps,
        };
        for draft in self.users {
            let Draft {
                key,
                identifiers,
                profile,
                changed,
            } = draft;
            match key {
                None => {
                    plan.users.push(Who::New(plan.newcomers.len()));
                    plan.newcomers.push(NewUser {
                        identifiers,
                        profile,
                    });
                }
                Some(user) => {
                    plan.users.push(Who::Known(user));
                    if changed {
                        plan.changes.push(UserChange {
                            user,
                            identifiers,
                            profile,
                        });
                    }
                }
            }
        }
        plan
    }
}

/// RFC 7396: objects are merged member by member, null takes a member off, anything else replaces.
fn merge(target: &mut Value, patch: &Map<String, Value>) {
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(target) = target else {
        return;
    };
    for (name, value) in patch {
        match value {
            Value::Null => {
                target.shift_remove(name);
            }
            Value::Object(inner) => merge(target.entry(name.clone()).or_insert(Value::Null), inner),
            plain => {
                target.insert(name.clone(), plain.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    /// Cases of RFC 7396, appendix A, whose patch is an object.
    #[rstest::rstest]
    #[case::replaced(json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"}))]
    #[case::added(json!({"a": "b"}), json!({"b": "c"}), json!({"a": "b", "b": "c"}))]
    #[case::taken_off(json!({"a": "b", "b": "c"}), json!({"a": null}), json!({"b": "c"}))]
    #[case::list_replaced(json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"}))]
    #[case::inner(json!({"a": {"b": "c"}}), json!({"a": {"b": "d", "c": null}}), json!({"a": {"b": "d"}}))]
    #[case::list_is_one_value(json!({"a": [{"b": "c"}]}), json!({"a": [1]}), json!({"a": [1]}))]
    #[case::object_for_text(json!("foo"), json!({"a": "b"}), json!({"a": "b"}))]
    #[case::null_within(json!({}), json!({"a": {"bb": {"ccc": null}}}), json!({"a": {"bb": {}}}))]
    fn a_profile_is_merged(
        #[case] mut target: Value,
        #[case] patch: Value,
        #[case] expected: Value,
    ) {
        super::merge(&mut target, patch.as_object().expect("an object"));
        assert_eq!(target, expected);
    }
}
