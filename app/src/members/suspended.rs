//! Whoever proved to be a suspended person is told so, kindly, with somebody to write to. Nobody else is told anything.

use axum::{
    http::{StatusCode, request::Parts},
    response::Response,
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::{
    Site,
    parts::{ButtonLink, Page, PageHead, Place, moment},
    shell,
};

/// The page that answers a way in that was good, for an account that is not at present.
pub(crate) async fn said(site: &Site, parts: Parts, until: Option<DateTime<Utc>>) -> Response {
    shell::render(site, parts, StatusCode::FORBIDDEN, move || page(until)).await
}

fn page(until: Option<DateTime<Utc>>) -> AnyView {
    let lead = match until {
        Some(until) => format!(
            "L’équipe d’animation a suspendu votre accès jusqu’au {}. Ensuite, vous entrerez comme d’habitude.",
            moment::full(until)
        ),
        None => "L’équipe d’animation a suspendu votre accès pour le moment.".to_owned(),
    };
    view! {
        <Page title="Votre accès est suspendu" place=Place::SignIn>
            <PageHead title="Votre accès est suspendu" lead=lead/>
            <p>"Rien de ce que vous avez écrit n’a disparu. Une question, un désaccord\u{202f}? Écrivez-nous\u{a0}: quelqu’un vous répond."</p>
            <p class="actions">
                <ButtonLink label="Écrire à l’équipe" href="/contact"/>
            </p>
        </Page>
    }
    .into_any()
}
