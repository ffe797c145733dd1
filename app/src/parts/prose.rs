//! What people wrote.

use leptos::prelude::*;

/// HTML that the domain made from Markdown and cleaned. Nothing else may come here.
#[component]
pub fn Prose(
    /// The cleaned HTML.
    #[prop(into)]
    html: String,
) -> impl IntoView {
    view! { <div class="prose" inner_html=html></div> }
}
