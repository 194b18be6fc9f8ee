//! The program as a process: what only shows when it is started, and killed.
#![cfg(feature = "emulator")]

mod emulator;
mod exit_codes;
mod inventory;
mod killed;
mod secrets;
