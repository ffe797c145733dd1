//! A message on the page.

use leptos::prelude::*;

use super::Tone;

/// What to know here, or what has just happened. After an action, `fresh` gives it the focus, so that it is
/// heard first: a status that is there from the start of a page is announced by few screen readers.
#[component]
pub fn Notice(
    /// What its colour says.
    #[prop(optional)]
    tone: Tone,
    /// Whether it has just happened.
    #[prop(optional)]
    fresh: bool,
    /// What goes inside.
    children: Children,
) -> impl IntoView {
    view! {
        <div
            class=format!("notice{}", tone.suffix())
            role=fresh.then_some("status")
            tabindex=fresh.then_some("-1")
            autofocus=fresh
        >
            {children()}
        </div>
    }
}
