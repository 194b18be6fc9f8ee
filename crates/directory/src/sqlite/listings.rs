//! Users page by page.

use sqlx::Row;

use super::{
    Store,
    rows::{self, user_columns},
};
use crate::{AccountId, Listing, Matching, Page, Result, Timestamp, Window};

/// Reads `?1` account, `?2` deleted, `?3` text or null, `?4` `[[path, value], …]`, `?5` the text as JSON writes it.
/// Profiles are looked through as they are written first, which is much quicker than value by value.
macro_rules! matching {
    () => {
        " from users u where u.account_id = ?1 and (u.deleted_at is not null) = ?2 \
         and (?3 is null or exists (select 1 from identifiers n where n.user_id = u.id \
                and instr(lower(n.value), lower(?3))) \
              or instr(lower(u.profile), lower(?5)) \
                and exists (select 1 from json_tree(u.profile) p where p.type = 'text' \
                    and instr(lower(p.value), lower(?3)))) \
         and not exists (select 1 from json_each(?4) m \
                where not exists (select 1 from json_each(m.value, '$[1]') v \
                    where v.value is json_extract(u.profile, m.value ->> 0)))"
    };
}

const COUNT: &str = concat!("select count(*) as total", matching!());

const OFFSET: &str = concat!(
    "select ",
    user_columns!(),
    matching!(),
    " order by u.id limit ?6 offset ?7"
);
const AFTER: &str = concat!(
    "select ",
    user_columns!(),
    matching!(),
    " and u.id > ?7 order by u.id limit ?6"
);
const BEFORE: &str = concat!(
    "select ",
    user_columns!(),
    matching!(),
    " and u.id < ?7 order by u.id desc limit ?6"
);

impl Store {
    pub(crate) async fn count_users(&self, account: AccountId, matching: &Matching) -> Result<u64> {
        let row = sqlx::query(COUNT)
            .bind(account.0)
            .bind(matching.deleted)
            .bind(&matching.text)
            .bind(serde_json::to_string(&matching.equal)?)
            .bind(written(matching)?)
            .fetch_one(&self.reader)
            .await?;
        let total: i64 = row.try_get("total")?;
        Ok(u64::try_from(total).unwrap_or(0))
    }

    pub(crate) async fn list_users(
        &self,
        account: AccountId,
        listing: &Listing,
        now: Timestamp,
    ) -> Result<Page> {
        let (statement, from, limit) = match listing.window {
            Window::Offset { skip, limit } => (OFFSET, i64::from(skip), limit),
            Window::After { user, limit } => (AFTER, user.map_or(i64::MIN, |user| user.0), limit),
            Window::Before { user, limit } => (BEFORE, user.0, limit),
        };
        // One more than asked for tells whether there is more.
        let found = sqlx::query(statement)
            .bind(account.0)
            .bind(listing.matching.deleted)
            .bind(&listing.matching.text)
            .bind(serde_json::to_string(&listing.matching.equal)?)
            .bind(written(&listing.matching)?)
            .bind(i64::from(limit) + 1)
            .bind(from)
            .fetch_all(&self.reader)
            .await?;
        let has_more = found.len() > limit as usize;
        let mut users = found
            .iter()
            .take(limit as usize)
            .map(|row| rows::user(row, now))
            .collect::<Result<Vec<_>>>()?;
        if matches!(listing.window, Window::Before { .. }) {
            users.reverse();
        }
        let total = match all_there_are(listing.window, users.len()).filter(|_| !has_more) {
            Some(total) => total,
            None => self.count_users(account, &listing.matching).await?,
        };
        Ok(Page {
            users,
            has_more,
            total,
        })
    }
}

/// The text as it stands within a JSON string.
fn written(matching: &Matching) -> Result<Option<String>> {
    let text = matching.text.as_ref();
    let text = text.map(serde_json::to_string).transpose()?;
    Ok(text.map(|text| text[1..text.len() - 1].to_owned()))
}

/// How many match, where a window has the last of them and it is known how many come before it.
fn all_there_are(window: Window, found: usize) -> Option<u64> {
    let found = found as u64;
    match window {
        Window::Offset { skip: 0, .. } | Window::After { user: None, .. } => Some(found),
        // Beyond the end nothing is known of those before it.
        Window::Offset { skip, .. } if found > 0 => Some(u64::from(skip) + found),
        _ => None,
    }
}
