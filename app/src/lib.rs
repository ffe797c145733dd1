//! What people see: pages, forms and islands.
//!
//! The map, in reading order:
//!
//! - `routes`: every address, with its page or its form.
//! - `site`, `session`, `shell`: what pages stand on, who is asking, the document around every page.
//! - `form`, `upload`, `failure`: what is typed, what is sent, refusals and faults become pages.
//! - `parts`: pieces that every page uses.
//! - `home`, `forum`, `guide`, `library`, `members`, `search`, `desk`, `pages`: one module per noun, one file per page.
//!
//! Pages run on the server only, call the domain, and are complete without any script; forms post to their page's own address;
//! islands are the few things compiled to wasm as well.

// Views are deeply nested types.
#![recursion_limit = "256"]

pub mod forum;
mod sending;

pub use sending::{Journey, Sending};

#[cfg(feature = "ssr")]
mod days;
#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
pub mod failure;
#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
mod guide;
#[cfg(feature = "ssr")]
mod home;
#[cfg(feature = "ssr")]
mod library;
#[cfg(feature = "ssr")]
mod members;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
mod search;
#[cfg(feature = "ssr")]
pub mod session;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
mod site;
#[cfg(feature = "ssr")]
pub mod upload;

#[cfg(feature = "ssr")]
pub use routes::{Paper, router};
#[cfg(feature = "ssr")]
pub use site::{Door, Face, Organisation, Settings, Site};
#[cfg(feature = "ssr")]
pub use {
    days::{modality_name, public_name, report},
    library::resource::serve::disposition as content_disposition,
};
