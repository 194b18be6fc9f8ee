//! Batches of writes: what was sent for many users becomes what the directory is to do about each.
//!
//! Whatever is wrong with one user is told of that user when the job is done; only what the caller may not do
//! refuses the whole batch.

use std::collections::HashMap;

use umbridge_directory::{Identifier, Intent, User, Write};

use super::{
    auth::Caller,
    brand::Scope,
    failure::Failure,
    ids::ID,
    items::{self, Placed},
    policy::MAX_IDS,
    wire::{Attributes, Role},
    writing::{self, Invalid},
};

/// Users who are all to be created.
///
/// # Errors
///
/// 403.
pub(super) async fn creations(
    caller: &Caller,
    users: &[Attributes],
) -> Result<Vec<Write>, Failure> {
    let mut writes = Vec::with_capacity(users.len());
    let first = permitted(caller, users).await?;
    for ((index, id), sent) in (0..).zip(first..).zip(users) {
        let newcomer = writing::newcomer(&caller.settings, sent, id);
        writes.push(placed(index, sent, newcomer.map(Intent::create)));
    }
    Ok(writes)
}

/// Users who are to be changed where they exist, and created where they do not.
///
/// # Errors
///
/// 403.
pub(super) async fn puts(caller: &Caller, users: &[Attributes]) -> Result<Vec<Write>, Failure> {
    let first = permitted(caller, users).await?;
    let targets: Vec<_> = users
        .iter()
        .map(|sent| writing::targets(&caller.settings, sent))
        .collect();
    let known = found(caller, targets.iter().flatten().cloned().collect()).await?;
    let mut writes = Vec::with_capacity(users.len());
    for (((index, id), sent), targets) in (0..).zip(first..).zip(users).zip(&targets) {
        let user = targets.iter().find_map(|name| known.get(name));
        let intent = writing::put(&caller.settings, sent, id, user);
        writes.push(placed(index, sent, intent));
    }
    Ok(writes)
}

/// Users who are to be changed, each with what it is to become.
///
/// # Errors
///
/// 403.
pub(super) async fn changes(
    caller: &Caller,
    users: &[(Identifier, &Attributes)],
) -> Result<Vec<Write>, Failure> {
    for (_, sent) in users {
        caller.may_write(sent)?;
    }
    let known = found(caller, users.iter().map(|(name, _)| name.clone()).collect()).await?;
    let writes = users.iter().map(|(name, sent)| {
        let user = known.get(name);
        let scope = user.map_or(Scope::ACCOUNT, |user| Scope::of(&user.profile));
        let change = writing::change(sent, scope, user);
        let intent = change.map(|change| Intent::change(name.clone(), change));
        Write {
            identifier: items::changed(name),
            intent: intent.unwrap_or_else(refused),
        }
    });
    Ok(writes.collect())
}

/// The first of as many new ids as there are users, none of whom is beyond the caller.
async fn permitted(caller: &Caller, users: &[Attributes]) -> Result<i64, Failure> {
    for sent in users {
        caller.may_write(sent)?;
    }
    let count = u32::try_from(users.len()).unwrap_or(u32::MAX);
    let first = caller
        .directory
        .reserve_numbers(caller.account.id, ID, count)
        .await?;
    Ok(first)
}

/// The live users of these names, none of whom is beyond the caller.
async fn found(
    caller: &Caller,
    names: Vec<Identifier>,
) -> Result<HashMap<Identifier, User>, Failure> {
    let found = caller
        .directory
        .find_users(caller.account.id, &names)
        .await?;
    let mut known = HashMap::new();
    for (position, user) in found {
        caller.require_over(Role::of(&user.profile))?;
        known.insert(names[position].clone(), user);
    }
    Ok(known)
}

fn placed(index: u64, sent: &Attributes, intent: Result<Intent, Invalid>) -> Write {
    let text = |name| sent.text(name).map(str::to_owned);
    let placed = Placed {
        index,
        email: text("email"),
        external_id: text("external_id"),
    };
    Write {
        identifier: items::placed(&placed),
        intent: intent.unwrap_or_else(refused),
    }
}

fn refused(invalid: Invalid) -> Intent {
    Intent::refuse(invalid.description)
}

/// Documented: at most 100 users in one call. Inferred: and at least one.
///
/// # Errors
///
/// 400, with what would be `done` to the users.
pub(super) fn within_limit(users: &[Attributes], done: &str) -> Result<(), Failure> {
    match users.len() {
        0 => Err(Failure::parameter_missing("users")),
        1..=MAX_IDS => Ok(()),
        _ => Err(Failure::too_many_users(MAX_IDS, done)),
    }
}
