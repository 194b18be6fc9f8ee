//! Bodies of lists.

use poem_openapi::{Enum, Object, types::Example};
use serde::Deserialize;
use serde_json::{Value, json};

use super::UserDto;
use crate::genauth::envelope::Data;

/// What users are wanted, and how they are shown.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename_all = "camelCase", example = true)]
#[serde(rename_all = "camelCase")]
pub(in crate::genauth) struct ListUsersRequestDto {
    /// Text that occurs in one of the members searched, whatever its case.
    pub(in crate::genauth) keywords: Option<String>,
    /// Conditions, all of which must hold.
    pub(in crate::genauth) advanced_filter: Option<Vec<ListUsersAdvancedFilterItemDto>>,
    /// A query in the language of the search engine; not supported.
    pub(in crate::genauth) search_query: Option<Value>,
    /// Options.
    pub(in crate::genauth) options: Option<ListUsersOptionsDto>,
}

impl Example for ListUsersRequestDto {
    fn example() -> Self {
        Self {
            advanced_filter: Some(vec![ListUsersAdvancedFilterItemDto {
                field: "email".into(),
                operator: Operator::Contains,
                value: Some(json!("@example.com")),
            }]),
            ..Self::default()
        }
    }
}

/// A condition.
#[derive(Debug, Object, Deserialize)]
pub(in crate::genauth) struct ListUsersAdvancedFilterItemDto {
    /// A member of a user, `department`, or the key of a custom field.
    pub(in crate::genauth) field: String,
    /// How it is compared.
    pub(in crate::genauth) operator: Operator,
    /// With what: a list for `IN`, two values for `BETWEEN`, nothing for `IS_NULL` and `NOT_NULL`.
    pub(in crate::genauth) value: Option<Value>,
}

/// How a member is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Deserialize)]
#[oai(rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(in crate::genauth) enum Operator {
    /// Is the value.
    Equal,
    /// Is not the value.
    NotEqual,
    /// Contains the value.
    Contains,
    /// Does not contain the value.
    NotContains,
    /// Is absent.
    IsNull,
    /// Is there.
    NotNull,
    /// Is one of the values.
    In,
    /// Is greater, or later, than the value.
    Greater,
    /// Is less, or earlier, than the value.
    Lesser,
    /// Lies between the two values or is one of them.
    Between,
}

/// Options of a list of users.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename_all = "camelCase")]
#[serde(rename_all = "camelCase")]
pub(in crate::genauth) struct ListUsersOptionsDto {
    /// Which part of the list.
    pub(in crate::genauth) pagination: Option<PaginationDto>,
    /// In which order; by creation where absent.
    pub(in crate::genauth) sort: Option<Vec<SortingDto>>,
    /// The members in which `keywords` are searched: `phone`, `email`, `name`, `username` and `nickname`
    /// where absent.
    pub(in crate::genauth) fuzzy_search_on: Option<Vec<FuzzySearchOn>>,
    /// Whether to show the values of custom fields.
    pub(in crate::genauth) with_custom_data: Option<bool>,
    /// Whether to show identities at other services.
    pub(in crate::genauth) with_identities: Option<bool>,
    /// Whether to show departments.
    pub(in crate::genauth) with_department_ids: Option<bool>,
}

/// A page of a list.
#[derive(Debug, Clone, Copy, Default, Object, Deserialize)]
pub(in crate::genauth) struct PaginationDto {
    /// The page, counted from 1; 1 where absent.
    #[oai(validator(minimum(value = "1")))]
    pub(in crate::genauth) page: Option<i64>,
    /// Users per page; 10 where absent.
    #[oai(validator(minimum(value = "1"), maximum(value = "50")))]
    pub(in crate::genauth) limit: Option<i64>,
}

/// A member to sort by.
#[derive(Debug, Object, Deserialize)]
pub(in crate::genauth) struct SortingDto {
    /// The member.
    pub(in crate::genauth) field: SortField,
    /// Which way.
    pub(in crate::genauth) order: Order,
}

/// Which way to sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Deserialize)]
#[oai(rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub(in crate::genauth) enum Order {
    /// The greatest first.
    Desc,
    /// The least first.
    Asc,
}

