//! Text that people write: parsed at the door, rendered to HTML that cannot harm, set in French typography.
//!
//! What is kept is the source ([`Markdown`]) and, beside it, what [`render`] made of it with the version of
//! the renderer ([`RENDERER`]); a page only copies that HTML. Two walls stand one behind the other: the
//! events of the Markdown parser are rebuilt one by one (`events`), then the whole goes through a sanitiser
//! with a short list of allowed elements (`sanitiser`). Neither relies on the other.

mod addresses;
mod clean;
pub mod dates;
mod distance;
mod encoding;
mod events;
mod line;
mod markdown;
mod plain;
pub(crate) mod query;
mod render;
mod sanitiser;
mod slug;
pub mod typography;

#[cfg(test)]
mod hostile;

pub use clean::readable;
pub(crate) use distance::distance;
pub use encoding::decoded;
pub use line::Line;
pub use markdown::{Markdown, TextRefusal};
pub use plain::{excerpt, plain};
pub use render::{Html, RENDERER, render, render_anchored};
pub use slug::{folded, slug};
