//! `/animation/journees/{id}/feuilles`: the sheets signed by hand, as they were scanned: added, read, withdrawn by organisers alone.

use axum::{
    body::Body,
    extract::{FromRequest, Multipart, Path, Request, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::Response,
};
use domain::{
    Failure, Id,
    days::{
        DayId,
        attendance::{
            Refusal,
            signed::{self, SignedSheet},
        },
        edition,
    },
    files::{self, FileName, Upload},
    members::Organiser,
    text::dates,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::Deserialize;

use super::{desk_address, refused_words};
use crate::{
    Site,
    days::desk::{PATH, crumbs},
    desk::organiser,
    failure::{self, Lost, or_lost},
    form::{Again, Typed, lost_page, see_other},
    library::resource::{sent, serve},
    parts::{
        Empty, ErrorSummary, Errors, FileField, Notice, Page, PageHead, Place, Section, Submit, Tone, Weight,
    },
    session::{self, AtDesk},
    upload,
};

/// The end of the address of a day's sheets: files are sent there.
pub(crate) const END: &str = "/feuilles";

/// What is withdrawn.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SheetForm {
    pub(crate) retirer: String,
}

/// The page.
#[component]
pub(crate) fn SignedSheetsPage() -> impl IntoView {
    let asked = use_params_map().get().get("day").unwrap_or_default();
    let done = use_query_map().get().get("fait").unwrap_or_default();
    Suspend::new(async move { or_lost(content(&asked, &done).await) })
}

async fn content(asked: &str, done: &str) -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let id = edition::number(asked).ok_or(Lost::NotThere)?;
    let (day, sheets) = signed::list(&session::community(), &organiser, id).await?;
    let (_, errors) = Again::<SheetForm>::or_blank();
    let refused = !errors.is_empty();
    let done = match done {
        "depot" => Some("La feuille est gardée avec la journée."),
        "retrait" => Some("La feuille est retirée."),
        _ => None,
    };
    let mut crumbs = crumbs();
    crumbs.push((day.title.clone(), format!("{PATH}/{id}")));
    crumbs.push(("Émargement".to_owned(), desk_address(id)));
    let title = format!("Feuilles signées\u{a0}: {}", day.title);
    let empty = sheets.is_empty();
    let rows = sheets.into_iter().map(|sheet| view! { <Kept sheet day=id/> });
    let rows = rows.collect_view();
    Ok(view! {
        <Page title place=Place::Desk crumbs refused>
            {done.filter(|_| !refused).map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <PageHead title="Feuilles signées" lead="Les feuilles d’émargement signées à la main, numérisées. L’équipe d’animation seule les lit."/>
            <ErrorSummary errors=errors.clone()/>
            {if empty {
                view! { <Empty><p>"Aucune feuille n’est gardée avec cette journée."</p></Empty> }.into_any()
            } else {
                view! { <Section title="Gardées avec la journée"><ul class="rows">{rows}</ul></Section> }.into_any()
            }}
            <Section title="Ajouter une feuille" id="ajouter">
                <form method="post" action=format!("{PATH}/{id}{END}") class="form" enctype="multipart/form-data" novalidate>
                    <FileField name=sent::FILE label="La feuille numérisée" accept="application/pdf,image/*" hint="Un PDF ou une photo, 50\u{a0}Mo au plus" error=errors.of(sent::FILE)/>
                    <div class="actions"><Submit label="Garder cette feuille"/></div>
                </form>
            </Section>
        </Page>
    }
    .into_any())
}

#[component]
fn Kept(sheet: SignedSheet, day: DayId) -> impl IntoView {
    let SignedSheet { id, name, added, withdrawn, file } = sheet;
    let name = name.as_str().to_owned();
    let by = |(who, at): (String, chrono::DateTime<chrono::Utc>)| format!("{who}, {}", dates::full(at));
    let kept = file.is_some();
    let about = name.clone();
    view! {
        <li class="row">
            {match kept {
                true => view! { <p class="row-title"><a href=format!("{PATH}/{day}{END}/{id}") download>{name}</a></p> }.into_any(),
                false => view! { <p class="row-title">{name}</p> }.into_any(),
            }}
            <p class="facts">"Ajoutée par " {by(added)}</p>
            {withdrawn.map(|gone| view! { <p class="facts">"Retirée par " {by(gone)}</p> })}
            {kept.then(|| view! {
                <form method="post" action=format!("{PATH}/{day}{END}") class="actions">
                    <input type="hidden" name="retirer" value=id.to_string()/>
                    <Submit label="Retirer" weight=Weight::Link about/>
                </form>
            })}
        </li>
    }
}

/// Keeps the file that is sent, or withdraws a sheet.
pub(crate) async fn change(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(asked): Path<String>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Some(day) = edition::number(&asked) else { return lost_page(&site, parts, Lost::NotThere).await };
    if let Err(failure) = signed::list(&site.community, &organiser, day).await {
        return lost_page(&site, parts, failure).await;
    }
    let whole = Request::from_parts(parts.clone(), body);
    if upload::is_one(&parts) {
        return add(&site, &organiser, day, parts, whole).await;
    }
    let typed = match Typed::<SheetForm>::from_request(whole, &site).await {
        Ok(typed) => typed,
        Err(refused) => return refused,
    };
    let Ok(sheet) = typed.fields.retirer.parse() else {
        return typed.refused(&site, Errors::on(sent::FILE, "Choisissez un fichier.")).await;
    };
    match signed::withdraw(&site.community, &organiser, day, sheet).await {
        Ok(()) => see_other(&format!("{PATH}/{day}{END}?fait=retrait")),
        Err(failure) => typed.lost(&site, failure).await,
    }
}

async fn add(site: &Site, organiser: &Organiser, day: DayId, parts: Parts, whole: Request) -> Response {
    let Some(_turn) = site.door.enter() else {
        return failure::said(site, parts, StatusCode::SERVICE_UNAVAILABLE).await;
    };
    let Ok(form) = Multipart::from_request(whole, site).await else {
        return failure::said(site, parts, StatusCode::UNSUPPORTED_MEDIA_TYPE).await;
    };
    let typed = Typed { fields: SheetForm::default(), parts };
    let refused = |words: String| Errors::on(sent::FILE, words);
    let upload = match received(site, organiser, form).await {
        Ok(Some(upload)) => upload,
        Ok(None) => return typed.refused(site, refused("Choisissez un fichier.".to_owned())).await,
        Err(Failure::Refused(refusal)) => return typed.refused(site, refused(sent::words(refusal))).await,
        Err(Failure::Fault(fault)) => return typed.lost(site, fault).await,
    };
    match signed::keep(&site.community, organiser, day, upload).await {
        Ok(()) => see_other(&format!("{PATH}/{day}{END}?fait=depot")),
        Err(Failure::Refused(refusal @ (Refusal::NotASheet | Refusal::NoSuchFile))) => {
            typed.refused(site, refused(refused_words(refusal))).await
        }
        Err(failure) => typed.lost(site, failure).await,
    }
}

/// The file of the form, as it comes: it is never held in memory.
async fn received(
    site: &Site,
    organiser: &Organiser,
    mut form: Multipart,
) -> Result<Option<Id<Upload>>, Failure<files::Refusal>> {
    let cut = |_| Failure::Refused(files::Refusal::CutShort);
    while let Some(field) = form.next_field().await.map_err(cut)? {
        if field.name() != Some(sent::FILE) {
            continue;
        }
        let said = field.file_name().unwrap_or_default().to_owned();
        let name = FileName::of(&said);
        return match files::receive(&site.community, organiser.member(), name, field).await {
            Ok(upload) => Ok(Some(upload.id)),
            Err(Failure::Refused(files::Refusal::Empty)) if said.is_empty() => Ok(None),
            Err(failure) => Err(failure),
        };
    }
    Ok(None)
}

/// Gives a sheet back, to be taken away.
pub(crate) async fn give(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path((asked, sheet)): Path<(String, String)>,
    parts: Parts,
) -> Response {
    let (Some(day), Ok(sheet)) = (edition::number(&asked), sheet.parse()) else {
        return lost_page(&site, parts, Lost::NotThere).await;
    };
    let (name, file) = match signed::find(&site.community, &organiser, day, sheet).await {
        Ok(found) => found,
        Err(failure) => return lost_page(&site, parts, failure).await,
    };
    let pieces = match signed::content(&site.community, &file).await {
        Ok(pieces) => pieces,
        Err(fault) => return lost_page(&site, parts, fault).await,
    };
    let mut response = Response::new(Body::from_stream(pieces));
    let said = [
        (header::CONTENT_TYPE, file.media.content_type().to_owned()),
        (header::CONTENT_LENGTH, file.size.to_string()),
        (header::CONTENT_DISPOSITION, serve::disposition(false, &file.media.name_for(&name))),
        (header::CONTENT_SECURITY_POLICY, serve::SANDBOX.to_owned()),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
    ];
    for (name, value) in said {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
