//! Which of several profiles with one e-mail address or phone number is meant.

use umbridge_directory::Timestamp;

use super::{failure::Failure, wire::Priority};

/// What the choice looks at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<K> {
    pub(super) key: K,
    /// Whether the profile has an external id.
    pub(super) identified: bool,
    pub(super) updated_at: Timestamp,
}

/// Checks a prioritization.
///
/// # Errors
///
/// 400 where it is empty or contradicts itself.
pub(super) fn parse(given: Vec<impl Into<Priority>>) -> Result<Vec<Priority>, Failure> {
    let member = "prioritization";
    let order: Vec<Priority> = given.into_iter().map(Into::into).collect();
    // Documented: it is required. Inferred: the words.
    if order.is_empty() {
        return Err(Failure::invalid(member, "must not be empty"));
    }
    // Documented: at most one of the two.
    let has = |priority| order.contains(&priority);
    if has(Priority::Identified) && has(Priority::Unidentified) {
        let rule = "must not have both 'identified' and 'unidentified'";
        return Err(Failure::invalid(member, rule));
    }
    Ok(order)
}

/// The one profile that is left once every priority, in turn, has had its say.
///
/// Documented: where more than one is left, none is meant.
pub(super) fn choose<K: Copy>(
    mut candidates: Vec<Candidate<K>>,
    order: &[Priority],
) -> Option<Candidate<K>> {
    for priority in order {
        let last = candidates.iter().map(|one| one.updated_at).max();
        let first = candidates.iter().map(|one| one.updated_at).min();
        candidates.retain(|one| match priority {
            Priority::Identified => one.identified,
            Priority::Unidentified => !one.identified,
            Priority::MostRecentlyUpdated => Some(one.updated_at) == last,
            Priority::LeastRecentlyUpdated => Some(one.updated_at) == first,
        });
    }
    match candidates.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use umbridge_directory::Timestamp;

    use super::{Candidate, Priority, choose, parse};
    use Priority::{Identified, LeastRecentlyUpdated, MostRecentlyUpdated, Unidentified};

    /// Identified at 1 and 3, unidentified at 2 and 4; two of them at 4.
    fn candidates() -> Vec<Candidate<u8>> {
        let candidate = |key, identified, at| Candidate {
            key,
            identified,
            updated_at: Timestamp(at),
        };
        vec![
            candidate(1, true, 1),
            candidate(2, false, 2),
            candidate(3, true, 3),
            candidate(4, false, 4),
            candidate(5, false, 4),
        ]
    }

    #[rstest::rstest]
    #[case::several_are_left(&[Identified], None)]
    #[case::newest_identified(&[Identified, MostRecentlyUpdated], Some(3))]
    #[case::oldest_identified(&[Identified, LeastRecentlyUpdated], Some(1))]
    #[case::oldest_unidentified(&[Unidentified, LeastRecentlyUpdated], Some(2))]
    #[case::equally_new(&[MostRecentlyUpdated], None)]
    #[case::nobody_is_left(&[LeastRecentlyUpdated, Unidentified], None)]
    fn each_priority_filters_what_the_one_before_has_left(
        #[case] order: &[Priority],
        #[case] expected: Option<u8>,
    ) {
        assert_eq!(choose(candidates(), order).map(|one| one.key), expected);
    }

    #[rstest::rstest]
    #[case::empty(&[], false)]
    #[case::contradiction(&[Identified, MostRecentlyUpdated, Unidentified], false)]
    #[case::one(&[Unidentified], true)]
    fn a_prioritization_is_checked(#[case] order: &[Priority], #[case] accepted: bool) {
        assert_eq!(parse(order.to_vec()).is_ok(), accepted);
    }
}
