//! Reading users page by page.

use poem_openapi::{
    Enum, OpenApi,
    param::{Path, Query},
};
use umbridge_directory::{Listing, Matching, Page, Window};

use super::super::{
    auth::Caller,
    failure::Failure,
    ids,
    order::Column,
    policy,
    scope::Read,
    wire::{UserDto, UserList},
};
use crate::kit::{Answer, Auth};

/// The list of a partition's users.
pub(crate) struct List;

/// Which way a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub(super) enum SortOrder {
    /// The smallest first.
    Asc,
    /// The largest first.
    Desc,
}

#[OpenApi]
impl List {
    /// List users
    ///
    /// Lists users of the organization page by page. The access token needs the scope `PM.User` or
    /// `PM.User.Read`.
    #[oai(
        path = "/identity/api/User/users/:partitionGlobalId",
        method = "get",
        operation_id = "User_GetUsers"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a parameter of the documented operation"
    )]
    async fn list(
        &self,
        Auth(caller): Auth<Caller<Read>>,
        /// The organization whose users are wanted: its global id.
        #[oai(name = "partitionGlobalId")]
        partition_global_id: Path<String>,
        /// Text that occurs in a name or an address of the users wanted, whatever its case.
        #[oai(name = "searchTerm")]
        search_term: Query<Option<String>>,
        /// How many users are wanted at most; 10 unless given.
        #[oai(validator(minimum(value = "0"), maximum(value = "1000")))]
        top: Query<Option<i32>>,
        /// How many users are passed over.
        #[oai(validator(minimum(value = "0")))]
        skip: Query<Option<i32>>,
        /// The member by which users are sorted, such as `UserName` or `CreationTime`.
        #[oai(name = "sortBy")]
        sort_by: Query<Option<String>>,
        /// Which way users are sorted; ascending unless given.
        #[oai(name = "sortOrder")]
        sort_order: Query<Option<SortOrder>>,
    ) -> Result<Answer<UserList>, Failure> {
        require_own(&caller, &partition_global_id.0)?;
        let column = Column::parse(sort_by.0.as_deref())?;
        let descending = sort_order.0 == Some(SortOrder::Desc);
        let skip = skip.0.unwrap_or_default().unsigned_abs();
        let limit = top.0.unwrap_or(policy::DEFAULT_PAGE).unsigned_abs();
        let listing = |window| Listing {
            matching: Matching {
                text: search_term.0.clone().filter(|text| !str::is_empty(text)),
                ..Matching::default()
            },
            window,
        };
        let stored = column.is_stored() && !descending;
        let window = if stored {
            Window::Offset { skip, limit }
        } else {
            // The directory lists in the order of creation; every other order wants all of them.
            Window::Offset {
                skip: 0,
                limit: u32::MAX,
            }
        };
        let Page {
            mut users, total, ..
        } = caller
            .directory
            .list_users(caller.account.id, &listing(window))
            .await?;
        if !stored {
            column.sort(&mut users);
            if descending {
                users.reverse();
            }
            users = users
                .into_iter()
                .skip(skip as usize)
                .take(limit as usize)
                .collect();
        }
        let results = users
            .iter()
            .map(|user| UserDto::of(user, &caller.settings))
            .collect::<Result<_, _>>()?;
        Ok(Answer(UserList {
            total_count: i64::try_from(total).unwrap_or(i64::MAX),
            results,
        }))
    }
}

/// The partition of the path must be the caller's.
fn require_own(caller: &Caller<Read>, given: &str) -> Result<(), Failure> {
    match ids::is_own(&caller.account, caller.settings.id_mode, given) {
        Some(true) => Ok(()),
        Some(false) => Err(Failure::foreign_partition()),
        None => Err(Failure::unreadable("partitionGlobalId", given)),
    }
}
