//! The queue: admission, reading, and running a job in one transaction with what it does.

use sqlx::{Row, Sqlite, Transaction, sqlite::SqliteRow};

use super::{Store, deletions, writes};
use crate::{
    AccountId, Error, Job, JobId, JobPolicy, JobState, Result, Timestamp, fault::Faulty, job::Work,
};

const INSERT: &str = "insert into jobs (id, account_id, class, work, total, created_at, due_at, expires_at) \
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

const NEXT: &str = "select id, account_id, work from jobs where finished_at is null and due_at <= ?1 \
     order by due_at, created_at limit 1";

/// Sweeps tombstones whose time is over; reads already show them empty.
pub(super) const SWEEP: &str = "update users set profile = '{}' \
     where purge_at is not null and profile <> '{}' and purge_at <= ?1";

/// Sweeps jobs that nobody can read any more. Nothing waits for it: whatever steps next does it.
pub(super) const SWEEP_JOBS: &str =
    "delete from jobs where finished_at is not null and expires_at <= ?1";

/// The moment of the next job or of the next tombstone to sweep.
pub(super) const NEXT_DUE: &str = "select min(due) from (\
     select min(due_at) as due from jobs where finished_at is null union all \
     select min(purge_at) from users where purge_at is not null and profile <> '{}')";

impl Store {
    pub(crate) async fn enqueue(
        &self,
        account: AccountId,
        id: JobId,
        work: &Work<'_>,
        policy: &JobPolicy,
        now: Timestamp,
    ) -> Result<Job> {
        let mut transaction = self.begin().await?;
        if let Some(most) = policy.most_active {
            let active = active_jobs(&mut transaction, account, &policy.class).await?;
            if active.len() >= most as usize {
                return Err(Error::TooManyActiveJobs {
                    class: policy.class.clone(),
                    active,
                });
            }
        }
        let total = work.total();
        sqlx::query(INSERT)
            .bind(&id.0)
            .bind(account.0)
            .bind(&policy.class)
            .bind(serde_json::to_string(work)?)
            .bind(i64::try_from(total).unwrap_or(i64::MAX))
            .bind(now.0)
            .bind((now + policy.delay).0)
            .bind((now + policy.readable_for).0)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(Job {
            id,
            class: policy.class.clone(),
            total,
            created_at: now,
            state: JobState::Queued,
        })
    }

    pub(crate) async fn find_jobs(
        &self,
        account: AccountId,
        ids: &[JobId],
        now: Timestamp,
    ) -> Result<Vec<Job>> {
        let rows = sqlx::query(
            "select b.id, b.class, b.total, b.created_at, b.finished_at, d.items from json_each(?2) j \
             cross join jobs b on b.id = j.value left join batches d on d.job_id = b.id \
             where b.account_id = ?1 and b.expires_at > ?3 order by j.key",
        )
        .bind(account.0)
        .bind(serde_json::to_string(ids)?)
        .bind(now.0)
        .fetch_all(&self.reader)
        .await?;
        rows.iter().map(job).collect()
    }

    pub(crate) async fn list_jobs(&self, account: AccountId, now: Timestamp) -> Result<Vec<Job>> {
        let rows = sqlx::query(
            "select b.id, b.class, b.total, b.created_at, b.finished_at, d.items from jobs b \
             left join batches d on d.job_id = b.id \
             where b.account_id = ?1 and b.expires_at > ?2 order by b.created_at desc, b.rowid desc",
        )
        .bind(account.0)
        .bind(now.0)
        .fetch_all(&self.reader)
        .await?;
        rows.iter().map(job).collect()
    }

    pub(crate) async fn count_active_jobs(&self, account: AccountId, class: &str) -> Result<u32> {
        let count: i64 = sqlx::query_scalar(
            "select count(*) from jobs where finished_at is null and account_id = ?1 and class = ?2",
        )
        .bind(account.0)
        .bind(class)
        .fetch_one(&self.reader)
        .await?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    pub(crate) async fn next_due(&self) -> Result<Option<Timestamp>> {
        let due: Option<i64> = sqlx::query_scalar(NEXT_DUE).fetch_one(&self.reader).await?;
        Ok(due.map(Timestamp))
    }

    pub(crate) async fn run_next_job(
        &self,
        now: Timestamp,
        fault: Option<&Faulty>,
    ) -> Result<Option<JobId>> {
        let mut transaction = self.begin().await?;
        for sweep in [SWEEP, SWEEP_JOBS] {
            sqlx::query(sweep)
                .bind(now.0)
                .execute(&mut *transaction)
                .await?;
        }
        let Some(row) = sqlx::query(NEXT)
            .bind(now.0)
            .fetch_optional(&mut *transaction)
            .await?
        else {
            transaction.commit().await?;
            return Ok(None);
        };
        let id = JobId(row.try_get("id")?);
        let account = AccountId(row.try_get("account_id")?);
        match serde_json::from_str(row.try_get("work")?)? {
            Work::Delete(deletion) => {
                deletions::delete(&mut transaction, account, Some(&id), &deletion, now, fault)
                    .await?;
            }
            Work::Write(writes) => {
                writes::write_for_job(&mut transaction, account, &id, &writes, now).await?;
            }
        }
        // The work is emptied too: a finished job keeps no names beyond its record.
        sqlx::query("update jobs set finished_at = ?2, work = '{}' where id = ?1")
            .bind(&id.0)
            .bind(now.0)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(Some(id))
    }
}

async fn active_jobs(
    transaction: &mut Transaction<'static, Sqlite>,
    account: AccountId,
    class: &str,
) -> Result<Vec<JobId>> {
    let rows = sqlx::query(
        "select id from jobs where finished_at is null and account_id = ?1 and class = ?2 order by created_at, rowid",
    )
    .bind(account.0)
    .bind(class)
    .fetch_all(&mut **transaction)
    .await?;
    rows.iter()
        .map(|row| Ok(JobId(row.try_get("id")?)))
        .collect()
}

fn job(row: &SqliteRow) -> Result<Job> {
    let finished_at: Option<i64> = row.try_get("finished_at")?;
    let state = match finished_at {
        None => JobState::Queued,
        Some(at) => {
            let items: Option<&str> = row.try_get("items")?;
            JobState::Finished {
                at: Timestamp(at),
                records: serde_json::from_str(items.unwrap_or("[]"))?,
            }
        }
    };
    Ok(Job {
        id: JobId(row.try_get("id")?),
        class: row.try_get("class")?,
        total: usize::try_from(row.try_get::<i64, _>("total")?).unwrap_or(0),
        created_at: Timestamp(row.try_get("created_at")?),
        state,
    })
}
