//! `/attestations/{code}`: whether a certificate is true, for whoever holds it. Says no more than the paper does.

use domain::{
    days::attendance::certificate::{self, Code, Verified},
    text::dates,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::length_words;
use crate::{
    days::words::set,
    failure::{Lost, or_lost},
    parts::{Badge, Page, PageHead, Place, Tone, counted},
    session,
};

/// The page.
#[component]
pub(crate) fn VerifyPage() -> impl IntoView {
    let asked = use_params_map().get().get("code").unwrap_or_default();
    Suspend::new(async move { or_lost(content(&asked).await) })
}

async fn content(asked: &str) -> Result<AnyView, Lost> {
    let code = Code::parse(asked).ok_or(Lost::NotThere)?;
    let found = certificate::verify(&session::community(), &code).await?.ok_or(Lost::NotThere)?;
    let own = format!("/attestations/{}", code.spaced());
    if !own.ends_with(&format!("/{asked}")) {
        return Err(Lost::Moved(own));
    }
    let organisation = session::site().settings.organisation.name.clone();
    Ok(view! {
        <Page title="Vérifier une attestation" place=Place::None>
            <PageHead title="Cette attestation est authentique">
                <p><Badge label="Valable" tone=Tone::Settled/></p>
            </PageHead>
            <Facts found organisation/>
        </Page>
    }
    .into_any())
}

#[component]
fn Facts(found: Verified, organisation: String) -> impl IntoView {
    let what = match &found.day {
        Some((title, date)) => vec![("Journée", set(title)), ("Date", dates::on(*date))],
        None => vec![
            ("Année", found.year.to_string()),
            ("Journées suivies", counted(found.days.into(), "journée", "journées")),
        ],
    };
    let facts = [("Délivrée par", organisation), ("À", found.name)]
        .into_iter()
        .chain(what)
        .chain([
            ("Durée suivie", length_words(found.minutes)),
            ("Code", found.code.spaced()),
            ("Délivrée le", dates::day(found.issued_at)),
        ])
        .filter(|(_, said)| !said.is_empty())
        .map(|(term, said)| view! { <div><dt>{term}</dt><dd>{said}</dd></div> });
    view! {
        <dl class="details">{facts.collect_view()}</dl>
        <p class="hint">"Comparez avec le papier que vous avez. S’il dit autre chose, c’est cette page qui est à jour."</p>
    }
}
