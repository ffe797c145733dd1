//! `/journees/propositions`: what is proposed, the most wanted first.

use axum::http::request::Parts;
use domain::days::{
    Public,
    proposal::{AUDIENCE, Asked, Listed, State, listing},
};
use leptos::prelude::*;

use super::{NEW, PATH, address, state_word};
use crate::{
    days::words::{public_name, set},
    failure::{Lost, or_lost},
    parts::{
        Badge, ButtonLink, Choice, Empty, Moment, Page, PageHead, Place, Select, Submit, Tone, Weight,
        counted,
    },
    session,
};

/// The list.
#[component]
pub(crate) fn ProposalsPage() -> impl IntoView {
    let query = use_context::<Parts>().and_then(|parts| parts.uri.query().map(str::to_owned));
    let asked = Asked::read_query(&query.unwrap_or_default());
    Suspend::new(async move { or_lost(content(asked).await) })
}

/// The address that asks this.
fn asking(asked: &Asked) -> String {
    match asked.query() {
        query if query.is_empty() => PATH.to_owned(),
        query => format!("{PATH}?{query}"),
    }
}

async fn content(asked: Asked) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    if !visitor.sees(AUDIENCE) {
        return Err(Lost::NotThere);
    }
    let all = listing::all(&community, &visitor).await?;
    let kept = asked.narrow(&all);
    let said = match kept.len() {
        0 => "Aucune proposition ne répond à ces choix.".to_owned(),
        count => format!("{}.", counted(count as u64, "proposition", "propositions")),
    };
    let crumbs = vec![("Journées".to_owned(), crate::days::PATH.to_owned())];
    Ok(view! {
        <Page title="Propositions de thèmes" place=Place::Days crumbs>
            <PageHead title="Propositions de thèmes" lead="Le programme se construit ensemble\u{a0}: proposez un thème, soutenez ceux des autres, dites si vous viendriez.">
                <p class="page-end"><ButtonLink label="Proposer un thème" href=NEW/></p>
            </PageHead>
            {if all.is_empty() {
                view! {
                    <Empty action=("Proposer le premier".to_owned(), NEW.to_owned())>
                        <p>"Personne n’a encore proposé de thème. Un titre et deux phrases suffisent."</p>
                    </Empty>
                }
                .into_any()
            } else {
                view! {
                    <Narrow asked all=all.clone()/>
                    <p class="found" role="status">{said}</p>
                    <ProposalRows proposals=kept/>
                }
                .into_any()
            }}
        </Page>
    }
    .into_any())
}

/// The form that narrows the list, with what each choice would leave, and its two orders.
#[component]
fn Narrow(asked: Asked, all: Vec<Listed>) -> impl IntoView {
    let count = |asked: &Asked| all.iter().filter(|one| asked.keeps(one)).count();
    let any = |asked: Asked, label: &str| Choice::new("", format!("{label} – {}", count(&asked)));
    let states = std::iter::once(any(Asked { state: None, ..asked }, "Toutes, sauf celles réunies"))
        .chain(State::ALL.map(|state| {
            let left = count(&Asked { state: Some(state), ..asked });
            Choice::new(state.code(), format!("{} – {left}", state_word(state).0))
        }))
        .collect();
    let publics = std::iter::once(any(Asked { public: None, ..asked }, "Tous"))
        .chain(Public::ALL.map(|public| {
            let left = count(&Asked { public: Some(public), ..asked });
            Choice::new(public.code(), format!("{} – {left}", public_name(public)))
        }))
        .collect();
    let orders = [(false, "Les plus soutenues"), (true, "Les plus récentes")].map(|(latest, label)| {
        let current = (latest == asked.latest).then_some("page");
        view! { <li><a href=asking(&Asked { latest, ..asked }) aria-current=current>{label}</a></li> }
    });
    let narrowed = asked.state.is_some() || asked.public.is_some();
    view! {
        <nav class="kinds" aria-label="Ordre des propositions"><ul class="kinds-list">{orders.into_iter().collect_view()}</ul></nav>
        <form class="narrow" aria-label="Choisir parmi les propositions" action=PATH method="get">
            {asked.latest.then(|| view! { <input type="hidden" name="tri" value="recentes"/> })}
            <details open=narrowed>
                <summary>"Filtrer"</summary>
                <div class="narrowing">
                    <Select name="etat" label="État" choices=states chosen=asked.state.map(State::code).unwrap_or_default()/>
                    <Select name="public" label="Public" choices=publics chosen=asked.public.map(Public::code).unwrap_or_default()/>
                    <div class="actions"><Submit label="Appliquer" weight=Weight::Quiet/></div>
                </div>
            </details>
        </form>
    }
}

#[component]
fn ProposalRows(proposals: Vec<Listed>) -> impl IntoView {
    let rows = proposals.into_iter().map(|one| {
        let (label, tone) = state_word(one.state);
        let badge = (one.state != State::Open).then(|| view! { <Badge label tone/> " " });
        let mine = match (one.mine.voted, one.mine.comes) {
            (true, true) => Some("Vous la soutenez et viendriez"),
            (true, false) => Some("Vous la soutenez"),
            (false, true) => Some("Vous viendriez"),
            (false, false) => None,
        };
        let facts = [
            public_name(one.public).to_owned(),
            counted(one.comers.into(), "personne viendrait", "personnes viendraient"),
            counted(one.comments.into(), "commentaire", "commentaires"),
            one.author.clone(),
        ];
        view! {
            <li class="row proposal-row">
                <p class="proposal-votes"><b>{one.votes}</b> " " <span>"voix"</span></p>
                <div>
                    <p class="row-title"><a href=address(one.id, &one.title)>{set(&one.title)}</a></p>
                    <p class="facts">
                        {badge}
                        {mine.map(|label| view! { <Badge label tone=Tone::Settled/> " " })}
                        {facts.join(" · ")} " · " <Moment at=one.made_at/>
                    </p>
                </div>
            </li>
        }
    });
    view! { <ul class="rows">{rows.collect_view()}</ul> }
}
