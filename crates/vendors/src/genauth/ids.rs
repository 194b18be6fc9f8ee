//! The user ids of a request: text becomes identifiers or a refusal.

use std::collections::HashSet;

use poem_openapi::Enum;
use serde::{Deserialize, Serialize};
use umbridge_directory::Identifier;

use super::{
    failure::Failure,
    policy::{MAX_USERS, MIN_USERS},
};

/// The scheme of GenAuth's own user ids.
pub(super) const USER_ID: &str = "user_id";

/// Of which kind user ids are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub(super) enum UserIdType {
    /// GenAuth's user id.
    #[default]
    UserId,
    /// The user's id in another system.
    ExternalId,
    /// The user's phone number.
    Phone,
    /// The user's e-mail address, whatever its case.
    Email,
    /// The user's name.
    Username,
    /// `<extIdpId>:<userIdInIdp>`: an identity source and the user's id there.
    Identity,
    /// `<provider>:<userIdInIdp>`: a synchronisation source and the user's id there.
    SyncRelation,
    /// `<key>:<value>`: a custom field and its value.
    CustomField,
}

/// Reads the list of a batch, duplicates removed, in the order of first mention.
///
/// # Errors
///
/// 400 for no ids, more than [`MAX_USERS`], or one that cannot be of its kind.
pub(super) fn parse_batch(kind: UserIdType, texts: &[String]) -> Result<Vec<Identifier>, Failure> {
    // Documented: the limit. Recorded: the minimum, and the sentence for it. Duplicates count.
    if !(MIN_USERS..=MAX_USERS).contains(&texts.len()) {
        return Err(Failure::bad_parameter("userIds"));
    }
    let mut seen = HashSet::new();
    let identifiers: Result<Vec<Identifier>, Failure> = texts
        .iter()
        .map(|text| parse(kind, text).ok_or_else(|| Failure::bad_parameter("userIds")))
        .collect();
    let mut identifiers = identifiers?;
    identifiers.retain(|identifier| seen.insert(identifier.clone()));
    Ok(identifiers)
}

/// Reads one user id.
///
/// # Errors
///
/// 400 where it cannot be of its kind.
pub(super) fn parse_one(kind: UserIdType, text: &str) -> Result<Identifier, Failure> {
    parse(kind, text).ok_or_else(|| Failure::bad_parameter("userId"))
}

fn parse(kind: UserIdType, text: &str) -> Option<Identifier> {
    if str::is_empty(text) {
        return None;
    }
    match kind {
        // Documented: the page's own sample is masked with letters beyond f. Recorded: no check at all.
        UserIdType::UserId => Some(user_id(text)),
        UserIdType::ExternalId => Some(external_id(text)),
        UserIdType::Phone => is_phone(text).then(|| phone(text)),
        UserIdType::Email => is_email(text).then(|| email(text)),
        UserIdType::Username => Some(username(text)),
        UserIdType::Identity => pair(text).map(|(source, user)| identity(source, user)),
        UserIdType::SyncRelation => pair(text).map(|(source, user)| sync_relation(source, user)),
        UserIdType::CustomField => pair(text).map(|(key, value)| custom_field(key, value)),
    }
}

/// Documented: a colon between the two. Inferred: the first one, and that neither part is empty.
fn pair(text: &str) -> Option<(&str, &str)> {
    text.split_once(':')
        .filter(|(source, user)| !str::is_empty(source) && !str::is_empty(user))
}

/// Recorded: `#` in a number is refused and hyphens are not. Inferred: the other signs.
pub(super) fn is_phone(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-() .".contains(&byte))
}

/// Recorded: what is no address is refused. Inferred: what an address is.
pub(super) fn is_email(text: &str) -> bool {
    let plain = !text.contains(|sign: char| sign.is_whitespace() || sign.is_control());
    plain
        && text.split_once('@').is_some_and(|(user, host)| {
            !str::is_empty(user) && !str::is_empty(host) && !host.contains('@')
        })
}

pub(super) fn user_id(text: &str) -> Identifier {
    Identifier::new(USER_ID, text)
}

pub(super) fn external_id(text: &str) -> Identifier {
    Identifier::new("external_id", text)
}

/// Inferred: a number belongs to one user of the pool, whatever its country.
pub(super) fn phone(text: &str) -> Identifier {
    Identifier::new("phone", text)
}

