//! `/guide/{stage}`: one stage, its neighbours, and the way to what was said of it.

use domain::{
    forum::board,
    guide::{self, Stage},
    library::holdings,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{COLUMNS, Points, shown};
use crate::{
    failure::{Lost, or_lost},
    library::Holdings,
    parts::{Page, Place, Section, StepsNav},
    session,
};

/// A stage.
#[component]
pub(crate) fn StagePage() -> impl IntoView {
    let asked = use_params_map().get().get("stage").unwrap_or_default();
    Suspend::new(async move { or_lost(page(&asked).await) })
}

async fn page(asked: &str) -> Result<AnyView, Lost> {
    let stages = guide::read(&session::community(), &session::visitor()).await?;
    let steps = stages.iter().map(|stage| (shown(&stage.title), address(stage))).collect::<Vec<_>>();
    let at = stages.iter().position(|stage| stage.number.to_string() == asked).ok_or(Lost::NotThere)?;
    let before = at.checked_sub(1).and_then(|at| stages.get(at)).cloned();
    let after = stages.get(at + 1).cloned();
    let stage = stages.into_iter().nth(at).ok_or(Lost::NotThere)?;
    let title = shown(&stage.title);
    let (community, visitor) = (session::community(), session::visitor());
    let holdings = holdings::serving(&community, &visitor, stage.number).await?;
    let query = format!("etape={}", stage.number);
    let link = talk().await?;
    Ok(view! {
        <Page title=format!("Étape {}\u{a0}: {title}", stage.number) place=Place::Guide crumbs=vec![("Guide".to_owned(), "/guide".to_owned())]>
            <header class="stage-head">
                <span class="stage-number" aria-hidden="true">{stage.number}</span>
                <h1>
                    <span class="visually-hidden">{format!("Étape {}\u{a0}: ", stage.number)}</span>
                    {title}
                </h1>
            </header>
            <StepsNav stages=steps current=at + 1/>
            <div class="columns stage">
                <div>
                    <Section title=COLUMNS[1] link><Points items=stage.guidelines/></Section>
                </div>
                <aside>
                    <Section title=COLUMNS[2]><Points items=stage.tools/></Section>
                    <Section title=COLUMNS[3]><Points items=stage.candidate/></Section>
                </aside>
            </div>
            {(!holdings.is_empty()).then(|| view! { <Holdings query holdings/> })}
            <Around before after/>
        </Page>
    }
    .into_any())
}

/// The way to the board where the guide is talked about, for those who see that board.
async fn talk() -> Result<Option<(String, String)>, Lost> {
    let board = board::find(&session::community(), &session::visitor(), "pratiques-d-accompagnement").await;
    match board.map_err(Lost::from) {
        Ok(board) => Ok(Some(("En parler dans les forums".to_owned(), format!("/forums/{}", board.slug)))),
        Err(Lost::NotThere) => Ok(None),
        Err(fault) => Err(fault),
    }
}

fn address(stage: &Stage) -> String {
    format!("/guide/{}", stage.number)
}

#[component]
fn Around(before: Option<Stage>, after: Option<Stage>) -> impl IntoView {
    let link = |stage: Stage, rel: &'static str, words: &'static str| {
        view! {
            <a rel=rel href=address(&stage)>
                <span class="facts">{words}</span>
                {format!("{}. {}", stage.number, shown(&stage.title))}
            </a>
        }
    };
    view! {
        <nav class="around" aria-label="Étapes voisines">
            {before.map(|stage| link(stage, "prev", "← Étape précédente"))}
            {after.map(|stage| link(stage, "next", "Étape suivante →"))}
        </nav>
    }
}
