//! Documents and links: their pages, and how they are named wherever they are listed.

use domain::{Id, library::resource::Resource, text::slug};
use leptos::prelude::*;

/// The address of a resource.
pub(crate) fn address(id: i64, title: &str) -> String {
    format!("/ressources/documents/{id}-{}", slug(title, "document"))
}

/// « trouvé page 7 »: leads into the file when browsers turn its pages.
pub(crate) fn page_link(id: i64, title: &str, version: Option<u32>, page: u32) -> AnyView {
    let words = format!("trouvé page\u{a0}{page}");
    match version {
        Some(version) => {
            let href = format!("{}/fichier/{version}?voir#page={page}", address(id, title));
            view! { <p class="found-page"><a href=href>{words}</a></p> }.into_any()
        }
        None => view! { <p class="found-page">{words}</p> }.into_any(),
    }
}

/// The number that an address of a resource begins with.
pub(crate) fn number(asked: &str) -> Option<Id<Resource>> {
    asked.parse().ok()
}
