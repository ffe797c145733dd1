//! `/forums`: the boards one may see.

use domain::forum::{Board, board};
use leptos::prelude::*;

use super::rows::Tally;
use crate::{
    failure::{Lost, or_lost},
    parts::{Moment, Page, PageHead, Place, counted},
    session,
};

/// The boards.
#[component]
pub(crate) fn BoardsPage() -> impl IntoView {
    Suspend::new(async move { or_lost(page().await) })
}

async fn page() -> Result<AnyView, Lost> {
    let boards = board::all(&session::community(), &session::visitor()).await?;
    if boards.is_empty() {
        return Err(Lost::NotThere);
    }
    let lead =
        format!("{}, selon ce dont vous voulez parler.", counted(boards.len() as u64, "espace", "espaces"));
    Ok(view! {
        <Page title="Forums" place=Place::Forums>
            <PageHead title="Forums" lead=lead/>
            <ul class="rows">{boards.into_iter().map(|board| view! { <BoardRow board/> }).collect_view()}</ul>
        </Page>
    }
    .into_any())
}

#[component]
fn BoardRow(board: Board) -> impl IntoView {
    let figures = counted(u64::from(board.topics), "sujet", "sujets");
    view! {
        <li class="row with-end">
            <div>
                <h2 class="row-title">
                    <a href=format!("/forums/{}", board.slug)>{board.name}</a>
                </h2>
                <p>{board.description}</p>
                {board.active_at.map(|at| view! { <p class="facts">"Dernier message " <Moment at/></p> })}
            </div>
            <Tally figures/>
        </li>
    }
}
