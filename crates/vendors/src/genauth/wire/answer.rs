//! What stands in `data`.

use poem_openapi::Object;

use crate::genauth::envelope::Data;

/// Whether it worked.
#[derive(Debug, Object)]
pub(in crate::genauth) struct IsSuccessDto {
    /// Whether it worked.
    pub(in crate::genauth) success: bool,
}

impl IsSuccessDto {
    /// Documented: success says so twice, by `statusCode` and here.
    pub(in crate::genauth) const YES: Self = Self { success: true };
}

impl Data for IsSuccessDto {
    const ENVELOPE: &'static str = "IsSuccessRespDto";
}

/// Whether somebody has the name.
#[derive(Debug, Object)]
pub(in crate::genauth) struct IsUserExistsDataDto {
    /// Whether somebody has it.
    pub(in crate::genauth) exists: bool,
}

impl Data for IsUserExistsDataDto {
    const ENVELOPE: &'static str = "IsUserExistsRespDto";
}

/// A management token.
// Recorded: these members alone are not in camel case.
#[derive(Debug, Object)]
pub(in crate::genauth) struct ManagementTokenDto {
    /// The token, to be sent as a bearer token.
    pub(in crate::genauth) access_token: String,
    /// For how many seconds it is good.
    pub(in crate::genauth) expires_in: u32,
}

impl Data for ManagementTokenDto {
    const ENVELOPE: &'static str = "GetManagementTokenRespDto";
}
