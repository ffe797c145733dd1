//! The process through its router, without a socket: what every answer carries, what no request gets past.

mod assets;
mod common;
mod forms;
mod headers;
mod operators;
mod pace;
mod panics;
mod sessions;
mod stopping;
mod worker;
