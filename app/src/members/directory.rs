//! `/annuaire`: everybody, narrowed by words and choices that stay in the address.

use domain::{
    Id, Role,
    members::{
        Antenne,
        antennes::department_name,
        directory::{self, Asked, Counts, Directory},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{antenne_name, people::People};
use crate::{
    failure::{Lost, or_lost},
    parts::{Choice, Empty, Page, PageHead, Pagination, Place, Select, Submit, Weight, counted, number},
    session,
};

/// People a page.
const PAGE: usize = 24;

/// Tags that one may choose among; the rarer ones are found by their words.
const TAGS: usize = 60;

/// The roles, by their words in the address.
const ROLES: [(&str, Role, &str); 6] = [
    ("conseil", Role::Advisor, "Conseillères et conseillers"),
    ("assistance", Role::Assistant, "Assistantes et assistants"),
    ("certification", Role::Certifier, "Contacts des certificateurs"),
    ("animation", Role::Organiser, "Équipe d’animation"),
    ("financement", Role::Funder, "Financeurs"),
    ("administration", Role::Administrator, "Administration du site"),
];

/// The directory.
#[component]
pub(crate) fn DirectoryPage() -> impl IntoView {
    let query = use_query_map().get();
    let said = |name: &str| query.get(name).filter(|text| !text.trim().is_empty());
    let asked = Asked {
        words: said("q").unwrap_or_default().trim().chars().take(100).collect(),
        role: said("role")
            .and_then(|code| ROLES.iter().find(|(known, ..)| *known == code))
            .map(|(_, role, _)| *role),
        department: said("departement"),
        antenne: said("antenne").and_then(|number| number.parse().ok()),
        tag: said("connait"),
        stage: said("etape").and_then(|stage| stage.parse().ok()),
    };
    let page = said("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    Suspend::new(async move { or_lost(content(asked, page).await) })
}

async fn content(asked: Asked, page: usize) -> Result<AnyView, Lost> {
    let found = directory::look(&session::community(), &session::visitor(), asked.clone()).await?;
    let pages = found.people.len().div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let people = found.people.iter().skip((page - 1) * PAGE).take(PAGE).cloned().collect::<Vec<_>>();
    let lead = format!(
        "{} et {} dans huit départements.",
        counted(found.total as u64, "personne", "personnes"),
        counted(found.antennes.len() as u64, "point de conseil", "points de conseil"),
    );
    let base = address(&asked);
    let base = format!("{base}{}page=", if base.contains('?') { '&' } else { '?' });
    let said = status(&asked, found.people.len());
    let narrowed = asked.is_narrowed();
    let antennes = found.antennes.clone();
    Ok(view! {
        <Page title="Annuaire" place=Place::Directory>
            <PageHead title="Annuaire" lead=lead>
                <p class="shortcuts">
                    <a href="/annuaire/antennes">"Les points de conseil"</a>
                    <a href="/annuaire?role=certification">"Les contacts des certificateurs"</a>
                    <a href="/annuaire?role=animation">"L’équipe d’animation"</a>
                </p>
            </PageHead>
            <Narrow asked found/>
            <div class="section">
                <p role="status" class="found">
                    <span>{said}</span>
                    {narrowed.then(|| view! { <a href="/annuaire">"Revoir tout le monde"</a> })}
                </p>
                {if people.is_empty() {
                    view! {
                        <Empty>
                            <p>"Essayez avec un mot de moins, ou sans l’un des choix."</p>
                        </Empty>
                    }
                    .into_any()
                } else {
                    view! { <People people antennes/> }.into_any()
                }}
                <Pagination page=page as u64 pages=pages as u64 base/>
            </div>
        </Page>
    }
    .into_any())
}

fn status(asked: &Asked, count: usize) -> String {
    match (count, asked.is_narrowed()) {
        (0, _) => "Personne ne répond à cette recherche.".to_owned(),
        (count, true) => format!("{} sur cette recherche.", counted(count as u64, "personne", "personnes")),
        (_, false) => "Tout le monde, par ordre alphabétique.".to_owned(),
    }
}

/// The address of what is asked: what is not asked is not in it.
fn address(asked: &Asked) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let role = asked.role.and_then(|role| ROLES.iter().find(|(_, known, _)| *known == role));
    let stage = asked.stage.map(|stage| stage.to_string());
    let antenne = asked.antenne.map(|antenne| antenne.to_string());
    for (name, value) in [
        ("q", Some(asked.words.as_str()).filter(|words| !words.is_empty())),
        ("role", role.map(|(code, ..)| *code)),
        ("departement", asked.department.as_deref()),
        ("antenne", antenne.as_deref()),
        ("connait", asked.tag.as_deref()),
        ("etape", stage.as_deref()),
    ] {
        if let Some(value) = value {
            query.append_pair(name, value);
        }
    }
    match query.finish() {
        query if query.is_empty() => "/annuaire".to_owned(),
        query => format!("/annuaire?{query}"),
    }
}

/// The form that narrows the list. The choices are folded away until one is made.
#[component]
fn Narrow(asked: Asked, found: Directory) -> impl IntoView {
    let chosen = Asked { words: String::new(), ..asked.clone() }.is_narrowed();
    let Directory { antennes, counts, .. } = found;
    view! {
        <form class="narrow" role="search" aria-label="Chercher dans l’annuaire" action="/annuaire" method="get">
            <div class="search-box">
                <label class="visually-hidden" for="qui">"Un nom, une antenne, ce que la personne connaît bien"</label>
                <input id="qui" type="search" name="q" value=asked.words.clone() maxlength="100" autocomplete="off" placeholder="Un nom, une antenne, un diplôme…"/>
                <button class="button" type="submit">"Chercher"</button>
            </div>
            <details open=chosen>
                <summary>"Filtrer"</summary>
                <div class="narrowing">
                    <Filters asked antennes counts/>
                    <div class="actions">
                        <Submit label="Appliquer" weight=Weight::Quiet/>
                    </div>
                </div>
            </details>
        </form>
    }
}

#[component]
fn Filters(asked: Asked, antennes: Vec<Antenne>, counts: Counts) -> impl IntoView {
    let role = asked.role.and_then(|role| ROLES.iter().find(|(_, known, _)| *known == role));
    let roles = counts.roles.iter().filter_map(|(role, count)| {
        let (code, _, label) = ROLES.iter().find(|(_, known, _)| known == role)?;
        Some(option(code, label, *count))
    });
    let roles = offered("Tous", roles, role.map(|(code, _, label)| (*code, *label)));
    let departments = counts.departments.iter().map(|(code, count)| option(code, &department(code), *count));
    let chosen = asked.department.clone().unwrap_or_default();
    let departments =
        offered("Tous", departments, asked.department.as_ref().map(|code| (code.as_str(), department(code))));
    let name = |id: Id<Antenne>| {
        antennes
            .iter()
            .find(|antenne| antenne.id == id)
            .map_or(String::new(), |antenne| antenne_name(&antenne.name))
    };
    let here = counts.antennes.iter().map(|(id, count)| option(&id.to_string(), &name(*id), *count));
    let antenne = asked.antenne.map(|id| id.to_string()).unwrap_or_default();
    let here = offered("Toutes", here, asked.antenne.map(|id| (antenne.as_str(), name(id))));
    let tags = counts.tags.iter().take(TAGS).map(|(folded, label, count)| option(folded, label, *count));
    let tag = asked.tag.clone().unwrap_or_default();
    let tags = offered("Tout", tags, asked.tag.as_ref().map(|tag| (tag.as_str(), tag.clone())));
    let stages =
        counts.stages.iter().map(|(stage, count)| option(&stage.to_string(), &stage_name(*stage), *count));
    let stage = asked.stage.map(|stage| stage.to_string()).unwrap_or_default();
    let stages = offered("Toutes", stages, asked.stage.map(|number| (stage.as_str(), stage_name(number))));
    view! {
        <Select name="role" label="Rôle" choices=roles chosen=role.map(|(code, ..)| *code).unwrap_or_default()/>
        <Select name="departement" label="Département" choices=departments chosen=chosen/>
        <Select name="antenne" label="Antenne" choices=here chosen=antenne.clone()/>
        <Select name="connait" label="Connaît bien" choices=tags chosen=tag/>
        <Select name="etape" label="Étape du guide" choices=stages chosen=stage.clone()/>
    }
}

fn department(code: &str) -> String {
    format!("{} ({code})", department_name(code))
}

fn stage_name(stage: u8) -> String {
    format!("Étape {stage}")
}

fn option(value: &str, label: &str, count: usize) -> Choice {
    Choice::new(value, format!("{label} – {}", number(count as u64)))
}

/// The choices of a list: all of them first, then those that leave somebody; the one that was made is always there.
fn offered(
    all: &str,
    choices: impl Iterator<Item = Choice>,
    made: Option<(&str, impl Into<String>)>,
) -> Vec<Choice> {
    let mut offered: Vec<Choice> = std::iter::once(Choice::new("", all)).chain(choices).collect();
    if let Some((value, label)) =
        made.filter(|(value, _)| !offered.iter().any(|choice| choice.value == *value))
    {
        offered.push(Choice::new(value, format!("{} – 0", label.into())));
    }
    offered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_is_asked_and_no_more() {
        assert_eq!(address(&Asked::default()), "/annuaire");
        let asked = Asked {
            words: "petite enfance".into(),
            role: Some(Role::Certifier),
            department: Some("93".into()),
            stage: Some(2),
            ..Asked::default()
        };
        assert_eq!(address(&asked), "/annuaire?q=petite+enfance&role=certification&departement=93&etape=2");
    }

    #[test]
    fn the_choice_that_was_made_stays_even_when_it_leaves_nobody() {
        let some = [option("75", "Paris (75)", 3)];
        let offered = offered("Tous", some.into_iter(), Some(("93", "Seine-Saint-Denis (93)")));
        let labels: Vec<_> = offered.iter().map(|choice| choice.label.as_str()).collect();
        assert_eq!(labels, ["Tous", "Paris (75) – 3", "Seine-Saint-Denis (93) – 0"]);
    }
}
