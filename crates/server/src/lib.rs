//! The server: the dialects on one listener, with pages beside them.
//!
//! Embeddable: [`Emulator::start`] with the default [`Options`] takes a free port on the loopback interface
//! and a database that goes with it. The server knows vendors only through their table; it has no opinion on
//! what any of them answers.

mod dispatch;
mod emulator;
mod mutants;
mod pages;
mod request_id;

pub use emulator::{Emulator, Error, Options, default_seed};
pub use mutants::{Mutant, catalogue, find_mutant};
pub use umbridge_directory::{AccountSeed, Database};
