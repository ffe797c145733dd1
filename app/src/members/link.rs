//! `/connexion/{token}`: the page of a link. Looking at it changes nothing (mail scanners look too); its button lets in.

use domain::{members::sign_in, secret::Token};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::hooks::use_params_map;

use crate::{
    failure::{Lost, or_lost},
    parts::{ButtonLink, Page, PageHead, Place, Submit},
    session,
};

/// The page of a sign-in link.
#[component]
pub(crate) fn LinkPage() -> impl IntoView {
    let token = use_params_map().get().get("token").unwrap_or_default();
    Suspend::new(async move { or_lost(page(token).await) })
}

async fn page(text: String) -> Result<AnyView, Lost> {
    let alive = match Token::presented(&text) {
        None => false,
        Some(token) => match sign_in::look(&session::community(), &token).await {
            Ok(()) => true,
            Err(domain::Failure::Refused(_)) => false,
            Err(domain::Failure::Fault(fault)) => return Err(fault.into()),
        },
    };
    Ok(if alive { confirm().into_any() } else { spent().into_any() })
}

fn confirm() -> impl IntoView {
    view! {
        <Page title="Confirmer la connexion" place=Place::SignIn>
            <PageHead title="Bonjour." lead="Un dernier geste\u{a0}: confirmez que c’est bien vous, sur cet appareil."/>
            <form method="post" class="form">
                <div class="actions">
                    <Submit label="Entrer dans la communauté"/>
                </div>
            </form>
            <p class="facts">"Vous n’avez rien demandé\u{202f}? Fermez cette page\u{a0}: sans ce bouton, le lien n’ouvre rien."</p>
        </Page>
    }
}

fn spent() -> impl IntoView {
    expect_context::<ResponseOptions>().set_status(axum::http::StatusCode::GONE);
    view! {
        <Page title="Ce lien ne sert plus" place=Place::SignIn>
            <PageHead
                title="Ce lien ne sert plus"
                lead="Il a déjà servi, ou il a plus de quinze minutes. Un autre arrive en quelques secondes."
            />
            <p class="actions">
                <ButtonLink label="Recevoir un autre lien" href="/connexion"/>
            </p>
        </Page>
    }
}
