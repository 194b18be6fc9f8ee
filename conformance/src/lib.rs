//! Judges any server that claims to speak one of the five vendors' APIs.
//!
//! It talks HTTP only and shares no code with the emulator, so that its
//! verdict on the emulator means something. What it asks is data: claims,
//! cases and vendor profiles, embedded in the program. Against anything but
//! loopback it deletes nobody unless it is told to, and then only users it
//! made; `ask/gate` holds that, and `ledger` lets a killed run be finished.
//!
//! Start with [`run`], or with `suite/case.rs` for the format of a case.

mod ask;
mod compare;
mod dumb;
mod judge;
mod ledger;
mod page;
mod report;
mod run;
mod schema;
mod suite;
mod target;

pub use ask::conduct::Manner;
pub use ask::pace::{BadRate, Rate};
pub use ask::target::BadTarget;
pub use compare::{Comparison, Difference, Row, compare};
pub use dumb::{Dumb, Reply, Said, Stub, undeserved};
pub use judge::verdict::{EXIT_CLEAN, EXIT_FINDINGS, EXIT_UNASKED, EXIT_USAGE, Verdict};
pub use ledger::UnreadableLedger;
pub use page::Kind;
pub use report::{
    Body, CaseReport, ClaimReport, Event, Exchange, Finding, Header, Lost, Moment, NoReport, Paint,
    Received, Report, SCHEMA_VERSION, Sent, Sighting, VendorReport,
};
pub use report::{DeviationState, Expectations, ListedDeviation};
pub use run::{
    Controlled, Finished, Listed, Listener, Options, Plan, Progress, Refused, control, list, plan,
    run, run_suite, sweep,
};
pub use schema::schemas;
pub use suite::claim::{Level, Provenance};
pub use suite::pin::Pin;
pub use suite::waiver::Reason;
pub use suite::{
    Asked, Fate, Listing, LostPin, Shows, Suite, Triage, Triaged, Unreadable, Verified,
};
pub use target::{
    Expiry, FromEnvironment, KnownDeviation, LeaveOut, Place, TargetFile, read_deviations,
};
