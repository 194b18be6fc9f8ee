//! The directory itself: one database, one clock, one queue.

use std::{
    borrow::Cow,
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

use serde_json::Value;
use tokio::sync::Notify;
use uuid::Uuid;

use crate::{
    Account, AccountId, AccountSeed, Clock, Credential, Deletion, Fault, Identifier, Item, Job,
    JobId, JobPolicy, Listing, Matching, NewCredential, NewUser, Page, Result, User, UserChange,
    UserId, Write, Written, fault::Faulty, job::Work, sqlite::Store,
};

/// Where a directory keeps its data.
#[derive(Debug, Clone, Default)]
pub enum Database {
    /// A file of its own that goes with the directory.
    #[default]
    Temporary,
    /// This file, created where it does not exist and kept.
    File(PathBuf),
}

/// Accounts, users, credentials, deletions and jobs; clones share one database, clock and queue.
#[derive(Debug, Clone)]
pub struct Directory {
    pub(crate) inner: Arc<Inner>,
    /// What it does wrong on purpose.
    pub(crate) fault: Option<Arc<Faulty>>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    /// Rung when something may have become the next that is due, so that the worker looks again.
    pub(crate) queued: Notify,
    pub(crate) worker_started: AtomicBool,
}

impl Directory {
    /// Opens the database, bringing it to the newest schema.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Internal`] where the file cannot be opened or is not a database of this program.
    pub async fn open(database: Database, clock: Clock) -> Result<Self> {
        let store = Store::open(database).await?;
        Ok(Self {
            inner: Arc::new(Inner {
                store,
                clock,
                queued: Notify::new(),
                worker_started: AtomicBool::new(false),
            }),
            fault: None,
        })
    }

    /// The same directory with a fault: both share one database, clock and queue.
    #[must_use]
    pub fn with_fault(&self, fault: Fault) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            fault: Some(Arc::new(Faulty::new(fault))),
        }
    }

    /// The clock this directory lives by.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Whether no account exists yet, which is when a seed is wanted.
    pub async fn is_empty(&self) -> Result<bool> {
        self.inner.store.is_empty().await
    }

    /// Adds accounts with everything in them, all or nothing.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Internal`] where a name is already taken.
    pub async fn seed(&self, accounts: &[AccountSeed]) -> Result<()> {
        self.inner
            .store
            .seed(accounts, self.inner.clock.now())
            .await
    }

    /// The account of this name, if there is one.
    pub async fn find_account(&self, realm: &str, name: &str) -> Result<Option<Account>> {
        self.inner.store.find_account(realm, name).await
    }

    /// Replaces the settings of an account.
    ///
    /// # Errors
    ///
    /// [`crate::Error::UnknownAccount`].
    pub async fn update_settings(&self, account: AccountId, settings: &Value) -> Result<()> {
        self.inner.store.update_settings(account, settings).await
    }

    /// Replaces the settings of an account if they still are `from`; tells whether it did. For changes that
    /// build on what was read.
    pub async fn replace_settings(
        &self,
        account: AccountId,
        from: &Value,
        to: &Value,
    ) -> Result<bool> {
        self.inner.store.replace_settings(account, from, to).await
    }

    /// The valid credential with this key, if there is one. Comparing the secret is up to the caller.
    pub async fn find_credential(
        &self,
        realm: &str,
        kind: &str,
        key: &str,
    ) -> Result<Option<Credential>> {
        self.inner
            .store
            .find_credential(realm, kind, key, self.inner.clock.now())
            .await
    }

    /// Issues a credential to an account; one with the same kind and key is replaced.
    ///
    /// # Errors
    ///
    /// [`crate::Error::UnknownAccount`].
    pub async fn issue_credential(
        &self,
        account: AccountId,
        credential: &NewCredential,
    ) -> Result<()> {
        self.inner.store.issue_credential(account, credential).await
    }

    /// Takes the next `count` numbers of a scheme and returns the first of them.
    pub async fn reserve_numbers(
        &self,
        account: AccountId,
        scheme: &str,
        count: u32,
    ) -> Result<i64> {
        self.inner
            .store
            .reserve_numbers(account, scheme, count)
            .await
    }

    /// Creates users, all or none, and returns them in the same order.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Taken`] for the first exclusive identifier that is not free.
    pub async fn create_users(&self, account: AccountId, users: &[NewUser]) -> Result<Vec<User>> {
        self.inner
            .store
            .create_users(account, users, self.inner.clock.now())
            .await
    }

    /// Changes live users, all or none; users who are not live are passed over.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Taken`] for the first exclusive identifier that is not free.
    pub async fn update_users(&self, account: AccountId, changes: &[UserChange]) -> Result<()> {
        self.inner
            .store
            .update_users(account, changes, self.inner.clock.now())
            .await
    }

    /// The users whom each identifier names, as `(position in the question, user)`, in the order asked and
    /// then of creation. Tombstones are among them where they still have the identifier.
    pub async fn find_users(
        &self,
        account: AccountId,
        identifiers: &[Identifier],
    ) -> Result<Vec<(usize, User)>> {
        let now = self.inner.clock.now();
        let mut found = self
            .inner
            .store
            .find_users(account, identifiers, now)
            .await?;
        if let Some(fault) = &self.fault {
            fault.recall_named(account, identifiers, &mut found);
        }
        Ok(found)
    }

    /// The one user whom the identifier names, live or tombstone; the eldest where several share it.
    pub async fn find_user(
        &self,
        account: AccountId,
        identifier: &Identifier,
    ) -> Result<Option<User>> {
        let found = self
            .find_users(account, std::slice::from_ref(identifier))
            .await?;
        Ok(found.into_iter().next().map(|(_, user)| user))
    }

    /// A user by key, live or tombstone.
    pub async fn find_user_by_key(&self, account: AccountId, user: UserId) -> Result<Option<User>> {
        let now = self.inner.clock.now();
        let found = self
            .inner
            .store
            .find_user_by_key(account, user, now)
            .await?;
        let recalled = self
            .fault
            .as_ref()
            .and_then(|fault| fault.recall(account, user));
        Ok(recalled.or(found))
    }

    /// A part of the users that match.
    pub async fn list_users(&self, account: AccountId, listing: &Listing) -> Result<Page> {
        let now = self.inner.clock.now();
        let mut page = self.inner.store.list_users(account, listing, now).await?;
        if let Some(fault) = &self.fault {
            fault.recall_listed(account, &listing.matching, &mut page);
        }
        Ok(page)
    }

    /// How many users match.
    pub async fn count_users(&self, account: AccountId, matching: &Matching) -> Result<u64> {
        self.inner.store.count_users(account, matching).await
    }

    /// Deletes users in one transaction and says what became of each item, in request order.
    ///
    /// # Errors
    ///
    /// [`crate::Error::UnknownUsers`] where the deletion refuses unknown ones; nobody is deleted then.
    pub async fn delete_now(&self, account: AccountId, deletion: &Deletion) -> Result<Vec<Item>> {
        let items = self
            .inner
            .store
            .delete_now(
                account,
                deletion,
                self.inner.clock.now(),
                self.fault.as_deref(),
            )
            .await?;
        // Tombstones may be the next thing that is due.
        self.inner.queued.notify_one();
        Ok(items)
    }

    /// Accepts a deletion and leaves it to the worker.
    ///
    /// # Errors
    ///
    /// [`crate::Error::TooManyActiveJobs`]; nothing is queued then.
    pub async fn enqueue_deletion(
        &self,
        account: AccountId,
        id: Option<JobId>,
        deletion: &Deletion,
        policy: &JobPolicy,
    ) -> Result<Job> {
        let work = Work::Delete(Cow::Borrowed(deletion));
        self.enqueue(account, id, &work, policy).await
    }

    /// Creates and changes users in one transaction and says what became of each write, in the order asked.
    pub async fn write_users(&self, account: AccountId, writes: &[Write]) -> Result<Vec<Written>> {
        self.inner
            .store
            .write_users(account, writes, self.inner.clock.now())
            .await
    }

    /// Accepts writes and leaves them to the worker.
    ///
    /// # Errors
    ///
    /// [`crate::Error::TooManyActiveJobs`]; nothing is queued then.
    pub async fn enqueue_writes(
        &self,
        account: AccountId,
        id: Option<JobId>,
        writes: &[Write],
        policy: &JobPolicy,
    ) -> Result<Job> {
        let work = Work::Write(Cow::Borrowed(writes));
        self.enqueue(account, id, &work, policy).await
    }

    async fn enqueue(
        &self,
        account: AccountId,
        id: Option<JobId>,
        work: &Work<'_>,
        policy: &JobPolicy,
    ) -> Result<Job> {
        let id = id.unwrap_or_else(|| JobId(Uuid::new_v4().simple().to_string()));
        let postponed = self
            .fault
            .as_ref()
            .and_then(|fault| fault.postponed(policy));
        let policy = postponed.as_ref().unwrap_or(policy);
        let job = self
            .inner
            .store
            .enqueue(account, id, work, policy, self.inner.clock.now())
            .await?;
        self.inner.queued.notify_one();
        Ok(job)
    }

    /// Empties tombstones for good. Returns the identifiers that named one.
    pub async fn purge_users(
        &self,
        account: AccountId,
        identifiers: &[Identifier],
    ) -> Result<Vec<Identifier>> {
        self.inner
            .store
            .purge_users(account, identifiers, self.inner.clock.now())
            .await
    }

    /// The jobs of these names that can still be read, in the order asked; unknown ones are left out.
    pub async fn find_jobs(&self, account: AccountId, ids: &[JobId]) -> Result<Vec<Job>> {
        self.inner
            .store
            .find_jobs(account, ids, self.inner.clock.now())
            .await
    }

    /// All jobs of the account that can still be read, newest first.
    pub async fn list_jobs(&self, account: AccountId) -> Result<Vec<Job>> {
        self.inner
            .store
            .list_jobs(account, self.inner.clock.now())
            .await
    }

    /// How many jobs of the class are unfinished.
    pub async fn count_active_jobs(&self, account: AccountId, class: &str) -> Result<u32> {
        self.inner.store.count_active_jobs(account, class).await
    }

    /// Runs the next job that is due, if any, doing its work and finishing it in one transaction; empties
    /// tombstones whose time is over in any case.
    pub async fn run_next_job(&self) -> Result<Option<JobId>> {
        self.inner
            .store
            .run_next_job(self.inner.clock.now(), self.fault.as_deref())
            .await
    }

    /// Lets `span` pass on a held clock and runs every job that became due; for tests.
    pub async fn let_pass(&self, span: Duration) -> Result<()> {
        self.inner.clock.advance(span);
        while self.run_next_job().await?.is_some() {}
        Ok(())
    }
}
