//! `/animation/ressources`: what waits for those who look after the library.

use domain::{
    library::resource::{Report, desk, reading::Listed},
    members::Message,
    text::dates,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::address;
use crate::{
    failure::{Lost, or_lost},
    parts::{Badge, Field, Moment, Notice, Page, PageHead, Place, Section, Submit, Tone, Weight},
    session,
};

/// Its address.
pub(crate) const DESK: &str = "/animation/ressources";

/// The page.
#[component]
pub(crate) fn LibraryDeskPage() -> impl IntoView {
    let done = use_query_map().get().get("fait");
    Suspend::new(async move { or_lost(content(done).await) })
}

async fn content(done: Option<String>) -> Result<AnyView, Lost> {
    let organiser = session::organiser().ok_or(Lost::NotThere)?;
    let queues = desk::queues(&session::community(), &organiser).await?;
    let done = done.and_then(|done| match done.as_str() {
        "reponse" => Some("Le signalement est clos."),
        "trop-tard" => Some("Quelqu’un avait déjà répondu à ce signalement."),
        "geste" => Some("C’est fait."),
        _ => None,
    });
    let crumbs = vec![("Animation".to_owned(), "/animation".to_owned())];
    Ok(view! {
        <Page title="Ressources à suivre" place=Place::Desk crumbs>
            {done.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <PageHead title="Ressources à suivre" lead="Les plus anciennes d’abord."/>
            <Section title="À relire avant de paraître" id="a-relire">
                <Waiting listed=queues.to_review nothing="Rien n’attend d’être relu."/>
            </Section>
            <Section title="Signalements" id="signalements">
                <Reports reports=queues.reports/>
            </Section>
            <Section title="Dates de relecture passées" id="relectures">
                <Waiting listed=queues.reviews nothing="Aucune date de relecture n’est passée."/>
            </Section>
        </Page>
    }
    .into_any())
}

#[component]
fn Waiting(listed: Vec<Listed>, nothing: &'static str) -> impl IntoView {
    if listed.is_empty() {
        return view! { <p class="facts">{nothing}</p> }.into_any();
    }
    let rows = listed.into_iter().map(|one| {
        let due = one.review_on.filter(|_| one.published_at.is_some());
        view! {
            <li class="row">
                <p class="row-title"><a href=address(one.id.number(), &one.title)>{one.title.clone()}</a></p>
                <p class="facts">
                    <Badge tone=Tone::Authority label=one.kind.label()/> " "
                    {one.depositor} " · " <Moment at=one.changed_at/>
                    {due.map(|due| format!(" · à relire depuis le {}", dates::on(due)))}
                </p>
            </li>
        }
    });
    view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any()
}

#[component]
fn Reports(reports: Vec<Report>) -> impl IntoView {
    if reports.is_empty() {
        return view! { <p class="facts">"Personne n’a rien signalé."</p> }.into_any();
    }
    let rows = reports.into_iter().map(|report| {
        let (id, title) = report.resource;
        let by = report.by.unwrap_or_else(|| "Le site".to_owned());
        let field = format!("reponse-{}", report.id);
        view! {
            <li class="row">
                <p class="row-title"><a href=address(id.number(), &title)>{title.clone()}</a></p>
                <p class="as-typed">{report.word}</p>
                <p class="facts">
                    <Badge tone=Tone::News label=report.reason.label()/> " " {by} " · " <Moment at=report.made_at/>
                </p>
                <form method="post" action=DESK class="form" novalidate>
                    <input type="hidden" name="signalement" value=report.id.to_string()/>
                    <Field name="reponse" id=field label="Ce qui a été fait" optional=true maxlength=Message::MOST as u32/>
                    <div class="actions">
                        <Submit label="Clore" weight=Weight::Quiet about=format!("le signalement de «\u{a0}{title}\u{a0}»")/>
                    </div>
                </form>
            </li>
        }
    });
    view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any()
}
