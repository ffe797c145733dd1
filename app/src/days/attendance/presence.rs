//! `/journees/presence`: one's own hours, year by year, and the certificate of each.

use domain::days::{attendance::certificate, programme::this_year};
use leptos::prelude::*;

use super::length_words;
use crate::{
    days::crumbs,
    failure::{Lost, or_lost},
    parts::{Empty, Page, PageHead, Place, counted},
    session,
};

/// The page.
#[component]
pub(crate) fn PresencePage() -> impl IntoView {
    Suspend::new(async move { or_lost(content().await) })
}

async fn content() -> Result<AnyView, Lost> {
    let community = session::community();
    let member = session::member().ok_or(Lost::NotThere)?;
    let years = certificate::years(&community, &member).await?;
    let crumbs = crumbs(this_year(&community)).into_iter().take(1).collect();
    let rows = years.iter().map(|(year, days, minutes)| {
        let href = format!("{}/{year}/attestation.pdf", super::PRESENCE);
        let days = counted((*days).into(), "journée", "journées");
        view! {
            <tr>
                <th scope="row">{*year}</th>
                <td data-label="Journées">{days}</td>
                <td data-label="Durée suivie">{length_words(*minutes)}</td>
                <td data-label="Attestation"><a href=href download>{format!("Attestation {year} (PDF)")}</a></td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    Ok(view! {
        <Page title="Mes heures suivies" place=Place::Days crumbs>
            <PageHead title="Mes heures suivies" lead="Les journées tenues où votre présence est notée, année par année. L’attestation de chaque journée est sur sa page d’émargement."/>
            {if years.is_empty() {
                view! { <Empty action=("Voir le programme".to_owned(), "/journees".to_owned())><p>"Aucune heure pour le moment\u{a0}: elles viennent quand une journée où vous étiez est marquée comme tenue."</p></Empty> }.into_any()
            } else {
                view! {
                    <table class="report-table">
                        <caption class="visually-hidden">"Journées et heures suivies, année par année"</caption>
                        <thead>
                            <tr><th scope="col">"Année"</th><th scope="col">"Journées"</th><th scope="col">"Durée suivie"</th><th scope="col">"Attestation"</th></tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
                .into_any()
            }}
        </Page>
    }
    .into_any())
}
