//! `/ressources/actualites/nouvelle`: announcing in a certifier's name.

use domain::library::certifier;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::form::{UpdateFields, UpdateForm};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    parts::{Choice, ErrorSummary, Field, Page, PageHead, Place, Select, Submit},
    session,
};

/// Announcing.
#[component]
pub(crate) fn NewUpdatePage() -> impl IntoView {
    let asked = use_query_map().get().get("certificateur").unwrap_or_default();
    Suspend::new(async move { or_lost(content(asked).await) })
}

async fn content(asked: String) -> Result<AnyView, Lost> {
    let community = session::community();
    let member = session::member().ok_or(Lost::NotThere)?;
    let theirs = certifier::spoken_for(&community, &member).await?;
    let any = session::organiser().is_some();
    if theirs.is_empty() && !any {
        return Err(Lost::NotThere);
    }
    let (mut form, errors) = match use_context::<Again<UpdateForm>>() {
        Some(again) => (again.fields, again.errors),
        None => Default::default(),
    };
    if form.certificateur.is_empty() {
        form.certificateur = asked;
    }
    if form.date.is_empty() && errors.is_empty() {
        form.date = domain::text::dates::today(community.now()).to_string();
    }
    let refused = !errors.is_empty();
    let chosen = form.certificateur.clone();
    let choices =
        theirs.iter().map(|one| Choice::new(one.slug.clone(), one.name.clone())).collect::<Vec<_>>();
    let certifier = if any {
        view! { <Field name="certificateur" label="Certificateur" value=chosen hint="Son nom, tel que la bibliothèque l’écrit" error=errors.of("certificateur")/> }.into_any()
    } else {
        view! { <Select name="certificateur" label="Certificateur" choices chosen error=errors.of("certificateur")/> }.into_any()
    };
    let crumbs = vec![
        ("Ressources".to_owned(), "/ressources".to_owned()),
        ("Actualités".to_owned(), "/ressources/actualites".to_owned()),
    ];
    Ok(view! {
        <Page title="Publier une actualité" place=Place::Library crumbs refused>
            <PageHead title="Publier une actualité" lead="Celles et ceux qui suivent le certificateur ou ses certifications en seront avertis par lettre."/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action="/ressources/actualites/nouvelle" class="form wide" novalidate>
                {certifier}
                <UpdateFields form errors/>
                <div class="actions"><Submit label="Publier"/></div>
            </form>
        </Page>
    }
    .into_any())
}
