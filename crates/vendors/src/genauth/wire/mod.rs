//! Bodies. What a user consists of is in `user`; the others take it up.

mod answer;
mod identity;
mod listing;
mod request;
mod user;
mod writing;

pub(super) use answer::{IsSuccessDto, IsUserExistsDataDto, ManagementTokenDto};
pub(super) use identity::{DeleteUserSyncRelationReqDto, LinkIdentityDataDto, LinkIdentityDto};
pub(super) use listing::{
    ArchivedUsersListPagingDto, FuzzySearchOn, ListArchivedUsersRespDto,
    ListUsersAdvancedFilterItemDto, ListUsersRequestDto, Operator, Order, SortField, SortingDto,
    UserPagingDto,
};
pub(super) use request::{DeleteUsersBatchDto, GetManagementAccessTokenDto, IsUserExistsReqDto};
pub(super) use user::{
    Gender, IdentityDto, UserDto, UserSourceType, UserStatus, UserSyncRelationDto, WorkStatus,
};
pub(super) use writing::{
    CreateUserBatchReqDto, CreateUserOptionsDto, CreateUserReqDto, UpdateUserReqDto,
};
