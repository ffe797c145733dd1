//! `…/signaler`: saying that something is wrong with a resource.

use domain::{
    library::resource::{Reason, reading},
    members::Message,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde::Deserialize;

use super::{address_of, crumbs_under, numbered};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    parts::{Choice, Choices, ErrorSummary, Page, PageHead, Place, Submit, TextArea},
    session,
};

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReportForm {
    pub(crate) motif: String,
    pub(crate) mot: String,
}

/// The form.
#[component]
pub(crate) fn ReportResourcePage() -> impl IntoView {
    let asked = use_params_map().get().get("document").unwrap_or_default();
    Suspend::new(async move { or_lost(content(&asked).await) })
}

async fn content(asked: &str) -> Result<AnyView, Lost> {
    let id = numbered(asked).ok_or(Lost::NotThere)?;
    let resource = reading::find(&session::community(), &session::visitor(), id).await?;
    let (form, errors) = Again::<ReportForm>::or_blank();
    let refused = !errors.is_empty();
    let own = address_of(&resource);
    let action = format!("{own}/signaler");
    let reasons = Reason::ALL.map(|reason| Choice {
        value: reason.code().to_owned(),
        label: reason.label().to_owned(),
        hint: Some(
            match reason {
                Reason::Outdated => "Il n’est plus à jour",
                Reason::Wrong => "Une information est fausse",
                Reason::Duplicate => "Le même existe déjà ailleurs dans la bibliothèque",
                Reason::DeadLink => "Le lien ne mène plus nulle part",
            }
            .to_owned(),
        ),
    });
    Ok(view! {
        <Page title="Signaler un problème" place=Place::Library crumbs=crumbs_under(&resource) refused>
            <PageHead title="Signaler un problème" lead="L’équipe d’animation et la personne qui a déposé ce document verront votre mot."/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=action class="form" novalidate>
                <Choices name="motif" legend="Ce document a un problème" choices=reasons.to_vec() chosen=form.motif error=errors.of("motif")/>
                <TextArea
                    name="mot"
                    label="Votre mot"
                    value=form.mot
                    rows=4
                    maxlength=Message::MOST as u32
                    hint="Ce que vous avez remarqué, où, et ce que vous savez de mieux"
                    error=errors.of("mot")
                />
                <div class="actions">
                    <Submit label="Signaler"/>
                    <a href=own>"Annuler"</a>
                </div>
            </form>
        </Page>
    }
    .into_any())
}
