//! The profiles one request reads and changes: read once, changed in memory, written once.
//!
//! A request names the same profile in several ways and several times, and a later item must see what an
//! earlier one did.

use futures_util::lock::MutexGuard;
use serde_json::{Map, Value, json};
use umbridge_directory::{Deletion, Identifier, NewUser, Timestamp, User, UserChange, UserId};
use uuid::Uuid;

use super::{
    auth::Caller,
    failure::Failure,
    ids::{self, BRAZE_ID, EXTERNAL_ID, Named},
    priority::{self, Candidate},
};

/// The profiles that a request has to do with.
pub(super) struct Profiles<'c> {
    caller: &'c Caller,
    drafts: Vec<Draft>,
    /// Profiles that are gone once the request is done.
    removed: Vec<Identifier>,
    /// Nobody else changes profiles meanwhile.
    _turn: MutexGuard<'c, ()>,
}

/// A profile as the request leaves it.
#[derive(Debug)]
pub(super) struct Draft {
    stored: Option<Stored>,
    pub(super) identifiers: Vec<Identifier>,
    pub(super) profile: Map<String, Value>,
    updated_at: Timestamp,
    changed: bool,
}

/// A profile that was there before the request.
#[derive(Debug)]
struct Stored {
    user: UserId,
    /// A name that only it had then.
    handle: Option<Identifier>,
}

/// Which of the request's profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key(usize);

impl<'c> Profiles<'c> {
    /// Reads whoever has one of the names.
    pub(super) async fn read(
        caller: &'c Caller,
        names: impl IntoIterator<Item = Identifier>,
    ) -> Result<Self, Failure> {
        let names: Vec<Identifier> = names.into_iter().collect();
        let turn = caller.turn.lock().await;
        let found = if names.is_empty() {
            Vec::new()
        } else {
            let directory = &caller.directory;
            directory.find_users(caller.account.id, &names).await?
        };
        let mut seen = Vec::new();
        let mut drafts = Vec::new();
        for (_, user) in found {
            if !seen.contains(&user.id) {
                seen.push(user.id);
                drafts.push(Draft::of(user));
            }
        }
        Ok(Self {
            caller,
            drafts,
            removed: Vec::new(),
            _turn: turn,
        })
    }

    /// The profile with this name. Inferred: of several, an identified one, and then the one changed last.
    pub(super) fn find(&self, name: &Identifier) -> Option<Key> {
        self.having(name)
            .max_by_key(|one| (one.identified, one.updated_at))
            .map(|one| one.key)
    }

    /// The profile that a request names.
    pub(super) fn resolve(&self, names: &Named) -> Option<Key> {
        match names {
            Named::One(name) => self.find(name),
            Named::Shared(name, order) => {
                priority::choose(self.having(name).collect(), order).map(|one| one.key)
            }
            Named::Nobody(_) => None,
        }
    }

    fn having(&self, name: &Identifier) -> impl Iterator<Item = Candidate<Key>> {
        let having = (0..).zip(&self.drafts).filter(|(_, draft)| draft.has(name));
        having.map(|(at, draft)| Candidate {
            key: Key(at),
            identified: draft.is_named_in(EXTERNAL_ID),
            updated_at: draft.updated_at,
        })
    }

    /// Begins a profile with this name.
    pub(super) fn create(&mut self, name: Identifier) -> Key {
        let now = self.caller.directory.clock().now();
        self.drafts.push(Draft {
            stored: None,
            identifiers: vec![ids::braze_id(new_braze_id(now)), name],
            profile: new_profile(),
            updated_at: now,
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

    /// Takes a profile away, leaving its names and data to the caller.
    pub(super) fn remove(&mut self, key: Key) -> Draft {
        let draft = &mut self.drafts[key.0];
        let nobody = Draft {
            stored: None,
            identifiers: Vec::new(),
            profile: Map::new(),
            updated_at: draft.updated_at,
            changed: false,
        };
        let mut removed = std::mem::replace(draft, nobody);
        let stored = removed.stored.take();
        self.removed.extend(stored.and_then(|stored| stored.handle));
        removed
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
                Some(Stored { user, .. }) => changes.push(UserChange {
                    user,
                    identifiers,
                    profile,
                }),
            }
        }
        let (directory, account) = (&self.caller.directory, self.caller.account.id);
        // What is taken away goes first, since its names may live on in another profile.
        if !self.removed.is_empty() {
            directory
                .delete_now(account, &Deletion::erase(self.removed))
                .await?;
        }
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
        // Other names may pass to somebody else; Braze's own id never does.
        let own = |name: &&Identifier| name.exclusive && name.scheme == BRAZE_ID;
        let names = &user.identifiers;
        let any = || names.iter().find(|name| name.exclusive);
        let handle = names.iter().find(own).or_else(any);
        let stored = Stored {
            user: user.id,
            handle: handle.cloned(),
        };
        let profile = match user.profile {
            Value::Object(profile) => profile,
            _ => Map::new(),
        };
        Self {
            stored: Some(stored),
            identifiers: user.identifiers,
            profile,
            updated_at: user.updated_at,
            changed: false,
        }
    }

    /// A name by which a deletion finds the profile and no other.
    pub(super) fn handle(&self) -> Option<&Identifier> {
        self.stored.as_ref()?.handle.as_ref()
    }

    pub(super) fn has(&self, name: &Identifier) -> bool {
        self.identifiers
            .iter()
            .any(|own| own.scheme == name.scheme && own.value == name.value)
    }

    /// Whether the profile has a name in this scheme.
    pub(super) fn is_named_in(&self, scheme: &str) -> bool {
        self.identifiers.iter().any(|own| own.scheme == scheme)
    }

    /// Sets or takes away the e-mail address or phone number, which is an attribute and a name at once.
    pub(super) fn set_address(&mut self, scheme: &str, value: Option<&str>) {
        self.identifiers.retain(|own| own.scheme != scheme);
        self.profile.shift_remove(scheme);
        if let Some(value) = value.filter(|value| !str::is_empty(value)) {
            self.profile.insert(scheme.to_owned(), value.into());
            self.identifiers.push(ids::address(scheme, value));
        }
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
