//! One condition on one member of a user.

use std::cmp::Ordering;

use serde::de::DeserializeOwned;
use serde_json::Value;
use umbridge_directory::Timestamp;

use crate::genauth::{
    failure::Failure,
    wire::{
        Gender, ListUsersAdvancedFilterItemDto, Operator, UserSourceType, UserStatus, WorkStatus,
    },
};

/// A condition that makes sense.
#[derive(Debug)]
pub(super) struct Condition {
    member: Member,
    operator: Operator,
    /// The value, or the values of `IN` and `BETWEEN`.
    values: Vec<Value>,
}

/// What is looked at.
#[derive(Debug, PartialEq, Eq)]
enum Member {
    /// A member of the user or, where there is none of this name, a custom field.
    Named(String),
    /// The departments, which are named in a form of their own.
    Department,
}

impl Condition {
    /// Reads a condition.
    ///
    /// # Errors
    ///
    /// 400 where the value is missing, or is not what the operator or the member takes.
    pub(super) fn parse(item: ListUsersAdvancedFilterItemDto) -> Result<Self, Failure> {
        let ListUsersAdvancedFilterItemDto {
            field,
            operator,
            value,
        } = item;
        let values = match (operator, value) {
            (Operator::IsNull | Operator::NotNull, _) => Vec::new(),
            (Operator::In, Some(Value::Array(values))) => values,
            (Operator::Between, Some(Value::Array(values))) if values.len() == 2 => values,
            (Operator::In | Operator::Between, _) | (_, None) => {
                return Err(Failure::bad_parameter("value"));
            }
            (_, Some(value)) => vec![value],
        };
        let exact = matches!(
            operator,
            Operator::Equal | Operator::NotEqual | Operator::In
        );
        if exact && !values.iter().all(|value| is_of(&field, value)) {
            // Recorded for `status`: the member is named, not the value.
            return Err(Failure::bad_parameter(&field));
        }
        let member = match field.as_str() {
            "department" => Member::Department,
            "id" => Member::Named("userId".to_owned()),
            _ => Member::Named(field),
        };
        let values = match member {
            Member::Department => values.iter().map(department).collect::<Result<_, _>>()?,
            Member::Named(_) => values,
        };
        Ok(Self {
            member,
            operator,
            values,
        })
    }

    /// Text that stands somewhere in everybody for whom the condition holds, if that is certain.
    pub(super) fn text(&self) -> Option<String> {
        const KEPT_AS_SHOWN: [&str; 3] = ["email", "phone", "username"];
        match (&self.member, self.operator, self.values.as_slice()) {
            (Member::Named(name), Operator::Equal, [Value::String(value)])
                if KEPT_AS_SHOWN.contains(&name.as_str()) && Timestamp::parse(value).is_none() =>
            {
                Some(value.clone())
            }
            _ => None,
        }
    }

    /// Whether the condition holds for a user.
    pub(super) fn holds(&self, user: &Value) -> bool {
        let member = match &self.member {
            Member::Department => &user["departmentIds"],
            Member::Named(name) => match &user[name] {
                Value::Null => &user["customData"][name],
                member => member,
            },
        };
        let any = |holds: fn(&Value, &Value) -> bool| {
            self.values.iter().any(|value| match member {
                Value::Array(entries) => entries.iter().any(|entry| holds(entry, value)),
                _ => holds(member, value),
            })
        };
        let is = |at: usize, wanted: &[Ordering]| {
            compare(member, &self.values[at]).is_some_and(|order| wanted.contains(&order))
        };
        match self.operator {
            Operator::Equal | Operator::In => any(equal),
            Operator::NotEqual => !any(equal),
            Operator::Contains => any(contains),
            Operator::NotContains => !any(contains),
            Operator::IsNull => member.is_null(),
            Operator::NotNull => !member.is_null(),
            Operator::Greater => is(0, &[Ordering::Greater]),
            Operator::Lesser => is(0, &[Ordering::Less]),
            Operator::Between => {
                is(0, &[Ordering::Greater, Ordering::Equal])
                    && is(1, &[Ordering::Less, Ordering::Equal])
            }
        }
    }
}

/// Recorded: departments are objects with a `departmentId`. Inferred: a plain id will do.
fn department(value: &Value) -> Result<Value, Failure> {
    match value {
        Value::String(_) => Ok(value.clone()),
        _ => match &value["departmentId"] {
            id @ Value::String(_) => Ok(id.clone()),
            _ => Err(Failure::bad_parameter("departmentId")),
        },
    }
}

/// Whether a member of few values can have this one.
fn is_of(member: &str, value: &Value) -> bool {
    fn reads<T: DeserializeOwned>(value: &Value) -> bool {
        T::deserialize(value).is_ok()
    }
    match member {
        "status" => reads::<UserStatus>(value),
        "workStatus" => reads::<WorkStatus>(value),
        "gender" => reads::<Gender>(value),
        "userSourceType" => reads::<UserSourceType>(value),
        _ => true,
    }
}

fn equal(member: &Value, value: &Value) -> bool {
    compare(member, value) == Some(Ordering::Equal)
}

/// Inferred: case does not count, as it does not in keywords.
fn contains(member: &Value, value: &Value) -> bool {
    let (Value::String(member), Value::String(value)) = (member, value) else {
        return equal(member, value);
    };
    member
        .to_ascii_lowercase()
        .contains(&value.to_ascii_lowercase())
}

