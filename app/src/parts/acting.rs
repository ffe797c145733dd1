//! The band over every page of whoever sees the site in somebody's place.

use leptos::prelude::*;

use super::{Submit, Weight};

/// In whose place the site is seen: put in context by the session, absent otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InPlaceOf {
    /// The member's name.
    pub name: String,
    /// When it ends by itself, in words.
    pub until: String,
    /// Where one stops.
    pub stop: &'static str,
}

/// The band; nothing for whoever sees their own site.
#[component]
pub fn ActingBand() -> impl IntoView {
    use_context::<InPlaceOf>().map(|InPlaceOf { name, until, stop }| {
        view! {
            <div class="acting" role="status">
                <div class="wrap">
                    <p>
                        "Vous voyez le site comme " <strong>{name}</strong> {format!(", jusqu’à {until}. Vous ne pouvez rien y changer.")}
                    </p>
                    <form method="post" action=stop>
                        <Submit label="Arrêter" weight=Weight::Quiet/>
                    </form>
                </div>
            </div>
        }
    })
}
