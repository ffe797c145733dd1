//! The organisers' desk, `/animation`: one page a thing they look after, all reached from the first.

use domain::members::Organiser;
use leptos::prelude::*;

use crate::{
    failure::{Lost, or_lost},
    parts::{Page, PageHead, Place, Row, Rows, Section},
    session,
};

mod asked;
mod csv;
pub(crate) mod deeds;
mod forms;
mod invitations;
mod invite;
pub(crate) mod invite_actions;
pub(crate) mod log;
pub(crate) mod people;
mod person;
mod requests;
mod words;

pub(crate) use invitations::InvitationsPage;
pub(crate) use invite::{INVITE_MANY, InviteManyPage, InviteOnePage};
pub(crate) use log::LogPage;
pub(crate) use people::PeoplePage;
pub(crate) use person::PersonPage;
pub(crate) use requests::{RequestPage, RequestsPage};

/// The pages of the desk: label, address, what is done there.
const PAGES: [(&str, &str, &str); 4] = [
    ("Personnes", "/animation/personnes", "Rôles, antennes, suspensions, départs"),
    ("Invitations", "/animation/invitations", "Inviter une personne ou une liste, suivre, renvoyer, retirer"),
    ("Demandes d’accès", "/animation/demandes", "Qui demande à entrer\u{a0}: accepter ou refuser"),
    ("Journal", "/animation/journal", "Qui a fait quoi, pour qui, quand"),
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
    let rows = PAGES.into_iter().map(|(label, href, what)| {
        view! { <Row href title=label>{what}</Row> }
    });
    Ok(view! {
        <Page title="Animation" place=Place::Desk>
            <PageHead title="Animation"/>
            <Section title="Les personnes">
                <Rows>{rows.collect_view()}</Rows>
            </Section>
        </Page>
    }
    .into_any())
}
