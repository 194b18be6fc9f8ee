//! Bodies about users' counterparts elsewhere.

use poem_openapi::{Object, types::Example};
use serde::Deserialize;

use super::user::{IdentityDto, UserSyncRelationDto};
use crate::genauth::{envelope::Data, ids::UserIdType};

/// An identity at another service, to be bound to a user.
#[derive(Debug, Object, Deserialize)]
#[oai(rename_all = "camelCase", example = true)]
#[serde(rename_all = "camelCase")]
pub(in crate::genauth) struct LinkIdentityDto {
    /// The id of the identity source.
    pub(in crate::genauth) ext_idp_id: String,
    /// GenAuth's id of the user.
    pub(in crate::genauth) user_id: String,
    /// The user's id at the identity source.
    pub(in crate::genauth) user_id_in_idp: String,
    /// The kind of that id; `generic` where absent.
    #[oai(rename = "type")]
    #[serde(rename = "type")]
    pub(in crate::genauth) kind: Option<String>,
    /// Without meaning.
    #[oai(deprecated)]
    pub(in crate::genauth) is_social: Option<bool>,
}

impl Example for LinkIdentityDto {
    fn example() -> Self {
        Self {
            ext_idp_id: "62f20932716fbcc10d966ee5".into(),
            user_id: "6319a1504f3a4b1c214dd5b7".into(),
            user_id_in_idp: "ou_8bae746eac07cd2564654140d2a9ac62".into(),
            kind: Some("open_id".into()),
            is_social: None,
        }
    }
}

/// Whether an identity was bound.
#[derive(Debug, Object)]
pub(in crate::genauth) struct LinkIdentityDataDto {
    /// Whether it was.
    pub(in crate::genauth) success: bool,
}

impl LinkIdentityDataDto {
    pub(in crate::genauth) const YES: Self = Self { success: true };
}

impl Data for LinkIdentityDataDto {
    const ENVELOPE: &'static str = "LinkIdentityResDto";
}

impl Data for Vec<IdentityDto> {
    const ENVELOPE: &'static str = "IdentityListRespDto";
}

impl Data for Vec<UserSyncRelationDto> {
    const ENVELOPE: &'static str = "SyncRelationListRespDto";
}

/// Counterparts of a user in synchronisation sources, to be forgotten.
#[derive(Debug, Object, Deserialize)]
#[oai(rename_all = "camelCase", example = true)]
#[serde(rename_all = "camelCase")]
pub(in crate::genauth) struct DeleteUserSyncRelationReqDto {
    /// The kind of the synchronisation source, such as `lark`.
    pub(in crate::genauth) provider: String,
    /// The user's id.
    pub(in crate::genauth) user_id: String,
    /// Of which kind the id is; GenAuth's own where absent.
    pub(in crate::genauth) user_id_type: Option<UserIdType>,
}

impl Example for DeleteUserSyncRelationReqDto {
    fn example() -> Self {
        Self {
            provider: "lark".into(),
            user_id: "6319a1504f3a4b1c214dd002".into(),
            user_id_type: None,
        }
    }
}
