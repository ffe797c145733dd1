//! A page for when there is no page.

use leptos::prelude::*;

use super::{MastheadPerson, Place};

/// What happened (heading, then children in a paragraph or two), the reference to give to whoever helps, and
/// the ways out. It goes inside [`super::Page`], whatever the status.
#[component]
pub fn Lost(
    /// What happened, in one sentence.
    #[prop(into)]
    heading: String,
    /// What the log calls this very event.
    #[prop(optional_no_strip)]
    reference: Option<String>,
    /// What goes inside.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="lost">
            <h1>{heading}</h1>
            {children()}
            {reference.map(|reference| view! {
                <p>
                    "Référence à nous donner\u{a0}: " <strong class="reference">{reference}</strong>
                </p>
            })}
            <h2>"Où aller maintenant"</h2>
            <ul class="ways">{ways().into_iter().map(|way| view! { <Way way/> }).collect_view()}</ul>
        </div>
    }
}

/// A way out: where, and what is there.
struct WayOut {
    label: &'static str,
    href: &'static str,
    facts: &'static str,
}

#[component]
fn Way(way: WayOut) -> impl IntoView {
    view! {
        <li class="row">
            <p class="row-title">
                <a href=way.href>{way.label}</a>
            </p>
            <p class="facts">{way.facts}</p>
        </li>
    }
}

/// The ways open to the person in context, then those open to everyone.
fn ways() -> Vec<WayOut> {
    let places = use_context::<MastheadPerson>().map(|person| person.places);
    let mut ways = match places {
        None => vec![
            WayOut { label: "L’accueil", href: "/", facts: "Ce qu’est la communauté" },
            WayOut { label: "Se connecter", href: "/connexion", facts: "Avec un lien envoyé par courriel" },
        ],
        Some(places) => places
            .into_iter()
            .chain([Place::Search])
            .map(|place| WayOut { label: place.label(), href: place.href(), facts: facts(place) })
            .collect(),
    };
    ways.push(WayOut { label: "Le plan du site", href: "/plan-du-site", facts: "Toutes les pages" });
    ways.push(WayOut { label: "Nous écrire", href: "/contact", facts: "À l’équipe d’animation" });
    ways
}

fn facts(place: Place) -> &'static str {
    match place {
        Place::Today => "Ce qui vous attend",
        Place::Forums => "Les espaces et leurs sujets",
        Place::Days => "Le programme de l’année et les inscriptions",
        Place::Library => "Certifications, certificateurs et documents",
        Place::Guide => "Les cinq étapes de l’accompagnement",
        Place::Directory => "Les membres et les antennes",
        Place::Desk => "Les personnes et ce qui les concerne",
        Place::Search => "Dans les sujets, les documents, le guide et l’annuaire",
        Place::Account | Place::SignIn | Place::None => "",
    }
}
