//! The forms of the desk about certifications, and about certifiers that look alike.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{FromRequest, Multipart, Request, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Failure,
    library::{
        certifier::desk as deciding,
        import::{self, Begun, Origin, Refusal as ImportRefusal, Source},
    },
};
use serde::Deserialize;
use tokio::sync::Semaphore;

use super::{certifications, certifiers::PATH};
use crate::{
    Site, failure,
    failure::Lost,
    form::{Typed, see_other},
    parts::Errors,
    session::AtDesk,
};

/// Files of an import, held in memory while they are read: the whole daily archive has half of it.
pub(crate) const HEAVIEST: usize = 48 * 1024 * 1024;

/// Files of one import: the archive's content, and some more.
const FILES: usize = 20;

/// One import's files in memory at a time.
static DOOR: Semaphore = Semaphore::const_new(1);

/// How long the browser waits for the end: a longer import goes on, and its page tells.
const PATIENCE: Duration = Duration::from_secs(10);

/// Brings the certifications up to date with the files sent.
pub(crate) async fn import(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(turn) = DOOR.try_acquire() else {
        return failure::said(&site, parts, StatusCode::SERVICE_UNAVAILABLE).await;
    };
    let whole = Request::from_parts(parts.clone(), body);
    let typed = Typed { fields: (), parts };
    let source = match Multipart::from_request(whole, &site).await {
        Ok(fields) => files(fields).await,
        Err(_) => return failure::said(&site, typed.parts, StatusCode::UNSUPPORTED_MEDIA_TYPE).await,
    };
    let begun = match source {
        Ok(source) => import::begin(&site.community, Some(&organiser), source, Origin::Export).await,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    match begun {
        Ok(begun) => carry_out(&site, begun, turn).await,
        Err(Failure::Refused(refusal)) => {
            typed.refused(&site, Errors::on("fichiers", import_words(&refusal))).await
        }
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}

/// Lets it go on to its end, whoever still waits for it.
async fn carry_out(site: &Site, begun: Begun, turn: tokio::sync::SemaphorePermit<'static>) -> Response {
    let (community, id) = (site.community.clone(), begun.id);
    let going_on = tokio::spawn(async move {
        let _turn = turn;
        match import::carry_out(&community, begun, |_| {}).await {
            Ok(_) => {}
            Err(Failure::Refused(refusal)) => tracing::warn!(import = %id, ?refusal, "an import stopped"),
            Err(Failure::Fault(fault)) => tracing::error!(import = %id, error = %fault, "an import stopped"),
        }
    });
    // What is not over by then is not given up.
    let _ = tokio::time::timeout(PATIENCE, going_on).await;
    see_other(&format!("{}/{id}", certifications::PATH))
}

/// The files of the form: one archive, or several CSV files.
async fn files(mut fields: Multipart) -> Result<Source, Errors> {
    let trouble = |words: &str| Errors::on("fichiers", words);
    let mut files: Vec<(String, Arc<[u8]>)> = Vec::new();
    loop {
        let field = match fields.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(_) => return Err(trouble("L’envoi s’est interrompu. Recommencez.")),
        };
        let name: String = field.file_name().unwrap_or_default().chars().take(200).collect();
        match field.bytes().await {
            Ok(bytes) if bytes.is_empty() => {}
            Ok(bytes) if files.len() < FILES => files.push((name, Arc::from(bytes.as_ref()))),
            Ok(_) => return Err(trouble("C’est trop de fichiers à la fois\u{a0}: vingt au plus.")),
            Err(_) => {
                return Err(trouble(
                    "Ces fichiers sont trop lourds\u{a0}: 48\u{a0}Mo au plus. Envoyez l’archive, plus légère que ce qu’elle contient.",
                ));
            }
        }
    }
    match files.iter().position(|(_, bytes)| bytes.starts_with(b"PK\x03\x04")) {
        Some(_) if files.len() > 1 => Err(trouble("Envoyez l’archive seule, ou les fichiers CSV.")),
        Some(at) => Ok(Source::Archive(files.swap_remove(at).1)),
        None if files.is_empty() => Err(trouble("Choisissez l’archive, ou les fichiers CSV.")),
        None => Ok(Source::Files(files)),
    }
}

/// What to do about files that are not imported.
fn import_words(refusal: &ImportRefusal) -> &'static str {
    match refusal {
        ImportRefusal::Running | ImportRefusal::Overtaken => {
            "Une autre mise à jour est en cours. Attendez qu’elle finisse\u{202f}; si elle s’est arrêtée en route, recommencez dans une minute."
        }
        ImportRefusal::NoRecords | ImportRefusal::NotThere => {
            "Le fichier des fiches manque\u{a0}: son nom contient «\u{a0}Standard\u{a0}» et finit par .csv."
        }
        ImportRefusal::Empty => {
            "Le fichier «\u{a0}Standard\u{a0}» ne contient aucune fiche. Téléchargez l’archive à nouveau."
        }
        ImportRefusal::NoColumns => {
            "Le fichier «\u{a0}Standard\u{a0}» n’a pas les colonnes Numero_Fiche, Intitule et Actif."
        }
        ImportRefusal::Unreadable(_) => {
            "Ces fichiers ne se lisent pas jusqu’au bout. Téléchargez-les à nouveau."
        }
    }
}

/// An answer to a likeness.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct ProposalForm {
    #[serde(default)]
    geste: String,
    #[serde(default)]
    garder: String,
    #[serde(default)]
    autre: String,
}

/// Makes one of two certifiers, or says that they are two.
pub(crate) async fn answer_proposal(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    typed: Typed<ProposalForm>,
) -> Response {
    let form = &typed.fields;
    let (Ok(kept), Ok(other)) = (form.garder.parse(), form.autre.parse()) else {
        return typed.lost(&site, Lost::NotThere).await;
    };
    let done = match form.geste.as_str() {
        "reunir" => deciding::merge(&site.community, &organiser, kept, other).await.map(|_| "reunis"),
        "distinguer" => {
            deciding::tell_apart(&site.community, &organiser, kept, other).await.map(|()| "distincts")
        }
        _ => return typed.lost(&site, Lost::NotThere).await,
    };
    match done {
        Ok(done) => see_other(&format!("{PATH}?fait={done}")),
        Err(Failure::Refused(_)) => see_other(&format!("{PATH}?fait=trop-tard")),
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}
