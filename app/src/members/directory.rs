//! `/annuaire`: the antennes by département with those who work in them, then everybody else.

use domain::members::{
    Antenne,
    antennes::{DEPARTMENTS, department_name},
    directory::{self, Listed},
};
use leptos::prelude::*;

use crate::{
    failure::{Lost, or_lost},
    members::{address, antenne_name as shown, occupation},
    parts::{Avatar, Page, PageHead, Place, Section, counted, initials},
    session,
};

/// The directory.
#[component]
pub(crate) fn DirectoryPage() -> impl IntoView {
    Suspend::new(async move { or_lost(page().await) })
}

async fn page() -> Result<AnyView, Lost> {
    let (antennes, people) = directory::everybody(&session::community(), &session::visitor()).await?;
    let lead = format!(
        "{} et {} dans huit départements, et celles et ceux qui les entourent.",
        counted(people.len() as u64, "personne", "personnes"),
        counted(antennes.len() as u64, "point de conseil", "points de conseil"),
    );
    let contents = DEPARTMENTS.iter().map(|(code, name)| {
        view! { <li><a href=format!("#d{code}")>{format!("{name} ({code})")}</a></li> }
    });
    let departments = DEPARTMENTS.iter().map(|(code, _)| {
        let here: Vec<Antenne> =
            antennes.iter().filter(|antenne| antenne.department == *code).cloned().collect();
        let at_work = |person: &&Listed| here.iter().any(|antenne| Some(antenne.id) == person.antenne);
        let people: Vec<Listed> = people.iter().filter(at_work).cloned().collect();
        view! { <Department code antennes=here people/> }
    });
    let departments = departments.collect_view();
    let others: Vec<Listed> = people.iter().filter(|person| person.antenne.is_none()).cloned().collect();
    Ok(view! {
        <Page title="Annuaire" place=Place::Directory>
            <PageHead title="Annuaire" lead=lead/>
            <div class="columns">
                <nav class="contents" aria-labelledby="departements">
                    <h2 id="departements">"Départements"</h2>
                    <ul>
                        {contents.collect_view()}
                        <li><a href="#autour">"Autour des antennes"</a></li>
                    </ul>
                </nav>
                <div>
                    {departments}
                    {(!others.is_empty()).then(|| view! {
                        <Section title="Autour des antennes" id="autour">
                            <People people=others antennes=Vec::new()/>
                        </Section>
                    })}
                </div>
            </div>
        </Page>
    }
    .into_any())
}

#[component]
fn Department(code: &'static str, antennes: Vec<Antenne>, people: Vec<Listed>) -> impl IntoView {
    let places = antennes.clone().into_iter().map(|antenne| {
        let dial = format!("tel:{}", antenne.telephone.replace(' ', ""));
        view! {
            <div class="antenne">
                <h3>{shown(&antenne.name)}</h3>
                <p class="facts">
                    {antenne.address}
                    <br/>
                    {antenne.operator}
                    " · "
                    <a href=dial>{antenne.telephone.replace(' ', "\u{a0}")}</a>
                </p>
            </div>
        }
    });
    view! {
        <Section title=format!("{} ({code})", department_name(code)) id=format!("d{code}")>
            <div class="antennes">{places.collect_view()}</div>
            <People people antennes/>
        </Section>
    }
}

#[component]
fn People(people: Vec<Listed>, antennes: Vec<Antenne>) -> impl IntoView {
    let lines = people.into_iter().map(move |person| {
        let antenne = antennes.iter().find(|antenne| Some(antenne.id) == person.antenne);
        let place = antenne.map(|antenne| shown(&antenne.name)).or(person.organisation);
        let occupation = occupation(person.function.as_deref(), person.roles);
        let facts = [Some(occupation), place].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let page = address(person.id.number(), &person.name);
        view! {
            <li class="row who-is">
                <Avatar initials=initials(&person.name)/>
                <div>
                    <p class="row-title"><a href=page>{person.name}</a></p>
                    <p class="facts">{facts}</p>
                </div>
            </li>
        }
    });
    view! { <ul class="people">{lines.collect_view()}</ul> }
}
