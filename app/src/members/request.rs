//! `/demande-acces`: asking for an account, and what follows.

use domain::members::{Message, access};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::Deserialize;

use crate::{
    form::Again,
    members::role_name,
    parts::{Choice, Choices, ErrorSummary, Field, Page, PageHead, Place, Submit, TextArea},
};

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RequestForm {
    pub(crate) nom: String,
    pub(crate) courriel: String,
    pub(crate) structure: String,
    pub(crate) role: String,
    pub(crate) raison: String,
}

/// Asking for an account. Afterwards the page says the same whether or not the address is known here.
#[component]
pub(crate) fn RequestPage() -> impl IntoView {
    if use_query_map().get().get("envoyee").is_some() {
        return view! { <Sent/> }.into_any();
    }
    let (form, errors) = Again::<RequestForm>::or_blank();
    let refused = !errors.is_empty();
    let roles = access::ROLES.map(|role| Choice::new(role.code(), role_name(role)));
    let lead = "Vous travaillez dans une antenne VAE d’Île-de-France ou chez un certificateur, et n’avez pas reçu \
        d’invitation\u{202f}? L’équipe d’animation lit chaque demande et vous répond par courriel.";
    view! {
        <Page title="Demander un accès" place=Place::SignIn refused>
            <PageHead title="Demander un accès" lead=lead/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action="/demande-acces" class="form" novalidate>
                <Field
                    name="nom"
                    label="Vos prénom et nom"
                    value=form.nom
                    autocomplete="name"
                    maxlength=80u32
                    error=errors.of("nom")
                />
                <Field
                    name="courriel"
                    label="Adresse électronique"
                    kind="email"
                    value=form.courriel
                    autocomplete="email"
                    maxlength=254u32
                    hint="De préférence celle de votre travail"
                    error=errors.of("courriel")
                />
                <Field
                    name="structure"
                    label="Structure"
                    value=form.structure
                    autocomplete="organization"
                    maxlength=120u32
                    hint="Votre antenne, votre organisme ou votre ministère, et la ville"
                    error=errors.of("structure")
                />
                <Choices
                    name="role"
                    legend="Vous êtes"
                    choices=roles.into()
                    chosen=form.role
                    error=errors.of("role")
                />
                <TextArea
                    name="raison"
                    label="Pourquoi vous souhaitez entrer"
                    value=form.raison
                    rows=4
                    hint=format!("Deux phrases suffisent ({} caractères au plus)", crate::parts::number(Message::MOST as u64))
                    error=errors.of("raison")
                />
                <div class="actions">
                    <Submit label="Envoyer ma demande"/>
                </div>
            </form>
            <p class="facts">
                "Ce que vous écrivez ici n’est lu que par l’équipe d’animation, et effacé 90\u{a0}jours après sa réponse\u{a0}: "
                <a href="/confidentialite">"vos données"</a>
                "."
            </p>
        </Page>
    }
    .into_any()
}

#[component]
fn Sent() -> impl IntoView {
    view! {
        <Page title="Demande envoyée" place=Place::SignIn>
            <PageHead
                title="Votre demande est partie"
                lead="L’équipe d’animation la lit et vous répond par courriel, le plus souvent dans la semaine."
            />
            <div class="prose">
                <ul>
                    <li>"La réponse vient à l’adresse que vous avez donnée, de «\u{a0}Communauté VAE\u{a0}». Regardez aussi dans les indésirables."</li>
                    <li>"Une erreur dans ce que vous avez écrit\u{202f}? " <a href="/demande-acces">"Envoyez la demande de nouveau"</a> ", avec la même adresse\u{a0}: elle remplace la première."</li>
                    <li>"Vous aviez déjà un compte à cette adresse\u{202f}? " <a href="/connexion">"Connectez-vous"</a> "."</li>
                </ul>
            </div>
        </Page>
    }
}
