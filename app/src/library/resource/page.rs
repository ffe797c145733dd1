//! `/ressources/documents/{id}-{slug}`: a resource.

use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::{
    Failure,
    files::{Media, reading::Reading},
    library::{
        certification, certifier,
        resource::{
            Act, Attached, Body, Refusal, Report, Resource, State, Version,
            reading::{self, Page as Read},
        },
    },
    members::Message,
    text::dates,
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{address_of, crumbs, history::History, media_name, numbered, tone, weight};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    forum,
    library::{CertificationChips, shelf::ShelfBar},
    members,
    parts::{
        Badge, ButtonLink, ErrorSummary, Errors, Moment, Notice, Page, PageHead, Place, Prose, Said, Section,
        Submit, TextArea, Tone, Weight, counted, number,
    },
    session,
};

use super::actions::ActForm;

/// The page.
#[component]
pub(crate) fn ResourcePage() -> impl IntoView {
    let asked = use_params_map().get().get("document").unwrap_or_default();
    let done = use_query_map().get().get("fait");
    Suspend::new(async move { or_lost(content(&asked, done).await) })
}

async fn content(asked: &str, done: Option<String>) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let id = numbered(asked).ok_or(Lost::NotThere)?;
    let read = match reading::page(&community, &visitor, id).await {
        Ok(read) => read,
        Err(Failure::Refused(Refusal::Withdrawn)) => return Ok(withdrawn()),
        Err(failure) => return Err(failure.into()),
    };
    let Read { resource, versions, history, reports } = read;
    let own = address_of(&resource);
    if !own.ends_with(&format!("/{asked}")) {
        return Err(Lost::Moved(own));
    }
    let named = certification::named(&community, &resource.details.certifications).await?;
    let certifiers = match resource.details.certifiers.is_empty() {
        true => Vec::new(),
        false => certifier::called(&community, &resource.details.certifiers).await?,
    };
    let (form, errors) = Again::<ActForm>::or_blank();
    let refused = !errors.is_empty();
    let today = dates::today(community.now());
    let done = done.filter(|_| !refused).and_then(|done| words_of(&done));
    let current = versions.iter().find(|version| version.number == resource.number).cloned();
    let older: Vec<Version> = versions.into_iter().filter(|one| one.number != resource.number).collect();
    let title = resource.details.title.to_string();
    let state = resource.standing(today);
    let report = format!("{own}/signaler");
    let depositor = resource.depositor.1.clone();
    let depositor_page = members::address(resource.depositor.0.number(), &depositor);
    let deposited_at = resource.deposited_at;
    let kind = resource.details.kind.label();
    let rank = (resource.number > 1).then(|| format!(" · version\u{a0}{}", resource.number));
    let summary = resource.summary_html.as_str().to_owned();
    Ok(view! {
        <Page title=title.clone() place=Place::Library crumbs=crumbs() refused>
            {done.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <PageHead title>
                <p class="badges">
                    <Badge tone=Tone::Authority label=kind/>
                    " "
                    {(state != State::Published).then(|| view! { <Badge tone=tone(state) label=state.label()/> })}
                </p>
                <p class="facts">
                    "Déposé par "
                    <a href=depositor_page>{depositor}</a>
                    " " <Moment at=deposited_at/>
                    {rank}
                </p>
            </PageHead>
            <ErrorSummary errors=errors.clone()/>
            <Standing resource=resource.clone() state/>
            {current.map(|version| view! { <Content own=own.clone() version/> })}
            {(!summary.is_empty()).then(|| view! { <Prose html=summary/> })}
            <CertificationChips named/>
            <About resource=resource.clone() certifiers/>
            <ShelfBar resource=resource.clone()/>
            <Older own=own.clone() older/>
            <p><a href=report>"Signaler un problème"</a></p>
            <Deeds resource=resource.clone() form errors own/>
            <Reports reports/>
            <History history/>
        </Page>
    }
    .into_any())
}

fn words_of(done: &str) -> Option<&'static str> {
    Some(match done {
        "depot" => "Merci\u{202f}! Votre document est bien arrivé.",
        "version" => "La nouvelle version est en place\u{202f}; l’adresse n’a pas changé.",
        "fiche" => "La fiche est à jour.",
        "signalement" => "Merci\u{a0}: l’équipe est prévenue et regardera.",
        "geste" => "C’est fait.",
        _ => return None,
    })
}

/// It was there, and is no more: said to those who could have read it, with ways out.
fn withdrawn() -> AnyView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::GONE);
    }
    view! {
        <Page title="Ce document a été retiré" place=Place::Library crumbs=crumbs()>
            <PageHead
                title="Ce document a été retiré"
                lead="Il était dans la bibliothèque et n’y est plus\u{a0}: trop ancien, remplacé ou déposé par erreur."
            />
            <p><ButtonLink label="Chercher un autre document" href="/recherche?dans=documents"/></p>
            <p><a href="/contact">"Demander à l’équipe ce qu’il est devenu"</a></p>
        </Page>
    }
    .into_any()
}

