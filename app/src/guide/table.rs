//! `/guide`: the five stages and their four columns; labelled blocks on a phone, a landscape sheet on paper.

use domain::guide::{self, Stage};
use leptos::prelude::*;

use super::{COLUMNS, Points, shown};
use crate::{
    failure::{Lost, or_lost},
    parts::{Page, Place},
    session,
};

/// The guide.
#[component]
pub(crate) fn GuidePage() -> impl IntoView {
    Suspend::new(async move { or_lost(page().await) })
}

async fn page() -> Result<AnyView, Lost> {
    let stages = guide::read(&session::community(), &session::visitor()).await?;
    let headings = COLUMNS.map(|heading| view! { <th scope="col">{heading}</th> });
    Ok(view! {
        <Page title="Guide méthodologique" place=Place::Guide>
            <div class="on-landscape">
                <header class="page-head">
                    <p class="facts">"Guide méthodologique"</p>
                    <h1>{guide::TITLE}</h1>
                    <p class="facts">"Cinq étapes, à lire à l’écran ou à imprimer sur deux feuilles A4."</p>
                </header>
                <table class="guide-table">
                    <thead>
                        <tr>{headings.into_iter().collect_view()}</tr>
                    </thead>
                    <tbody>
                        {stages.into_iter().map(|stage| view! { <StageRow stage/> }).collect_view()}
                    </tbody>
                </table>
            </div>
        </Page>
    }
    .into_any())
}

#[component]
fn StageRow(stage: Stage) -> impl IntoView {
    let cells = [stage.guidelines, stage.tools, stage.candidate].into_iter().zip(&COLUMNS[1..]);
    let cells = cells.map(|(items, heading)| {
        view! { <td data-label=*heading><Points items/></td> }
    });
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/guide/{}", stage.number)>
                    <span class="stage-number">{stage.number}</span>
                    " "
                    {shown(&stage.title)}
                </a>
            </th>
            {cells.collect_view()}
        </tr>
    }
}
