//! Lists of users, of those who are there and of those who were.

use poem_openapi::{OpenApi, param::Query, types::ToJSON};
use umbridge_directory::{Matching, Standing, Timestamp, User};

use crate::{
    genauth::{
        auth::Caller,
        envelope::Reply,
        failure::Failure,
        ids,
        page::Page,
        query::Flag,
        record::{With, moment},
        search::Search,
        wire::{
            ArchivedUsersListPagingDto, ListArchivedUsersRespDto, ListUsersRequestDto,
            UserPagingDto, UserStatus,
        },
    },
    kit::{Auth, JsonBody},
};

pub(in crate::genauth) struct Lists;

#[OpenApi]
impl Lists {
    /// List or search users
    ///
    /// Finds users by keywords and conditions, and shows a page of them.
    #[oai(
        path = "/api/v3/list-users",
        method = "post",
        operation_id = "UsersManagementController_listUsers"
    )]
    async fn list_users(
        &self,
        Auth(caller): Auth<Caller>,
        JsonBody(body): JsonBody<ListUsersRequestDto>,
    ) -> Result<Reply<UserPagingDto>, Failure> {
        if body.search_query.is_some() {
            return Err(Failure::unsupported("searchQuery"));
        }
        let options = body.options.unwrap_or_default();
        let pagination = options.pagination.unwrap_or_default();
        let page = Page::parse(pagination.page, pagination.limit)?;
        let search = Search::default()
            .keywords(body.keywords.as_deref(), options.fuzzy_search_on)
            .conditions(body.advanced_filter.unwrap_or_default())?
            .sorted(options.sort.unwrap_or_default());
        let with = With {
            custom_data: options.with_custom_data.unwrap_or_default(),
            identities: options.with_identities.unwrap_or_default(),
            department_ids: options.with_department_ids.unwrap_or_default(),
        };
        let found = caller.search(Matching::default(), &search, page).await?;
        Ok(Reply(found.shown(with)?))
    }

    /// List users by page
    ///
    /// Shows a page of the users. The operation of the same path by `POST` takes its place.
    #[oai(
        path = "/api/v3/list-users",
        method = "get",
        deprecated = true,
        operation_id = "UsersManagementController_listUsersLegacy"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a parameter of the documented operation"
    )]
    async fn list_users_legacy(
        &self,
        Auth(caller): Auth<Caller>,
        /// The page, counted from 1; 1 where absent.
        page: Query<Option<i64>>,
        /// Users per page, 50 at most; 10 where absent.
        limit: Query<Option<i64>>,
        /// Only users whose account stands so.
        status: Query<Option<UserStatus>>,
        /// Only users last changed then or later, in seconds since the Unix epoch.
        #[oai(name = "updatedAtStart")]
        updated_at_start: Query<Option<i64>>,
        /// Only users last changed then or earlier, in seconds since the Unix epoch.
        #[oai(name = "updatedAtEnd")]
        updated_at_end: Query<Option<i64>>,
        /// Whether to show the values of custom fields.
        #[oai(name = "withCustomData")]
        with_custom_data: Query<Option<Flag>>,
        /// Whether to show identities at other services.
        #[oai(name = "withIdentities")]
        with_identities: Query<Option<Flag>>,
        /// Whether to show departments.
        #[oai(name = "withDepartmentIds")]
        with_department_ids: Query<Option<Flag>>,
    ) -> Result<Reply<UserPagingDto>, Failure> {
        let page = Page::parse(page.0, limit.0)?;
        let mut matching = Matching::default();
        if let Some(status) = status.0 {
            matching.equal = vec![("$.user.status".into(), status.to_json().unwrap_or_default())];
        }
        let search = Search::default().updated(
            updated_at_start.0.map(from_seconds),
            updated_at_end.0.map(from_seconds),
        );
        let with = With::of(with_custom_data.0, with_identities.0, with_department_ids.0);
        let found = caller.search(matching, &search, page).await?;
        Ok(Reply(found.shown(with)?))
    }

    /// List archived users
    ///
    /// Shows a page of the users who were deleted.
    #[oai(
        path = "/api/v3/list-archived-users",
        method = "get",
        operation_id = "UsersManagementController_listArchivedUsers"
    )]
    async fn list_archived_users(
        &self,
        Auth(caller): Auth<Caller>,
        /// The page, counted from 1; 1 where absent.
        page: Query<Option<i64>>,
        /// Users per page, 50 at most; 10 where absent.
        limit: Query<Option<i64>>,
        /// Only users deleted then or later, in seconds since the Unix epoch.
        #[oai(name = "startAt")]
        start_at: Query<Option<i64>>,
    ) -> Result<Reply<ArchivedUsersListPagingDto>, Failure> {
        let page = Page::parse(page.0, limit.0)?;
        let matching = Matching {
            deleted: true,
            ..Matching::default()
        };
        // The moment of its deletion is the last change of a deleted user.
        let search = Search::default().updated(start_at.0.map(from_seconds), None);
        let found = caller.search(matching, &search, page).await?;
        Ok(Reply(ArchivedUsersListPagingDto {
            total_count: found.total,
            list: found.users.iter().filter_map(archived).collect(),
        }))
    }
}

fn from_seconds(seconds: i64) -> Timestamp {
    Timestamp(seconds.saturating_mul(1_000_000))
}

fn archived(user: &User) -> Option<ListArchivedUsersRespDto> {
    let (Standing::Deleted { at } | Standing::Purged { at }) = user.standing else {
        return None;
    };
    Some(ListArchivedUsersRespDto {
        user_id: user.identifier(ids::USER_ID)?.to_owned(),
        archived_at: moment(at),
    })
}
