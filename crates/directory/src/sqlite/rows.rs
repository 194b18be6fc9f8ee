//! Rows become values.

use serde_json::Value;
use sqlx::{Row, sqlite::SqliteRow};

use crate::{Account, AccountId, Identifier, Result, Standing, Timestamp, User, UserId};

/// The columns [`user`] reads, for a `users` table named `u`.
macro_rules! user_columns {
    () => {
        "u.id as user_id, u.profile, u.protected, u.created_at, u.updated_at, u.deleted_at, u.purge_at, \
         (select json_group_array(json_array(n.scheme, n.value, n.exclusive) order by n.scheme, n.value) \
          from identifiers n where n.user_id = u.id) as names"
    };
}
pub(super) use user_columns;

/// Reads a user as it stands at `now`: a tombstone whose time is over is empty even before it is swept.
pub(super) fn user(row: &SqliteRow, now: Timestamp) -> Result<User> {
    let names: Vec<(String, String, i64)> = serde_json::from_str(row.try_get("names")?)?;
    let deleted_at: Option<i64> = row.try_get("deleted_at")?;
    let purge_at: Option<i64> = row.try_get("purge_at")?;
    let standing = match deleted_at.map(Timestamp) {
        None => Standing::Live,
        Some(at) if purge_at.is_some_and(|moment| Timestamp(moment) <= now) => {
            Standing::Purged { at }
        }
        Some(at) => Standing::Deleted { at },
    };
    let profile: Value = match standing {
        Standing::Purged { .. } => Value::Object(serde_json::Map::new()),
        _ => serde_json::from_str(row.try_get("profile")?)?,
    };
    Ok(User {
        id: UserId(row.try_get("user_id")?),
        identifiers: names
            .into_iter()
            .map(|(scheme, value, exclusive)| Identifier {
                scheme,
                value,
                exclusive: exclusive != 0,
            })
            .collect(),
        profile,
        protected: row.try_get("protected")?,
        created_at: Timestamp(row.try_get("created_at")?),
        updated_at: Timestamp(row.try_get("updated_at")?),
        standing,
    })
}

pub(super) fn account(row: &SqliteRow) -> Result<Account> {
    Ok(Account {
        id: AccountId(row.try_get("account_id")?),
        realm: row.try_get("realm")?,
        name: row.try_get("name")?,
        settings: serde_json::from_str(row.try_get("settings")?)?,
    })
}

/// Identifiers as the JSON array of `[scheme, value, exclusive]` that the statements of this folder read.
pub(super) fn names(identifiers: &[Identifier]) -> Result<String> {
    let names: Vec<(&str, &str, u8)> = identifiers
        .iter()
        .map(|name| (&*name.scheme, &*name.value, u8::from(name.exclusive)))
        .collect();
    Ok(serde_json::to_string(&names)?)
}
