//! Creating, changing and finding users.

use std::collections::{HashMap, HashSet};

use sqlx::{Row, Sqlite, Transaction};

use super::{
    Store,
    rows::{self, user_columns},
};
use crate::{AccountId, Error, Identifier, NewUser, Result, Timestamp, User, UserChange, UserId};

/// Probes the key once per entry of the batch; `cross join` fixes that order, which the planner would
/// otherwise give up for a scan of the whole account.
pub(super) const FIND: &str = concat!(
    "select j.key as position, ",
    user_columns!(),
    " from json_each(?2) j \
     cross join identifiers i on i.account_id = ?1 and i.scheme = j.value ->> 0 and i.value = j.value ->> 1 \
     cross join users u on u.id = i.user_id \
     order by j.key, u.id"
);

const INSERT_USERS: &str = "insert into users (account_id, profile, protected, created_at, updated_at) \
     select ?1, json(j.value), 0, ?3, ?3 from json_each(?2) j order by j.key returning id";

/// Reads `[[user, scheme, value, exclusive], …]`.
const INSERT_NAMES: &str = "insert into identifiers (account_id, scheme, value, user_id, exclusive) \
     select ?1, j.value ->> 1, j.value ->> 2, j.value ->> 0, j.value ->> 3 from json_each(?2) j where true \
     on conflict (account_id, scheme, value, user_id) do nothing";

/// The first exclusive name of the batch that a user outside the batch has.
pub(super) const TAKEN: &str = "select j.key as position from json_each(?2) j \
     where j.value ->> 3 = 1 and exists (select 1 from identifiers i where i.account_id = ?1 \
       and i.scheme = j.value ->> 1 and i.value = j.value ->> 2 and i.exclusive = 1 \
       and i.user_id not in (select value from json_each(?3))) \
     order by j.key limit 1";

type Named<'a> = (i64, &'a Identifier);

impl Store {
    pub(crate) async fn create_users(
        &self,
        account: AccountId,
        users: &[NewUser],
        now: Timestamp,
    ) -> Result<Vec<User>> {
        let mut transaction = self.begin().await?;
        // Names are checked under the position of their user before the user has a key.
        let positions = (0i64..).zip(users);
        let wanted: Vec<Named<'_>> = positions
            .flat_map(|(at, user)| user.identifiers.iter().map(move |name| (at, name)))
            .collect();
        refuse_taken(&mut transaction, account, &wanted, &[], |at| {
            usize::try_from(at).unwrap_or(0)
        })
        .await?;

        let keys = insert(&mut transaction, account, users, now).await?;
        let created = read_by_keys(&mut transaction, &keys, now).await?;
        transaction.commit().await?;
        Ok(created)
    }

    pub(crate) async fn update_users(
        &self,
        account: AccountId,
        changes: &[UserChange],
        now: Timestamp,
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        let named = named(changes);
        let keys: Vec<i64> = changes.iter().map(|change| change.user.0).collect();
        let position = |user| keys.iter().position(|key| *key == user).unwrap_or(0);
        refuse_taken(&mut transaction, account, &named, &keys, position).await?;

        rewrite(&mut transaction, account, changes, now).await?;
        Ok(transaction.commit().await?)
    }

    pub(crate) async fn find_users(
        &self,
        account: AccountId,
        identifiers: &[Identifier],
        now: Timestamp,
    ) -> Result<Vec<(usize, User)>> {
        let found = sqlx::query(FIND)
            .bind(account.0)
            .bind(rows::names(identifiers)?)
            .fetch_all(&self.reader)
            .await?;
        found
            .iter()
            .map(|row| {
                let position: i64 = row.try_get("position")?;
                Ok((
                    usize::try_from(position).unwrap_or(0),
                    rows::user(row, now)?,
                ))
            })
            .collect()
    }

    pub(crate) async fn find_user_by_key(
        &self,
        account: AccountId,
        user: UserId,
        now: Timestamp,
    ) -> Result<Option<User>> {
        let row = sqlx::query(concat!(
            "select ",
            user_columns!(),
            " from users u where u.id = ?2 and u.account_id = ?1"
        ))
        .bind(account.0)
        .bind(user.0)
        .fetch_optional(&self.reader)
        .await?;
        row.map(|row| rows::user(&row, now)).transpose()
    }
}

/// The identifiers of changed users, each under the key of its user.
fn named(changes: &[UserChange]) -> Vec<Named<'_>> {
    let mut named = Vec::new();
    for change in changes {
        named.extend(change.identifiers.iter().map(|name| (change.user.0, name)));
    }
    named
}

