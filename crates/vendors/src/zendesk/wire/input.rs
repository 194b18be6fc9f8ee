//! Users as callers send them.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use poem_openapi::{
    Enum, Object,
    registry::{MetaSchemaRef, Registry},
    types::{Example, ParseFromJSON, ParseResult, ToJSON, Type},
};
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::{Map, Value};

use crate::kit::shape;

/// A user to be created or changed.
#[derive(Debug, Deserialize, Object)]
#[oai(example = true)]
pub(in super::super) struct UserRequest {
    /// The user.
    pub(in super::super) user: Attributes,
}

impl Example for UserRequest {
    fn example() -> Self {
        let sent = serde_json::json!({"name": "Umbridge Test", "email": "test@customers.example", "role": "end-user"});
        Self {
            user: Attributes(sent.as_object().cloned().unwrap_or_default()),
        }
    }
}

/// Users to be created, or to be created or changed.
#[derive(Debug, Deserialize, Object)]
#[oai(example = true)]
pub(in super::super) struct UsersRequest {
    /// The users, at most 100.
    pub(in super::super) users: Vec<Attributes>,
}

impl Example for UsersRequest {
    fn example() -> Self {
        Self {
            users: vec![UserRequest::example().user],
        }
    }
}

/// A change of many users: one for all who are named in the query, or one for each who names itself.
#[derive(Debug, Deserialize, Object)]
#[oai(example = true, skip_serializing_if_is_none)]
pub(in super::super) struct ChangesRequest {
    /// What all users named by `ids` or `external_ids` become.
    pub(in super::super) user: Option<Attributes>,
    /// Users with their `id` or `external_id` and what each becomes, at most 100.
    pub(in super::super) users: Option<Vec<Attributes>>,
}

impl Example for ChangesRequest {
    fn example() -> Self {
        let sent = serde_json::json!({"organization_id": 1});
        Self {
            user: Some(Attributes(sent.as_object().cloned().unwrap_or_default())),
            users: None,
        }
    }
}

/// The members of a user as they were sent, those that mean something; each has its documented type.
///
/// A map, since a member that is null says something else than one that is absent.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Attributes(pub(in super::super) Map<String, Value>);

/// What can be said of a user.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(default)]
#[oai(rename = "UserInput")]
struct Members {
    /// The name. Needed to create a user.
    name: Option<String>,
    /// The primary e-mail address on creation; on a change, one more address.
    email: Option<String>,
    /// The account's own id of the user, unique whatever its case.
    external_id: Option<String>,
    /// What the user may do: an end user where nothing is said.
    role: Option<Role>,
    /// The name that end users see of an agent.
    alias: Option<String>,
    /// Remarks about the user.
    details: Option<String>,
    /// Notes about the user.
    notes: Option<String>,
    /// The phone number.
    phone: Option<String>,
    /// Whether the phone number is shared with others.
    shared_phone_number: Option<bool>,
    /// The signature of an agent.
    signature: Option<String>,
    /// Tags of the user.
    tags: Option<Vec<String>>,
    /// The time zone.
    time_zone: Option<String>,
    /// The language, as a tag such as `en-US`.
    locale: Option<String>,
    /// The language, as a number.
    locale_id: Option<i64>,
    /// The organization of the user.
    organization_id: Option<i64>,
    /// The custom role of an agent.
    custom_role_id: Option<i64>,
    /// The group a new ticket of an agent goes to.
    default_group_id: Option<i64>,
    /// Whether one of the user's identities is verified.
    verified: Option<bool>,
    /// Whether the user is suspended.
    suspended: Option<bool>,
    /// Whether the user moderates forums.
    moderator: Option<bool>,
    /// Whether the user can only write private comments.
    only_private_comments: Option<bool>,
    /// Which tickets the user has access to.
    ticket_restriction: Option<String>,
    /// Whether an agent has restrictions.
    restricted_agent: Option<bool>,
    /// Values of custom fields.
    user_fields: Option<BTreeMap<String, Value>>,
    /// Whether to send no e-mail that asks the user to verify the address.
    skip_verify_email: Option<bool>,
    /// To whom the user belongs, where the account separates users by brand. Cannot be changed.
    separation: Option<Separation>,
    /// The id of the user, where several users are changed at once; otherwise not looked at.
    id: Option<i64>,
}

/// What a user may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Enum)]
#[serde(rename_all = "kebab-case")]
#[oai(rename_all = "kebab-case")]
pub(in super::super) enum Role {
    /// A customer.
    EndUser,
    /// A member of the staff.
    Agent,
    /// A member of the staff who may do everything.
    Admin,
}

