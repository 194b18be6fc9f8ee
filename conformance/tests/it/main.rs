//! The suite judged from outside: its files, its safety, and its verdicts on servers of known behaviour.

mod data;
mod dumb;
mod honest;
mod safety;
mod stub;
