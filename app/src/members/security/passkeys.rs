//! Passkeys in pages: those of an account, adding one, entering with one. They need a script, the only one of the site that is not
//! an island: it is a hundred lines of what browsers offer in JavaScript alone, and pages work without it, passkeys aside.

use axum::http::header;
use domain::members::{
    passkeys::{self, Passkey},
    proof::Needed,
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use super::proof::{ByLink, PresentPassword};
use crate::{
    parts::{Errors, Field, Moment, Said, Section, Submit, Weight},
    session,
};

/// The script, in the page: nothing to fetch, nothing to keep.
const SCRIPT: &str = include_str!("passkeys.js");

/// The script, and a policy that lets just this one in.
#[component]
pub(crate) fn Script() -> impl IntoView {
    let nonce = leptos::nonce::use_nonce()?;
    let response = use_context::<ResponseOptions>()?;
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; \
        form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    );
    response.insert_header(header::CONTENT_SECURITY_POLICY, policy.try_into().ok()?);
    Some(view! { <script type="module" nonce=nonce inner_html=SCRIPT></script> })
}

/// The button that enters with a passkey: the script shows it where the browser and the address can.
#[component]
pub(crate) fn Entrance(destination: String) -> impl IntoView {
    let domain = passkeys::domain(&session::community())?;
    Some(view! {
        <div class="passkey" hidden data-passkey="entrer" data-domain=domain data-next=destination>
            <p class="actions">
                <button type="button" class="button quiet">"Entrer avec une clé d’accès"</button>
            </p>
            <p class="error" role="alert"></p>
        </div>
        <Script/>
    })
}

/// What they are called.
const TITLE: &str = "Clés d’accès";

/// My passkeys. Without a script none can be added: then nothing is said of them to whoever has none.
#[component]
pub(super) fn Passkeys(keys: Vec<Passkey>, needed: Needed, email: String) -> impl IntoView {
    let room = keys.len() < passkeys::MOST;
    let domain = passkeys::domain(&session::community()).filter(|_| room);
    if keys.is_empty() {
        let add = domain.map(|domain| {
            let section = view! {
                <Section title=TITLE id="cles">
                    <Add needed email/>
                </Section>
            };
            view! { <WithScript domain>{section}</WithScript> }
        });
        return add.into_any();
    }
    let lines = keys.into_iter().map(line).collect_view();
    view! {
        <Section title=TITLE id="cles">
            <ul class="rows">{lines}</ul>
            {domain.map(|domain| view! { <WithScript domain><Add needed email/></WithScript> })}
        </Section>
    }
    .into_any()
}

/// What the script shows, where the browser and the address can.
#[component]
fn WithScript(domain: String, children: Children) -> impl IntoView {
    view! {
        <div class="passkey" hidden data-passkey="ajouter" data-domain=domain>
            {children()}
        </div>
        <Script/>
    }
}

fn line(key: Passkey) -> impl IntoView {
    let Passkey { id, name, made_at, used_at } = key;
    view! {
        <li class="row with-end">
            <div>
                <p class="row-title">{name.clone()}</p>
                <p class="facts">
                    "Ajoutée le " <Moment at=made_at said=Said::Day/>
                    {match used_at {
                        Some(at) => view! { " · a servi " <Moment at/> }.into_any(),
                        None => " · n’a pas encore servi".into_any(),
                    }}
                </p>
            </div>
            <form method="post" action="/mon-compte/cles" class="row-end">
                <button type="submit" class="button quiet" name="cle" value=id.to_string()>
                    "Supprimer"
                    <span class="visually-hidden">{format!(" la clé {name}")}</span>
                </button>
            </form>
        </li>
    }
}

/// Adding one: the script sends the form itself.
#[component]
fn Add(needed: Needed, email: String) -> impl IntoView {
    view! {
        <p>
            "Une clé d’accès vous fait entrer avec ce qui déverrouille votre appareil\u{a0}: empreinte, visage ou code. Ajoutez-en une "
            "pour chacun de vos appareils."
        </p>
        {(needed != Needed::Link).then(|| view! {
            <form method="post" action="/mon-compte/securite" class="form" novalidate>
                <PresentPassword needed errors=Errors::none()/>
                <Field
                    name="nom"
                    label="Nom de la clé"
                    hint="Celui de l’appareil, par exemple «\u{a0}Téléphone\u{a0}»"
                    maxlength=60u32
                    autocomplete="off"
                />
                <p class="error" role="alert"></p>
                <div class="actions">
                    <Submit label="Ajouter une clé d’accès" weight=Weight::Quiet/>
                </div>
            </form>
        })}
        <ByLink needed email back="/mon-compte/securite"/>
    }
}
