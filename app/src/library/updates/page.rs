//! `/ressources/actualites/{id}-{slug}`: an announcement, what it names, what it said before.

use domain::{
    Id,
    library::{
        certification::{self, Named},
        certifier,
        update::{self, Correction, Effect, Part, Update},
    },
    text::dates,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    address,
    rows::{effect_name, rncp},
};
use crate::{
    failure::{Lost, or_lost},
    library::{CertificationChips, document_address},
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
    let numbers: Vec<_> = update.certifications.iter().filter_map(|(number, _)| rncp(*number)).collect();
    let named = certification::named(&community, &numbers).await?;
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
    let documents = update.documents.clone();
    let corrections = update.corrections.clone();
    let html = update.html.clone().into_string();
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
                <Effects update=update.clone() named/>
                {(!documents.is_empty()).then(|| view! {
                    <Section title="Documents">
                        <ul class="rows">
                            {documents.into_iter().map(|(id, title)| view! {
                                <li class="row"><p class="row-title"><a href=document_address(id, &title)>{title.clone()}</a></p></li>
                            }).collect_view()}
                        </ul>
                    </Section>
                })}
                {(!corrections.is_empty()).then(|| view! { <Corrections corrections/> })}
                {may_correct.then(|| view! {
                    <p class="section"><a href=format!("/ressources/actualites/{id}/corriger")>"Corriger cette actualité"</a></p>
                })}
            </div>
        </Page>
    }
    .into_any())
}

/// The certifications it names, by what they are to it.
#[component]
fn Effects(update: Update, named: Vec<Named>) -> impl IntoView {
    let of = |part: Part| {
        let numbers = update.of(part);
        named
            .iter()
            .filter(|one| numbers.contains(&i64::from(one.number.number())))
            .cloned()
            .collect::<Vec<_>>()
    };
    let (former, latter) = match update.effect {
        Some(Effect::Replaces) => ("Ne s’ouvre plus\u{a0}: remplacée", "Prend la suite"),
        Some(Effect::Extends) => ("Prolongée", ""),
        _ => ("Modifiée", ""),
    };
    let former = match (update.effect, update.until_on) {
        (Some(Effect::Extends), Some(day)) => format!("{former} jusqu’au {}", dates::on(day)),
        _ => former.to_owned(),
    };
    let parts = [
        (former, of(Part::Former)),
        (latter.to_owned(), of(Part::Latter)),
        ("Certifications concernées".to_owned(), of(Part::About)),
    ];
    let parts = parts.into_iter().filter(|(_, named)| !named.is_empty());
    let parts =
        parts.map(|(title, named)| view! { <Section title=title><CertificationChips named/></Section> });
    parts.collect_view()
}

#[component]
fn Corrections(corrections: Vec<Correction>) -> impl IntoView {
    let each = corrections.into_iter().map(|before| {
        view! {
            <details class="correction">
                <summary>
                    "Avant la correction "
                    <Moment at=before.at said=Said::Short/>
                    {format!(", par {}\u{a0}: {}", before.by, before.word)}
                </summary>
                <h3>{before.title}</h3>
                <Prose html=before.html.into_string()/>
            </details>
        }
    });
    view! { <Section title="Ce qui était écrit avant">{each.collect_view()}</Section> }
}
