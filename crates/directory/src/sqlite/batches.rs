//! The record of what became of each item of a batch.

use sqlx::{Sqlite, Transaction};

use crate::{AccountId, JobId, Record, Result, Timestamp};

/// Records a batch within the transaction that did it.
pub(super) async fn record(
    transaction: &mut Transaction<'static, Sqlite>,
    account: AccountId,
    job: Option<&JobId>,
    records: &[Record],
    now: Timestamp,
) -> Result<()> {
    sqlx::query("insert into batches (account_id, job_id, at, items) values (?1, ?2, ?3, ?4)")
        .bind(account.0)
        .bind(job.map(|job| job.0.as_str()))
        .bind(now.0)
        .bind(serde_json::to_string(records)?)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}
