//! `/animation/personnes`: everybody, with filters; the same list as a file at `/animation/personnes.csv`.

use axum::{
    extract::State as Held,
    http::{Uri, request::Parts},
    response::Response,
};
use domain::{
    Id, Role,
    members::{
        Antenne,
        antennes::{DEPARTMENTS, department_name},
        desk::people::{self, Filter, Found, PAGE, Person, State, Whereabouts},
        directory,
    },
};
use leptos::prelude::*;

use super::{asked::Asked, csv};
use crate::{
    Site, desk,
    failure::{Lost, or_lost},
    form::lost_page,
    members::{antenne_name, occupation, role_name},
    parts::{
        Badge, Choice, Empty, Field, Moment, Notice, Page, PageHead, Pagination, Place, Select, Submit, Tone,
        Weight, counted,
    },
    session::{self, AtDesk},
};

/// The list of people.
#[component]
pub(crate) fn PeoplePage() -> impl IntoView {
    Suspend::new(async move { or_lost(page().await) })
}

async fn page() -> Result<AnyView, Lost> {
    let organiser = desk::organiser()?;
    let community = session::community();
    let asked = Asked::of(&expect_context::<Parts>().uri);
    let filter = filter(&asked);
    let Found { people, states } = people::find(&community, &organiser, &filter).await?;
    let antennes = directory::antennes(&community, &session::visitor()).await?;
    let (number, pages) = (asked.page(), people.len().div_ceil(PAGE).max(1));
    if number == 0 || number > pages {
        return Err(Lost::NotThere);
    }
    let found = people.len() as u64;
    let rows: Vec<Person> = people.into_iter().skip((number - 1) * PAGE).take(PAGE).collect();
    let base = asked.address("/animation/personnes", "page");
    let file = asked.without("page").at("/animation/personnes.csv");
    Ok(view! {
        <Page title="Personnes" place=Place::Desk crumbs=desk::crumbs()>
            <PageHead title="Personnes">
                <p class="facts">{summary(found, &filter)}</p>
                <p class="page-end"><a href=file download="">"Exporter cette liste (CSV)"</a></p>
            </PageHead>
            <Filters asked=asked.clone() antennes/>
            <States asked states/>
            {if rows.is_empty() {
                view! { <Empty><p>"Personne ne correspond à cette recherche. Retirez un filtre, ou un mot."</p></Empty> }.into_any()
            } else {
                view! { <ul class="rows">{rows.into_iter().map(|person| view! { <Line person/> }).collect_view()}</ul> }.into_any()
            }}
            <Pagination page=number as u64 pages=pages as u64 base/>
            <Notice><p>"L’export est inscrit au journal. Un fichier de personnes se garde sous clé et s’efface quand il a servi."</p></Notice>
        </Page>
    }
    .into_any())
}

fn summary(found: u64, filter: &Filter) -> String {
    match *filter == Filter::default() {
        true => counted(found, "personne", "personnes"),
        false => counted(found, "personne trouvée", "personnes trouvées"),
    }
}

/// What the address asks for; words that mean nothing ask for nothing.
fn filter(asked: &Asked) -> Filter {
    let place = match asked.value("ou") {
        "ailleurs" => Some(Whereabouts::Elsewhere),
        code if DEPARTMENTS.iter().any(|(known, _)| *known == code) => {
            Some(Whereabouts::Department(code.to_owned()))
        }
        text => text.strip_prefix('a').and_then(|id| id.parse::<Id<_>>().ok()).map(Whereabouts::Antenne),
    };
    Filter {
        words: asked.value("q").to_owned(),
        role: asked.value("role").parse().ok(),
        place,
        state: State::from_code(asked.value("etat")),
    }
}

#[component]
fn Filters(asked: Asked, antennes: Vec<Antenne>) -> impl IntoView {
    let roles = Role::ALL.iter().map(|role| Choice::new(role.code(), role_name(*role)));
    let roles = std::iter::once(Choice::new("", "Tous")).chain(roles).collect::<Vec<_>>();
    view! {
        <form method="get" action="/animation/personnes" class="filters" role="search" aria-label="Filtrer les personnes">
            <Field name="q" label="Nom ou adresse électronique" value=asked.value("q") kind="search" optional=true maxlength=100u32/>
            <Select name="role" label="Rôle" choices=roles chosen=asked.value("role")/>
            <Select name="ou" label="Antenne ou département" choices=places(antennes) chosen=asked.value("ou")/>
            <input type="hidden" name="etat" value=asked.value("etat").to_owned()/>
            <div class="actions">
                <Submit label="Filtrer" weight=Weight::Quiet/>
            </div>
        </form>
    }
}

