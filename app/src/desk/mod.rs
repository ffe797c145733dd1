//! The organisers' desk, `/animation`: one page a thing they look after, all reached from the first.

use domain::members::Organiser;
use leptos::prelude::*;

use crate::{
    failure::{Lost, or_lost},
    parts::{Page, PageHead, Place, Row, Rows, Section},
    session,
};

mod asked;
mod certifications;
mod certifier;
pub(crate) mod certifier_actions;
mod certifiers;
mod csv;
pub(crate) mod deeds;
mod forms;
mod invitations;
mod invite;
pub(crate) mod invite_actions;
pub(crate) mod library_actions;
pub(crate) mod log;
pub(crate) mod people;
mod person;
mod requests;
mod spellings;
mod words;

pub(crate) use certifications::{ImportPage, ImportsPage, PATH as IMPORT};
pub(crate) use certifier::CertifierDeskPage;
pub(crate) use certifiers::CertifiersDeskPage;
pub(crate) use invitations::InvitationsPage;
pub(crate) use invite::{INVITE_MANY, InviteManyPage, InviteOnePage};
pub(crate) use log::LogPage;
pub(crate) use people::PeoplePage;
pub(crate) use person::PersonPage;
pub(crate) use requests::{RequestPage, RequestsPage};

/// The pages of the desk: label, address, what is done there.
const PAGES: &[(&str, &str, &str)] = &[
    ("Personnes", "/animation/personnes", "Rôles, antennes, suspensions, départs"),
    ("Invitations", "/animation/invitations", "Inviter une personne ou une liste, suivre, renvoyer, retirer"),
    ("Demandes d’accès", "/animation/demandes", "Qui demande à entrer\u{a0}: accepter ou refuser"),
    ("Journal", "/animation/journal", "Qui a fait quoi, pour qui, quand"),
];

/// What organisers look after in the days: label, address, what is done there.
const DAYS: &[(&str, &str, &str)] = &[
    (
        "Journées",
        "/animation/journees",
        "Préparer, publier, suivre les inscriptions, émarger, tenir le compte de l’année",
    ),
    ("Propositions de thèmes", "/journees/propositions", "Lire, réunir, retenir, répondre"),
    (
        "Recueil des besoins",
        "/animation/journees/besoins",
        "Demander aux antennes ce qu’il leur faut, lire les réponses",
    ),
];

/// What organisers look after in the library: label, address, what is done there.
const LIBRARY: &[(&str, &str, &str)] = &[
    ("Documents", "/animation/ressources", "À relire, signalements, dates de relecture"),
    ("Certifications", "/animation/certifications", "Mettre le répertoire à jour, voir ce qui a changé"),
    (
        "Certificateurs",
        "/animation/certificateurs",
        "Réunir ou détacher des orthographes, corriger, dire qui parle pour qui",
    ),
];

/// The way to a page of the desk.
pub(crate) fn crumbs() -> Vec<(String, String)> {
    vec![("Animation".to_owned(), "/animation".to_owned())]
}

/// The desk's first page.
#[component]
pub(crate) fn DeskPage() -> impl IntoView {
    Suspend::new(async move { or_lost(content()) })
}

/// Whoever asks for a page of the desk, if they have a place there.
pub(crate) fn organiser() -> Result<Organiser, Lost> {
    session::organiser().ok_or(Lost::NotThere)
}

fn content() -> Result<AnyView, Lost> {
    organiser()?;
    let rows = |pages: &'static [(&str, &str, &str)]| {
        let rows =
            pages.iter().map(|(label, href, what)| view! { <Row href=*href title=*label>{*what}</Row> });
        rows.collect_view()
    };
    Ok(view! {
        <Page title="Animation" place=Place::Desk>
            <PageHead title="Animation"/>
            <Section title="Les personnes">
                <Rows>{rows(PAGES)}</Rows>
            </Section>
            <Section title="Les journées">
                <Rows>{rows(DAYS)}</Rows>
            </Section>
            <Section title="Les ressources">
                <Rows>{rows(LIBRARY)}</Rows>
            </Section>
        </Page>
    }
    .into_any())
}
