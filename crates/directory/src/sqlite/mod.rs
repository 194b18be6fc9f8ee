//! Every SQL statement of the product lives in this folder.
//!
//! One writer, a pool of readers, WAL. A batch is one statement over `json_each`, never a loop: a statement
//! costs a thread hop, and the text stays the same whatever the size of the batch. Query plans of the hot
//! statements are asserted in `plans`.

mod accounts;
mod batches;
mod connection;
mod credentials;
mod deletions;
mod faults;
mod jobs;
mod listings;
mod rows;
mod seeding;
mod users;
mod writes;

#[cfg(test)]
mod plans;
#[cfg(test)]
mod sweeping;

pub(crate) use connection::Store;
