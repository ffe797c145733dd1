//! The way to this page.

use leptos::prelude::*;

/// The pages above this one, from the widest to the nearest: label and address of each.
#[component]
pub fn Crumbs(
    /// Label and address of each page above.
    crumbs: Vec<(String, String)>,
) -> impl IntoView {
    let crumbs = crumbs.into_iter().map(|(label, href)| {
        view! {
            <li>
                <a href=href>{label}</a>
            </li>
        }
    });
    view! {
        <nav class="crumbs" aria-label="Fil d’Ariane">
            <ol class="crumbs-list">{crumbs.collect_view()}</ol>
        </nav>
    }
}
