//! What machines, accidents and ill will send: each gets an answer that a person can read, and changes nothing.

mod bytes;
mod climbing;
mod expired;
mod library;
mod machine;
mod refusals;
mod twice;
mod words;
