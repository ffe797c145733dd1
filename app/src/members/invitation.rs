//! `/invitation/{token}`: who invites to what. Looking at it changes nothing (mail scanners look too); its form opens the account.

use domain::{Failure, members::invitations, members::invitations::Offer, secret::Token};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::hooks::use_params_map;
use serde::Deserialize;

use crate::{
    failure::{Lost, or_lost},
    form::Again,
    members::{antenne_name, charter::CharterCheck, role_name},
    parts::{ButtonLink, ErrorSummary, Errors, Field, Notice, Page, PageHead, Place, Submit, Weight, moment},
    session,
};

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct InvitationForm {
    pub(crate) nom: String,
    pub(crate) charte: String,
}

/// The page of an invitation.
#[component]
pub(crate) fn InvitationPage() -> impl IntoView {
    let token = use_params_map().get().get("invitation").unwrap_or_default();
    Suspend::new(async move { or_lost(page(token).await) })
}

async fn page(text: String) -> Result<AnyView, Lost> {
    let Some(token) = Token::presented(&text) else { return Ok(spent()) };
    match invitations::look(&session::community(), &token).await {
        Ok(offer) => Ok(open(offer)),
        Err(Failure::Refused(_)) => Ok(spent()),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

fn open(offer: Offer) -> AnyView {
    let (form, errors) = match use_context::<Again<InvitationForm>>() {
        Some(again) => (again.fields, again.errors),
        None => {
            let nom = offer.name.clone().unwrap_or_default();
            (InvitationForm { nom, ..InvitationForm::default() }, Errors::none())
        }
    };
    let refused = !errors.is_empty();
    let host = offer.host.unwrap_or_else(|| "L’équipe d’animation".to_owned());
    let title = format!("{host} vous invite");
    let lead = "Les conseillères et conseillers, les assistantes et assistants des antennes VAE d’Île-de-France \
        travaillent ici entre collègues. Votre compte s’ouvre en une minute.";
    let already = session::member().map(|member| {
        let name = member.name().to_string();
        view! {
            <Notice>
                <p>"Cet appareil est connecté au compte de " <strong>{name}</strong> ". En acceptant, il passera au nouveau compte."</p>
            </Notice>
        }
    });
    view! {
        <Page title="Invitation" place=Place::SignIn refused>
            {already}
            <PageHead title=title lead=lead/>
            <ErrorSummary errors=errors.clone()/>
            <dl class="details">
                <div><dt>"Votre adresse"</dt><dd>{offer.email}</dd></div>
                <div><dt>"Votre rôle"</dt><dd>{role_name(offer.role)}</dd></div>
                {offer.workplace.map(|place| view! { <div><dt>"Votre structure"</dt><dd>{antenne_name(&place)}</dd></div> })}
                <div><dt>"Invitation valable jusqu’au"</dt><dd>{moment::full(offer.expires_at)}</dd></div>
            </dl>
            <form method="post" class="form" novalidate>
                <Field
                    name="nom"
                    label="Vos prénom et nom"
                    value=form.nom
                    hint="Tels que les verront vos collègues"
                    autocomplete="name"
                    maxlength=80u32
                    error=errors.of("nom")
                />
                <CharterCheck checked=!form.charte.is_empty() error=errors.of("charte")/>
                <div class="actions">
                    <Submit label="Rejoindre la communauté"/>
                </div>
            </form>
            <p class="facts">"Ce n’est pas vous\u{202f}? Fermez cette page\u{a0}: sans ce bouton, aucun compte n’est ouvert."</p>
        </Page>
    }
    .into_any()
}

fn spent() -> AnyView {
    expect_context::<ResponseOptions>().set_status(axum::http::StatusCode::GONE);
    let inside = session::member().is_some();
    let way = match inside {
        true => view! { <ButtonLink label="Aller à l’accueil" href="/"/> }.into_any(),
        false => view! {
            <ButtonLink label="Me connecter" href="/connexion"/>
            <ButtonLink label="Demander un accès" href="/demande-acces" weight=Weight::Quiet/>
        }
        .into_any(),
    };
    view! {
        <Page title="Cette invitation ne sert plus" place=Place::SignIn>
            <PageHead
                title="Cette invitation ne sert plus"
                lead="Elle a déjà servi, elle a plus de quatorze jours, ou une autre l’a remplacée."
            />
            <p>
                {if inside {
                    "Vous êtes dans la communauté\u{a0}: tout est en ordre."
                } else {
                    "Vous l’avez acceptée\u{202f}? Connectez-vous avec la même adresse. Sinon, demandez-en une autre en quelques lignes."
                }}
            </p>
            <p class="actions">{way}</p>
        </Page>
    }
    .into_any()
}
