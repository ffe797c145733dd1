//! The organisers' side of the days, under `/animation/journees`: the year's plan, making and changing a day, who comes.

use domain::{
    days::{Plan, Public, State, plan, programme, waiting},
    forum::Submission,
    members::Visitor,
    text::dates,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::Deserialize;

use super::{
    attendance::ToFill,
    proposals, surveys,
    words::{modality_name, public_name, state_word},
};
use crate::{
    desk::{crumbs as desk_crumbs, organiser},
    failure::{Lost, or_lost},
    form::Again,
    parts::{
        Badge, ButtonLink, Empty, ErrorSummary, Errors, Field, Notice, Page, PageHead, Place, Section,
        Submit, Tone, Weight, counted,
    },
    session,
};

pub(crate) mod actions;
mod asked;
mod day;
pub(crate) mod documents;
mod edit;
mod fields;
mod form;
mod people;

pub(crate) use day::DayDeskPage;
pub(crate) use documents::DayDocumentsPage;
pub(crate) use edit::{EditDayPage, NewDayPage};

/// The desk's days.
pub(crate) const PATH: &str = "/animation/journees";

/// Where a new day is made.
pub(crate) const NEW: &str = "/animation/journees/nouvelle";

/// The way to what is under the desk's days.
pub(in crate::days) fn crumbs() -> Vec<(String, String)> {
    let mut crumbs = desk_crumbs();
    crumbs.push(("Journées".to_owned(), PATH.to_owned()));
    crumbs
}

/// The year's plan, as it is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PlanForm {
    pub(crate) annee: String,
    pub(crate) conseil: String,
    pub(crate) assistanat: String,
    pub(crate) tous: String,
}

/// The days of a year, with what they still need.
#[component]
pub(crate) fn DaysDeskPage() -> impl IntoView {
    let query = use_query_map().get();
    let (year, done) = (query.get("annee").and_then(|year| year.parse().ok()), query.get("fait"));
    Suspend::new(async move { or_lost(content(year, done.as_deref()).await) })
}

async fn content(year: Option<i32>, done: Option<&str>) -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let community = session::community();
    let visitor = Visitor::from(organiser.member().clone());
    let (form, errors) = Again::<PlanForm>::or_blank();
    let asked = form.annee.parse().ok().or(year).filter(|year| (1990..=2200).contains(year));
    let year = asked.unwrap_or_else(|| programme::this_year(&community));
    let days = programme::of_year(&community, &visitor, year).await?;
    let (plan, _) = plan::of_year(&community, &visitor, year).await?;
    let to_fill = waiting::to_fill(&community, &organiser).await?;
    let certified = days.iter().any(|day| day.state == State::Held);
    let done = (done == Some("programme")).then_some("Le programme de l’année est enregistré.");
    let refused = !errors.is_empty();
    let (before, after) = (year - 1, year + 1);
    Ok(view! {
        <Page title=format!("Journées {year}") place=Place::Desk crumbs=desk_crumbs() refused>
            {done.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <PageHead title=format!("Journées {year}") lead="Préparer, publier, suivre les inscriptions.">
                <p class="page-end"><ButtonLink label="Préparer une journée" href=format!("{NEW}?annee={year}")/></p>
            </PageHead>
            <ErrorSummary errors=errors.clone()/>
            <nav class="years" aria-label="Années">
                <a href=format!("{PATH}?annee={before}")>{before}</a> " · "
                <a href=format!("{PATH}?annee={after}")>{after}</a>
            </nav>
            <ToFill days=to_fill/>
            <ul class="links">
                <li><a href=proposals::PATH>"Propositions de thèmes"</a></li>
                <li><a href=surveys::NEEDS_DESK>"Recueil des besoins"</a></li>
            </ul>
            <Section title="Les journées">
                <Days days/>
                {certified.then(|| view! { <p><a href=format!("{PATH}/annee/{year}/attestations.zip")>{format!("Les attestations annuelles de {year} (zip)")}</a></p> })}
            </Section>
            <Section title="Ce que l’année doit compter" id="programme">
                <PlanFields plan form errors/>
            </Section>
        </Page>
    }
    .into_any())
}

#[component]
fn Days(days: Vec<programme::Listed>) -> impl IntoView {
    if days.is_empty() {
        return view! {
            <Empty>
                <p>"Aucune journée n’est encore préparée pour cette année. La première commence par un titre et un objectif\u{a0}: la date peut attendre."</p>
            </Empty>
        }
        .into_any();
    }
    let now = session::community().now();
    let rows = days.into_iter().map(|day| {
        let over = day.ends_at.is_some_and(|end| end <= now);
        let badge = state_word(day.state, over);
        let when = day.starts_at.map_or_else(|| "Date à fixer".to_owned(), dates::full);
        let seats = format!("{} sur {}", day.seated, counted(day.room.capacity.into(), "place", "places"));
        let waiting = (day.waiting > 0).then(|| format!(" · {}\u{a0}en attente", day.waiting));
        let to_hold = day.state == State::Published && over;
        view! {
            <li class="row">
                <p class="row-title"><a href=format!("{PATH}/{}", day.id)>{day.title}</a></p>
                <p class="facts">
                    {badge.map(|(label, tone)| view! { <Badge label tone/> " " })}
                    {when} " · " {modality_name(day.modality)} " · " {public_name(day.public)} " · " {seats} {waiting}
                    {to_hold.then_some(" · à marquer comme tenue")}
                </p>
            </li>
        }
    });
    view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any()
}

#[component]
fn PlanFields(plan: Plan, form: PlanForm, errors: Errors) -> impl IntoView {
    let value = |typed: String, planned: u32| if typed.is_empty() { planned.to_string() } else { typed };
    let fields = [
        ("conseil", form.conseil, Public::Advisors),
        ("assistanat", form.assistanat, Public::Assistants),
        ("tous", form.tous, Public::Both),
    ];
    let fields = fields.map(|(name, typed, public)| {
        let label = format!("Pour {}", public_name(public).to_lowercase());
        view! { <Field name label value=value(typed, plan.of(public)) kind="number" error=errors.of(name)/> }
    });
    view! {
        <form method="post" action=PATH class="form" novalidate>
            <input type="hidden" name="annee" value=plan.year.to_string()/>
            <p class="hint">"La Région attend seize journées par an. Le total et la répartition servent au suivi et au bilan."</p>
            {fields.into_iter().collect_view()}
            <div class="actions"><Submit label="Enregistrer" weight=Weight::Quiet/></div>
        </form>
    }
}

/// The number of a form that is shown for the first time.
fn new_submission() -> String {
    Submission::new().as_str().to_owned()
}
