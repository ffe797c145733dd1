//! What one presses.

use leptos::prelude::*;

/// How much an action weighs on its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// The main action: one on a page.
    #[default]
    Main,
    /// Another action.
    Quiet,
    /// What cannot be undone.
    Danger,
    /// An action that reads as a link, in a row or under a post.
    Link,
}

impl Weight {
    fn class(self) -> &'static str {
        match self {
            Weight::Main => "button",
            Weight::Quiet => "button quiet",
            Weight::Danger => "button danger",
            Weight::Link => "link-button",
        }
    }
}

/// A form's button. `name` and `value` tell several buttons of one form apart. `about` completes the label for
/// those who hear it out of its context (« Déconnecter » … « la session Firefox sur Linux »).
#[component]
pub fn Submit(
    /// What is read.
    #[prop(into)]
    label: String,
    /// How much it weighs on the page.
    #[prop(optional)]
    weight: Weight,
    /// The name it is sent under.
    #[prop(optional, into)]
    name: Option<String>,
    /// What it sends.
    #[prop(optional, into)]
    value: Option<String>,
    /// What completes the label for those who hear it alone.
    #[prop(optional, into)]
    about: Option<String>,
) -> impl IntoView {
    view! {
        <button type="submit" class=weight.class() name=name value=value>
            {label}
            {about.map(|about| view! { <span class="visually-hidden">" "{about}</span> })}
        </button>
    }
}

/// A link that weighs as much as a button: it leads to a page where one acts.
#[component]
pub fn ButtonLink(
    /// What is read.
    #[prop(into)]
    label: String,
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How much it weighs on the page.
    #[prop(optional)]
    weight: Weight,
) -> impl IntoView {
    view! {
        <a class=weight.class() href=href>
            {label}
        </a>
    }
}
