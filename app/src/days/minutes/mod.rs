//! `/journees/{id}-{slug}/compte-rendu`: the minutes of a day. `edit` is where they are written, `history` their versions.

use domain::{
    days::{
        DayId, Part, TrainingDay, edition,
        minutes::{self, Minutes},
    },
    library::certification::Named,
    members::Member,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::Deserialize;

use super::{address as day_address, crumbs, words::set};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    library::{mentioned, mentions},
    members,
    parts::{
        Badge, ButtonLink, Empty, ErrorSummary, Moment, Notice, Page, PageHead, Place, Prose, Said, Submit,
        Tone, Weight,
    },
    session,
};

pub(crate) mod actions;
mod edit;
mod history;

pub(crate) use edit::EditMinutesPage;
pub(crate) use history::{VersionPage, VersionsPage};

/// What an organiser does with the minutes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ActForm {
    pub(crate) acte: String,
    /// The edition that was read.
    pub(crate) edition: String,
}

/// The address of a day's minutes.
pub(crate) fn address(day: DayId, title: &str) -> String {
    format!("{}/compte-rendu", day_address(day, title))
}

/// « Journées › Programme 2027 › Financer un parcours »
fn trail(day: &TrainingDay) -> Vec<(String, String)> {
    let mut trail = crumbs(day.year);
    trail.push((set(&day.title), day_address(day.id, &day.title)));
    trail
}

/// The same, and the minutes.
fn trail_within(day: &TrainingDay) -> Vec<(String, String)> {
    let mut trail = trail(day);
    trail.push(("Compte rendu".to_owned(), address(day.id, &day.title)));
    trail
}

/// The page.
#[component]
pub(crate) fn MinutesPage() -> impl IntoView {
    let asked = use_params_map().get().get("day").unwrap_or_default();
    let done = use_query_map().get().get("fait");
    Suspend::new(async move { or_lost(content(&asked, done.as_deref()).await) })
}

async fn content(asked: &str, done: Option<&str>) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let id = edition::number(asked).ok_or(Lost::NotThere)?;
    let (day, read) = minutes::read(&community, &visitor, id).await?;
    let (_, errors) = Again::<ActForm>::or_blank();
    let refused = !errors.is_empty();
    let own = address(id, &day.title);
    if !refused && !own.ends_with(&format!("/{asked}/compte-rendu")) {
        return Err(Lost::Moved(own));
    }
    let done = done.filter(|_| !refused).and_then(done_words);
    let writes = minutes::may_write(&community, &visitor, &day);
    let drafts = Part::of(&visitor, &day).reads_drafts_of_minutes();
    let title = format!("Compte rendu\u{a0}: {}", set(&day.title));
    let state = read.as_ref().map(|read| match read.published_at {
        Some(_) => view! { <Badge label="Publié" tone=Tone::Settled/> },
        None => view! { <Badge label="En cours d’écriture" tone=Tone::Hand/> },
    });
    let date = day.window.starts_at.map(|at| view! { <Moment at said=Said::Day/> });
    let edit = (writes && read.is_some()).then(
        || view! { <ButtonLink label="Modifier" href=format!("{own}/modifier") weight=Weight::Quiet/> " " },
    );
    let versions = (drafts && read.is_some()).then(|| {
        view! { <ButtonLink label="Versions" href=format!("{own}/versions") weight=Weight::Quiet/> }
    });
    let numbers = read.as_ref().map(|read| mentions::numbers(read.html.as_str())).unwrap_or_default();
    let named = mentioned::known(numbers).await?;
    let body = match read.clone() {
        None => view! { <Blank own=own.clone()/> }.into_any(),
        Some(read) => view! { <Written read named drafts/> }.into_any(),
    };
    let acts = read.filter(|_| session::organiser().is_some());
    Ok(view! {
        <Page title=title.clone() place=Place::Days crumbs=trail(&day) refused>
            {done.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <PageHead title>
                <p class="facts">{state} " " {date}</p>
                <p class="page-end">{edit} {versions}</p>
            </PageHead>
            <ErrorSummary errors/>
            {body}
            {acts.map(|read| view! { <Publication own read/> })}
        </Page>
    }
    .into_any())
}

/// Nothing is written yet.
#[component]
fn Blank(own: String) -> impl IntoView {
    view! {
        <Empty action=("Commencer le compte rendu".to_owned(), format!("{own}/modifier"))>
            <p>"Le compte rendu s’écrit à plusieurs\u{a0}: quelques lignes suffisent pour commencer, les autres complètent."</p>
        </Empty>
    }
}

/// The text, and those who wrote it.
#[component]
fn Written(read: Minutes, named: Vec<Named>, drafts: bool) -> impl IntoView {
    let waits = read.published_at.is_none() && drafts;
    view! {
        {waits.then(|| view! {
            <Notice><p>"Les personnes qui ont participé l’écrivent et le lisent, avec les intervenantes et intervenants. Tout le monde le lira quand l’équipe d’animation l’aura publié."</p></Notice>
        })}
        <section class="section">
            <h2 class="visually-hidden">"Ce qui en est dit"</h2>
            <Prose html=mentions::told(read.html.as_str(), &named)/>
            <p class="facts">"Écrit par " {people(read.authors)} " · " <Moment at=read.changed_at/></p>
        </section>
    }
}

/// « Claire Bernard, Karim Haddad et Lucie Martin », each with the way to their page.
fn people(authors: Vec<(domain::Id<Member>, String)>) -> impl IntoView {
    let last = authors.len().saturating_sub(1);
    let named = authors.into_iter().enumerate().map(|(rank, (id, name))| {
        let before = match rank {
            0 => "",
            rank if rank == last => " et ",
            _ => ", ",
        };
        view! { {before} <a href=members::address(id.number(), &name)>{name.clone()}</a> }
    });
    named.collect_view()
}

/// What an organiser does from here.
#[component]
fn Publication(own: String, read: Minutes) -> impl IntoView {
    let (label, acte, weight, hint) = match read.published_at {
        None => (
            "Publier",
            "publier",
            Weight::Main,
            "Tout le monde lira ce texte, tel qu’il est affiché ici, et le trouvera par la recherche.",
        ),
        Some(_) => (
            "Rouvrir à l’écriture",
            "rouvrir",
            Weight::Quiet,
            "Les personnes qui ont participé pourront de nouveau l’écrire\u{202f}; les autres ne le liront plus.",
        ),
    };
    view! {
        <form method="post" action=own class="form">
            <input type="hidden" name="edition" value=read.edition.to_string()/>
            <p class="hint">{hint}</p>
            <div class="actions"><Submit label weight name="acte" value=acte/></div>
        </form>
    }
}

fn done_words(done: &str) -> Option<&'static str> {
    Some(match done {
        "ecrit" => "C’est enregistré. La version d’avant est gardée.",
        "publier" => "Le compte rendu est publié.",
        "rouvrir" => "Le compte rendu est rouvert à l’écriture.",
        _ => return None,
    })
}
