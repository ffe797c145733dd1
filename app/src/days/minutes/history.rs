//! `…/compte-rendu/versions` and `…/versions/{n}`: the versions of the minutes, and what each changed.

use domain::days::{
    edition,
    minutes::{
        diff::{Change, Line},
        history::{self, Version},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{address, trail_within};
use crate::{
    failure::{Lost, or_lost},
    members,
    parts::{Moment, Page, PageHead, Place, Said},
    session,
};

/// Every version.
#[component]
pub(crate) fn VersionsPage() -> impl IntoView {
    let asked = use_params_map().get().get("day").unwrap_or_default();
    Suspend::new(async move { or_lost(listed(&asked).await) })
}

async fn listed(asked: &str) -> Result<AnyView, Lost> {
    let id = edition::number(asked).ok_or(Lost::NotThere)?;
    let (day, versions) = history::versions(&session::community(), &session::visitor(), id).await?;
    let (own, crumbs) = (address(id, &day.title), trail_within(&day));
    let rows = versions.into_iter().map(move |version| {
        let href = format!("{own}/versions/{}", version.edition);
        view! {
            <li class="row">
                <p class="row-title"><a href=href>{format!("Version\u{a0}{}", version.edition)}</a></p>
                <p class="facts"><By version/></p>
            </li>
        }
    });
    Ok(view! {
        <Page title="Versions du compte rendu" place=Place::Days crumbs>
            <PageHead title="Versions du compte rendu" lead="La plus récente d’abord, avec ce que chacune a changé."/>
            <ul class="rows">{rows.collect_view()}</ul>
        </Page>
    }
    .into_any())
}

/// Who wrote it, when.
#[component]
fn By(version: Version) -> impl IntoView {
    let (id, name) = version.by;
    view! { <a href=members::address(id.number(), &name)>{name.clone()}</a> " · " <Moment at=version.at said=Said::Full/> }
}

/// One version.
#[component]
pub(crate) fn VersionPage() -> impl IntoView {
    let params = use_params_map().get();
    let asked = params.get("day").unwrap_or_default();
    let number = params.get("version").and_then(|number| number.parse().ok());
    Suspend::new(async move { or_lost(one(&asked, number).await) })
}

async fn one(asked: &str, number: Option<i32>) -> Result<AnyView, Lost> {
    let (id, number) = edition::number(asked).zip(number).ok_or(Lost::NotThere)?;
    let (day, version, lines) =
        history::version(&session::community(), &session::visitor(), id, number).await?;
    let mut crumbs = trail_within(&day);
    crumbs.push(("Versions".to_owned(), format!("{}/versions", address(id, &day.title))));
    let title = format!("Version\u{a0}{} du compte rendu", version.edition);
    let lines = lines.into_iter().map(|line| view! { <DiffLine line/> });
    Ok(view! {
        <Page title=title.clone() place=Place::Days crumbs>
            <PageHead title><p class="facts"><By version/></p></PageHead>
            <div class="diff">{lines.collect_view()}</div>
        </Page>
    }
    .into_any())
}

/// A line, with what became of it; said in words too, for those who do not see the colour.
#[component]
fn DiffLine(line: Line) -> impl IntoView {
    match line.change {
        Change::Kept => view! { <p>{line.text}</p> }.into_any(),
        Change::Added => {
            view! { <p><ins><span class="visually-hidden">"Ajouté\u{a0}: "</span>{line.text}</ins></p> }
                .into_any()
        }
        Change::Removed => {
            view! { <p><del><span class="visually-hidden">"Retiré\u{a0}: "</span>{line.text}</del></p> }
                .into_any()
        }
    }
}
