//! What dialects share: reading bodies, asking who calls, answering in JSON, and putting every refusal of
//! the framework in the vendor's own words.
//!
//! The test for a line here: it could be written identically for any vendor. Start at [`mount`].

pub mod answer;
pub mod auth;
#[cfg(test)]
pub(crate) mod bench;
pub mod body;
pub mod fields;
pub mod headers;
pub mod json;
pub mod jwt;
pub mod mount;
pub mod origin;
pub mod path;
pub mod rate;
pub mod refusal;
pub mod settings;
pub mod shape;
pub mod spec;

pub use answer::Answer;
pub use auth::{Auth, Authenticate};
pub use body::{BodyFault, JsonBody, Received};
pub use fields::Nullable;
pub use mount::{Asked, Dialect, Written, mount};
pub use origin::Origin;
pub use refusal::Refusal;
