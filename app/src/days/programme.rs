//! `/journees`: the year's programme, in a list, month by month, or on one sheet; narrowed by what stays in the address.

mod list;
mod months;
mod narrow;
mod progress;
mod year;

use axum::http::request::Parts;
use chrono::{DateTime, Utc};
use domain::days::{
    plan::{self, Plan, Progress},
    programme::{self, Asked, Listed, View},
    proposal,
    report::READERS,
};
use leptos::prelude::*;

use list::List;
use months::Months;
use narrow::{Chosen, Narrow};
use progress::ProgressOf;
use year::Year;

use super::{PATH, attendance::PRESENCE, diary::DIARY, proposals, report_address};
use crate::{
    failure::{Lost, or_lost},
    parts::{ButtonLink, Empty, Page, PageHead, Place, Weight, counted},
    session,
};

/// The programme.
#[component]
pub(crate) fn ProgrammePage() -> impl IntoView {
    let query = use_context::<Parts>().and_then(|parts| parts.uri.query().map(str::to_owned));
    let asked = Asked::read_query(&query.unwrap_or_default());
    Suspend::new(async move { or_lost(content(asked).await) })
}

/// The address that asks this.
pub(super) fn address(asked: &Asked) -> String {
    match asked.query() {
        query if query.is_empty() => PATH.to_owned(),
        query => format!("{PATH}?{query}"),
    }
}

/// What a programme is shown from.
#[derive(Clone)]
struct Shown {
    asked: Asked,
    year: i32,
    now: DateTime<Utc>,
    /// All the year's days.
    days: Vec<Listed>,
    /// Those that are asked for.
    kept: Vec<Listed>,
}

async fn content(mut asked: Asked) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let this_year = programme::this_year(&community);
    let year = asked.year.unwrap_or(this_year);
    // One list has one address: this year is not said.
    asked.year = asked.year.filter(|year| *year != this_year);
    let days = programme::of_year(&community, &visitor, year).await?;
    let (plan, mut years) = plan::of_year(&community, &visitor, year).await?;
    years.push(this_year);
    let kept = days.iter().filter(|day| asked.keeps(day)).cloned().collect();
    let title = format!("Programme\u{a0}{year}");
    let others = asked.clone();
    let views = asked.clone();
    let reads = visitor.sees(READERS) && !days.is_empty();
    let shown = Shown { asked, year, now: community.now(), days, kept };
    let proposes = visitor.sees(proposal::AUDIENCE);
    Ok(view! {
        <Page title=title.clone() place=Place::Days>
            <PageHead title lead="Rencontres avec les certificateurs et les financeurs, échanges entre pairs\u{a0}: les journées de l’année.">
                <Years asked=others year this_year years/>
                {reads.then(|| view! { <p><a href=report_address(year)>{format!("Bilan\u{a0}{year}")}</a></p> })}
                <p class="page-end">
                    {proposes.then(|| view! { <ButtonLink label="Proposer un thème" href=proposals::PATH weight=Weight::Quiet/> " " })}
                    <ButtonLink label="Dans mon agenda" href=DIARY weight=Weight::Quiet/> " "
                    <ButtonLink label="Mes heures suivies" href=PRESENCE weight=Weight::Quiet/>
                </p>
            </PageHead>
            {(!shown.days.is_empty()).then(|| view! { <Overview plan shown=shown.clone()/> })}
            <Views asked=views/>
            {if shown.days.is_empty() {
                view! { <NothingYet year proposes/> }.into_any()
            } else {
                view! { <Narrowed shown/> }.into_any()
            }}
        </Page>
    }
    .into_any())
}

