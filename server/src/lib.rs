//! The process that holds the community and its pages together.
//!
//! The map, in reading order:
//!
//! - `config`: settings, read once and refused at the door when they are wrong.
//! - `place`: opening what the settings name: folder, database, index, post.
//! - `demo`: the demonstration community, for `serve --demo`.
//! - `commands`, `serve`: what the program does when called.
//! - `papers`: the days' documents, for whoever may have them.
//! - `http`: the router and the order of its layers; the same one for the process and for the tests.
//! - `telemetry`, `guard`, `session`: those layers: what is noted, what is refused, who is asking.
//! - `assets`, `health`, `measure`: the few answers that are no page.
//! - `worker`: consequences, drained from the journal.
//! - `reading`: the text of files, read by a process that may be lost.
//! - `links`: whether the library's links still lead somewhere.

pub mod assets;
pub mod commands;
pub mod config;
pub mod demo;
pub mod guard;
pub mod health;
pub mod http;
mod links;
pub mod measure;
mod papers;
pub mod place;
pub mod reading;
pub mod serve;
pub mod session;
pub mod telemetry;
pub mod worker;
