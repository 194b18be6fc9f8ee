//! Credentials.

use sqlx::Row;

use super::{
    Store,
    rows::{self, user_columns},
};
use crate::{AccountId, Credential, NewCredential, Result, Timestamp};

impl Store {
    pub(crate) async fn find_credential(
        &self,
        realm: &str,
        kind: &str,
        key: &str,
        now: Timestamp,
    ) -> Result<Option<Credential>> {
        let row = sqlx::query(concat!(
            "select c.secret, c.subject, c.grants, c.expires_at, a.id as account_id, a.realm, a.name, a.settings, ",
            user_columns!(),
            " from credentials c join accounts a on a.id = c.account_id left join users u on u.id = c.subject \
             where c.realm = ?1 and c.kind = ?2 and c.key = ?3 \
             and u.deleted_at is null and (c.expires_at is null or c.expires_at > ?4)"
        ))
        .bind(realm)
        .bind(kind)
        .bind(key)
        .bind(now.0)
        .fetch_optional(&self.reader)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let subject: Option<i64> = row.try_get("subject")?;
        let expires_at: Option<i64> = row.try_get("expires_at")?;
        Ok(Some(Credential {
            account: rows::account(&row)?,
            secret: row.try_get("secret")?,
            subject: subject.map(|_| rows::user(&row, now)).transpose()?,
            grants: serde_json::from_str(row.try_get("grants")?)?,
            expires_at: expires_at.map(Timestamp),
        }))
    }

    pub(crate) async fn issue_credential(
        &self,
        account: AccountId,
        credential: &NewCredential,
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        let issued = sqlx::query(
            "insert or replace into credentials (realm, kind, key, account_id, secret, subject, grants, expires_at) \
             select realm, ?2, ?3, id, ?4, ?5, ?6, ?7 from accounts where id = ?1",
        )
        .bind(account.0)
        .bind(&credential.kind)
        .bind(&credential.key)
        .bind(&credential.secret)
        .bind(credential.subject.map(|user| user.0))
        .bind(serde_json::to_string(&credential.grants)?)
        .bind(credential.expires_at.map(|moment| moment.0))
        .execute(&mut *transaction)
        .await?;
        if issued.rows_affected() == 0 {
            return Err(crate::Error::UnknownAccount);
        }
        Ok(transaction.commit().await?)
    }
}
