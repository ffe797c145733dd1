//! `/journees/bilan/{year}`: what a year of days came to, for the funder, beside the year before.

use domain::{Id, days::report, members::Member};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::PATH;
use crate::{
    failure::{Lost, or_lost},
    members,
    parts::{Page, PageHead, Place, Section, counted},
    session,
};

mod draw;
pub mod told;

use draw::Blocks;

/// The address of the report of that year.
pub(crate) fn report_address(year: i32) -> String {
    format!("{PATH}/bilan/{year}")
}

/// The report of a year.
#[component]
pub(crate) fn ReportPage() -> impl IntoView {
    let asked = use_params_map().get().get("year").unwrap_or_default();
    Suspend::new(async move { or_lost(content(&asked).await) })
}

/// The year that an address names, written as it is written here.
pub fn year_of(asked: &str) -> Option<i32> {
    asked.parse().ok().filter(|year: &i32| year.to_string() == asked)
}

async fn content(asked: &str) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let year = year_of(asked).ok_or(Lost::NotThere)?;
    let (now, before, planned) = report::of_years(&community, &visitor, year).await?;
    let missing = match session::organiser() {
        Some(organiser) => Some(report::who_has_not_come(&community, &organiser, year).await?),
        None => None,
    };
    let told = told::told(&now, before.as_ref());
    let sections = told.sections.into_iter().map(|section| {
        view! { <Section title=section.title><Blocks blocks=section.blocks/></Section> }
    });
    let sections = sections.collect_view();
    let own = report_address(year);
    let years = planned.into_iter().map(|other| match other == year {
        true => view! { <li><span aria-current="page">{other.to_string()}</span></li> }.into_any(),
        false => view! { <li><a href=report_address(other)>{other.to_string()}</a></li> }.into_any(),
    });
    let years: Vec<_> = years.collect();
    let crumbs = vec![("Journées".to_owned(), format!("{PATH}?annee={year}"))];
    Ok(view! {
        <Page title=told.title.clone() place=Place::Days crumbs>
            <PageHead title=told.title lead=told.introduction>
                <p class="shortcuts">
                    <a href=format!("{own}/bilan.pdf")>"Le bilan en PDF"</a>
                    <a href=format!("{own}/bilan.xlsx")>"Les chiffres pour un tableur"</a>
                </p>
                {(years.len() > 1).then(|| view! { <nav aria-label="Autres années"><ul class="tags">{years}</ul></nav> })}
            </PageHead>
            <div class="report">{sections} {missing.map(|people| view! { <Missing people year/> })}</div>
        </Page>
    }
    .into_any())
}

/// Who has come to no day this year: for organisers, who may write to them.
#[component]
fn Missing(people: Vec<(Id<Member>, String, String)>, year: i32) -> impl IntoView {
    let many = people.len() as u64;
    let each = people.into_iter().map(|(id, name, antenne)| {
        let antenne = (!antenne.is_empty()).then(|| view! { " " <span class="facts">{antenne}</span> });
        view! { <li><a href=members::address(id.number(), &name)>{name.clone()}</a>{antenne}</li> }
    });
    let each = each.collect_view();
    view! {
        <Section title="Les personnes qui ne sont pas venues" id="absences">
            <p>
                {match many {
                    0 => format!("Tout le monde est venu au moins une fois en {year}."),
                    many => format!("{} sur aucun émargement de {year}. L’équipe d’animation est seule à le lire ici.", counted(many, "personne n’est", "personnes ne sont")),
                }}
            </p>
            <ul class="report-list">{each}</ul>
        </Section>
    }
}
