//! `/forums/{board}`: the topics of a board, the liveliest first.

use domain::forum::{self, board};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{TopicRows, audience};
use crate::{
    failure::{Lost, or_lost},
    parts::{ButtonLink, Empty, Page, PageHead, Pagination, Place},
    session,
};

/// A board.
#[component]
pub(crate) fn BoardPage() -> impl IntoView {
    let slug = use_params_map().get().get("board").unwrap_or_default();
    let page = page_asked();
    Suspend::new(async move { or_lost(content(&slug, page).await) })
}

/// The page that the address asks for, from 1; 0 when it asks for none that can be.
pub(super) fn page_asked() -> u32 {
    use_query_map().get().get("page").map_or(1, |page| page.parse().unwrap_or(0))
}

async fn content(slug: &str, page: u32) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let board = board::find(&community, &visitor, slug).await?;
    let pages = forum::pages(board.topics);
    if page == 0 || page > pages {
        return Err(Lost::NotThere);
    }
    let topics = board::topics(&community, &board, page).await?;
    let may_open = visitor.member().is_some_and(|member| board.may_open(member));
    let opening = format!("/forums/{}/nouveau", board.slug);
    let crumbs = vec![("Forums".to_owned(), "/forums".to_owned())];
    let open_to = format!("Ouvert aux {}", audience(board.audience));
    let list = if topics.is_empty() {
        let action = may_open.then(|| ("Ouvrir le premier sujet".to_owned(), opening.clone()));
        empty(action).into_any()
    } else {
        view! { <TopicRows topics in_board=true/> }.into_any()
    };
    Ok(view! {
        <Page title=board.name.clone() place=Place::Forums crumbs>
            <PageHead title=board.name lead=board.description>
                <p class="facts">{open_to}</p>
                {may_open.then(|| view! {
                    <p class="page-end"><ButtonLink label="Ouvrir un sujet" href=opening/></p>
                })}
            </PageHead>
            <div class="section">{list}</div>
            <Pagination page=page.into() pages=pages.into() base=format!("/forums/{}?page=", board.slug)/>
        </Page>
    }
    .into_any())
}

fn empty(action: Option<(String, String)>) -> impl IntoView {
    let words = || view! { <p>"Aucun sujet pour l’instant. Une question, une pratique, un doute\u{a0}: tout peut commencer ici."</p> };
    match action {
        Some(action) => view! { <Empty action>{words()}</Empty> }.into_any(),
        None => view! { <Empty>{words()}</Empty> }.into_any(),
    }
}