/// What to know before relying on it.
#[component]
fn Standing(resource: Resource, state: State) -> impl IntoView {
    let until = resource.details.valid_until;
    let past = until.filter(|_| state == State::Outdated);
    let words = match (state, past) {
        (State::Outdated, Some(until)) => {
            format!(
                "Périmé\u{a0}: ce document était valable jusqu’au {}. Il reste lisible, ne vous y fiez pas.",
                dates::on(until)
            )
        }
        (State::Outdated, None) => {
            "Périmé\u{a0}: ce document n’est plus à jour. Il reste lisible, ne vous y fiez pas.".to_owned()
        }
        (State::Draft, _) => {
            "Brouillon\u{a0}: vous seule ou vous seul le voyez, avec l’équipe d’animation.".to_owned()
        }
        (State::ToReview, _) => {
            "À relire\u{a0}: il paraîtra quand l’équipe d’animation ou le certificateur l’aura relu."
                .to_owned()
        }
        (State::Withdrawn, _) => "Retiré\u{a0}: les autres lisent ici qu’il n’y est plus.".to_owned(),
        (State::Published, _) => return None,
    };
    Some(view! { <Notice tone=tone(state)><p>{words}</p></Notice> })
}

/// The content of a version: open it, take it.
#[component]
pub(super) fn Content(own: String, version: Version) -> impl IntoView {
    match version.body {
        Body::Link(address) => {
            let host = address
                .split("://")
                .nth(1)
                .and_then(|rest| rest.split('/').next())
                .unwrap_or_default()
                .to_owned();
            view! {
                <div class="resource-content">
                    <a class="button" href=address rel="noopener noreferrer external">"Ouvrir le lien"</a>
                    <p class="facts">{host}</p>
                </div>
            }
            .into_any()
        }
        Body::File(file) => {
            view! { <FileContent href=format!("{own}/fichier/{}", version.number) file/> }.into_any()
        }
    }
}

#[component]
fn FileContent(href: String, file: Attached) -> impl IntoView {
    let look = file.media.is_shown().then(|| format!("{href}?voir"));
    let name = file.media.name_for(&file.name);
    let pages = file.pages.filter(|pages| *pages > 1 && file.media == Media::Pdf);
    let facts = [
        Some(media_name(file.media).to_owned()),
        Some(weight(file.size)),
        pages.map(|pages| counted(pages.into(), "page", "pages")),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let download = format!("Télécharger {name}");
    view! {
        <div class="resource-content">
            {look.map(|href| view! { <a class="button" href=href>"Lire dans le navigateur"</a> })}
            <a class="button quiet" href=href download=name.clone() aria-label=download>"Télécharger"</a>
            <p class="facts"><span class="file-name">{name}</span> " · " {facts}</p>
            {unread(file.reading).map(|why| view! { <p class="facts">{why}</p> })}
            {file.media.has_macros().then(|| view! {
                <p class="facts">"Ce fichier contient des macros\u{a0}: ne les activez que si vous savez d’où il vient."</p>
            })}
        </div>
    }
}

/// Why the words of a file are not found.
fn unread(reading: Reading) -> Option<&'static str> {
    Some(match reading {
        Reading::Read | Reading::NoText => return None,
        Reading::Waiting => "Son texte est en cours de lecture\u{a0}: la recherche le trouvera bientôt.",
        Reading::Empty => {
            "Son texte n’a pas pu être lu\u{a0}: c’est une image numérisée. Seul son titre est trouvé."
        }
        Reading::Encrypted => {
            "Son texte n’a pas pu être lu\u{a0}: un mot de passe le protège. Seul son titre est trouvé."
        }
        Reading::Damaged => {
            "Son texte n’a pas pu être lu\u{a0}: le fichier est abîmé. Seul son titre est trouvé."
        }
        Reading::TooLong => "Son texte est trop long\u{a0}: seul le début est trouvé par la recherche.",
    })
}