impl Role {
    /// The role in a profile.
    pub(in super::super) fn of(profile: &Value) -> Self {
        match profile["role"].as_str() {
            Some("admin") => Self::Admin,
            Some("agent") => Self::Agent,
            _ => Self::EndUser,
        }
    }

    /// The word for it.
    pub(in super::super) fn word(self) -> &'static str {
        match self {
            Self::EndUser => "end-user",
            Self::Agent => "agent",
            Self::Admin => "admin",
        }
    }
}

/// To whom a user belongs, where the account separates users by brand.
#[derive(Debug, Deserialize, Object)]
#[oai(rename = "Separation", skip_serializing_if_is_none)]
pub(in super::super) struct Separation {
    /// Whether the user belongs to the account or to one brand.
    pub(in super::super) scope: SeparationScope,
    /// The brand, where the user belongs to one.
    pub(in super::super) brand_id: Option<i64>,
}

/// To whom a user belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Enum)]
#[serde(rename_all = "lowercase")]
#[oai(rename_all = "lowercase")]
pub(in super::super) enum SeparationScope {
    /// To the account.
    Account,
    /// To one brand.
    Brand,
}

/// The names of all members, from the schema that documents them.
static NAMES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let mut registry = Registry::new();
    Members::register(&mut registry);
    let schema = registry.schemas.get(Members::name().as_ref());
    let properties = schema.into_iter().flat_map(|schema| &schema.properties);
    properties.map(|(name, _)| *name).collect()
});

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut sent = Value::deserialize(deserializer)?;
        shape::read::<Members>(sent.clone())
            .map_err(|fault| D::Error::custom(format_args!("{}: {}", fault.path, fault.reason)))?;
        let mut members = sent.as_object_mut().map(std::mem::take).unwrap_or_default();
        members.retain(|name, _| NAMES.contains(name.as_str()));
        Ok(Self(members))
    }
}

impl Attributes {
    /// A member that is text; `None` where it is null, empty or absent.
    pub(in super::super) fn text(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .and_then(Value::as_str)
            .filter(|text| !str::is_empty(text))
    }

    /// The role that is sent; an end user's where none is.
    pub(in super::super) fn role(&self) -> Role {
        self.read("role").unwrap_or(Role::EndUser)
    }

    /// The member of this name as the type that was already checked.
    pub(in super::super) fn read<T: for<'de> Deserialize<'de>>(&self, name: &str) -> Option<T> {
        self.0
            .get(name)
            .and_then(|value| T::deserialize(value).ok())
    }
}

impl Type for Attributes {
    const IS_REQUIRED: bool = true;

    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        Members::name()
    }

    fn schema_ref() -> MetaSchemaRef {
        Members::schema_ref()
    }

    fn register(registry: &mut Registry) {
        Members::register(registry);
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl ParseFromJSON for Attributes {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        Self::deserialize(value.unwrap_or_default())
            .map_err(poem_openapi::types::ParseError::custom)
    }
}

impl ToJSON for Attributes {
    fn to_json(&self) -> Option<Value> {
        Some(Value::Object(self.0.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::Attributes;
    use crate::kit::body;

    fn read(text: &str) -> Result<String, String> {
        let read: Result<Attributes, _> = body::parse(text.as_bytes());
        read.map(|attributes| serde_json::Value::Object(attributes.0).to_string())
            .map_err(|fault| fault.to_string())
    }

    #[rstest::rstest]
    #[case::null_is_kept(r#"{"name":"A","phone":null}"#, r#"{"name":"A","phone":null}"#)]
    #[case::read_only(r#"{"name":"A","active":false,"url":1}"#, r#"{"name":"A"}"#)]
    #[case::anything_in_custom_fields(
        r#"{"user_fields":{"a":[1]}}"#,
        r#"{"user_fields":{"a":[1]}}"#
    )]
    fn what_means_something_is_kept(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(read(text).expect("read"), expected);
    }

    #[rstest::rstest]
    #[case::number_for_text(r#"{"name":1}"#)]
    #[case::text_for_number(r#"{"organization_id":"1"}"#)]
    #[case::beyond_64_bits(r#"{"organization_id":9223372036854775808}"#)]
    #[case::unknown_role(r#"{"role":"owner"}"#)]
    #[case::wrong_tag(r#"{"tags":["a",1]}"#)]
    #[case::list("[]")]
    #[case::null("null")]
    fn other_types_are_refused(#[case] text: &str) {
        assert!(read(text).is_err());
    }

    #[test]
    fn a_fault_names_the_member() {
        let told = read(r#"{"tags":["a",1]}"#).expect_err("refused");
        assert!(told.contains("tags[1]"), "{told}");
    }
}
