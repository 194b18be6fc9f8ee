//! The server from outside: over HTTP, and through a browser.

mod browser;
mod documents_page;
mod listener;
mod mutants;