#[component]
fn About(resource: Resource, certifiers: Vec<domain::library::Certifier>) -> impl IntoView {
    let details = resource.details.clone();
    let said = |text: Option<String>| text.filter(|text| !text.is_empty());
    let date = |date: Option<NaiveDate>| date.map(dates::on);
    let stages: Vec<_> = details.stages.iter().collect();
    let facts = [
        ("Auteur ou autrice", said(details.author.map(|note| note.to_string()))),
        ("Source", said(details.source.map(|note| note.to_string()))),
        ("Licence", said(details.licence.map(|note| note.to_string()))),
        ("Langue", (details.language.code() != "fr").then(|| details.language.label().to_owned())),
        ("Date", date(details.dated_on)),
        ("Valable jusqu’au", date(details.valid_until)),
        ("Département", details.departement.map(str::to_owned)),
        ("Téléchargements", (resource.downloads > 0).then(|| number(resource.downloads.into()))),
        (
            "Mots-clés",
            said(Some(details.tags.iter().map(|tag| tag.label().to_owned()).collect::<Vec<_>>().join(", "))),
        ),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(term, said)| said.map(|said| view! { <div><dt>{term}</dt><dd>{said}</dd></div> }));
    let facts = facts.collect_view();
    let certifiers = certifiers.into_iter().map(|one| {
        view! { <li><a href=format!("/ressources/certificateurs/{}", one.slug)>{one.name.clone()}</a></li> }
    });
    let certifiers = certifiers.collect_view();
    let stages = stages.into_iter().map(|stage| {
        view! { <li><a href=format!("/guide/{stage}")>{format!("Étape\u{a0}{stage}")}</a></li> }
    });
    let stages = stages.collect_view();
    let origin = resource.origin.map(|origin| {
        let href = match origin.reply {
            Some((_, rank)) => forum::reply_address(origin.topic.number(), &origin.title, rank),
            None => forum::address(origin.topic.number(), &origin.title),
        };
        view! { <p>"Issu de la discussion «\u{a0}" <a href=href>{origin.title.clone()}</a> "\u{a0}»"</p> }
    });
    view! {
        <dl class="details">
            {facts}
            {(!certifiers.is_empty()).then(|| view! { <div><dt>"Certificateurs"</dt><dd><ul class="links">{certifiers}</ul></dd></div> })}
            {(!stages.is_empty()).then(|| view! { <div><dt>"Guide"</dt><dd><ul class="links">{stages}</ul></dd></div> })}
        </dl>
        {origin}
    }
}

#[component]
fn Older(own: String, older: Vec<Version>) -> impl IntoView {
    (!older.is_empty()).then(move || {
        let rows = older.into_iter().map(move |version| {
            let href = format!("{own}/versions/{}", version.number);
            view! {
                <li class="row">
                    <p class="row-title"><a href=href>{format!("Version\u{a0}{}", version.number)}</a></p>
                    <p class="facts">
                        {version.added_by.1.clone()} " · " <Moment at=version.added_at said=Said::Day/>
                        {(!version.note.is_empty()).then(|| format!(" · {}", version.note))}
                    </p>
                </li>
            }
        });
        view! {
            <Section title="Versions précédentes"><ul class="rows">{rows.collect_view()}</ul></Section>
        }
    })
}

/// What those concerned may do.
#[component]
fn Deeds(resource: Resource, form: ActForm, errors: Errors, own: String) -> impl IntoView {
    let acts: Vec<Act> = resource.acts().collect();
    let changes = resource.may_change();
    if acts.is_empty() && !changes {
        return None;
    }
    let needs_word = acts.iter().any(|act| act.needs_a_word());
    let buttons = acts.into_iter().map(|act| {
        let weight = match act {
            Act::Validate | Act::Submit => Weight::Main,
            Act::Withdraw => Weight::Danger,
            _ => Weight::Quiet,
        };
        view! { <Submit label=label(act) weight name="geste" value=act.code()/> }
    });
    let buttons = buttons.collect_view();
    let has_buttons = !buttons.is_empty();
    Some(view! {
        <Section title="S’en occuper" id="gestes">
            {changes.then(|| view! {
                <p class="actions">
                    <ButtonLink label="Déposer une nouvelle version" href=format!("{own}/version") weight=Weight::Quiet/>
                    <a href=format!("{own}/modifier")>"Modifier la fiche"</a>
                </p>
            })}
            {has_buttons.then(|| view! {
                <form method="post" action=own class="form" novalidate>
                    <input type="hidden" name="edition" value=resource.edition.to_string()/>
                    {needs_word.then(|| view! {
                        <TextArea
                            name="mot"
                            label="Votre mot"
                            value=form.mot
                            rows=3
                            optional=true
                            maxlength=Message::MOST as u32
                            hint="Nécessaire pour renvoyer, marquer comme périmé ou retirer\u{a0}: la personne qui a déposé le lit"
                            error=errors.of("mot")
                        />
                    })}
                    <div class="actions">{buttons}</div>
                </form>
            })}
        </Section>
    })
}

fn label(act: Act) -> &'static str {
    match act {
        Act::Submit => "Proposer à la relecture",
        Act::TakeBack => "Reprendre en brouillon",
        Act::Validate => "Publier",
        Act::SendBack => "Renvoyer avec un mot",
        Act::Outdate => "Marquer comme périmé",
        Act::Renew => "Confirmer qu’il est à jour",
        Act::Withdraw => "Retirer",
        Act::Restore => "Remettre à la relecture",
    }
}

#[component]
fn Reports(reports: Vec<Report>) -> impl IntoView {
    (!reports.is_empty()).then(|| {
        let rows = reports.into_iter().map(|report| {
            let by = report.by.unwrap_or_else(|| "Le site".to_owned());
            view! {
                <li class="row">
                    <p class="row-title">{report.reason.label()}</p>
                    <p class="as-typed">{report.word}</p>
                    <p class="facts">{by} " · " <Moment at=report.made_at/></p>
                </li>
            }
        });
        view! { <Section title="Signalements"><ul class="rows">{rows.collect_view()}</ul></Section> }
    })
}
