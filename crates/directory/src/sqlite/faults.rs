//! Whom a batch deletes where the directory has a fault.

use sqlx::{Sqlite, Transaction};

use super::rows;
use crate::{
    AccountId, Deletion, Result,
    fault::{Faulty, Reach},
};

/// Live users whose names begin like those of the batch.
const ALIKE: &str = "select distinct u.id from json_each(?2) j cross join identifiers i on i.user_id = j.value \
     cross join identifiers o on o.account_id = ?1 and o.scheme = i.scheme \
       and length(o.value) >= 14 and substr(o.value, 1, 14) = substr(i.value, 1, 14) \
     cross join users u on u.id = o.user_id and u.deleted_at is null and u.protected = 0";

/// Live users of the account who have a name of one of the batch in another scheme.
const NAMESAKES: &str = "select u.id from json_each(?2) j cross join identifiers o on o.user_id = j.value \
     cross join identifiers i on i.account_id = ?1 and i.scheme <> o.scheme and i.value = o.value \
     cross join users u on u.id = i.user_id and u.deleted_at is null and u.protected = 0";

/// Live users of other accounts with the same identifiers.
const NAMESAKES_ELSEWHERE: &str = "select u.id from json_each(?2) j \
     cross join identifiers i on i.account_id <> ?1 and i.scheme = j.value ->> 0 and i.value = j.value ->> 1 \
     cross join users u on u.id = i.user_id and u.deleted_at is null";

/// Those who go in place of those who should.
pub(super) async fn bent(
    transaction: &mut Transaction<'static, Sqlite>,
    account: AccountId,
    deletion: &Deletion,
    going: Vec<i64>,
    fault: &Faulty,
) -> Result<Vec<i64>> {
    let mut bent = going;
    match fault.reach() {
        None => {}
        Some(Reach::Nobody) => bent.clear(),
        Some(Reach::OnlyTheFirst) => bent.truncate(1),
        Some(Reach::AllButTheLast) => bent.truncate(bent.len().saturating_sub(1).max(1)),
        Some(reach) => {
            let (statement, whose) = match reach {
                Reach::NamesakesElsewhereToo => {
                    (NAMESAKES_ELSEWHERE, rows::names(&deletion.identifiers)?)
                }
                Reach::NamesakesToo => (NAMESAKES, serde_json::to_string(&bent)?),
                _ => (ALIKE, serde_json::to_string(&bent)?),
            };
            let others: Vec<i64> = sqlx::query_scalar(statement)
                .bind(account.0)
                .bind(whose)
                .fetch_all(&mut **transaction)
                .await?;
            bent.extend(others);
        }
    }
    Ok(bent)
}
