//! Deleted users, which keep fewer members.

use poem_openapi::Object;
use serde_json::Value;
use umbridge_directory::{Standing, User};

use super::{
    super::{ids, settings::Settings},
    MOMENT, PageBody,
    input::{Role, Separation},
    users::Profile,
};
use crate::kit::Nullable;

/// One deleted user.
#[derive(Debug, Object)]
pub(in super::super) struct DeletedUserResponse {
    /// The user.
    pub(in super::super) deleted_user: DeletedUserBody,
}

/// A page of deleted users.
#[derive(Debug, Object)]
pub(in super::super) struct DeletedUsersResponse {
    /// The users of this page, permanently deleted ones among them.
    pub(in super::super) deleted_users: Vec<DeletedUserBody>,
    #[oai(flatten)]
    pub(in super::super) page: PageBody,
}

/// A deleted user.
#[derive(Debug, Object)]
#[oai(rename = "DeletedUser", skip_serializing_if_is_none)]
pub(in super::super) struct DeletedUserBody {
    /// The id, which the user keeps.
    id: i64,
    /// Where the user can be read.
    url: String,
    /// The name; a fixed one once the user is permanently deleted.
    name: String,
    /// The primary e-mail address; null once the user is permanently deleted.
    email: Nullable<String>,
    /// When the user was created.
    created_at: String,
    /// When the user was last changed, which is when it was deleted.
    updated_at: String,
    /// The time zone.
    time_zone: String,
    /// The phone number; null once the user is permanently deleted.
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
    /// What the user was allowed to do.
    role: Role,
    /// Always false.
    active: bool,
    /// To whom the user belonged. Only where the account separates users by brand.
    separation: Option<Separation>,
}

impl DeletedUserBody {
    /// A tombstone as its account reads it at `origin`.
    pub(in super::super) fn of(user: &User, origin: &str, settings: &Settings) -> Self {
        let id = ids::of(user);
        let profile = Profile(&user.profile);
        let (name, separation) = match user.standing {
            // Documented: the name of users who are permanently deleted.
            Standing::Purged { .. } => (Some("Permanently Deleted User".to_owned()), None),
            _ => (profile.text("name"), profile.separation(settings)),
        };
        Self {
            id,
            url: format!("{origin}/api/v2/deleted_users/{id}.json"),
            name: name.unwrap_or_default(),
            email: profile.text("email").into(),
            created_at: user.created_at.render(MOMENT),
            updated_at: user.updated_at.render(MOMENT),
            time_zone: profile.time_zone(),
            phone: profile.text("phone").into(),
            shared_phone_number: profile.flag("shared_phone_number").into(),
            photo: Nullable(None),
            locale_id: profile.number("locale_id").unwrap_or(1),
            locale: profile.text("locale").unwrap_or_else(|| "en-US".to_owned()),
            organization_id: profile.number("organization_id").into(),
            role: profile.role(),
            active: false,
            separation,
        }
    }
}
