//! The forms of one's data: a copy, leaving, staying.

use std::io::{Cursor, Write};

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use domain::{
    Failure,
    members::{
        Refusal,
        departure::{self, KeptName},
        rights::{self, PersonalFile},
    },
};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::super::LeavingForm;
use crate::{
    Site,
    form::{Typed, lost_page, see_other},
    parts::Errors,
    session::{SignedIn, origin_of},
};

/// The copy of my data, to be kept by the browser and by nobody in between.
pub(crate) async fn take_data(State(site): State<Site>, signed_in: SignedIn, parts: Parts) -> Response {
    let files = rights::take(&site.community, &signed_in.member, origin_of(&parts)).await;
    let files = match files {
        Ok(files) => files,
        Err(fault) => return lost_page(&site, parts, fault).await,
    };
    match tokio::task::spawn_blocking(move || zipped(&files)).await {
        Ok(Ok(bytes)) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
                (
                    header::CONTENT_DISPOSITION,
                    HeaderValue::from_static("attachment; filename=\"mes-donnees.zip\""),
                ),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            (StatusCode::OK, headers, bytes).into_response()
        }
        Ok(Err(error)) => lost_page(&site, parts, domain::Fault::Files(error)).await,
        Err(error) => lost_page(&site, parts, domain::Fault::from(error)).await,
    }
}

fn zipped(files: &[PersonalFile]) -> std::io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut told = "Tout ce que la Communauté VAE sait de vous.\r\n\r\n".to_owned();
    for file in files {
        told.push_str(&format!("{} : {} ({})\r\n", file.name, file.holds, file.count));
        zip.start_file(file.name.as_str(), SimpleFileOptions::default())?;
        zip.write_all(&file.content)?;
    }
    zip.start_file("LISEZ-MOI.txt", SimpleFileOptions::default())?;
    zip.write_all(told.as_bytes())?;
    Ok(zip.finish()?.into_inner())
}

/// Asks for the closing of my account, or keeps it after all.
pub(crate) async fn leave_or_stay(
    State(site): State<Site>,
    signed_in: SignedIn,
    typed: Typed<LeavingForm>,
) -> Response {
    let (member, origin) = (&signed_in.member, origin_of(&typed.parts));
    if !typed.fields.garder.is_empty() {
        return match departure::call_off(&site.community, member, origin).await {
            Ok(()) => see_other("/mon-compte/donnees?fait=garde"),
            Err(fault) => typed.lost(&site, fault).await,
        };
    }
    let kept = match choice(&typed.fields) {
        Ok(kept) => kept,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    match departure::ask(&site.community, member, kept, origin).await {
        Ok(()) => see_other("/mon-compte/donnees?fait=fermeture"),
        Err(Failure::Refused(Refusal::LastAdministrator)) => {
            let words =
                "Vous êtes la dernière personne à administrer ce site. Confiez d’abord ce rôle à quelqu’un.";
            typed.refused(&site, Errors::on("compris", words)).await
        }
        Err(failure) => typed.lost(&site, failure).await,
    }
}

fn choice(form: &LeavingForm) -> Result<KeptName, Errors> {
    let kept = KeptName::from_code(&form.nom);
    let mut errors = Errors::none();
    if kept.is_none() {
        errors = errors.and("nom", "Dites ce qui doit rester à côté de vos messages.");
    }
    if form.compris.is_empty() {
        errors =
            errors.and("compris", "Cochez la case\u{a0}: après la fermeture, rien ne pourra être retrouvé.");
    }
    kept.filter(|_| errors.is_empty()).ok_or(errors)
}
