//! Accounts, their settings and their counters.

use serde_json::Value;
use sqlx::Row;

use super::{Store, rows};
use crate::{Account, AccountId, Error, Result};

impl Store {
    pub(crate) async fn is_empty(&self) -> Result<bool> {
        let any = sqlx::query("select 1 from accounts limit 1")
            .fetch_optional(&self.reader)
            .await?;
        Ok(any.is_none())
    }

    pub(crate) async fn find_account(&self, realm: &str, name: &str) -> Result<Option<Account>> {
        let row = sqlx::query(
            "select id as account_id, realm, name, settings from accounts where realm = ?1 and name = ?2",
        )
        .bind(realm)
        .bind(name)
        .fetch_optional(&self.reader)
        .await?;
        row.as_ref().map(rows::account).transpose()
    }

    pub(crate) async fn update_settings(&self, account: AccountId, settings: &Value) -> Result<()> {
        let mut transaction = self.begin().await?;
        let changed = sqlx::query("update accounts set settings = ?2 where id = ?1")
            .bind(account.0)
            .bind(settings.to_string())
            .execute(&mut *transaction)
            .await?;
        if changed.rows_affected() == 0 {
            return Err(Error::UnknownAccount);
        }
        Ok(transaction.commit().await?)
    }

    pub(crate) async fn replace_settings(
        &self,
        account: AccountId,
        from: &Value,
        to: &Value,
    ) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let replaced =
            sqlx::query("update accounts set settings = ?3 where id = ?1 and settings = ?2")
                .bind(account.0)
                .bind(from.to_string())
                .bind(to.to_string())
                .execute(&mut *transaction)
                .await?;
        transaction.commit().await?;
        Ok(replaced.rows_affected() == 1)
    }

    pub(crate) async fn reserve_numbers(
        &self,
        account: AccountId,
        scheme: &str,
        count: u32,
    ) -> Result<i64> {
        let mut transaction = self.begin().await?;
        let row = sqlx::query(
            "insert into sequences (account_id, scheme, last) values (?1, ?2, ?3) \
             on conflict do update set last = last + excluded.last returning last",
        )
        .bind(account.0)
        .bind(scheme)
        .bind(count)
        .fetch_one(&mut *transaction)
        .await?;
        let last: i64 = row.try_get("last")?;
        transaction.commit().await?;
        Ok(last - i64::from(count) + 1)
    }
}
