//! The identifiers of a request: query text becomes identifiers or a refusal.

use std::collections::HashSet;

use umbridge_directory::{Identifier, JobId, User};

use super::{brand::Scope, failure::Failure, policy::MAX_IDS, wire::Attributes};

/// The scheme of Zendesk's own numeric ids.
pub(super) const ID: &str = "id";

/// What the schemes of e-mail addresses begin with; the scope follows.
const EMAIL: &str = "email/";

/// The users a request names, duplicates removed, in the order of first mention.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// By Zendesk's ids.
    Ids(Vec<i64>),
    /// By the account's own ids.
    ExternalIds(Vec<String>),
}

/// Reads the two lists of a request.
///
/// # Errors
///
/// 400 where there is no list, both lists, more than [`MAX_IDS`] entries, or an id that is not an integer.
pub(super) fn parse(
    ids: Option<&str>,
    external_ids: Option<&str>,
    action: &str,
) -> Result<Named, Failure> {
    let ids = entries(ids);
    let external_ids = entries(external_ids);
    match (ids.is_empty(), external_ids.is_empty()) {
        (true, true) => Err(Failure::parameter_missing("ids or external_ids")),
        // Documented: an ids *or* an external_ids parameter. Inferred: that both are refused.
        (false, false) => Err(Failure::invalid_attribute(
            "ids",
            "cannot be combined with external_ids",
            action,
        )),
        (false, true) => {
            within_limit("ids", ids.len())?;
            let numbers: Result<Vec<i64>, _> = ids.iter().map(|entry| entry.parse()).collect();
            let numbers = numbers
                .map_err(|_| Failure::invalid_attribute("ids", "must be an integer", action))?;
            Ok(Named::Ids(unique(numbers)))
        }
        (true, false) => {
            within_limit("external_ids", external_ids.len())?;
            // Documented: external ids are compared whatever their case.
            Ok(Named::ExternalIds(unique(
                external_ids.iter().map(|entry| entry.to_lowercase()),
            )))
        }
    }
}

/// Reads a list of job ids.
///
/// # Errors
///
/// 400 where there is none, or more than [`MAX_IDS`].
pub(super) fn jobs(ids: Option<&str>) -> Result<Vec<JobId>, Failure> {
    let ids = entries(ids);
    if ids.is_empty() {
        return Err(Failure::parameter_missing("ids"));
    }
    within_limit("ids", ids.len())?;
    Ok(unique(ids.into_iter().map(|id| JobId(id.to_owned()))))
}

/// The user whom one of many changes names: by id, or by external id of the account.
///
/// # Errors
///
/// 400 where it names nobody.
pub(super) fn sent(user: &Attributes, place: &str) -> Result<Identifier, Failure> {
    let by_id = user.read::<i64>("id").map(id);
    let external = || Some(external_id(Scope::ACCOUNT, user.text("external_id")?));
    by_id.or_else(external).ok_or_else(|| {
        Failure::invalid_attribute("users", "must each have an id or an external_id", place)
    })
}

/// Inferred: blanks around entries and empty entries do not count.
fn entries(list: Option<&str>) -> Vec<&str> {
    list.unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|entry| !str::is_empty(entry))
        .collect()
}

fn within_limit(parameter: &str, count: usize) -> Result<(), Failure> {
    if count > MAX_IDS {
        Err(Failure::too_many_values(parameter, MAX_IDS))
    } else {
        Ok(())
    }
}

fn unique<T: Clone + Eq + std::hash::Hash>(entries: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    entries
        .into_iter()
        .filter(|entry| seen.insert(entry.clone()))
        .collect()
}

impl Named {
    /// The identifiers as the directory knows them; external ids live in a scope, ids do not.
    pub(super) fn identifiers(&self, scope: Scope) -> Vec<Identifier> {
        match self {
            Self::Ids(ids) => ids.iter().copied().map(id).collect(),
            Self::ExternalIds(ids) => ids.iter().map(|id| external_id(scope, id)).collect(),
        }
    }
}

/// The scheme of external ids within a scope.
pub(super) fn external_ids_of(scope: Scope) -> String {
    format!("external_id/{}", scope.0)
}

/// An external id of a scope, folded to the form the directory compares.
pub(super) fn external_id(scope: Scope, value: &str) -> Identifier {
    Identifier::new(external_ids_of(scope), value.to_lowercase())
}

/// An e-mail address of a scope, folded to the form the directory compares.
///
/// Inferred: brands with users of their own may have the same person twice.
pub(super) fn email(scope: Scope, value: &str) -> Identifier {
    Identifier::new(format!("{EMAIL}{}", scope.0), value.to_lowercase())
}

/// Whether the identifier is an e-mail address.
pub(super) fn is_email(identifier: &Identifier) -> bool {
    identifier.scheme.starts_with(EMAIL)
}

/// Any e-mail address of a user.
pub(super) fn any_email(user: &User) -> Option<String> {
    let found = user.identifiers.iter().find(|name| is_email(name));
    found.map(|name| name.value.clone())
}

/// A user's id as an identifier.
pub(super) fn id(id: i64) -> Identifier {
    Identifier::new(ID, id.to_string())
}

/// The id of a user; every user of this dialect has one.
pub(super) fn of(user: &User) -> i64 {
    among(&user.identifiers).unwrap_or_default()
}

/// The id among the names of a user.
pub(super) fn among(names: &[Identifier]) -> Option<i64> {
    let id = names.iter().find(|name| name.scheme == ID)?;
    id.value.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Named, parse};

    #[rstest::rstest]
    #[case::one("7", &[7])]
    #[case::blanks_and_empty_entries(" 7, ,8,", &[7, 8])]
    #[case::duplicates("8,7,8", &[8, 7])]
    #[case::negative("-1", &[-1])]
    fn ids_are_read(#[case] text: &str, #[case] expected: &[i64]) {
        assert_eq!(
            parse(Some(text), None, "a").expect("read"),
            Named::Ids(expected.to_vec())
        );
    }

    #[test]
    fn external_ids_are_folded() {
        let named = parse(None, Some("Ext-1,ext-1,B"), "a").expect("read");
        assert_eq!(named, Named::ExternalIds(vec!["ext-1".into(), "b".into()]));
    }

    #[rstest::rstest]
    #[case::neither(None, None)]
    #[case::empty(Some(""), None)]
    #[case::only_commas(None, Some(",,"))]
    #[case::both(Some("1"), Some("a"))]
    #[case::word(Some("1,x"), None)]
    #[case::fraction(Some("1.5"), None)]
    #[case::beyond_64_bits(Some("9223372036854775808"), None)]
    fn other_requests_are_refused(#[case] ids: Option<&str>, #[case] external_ids: Option<&str>) {
        assert!(parse(ids, external_ids, "a").is_err());
    }

    #[rstest::rstest]
    #[case(100, true)]
    #[case(101, false)]
    fn at_most_100_entries(#[case] count: usize, #[case] accepted: bool) {
        let list = vec!["1"; count].join(",");
        assert_eq!(parse(Some(&list), None, "a").is_ok(), accepted);
        assert_eq!(parse(None, Some(&list), "a").is_ok(), accepted);
    }
}
