//! `/annuaire/antennes` and `/annuaire/antennes/{id}-{slug}`: the points of advice, and one of them with those who work there.

use domain::{
    Id,
    members::{
        Antenne,
        antennes::{DEPARTMENTS, department_name},
        directory::{self, Listed},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{antenne_address, antenne_name, map_address, people::People};
use crate::{
    failure::{Lost, or_lost},
    parts::{Page, PageHead, Place, Section, counted},
    session,
};

/// Every point of advice.
#[component]
pub(crate) fn AntennesPage() -> impl IntoView {
    Suspend::new(async move { or_lost(all().await) })
}

async fn all() -> Result<AnyView, Lost> {
    let (antennes, people) = directory::everybody(&session::community(), &session::visitor()).await?;
    let contents = DEPARTMENTS.iter().map(|(code, name)| {
        view! { <li><a href=format!("#d{code}")>{format!("{name} ({code})")}</a></li> }
    });
    let contents = contents.collect_view();
    let departments = DEPARTMENTS.iter().map(|(code, _)| {
        let here: Vec<Antenne> =
            antennes.iter().filter(|antenne| antenne.department == *code).cloned().collect();
        view! { <Department code antennes=here people=people.clone()/> }
    });
    let departments = departments.collect_view();
    let crumbs = vec![("Annuaire".to_owned(), "/annuaire".to_owned())];
    let lead = format!("{} dans huit départements.", counted(antennes.len() as u64, "point", "points"));
    Ok(view! {
        <Page title="Points de conseil" place=Place::Directory crumbs>
            <PageHead title="Points de conseil" lead=lead/>
            <div class="columns">
                <nav class="contents" aria-labelledby="departements">
                    <h2 id="departements">"Départements"</h2>
                    <ul>{contents}</ul>
                </nav>
                <div>{departments}</div>
            </div>
        </Page>
    }
    .into_any())
}

#[component]
fn Department(code: &'static str, antennes: Vec<Antenne>, people: Vec<Listed>) -> impl IntoView {
    let lines = antennes.into_iter().map(move |antenne| {
        let count = people.iter().filter(|person| person.antenne == Some(antenne.id)).count();
        let count = (count > 0).then(|| format!(" · {}", counted(count as u64, "personne", "personnes")));
        view! {
            <li class="row">
                <p class="row-title"><a href=antenne_address(&antenne)>{antenne_name(&antenne.name)}</a></p>
                <p class="facts">{antenne.telephone.replace(' ', "\u{a0}")}{count}</p>
            </li>
        }
    });
    view! {
        <Section title=format!("{} ({code})", department_name(code)) id=format!("d{code}")>
            <ul class="people">{lines.collect_view()}</ul>
        </Section>
    }
}

/// One of them.
#[component]
pub(crate) fn AntennePage() -> impl IntoView {
    let antenne = use_params_map().get().get("antenne").unwrap_or_default();
    Suspend::new(async move { or_lost(one(&antenne).await) })
}

async fn one(asked: &str) -> Result<AnyView, Lost> {
    let id = asked.parse::<Id<_>>().map_err(|_| Lost::NotThere)?;
    let (antenne, people) = directory::antenne(&session::community(), &session::visitor(), id).await?;
    let name = antenne_name(&antenne.name);
    let crumbs = vec![
        ("Annuaire".to_owned(), "/annuaire".to_owned()),
        ("Points de conseil".to_owned(), "/annuaire/antennes".to_owned()),
    ];
    let around = format!("/annuaire?departement={}", antenne.department);
    let department = department_name(&antenne.department).to_owned();
    let link = (format!("Toutes les personnes du {}", antenne.department), around);
    Ok(view! {
        <Page title=name.clone() place=Place::Directory crumbs>
            <PageHead title=name/>
            <div class="columns">
                <div>
                    <Section title="Qui y travaille" link=Some(link)>
                        {if people.is_empty() {
                            view! { <p class="facts">"Personne de cette antenne n’a encore de compte ici."</p> }.into_any()
                        } else {
                            view! { <People people antennes=Vec::new()/> }.into_any()
                        }}
                    </Section>
                </div>
                <aside>
                    <Section title="Où et comment">
                        <Whereabouts antenne department/>
                    </Section>
                </aside>
            </div>
        </Page>
    }
    .into_any())
}

#[component]
fn Whereabouts(antenne: Antenne, department: String) -> impl IntoView {
    let map = map_address(&antenne);
    let dial = format!("tel:{}", antenne.telephone.replace(' ', ""));
    view! {
        <dl class="details">
            <div>
                <dt>"Adresse"</dt>
                <dd>
                    {antenne.address}
                    <br/>
                    <a href=map rel="external">"Voir sur OpenStreetMap"</a>
                </dd>
            </div>
            <div><dt>"Téléphone"</dt><dd><a href=dial>{antenne.telephone.replace(' ', "\u{a0}")}</a></dd></div>
            <div><dt>"Département"</dt><dd>{format!("{department} ({})", antenne.department)}</dd></div>
            <div><dt>"Portée par"</dt><dd>{antenne.operator}</dd></div>
        </dl>
    }
}
