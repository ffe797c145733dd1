//! `/animation/invitations`: who was invited, and what became of it.

use domain::members::invitations::{self, Listed, PAGE, State};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{crumbs, organiser};
use crate::{
    failure::{Lost, or_lost},
    members::{address, antenne_name, role_name},
    parts::{
        Badge, ButtonLink, Empty, Moment, Notice, Page, PageHead, Pagination, Place, Said, Submit, Tone,
        Weight, counted,
    },
    session,
};

/// The invitations, the latest first, all or those in one state.
#[component]
pub(crate) fn InvitationsPage() -> impl IntoView {
    let query = use_query_map().get();
    let number = query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let state = query.get("etat").and_then(|state| State::from_code(&state));
    let done = query.get("fait").and_then(|done| said(&done, query.get("nombre")));
    Suspend::new(async move { or_lost(content(state, number, done).await) })
}

async fn content(state: Option<State>, page: u32, done: Option<String>) -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let (listed, total) = invitations::list(&session::community(), &organiser, state, page).await?;
    if listed.is_empty() && page > 1 {
        return Err(Lost::NotThere);
    }
    let pages = total.div_ceil(u64::from(PAGE));
    let base = match state {
        Some(state) => format!("/animation/invitations?etat={}&page=", state.code()),
        None => "/animation/invitations?page=".to_owned(),
    };
    Ok(view! {
        <Page title="Invitations" place=Place::Desk crumbs=crumbs()>
            {done.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <PageHead title="Invitations" lead="Une invitation est valable quatorze jours. Elle ouvre un compte, une fois.">
                <p class="page-end actions">
                    <ButtonLink label="Inviter une personne" href="/animation/invitations/nouvelle"/>
                    <ButtonLink label="Inviter une liste" href="/animation/invitations/liste" weight=Weight::Quiet/>
                </p>
            </PageHead>
            <Filter state/>
            {if listed.is_empty() {
                view! { <Empty><p>"Aucune invitation ici."</p></Empty> }.into_any()
            } else {
                view! {
                    <p class="facts">{counted(total, "invitation", "invitations")}</p>
                    <ul class="rows">{listed.into_iter().map(|one| view! { <Line one/> }).collect_view()}</ul>
                }
                .into_any()
            }}
            <Pagination page=u64::from(page.max(1)) pages base/>
        </Page>
    }
    .into_any())
}

/// What has just been done, by the word that the action left in the address.
fn said(done: &str, how_many: Option<String>) -> Option<String> {
    let number = how_many.and_then(|number| number.parse::<u64>().ok());
    match (done, number) {
        ("invitation", _) => Some("L’invitation part dans la minute.".to_owned()),
        ("liste", Some(1)) => Some("L’invitation part dans la minute.".to_owned()),
        ("liste", Some(number)) => {
            Some(format!("{} partent dans la minute.", counted(number, "invitation", "invitations")))
        }
        ("renvoi", _) => Some("L’invitation repart, avec un nouveau lien. L’ancien ne sert plus.".to_owned()),
        ("retrait", _) => Some("L’invitation est retirée\u{a0}: son lien ne sert plus.".to_owned()),
        ("trop-tard", _) => Some(
            "Rien n’a changé\u{a0}: cette invitation a servi, a été retirée, ou la personne a un compte."
                .to_owned(),
        ),
        _ => None,
    }
}

/// What a state is called, for several invitations and for one.
fn names(state: State) -> (&'static str, &'static str, Tone) {
    match state {
        State::Waiting => ("À partir", "À partir", Tone::News),
        State::Sent => ("Envoyées", "Envoyée", Tone::Hand),
        State::Undelivered => ("Non distribuées", "Non distribuée", Tone::Wrong),
        State::Accepted => ("Acceptées", "Acceptée", Tone::Settled),
        State::Expired => ("Expirées", "Expirée", Tone::Plain),
        State::Revoked => ("Retirées", "Retirée", Tone::Plain),
    }
}

#[component]
fn Filter(state: Option<State>) -> impl IntoView {
    let link = |label: &'static str, href: String, current: bool| {
        view! { <li><a href=href aria-current=current.then_some("page")>{label}</a></li> }
    };
    let all = link("Toutes", "/animation/invitations".to_owned(), state.is_none());
    let states = State::ALL.map(|one| {
        let href = format!("/animation/invitations?etat={}", one.code());
        link(names(one).0, href, state == Some(one))
    });
    view! {
        <nav class="views" aria-label="État">
            <ul class="views-list">{all} {states.into_iter().collect_view()}</ul>
        </nav>
    }
}

#[component]
fn Line(one: Listed) -> impl IntoView {
    let (_, name, tone) = names(one.state);
    let who = one.name.clone().or(one.email.clone()).unwrap_or_default();
    let title = match &one.member {
        Some((id, name)) => view! { <a href=address(id.number(), name)>{name.clone()}</a> }.into_any(),
        None => view! { <span>{who.clone()}</span> }.into_any(),
    };
    let email = one.email.clone().filter(|_| one.name.is_some());
    let place = one.workplace.map(|place| antenne_name(&place));
    let facts =
        [email, Some(role_name(one.role).to_owned()), place].into_iter().flatten().collect::<Vec<_>>();
    let host = one.host.unwrap_or_else(|| "l’équipe d’animation".to_owned());
    let running = matches!(one.state, State::Waiting | State::Sent | State::Undelivered);
    view! {
        <li class="row with-end">
            <div>
                <p class="row-title">{title}</p>
                <p class="facts">{facts.join(" · ")}</p>
                <p class="facts">
                    <Badge tone label=name/>
                    " Par " {host} ", " <Moment at=one.made_at/>
                    {running.then(|| view! { " · jusqu’au " <Moment at=one.expires_at said=Said::Day/> })}
                </p>
            </div>
            {one.open.then(|| view! { <Deeds id=one.id.number() who revocable=running/> })}
        </li>
    }
}

#[component]
fn Deeds(id: i64, who: String, revocable: bool) -> impl IntoView {
    view! {
        <form method="post" action="/animation/invitations" class="row-end actions">
            <input type="hidden" name="invitation" value=id.to_string()/>
            <Submit label="Renvoyer" weight=Weight::Quiet name="geste" value="renvoyer" about=format!("l’invitation de {who}")/>
            {revocable.then(|| view! {
                <Submit label="Retirer" weight=Weight::Danger name="geste" value="retirer" about=format!("l’invitation de {who}")/>
            })}
        </form>
    }
}
