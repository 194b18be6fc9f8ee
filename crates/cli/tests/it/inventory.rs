//! Everybody who lives in an emulator's database, as the database has them.

use std::collections::BTreeSet;
use std::path::Path;

use umbridge_directory::{Clock, Database, Directory, Listing, Matching, Window};

/// Every living user of every account, with names and profile.
pub(crate) fn inventory(database: &Path) -> BTreeSet<String> {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let database = Database::File(database.to_owned());
        let directory = Directory::open(database, Clock::system());
        let directory = directory.await.expect("a database");
        let mut everybody = BTreeSet::new();
        for seed in umbridge_server::default_seed() {
            let account = directory.find_account(&seed.realm, &seed.name).await;
            let account = account.expect("a database").expect("an account");
            let listing = Listing {
                matching: Matching::default(),
                window: Window::Offset {
                    skip: 0,
                    limit: 1_000_000,
                },
            };
            let page = directory.list_users(account.id, &listing).await;
            let page = page.expect("users");
            assert!(!page.has_more);
            for user in page.users {
                let place = format!("{} {}", seed.realm, seed.name);
                let names = &user.identifiers;
                everybody.insert(format!("{place} {names:?} {}", user.profile));
            }
        }
        everybody
    })
}
