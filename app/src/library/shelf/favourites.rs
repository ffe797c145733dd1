//! `/ressources/favoris`: what one keeps at hand, and one's collections.

use domain::library::shelf::{CollectionName, bookmarks, collections};
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    super::{ResourceRows, mentioned},
    address,
};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    parts::{Empty, ErrorSummary, Field, Page, PageHead, Place, Section, Submit, counted},
    session,
};

/// What the form of a new collection carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewCollectionForm {
    pub(crate) nom: String,
}

/// Favourites and collections.
#[component]
pub(crate) fn FavouritesPage() -> impl IntoView {
    Suspend::new(async move { or_lost(content().await) })
}

async fn content() -> Result<AnyView, Lost> {
    let community = session::community();
    let member = session::member().ok_or(Lost::NotThere)?;
    let kept = bookmarks::all(&community, &member).await?;
    let named = mentioned::known(mentioned::by_resources(&kept)).await?;
    let collections = collections::all(&community, &member).await?;
    let (form, errors) = Again::<NewCollectionForm>::or_blank();
    let refused = !errors.is_empty();
    let crumbs = vec![("Ressources".to_owned(), "/ressources".to_owned())];
    let rows = collections.into_iter().map(|one| {
        let shared = if one.shared { " · partagée" } else { "" };
        view! {
            <li class="row">
                <p class="row-title"><a href=address(one.id.number(), &one.name)>{one.name.clone()}</a></p>
                <p class="facts">{counted(u64::from(one.resources), "document", "documents")} {shared}</p>
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    Ok(view! {
        <Page title="Favoris et collections" place=Place::Library crumbs refused>
            <PageHead title="Favoris et collections" lead="Les documents que vous gardez sous la main."/>
            <ErrorSummary errors=errors.clone()/>
            <Section title="Favoris">
                {if kept.is_empty() {
                    view! { <Empty action=("Ouvrir la bibliothèque".to_owned(), "/ressources".to_owned())><p>"Rien encore. Sur la page d’un document, «\u{a0}Garder dans mes favoris\u{a0}» le met ici."</p></Empty> }.into_any()
                } else {
                    view! { <ResourceRows resources=kept named/> }.into_any()
                }}
            </Section>
            <Section title="Collections" id="collections">
                {(!rows.is_empty()).then(|| view! { <ul class="rows">{rows}</ul> })}
                <form method="post" action="/ressources/favoris" class="form" novalidate>
                    <Field name="nom" label="Nom d’une nouvelle collection" value=form.nom maxlength=CollectionName::MAX as u32 error=errors.of("nom")/>
                    <div class="actions"><Submit label="Faire cette collection"/></div>
                </form>
            </Section>
        </Page>
    }
    .into_any())
}
