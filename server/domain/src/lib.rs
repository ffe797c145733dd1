//! What the community is and does, without a word of the web.
//!
//! The map, in reading order. Arrows go up only: a module uses those above it, never those below or beside it.
//!
//! - `id`, `role`, `clock`, `secret`: the alphabet.
//! - `text`, `mail`, `index`: Markdown to safe HTML, letters to the post, words to where they are found.
//! - `fault`: what goes wrong with all of these, and what is refused.
//! - `database`, `journal`, `kept`, `community`: where things are kept, what happened, what a process does not read twice, and the
//!   context every use case takes first; of what is below, it holds the place of `files` alone.
//! - `members`: who is here, how they sign in.
//! - `files`: what they send, kept by its content, and the words in it.
//! - `forum`, `guide`: what they say and what they share.
//! - `library`: certifications, certifiers, their updates, documents and links; what is followed, kept and judged of them.
//! - `days`: the year's programme, each day, who comes to it.
//! - `search`, `notices`: what follows from it, fed by the journal.
//! - `upkeep`: founding a new place, filling one for measurements.
//!
//! A *use case* is one `pub async fn`, context first, actor second. A *rule* is a pure function. Rows and queries stay in each
//! noun's `store`. A [`Failure`](fault::Failure) is either the noun's `Refusal`, said to the person, or a [`Fault`](fault::Fault),
//! logged for the operator.

mod clock;
mod community;
mod database;
pub mod days;
pub mod fault;
pub mod files;
pub mod forum;
pub mod guide;
mod id;
mod index;
pub mod journal;
mod kept;
pub mod library;
pub mod mail;
pub mod members;
pub mod notices;
pub mod role;
pub mod search;
pub mod secret;
pub mod text;
pub mod upkeep;

pub use clock::Clock;
pub use community::Community;
pub use database::{Database, statements};
pub use fault::{Failure, Fault};
pub use id::Id;
pub use role::{Role, Roles};