/// Inserts users whose exclusive identifiers are known to be free, and returns their keys in the same order.
pub(super) async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    account: AccountId,
    users: &[NewUser],
    now: Timestamp,
) -> Result<Vec<i64>> {
    let profiles: Vec<&serde_json::Value> = users.iter().map(|user| &user.profile).collect();
    let keys = sqlx::query(INSERT_USERS)
        .bind(account.0)
        .bind(serde_json::to_string(&profiles)?)
        .bind(now.0)
        .fetch_all(&mut **transaction)
        .await?;
    let mut keys = keys
        .iter()
        .map(|row| row.try_get::<i64, _>("id"))
        .collect::<sqlx::Result<Vec<_>>>()?;
    keys.sort_unstable();
    let named: Vec<Named<'_>> = keys
        .iter()
        .zip(users)
        .flat_map(|(key, user)| user.identifiers.iter().map(move |name| (*key, name)))
        .collect();
    insert_names(transaction, account, &named).await?;
    Ok(keys)
}

/// Replaces names and profile of live users, whose exclusive identifiers are known to be free.
pub(super) async fn rewrite(
    transaction: &mut Transaction<'static, Sqlite>,
    account: AccountId,
    changes: &[UserChange],
    now: Timestamp,
) -> Result<()> {
    let profiles: Vec<(i64, &serde_json::Value)> = changes
        .iter()
        .map(|change| (change.user.0, &change.profile))
        .collect();
    let live = sqlx::query(
        "update users set profile = json(j.value -> 1), updated_at = ?3 from json_each(?2) j \
         where users.id = j.value ->> 0 and users.account_id = ?1 and users.deleted_at is null returning users.id",
    )
    .bind(account.0)
    .bind(serde_json::to_string(&profiles)?)
    .bind(now.0)
    .fetch_all(&mut **transaction)
    .await?;
    let live = live
        .iter()
        .map(|row| row.try_get::<i64, _>("id"))
        .collect::<sqlx::Result<HashSet<_>>>()?;
    sqlx::query("delete from identifiers where user_id in (select value from json_each(?1))")
        .bind(serde_json::to_string(&live)?)
        .execute(&mut **transaction)
        .await?;
    let mut named = named(changes);
    named.retain(|(user, _)| live.contains(user));
    insert_names(transaction, account, &named).await
}

async fn refuse_taken(
    transaction: &mut Transaction<'static, Sqlite>,
    account: AccountId,
    wanted: &[Named<'_>],
    own: &[i64],
    position: impl Fn(i64) -> usize,
) -> Result<()> {
    let taken = sqlx::query(TAKEN)
        .bind(account.0)
        .bind(name_rows(wanted)?)
        .bind(serde_json::to_string(own)?)
        .fetch_optional(&mut **transaction)
        .await?;
    let outside = taken
        .map(|row| row.try_get::<i64, _>("position"))
        .transpose()?;
    let outside = outside.and_then(|at| usize::try_from(at).ok());
    let Some(at) = outside.into_iter().chain(repeated(wanted)).min() else {
        return Ok(());
    };
    let (user, identifier) = wanted[at];
    Err(Error::Taken {
        position: position(user),
        identifier: identifier.clone(),
    })
}

/// The first exclusive name that an earlier user of the batch has too; compared here, where a batch of
/// thousands takes no longer than its names.
fn repeated(wanted: &[Named<'_>]) -> Option<usize> {
    let mut holders = HashMap::new();
    wanted.iter().position(|(user, name)| {
        name.exclusive && *holders.entry((&name.scheme, &name.value)).or_insert(*user) != *user
    })
}

async fn insert_names(
    transaction: &mut Transaction<'static, Sqlite>,
    account: AccountId,
    named: &[Named<'_>],
) -> Result<()> {
    sqlx::query(INSERT_NAMES)
        .bind(account.0)
        .bind(name_rows(named)?)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

pub(super) async fn read_by_keys(
    transaction: &mut Transaction<'static, Sqlite>,
    keys: &[i64],
    now: Timestamp,
) -> Result<Vec<User>> {
    let rows = sqlx::query(concat!(
        "select ",
        user_columns!(),
        " from json_each(?1) j cross join users u on u.id = j.value order by j.key"
    ))
    .bind(serde_json::to_string(keys)?)
    .fetch_all(&mut **transaction)
    .await?;
    rows.iter().map(|row| rows::user(row, now)).collect()
}

fn name_rows(named: &[Named<'_>]) -> Result<String> {
    let rows: Vec<(i64, &str, &str, u8)> = named
        .iter()
        .map(|(user, name)| (*user, &*name.scheme, &*name.value, u8::from(name.exclusive)))
        .collect();
    Ok(serde_json::to_string(&rows)?)
}