/// Compares what can be compared: numbers, booleans, moments and texts.
pub(super) fn compare(member: &Value, value: &Value) -> Option<Ordering> {
    match (member, value) {
        (Value::Number(one), Value::Number(other)) => one.as_f64()?.partial_cmp(&other.as_f64()?),
        (Value::Bool(one), Value::Bool(other)) => Some(one.cmp(other)),
        // Recorded: moments are given in milliseconds or as text.
        (Value::String(one), Value::Number(milliseconds)) => {
            let moment = milliseconds.as_i64()?.checked_mul(1000)?;
            Some(Timestamp::parse(one)?.cmp(&Timestamp(moment)))
        }
        (Value::String(one), Value::String(other)) => {
            match (Timestamp::parse(one), Timestamp::parse(other)) {
                (Some(one), Some(other)) => Some(one.cmp(&other)),
                _ => Some(one.cmp(other)),
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Condition;

    fn parse(item: Value) -> Option<Condition> {
        Condition::parse(serde_json::from_value(item).expect("an item")).ok()
    }

    #[rstest::rstest]
    #[case::kept_as_shown("email", "EQUAL", json!("a@example.com"), Some("a@example.com"))]
    #[case::a_default_need_not_be_kept("status", "EQUAL", json!("Activated"), None)]
    #[case::another_than_this("email", "NOT_EQUAL", json!("a@example.com"), None)]
    #[case::a_moment_is_spelt_in_many_ways("phone", "EQUAL", json!("2024-10-02T00:02:24Z"), None)]
    fn everybody_has_the_text(
        #[case] field: &str,
        #[case] operator: &str,
        #[case] value: Value,
        #[case] expected: Option<&str>,
    ) {
        let item = json!({"field": field, "operator": operator, "value": value});
        let condition = parse(item).expect("a condition");
        assert_eq!(condition.text().as_deref(), expected);
    }

    #[rstest::rstest]
    #[case::equal("status", "EQUAL", json!("Activated"), true)]
    #[case::equal_other("status", "EQUAL", json!("Suspended"), false)]
    #[case::equal_of_another_type("loginsCount", "EQUAL", json!("12"), false)]
    #[case::not_equal("status", "NOT_EQUAL", json!("Suspended"), true)]
    #[case::contains("email", "CONTAINS", json!("@EXAMPLE.com"), true)]
    #[case::not_contains("email", "NOT_CONTAINS", json!("@example.com"), false)]
    #[case::not_contains_without_the_member("phone", "NOT_CONTAINS", json!("1"), true)]
    #[case::is_null("phone", "IS_NULL", json!(null), true)]
    #[case::not_null("email", "NOT_NULL", json!(null), true)]
    #[case::one_of("userId", "IN", json!(["a", "u1"]), true)]
    #[case::id("id", "EQUAL", json!("u1"), true)]
    #[case::one_of_none("userId", "IN", json!([]), false)]
    #[case::greater("loginsCount", "GREATER", json!(10), true)]
    #[case::greater_or_equal("loginsCount", "GREATER", json!(12), false)]
    #[case::lesser("loginsCount", "LESSER", json!(12.5), true)]
    #[case::between("loginsCount", "BETWEEN", json!([12, 100]), true)]
    #[case::outside("loginsCount", "BETWEEN", json!([13, 100]), false)]
    #[case::later_in_milliseconds("createdAt", "GREATER", json!(1_772_352_000_000_i64 - 1), true)]
    #[case::later_as_text("createdAt", "GREATER", json!("2026-03-01T09:00:00+01:00"), false)]
    #[case::never("lastLogin", "GREATER", json!(0), false)]
    #[case::custom_field("some-key", "EQUAL", json!("some-value"), true)]
    #[case::custom_number("age", "GREATER", json!(17), true)]
    #[case::department("department", "IN", json!([{"departmentId": "d2", "organizationCode": "x"}]), true)]
    #[case::other_department("department", "IN", json!([{"departmentId": "d3"}]), false)]
    fn a_condition_holds_or_not(
        #[case] field: &str,
        #[case] operator: &str,
        #[case] value: Value,
        #[case] expected: bool,
    ) {
        let user = json!({
            "userId": "u1", "status": "Activated", "email": "a@example.com", "loginsCount": 12, "lastLogin": null,
            "createdAt": "2026-03-01T08:00:00.000Z", "customData": {"some-key": "some-value", "age": 18},
            "departmentIds": ["d1", "d2"],
        });
        let item = json!({"field": field, "operator": operator, "value": value});
        assert_eq!(parse(item).expect("read").holds(&user), expected);
    }

    #[rstest::rstest]
    #[case::unknown_status("status", "EQUAL", json!("invalid"))]
    #[case::unknown_status_of_several("status", "IN", json!(["Activated", "invalid"]))]
    #[case::no_value("email", "EQUAL", json!(null))]
    #[case::no_list("email", "IN", json!("a"))]
    #[case::half_a_span("loginsCount", "BETWEEN", json!([1]))]
    #[case::no_department("department", "IN", json!([{}]))]
    fn other_conditions_are_refused(
        #[case] field: &str,
        #[case] operator: &str,
        #[case] value: Value,
    ) {
        let item = json!({"field": field, "operator": operator, "value": value});
        assert!(parse(item).is_none());
    }
}
