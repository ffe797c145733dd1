//! The way to this page.

use leptos::prelude::*;

use super::raised;

/// The pages above this one, from the widest to the nearest: label and address of each. What has no address is said only: where one
/// is among its like, « 5e des 16 journées ».
#[component]
pub fn Crumbs(
    /// Label and address of each page above.
    crumbs: Vec<(String, String)>,
) -> impl IntoView {
    let crumbs = crumbs.into_iter().map(|(label, href)| match href.is_empty() {
        true => view! { <li><span>{raised(&label)}</span></li> }.into_any(),
        false => view! { <li><a href=href>{label}</a></li> }.into_any(),
    });
    view! {
        <nav class="crumbs" aria-label="Fil d’Ariane">
            <ol class="crumbs-list">{crumbs.collect_view()}</ol>
        </nav>
    }
}
