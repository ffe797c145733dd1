//! `/ressources/documents/{id}-{slug}`: a resource. Its content is in `content`, what is known of it in `about`, what is done with it in
//! `deeds`, what was done in `history`.

use axum::http::StatusCode;
use domain::{
    Failure,
    days::documents,
    library::{
        certification::Named,
        resource::{
            Refusal, Resource, State, Version,
            reading::{self, Page as Read},
        },
    },
    text::dates,
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    about::About,
    actions::ActForm,
    address_of,
    content::{Content, Older},
    crumbs,
    deeds::{Deeds, Reports},
    history::History,
    numbered, tone,
};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    library::{CertificationChips, mentioned, mentions, shelf::ShelfBar},
    members,
    parts::{Badge, ButtonLink, ErrorSummary, Moment, Notice, Page, PageHead, Place, Prose, Tone},
    session,
};

/// The page.
#[component]
pub(crate) fn ResourcePage() -> impl IntoView {
    let asked = use_params_map().get().get("document").unwrap_or_default();
    let done = use_query_map().get().get("fait");
    Suspend::new(async move { or_lost(content(&asked, done).await) })
}

async fn content(asked: &str, done: Option<String>) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let id = numbered(asked).ok_or(Lost::NotThere)?;
    let read = match reading::page(&community, &visitor, id).await {
        Ok(read) => read,
        Err(Failure::Refused(Refusal::Withdrawn)) => return Ok(withdrawn()),
        Err(failure) => return Err(failure.into()),
    };
    let Read { resource, versions, history, reports } = read;
    let own = address_of(&resource);
    if !own.ends_with(&format!("/{asked}")) {
        return Err(Lost::Moved(own));
    }
    let mut numbers = mentions::numbers(resource.summary_html.as_str());
    numbers.extend(resource.details.certifications.iter().map(|number| i64::from(number.number())));
    let known = mentioned::known(numbers).await?;
    let is_about = |one: &&Named| resource.details.certifications.contains(&one.number);
    let named: Vec<Named> = known.iter().filter(is_about).cloned().collect();
    let days = documents::days_of(&community, &visitor, id).await?;
    let (form, errors) = Again::<ActForm>::or_blank();
    let refused = !errors.is_empty();
    let today = dates::today(community.now());
    let done = done.filter(|_| !refused).and_then(|done| words_of(&done));
    let current = versions.iter().find(|version| version.number == resource.number).cloned();
    let older: Vec<Version> = versions.into_iter().filter(|one| one.number != resource.number).collect();
    let title = resource.details.title.to_string();
    let state = resource.standing(today);
    let report = format!("{own}/signaler");
    let depositor = resource.depositor.1.clone();
    let depositor_page = members::address(resource.depositor.0.number(), &depositor);
    let deposited_at = resource.deposited_at;
    let kind = resource.details.kind.label();
    let rank = (resource.number > 1).then(|| format!(" · version\u{a0}{}", resource.number));
    let summary = mentions::told(resource.summary_html.as_str(), &known);
    Ok(view! {
        <Page title=title.clone() place=Place::Library crumbs=crumbs() refused>
            {done.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <PageHead title>
                <p class="badges">
                    <Badge tone=Tone::Authority label=kind/>
                    " "
                    {(state != State::Published).then(|| view! { <Badge tone=tone(state) label=state.label()/> })}
                </p>
                <p class="facts">
                    "Déposé par "
                    <a href=depositor_page>{depositor}</a>
                    " " <Moment at=deposited_at/>
                    {rank}
                </p>
            </PageHead>
            <ErrorSummary errors=errors.clone()/>
            <Standing resource=resource.clone() state/>
            {current.map(|version| view! { <Content own=own.clone() version/> })}
            {(!summary.is_empty()).then(|| view! { <Prose html=summary/> })}
            <CertificationChips named/>
            <About resource=resource.clone() days/>
            <ShelfBar resource=resource.clone()/>
            <Older own=own.clone() older/>
            <p><a href=report>"Signaler un problème"</a></p>
            <Deeds resource=resource.clone() form errors own/>
            <Reports reports/>
            <History history/>
        </Page>
    }
    .into_any())
}

/// What to know before relying on it.
#[component]
fn Standing(resource: Resource, state: State) -> impl IntoView {
    let until = resource.details.valid_until;
    let past = until.filter(|_| state == State::Outdated);
    let words = match (state, past) {
        (State::Outdated, Some(until)) => {
            format!(
                "Périmé\u{a0}: ce document était valable jusqu’au {}. Il reste lisible, mais ne vous y fiez pas.",
                dates::on(until)
            )
        }
        (State::Outdated, None) => {
            "Périmé\u{a0}: ce document n’est plus à jour. Il reste lisible, mais ne vous y fiez pas."
                .to_owned()
        }
        (State::Draft, _) => {
            "Brouillon\u{a0}: vous seule ou vous seul le voyez, avec l’équipe d’animation.".to_owned()
        }
        (State::ToReview, _) => {
            "À relire\u{a0}: il paraîtra quand l’équipe d’animation ou le certificateur l’aura relu."
                .to_owned()
        }
        (State::Withdrawn, _) => "Retiré\u{a0}: les autres lisent ici qu’il n’y est plus.".to_owned(),
        (State::Published, _) => return None,
    };
    Some(view! { <Notice tone=tone(state)><p>{words}</p></Notice> })
}

/// It was there, and is no more: said to those who could have read it, with ways out.
fn withdrawn() -> AnyView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::GONE);
    }
    view! {
        <Page title="Ce document a été retiré" place=Place::Library crumbs=crumbs()>
            <PageHead
                title="Ce document a été retiré"
                lead="Il était dans la bibliothèque et n’y est plus\u{a0}: trop ancien, remplacé ou déposé par erreur."
            />
            <p><ButtonLink label="Chercher un autre document" href="/recherche?dans=documents"/></p>
            <p><a href="/contact">"Demander à l’équipe ce qu’il est devenu"</a></p>
        </Page>
    }
    .into_any()
}

fn words_of(done: &str) -> Option<&'static str> {
    Some(match done {
        "depot" => "Merci\u{202f}! Votre document est bien arrivé.",
        "version" => "La nouvelle version est en place\u{202f}; l’adresse n’a pas changé.",
        "fiche" => "La fiche est à jour.",
        "signalement" => "Merci\u{a0}: l’équipe est prévenue et regardera.",
        "geste" => "C’est fait.",
        _ => return None,
    })
}
