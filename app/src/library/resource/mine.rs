//! `/ressources/depots`: what one deposited, whatever its state, and what waits to be read again for one's certifiers.

use domain::library::resource::{
    State, desk,
    reading::{self, Listed},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{NEW, address, crumbs};
use crate::{
    failure::{Lost, or_lost},
    parts::{Badge, ButtonLink, Empty, Moment, Notice, Page, PageHead, Place, Section, Tone},
    session,
};

/// Its address.
pub(crate) const PATH: &str = "/ressources/depots";

/// As many are shown: whoever deposits more looks for them in the library.
const MOST: u32 = 100;

/// The page; for whoever deposits nothing there is none.
#[component]
pub(crate) fn DepositsPage() -> impl IntoView {
    let done = use_query_map().get().get("fait").is_some_and(|done| done == "geste");
    Suspend::new(async move { or_lost(content(done).await) })
}

async fn content(done: bool) -> Result<AnyView, Lost> {
    let community = session::community();
    let member = session::member().filter(domain::library::resource::may_deposit).ok_or(Lost::NotThere)?;
    let mine = reading::deposited_by(&community, &member, MOST).await?;
    let waiting = desk::for_certifiers_of(&community, &member).await?;
    Ok(view! {
        <Page title="Mes dépôts" place=Place::Library crumbs=crumbs()>
            {done.then(|| view! { <Notice tone=Tone::Settled fresh=true><p>"C’est fait."</p></Notice> })}
            <PageHead title="Mes dépôts" lead="Vos documents et vos liens, y compris ceux que les autres membres ne voient pas.">
                <p class="page-end"><ButtonLink label="Déposer une ressource" href=NEW/></p>
            </PageHead>
            {(!waiting.is_empty()).then(|| view! {
                <Section title="À relire pour vos certificateurs" id="a-relire"><Deposited listed=waiting/></Section>
            })}
            <Section title="Ce que vous avez déposé" id="depots">
                {if mine.is_empty() {
                    view! { <Empty><p>"Rien encore. Un document utile à vos collègues, un lien, une réponse qui mérite d’être gardée\u{a0}: tout commence par un dépôt."</p></Empty> }.into_any()
                } else {
                    view! { <Deposited listed=mine/> }.into_any()
                }}
            </Section>
        </Page>
    }
    .into_any())
}

#[component]
fn Deposited(listed: Vec<Listed>) -> impl IntoView {
    let rows = listed.into_iter().map(|one| {
        let tone = match one.state {
            State::Draft | State::Withdrawn => Tone::Plain,
            State::ToReview => Tone::News,
            State::Published => Tone::Settled,
            State::Outdated => Tone::Wrong,
        };
        view! {
            <li class="row">
                <p class="row-title"><a href=address(one.id.number(), &one.title)>{one.title.clone()}</a></p>
                <p class="facts"><Badge tone label=one.state.label()/> " " {one.kind.label()} " · " <Moment at=one.changed_at/></p>
            </li>
        }
    });
    view! { <ul class="rows">{rows.collect_view()}</ul> }
}
