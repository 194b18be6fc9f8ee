//! To follow.
use crate::Findings;
pub(crate) fn run(_name: &str) -> anyhow::Result<Findings> {
    anyhow::bail!("not yet")
}
