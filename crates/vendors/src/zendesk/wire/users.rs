//! Users as the account reads them.

use std::collections::BTreeMap;

use poem_openapi::Object;
use serde_json::Value;
use umbridge_directory::{Standing, Timestamp, User, UserId};

use super::{
    super::{brand::Scope, ids, settings::Settings},
    MOMENT, PageBody,
    input::{Role, Separation, SeparationScope},
};
use crate::kit::Nullable;

/// One user.
#[derive(Debug, Object)]
pub(in super::super) struct UserResponse {
    /// The user.
    pub(in super::super) user: UserBody,
}

/// A page of users.
#[derive(Debug, Object)]
pub(in super::super) struct UsersResponse {
    /// The users of this page.
    pub(in super::super) users: Vec<UserBody>,
    #[oai(flatten)]
    pub(in super::super) page: PageBody,
}

/// A user.
#[derive(Debug, Object)]
#[oai(rename = "User", skip_serializing_if_is_none)]
pub(in super::super) struct UserBody {
    /// The id; null for a caller who is nobody.
    id: Nullable<i64>,
    /// Where the user can be read.
    url: Nullable<String>,
    /// The name.
    name: String,
    /// The primary e-mail address.
    email: Nullable<String>,
    /// When the user was created.
    created_at: String,
    /// When the user was last changed.
    updated_at: String,
    /// The time zone.
    time_zone: String,
    /// The time zone by its name in the tz database.
    iana_time_zone: String,
    /// The phone number.
    phone: Nullable<String>,
    /// Whether the phone number is shared with others.
    shared_phone_number: Nullable<bool>,
    /// The photo, which no user has.
    photo: Nullable<Value>,
    /// The language, as a number.
    locale_id: i64,
    /// The language, as a tag.
    locale: String,
    /// The organization of the user.
    organization_id: Nullable<i64>,
    /// What the user may do.
    role: Role,
    /// Whether one of the user's identities is verified.
    verified: bool,
    /// The account's own id of the user.
    external_id: Nullable<String>,
    /// Tags of the user.
    tags: Vec<String>,
    /// The name that end users see of an agent.
    alias: Nullable<String>,
    /// False once the user is deleted.
    active: bool,
    /// Whether the user comes from another account.
    shared: bool,
    /// Whether the user is an agent of another account.
    shared_agent: bool,
    /// When the user last signed in.
    last_login_at: Nullable<String>,
    /// Whether the user signs in with a second factor.
    two_factor_auth_enabled: Nullable<bool>,
    /// The signature of an agent.
    signature: Nullable<String>,
    /// Remarks about the user.
    details: Nullable<String>,
    /// Notes about the user.
    notes: Nullable<String>,
    /// The kind of staff role, as a number.
    role_type: Nullable<i64>,
    /// The custom role of an agent.
    custom_role_id: Nullable<i64>,
    /// Whether the user moderates forums.
    moderator: bool,
    /// Which tickets the user has access to.
    ticket_restriction: Nullable<String>,
    /// Whether the user can only write private comments.
    only_private_comments: bool,
    /// Whether an agent has restrictions.
    restricted_agent: bool,
    /// Whether the user is suspended.
    suspended: bool,
    /// The group a new ticket of an agent goes to.
    default_group_id: Nullable<i64>,
    /// Whether the user can see the report on agents.
    report_csv: bool,
    /// Values of custom fields.
    user_fields: BTreeMap<String, Value>,
    /// To whom the user belongs. Only where the account separates users by brand.
    separation: Option<Separation>,
}

/// The members of a profile by type, for reading it with the defaults recordings show.
pub(super) struct Profile<'p>(pub(super) &'p Value);