/// Each département, then its antennes.
fn places(antennes: Vec<Antenne>) -> Vec<Choice> {
    let mut places = vec![Choice::new("", "Partout")];
    for (code, name) in DEPARTMENTS {
        places.push(Choice::new(code, format!("{name} ({code})")));
        let here = antennes.iter().filter(|antenne| antenne.department == code);
        places.extend(here.map(|antenne| {
            Choice::new(format!("a{}", antenne.id), format!("\u{2003}{}", antenne_name(&antenne.name)))
        }));
    }
    places.push(Choice::new("ailleurs", "Hors des antennes"));
    places
}

/// The states, each with how many there are: a link keeps the other filters.
#[component]
fn States(asked: Asked, states: [usize; 4]) -> impl IntoView {
    let all = ("", "Toutes", states.iter().sum::<usize>());
    let each = State::ALL.into_iter().zip(states).map(|(state, count)| (state.code(), several(state), count));
    let links = std::iter::once(all).chain(each).map(|(code, label, count)| {
        let current = (asked.value("etat") == code).then_some("true");
        let href = asked.without("page").with("etat", code).at("/animation/personnes");
        view! { <li><a href=href aria-current=current>{format!("{label} ({count})")}</a></li> }
    });
    view! {
        <nav class="views" aria-label="État des comptes">
            <ul class="views-list">{links.collect_view()}</ul>
        </nav>
    }
}

fn several(state: State) -> &'static str {
    match state {
        State::Active => "Venues au moins une fois",
        State::NeverCame => "Pas encore venues",
        State::Suspended => "Accès suspendu",
        State::Left => "Compte fermé",
    }
}

/// The badge of a state; none for the usual one.
pub(super) fn badge(state: State) -> Option<AnyView> {
    let (label, tone) = match state {
        State::Active => return None,
        State::NeverCame => ("Pas encore de visite", Tone::News),
        State::Suspended => ("Accès suspendu", Tone::Wrong),
        State::Left => ("Compte fermé", Tone::Plain),
    };
    Some(view! { <Badge label tone/> }.into_any())
}

/// Where the person works, as it is said.
pub(super) fn place(person: &Person) -> Option<String> {
    let antenne = person.antenne_name.as_deref().map(antenne_name);
    antenne.or_else(|| person.organisation.clone())
}

/// The address of a person at the desk.
pub(super) fn address(id: i64, name: &str) -> String {
    format!("/animation/personnes/{id}-{}", domain::text::slug(name, "membre"))
}

#[component]
fn Line(person: Person) -> impl IntoView {
    let said = [Some(occupation(person.function.as_deref(), person.roles)), place(&person)];
    let facts = said.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let page = address(person.id.number(), &person.name);
    let several = person.roles.iter().count() > 1;
    let roles = person
        .roles
        .iter()
        .filter(|_| several)
        .map(|role| view! { <Badge label=role_name(role) tone=Tone::Hand/> });
    let (state, roles) = (badge(person.state()), roles.collect_view());
    view! {
        <li class="row with-end">
            <div>
                <p class="row-title"><a href=page>{person.name}</a></p>
                <p class="facts">{facts}</p>
                <p class="badges">{state} {roles}</p>
            </div>
            <p class="facts row-end">
                {match person.seen_at {
                    Some(at) => view! { "Dernière visite\u{a0}: " <Moment at/> }.into_any(),
                    None => "Aucune visite".into_any(),
                }}
            </p>
        </li>
    }
}

/// The filtered list as a file.
pub(crate) async fn file(
    Held(site): Held<Site>,
    AtDesk(organiser): AtDesk,
    uri: Uri,
    parts: Parts,
) -> Response {
    let filter = filter(&Asked::of(&uri));
    let people = match people::export(&site.community, &organiser, &filter).await {
        Ok(people) => people,
        Err(fault) => return lost_page(&site, parts, fault).await,
    };
    let head = [
        "Numéro",
        "Nom",
        "Adresse électronique",
        "Rôles",
        "Fonction",
        "Antenne ou organisation",
        "Département",
        "État",
        "Arrivée",
        "Dernière visite",
    ];
    let rows = std::iter::once(head.map(str::to_owned).to_vec()).chain(people.iter().map(row));
    csv::file("personnes", site.community.now(), rows)
}

fn row(person: &Person) -> Vec<String> {
    let department = person.department.as_deref().map(|code| format!("{} ({code})", department_name(code)));
    vec![
        person.id.to_string(),
        person.name.clone(),
        person.email.clone(),
        person.roles.iter().map(role_name).collect::<Vec<_>>().join(", "),
        person.function.clone().unwrap_or_default(),
        place(person).unwrap_or_default(),
        department.unwrap_or_default(),
        several(person.state()).to_owned(),
        csv::instant(person.joined_at),
        person.seen_at.map(csv::instant).unwrap_or_default(),
    ]
}
