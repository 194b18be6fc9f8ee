//! Carrying a search out.

use poem_openapi::types::ToJSON;
use serde_json::Value;
use umbridge_directory::{Listing, Matching, Standing, User, Window};

use super::Search;
use crate::genauth::{
    auth::Caller,
    failure::Failure,
    page::Page,
    record::{Record, With},
    wire::UserPagingDto,
};

/// Users looked at in one go.
const STRIDE: u32 = 500;

/// A page of what a search has found.
#[derive(Debug)]
pub(in crate::genauth) struct Found {
    /// The users of the page.
    pub(in crate::genauth) users: Vec<User>,
    /// How many were found in all.
    pub(in crate::genauth) total: u64,
}

impl Found {
    /// The users as they are shown.
    pub(in crate::genauth) fn shown(&self, with: With) -> Result<UserPagingDto, Failure> {
        let list = self.users.iter();
        Ok(UserPagingDto {
            total_count: self.total,
            list: list
                .map(|user| Ok(Record::of(user)?.shown(with)))
                .collect::<Result<_, Failure>>()?,
        })
    }
}

impl Caller {
    /// A page of the users that match and that a search wants.
    pub(in crate::genauth) async fn search(
        &self,
        matching: Matching,
        search: &Search,
        page: Page,
    ) -> Result<Found, Failure> {
        if search.is_plain() {
            let window = Window::Offset {
                skip: page.skip,
                limit: page.limit,
            };
            let listing = Listing { matching, window };
            let listed = self.directory.list_users(self.account.id, &listing).await?;
            return Ok(Found {
                users: listed.users,
                total: listed.total,
            });
        }
        let mut found = self.scan(matching, search).await?;
        found.sort_by(|(one, _), (other, _)| search.order(one, other));
        let total = found.len() as u64;
        let users = found.into_iter().map(|(_, user)| user);
        Ok(Found {
            users: users
                .skip(page.skip as usize)
                .take(page.limit as usize)
                .collect(),
            total,
        })
    }

    /// Everybody whom a search wants, in the order of creation, with how they are shown.
    async fn scan(
        &self,
        matching: Matching,
        search: &Search,
    ) -> Result<Vec<(Value, User)>, Failure> {
        let matching = Matching {
            text: search.text(),
            ..matching
        };
        let mut found = Vec::new();
        let mut last = None;
        loop {
            let window = Window::After {
                user: last,
                limit: STRIDE,
            };
            let listing = Listing {
                matching: matching.clone(),
                window,
            };
            let listed = self.directory.list_users(self.account.id, &listing).await?;
            last = listed.users.last().map(|user| user.id);
            for user in listed.users {
                let looks = looks(&user)?;
                if search.wants(&looks, user.updated_at) {
                    found.push((looks, user));
                }
            }
            if !listed.has_more {
                return Ok(found);
            }
        }
    }
}

/// A user with all optional members; nothing is left of who was deleted.
fn looks(user: &User) -> Result<Value, Failure> {
    match user.standing {
        Standing::Live => Ok(Record::of(user)?.user.to_json().unwrap_or_default()),
        Standing::Deleted { .. } | Standing::Purged { .. } => Ok(Value::Null),
    }
}
