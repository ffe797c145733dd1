//! `/ressources/collections/{id}-{slug}`: one's collection, or one that was shared.

use domain::{
    Id,
    library::shelf::{Collection, CollectionName, collections},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde::Deserialize;

use super::{
    super::{ResourceRows, document_address, mentioned},
    address,
};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    members,
    parts::{Check, Empty, ErrorSummary, Errors, Field, Page, Place, Section, Submit, Weight, counted},
    session,
};

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CollectionForm {
    /// « enregistrer », « sortir », « supprimer ».
    pub(crate) geste: String,
    pub(crate) nom: String,
    pub(crate) partagee: String,
    /// The document to take out.
    pub(crate) document: String,
}

/// A collection.
#[component]
pub(crate) fn CollectionPage() -> impl IntoView {
    let asked = use_params_map().get().get("collection").unwrap_or_default();
    Suspend::new(async move { or_lost(content(&asked).await) })
}

async fn content(asked: &str) -> Result<AnyView, Lost> {
    let community = session::community();
    let id = asked.parse::<Id<Collection>>().map_err(|_| Lost::NotThere)?;
    let member = session::member().ok_or(Lost::NotThere)?;
    let (collection, inside) = collections::read(&community, &member, id).await?;
    let named = mentioned::known(mentioned::by_resources(&inside)).await?;
    let again = use_context::<Again<CollectionForm>>();
    let home = address(id.number(), &collection.name);
    if again.is_none() && home.strip_prefix("/ressources/collections/") != Some(asked) {
        return Err(Lost::Moved(home));
    }
    let errors = again.as_ref().map(|again| again.errors.clone()).unwrap_or_default();
    let (name, shared) = match &again {
        Some(again) => (again.fields.nom.clone(), !again.fields.partagee.is_empty()),
        None => (collection.name.clone(), collection.shared),
    };
    let refused = !errors.is_empty();
    let (owner, owner_name) = collection.owner.clone();
    let own = owner == member.id();
    let crumbs = vec![
        ("Ressources".to_owned(), "/ressources".to_owned()),
        ("Favoris et collections".to_owned(), "/ressources/favoris".to_owned()),
    ];
    let many = counted(inside.len() as u64, "document", "documents");
    let titles: Vec<_> = inside.iter().map(|one| (one.id.number(), one.title.clone())).collect();
    Ok(view! {
        <Page title=collection.name.clone() place=Place::Library crumbs refused>
            <header class="page-head">
                <h1>{collection.name.clone()}</h1>
                <p class="facts">
                    {many}
                    {(!own).then(|| view! { ", collection de " <a href=members::address(owner.number(), &owner_name)>{owner_name.clone()}</a> })}
                    {(own && collection.shared).then_some(" · partagée\u{a0}: les membres qui ont son adresse la lisent")}
                </p>
            </header>
            <ErrorSummary errors=errors.clone()/>
            <div class="section">
                {if inside.is_empty() {
                    view! { <Empty><p>"Cette collection est vide. Sur la page d’un document, «\u{a0}Collections\u{a0}» permet de l’y ranger."</p></Empty> }.into_any()
                } else {
                    view! { <ResourceRows resources=inside named/> }.into_any()
                }}
            </div>
            {own.then(|| view! { <Own home titles name shared errors/> })}
        </Page>
    }
    .into_any())
}

#[component]
fn Own(
    home: String,
    titles: Vec<(i64, String)>,
    name: String,
    shared: bool,
    errors: Errors,
) -> impl IntoView {
    let rows = titles.into_iter().map(|(id, title)| {
        view! {
            <li class="row with-end">
                <p><a href=document_address(id, &title)>{title.clone()}</a></p>
                <form method="post" action=home.clone() class="row-end">
                    <input type="hidden" name="document" value=id.to_string()/>
                    <Submit label="Retirer" weight=Weight::Link name="geste" value="sortir" about=title/>
                </form>
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <Section title="Régler cette collection" id="regler">
            <form method="post" action=home.clone() class="form" novalidate>
                <Field name="nom" label="Nom" value=name maxlength=CollectionName::MAX as u32 error=errors.of("nom")/>
                <Check name="partagee" label="La partager\u{a0}: les membres qui ont son adresse peuvent la lire" checked=shared/>
                <div class="actions">
                    <Submit label="Enregistrer" name="geste" value="enregistrer"/>
                </div>
            </form>
            {(!rows.is_empty()).then(|| view! { <details><summary>"Retirer des documents"</summary><ul class="rows">{rows}</ul></details> })}
            <details>
                <summary>"Supprimer la collection"</summary>
                <form method="post" action=home.clone()>
                    <p>"Ses documents restent dans la bibliothèque."</p>
                    <Submit label="Supprimer" weight=Weight::Danger name="geste" value="supprimer" about="cette collection"/>
                </form>
            </details>
        </Section>
    }
}
