//! Starting and stopping.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use poem::{
    Server,
    listener::{Acceptor, Listener, TcpListener},
    web::LocalAddr,
};
use tokio::{sync::oneshot, task::JoinHandle};
use umbridge_directory::{AccountSeed, Clock, Database, Directory, Worker};
use umbridge_vendors::VENDORS;

use crate::{Mutant, dispatch::Dispatch, mutants::Strain, pages, request_id::with_request_id};

/// How long open requests may take to end once the server is told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// How an emulator is to be started.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where to keep the data.
    pub database: Database,
    /// What an empty database is filled with.
    pub seed: Vec<AccountSeed>,
    /// The clock everything lives by.
    pub clock: Clock,
    /// Request bodies above this many bytes are refused.
    pub body_limit: usize,
    /// What is wrong with it on purpose.
    pub mutant: Option<Mutant>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            database: Database::Temporary,
            seed: default_seed(),
            clock: Clock::system(),
            body_limit: 1 << 20,
            mutant: None,
        }
    }
}

/// The users and keys of all documents' examples.
pub fn default_seed() -> Vec<AccountSeed> {
    VENDORS.iter().flat_map(|vendor| (vendor.seed)()).collect()
}

/// Why an emulator could not be started or did not end well.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address is taken or not ours.
    #[error("cannot listen on {address}: {cause}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system says.
        cause: io::Error,
    },
    /// An account of the seed has settings that its vendor does not know, or a vendor that nobody knows.
    #[error("the seed's account {account}: {reason}")]
    Seed {
        /// The account's name.
        account: String,
        /// What is wrong.
        reason: String,
    },
    /// The database cannot be opened or filled.
    #[error("the database cannot be used")]
    Database(#[from] umbridge_directory::Error),
    /// The server ended with an error.
    #[error("the server failed: {0}")]
    Serve(#[from] io::Error),
}

/// A running emulator. Dropping it without [`Emulator::stop`] leaves it running until the runtime ends.
#[derive(Debug)]
pub struct Emulator {
    address: SocketAddr,
    directory: Directory,
    worker: Worker,
    strain: Option<Strain>,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<io::Result<()>>,
}

impl Emulator {
    /// Opens the database, seeds it where it is empty, and begins to answer.
    ///
    /// # Errors
    ///
    /// [`Error::Listen`] and [`Error::Database`].
    pub async fn start(options: Options) -> Result<Self, Error> {
        let listen = |cause| Error::Listen {
            address: options.listen,
            cause,
        };
        let acceptor = TcpListener::bind(options.listen)
            .into_acceptor()
            .await
            .map_err(listen)?;
        let address = bound(&acceptor).unwrap_or(options.listen);

        check(&options.seed)?;
        let directory = Directory::open(options.database, options.clock).await?;
        if directory.is_empty().await? {
            directory.seed(&options.seed).await?;
        }
        let strain = options.mutant.map(|mutant| Strain::new(mutant, &directory));
        let faulty = strain.as_ref().and_then(Strain::directory);
        let worker = Worker::start(faulty.unwrap_or(&directory));
        let app = with_request_id(Dispatch::new(
            &directory,
            options.body_limit,
            strain.as_ref(),
            pages::endpoint(strain.as_ref().map(Strain::mutant)),
        ));
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(
            Server::new_with_acceptor(acceptor).run_with_graceful_shutdown(
                app,
                // An emulator that was dropped is to run on, which is not the same as being told to stop.
                async {
                    if stopped.await.is_err() {
                        std::future::pending::<()>().await;
                    }
                },
                Some(GRACE),
            ),
        );
        Ok(Self {
            address,
            directory,
            worker,
            strain,
            stop,
            serving,
        })
    }

    /// Where it listens, such as `http://127.0.0.1:4010`.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it keeps: for tests that look behind the answers or hold the clock.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// How often a mutant has done what is wrong with it.
    pub fn faults_shown(&self) -> usize {
        self.strain.as_ref().map_or(0, Strain::hits)
    }

    /// Lets open requests end, then stops.
    ///
    /// # Errors
    ///
    /// [`Error::Serve`] where the server had failed.
    pub async fn stop(self) -> Result<(), Error> {
        // The receiver is gone only where the server has already ended, with an error that follows.
        let _ = self.stop.send(());
        let ended = self.serving.await.map_err(io::Error::other)?;
        self.worker.stop().await;
        Ok(ended?)
    }
}

/// A mistake in a seed is told at the start, not by the first request that meets it.
fn check(seed: &[AccountSeed]) -> Result<(), Error> {
    for account in seed {
        let vendor = VENDORS.iter().find(|vendor| vendor.name == account.realm);
        let checked = match vendor {
            Some(vendor) => (vendor.settings.check)(&account.settings),
            None => Err(format!("no vendor is called {}", account.realm)),
        };
        checked.map_err(|reason| Error::Seed {
            account: account.name.clone(),
            reason,
        })?;
    }
    Ok(())
}

fn bound(acceptor: &impl Acceptor) -> Option<SocketAddr> {
    acceptor
        .local_addr()
        .into_iter()
        .find_map(|LocalAddr(address)| address.as_socket_addr().copied())
}
