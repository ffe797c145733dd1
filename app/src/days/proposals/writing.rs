//! `/journees/propositions/nouvelle` and `/journees/propositions/{id}/modifier`.

use domain::days::proposal::{self, AUDIENCE, making};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    NEW, address, crumbs,
    form::{ProposalFields, ProposalForm},
    new_submission,
};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    parts::{ErrorSummary, Errors, Page, PageHead, Place, Submit},
    session,
};

/// Proposing a theme.
#[component]
pub(crate) fn NewProposalPage() -> impl IntoView {
    Suspend::new(async move { or_lost(new()) })
}

fn new() -> Result<AnyView, Lost> {
    if !session::visitor().sees(AUDIENCE) {
        return Err(Lost::NotThere);
    }
    let (mut form, errors) = Again::<ProposalForm>::or_blank();
    if form.envoi.is_empty() {
        form.envoi = new_submission();
    }
    let refused = !errors.is_empty();
    Ok(view! {
        <Page title="Proposer un thème" place=Place::Days crumbs=crumbs() refused>
            <PageHead title="Proposer un thème" lead="L’équipe d’animation lit toutes les propositions et répond à chacune. Les autres peuvent la soutenir et la commenter."/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=NEW class="form" novalidate>
                <input type="hidden" name="envoi" value=form.envoi.clone()/>
                <ProposalFields form errors/>
                <div class="actions"><Submit label="Proposer"/></div>
            </form>
        </Page>
    }
    .into_any())
}

/// Changing what one proposed.
#[component]
pub(crate) fn EditProposalPage() -> impl IntoView {
    let asked = use_params_map().get().get("proposal").unwrap_or_default();
    Suspend::new(async move { or_lost(edit(&asked).await) })
}

async fn edit(asked: &str) -> Result<AnyView, Lost> {
    let community = session::community();
    let member = session::member().ok_or(Lost::NotThere)?;
    let id = proposal::number(asked).ok_or(Lost::NotThere)?;
    let (draft, edition) = making::open(&community, &member, id).await?;
    let (form, errors) = match use_context::<Again<ProposalForm>>() {
        Some(again) => (again.fields, again.errors),
        None => (ProposalForm::of(&draft, edition), Errors::none()),
    };
    let refused = !errors.is_empty();
    let own = address(id, draft.title.as_str());
    let mut crumbs = crumbs();
    crumbs.push((draft.title.as_str().to_owned(), own));
    Ok(view! {
        <Page title="Modifier ma proposition" place=Place::Days crumbs refused>
            <PageHead title="Modifier ma proposition" lead="Les voix et les commentaires restent."/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=format!("{}/{id}/modifier", super::PATH) class="form" novalidate>
                <input type="hidden" name="edition" value=form.edition.clone()/>
                <ProposalFields form errors/>
                <div class="actions"><Submit label="Enregistrer"/></div>
            </form>
        </Page>
    }
    .into_any())
}
