//! `/ressources/actualites/{id}/corriger`: correcting in the open.

use domain::{
    Id,
    library::{
        Speaker, certifier,
        update::{self, Update},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde::Deserialize;

use super::{
    address,
    form::{UpdateFields, UpdateForm},
};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    parts::{ErrorSummary, Errors, Field, Page, PageHead, Place, Submit},
    session,
};

/// What the form carries: the announcement, why, and the version that the person saw.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CorrectForm {
    #[serde(flatten)]
    pub(crate) update: UpdateForm,
    pub(crate) mot: String,
    pub(crate) version: String,
}

/// Correcting.
#[component]
pub(crate) fn CorrectUpdatePage() -> impl IntoView {
    let asked = use_params_map().get().get("update").unwrap_or_default();
    Suspend::new(async move { or_lost(content(&asked).await) })
}

async fn content(asked: &str) -> Result<AnyView, Lost> {
    let community = session::community();
    let id = asked.parse::<Id<Update>>().map_err(|_| Lost::NotThere)?;
    let member = session::member().ok_or(Lost::NotThere)?;
    let certifier = update::certifier_of(&community, id).await?;
    let speaker: Speaker =
        certifier::speaker(&community, &member, session::organiser().as_ref(), certifier).await?;
    let (announcement, version) = update::open(&community, &speaker, id).await?;
    let title = announcement.title.as_str().to_owned();
    let (form, errors) = match use_context::<Again<CorrectForm>>() {
        Some(again) => (again.fields, again.errors),
        None => {
            let update = UpdateForm::of(&announcement);
            (CorrectForm { update, mot: String::new(), version: version.to_string() }, Errors::none())
        }
    };
    let refused = !errors.is_empty();
    let crumbs = vec![
        ("Actualités".to_owned(), "/ressources/actualites".to_owned()),
        (title.clone(), address(id.number(), &title)),
    ];
    Ok(view! {
        <Page title="Corriger l’actualité" place=Place::Library crumbs refused>
            <PageHead title="Corriger l’actualité" lead="Ce qui était écrit avant reste lisible, avec la raison de la correction."/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=format!("/ressources/actualites/{id}/corriger") class="form wide" novalidate>
                <input type="hidden" name="version" value=form.version/>
                <UpdateFields form=form.update errors=errors.clone()/>
                <Field name="mot" label="Pourquoi cette correction" value=form.mot hint="Une phrase, que tout le monde lira" error=errors.of("mot")/>
                <div class="actions"><Submit label="Enregistrer la correction"/></div>
            </form>
        </Page>
    }
    .into_any())
}
