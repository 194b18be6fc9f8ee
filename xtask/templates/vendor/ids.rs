//! The identifiers of a request: text becomes identifiers or a refusal.

use umbridge_directory::Identifier;

use super::{failure::Failure, policy::MAX_IDS};

/// The scheme of Acme's own ids.
pub(super) const ID: &str = "id";

/// Reads the ids of a request.
///
/// # Errors
///
/// 400 where there is none, or more than [`MAX_IDS`].
pub(super) fn parse(ids: &[String]) -> Result<Vec<Identifier>, Failure> {
    if ids.is_empty() || ids.len() > MAX_IDS {
        return Err(Failure::bad_request(&format!("ids: between 1 and {MAX_IDS} are needed")));
    }
    Ok(ids.iter().map(|id| Identifier::new(ID, id)).collect())
}

#[cfg(test)]
mod tests {
    use super::{MAX_IDS, parse};

    #[rstest::rstest]
    #[case::none(0, false)]
    #[case::one(1, true)]
    #[case::the_limit(MAX_IDS, true)]
    #[case::one_more(MAX_IDS + 1, false)]
    fn the_number_of_ids_is_limited(#[case] count: usize, #[case] accepted: bool) {
        let ids: Vec<String> = (0..count).map(|n| n.to_string()).collect();
        assert_eq!(parse(&ids).is_ok(), accepted);
    }
}
