//! `/animation/journees/questions/{moment}`: what the surveys of a kind ask usually.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure,
    days::survey::{Kind, usual},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{USUAL, desk_actions, kind_name, wording};
use crate::{
    Site,
    days::desk::PATH,
    desk::{crumbs as desk_crumbs, organiser},
    failure::{Lost, or_lost},
    form::{Again, Typed, see_other},
    library::Fields,
    parts::{ErrorSummary, Errors, Notice, Page, PageHead, Place, Submit, Tone, Weight},
    session::{self, AtDesk},
};

/// Where the usual questions of that kind are changed.
pub(super) fn address(kind: Kind) -> String {
    format!("{USUAL}/{}", kind.moment())
}

/// The ways to the usual questions of these kinds.
#[component]
pub(super) fn UsualLinks(kinds: &'static [Kind]) -> impl IntoView {
    let links = kinds.iter().map(|kind| {
        let label = match kind {
            Kind::Needs => "Questions habituelles d’un recueil",
            Kind::Hot => "Questions habituelles à chaud",
            Kind::Cold => "Questions habituelles à froid",
        };
        view! { <li><a href=address(*kind)>{label}</a></li> }
    });
    view! { <ul class="links section">{links.collect_view()}</ul> }
}

fn kind_at(moment: &str) -> Result<Kind, Lost> {
    Kind::ALL.into_iter().find(|kind| kind.moment() == moment).ok_or(Lost::NotThere)
}

/// The usual questions of a kind.
#[component]
pub(crate) fn UsualQuestionsPage() -> impl IntoView {
    let moment = use_params_map().get().get("moment").unwrap_or_default();
    let done = use_query_map().get().get("fait").unwrap_or_default();
    Suspend::new(async move { or_lost(content(&moment, &done).await) })
}

async fn content(moment: &str, done: &str) -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let kind = kind_at(moment)?;
    let usual = usual::of(&session::community(), &organiser, kind).await?;
    let (fields, errors) = match use_context::<Again<Fields>>() {
        Some(again) => (again.fields, again.errors),
        None => {
            let mut fields = wording::typed(&usual.questions);
            fields.set("edition", usual.edition.to_string());
            (fields, Errors::none())
        }
    };
    let refused = !errors.is_empty();
    let mut crumbs = desk_crumbs();
    crumbs.push(("Journées".to_owned(), PATH.to_owned()));
    let done = match done {
        "questions" => Some("Les questions habituelles sont enregistrées."),
        "origine" => Some("Les questions d’origine sont revenues."),
        _ => None,
    };
    let lead = match kind {
        Kind::Needs => {
            "Le prochain recueil commencera par elles\u{a0}; vous pourrez encore les changer en l’ouvrant."
        }
        Kind::Hot | Kind::Cold => {
            "Elles sont posées à chaque journée, sauf à celles qui ont les leurs et aux questionnaires déjà ouverts."
        }
    };
    let title = format!("Questions habituelles\u{a0}: {}", kind_name(kind).to_lowercase());
    Ok(view! {
        <Page title=title.clone() place=Place::Desk crumbs refused>
            {done.filter(|_| !refused).map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <PageHead title lead/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=address(kind) class="form wide" novalidate>
                <input type="hidden" name="edition" value=fields.value("edition")/>
                <wording::WordingFields fields errors/>
                <div class="actions">
                    <Submit label="Enregistrer"/>
                    {(usual.edition > 0).then(|| view! { <Submit label="Revenir aux questions d’origine" name="acte" value="origine" weight=Weight::Quiet/> })}
                </div>
            </form>
        </Page>
    }
    .into_any())
}

/// Changes the usual questions of a kind, or goes back to the program's own.
pub(crate) async fn change(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(moment): Path<String>,
    typed: Typed<Vec<(String, String)>>,
) -> Response {
    let typed = desk_actions::fields(typed);
    let kind = match kind_at(&moment) {
        Ok(kind) => kind,
        Err(lost) => return typed.lost(&site, lost).await,
    };
    if typed.fields.get("acte") == "origine" {
        return match usual::restore(&site.community, &organiser, kind).await {
            Ok(()) => see_other(&format!("{}?fait=origine", address(kind))),
            Err(fault) => typed.lost(&site, fault).await,
        };
    }
    let questions = match wording::read(&typed.fields) {
        Ok(questions) => questions,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    let edition = typed.fields.get("edition").parse().unwrap_or(0);
    match usual::change(&site.community, &organiser, kind, edition, &questions).await {
        Ok(()) => see_other(&format!("{}?fait=questions", address(kind))),
        Err(Failure::Refused(refusal)) => desk_actions::refused(&site, typed, refusal, "").await,
        Err(failure) => typed.lost(&site, failure).await,
    }
}
