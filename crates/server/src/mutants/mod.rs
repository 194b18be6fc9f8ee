//! Mutants: the emulator with one deliberate fault, to try a client or the suite on a vendor that misbehaves.
//!
//! A mutant is an entry of a vendor's catalogue: where it goes wrong, and how the request, the answer or the
//! directory is bent there. Handlers know nothing of it: a bent vendor is its endpoint with this in front.

mod bent;
mod catalogue;
mod edit;
mod fault;
mod message;
mod place;
mod strain;

pub use catalogue::{Mutant, catalogue, find_mutant};

pub(crate) use strain::Strain;
