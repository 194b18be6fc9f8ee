//! The profiles one request reads and changes: read once, changed in memory, written once.
//!
//! A request names the same profile in several ways and several times, and a later item must see what an
//! earlier one did.

use futures_util::lock::MutexGuard;
use serde_json::{Map, Value, json};
use umbridge_directory::{Identifier, NewUser, Timestamp, User, UserChange, UserId};
use uuid::Uuid;

use super::{auth::Caller, failure::Failure, ids};

/// The profiles that a request has to do with.
pub(super) struct Profiles<'c> {
    caller: &'c Caller,
    drafts: Vec<Draft>,
    /// Nobody else changes profiles meanwhile.
    _turn: MutexGuard<'c, ()>,
}

/// A profile as the request leaves it.
#[derive(Debug)]
pub(super) struct Draft {
    /// The stored profile; `None` for one that the request creates.
    stored: Option<UserId>,
    pub(super) identifiers: Vec<Identifier>,
    pub(super) profile: Map<String, Value>,
    changed: bool,
}

/// Which of the request's profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key(usize);

impl<'c> Profiles<'c> {
    /// Reads whoever has one of the names.
    pub(super) async fn read(caller: &'c Caller, names: &[Identifier]) -> Result<Self, Failure> {
        let turn = caller.turn.lock().await;
        let found = caller
            .directory
            .find_users(caller.account.id, names)
            .await?;
        let mut drafts: Vec<Draft> = Vec::new();
        for (_, user) in found {
            if !drafts.iter().any(|draft| draft.stored == Some(user.id)) {
                drafts.push(Draft::of(user));
            }
        }
        Ok(Self {
            caller,
            drafts,
            _turn: turn,
        })
    }

    /// The profile with this name.
    pub(super) fn find(&self, name: &Identifier) -> Option<Key> {
        self.drafts
            .iter()
            .position(|draft| draft.has(name))
            .map(Key)
    }

    /// Begins a profile with this name.
    pub(super) fn create(&mut self, name: Identifier) -> Key {
        let now = self.caller.directory.clock().now();
        self.drafts.push(Draft {
            stored: None,
            identifiers: vec![ids::braze_id(new_braze_id(now)), name],
            profile: new_profile(),
            changed: true,
        });
        Key(self.drafts.len() - 1)
    }

    pub(super) fn get(&self, key: Key) -> &Draft {
        &self.drafts[key.0]
    }

    /// The profile, to be changed.
    pub(super) fn change(&mut self, key: Key) -> &mut Draft {
        let draft = &mut self.drafts[key.0];
        draft.changed = true;
        draft
    }

    /// Writes what the request has changed.
    pub(super) async fn write(self) -> Result<(), Failure> {
        let mut created = Vec::new();
        let mut changes = Vec::new();
        for draft in self.drafts.into_iter().filter(|draft| draft.changed) {
            let (identifiers, profile) = (draft.identifiers, draft.profile.into());
            match draft.stored {
                None => created.push(NewUser {
                    identifiers,
                    profile,
                }),
                Some(user) => changes.push(UserChange {
                    user,
                    identifiers,
                    profile,
                }),
            }
        }
        let (directory, account) = (&self.caller.directory, self.caller.account.id);
        if !changes.is_empty() {
            directory.update_users(account, &changes).await?;
        }
        if !created.is_empty() {
            directory.create_users(account, &created).await?;
        }
        Ok(())
    }
}

impl Draft {
    fn of(user: User) -> Self {
        let profile = match user.profile {
            Value::Object(profile) => profile,
            _ => Map::new(),
        };
        Self {
            stored: Some(user.id),
            identifiers: user.identifiers,
            profile,
            changed: false,
        }
    }

    pub(super) fn has(&self, name: &Identifier) -> bool {
        self.identifiers
            .iter()
            .any(|own| own.scheme == name.scheme && own.value == name.value)
    }

    /// Sets or takes away the e-mail address or phone number, which is an attribute and a name at once.
    pub(super) fn address(&mut self, scheme: &str, value: Option<&str>) {
        self.identifiers.retain(|own| own.scheme != scheme);
        self.profile.shift_remove(scheme);
        if let Some(value) = value.filter(|value| !str::is_empty(value)) {
            self.profile.insert(scheme.to_owned(), value.into());
            self.identifiers.push(ids::address(scheme, value));
        }
    }

    /// Whether the profile has a name in this scheme.
    pub(super) fn is_named_in(&self, scheme: &str) -> bool {
        self.identifiers.iter().any(|own| own.scheme == scheme)
    }
}

/// Recorded: 24 hexadecimal digits, the first eight of which are the seconds since 1970.
fn new_braze_id(now: Timestamp) -> String {
    let chance = Uuid::new_v4().simple().to_string();
    format!("{:08x}{}", now.seconds(), &chance[..16])
}

/// Recorded in 2020: what a new profile has.
fn new_profile() -> Map<String, Value> {
    let bucket = Uuid::new_v4().as_u128() % 10_000;
    let profile = json!({
        "random_bucket": u64::try_from(bucket).unwrap_or_default(),
        "email_subscribe": "subscribed",
        "push_subscribe": "subscribed",
        "total_revenue": 0.0,
    });
    match profile {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
