//! Deleting users: one lookup, one decision, one statement for all of them.

use sqlx::{Row, Sqlite, Transaction};

use super::{
    Store, batches, faults,
    rows::{self, user_columns},
};
use crate::{
    AccountId, Deletion, Identifier, Item, JobId, Outcome, Result, Retention, Timestamp, User,
    deletion, fault::Faulty,
};

/// Live users by exclusive identifier, one probe of the unique index per entry of the batch.
pub(super) const TARGETS: &str = concat!(
    "select j.key as position, ",
    user_columns!(),
    " from json_each(?2) j \
     cross join identifiers i on i.account_id = ?1 and i.scheme = j.value ->> 0 and i.value = j.value ->> 1 \
       and i.exclusive = 1 \
     cross join users u on u.id = i.user_id and u.deleted_at is null \
     order by j.key"
);

/// Their identifiers go with them by the foreign key.
pub(super) const ERASE: &str = "delete from users where id in (select value from json_each(?1))";

const MARK: &str = "update users set deleted_at = ?2, updated_at = ?2, purge_at = ?3 \
     where id in (select value from json_each(?1))";

const RELEASE_NAMES: &str =
    "delete from identifiers where user_id in (select value from json_each(?1)) and scheme <> ?2";

/// Empties tombstones whose time has come or who are named; the row stays as proof of the deletion.
const PURGE: &str = "update users set profile = '{}', purge_at = ?2 \
     where id in (select value from json_each(?1)) and deleted_at is not null";

impl Store {
    pub(crate) async fn delete_now(
        &self,
        account: AccountId,
        deletion: &Deletion,
        now: Timestamp,
        fault: Option<&Faulty>,
    ) -> Result<Vec<Item>> {
        let mut transaction = self.begin().await?;
        let items = delete(&mut transaction, account, None, deletion, now, fault).await?;
        transaction.commit().await?;
        Ok(items)
    }

    pub(crate) async fn purge_users(
        &self,
        account: AccountId,
        identifiers: &[Identifier],
        now: Timestamp,
    ) -> Result<Vec<Identifier>> {
        let mut transaction = self.begin().await?;
        let found = sqlx::query(
            "select j.key as position, u.id as user_id from json_each(?2) j \
             cross join identifiers i on i.account_id = ?1 and i.scheme = j.value ->> 0 and i.value = j.value ->> 1 \
             cross join users u on u.id = i.user_id \
             where u.deleted_at is not null and (u.purge_at is null or u.purge_at > ?3) order by j.key",
        )
        .bind(account.0)
        .bind(rows::names(identifiers)?)
        .bind(now.0)
        .fetch_all(&mut *transaction)
        .await?;
        let mut keys: Vec<i64> = Vec::new();
        let mut purged = Vec::new();
        for row in &found {
            let position: i64 = row.try_get("position")?;
            keys.push(row.try_get("user_id")?);
            purged.push(identifiers[usize::try_from(position).unwrap_or(0)].clone());
        }
        sqlx::query(PURGE)
            .bind(serde_json::to_string(&keys)?)
            .bind(now.0)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(purged)
    }
}

/// Deletes within a transaction that the caller commits, so that a job can be finished in the same one.
pub(super) async fn delete(
    transaction: &mut Transaction<'static, Sqlite>,
    account: AccountId,
    job: Option<&JobId>,
    deletion: &Deletion,
    now: Timestamp,
    fault: Option<&Faulty>,
) -> Result<Vec<Item>> {
    let found = sqlx::query(TARGETS)
        .bind(account.0)
        .bind(rows::names(&deletion.identifiers)?)
        .fetch_all(&mut **transaction)
        .await?;
    let found = found
        .iter()
        .map(|row| {
            Ok((
                usize::try_from(row.try_get::<i64, _>("position")?).unwrap_or(0),
                rows::user(row, now)?,
            ))
        })
        .collect::<Result<Vec<(usize, User)>>>()?;
    let items = deletion::decide(deletion, found)?;

    let mut going: Vec<i64> = items
        .iter()
        .filter_map(|item| {
            if let Outcome::Deleted(user) = &item.outcome {
                Some(user.id.0)
            } else {
                None
            }
        })
        .collect();
    if let Some(fault) = fault {
        fault.remember(account, &items);
        going = faults::bent(transaction, account, deletion, going, fault).await?;
    }
    if !going.is_empty() {
        remove(
            transaction,
            &serde_json::to_string(&going)?,
            &deletion.retention,
            now,
        )
        .await?;
    }
    let records: Vec<_> = items
        .iter()
        .map(|item| item.record(&deletion.retention))
        .collect();
    batches::record(transaction, account, job, &records, now).await?;
    Ok(items)
}

async fn remove(
    transaction: &mut Transaction<'static, Sqlite>,
    users: &str,
    retention: &Retention,
    now: Timestamp,
) -> Result<()> {
    match retention {
        Retention::Erase => {
            sqlx::query(ERASE)
                .bind(users)
                .execute(&mut **transaction)
                .await?;
        }
        Retention::Tombstone { keep, purge_after } => {
            sqlx::query(MARK)
                .bind(users)
                .bind(now.0)
                .bind(purge_after.map(|span| (now + span).0))
                .execute(&mut **transaction)
                .await?;
            sqlx::query(RELEASE_NAMES)
                .bind(users)
                .bind(keep)
                .execute(&mut **transaction)
                .await?;
        }
    }
    Ok(())
}
