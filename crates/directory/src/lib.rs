//! The directory: users, how they are named, who may ask, and what it means to delete them.
//!
//! It knows accounts, users, identifiers, credentials, deletions, jobs and time. It has never heard of a
//! vendor: names of schemes, classes and grants are opaque words that a caller composes, and profiles are
//! JSON that it stores and gives back. No type of the SQL library appears in its public signatures.
//!
//! Start at [`Directory`]; deletion is in `deletion`, queued work in `job` and `worker`.

mod account;
mod clock;
mod credential;
mod deletion;
mod directory;
mod drafts;
mod error;
mod fault;
mod identifier;
mod job;
mod listing;
mod seed;
mod sqlite;
mod user;
mod worker;
mod write;

pub use account::{Account, AccountId};
pub use clock::{Clock, Timestamp};
pub use credential::{Credential, NewCredential};
pub use deletion::{Deletion, Fate, Item, OnUnknown, Outcome, Record, Retention};
pub use directory::{Database, Directory};
pub use error::{Error, Result};
pub use fault::{Fault, Reach};
pub use identifier::Identifier;
pub use job::{Job, JobId, JobPolicy, JobState};
pub use listing::{Listing, Matching, Page, Window};
pub use seed::{AccountSeed, CredentialSeed, UserSeed};
pub use user::{NewUser, Standing, User, UserChange, UserId};
pub use worker::Worker;
pub use write::{Change, Intent, Otherwise, Write, WriteOutcome, Written};
