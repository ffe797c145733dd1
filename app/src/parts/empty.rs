//! A place with nothing in it yet.

use leptos::prelude::*;

use super::ButtonLink;

/// What will be here and how to begin (children: one or two paragraphs), and the way to do it.
#[component]
pub fn Empty(
    /// Label and address of the way to begin.
    #[prop(optional)]
    action: Option<(String, String)>,
    /// What goes inside.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            {children()}
            {action.map(|(label, href)| view! { <ButtonLink label href/> })}
        </div>
    }
}
