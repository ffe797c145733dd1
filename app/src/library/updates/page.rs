//! `/ressources/actualites/{id}-{slug}`: an announcement, what it names, what it said before.

use chrono::NaiveDate;
use domain::{
    Id,
    library::{
        certification::Named,
        certifier,
        update::{self, Correction, Effect, Part, Update},
    },
    text::dates,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{address, rows::effect_name};
use crate::{
    failure::{Lost, or_lost},
    library::{CertificationChips, document_address, mentioned, mentions},
    members,
    parts::{Badge, Moment, Page, Place, Prose, Said, Section, Tone},
    session,
};

/// An announcement.
#[component]
pub(crate) fn UpdatePage() -> impl IntoView {
    let asked = use_params_map().get().get("update").unwrap_or_default();
    Suspend::new(async move { or_lost(content(&asked).await) })
}

async fn content(asked: &str) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let id = asked.parse::<Id<Update>>().map_err(|_| Lost::NotThere)?;
    let update = update::read(&community, &visitor, id).await?;
    let home = address(id.number(), &update.title);
    if home.strip_prefix("/ressources/actualites/") != Some(asked) {
        return Err(Lost::Moved(home));
    }
    let named = mentioned::known(numbers(&update)).await?;
    let member = session::member().ok_or(Lost::NotThere)?;
    let may_correct = session::organiser().is_some()
        || certifier::spoken_for(&community, &member)
            .await?
            .iter()
            .any(|one| one.id.number() == update.certifier.0);
    let crumbs = vec![
        ("Ressources".to_owned(), "/ressources".to_owned()),
        ("Actualités".to_owned(), "/ressources/actualites".to_owned()),
    ];
    let (_, certifier, slug) = update.certifier.clone();
    let (author, author_name) = update.author.clone();
    let corrected = update.corrections.first().map(|last| (last.at, last.word.clone()));
    let parts = parted(update.effect, update.until_on, &update.certifications, &named);
    let documents = update.documents.clone();
    let corrections = update.corrections.clone();
    let html = mentions::told(update.html.as_str(), &named);
    Ok(view! {
        <Page title=update.title.clone() place=Place::Library crumbs>
            <header class="page-head">
                <h1>{update.title.clone()}</h1>
                <p class="facts">
                    {update.effect.map(|effect| view! { <Badge tone=Tone::Authority label=effect_name(effect)/> " " })}
                    {dates::on(update.dated_on)}
                    " · "
                    <a href=format!("/ressources/certificateurs/{slug}")>{certifier}</a>
                    " · publiée par "
                    <a href=members::address(author.number(), &author_name)>{author_name.clone()}</a>
                </p>
                {corrected.map(|(at, word)| view! {
                    <p class="facts">"Corrigée " <Moment at said=Said::Short/> {format!("\u{a0}: {word}")}</p>
                })}
            </header>
            <div class="reading">
                <div class="section"><Prose html/></div>
                <Effects parts/>
                {(!documents.is_empty()).then(|| view! { <Section title="Documents"><Documents documents/></Section> })}
                {(!corrections.is_empty()).then(|| view! { <Corrections corrections named/> })}
                {may_correct.then(|| view! {
                    <p class="section"><a href=format!("/ressources/actualites/{id}/corriger")>"Corriger cette actualité"</a></p>
                })}
            </div>
        </Page>
    }
    .into_any())
}

/// The certifications that it names, and named before its corrections, in its fields and in its texts.
fn numbers(update: &Update) -> Vec<i64> {
    let former = update.corrections.iter().flat_map(|before| &before.certifications);
    let fields = update.certifications.iter().chain(former).map(|(number, _)| *number);
    let texts = std::iter::once(&update.html).chain(update.corrections.iter().map(|before| &before.html));
    fields.chain(texts.flat_map(|html| mentions::numbers(html.as_str()))).collect()
}

/// Certifications under what they are to the announcement.
type Parted = Vec<(String, Vec<Named>)>;

/// The certifications that are named, by what they are to it; what is unknown here is left out.
fn parted(
    effect: Option<Effect>,
    until: Option<NaiveDate>,
    parts: &[(i64, Part)],
    named: &[Named],
) -> Parted {
    let of = |part: Part| {
        let is_it = |one: &&Named| parts.contains(&(i64::from(one.number.number()), part));
        named.iter().filter(is_it).cloned().collect::<Vec<_>>()
    };
    let (former, latter) = match effect {
        Some(Effect::Replaces) => ("Ne s’ouvre plus\u{a0}: remplacée", "Prend la suite"),
        Some(Effect::Extends) => ("Prolongée", ""),
        _ => ("Modifiée", ""),
    };
    let former = match until {
        Some(day) => format!("{former} jusqu’au {}", dates::on(day)),
        None => former.to_owned(),
    };
    let parts = [
        (former, of(Part::Former)),
        (latter.to_owned(), of(Part::Latter)),
        ("Certifications concernées".to_owned(), of(Part::About)),
    ];
    parts.into_iter().filter(|(_, named)| !named.is_empty()).collect()
}

/// The certifications it names, a section for each part.
#[component]
fn Effects(parts: Parted) -> impl IntoView {
    let sections = parts
        .into_iter()
        .map(|(title, named)| view! { <Section title=title><CertificationChips named/></Section> });
    sections.collect_view()
}

/// What was announced before each correction: nothing of it is lost.
#[component]
fn Corrections(corrections: Vec<Correction>, named: Vec<Named>) -> impl IntoView {
    let each = corrections.into_iter().map(move |before| {
        let parts = parted(before.effect, before.until_on, &before.certifications, &named);
        let parts = parts.into_iter().map(|(title, named)| {
            view! { <p class="facts">{title}</p> <CertificationChips named/> }
        });
        view! {
            <details class="correction">
                <summary>
                    "Avant la correction "
                    <Moment at=before.at said=Said::Short/>
                    {format!(", par {}\u{a0}: {}", before.by, before.word)}
                </summary>
                <h3>{before.title}</h3>
                <p class="facts">
                    {before.effect.map(|effect| view! { <Badge tone=Tone::Authority label=effect_name(effect)/> " " })}
                    {dates::on(before.dated_on)}
                </p>
                <Prose html=mentions::told(before.html.as_str(), &named)/>
                {parts.collect_view()}
                {(!before.documents.is_empty()).then(|| view! { <p class="facts">"Documents joints"</p> <Documents documents=before.documents/> })}
            </details>
        }
    });
    view! { <Section title="Ce qui était écrit avant">{each.collect_view()}</Section> }
}

/// Documents by their titles.
#[component]
fn Documents(documents: Vec<(i64, String)>) -> impl IntoView {
    let each = documents.into_iter().map(|(id, title)| {
        view! { <li class="row"><p class="row-title"><a href=document_address(id, &title)>{title.clone()}</a></p></li> }
    });
    view! { <ul class="rows">{each.collect_view()}</ul> }
}
