//! Opening the database: pools, pragmas, migrations.

use std::{path::Path, time::Duration};

use sqlx::{
    Sqlite, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous},
};
use tempfile::TempDir;

use crate::{Database, Error, Result};

/// The schema, step by step; `user_version` counts the steps a database has taken.
const MIGRATIONS: &[&str] = &[include_str!("../../migrations/0001_directory.sql")];

/// A read may wait for a connection; more readers than this only wait for the cores.
const READERS: u32 = 4;

/// Pages of the log, 32 MiB, after which they go to the file: seldom enough that few deletions wait for it.
const CHECKPOINT: &str = "8000";

/// One writer and a pool of readers on one file.
#[derive(Debug)]
pub(crate) struct Store {
    writer: SqlitePool,
    pub(super) reader: SqlitePool,
    /// Removes the temporary file when the store goes.
    _folder: Option<TempDir>,
}

impl Store {
    pub(crate) async fn open(database: Database) -> Result<Self> {
        match database {
            Database::File(path) => Self::at(&path, None).await,
            Database::Temporary => {
                let folder = tempfile::Builder::new()
                    .prefix("umbridge-")
                    .tempdir()
                    .map_err(Error::internal)?;
                let path = folder.path().join("directory.sqlite");
                Self::at(&path, Some(folder)).await
            }
        }
    }

    async fn at(path: &Path, folder: Option<TempDir>) -> Result<Self> {
        // In WAL mode NORMAL loses at most the last commits in a power cut, never consistency; what goes with
        // the process need not reach the disk at all.
        let synchronous = if folder.is_some() {
            SqliteSynchronous::Off
        } else {
            SqliteSynchronous::Normal
        };
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .synchronous(synchronous)
            .busy_timeout(Duration::from_secs(5))
            .foreign_keys(true)
            .pragma("cache_size", "-16384")
            .pragma("wal_autocheckpoint", CHECKPOINT)
            .pragma("temp_store", "memory")
            // Named with its schema to come last: turning to WAL syncs, unless that has been turned off before.
            .pragma("main.journal_mode", "wal");
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone())
            .await?;
        migrate(&writer).await?;
        let reader = SqlitePoolOptions::new()
            .max_connections(READERS)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_lazy_with(options.read_only(true).create_if_missing(false));
        Ok(Self {
            writer,
            reader,
            _folder: folder,
        })
    }

    /// Begins a transaction that holds the write lock from the start, so that it cannot fail half-way for it.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, Sqlite>> {
        Ok(self.writer.begin_with("begin immediate").await?)
    }
}

async fn migrate(pool: &SqlitePool) -> Result<()> {
    let mut transaction = pool.begin_with("begin immediate").await?;
    let version: i64 = sqlx::query_scalar("pragma user_version")
        .fetch_one(&mut *transaction)
        .await?;
    let done = usize::try_from(version).unwrap_or(0);
    if done > MIGRATIONS.len() {
        return Err(Error::internal(
            "the database was written by a newer version of this program",
        ));
    }
    for step in &MIGRATIONS[done..] {
        sqlx::raw_sql(*step).execute(&mut *transaction).await?;
    }
    let version = format!("pragma user_version = {}", MIGRATIONS.len());
    sqlx::raw_sql(sqlx::AssertSqlSafe(version))
        .execute(&mut *transaction)
        .await?;
    Ok(transaction.commit().await?)
}
