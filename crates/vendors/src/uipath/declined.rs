//! What is left out on purpose.

use crate::Declined;

pub(super) const DECLINED: &[Declined] = &[];
