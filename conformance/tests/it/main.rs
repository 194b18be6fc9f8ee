//! The suite judged from outside.

mod data;
