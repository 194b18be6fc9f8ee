//! Fills a database with the seed and many more users of one account, for `cargo xtask bench`.

use std::path::PathBuf;

use umbridge_directory::{Clock, Database, Directory, Identifier, NewUser};
use umbridge_vendors::VENDORS;

/// Users per transaction: large enough to be quick, small enough to stay in memory.
const BATCH: usize = 10_000;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(users)) = (arguments.next(), arguments.next()) else {
        return Err("usage: populate FILE USERS".into());
    };
    let users: usize = users.parse()?;
    let directory = Directory::open(Database::File(PathBuf::from(file)), Clock::system()).await?;
    let seed: Vec<_> = VENDORS.iter().flat_map(|vendor| (vendor.seed)()).collect();
    directory.seed(&seed).await?;
    let account = directory
        .find_account("uipath", "3fa85f64-5717-4562-b3fc-2c963f66afa6")
        .await?;
    let account = account.ok_or("the seed has no such account")?;
    for first in (0..users).step_by(BATCH) {
        let batch: Vec<NewUser> = (first..users.min(first + BATCH)).map(user).collect();
        directory.create_users(account.id, &batch).await?;
    }
    Ok(())
}

fn user(n: usize) -> NewUser {
    let email = format!("bench{n}@load.example");
    NewUser {
        identifiers: vec![
            Identifier::new("id", format!("bench-{n}")),
            Identifier::new("email", email.clone()),
        ],
        profile: serde_json::json!({"userName": format!("bench{n}"), "email": email, "name": "Bench", "surname": "Load"}),
    }
}
