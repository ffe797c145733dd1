//! The process through its router, without a socket: what every answer carries, what no request gets past.

mod assets;
mod being_known;
mod cast;
mod certified;
mod common;
mod desk;
mod documents;
mod entry;
mod feeds;
mod forms;
mod headers;
mod hostile;
mod joining;
mod links;
mod markup;
mod operators;
mod pace;
mod panics;
mod permissions;
mod reviewed;
mod scripts;
mod sessions;
mod shelves;
mod statements;
mod stopping;
mod worker;
