//! Bodies, member by member in the order the document shows.

use std::{borrow::Cow, collections::BTreeMap};

use poem_openapi::{
    Object,
    registry::{MetaSchema, MetaSchemaRef, Registry},
    types::{Example, Type},
};
use serde::{Deserialize, Serialize};
use umbridge_directory::{Error, Timestamp};

use super::{ids::ID, profile::Profile};
use crate::kit::Nullable;

/// The users to delete.
#[derive(Debug, Deserialize, Object)]
#[oai(example = true, skip_serializing_if_is_none)]
pub(super) struct DeleteUsers {
    /// The ids of the users. A request that leaves them out, or names nobody, is refused.
    // Documented: optional, though meaningless without it. Inferred: that it is refused.
    pub(super) user_ids: Option<Vec<i64>>,
}

impl Example for DeleteUsers {
    fn example() -> Self {
        Self {
            user_ids: Some(vec![7]),
        }
    }
}

/// A user to create.
#[derive(Debug, Deserialize, Object)]
#[oai(example = true, skip_serializing_if_is_none)]
pub(super) struct CreateUser {
    /// The e-mail address; may be empty.
    pub(super) email: String,
    /// The first name.
    #[oai(nullable)]
    pub(super) first_name: Option<String>,
    /// The last name.
    #[oai(nullable)]
    pub(super) last_name: Option<String>,
    /// Whether the user is a staff member; false where left out.
    pub(super) is_staff: Option<bool>,
    /// Whether the user may do everything; false where left out.
    pub(super) is_superuser: Option<bool>,
}

impl Example for CreateUser {
    fn example() -> Self {
        Self {
            email: "jane@example.com".into(),
            first_name: Some("Jane".into()),
            last_name: Some("Doe".into()),
            is_staff: Some(false),
            is_superuser: None,
        }
    }
}

/// Several users.
#[derive(Debug, Object)]
pub(super) struct UsersResponse {
    /// Whether it was done.
    pub(super) success: bool,
    /// A sentence about what was done.
    pub(super) message: String,
    /// The users.
    pub(super) data: Vec<User>,
}

/// One user.
#[derive(Debug, Object)]
pub(super) struct UserResponse {
    /// Whether it was done.
    pub(super) success: bool,
    /// A sentence about what was done.
    pub(super) message: String,
    /// The user.
    pub(super) data: User,
}

impl UsersResponse {
    pub(super) fn done(message: &str, data: Vec<User>) -> Self {
        Self {
            success: true,
            message: message.to_owned(),
            data,
        }
    }
}

impl UserResponse {
    pub(super) fn done(message: &str, data: User) -> Self {
        Self {
            success: true,
            message: message.to_owned(),
            data,
        }
    }
}

/// A user; a deleted one as it was just before.
#[derive(Debug, Object)]
pub(super) struct User {
    /// The id of the user.
    pub(super) id: i64,
    /// The e-mail address; empty for a user who has none.
    pub(super) email: String,
    /// Whether the user is a staff member.
    pub(super) is_staff: bool,
    /// Whether the user may do everything.
    pub(super) is_superuser: bool,
    /// Whether the user is active, or was until it was deleted.
    pub(super) is_active: bool,
    /// When the user joined.
    pub(super) date_joined: String,
    /// The first name.
    pub(super) first_name: Nullable<String>,
    /// The last name.
    pub(super) last_name: Nullable<String>,
    /// The organization the user belongs to.
    pub(super) organization: Organization,
}

impl User {
    pub(super) fn of(user: &umbridge_directory::User) -> Result<Self, Error> {
        let id = user.identifier(ID).and_then(|id| id.parse().ok());
        let profile = Profile::of(user)?;
        Ok(Self {
            id: id.ok_or_else(|| Error::internal("a user without an id"))?,
            email: profile.email,
            is_staff: profile.is_staff,
            is_superuser: profile.is_superuser,
            is_active: profile.is_active,
            date_joined: moment(user.created_at),
            first_name: profile.first_name.into(),
            last_name: profile.last_name.into(),
            organization: profile.organization,
        })
    }
}