/// Recorded: addresses are found whatever their case.
pub(super) fn email(text: &str) -> Identifier {
    Identifier::new("email", text.to_lowercase())
}

pub(super) fn username(text: &str) -> Identifier {
    Identifier::new("username", text)
}

pub(super) fn identity(source: &str, user: &str) -> Identifier {
    Identifier::new(format!("identity/{source}"), user)
}

pub(super) fn sync_relation(provider: &str, user: &str) -> Identifier {
    Identifier::new(format!("sync_relation/{provider}"), user)
}

/// Custom values need not be unique.
pub(super) fn custom_field(key: &str, value: &str) -> Identifier {
    Identifier::shared(format!("custom_field/{key}"), value)
}

#[cfg(test)]
mod tests {
    use umbridge_directory::Identifier;

    use super::{UserIdType, parse_batch, parse_one};

    #[rstest::rstest]
    #[case::masked_sample(
        UserIdType::UserId,
        "6319a1504f3xxxxf214dd5b7",
        "user_id",
        "6319a1504f3xxxxf214dd5b7"
    )]
    #[case::address_in_capitals(UserIdType::Email, "Bob@Example.COM", "email", "bob@example.com")]
    #[case::name_keeps_its_case(UserIdType::Username, "Bob", "username", "Bob")]
    #[case::number(UserIdType::Phone, "212-456-1111", "phone", "212-456-1111")]
    #[case::number_with_country(UserIdType::Phone, "+8618800008888", "phone", "+8618800008888")]
    #[case::identity(
        UserIdType::Identity,
        "62f20932716fbcc10d966ee5:ou_8bae746eac07cd2564654140d2a9ac61",
        "identity/62f20932716fbcc10d966ee5",
        "ou_8bae746eac07cd2564654140d2a9ac61"
    )]
    #[case::split_at_the_first_colon(
        UserIdType::SyncRelation,
        "lark:a:b",
        "sync_relation/lark",
        "a:b"
    )]
    fn a_user_id_is_read(
        #[case] kind: UserIdType,
        #[case] text: &str,
        #[case] scheme: &str,
        #[case] value: &str,
    ) {
        let read = parse_one(kind, text).expect("read");
        assert_eq!(read, Identifier::new(scheme, value));
    }

    #[test]
    fn a_custom_value_may_be_shared() {
        let read = parse_one(UserIdType::CustomField, "city:Paris").expect("read");
        assert_eq!(read, Identifier::shared("custom_field/city", "Paris"));
    }

    #[rstest::rstest]
    #[case::empty(UserIdType::UserId, "")]
    #[case::no_address(UserIdType::Email, "test")]
    #[case::two_at_signs(UserIdType::Email, "a@b@c")]
    #[case::sign_in_a_number(UserIdType::Phone, "#188")]
    #[case::no_digit(UserIdType::Phone, "+-")]
    #[case::no_colon(UserIdType::Identity, "ou_8bae746eac07cd2564654140d2a9ac61")]
    #[case::no_source(UserIdType::SyncRelation, ":ou_1")]
    #[case::no_user(UserIdType::SyncRelation, "lark:")]
    #[case::no_key(UserIdType::CustomField, "Paris")]
    fn other_texts_are_refused(#[case] kind: UserIdType, #[case] text: &str) {
        assert!(parse_one(kind, text).is_err());
        assert!(parse_batch(kind, &[text.to_owned()]).is_err());
    }

    #[rstest::rstest]
    #[case(0, false)]
    #[case(1, true)]
    #[case(50, true)]
    #[case(51, false)]
    fn a_batch_has_1_to_50_ids(#[case] count: usize, #[case] accepted: bool) {
        let texts: Vec<String> = (0..count).map(|n| n.to_string()).collect();
        assert_eq!(parse_batch(UserIdType::UserId, &texts).is_ok(), accepted);
    }

    #[test]
    fn duplicates_are_one_but_count() {
        let twice = vec!["a".to_owned(); 50];
        assert_eq!(
            parse_batch(UserIdType::UserId, &twice).expect("read").len(),
            1
        );
        assert!(parse_batch(UserIdType::UserId, &vec!["a".to_owned(); 51]).is_err());
    }
}
