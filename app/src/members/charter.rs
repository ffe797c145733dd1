//! Accepting the charter, wherever one comes in.

use leptos::prelude::*;

use crate::parts::Check;

/// The box to tick, and where to read what it says; in another tab, so that nothing typed is lost.
#[component]
pub(crate) fn CharterCheck(checked: bool, #[prop(optional_no_strip)] error: Option<String>) -> impl IntoView {
    view! {
        <div>
            <p>
                "Jamais un nom de candidate ou de candidat, de la bienveillance, des sources\u{a0}: "
                <a href="/charte" target="_blank">"lire la charte dans un autre onglet"</a>
                "."
            </p>
            <Check name="charte" label="J’ai lu la charte et je l’accepte" checked error/>
        </div>
    }
}
