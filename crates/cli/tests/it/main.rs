//! The program as a process: what only shows when it is started, and killed.
#![cfg(feature = "emulator")]

mod action;
mod diff;
mod documents;
mod emulator;
mod exit_codes;
mod inventory;
mod killed;
mod secrets;