/// Writes an enumeration of members together with the name each has in a user.
macro_rules! members {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $member:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Deserialize)]
        #[oai(rename_all = "camelCase")]
        #[serde(rename_all = "camelCase")]
        pub(in crate::genauth) enum $name {
            $($(#[$each])* $variant,)*
        }

        impl $name {
            /// The member of a user.
            pub(in crate::genauth) fn member(self) -> &'static str {
                match self {
                    $(Self::$variant => $member,)*
                }
            }
        }
    };
}

members! {
    /// Members to sort by.
    SortField {
        /// The user's id.
        Id = "userId",
        /// When the user was created.
        CreatedAt = "createdAt",
        /// When the user was last changed.
        UpdatedAt = "updatedAt",
        /// The e-mail address.
        Email = "email",
        /// The user name.
        Username = "username",
        /// The id in another system.
        ExternalId = "externalId",
        /// The phone number.
        Phone = "phone",
        /// The code of the phone number's country.
        PhoneCountryCode = "phoneCountryCode",
        /// Where the account stands.
        Status = "status",
        /// The gender.
        Gender = "gender",
        /// How the user came to be.
        UserSourceType = "userSourceType",
        /// How often the user has logged in.
        LoginsCount = "loginsCount",
        /// When the user last logged in.
        LastLogin = "lastLogin",
        /// From where the user last logged in.
        LastIp = "lastIp",
        /// When the status last changed.
        StatusChangedAt = "statusChangedAt",
        /// When the password was last set.
        PasswordLastSetAt = "passwordLastSetAt",
        /// How strong the password is.
        PasswordSecurityLevel = "passwordSecurityLevel",
        /// When a second factor was last used.
        LastMfaTime = "lastMfaTime",
    }
}

members! {
    /// Members in which keywords are searched.
    FuzzySearchOn {
        /// The user's id.
        Id = "userId",
        /// The phone number.
        Phone = "phone",
        /// The e-mail address.
        Email = "email",
        /// The real name.
        Name = "name",
        /// The user name.
        Username = "username",
        /// The id in another system.
        ExternalId = "externalId",
        /// What the user likes to be called.
        Nickname = "nickname",
        /// The company.
        Company = "company",
        /// The given name.
        GivenName = "givenName",
        /// The family name.
        FamilyName = "familyName",
        /// The middle name.
        MiddleName = "middleName",
        /// A page about the user.
        Profile = "profile",
        /// The name the user prefers.
        PreferredUsername = "preferredUsername",
        /// The user's own site.
        Website = "website",
        /// The address.
        Address = "address",
        /// The whole address.
        Formatted = "formatted",
        /// The street and house.
        StreetAddress = "streetAddress",
        /// The postal code.
        PostalCode = "postalCode",
        /// The number of an identity document.
        IdentityNumber = "identityNumber",
    }
}

/// A part of the users.
#[derive(Debug, Object)]
#[oai(rename_all = "camelCase")]
pub(in crate::genauth) struct UserPagingDto {
    /// How many there are in all.
    pub(in crate::genauth) total_count: u64,
    /// Those of the page.
    pub(in crate::genauth) list: Vec<UserDto>,
}

impl Data for UserPagingDto {
    const ENVELOPE: &'static str = "UserPaginatedRespDto";
}

/// A user who was deleted.
#[derive(Debug, Object)]
#[oai(rename_all = "camelCase")]
pub(in crate::genauth) struct ListArchivedUsersRespDto {
    /// The id the user had.
    pub(in crate::genauth) user_id: String,
    /// When the user was deleted.
    pub(in crate::genauth) archived_at: String,
}

/// A part of the users who were deleted.
#[derive(Debug, Object)]
#[oai(rename_all = "camelCase")]
pub(in crate::genauth) struct ArchivedUsersListPagingDto {
    /// How many there are in all.
    pub(in crate::genauth) total_count: u64,
    /// Those of the page.
    pub(in crate::genauth) list: Vec<ListArchivedUsersRespDto>,
}

impl Data for ArchivedUsersListPagingDto {
    const ENVELOPE: &'static str = "ListArchivedUsersSingleRespDto";
}
