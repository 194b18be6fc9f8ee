//! The identifiers of a request: members of a body become identifiers or a fault.

use serde_json::Value;
use umbridge_directory::{Error, Identifier, User};

use super::form::Fault;

/// The scheme of Ejento's own numeric ids.
pub(super) const ID: &str = "id";

/// The scheme of e-mail addresses.
pub(super) const EMAIL: &str = "email";

/// The scheme of user permissions; each names the user who holds it.
pub(super) const PERMISSION: &str = "permission";

/// Reads the list of a batch, in request order and with its duplicates.
///
/// # Errors
///
/// What is not a list, a list of nobody, or the entries that are not whole numbers.
pub(super) fn list(value: &Value) -> Result<Vec<Identifier>, Fault> {
    let entries = match value {
        Value::Null => return Err(Fault::null()),
        // Inferred: nobody is named by an empty list, as by no list at all, so both are refused.
        Value::Array(entries) if entries.is_empty() => {
            return Err(Fault::whole("This list may not be empty."));
        }
        Value::Array(entries) => entries,
        other => return Err(Fault::not_a_list(other)),
    };
    let mut identifiers = Vec::with_capacity(entries.len());
    let mut faulty = Vec::new();
    for (at, value) in entries.iter().enumerate() {
        match entry(value) {
            Ok(id) => identifiers.push(user(id)),
            Err(told) => faulty.push((at, told)),
        }
    }
    if faulty.is_empty() {
        Ok(identifiers)
    } else {
        Err(Fault::Entries(faulty))
    }
}

/// Inferred: whole numbers only. A stock server also takes `"7"` for 7, which the document's schema does
/// not allow. Numbers that no user can have are not wrong, they name nobody.
fn entry(value: &Value) -> Result<i64, &'static str> {
    match value {
        Value::Null => Err("This field may not be null."),
        other => other.as_i64().ok_or("A valid integer is required."),
    }
}

/// Reads one id.
///
/// # Errors
///
/// What is not a whole number.
pub(super) fn number(value: &Value) -> Result<i64, Fault> {
    entry(value).map_err(Fault::whole)
}

/// The user with this id.
pub(super) fn user(id: i64) -> Identifier {
    Identifier::new(ID, id.to_string())
}

/// The id of a user.
///
/// # Errors
///
/// A user without one, which only a defect could make.
pub(super) fn id(user: &User) -> Result<i64, Error> {
    let id = user.identifier(ID).and_then(|id| id.parse().ok());
    id.ok_or_else(|| Error::internal("a user without an id"))
}

/// The user who holds the permission with this id.
pub(super) fn holder(permission: i64) -> Identifier {
    Identifier::new(PERMISSION, permission.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Fault, list};

    #[rstest::rstest]
    #[case::one(json!([7]), &["7"])]
    #[case::order_and_duplicates_stay(json!([4, 2, 4]), &["4", "2", "4"])]
    #[case::numbers_of_nobody(json!([-1, 0, i64::MAX]), &["-1", "0", "9223372036854775807"])]
    fn lists_of_whole_numbers_are_read(#[case] value: Value, #[case] expected: &[&str]) {
        let read = list(&value).expect("read");
        let values: Vec<&str> = read.iter().map(|name| name.value.as_str()).collect();
        assert_eq!(values, expected);
    }

    #[rstest::rstest]
    #[case::null(Value::Null, "This field may not be null.")]
    #[case::empty(json!([]), "This list may not be empty.")]
    #[case::number(json!(7), r#"Expected a list of items but got type "int"."#)]
    #[case::text(json!("7"), r#"Expected a list of items but got type "str"."#)]
    #[case::object(json!({"0": 7}), r#"Expected a list of items but got type "dict"."#)]
    fn what_is_no_list_of_users_is_refused(#[case] value: Value, #[case] told: &str) {
        assert_eq!(list(&value), Err(Fault::whole(told)));
    }

    #[rstest::rstest]
    #[case::text(json!("7"))]
    #[case::fraction(json!(1.5))]
    #[case::whole_but_written_as_a_fraction(json!(7.0))]
    #[case::truth(json!(true))]
    #[case::beyond_64_bits(json!(u64::MAX))]
    #[case::list(json!([7]))]
    fn every_wrong_entry_is_told_by_its_position(#[case] wrong: Value) {
        let told = list(&json!([7, wrong, 2, null])).expect_err("refused");
        let entries = vec![
            (1, "A valid integer is required."),
            (3, "This field may not be null."),
        ];
        assert_eq!(told, Fault::Entries(entries));
    }
}