impl Profile<'_> {
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.0[name].as_str().map(str::to_owned)
    }

    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.0[name].as_i64()
    }

    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.0[name].as_bool()
    }

    pub(super) fn role(&self) -> Role {
        Role::of(self.0)
    }

    pub(super) fn time_zone(&self) -> String {
        self.text("time_zone")
            .unwrap_or_else(|| "America/New_York".to_owned())
    }

    /// Documented: there only where the account separates users by brand; staff belong to the account.
    pub(super) fn separation(&self, settings: &Settings) -> Option<Separation> {
        settings.brand_separation.then(|| match Scope::of(self.0) {
            Scope::ACCOUNT => Separation {
                scope: SeparationScope::Account,
                brand_id: None,
            },
            Scope(brand) => Separation {
                scope: SeparationScope::Brand,
                brand_id: Some(brand),
            },
        })
    }
}

impl UserBody {
    /// Nobody in particular, as anonymous callers read themselves. Inferred: a user without id.
    pub(in super::super) fn nobody(now: Timestamp) -> Self {
        let nobody = User {
            id: UserId(0),
            identifiers: Vec::new(),
            profile: serde_json::json!({"name": "Anonymous user"}),
            protected: false,
            created_at: now,
            updated_at: now,
            standing: Standing::Live,
        };
        Self {
            id: Nullable(None),
            url: Nullable(None),
            ..Self::of(&nobody, "", &Settings::default())
        }
    }

    /// A user as its account reads it at `origin`. Recorded: the order of members and their defaults.
    pub(in super::super) fn of(user: &User, origin: &str, settings: &Settings) -> Self {
        let id = ids::of(user);
        let profile = Profile(&user.profile);
        let text = |name| profile.text(name).into();
        let number = |name| profile.number(name).into();
        let flag = |name| profile.flag(name).unwrap_or(false);
        let role = profile.role();
        let staff = role != Role::EndUser;
        let admin = role == Role::Admin;
        let or = |name, default| profile.flag(name).unwrap_or(default);
        Self {
            id: Some(id).into(),
            url: Some(format!("{origin}/api/v2/users/{id}.json")).into(),
            name: profile.text("name").unwrap_or_default(),
            email: profile
                .text("email")
                .or_else(|| ids::any_email(user))
                .into(),
            created_at: user.created_at.render(MOMENT),
            updated_at: user.updated_at.render(MOMENT),
            time_zone: profile.time_zone(),
            iana_time_zone: profile.time_zone(),
            phone: text("phone"),
            shared_phone_number: profile.flag("shared_phone_number").into(),
            photo: Nullable(None),
            locale_id: profile.number("locale_id").unwrap_or(1),
            locale: profile.text("locale").unwrap_or_else(|| "en-US".to_owned()),
            organization_id: number("organization_id"),
            role,
            verified: or("verified", staff),
            external_id: text("external_id"),
            tags: profile.0["tags"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|tag| tag.as_str().map(str::to_owned))
                .collect(),
            alias: text("alias"),
            active: user.standing == Standing::Live,
            shared: false,
            shared_agent: false,
            last_login_at: Nullable(None),
            two_factor_auth_enabled: (!staff).then_some(false).into(),
            signature: text("signature"),
            details: text("details"),
            notes: text("notes"),
            role_type: role_type(role, &profile).into(),
            custom_role_id: number("custom_role_id"),
            moderator: or("moderator", admin),
            ticket_restriction: profile
                .text("ticket_restriction")
                .or_else(|| (!staff).then(|| "requested".to_owned()))
                .into(),
            only_private_comments: flag("only_private_comments"),
            restricted_agent: or("restricted_agent", !staff),
            suspended: flag("suspended"),
            default_group_id: number("default_group_id"),
            report_csv: admin,
            user_fields: profile.0["user_fields"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            separation: profile.separation(settings),
        }
    }
}

/// Recorded: 4 is an administrator. Documented: 0 is an agent with a custom role.
fn role_type(role: Role, profile: &Profile<'_>) -> Option<i64> {
    match role {
        Role::Admin => Some(4),
        Role::Agent => profile.number("custom_role_id").map(|_| 0),
        Role::EndUser => None,
    }
}
