//! The bottom of every page: who we are, and the pages that law and habit expect.

use leptos::prelude::*;

const PAGES: [(&str, &str); 7] = [
    ("Aide", "/aide"),
    ("Charte", "/charte"),
    // The law wants this very mention on the front page.
    ("Accessibilité\u{a0}: non conforme", "/accessibilite"),
    ("Mentions légales", "/mentions-legales"),
    ("Confidentialité", "/confidentialite"),
    ("Plan du site", "/plan-du-site"),
    ("Contact", "/contact"),
];

/// The footer. `above_bar` leaves room for the bar of nouns that a phone fixes at the bottom.
#[component]
pub fn Footer(
    /// Whether a phone has a bar under it.
    #[prop(optional)]
    above_bar: bool,
) -> impl IntoView {
    let pages = PAGES.map(|(label, href)| {
        view! {
            <li>
                <a href=href>{label}</a>
            </li>
        }
    });
    view! {
        <footer class=if above_bar { "footer above-bar" } else { "footer" }>
            <div class="wrap">
                <p>
                    "La communauté des conseillères et conseillers, des assistantes et assistants des antennes VAE \
                    d’Île-de-France, animée par Défi métiers."
                </p>
                <ul class="footer-pages">{pages.collect_view()}</ul>
            </div>
        </footer>
    }
}
