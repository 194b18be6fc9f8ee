//! Bodies. What a user consists of is in `user`; the others take it up.

mod answer;
mod request;
mod user;

pub(super) use answer::{IsSuccessDto, IsUserExistsDataDto, ManagementTokenDto};
pub(super) use request::{
    CreateUserReqDto, DeleteUsersBatchDto, GetManagementAccessTokenDto, IsUserExistsReqDto,
};
pub(super) use user::{IdentityDto, SyncRelationDto, UserDto};
