//! The frame of every page: skip link, masthead, text, footer.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{ActingBand, Crumbs, Footer, Masthead, MastheadPerson, Place};

/// A whole page. `title` names the browser's tab (« titre – Communauté VAE »); an empty one leaves the name
/// alone. `refused` says in the tab that a form came back with errors.
#[component]
pub fn Page(
    /// The words of the tab, or of the heading.
    #[prop(into)]
    title: String,
    /// The noun the page belongs to.
    #[prop(optional)]
    place: Place,
    /// The way here: label and address of each page above this one.
    #[prop(optional)]
    crumbs: Vec<(String, String)>,
    /// Whether a form came back with errors.
    #[prop(optional)]
    refused: bool,
    /// The contents.
    children: Children,
) -> impl IntoView {
    // The bottom bar of a phone exists for members only; the page leaves room for it.
    let bottom = use_context::<MastheadPerson>().is_some_and(|person| !person.places.is_empty());
    // Leptos writes a title as it is: the name of a topic could close it, and go on in the page.
    let tab = html_escape::encode_text(&tab(&title, refused)).into_owned();
    view! {
        <Title text=tab/>
        <a class="skip" href="#contenu">"Aller au contenu"</a>
        <ActingBand/>
        <Masthead place/>
        <main id="contenu" class="wrap" tabindex="-1">
            {(!crumbs.is_empty()).then(|| view! { <Crumbs crumbs/> })}
            {children()}
        </main>
        <Footer above_bar=bottom/>
    }
}

/// What the page is: its heading, a paragraph under it, and what else belongs there (badges, facts, an
/// element of class `page-end` for the main action).
#[component]
pub fn PageHead(
    /// The words of the tab, or of the heading.
    #[prop(into)]
    title: String,
    /// The paragraph under the heading.
    #[prop(optional, into)]
    lead: Option<String>,
    /// The contents.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page-head">
            <h1>{title}</h1>
            {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
            {children.map(|children| children())}
        </header>
    }
}

/// The words of the browser's tab.
fn tab(title: &str, refused: bool) -> String {
    match (refused, title.is_empty()) {
        (_, true) => "Communauté VAE".to_owned(),
        (false, false) => format!("{title} – Communauté VAE"),
        (true, false) => format!("Erreur\u{a0}: {title} – Communauté VAE"),
    }
}

#[cfg(test)]
mod tests {
    use super::tab;

    #[test]
    fn the_tab_says_the_page_then_the_site() {
        assert_eq!(tab("Forums", false), "Forums – Communauté VAE");
        assert_eq!(tab("Ouvrir un sujet", true), "Erreur\u{a0}: Ouvrir un sujet – Communauté VAE");
        assert_eq!(tab("", false), "Communauté VAE");
    }
}
