//! `/animation/personnes/{id}-{slug}`: one person, what is known of them, what was done, and what may be done.

use axum::http::request::Parts;
use domain::{
    Failure, Id,
    members::{
        Organiser,
        desk::{
            log::{self, Whom},
            people::{self as persons, Person, State},
            postings::{self, Posting},
            suspension::{self, Suspension},
        },
        directory,
    },
    text::dates,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    asked::Asked,
    forms::{Forms, PersonForm},
    log::Line,
    people::{address, badge, place},
};
use crate::{
    desk,
    failure::{Lost, or_lost},
    form::Again,
    members::{antenne_name, occupation, role_name},
    parts::{
        Avatar, Badge, ErrorSummary, Moment, Notice, Page, Place, Said, Section, Tone, counted, initials,
        number,
    },
    session,
};

/// One person at the desk.
#[component]
pub(crate) fn PersonPage() -> impl IntoView {
    let member = use_params_map().get().get("member").unwrap_or_default();
    Suspend::new(async move { or_lost(page(&member).await) })
}

async fn page(member: &str) -> Result<AnyView, Lost> {
    let organiser = desk::organiser()?;
    let community = session::community();
    let id = member.parse::<Id<_>>().map_err(|_| Lost::NotThere)?;
    let person = match persons::one(&community, &organiser, id).await {
        Err(Failure::Refused(_)) => {
            let moved = directory::moved(&community, &session::visitor(), id).await?;
            return Err(moved.map_or(Lost::NotThere, |(id, name)| Lost::Moved(address(id.number(), &name))));
        }
        found => found?,
    };
    let about = log::Filter { whom: Some(Whom::Exactly(id)), ..log::Filter::default() };
    let lines = log::read(&community, &organiser, &about, None).await?.entries;
    let postings = postings::history(&community, &organiser, id).await?;
    let suspensions = suspension::history(&community, &organiser, id).await?;
    let antennes = directory::antennes(&community, &session::visitor()).await?;
    let (form, errors) = Again::<PersonForm>::or_blank();
    let refused = !errors.is_empty();
    // A form is sent to the address that is shown: what it says of the deed before is over.
    let done = Asked::of(&expect_context::<Parts>().uri).value("fait").to_owned();
    let done = said(&done).filter(|_| !refused);
    let crumbs = [desk::crumbs(), vec![("Personnes".to_owned(), "/animation/personnes".to_owned())]].concat();
    Ok(view! {
        <Page title=person.name.clone() place=Place::Desk crumbs refused>
            {done.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <Head person=person.clone()/>
            <ErrorSummary errors=errors.clone()/>
            <div class="columns">
                <div>
                    <Lines id lines/>
                    {(person.state() != State::Left).then(|| view! {
                        <Forms person=person.clone() organiser=organiser.clone() antennes form errors/>
                    })}
                </div>
                <aside>
                    <Known person=person.clone() organiser/>
                    <Postings postings/>
                    <Suspensions suspensions/>
                </aside>
            </div>
        </Page>
    }
    .into_any())
}

/// What has just been done, by the word that the form left in the address.
fn said(done: &str) -> Option<&'static str> {
    match done {
        "roles" => Some("Les rôles sont changés. Ils valent dès la prochaine page que la personne ouvre."),
        "place" => Some("C’est noté. L’ancienne antenne ou organisation reste dans son parcours."),
        "suspension" => Some("L’accès est suspendu, et ses sessions sont fermées."),
        "retour" => Some("L’accès est rendu."),
        "depart" => Some("Le compte est fermé. Ses messages restent lisibles."),
        "fusion" => Some("Les deux comptes n’en font plus qu’un."),
        _ => None,
    }
}

#[component]
fn Head(person: Person) -> impl IntoView {
    let said = [Some(occupation(person.function.as_deref(), person.roles)), place(&person)];
    let facts = said.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    let roles = person.roles.iter().map(|role| view! { <Badge label=role_name(role) tone=Tone::Hand/> });
    view! {
        <header class="page-head">
            <div class="who-is">
                <Avatar initials=initials(&person.name) large=true/>
                <div>
                    <h1>{person.name.clone()}</h1>
                    <p class="facts">{facts}</p>
                    <p class="badges">{badge(person.state())} {roles.collect_view()}</p>
                </div>
            </div>
        </header>
    }
}

#[component]
fn Known(person: Person, organiser: Organiser) -> impl IntoView {
    let page = crate::members::address(person.id.number(), &person.name);
    let left = person.state() == State::Left;
    let oneself = person.id == organiser.id();
    view! {
        <Section title="Ce que l’on sait">
            <dl class="details">
                {(!left).then(|| view! { <div><dt>"Adresse électronique"</dt><dd class="long">{person.email}</dd></div> })}
                <div><dt>"Numéro"</dt><dd>{number(person.id.number().unsigned_abs())}</dd></div>
                <div><dt>"Membre depuis"</dt><dd><Moment at=person.joined_at said=Said::Day/></dd></div>
                <div><dt>"Dernière visite"</dt><dd>{match person.seen_at {
                    Some(at) => view! { <Moment at/> }.into_any(),
                    None => "aucune".into_any(),
                }}</dd></div>
                <div><dt>"Sessions ouvertes"</dt><dd>{number(person.sessions)}</dd></div>
            </dl>
            {(!left).then(|| view! { <p><a href=page>{if oneself { "Votre page de l’annuaire" } else { "Sa page de l’annuaire" }}</a></p> })}
        </Section>
    }
}

#[component]
fn Postings(postings: Vec<Posting>) -> impl IntoView {
    (!postings.is_empty()).then(|| {
        let rows = postings.into_iter().map(|posting| {
            let name =
                posting.antenne.as_deref().map(antenne_name).or(posting.organisation).unwrap_or_default();
            let since = dates::month(posting.since);
            let when = match posting.until {
                Some(until) => format!("de {since} à {}", dates::month(until)),
                None => format!("depuis {since}"),
            };
            view! { <li class="row"><p>{name}</p><p class="facts">{when}</p></li> }
        });
        view! { <Section title="Parcours"><ol class="rows">{rows.collect_view()}</ol></Section> }
    })
}

#[component]
fn Suspensions(suspensions: Vec<Suspension>) -> impl IntoView {
    let title = counted(suspensions.len() as u64, "suspension", "suspensions");
    (!suspensions.is_empty()).then(|| {
        let rows = suspensions.into_iter().map(|record| {
            let until = record.until.map_or_else(|| "sans date de fin".to_owned(), |until| format!("jusqu’au {}", dates::day(until)));
            view! {
                <li class="row">
                    <p>{record.reason}</p>
                    <p class="facts">{format!("Le {}, par {}, {until}", dates::day(record.since), record.by)}</p>
                    {record.lifted.map(|(at, by)| view! { <p class="facts">{format!("Levée le {} par {by}", dates::day(at))}</p> })}
                </li>
            }
        });
        view! { <Section title=title><ol class="rows">{rows.collect_view()}</ol></Section> }
    })
}

/// The latest lines of the log about the person.
#[component]
fn Lines(id: Id<domain::members::Member>, lines: Vec<log::Entry>) -> impl IntoView {
    const SHOWN: usize = 6;
    let all = (lines.len() > SHOWN).then(|| ("Tout voir".to_owned(), format!("/animation/journal?qui={id}")));
    let rows = lines.into_iter().take(SHOWN).map(|entry| view! { <Line entry/> });
    view! {
        <Section title="Derniers gestes" link=all>
            <ol class="rows">{rows.collect_view()}</ol>
        </Section>
    }
}
