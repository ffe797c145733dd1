//! `/animation/journees/nouvelle` and `/animation/journees/{id}/modifier`.

use domain::{
    days::{edition, programme},
    library::certifier,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{NEW, PATH, crumbs, fields::DayFields, form::typed, new_submission};
use crate::{
    desk::organiser,
    failure::{Lost, or_lost},
    form::Again,
    library::Fields,
    parts::{ErrorSummary, Page, PageHead, Place, Submit},
    session,
};

/// Preparing a day.
#[component]
pub(crate) fn NewDayPage() -> impl IntoView {
    let year = use_query_map().get().get("annee").and_then(|year| year.parse().ok());
    Suspend::new(async move { or_lost(new(year).await) })
}

async fn new(year: Option<i32>) -> Result<AnyView, Lost> {
    organiser()?;
    let community = session::community();
    let year =
        year.filter(|year| (1990..=2200).contains(year)).unwrap_or_else(|| programme::this_year(&community));
    let (fields, errors) = match use_context::<Again<Fields>>() {
        Some(again) => (again.fields, again.errors),
        None => (blank(year), Default::default()),
    };
    let certifiers = certifier::all(&community).await?;
    let refused = !errors.is_empty();
    Ok(view! {
        <Page title="Préparer une journée" place=Place::Desk crumbs=crumbs() refused>
            <PageHead title="Préparer une journée" lead="Un brouillon, que seule l’équipe d’animation voit. Publiez-le quand il est prêt."/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=NEW class="form wide" novalidate>
                <input type="hidden" name="envoi" value=fields.value("envoi")/>
                <DayFields fields errors certifiers/>
                <div class="actions"><Submit label="Enregistrer le brouillon"/></div>
            </form>
        </Page>
    }
    .into_any())
}

/// A form that nobody has touched: what most days have.
fn blank(year: i32) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in
        [("annee", year.to_string()), ("places", "20".to_owned()), ("envoi", new_submission())]
    {
        fields.set(name, value);
    }
    for (rank, (label, from, to)) in
        [("Matin", "09:30", "12:30"), ("Après-midi", "14:00", "17:00")].into_iter().enumerate()
    {
        for (field, value) in [("nom", label), ("debut", from), ("fin", to)] {
            fields.set(&super::form::at(rank, field), value);
        }
    }
    for paper in ["convocation", "emargement", "attestation"] {
        fields.0.push(("papier".to_owned(), paper.to_owned()));
    }
    fields
}

/// Changing one.
#[component]
pub(crate) fn EditDayPage() -> impl IntoView {
    let asked = use_params_map().get().get("day").unwrap_or_default();
    Suspend::new(async move { or_lost(edit(&asked).await) })
}

async fn edit(asked: &str) -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let community = session::community();
    let day = edition::number(asked).ok_or(Lost::NotThere)?;
    let (details, edition, state) = edition::open(&community, &organiser, day).await?;
    let certifiers = certifier::all(&community).await?;
    let (fields, errors) = match use_context::<Again<Fields>>() {
        Some(again) => (again.fields, again.errors),
        None => {
            let mut fields = typed(&details, &certifiers);
            fields.set("edition", edition.to_string());
            (fields, Default::default())
        }
    };
    let refused = !errors.is_empty();
    let title = details.title.as_str().to_owned();
    let mut crumbs = crumbs();
    crumbs.push((title.clone(), format!("{PATH}/{day}")));
    let lead = state.is_shown().then_some(
        "Les personnes inscrites apprennent par un seul courriel ce qui change de la date, des heures, du lieu ou de l’accès, quelques minutes après votre dernier changement.",
    );
    Ok(view! {
        <Page title=format!("Modifier «\u{a0}{title}\u{a0}»") place=Place::Desk crumbs refused>
            <PageHead title=format!("Modifier «\u{a0}{title}\u{a0}»") lead=lead.unwrap_or_default()/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=format!("{PATH}/{day}/modifier") class="form wide" novalidate>
                <input type="hidden" name="edition" value=fields.value("edition")/>
                <DayFields fields errors certifiers/>
                <div class="actions"><Submit label="Enregistrer"/></div>
            </form>
        </Page>
    }
    .into_any())
}
