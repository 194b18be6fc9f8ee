//! The identifiers of a request: members of a body become identifiers or a fault.

use serde_json::Value;
use umbridge_directory::Identifier;

use super::form::Fault;

/// The scheme of Ejento's own numeric ids.
pub(super) const ID: &str = "id";

/// The scheme of e-mail addresses.
pub(super) const EMAIL: &str = "email";

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
    for (at, entry) in entries.iter().enumerate() {
        match number(entry) {
            Ok(id) => identifiers.push(Identifier::new(ID, id)),
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
fn number(entry: &Value) -> Result<String, &'static str> {
    match entry {
        Value::Number(number) if !number.is_f64() => Ok(number.to_string()),
        Value::Null => Err("This field may not be null."),
        _ => Err("A valid integer is required."),
    }
}

/// The user of a path.
pub(super) fn user(id: i64) -> Identifier {
    Identifier::new(ID, id.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Fault, list};

    #[rstest::rstest]
    #[case::one(json!([7]), &["7"])]
    #[case::order_and_duplicates_stay(json!([4, 2, 4]), &["4", "2", "4"])]
    #[case::numbers_of_nobody(json!([-1, 0, 18_446_744_073_709_551_615_u64]), &["-1", "0", "18446744073709551615"])]
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
    #[case::beyond_64_bits(serde_json::from_str("99999999999999999999").expect("a number"))]
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
