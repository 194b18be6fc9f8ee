//! The directory from outside: what callers of the crate can rely on.

mod accounts;
mod deletions;
mod faults;
mod jobs;
mod users;
mod world;
mod writes;
