//! `/connexion/adresse/{token}`, where each of the two addresses confirms a change.

use domain::{
    members::address::{self, Side, State},
    secret::Token,
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::address_page::ADDRESS;
use crate::{
    failure::{Lost, or_lost},
    parts::{ButtonLink, Page, PageHead, Place, Submit, Weight},
    session,
};

/// The page of a letter's link. Looking at it changes nothing.
#[component]
pub(crate) fn ConfirmAddressPage() -> impl IntoView {
    let token = use_params_map().get().get("token").unwrap_or_default();
    let refused = use_query_map().get().get("refus").is_some();
    Suspend::new(async move { or_lost(confirming(token, refused).await) })
}

async fn confirming(text: String, refused: bool) -> Result<AnyView, Lost> {
    if refused {
        return Ok(stopped().into_any());
    }
    let looked = match Token::presented(&text) {
        None => None,
        Some(token) => match address::look(&session::community(), &token).await {
            Ok(looked) => Some(looked),
            Err(domain::Failure::Refused(_)) => None,
            Err(domain::Failure::Fault(fault)) => return Err(fault.into()),
        },
    };
    Ok(match looked {
        None => spent().into_any(),
        Some(looked) => match (looked.state, looked.side) {
            (State::Open, side) => confirm(side, looked.new.to_string()).into_any(),
            (State::Half, side) => half(side).into_any(),
            (State::Done, _) => done(looked.new.to_string()).into_any(),
        },
    })
}

fn confirm(side: Side, new: String) -> impl IntoView {
    let lead = format!("Le compte passera à l’adresse {new} quand les deux adresses auront confirmé.");
    view! {
        <Page title="Confirmer le changement d’adresse" place=Place::SignIn>
            <PageHead title="Confirmer le changement d’adresse" lead/>
            <form method="post" class="form">
                <div class="actions">
                    <Submit label="Confirmer" name="geste" value="confirmer"/>
                    {(side == Side::Old).then(|| view! {
                        <Submit label="Ce n’est pas moi" weight=Weight::Danger name="geste" value="refuser"/>
                    })}
                </div>
            </form>
            {(side == Side::Old).then(|| view! {
                <p class="facts">"«\u{a0}Ce n’est pas moi\u{a0}» annule le changement et déconnecte tous les appareils de votre compte."</p>
            })}
        </Page>
    }
}

fn half(side: Side) -> impl IntoView {
    let lead = match side {
        Side::Old => {
            "Il reste à confirmer depuis la nouvelle adresse\u{a0}: ouvrez le lien du courriel qu’elle a reçu."
        }
        Side::New => {
            "Il reste à confirmer depuis l’ancienne adresse\u{a0}: ouvrez le lien du courriel qu’elle a reçu."
        }
    };
    view! {
        <Page title="C’est confirmé pour cette adresse" place=Place::SignIn>
            <PageHead title="C’est confirmé pour cette adresse" lead/>
        </Page>
    }
}

fn done(new: String) -> impl IntoView {
    let lead = format!(
        "Votre adresse est désormais {new}. L’appareil qui a demandé le changement reste connecté\u{202f}; les autres ne le sont plus."
    );
    view! {
        <Page title="Votre adresse a changé" place=Place::SignIn>
            <PageHead title="Votre adresse a changé" lead/>
            <p class="actions">
                <ButtonLink label="Aller à l’accueil" href="/"/>
            </p>
        </Page>
    }
}

fn stopped() -> impl IntoView {
    view! {
        <Page title="Le changement est annulé" place=Place::SignIn>
            <PageHead
                title="Le changement est annulé"
                lead="Votre adresse reste la même, et tous les appareils de votre compte sont déconnectés."
            />
            <p>"Quelqu’un a pu se servir d’un appareil resté ouvert. Connectez-vous par un lien, puis changez votre mot de passe si vous en avez un, et regardez vos clés d’accès."</p>
            <p class="actions">
                <ButtonLink label="Me connecter" href="/connexion?suite=/mon-compte/securite"/>
            </p>
        </Page>
    }
}

fn spent() -> impl IntoView {
    expect_context::<ResponseOptions>().set_status(axum::http::StatusCode::GONE);
    view! {
        <Page title="Ce lien ne sert plus" place=Place::SignIn>
            <PageHead
                title="Ce lien ne sert plus"
                lead="Le changement a été annulé, remplacé par un autre, ou plus d’un jour a passé. Rien n’a changé."
            />
            <p class="actions">
                <ButtonLink label="Demander un autre changement" href=ADDRESS/>
            </p>
        </Page>
    }
}
