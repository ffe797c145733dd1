//! `/ressources/actualites/nouvelle`: announcing in a certifier's name.

use domain::library::certifier::{self, Names};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::form::{CERTIFIER, UpdateFields, UpdateForm};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    library::named::{self, Named, Nearest},
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
    let (mut form, errors) = Again::<UpdateForm>::or_blank();
    let names = match errors.is_empty() {
        true => Names::default(),
        false => named::names(&community, &form.certificateur).await?,
    };
    let unclear = form.certifier(&names).and_then(Named::unclear).filter(|_| !errors.is_empty());
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
        view! {
            <Field name=CERTIFIER label="Certificateur" value=chosen hint="Son nom ou son sigle" error=errors.of(CERTIFIER)/>
            <Nearest asked=unclear.into_iter().collect() errors=errors.clone()/>
        }
        .into_any()
    } else {
        view! { <Select name=CERTIFIER label="Certificateur" choices chosen error=errors.of(CERTIFIER)/> }
            .into_any()
    };
    let crumbs = vec![
        ("Ressources".to_owned(), "/ressources".to_owned()),
        ("Actualités".to_owned(), "/ressources/actualites".to_owned()),
    ];
    Ok(view! {
        <Page title="Publier une actualité" place=Place::Library crumbs refused>
            <PageHead title="Publier une actualité" lead="Celles et ceux qui suivent le certificateur ou ses certifications en seront avertis par courriel."/>
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
