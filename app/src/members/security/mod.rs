//! `/mon-compte/securite`: how I sign in, and the pages where I change it.

use chrono::{DateTime, Utc};
use domain::members::{password, proof as proving};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use passkeys::Passkeys;

use crate::{
    failure::{Lost, or_lost},
    parts::{ButtonLink, Moment, Notice, Page, PageHead, Place, Said, Section, Tone, Weight},
    session::{self, SignedIn},
};

pub(crate) mod actions;
mod address_page;
pub(crate) mod ceremonies;
mod confirm_page;
mod passkeys;
mod password_page;
mod proof;

pub(crate) use address_page::{AddressForm, AddressPage};
pub(crate) use confirm_page::ConfirmAddressPage;
pub(crate) use passkeys::Entrance;
pub(crate) use password_page::{PasswordForm, PasswordPage};

/// The pages above those of this folder.
fn crumbs() -> Vec<(String, String)> {
    vec![
        ("Mon compte".to_owned(), "/mon-compte".to_owned()),
        ("Sécurité".to_owned(), "/mon-compte/securite".to_owned()),
    ]
}

/// How I sign in.
#[component]
pub(crate) fn SecurityPage() -> impl IntoView {
    let signed_in = session::signed_in();
    let done = use_query_map().get().get("fait");
    Suspend::new(async move {
        match signed_in {
            Some(signed_in) => or_lost(page(signed_in, done).await),
            None => or_lost(Err(Lost::NotThere)),
        }
    })
}

async fn page(signed_in: SignedIn, done: Option<String>) -> Result<AnyView, Lost> {
    let community = session::community();
    let SignedIn { session, member } = signed_in;
    let set_at = password::set_at(&community, &member).await?;
    let needed = proving::needed(&community, &member, &session).await?;
    let keys = domain::members::passkeys::mine(&community, &member).await?;
    let email = member.email().to_string();
    let lead = "Un lien envoyé à votre adresse suffit toujours pour entrer. Vous pouvez y ajouter d’autres façons, plus rapides.";
    Ok(view! {
        <Page title="Sécurité" place=Place::Account crumbs=crumbs()[..1].to_vec()>
            {done.and_then(|done| said(&done)).map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <PageHead title="Sécurité" lead/>
            <PasswordState set_at/>
            <Passkeys keys needed email=email.clone()/>
            <Address email/>
        </Page>
    }
    .into_any())
}

/// What has just been done, by the word that the action left in the address.
fn said(done: &str) -> Option<&'static str> {
    match done {
        "mot-de-passe" => Some("Votre mot de passe est enregistré. Vos autres appareils sont déconnectés."),
        "sans-mot-de-passe" => {
            Some("Votre mot de passe est supprimé. Vos autres appareils sont déconnectés.")
        }
        "cle" => Some("Votre clé d’accès est prête\u{a0}: essayez-la à votre prochaine connexion."),
        "cle-supprimee" => Some("La clé d’accès est supprimée. Elle n’ouvre plus votre compte."),
        _ => None,
    }
}

#[component]
fn Address(email: String) -> impl IntoView {
    view! {
        <Section title="Adresse électronique" id="adresse">
            <p>"Vos courriels et vos liens de connexion arrivent à " <b>{email}</b> "."</p>
            <p class="actions">
                <ButtonLink label="Changer d’adresse" href="/mon-compte/adresse" weight=Weight::Quiet/>
            </p>
        </Section>
    }
}

#[component]
fn PasswordState(set_at: Option<DateTime<Utc>>) -> impl IntoView {
    view! {
        <Section title="Mot de passe" id="mot-de-passe">
            {match set_at {
                Some(at) => view! { <p>"Vous en avez un, choisi le " <Moment at said=Said::Day/> "."</p> }.into_any(),
                None => view! { <p>"Vous n’en avez pas, et ce n’est pas nécessaire."</p> }.into_any(),
            }}
            <p class="actions">
                <ButtonLink
                    label=if set_at.is_some() { "Changer de mot de passe" } else { "Choisir un mot de passe" }
                    href="/mon-compte/mot-de-passe"
                    weight=Weight::Quiet
                />
            </p>
        </Section>
    }
}
