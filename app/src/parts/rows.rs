//! A list parted by thin lines.

use leptos::prelude::*;

/// The list; its children are [`Row`]s.
#[component]
pub fn Rows(
    /// What goes inside.
    children: Children,
) -> impl IntoView {
    view! { <ul class="rows">{children()}</ul> }
}

/// One line of the list: a title that leads to the thing, and facts under it (children).
#[component]
pub fn Row(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What the thing is called.
    #[prop(into)]
    title: String,
    /// What goes inside.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li class="row">
            <p class="row-title">
                <a href=href>{title}</a>
            </p>
            {children.map(|facts| view! { <p class="facts">{facts()}</p> })}
        </li>
    }
}
