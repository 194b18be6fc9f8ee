//! Compares two OpenAPI documents by what they accept and promise.
//!
//! [`Document::parse`] reads one, [`compare`] yields a [`Comparison`], [`explain`] says why a rule is judged as it
//! is. The level of a finding is not listed anywhere: it follows from what a change does to the set of accepted
//! values and from who sends them, see [`level`]. What cannot be decided is a finding as well, never silence.
//!
//! It knows nothing of files, of printing or of exit codes.

mod accept;
mod compare;
mod file;
mod finding;
pub mod foreign;
pub mod level;
mod load;
mod policy;
mod render;
mod report;
mod rule;
mod schema;
mod template;

pub use accept::{AcceptList, Accepted, Entry, Grievance};
pub use compare::compare;
pub use file::Unusable;
pub use finding::{Compared, Comparison, Finding, Operation, Outcome, Site, Source};
pub use level::{Category, Direction, Effect, Level};
pub use load::{Document, LoadError};
pub use policy::Policy;
pub use render::{Paint, STEP_SUMMARY, schemas};
pub use report::{Report, Reviewed, Summary};
pub use rule::{Rule, UnknownRule, explain};
