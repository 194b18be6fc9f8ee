//! The plans of the hot statements: probes of a key, never a scan of an account.

use sqlx::Row;

use super::{Store, deletions, jobs, users};
use crate::Database;

#[rstest::rstest]
#[case::targets_of_a_deletion(deletions::TARGETS, &["SEARCH i", "SEARCH u USING INTEGER PRIMARY KEY"])]
#[case::users_by_identifier(users::FIND, &["SEARCH i", "SEARCH u USING INTEGER PRIMARY KEY"])]
#[case::names_that_are_taken(users::TAKEN, &["SEARCH i"])]
#[case::erasure(deletions::ERASE, &["SEARCH users USING INTEGER PRIMARY KEY"])]
#[case::sweep(jobs::SWEEP, &["SEARCH users USING INDEX users_to_purge"])]
#[case::sweep_jobs(jobs::SWEEP_JOBS, &["SEARCH jobs USING INDEX jobs_finished", "SEARCH batches USING COVERING INDEX sqlite_autoindex_batches_1"])]
#[case::next_due(jobs::NEXT_DUE, &["SEARCH jobs USING INDEX jobs_active", "SEARCH users USING INDEX users_to_purge"])]
#[tokio::test]
async fn hot_statements_probe_keys(#[case] statement: &str, #[case] expected: &[&str]) {
    let store = Store::open(Database::Temporary).await.expect("a database");
    let explain = sqlx::AssertSqlSafe(format!("explain query plan {statement}"));
    let rows = sqlx::query(explain)
        .bind("1")
        .bind("[]")
        .fetch_all(&store.reader)
        .await
        .expect("a plan");
    let plan: Vec<String> = rows.iter().map(|row| row.get("detail")).collect();
    for step in expected {
        assert!(
            plan.iter().any(|line| line.starts_with(step)),
            "{step} is not in {plan:#?}"
        );
    }
    for table in ["i", "u", "users", "identifiers"] {
        assert!(
            !plan
                .iter()
                .any(|line| line.starts_with(&format!("SCAN {table}"))),
            "a scan in {plan:#?}"
        );
    }
}
