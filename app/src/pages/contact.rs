//! `/contact`: who answers, and where.

use leptos::prelude::*;

use crate::{
    parts::{Page, PageHead, Section},
    session,
};

/// The contact page.
#[component]
pub(crate) fn ContactPage() -> impl IntoView {
    let contact = session::site().settings.contact.clone();
    view! {
        <Page title="Contact">
            <PageHead title="Contact" lead="L’équipe d’animation de Défi métiers vous répond."/>
            {match contact {
                Some(contact) => view! { <Letters contact/> }.into_any(),
                None => view! { <p>"Répondez au courriel qui vous a fait entrer dans la communauté\u{a0}: il vient de l’équipe."</p> }.into_any(),
            }}
            <Section title="Vous cherchez un conseil en VAE\u{202f}?">
                <p>
                    "Cette communauté réunit des professionnelles et des professionnels. Pour votre propre parcours, adressez-vous à "
                    <a href="https://vae.gouv.fr/">"France VAE"</a>
                    " ou à l’antenne VAE la plus proche."
                </p>
            </Section>
        </Page>
    }
}

/// What one may write about, each with its subject ready.
#[component]
fn Letters(contact: String) -> impl IntoView {
    let to = contact.clone();
    let letter = move |subject: &str| format!("mailto:{to}?subject={}", subject.replace(' ', "%20"));
    view! {
        <Section title="Écrire à l’équipe">
            <p><a href=letter("Communauté VAE")>{contact}</a></p>
            <ul>
                <li><a href="/demande-acces">"Demander un accès"</a> "\u{a0}: dites dans quelle antenne ou quel organisme vous travaillez."</li>
                <li><a href=letter("Mes données dans la Communauté VAE")>"Vos données"</a> "\u{a0}: les voir, les corriger, fermer votre compte."</li>
                <li><a href=letter("Accessibilité de la Communauté VAE")>"Accessibilité"</a> "\u{a0}: une page que vous ne pouvez pas lire ou utiliser."</li>
                <li><a href=letter("Signalement sur la Communauté VAE")>"Signaler un message"</a> "\u{a0}: donnez son adresse."</li>
            </ul>
        </Section>
    }
}
