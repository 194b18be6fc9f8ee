//! The server that cases are asked of: the one of `UMBRIDGE_BASE_URL`, or one started here.
//!
//! All tests of this binary share it. Every case makes its own users, so they
//! do not get in each other's way; and it lives on a runtime of its own,
//! because each test's runtime ends with the test.

use std::sync::OnceLock;

use umbridge_server::{Emulator, Options};

static BASE_URL: OnceLock<String> = OnceLock::new();

/// Where the server is.
pub(crate) fn base_url() -> String {
    BASE_URL.get_or_init(find_or_start).clone()
}

fn find_or_start() -> String {
    if let Ok(url) = std::env::var("UMBRIDGE_BASE_URL") {
        return url;
    }
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let emulator = Emulator::start(Options::default()).await.expect("a server");
            tell.send(emulator.base_url()).expect("somebody who waits");
            // It ends with the process.
            std::future::pending::<()>().await;
        });
    });
    told.recv().expect("a base URL")
}
