//! `/ressources/documents/{id}-{slug}/modifier`: what is said of a resource.

use domain::library::resource::reading;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{address_of, crumbs_under, fields::DetailsFields, form, form::Fields, numbered};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    parts::{ErrorSummary, Errors, Page, PageHead, Place, Submit},
    session,
};

/// The form.
#[component]
pub(crate) fn EditResourcePage() -> impl IntoView {
    let asked = use_params_map().get().get("document").unwrap_or_default();
    Suspend::new(async move { or_lost(content(&asked).await) })
}

async fn content(asked: &str) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let id = numbered(asked).ok_or(Lost::NotThere)?;
    let resource = reading::find(&community, &visitor, id).await?;
    if !resource.may_change() {
        return Err(Lost::NotThere);
    }
    let (fields, errors, unclear) = match use_context::<Again<Fields>>() {
        Some(again) => {
            let unclear = form::unclear(&community, &again.fields).await?;
            (again.fields, again.errors, unclear)
        }
        None => (Fields::of(&resource, &resource.certifiers), Errors::none(), Vec::new()),
    };
    let refused = !errors.is_empty();
    let own = address_of(&resource);
    let action = format!("{own}/modifier");
    Ok(view! {
        <Page title="Modifier la fiche" place=Place::Library crumbs=crumbs_under(&resource) refused>
            <PageHead title="Modifier la fiche"/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=action class="form wide" novalidate>
                <input type="hidden" name="edition" value=fields.value("edition")/>
                <DetailsFields fields errors unclear/>
                <div class="actions">
                    <Submit label="Enregistrer"/>
                    <a href=own>"Annuler"</a>
                </div>
            </form>
        </Page>
    }
    .into_any())
}