/// Recorded: microseconds in six digits, and no fraction at all where there are none.
fn moment(at: Timestamp) -> String {
    let whole_second = at.0.rem_euclid(1_000_000) == 0;
    at.render(if whole_second {
        "%Y-%m-%dT%H:%M:%SZ"
    } else {
        "%Y-%m-%dT%H:%M:%S%.6fZ"
    })
}

/// An organization.
#[derive(Debug, Clone, Serialize, Deserialize, Object)]
pub(super) struct Organization {
    /// The id of the organization.
    pub(super) id: i64,
    /// Its name.
    pub(super) org_name: String,
    /// Its internet domain.
    pub(super) domain: String,
    /// Whether it is deleted.
    pub(super) is_deleted: bool,
    /// Who created it.
    pub(super) created_by: String,
    /// When it was created.
    pub(super) created_on: String,
    /// Who last changed it; empty where nobody has.
    pub(super) modified_by: String,
    /// When it was last changed.
    pub(super) modified_on: String,
}

/// An error, in one of the styles that a deployment may have.
pub(super) struct ErrorBody;

// Only its schema is needed: the alternatives are written by themselves.
impl Type for ErrorBody {
    const IS_REQUIRED: bool = true;

    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        "Error".into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Reference(Self::name().into_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>(Self::name().into_owned(), |registry| {
            ErrorEnvelope::register(registry);
            ErrorDetail::register(registry);
            GatewayError::register(registry);
            let sentences = <Vec<String>>::schema_ref;
            let entries = <BTreeMap<String, Vec<String>>>::schema_ref();
            let of_a_member = MetaSchema {
                one_of: vec![sentences(), entries],
                ..MetaSchema::ANY
            };
            let members = MetaSchema {
                description: Some(
                    "What is wrong with each member of the body, in the words of Django REST \
                     Framework; entries of a list are told by position.",
                ),
                additional_properties: Some(Box::new(MetaSchemaRef::Inline(Box::new(of_a_member)))),
                ..MetaSchema::new("object")
            };
            MetaSchema {
                description: Some("An error, in the style of the deployment."),
                one_of: vec![
                    ErrorEnvelope::schema_ref(),
                    ErrorDetail::schema_ref(),
                    MetaSchemaRef::Inline(Box::new(members)),
                    GatewayError::schema_ref(),
                ],
                ..MetaSchema::ANY
            }
        });
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

/// An error in the envelope of successes.
#[derive(Debug, Object)]
pub(super) struct ErrorEnvelope {
    /// Whether it was done: false.
    pub(super) success: bool,
    /// A sentence about what went wrong.
    pub(super) message: String,
    /// Null, as there is nothing to tell.
    pub(super) data: Nullable<Vec<User>>,
}

/// An error in the words of Django REST Framework.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct ErrorDetail {
    /// A sentence about what went wrong.
    pub(super) detail: String,
    /// A word for programs, where a token was refused.
    pub(super) code: Option<String>,
    /// What kinds of token were tried, where a token was refused.
    pub(super) messages: Option<Vec<TokenFault>>,
}

/// A kind of token that was tried.
#[derive(Debug, Object)]
pub(super) struct TokenFault {
    /// The kind, as a class.
    pub(super) token_class: String,
    /// The kind, as a word.
    pub(super) token_type: String,
    /// What was wrong with the token.
    pub(super) message: String,
}

/// An error of the gateway in front.
#[derive(Debug, Object)]
pub(super) struct GatewayError {
    /// The status of the answer.
    #[oai(rename = "statusCode")]
    pub(super) status_code: u16,
    /// A sentence about what went wrong.
    pub(super) message: String,
}

#[cfg(test)]
mod tests {
    use umbridge_directory::Timestamp;

    #[rstest::rstest]
    #[case::six_digits("2024-09-27T22:41:22.274470Z")]
    #[case::leading_zeros("2024-09-27T22:41:22.000042Z")]
    #[case::none("2024-09-27T22:41:22Z")]
    fn moments_are_written_as_django_does(#[case] text: &str) {
        let moment = Timestamp::parse(text).expect("a moment");
        assert_eq!(super::moment(moment), text);
    }
}