/// The year before and the year after, among those that have a programme.
#[component]
fn Years(asked: Asked, year: i32, this_year: i32, years: Vec<i32>) -> impl IntoView {
    let before = years.iter().copied().filter(|other| *other < year).max();
    let after = years.iter().copied().filter(|other| *other > year).min();
    let link = |other: i32, rel: &'static str, arrow: [&'static str; 2]| {
        let year = Some(other).filter(|other| *other != this_year);
        let href = address(&Asked { year, month: None, ..asked.clone() });
        let [left, right] = arrow;
        view! {
            <a href=href rel=rel>
                <span aria-hidden="true">{left}</span>
                {format!("Programme\u{a0}{other}")}
                <span aria-hidden="true">{right}</span>
            </a>
        }
    };
    (before.is_some() || after.is_some()).then(|| {
        view! {
            <nav class="shortcuts" aria-label="Autres années">
                {before.map(|other| link(other, "prev", ["‹\u{a0}", ""]))}
                {after.map(|other| link(other, "next", ["", "\u{a0}›"]))}
            </nav>
        }
    })
}

/// How far the year is, and what comes next.
#[component]
fn Overview(plan: Plan, shown: Shown) -> impl IntoView {
    let progress = Progress::of(&plan, &shown.days);
    let next = shown
        .days
        .iter()
        .find(|day| {
            day.state == domain::days::State::Published
                && day.starts_at.is_some_and(|start| start > shown.now)
        })
        .cloned();
    view! { <ProgressOf progress next/> }
}

/// The three ways to see the same days.
#[component]
fn Views(asked: Asked) -> impl IntoView {
    let views = View::ALL.map(|view| {
        let href = address(&Asked { view, month: None, ..asked.clone() });
        let current = (view == asked.view).then_some("page");
        view! { <li><a href=href aria-current=current>{view_name(view)}</a></li> }
    });
    view! { <nav class="kinds" aria-label="Vues du programme"><ul class="kinds-list">{views.into_iter().collect_view()}</ul></nav> }
}

fn view_name(view: View) -> &'static str {
    match view {
        View::List => "Liste",
        View::Months => "Mois",
        View::Year => "Année",
    }
}

/// The days that are asked for, in the way that is asked for.
#[component]
fn Narrowed(shown: Shown) -> impl IntoView {
    let Shown { asked, days, kept, .. } = shown.clone();
    let said = said(&asked, kept.len(), days.len());
    let nothing = kept.is_empty();
    view! {
        <div class="programme">
            <Narrow asked=asked.clone() days=days.clone()/>
            <Chosen asked=asked.clone() days/>
            <p class="found" role="status">{said}</p>
            {match asked.view {
                _ if nothing => view! {
                    <Empty action=("Revoir toute l’année".to_owned(), address(&all(&asked)))>
                        <p>"Essayez sans l’un des choix, ou regardez une autre année."</p>
                    </Empty>
                }
                .into_any(),
                View::List => view! { <List shown/> }.into_any(),
                View::Months => view! { <Months shown/> }.into_any(),
                View::Year => view! { <Year shown/> }.into_any(),
            }}
        </div>
    }
}

/// The same year and view, with nothing narrowed.
fn all(asked: &Asked) -> Asked {
    Asked { year: asked.year, view: asked.view, month: asked.month, ..Asked::default() }
}

fn said(asked: &Asked, kept: usize, of: usize) -> String {
    let days = |count: usize| counted(count as u64, "journée", "journées");
    match (kept, asked.is_narrowed()) {
        (0, true) => "Aucune journée ne répond à ces choix.".to_owned(),
        (kept, true) => format!("{} sur {of}.", days(kept)),
        (kept, false) => format!("{}.", days(kept)),
    }
}

/// A year without a day yet.
#[component]
fn NothingYet(year: i32, proposes: bool) -> impl IntoView {
    view! {
        <Empty>
            <p>{format!("Le programme\u{a0}{year} n’est pas encore publié.")}</p>
            <p>
                "Il se construit avec vous\u{a0}: "
                {proposes.then(|| view! { <a href=proposals::PATH>"proposez un thème"</a> ", ou " })}
                <a href="/contact">"écrivez à l’équipe d’animation"</a>
                "."
            </p>
        </Empty>
    }
}
