//! `/ressources/documents/{id}-{slug}/avis`: whether a document is useful, with a word.

use domain::{
    Id,
    library::{
        resource::{self, Resource},
        shelf::{self, Word, opinions::may_judge},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde::Deserialize;

use super::{
    super::document_address,
    around::{Collections, Opinions},
};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    parts::{Choice, Choices, ErrorSummary, Errors, Field, Page, PageHead, Place, Submit, Weight},
    session,
};

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct OpinionForm {
    /// « oui » or « non ».
    pub(crate) utile: String,
    pub(crate) mot: String,
    /// « retirer » to take it back.
    pub(crate) geste: String,
}

/// Giving one's opinion.
#[component]
pub(crate) fn OpinionPage() -> impl IntoView {
    let asked = use_params_map().get().get("document").unwrap_or_default();
    Suspend::new(async move { or_lost(content(&asked).await) })
}

async fn content(asked: &str) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let id = asked.parse::<Id<Resource>>().map_err(|_| Lost::NotThere)?;
    let member = session::member().filter(may_judge).ok_or(Lost::NotThere)?;
    let found = resource::reading::find(&community, &visitor, id).await?;
    if !matches!(found.state, resource::State::Published | resource::State::Outdated) {
        return Err(Lost::NotThere);
    }
    let title = found.details.title.as_str().to_owned();
    let around = shelf::bookmarks::around(&community, &member, Id::new(id.number())).await?;
    let mine = around.of(&member).cloned();
    let (opinions, collections) = (around.opinions, around.collections);
    let said = mine.is_some();
    let (form, errors) = match use_context::<Again<OpinionForm>>() {
        Some(again) => (again.fields, again.errors),
        None => {
            let form = mine.map(|mine| OpinionForm {
                utile: if mine.useful { "oui" } else { "non" }.to_owned(),
                mot: mine.word,
                geste: String::new(),
            });
            (form.unwrap_or_default(), Errors::none())
        }
    };
    let refused = !errors.is_empty();
    let home = document_address(id.number(), &title);
    let crumbs = vec![("Ressources".to_owned(), "/ressources".to_owned()), (title.clone(), home.clone())];
    let choices = vec![Choice::new("oui", "Oui, il m’est utile"), Choice::new("non", "Non, pas vraiment")];
    Ok(view! {
        <Page title="Avis et collections" place=Place::Library crumbs refused>
            <PageHead title="Votre avis" lead=format!("«\u{a0}{title}\u{a0}» vous sert-il\u{202f}? Votre avis aide vos collègues à choisir.")/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=format!("{home}/avis") class="form" novalidate>
                <Choices name="utile" legend="Ce document vous est-il utile\u{202f}?" choices chosen=form.utile error=errors.of("utile")/>
                <Field name="mot" label="En un mot" value=form.mot optional=true hint="Pour quoi, pour qui, ce qui manque" maxlength=Word::MAX as u32 error=errors.of("mot")/>
                <div class="actions">
                    <Submit label="Enregistrer mon avis"/>
                    {said.then(|| view! { <Submit label="Retirer mon avis" weight=Weight::Quiet name="geste" value="retirer"/> })}
                </div>
            </form>
            <Opinions opinions member/>
            <Collections resource=id.number() collections/>
        </Page>
    }
    .into_any())
}
