//! What is wrong with a body, in Zendesk's words.
//!
//! Recorded: members are named with dots, entries of lists by their number, and a rule says what they must be,
//! as in `users.0.id must be an integer`.

/// How the reader's remarks begin; before one of them may stand the place of a member within a user.
const REMARKS: &[&str] = &[
    "invalid type",
    "invalid value",
    "missing field",
    "unknown variant",
];

/// What the reader expected, and what Zendesk calls it.
const RULES: &[(&str, &str)] = &[
    ("expected i64", "must be an integer"),
    ("expected a string", "must be a string"),
    ("expected a boolean", "must be a boolean"),
    ("expected a sequence", "must be an array"),
    ("expected an object", "must be an object"),
    ("expected a map", "must be an object"),
];

/// The member that is wrong and the rule it breaks; the member is empty where it is the whole body.
pub(super) fn told(path: &str, reason: &str) -> (String, String) {
    let (inner, remark) = match reason.split_once(": ") {
        Some((inner, rest)) if REMARKS.iter().any(|begin| rest.starts_with(begin)) => (inner, rest),
        _ => (".", reason),
    };
    let missing = remark
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split('`').next());
    let member: Vec<String> = [path, inner]
        .into_iter()
        .filter(|part| *part != ".")
        .chain(missing)
        .map(|part| part.replace('[', ".").replace(']', ""))
        .collect();
    (member.join("."), rule(remark))
}

fn rule(remark: &str) -> String {
    if remark.starts_with("missing field") {
        return "is required".to_owned();
    }
    if let Some((_, allowed)) = remark.split_once("expected one of ") {
        return format!("must be one of {}", allowed.replace('`', ""));
    }
    let known = RULES
        .iter()
        .find(|(expected, _)| remark.ends_with(expected));
    known.map_or("is not valid", |(_, rule)| rule).to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        kit::shape,
        zendesk::wire::{UserRequest, UsersRequest},
    };

    fn told<T: serde::de::DeserializeOwned + std::fmt::Debug>(body: Value) -> String {
        let fault = shape::read::<T>(body).expect_err("refused");
        let (member, rule) = super::told(&fault.path, &fault.reason);
        format!("{member} {rule}")
    }

    #[rstest::rstest]
    #[case::whole(json!([]), " must be an object")]
    #[case::missing(json!({}), "user is required")]
    #[case::user(json!({"user": null}), "user must be an object")]
    #[case::number(json!({"user": {"id": "1"}}), "user.id must be an integer")]
    #[case::fraction(json!({"user": {"id": 1.5}}), "user.id must be an integer")]
    #[case::beyond_64_bits(json!({"user": {"id": u64::MAX}}), "user.id must be an integer")]
    #[case::text(json!({"user": {"name": 1}}), "user.name must be a string")]
    #[case::flag(json!({"user": {"verified": "yes"}}), "user.verified must be a boolean")]
    #[case::list(json!({"user": {"tags": {}}}), "user.tags must be an array")]
    #[case::entry(json!({"user": {"tags": ["a", 1]}}), "user.tags.1 must be a string")]
    #[case::fields(json!({"user": {"user_fields": []}}), "user.user_fields must be an object")]
    #[case::choice(json!({"user": {"role": "a: b"}}), "user.role must be one of end-user, agent, admin")]
    #[case::inner_member(json!({"user": {"separation": {}}}), "user.separation.scope is required")]
    fn a_member_is_named_with_dots(#[case] body: Value, #[case] expected: &str) {
        assert_eq!(told::<UserRequest>(body), expected);
    }

    #[test]
    fn an_entry_is_named_by_its_number() {
        let body = json!({"users": [{}, {"id": "1"}]});
        assert_eq!(told::<UsersRequest>(body), "users.1.id must be an integer");
    }
}
