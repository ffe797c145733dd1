//! A part of a page.

use leptos::prelude::*;

/// A heading over an ink rule, with at most one link at the right: label and address. An `id` makes it a place
/// one can jump to.
#[component]
pub fn Section(
    /// The words of the heading.
    #[prop(into)]
    title: String,
    /// Label and address.
    #[prop(optional_no_strip)]
    link: Option<(String, String)>,
    /// Where one can jump to.
    #[prop(optional, into)]
    id: Option<String>,
    /// What goes inside.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section" id=id>
            <div class="section-head">
                <h2>{title}</h2>
                {link.map(|(label, href)| view! { <a href=href>{label}</a> })}
            </div>
            {children()}
        </section>
    }
}
