//! Writing users: one lookup, one decision, one statement for all who are new and one for all who change.

use std::collections::HashMap;

use sqlx::{Sqlite, Transaction};

use super::{Store, batches, deletions::TARGETS, rows, users};
use crate::{
    AccountId, JobId, Record, Result, Timestamp, User, Write, WriteOutcome, Written,
    drafts::{self, Step, Who},
};

impl Store {
    pub(crate) async fn write_users(
        &self,
        account: AccountId,
        writes: &[Write],
        now: Timestamp,
    ) -> Result<Vec<Written>> {
        let mut transaction = self.begin().await?;
        let written = write(&mut transaction, account, writes, now).await?;
        transaction.commit().await?;
        Ok(written)
    }
}

/// Writes and records within a transaction that the caller commits, finishing a job.
pub(super) async fn write_for_job(
    transaction: &mut Transaction<'static, Sqlite>,
    account: AccountId,
    job: &JobId,
    writes: &[Write],
    now: Timestamp,
) -> Result<()> {
    let written = write(transaction, account, writes, now).await?;
    let records: Vec<Record> = written.into_iter().map(Written::record).collect();
    batches::record(transaction, account, Some(job), &records, now).await
}

async fn write(
    transaction: &mut Transaction<'static, Sqlite>,
    account: AccountId,
    writes: &[Write],
    now: Timestamp,
) -> Result<Vec<Written>> {
    let known = sqlx::query(TARGETS)
        .bind(account.0)
        .bind(rows::names(&drafts::mentioned(writes))?)
        .fetch_all(&mut **transaction)
        .await?;
    // A user is found once for each of its identifiers that the batch mentions.
    let known = known
        .iter()
        .map(|row| rows::user(row, now).map(|user| (user.id, user)))
        .collect::<Result<HashMap<_, _>>>()?;
    let plan = drafts::plan(writes, known.into_values());

    // Changes first: a newcomer may have a name that one of them gives up.
    users::rewrite(transaction, account, &plan.changes, now).await?;
    let created = users::insert(transaction, account, &plan.newcomers, now).await?;
    let keys: Vec<i64> = plan
        .users
        .iter()
        .map(|who| match who {
            Who::Known(user) => user.0,
            Who::New(at) => created[*at],
        })
        .collect();
    let left: HashMap<i64, User> = users::read_by_keys(transaction, &keys, now)
        .await?
        .into_iter()
        .map(|user| (user.id.0, user))
        .collect();
    let user = |at: usize| Box::new(left[&keys[at]].clone());
    let outcomes = plan.steps.into_iter().map(|step| match step {
        Step::Created(at) => WriteOutcome::Created(user(at)),
        Step::Updated(at) => WriteOutcome::Updated(user(at)),
        Step::Unknown => WriteOutcome::Unknown,
        Step::Taken(identifier) => WriteOutcome::Taken(identifier),
        Step::Refused(reason) => WriteOutcome::Refused(reason),
    });
    Ok(writes
        .iter()
        .zip(outcomes)
        .map(|(write, outcome)| Written {
            identifier: write.identifier.clone(),
            outcome,
        })
        .collect())
}
