//! Putting example data, all or nothing.

use serde_json::json;

use super::Store;
use crate::{AccountSeed, Error, Result, Timestamp};

impl Store {
    pub(crate) async fn seed(&self, accounts: &[AccountSeed], now: Timestamp) -> Result<()> {
        let mut transaction = self.begin().await?;
        for account in accounts {
            let id: i64 = sqlx::query_scalar(
                "insert into accounts (realm, name, settings) values (?1, ?2, ?3) returning id",
            )
            .bind(&account.realm)
            .bind(&account.name)
            .bind(account.settings.to_string())
            .fetch_one(&mut *transaction)
            .await?;
            let first: i64 = sqlx::query_scalar("select coalesce(max(id), 0) + 1 from users")
                .fetch_one(&mut *transaction)
                .await?;
            let keys = || first..;
            let users: Vec<_> = keys()
                .zip(&account.users)
                .map(|(key, user)| {
                    json!([
                        key,
                        user.profile,
                        user.protected,
                        user.created_at.unwrap_or(now).0
                    ])
                })
                .collect();
            sqlx::query(
                "insert into users (id, account_id, profile, protected, created_at, updated_at) \
                 select j.value ->> 0, ?1, json(j.value -> 1), j.value ->> 2, j.value ->> 3, j.value ->> 3 \
                 from json_each(?2) j",
            )
            .bind(id)
            .bind(serde_json::to_string(&users)?)
            .execute(&mut *transaction)
            .await?;
            let names: Vec<_> = keys()
                .zip(&account.users)
                .flat_map(|(key, user)| {
                    user.identifiers
                        .iter()
                        .map(move |name| json!([key, name.scheme, name.value, name.exclusive]))
                })
                .collect();
            sqlx::query(
                "insert into identifiers (account_id, scheme, value, user_id, exclusive) \
                 select ?1, j.value ->> 1, j.value ->> 2, j.value ->> 0, j.value ->> 3 from json_each(?2) j",
            )
            .bind(id)
            .bind(serde_json::to_string(&names)?)
            .execute(&mut *transaction)
            .await?;
            let credentials = account
                .credentials
                .iter()
                .map(|credential| {
                    let subject = match credential.subject {
                        None => None,
                        Some(at) if at < account.users.len() => {
                            Some(first + i64::try_from(at).unwrap_or(0))
                        }
                        Some(at) => {
                            return Err(Error::internal(format!(
                                "{}: no user at position {at}",
                                account.name
                            )));
                        }
                    };
                    let grants = serde_json::to_string(&credential.grants)?;
                    Ok(json!([
                        credential.kind,
                        credential.key,
                        credential.secret,
                        subject,
                        grants
                    ]))
                })
                .collect::<Result<Vec<_>>>()?;
            sqlx::query(
                "insert into credentials (realm, kind, key, account_id, secret, subject, grants) \
                 select ?1, j.value ->> 0, j.value ->> 1, ?2, j.value ->> 2, j.value ->> 3, j.value ->> 4 \
                 from json_each(?3) j",
            )
            .bind(&account.realm)
            .bind(id)
            .bind(serde_json::to_string(&credentials)?)
            .execute(&mut *transaction)
            .await?;
            sqlx::query(
                "insert into sequences (account_id, scheme, last) \
                 select ?1, j.value ->> 0, j.value ->> 1 from json_each(?2) j",
            )
            .bind(id)
            .bind(serde_json::to_string(&account.sequences)?)
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }
}
