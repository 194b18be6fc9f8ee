//! From a case's `when` to bytes on the wire and back, and what may not leave.

pub(crate) mod again;
pub(crate) mod conduct;
pub(crate) mod credential;
pub(crate) mod exchange;
pub(crate) mod gate;
pub(crate) mod hangup;
pub(crate) mod host;
pub(crate) mod pace;
pub(crate) mod request;
pub(crate) mod tape;
pub(crate) mod target;
pub(crate) mod template;
