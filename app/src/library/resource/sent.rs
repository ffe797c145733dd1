//! A form with a file, streamed: the file goes to the disk as it comes, the fields are few and small.

use std::sync::Arc;

use axum::{
    RequestPartsExt,
    body::Body,
    extract::{FromRequest, Multipart, Path, Request, multipart::Field},
    http::{StatusCode, request::Parts},
    response::Response,
};
use domain::{
    Failure, Id,
    files::{self, FileName, Upload},
    library::resource::{may_deposit, reading},
    members::{Member, Visitor},
};
use futures::StreamExt;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::{form::Fields, numbered};
use crate::{
    Site,
    failure::{self, Lost},
    form::{HEAVIEST as FIELDS, Typed, lost_page},
    sending,
    session::SignedIn,
};

/// What the guard lets through: a file, what a browser writes around it, and the fields.
pub(crate) const HEAVIEST: usize = READ + 64 * 1024;

/// What is read: one that is a little too heavy is told so in the page.
pub(crate) const READ: usize = files::HEAVIEST as usize + FIELDS + 64 * 1024;

/// Files taken in at once: each holds some megabytes of memory and a disk.
#[derive(Debug, Clone)]
pub struct Door(Arc<Semaphore>);

impl Door {
    /// A door of that many places.
    pub fn of(places: usize) -> Self {
        Self(Arc::new(Semaphore::new(places)))
    }

    /// A place in it, if one is free.
    pub(crate) fn enter(&self) -> Option<SemaphorePermit<'_>> {
        self.0.try_acquire().ok()
    }
}

impl Default for Door {
    fn default() -> Self {
        Self::of(8)
    }
}

/// The field of the file.
pub(crate) const FILE: &str = "fichier";

/// The field that says which file was sent before.
pub(crate) const KEPT: &str = "fichier_recu";

/// What came.
pub(crate) struct Sent {
    /// The fields as typed, [`KEPT`] naming the file that came with them or before.
    pub(crate) typed: Typed<Fields>,
    /// Why the file that came is not kept.
    pub(crate) refused: Option<files::Refusal>,
    /// Whose it is.
    pub(crate) member: Member,
}

impl Sent {
    /// The file that was sent, now or before.
    pub(crate) fn upload(&self) -> Option<Id<Upload>> {
        self.typed.fields.get(KEPT).parse().ok()
    }
}

impl FromRequest<Site> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Some(SignedIn { member, .. }) = parts.extensions.get::<SignedIn>().cloned() else {
            return Err(failure::said(site, parts, StatusCode::NOT_FOUND).await);
        };
        // Asked before a byte of it is taken: the file goes to the disk as it comes.
        if let Err(lost) = may_send(site, &mut parts, &member).await {
            let_by(body).await;
            return Err(lost_page(site, parts, lost).await);
        }
        let Ok(_turn) = site.door.0.try_acquire() else {
            let_by(body).await;
            return Err(failure::said(site, parts, StatusCode::SERVICE_UNAVAILABLE).await);
        };
        let whole = Request::from_parts(parts.clone(), body);
        let Ok(form) = Multipart::from_request(whole, site).await else {
            return Err(failure::said(site, parts, StatusCode::UNSUPPORTED_MEDIA_TYPE).await);
        };
        let mut came = Came { fields: Fields::default(), refused: None, read: 0 };
        match came.take(site, &member, form).await {
            Ok(()) => {
                let typed = Typed { fields: came.fields, parts };
                Ok(Self { typed, refused: came.refused, member })
            }
            Err(Stop::Status(status)) => Err(failure::said(site, parts, status).await),
            Err(Stop::Fault(fault)) => Err(lost_page(site, parts, fault).await),
        }
    }
}

/// Whether that person may bring a file to this address: that of a new document, or of a version of one that is theirs to change.
async fn may_send(site: &Site, parts: &mut Parts, member: &Member) -> Result<(), Lost> {
    let may = match parts.extract::<Option<Path<String>>>().await {
        Ok(None) => may_deposit(member),
        Ok(Some(Path(asked))) => {
            let id = numbered(&asked).ok_or(Lost::NotThere)?;
            let visitor = Visitor::from(member.clone());
            reading::find(&site.community, &visitor, id).await?.may_change()
        }
        Err(_) => false,
    };
    if may { Ok(()) } else { Err(Lost::NotThere) }
}

/// Lets what is still coming go by, unread: a browser that is cut off while it sends shows nothing of the answer.
async fn let_by(body: Body) {
    let mut pieces = body.into_data_stream();
    while let Some(Ok(_)) = pieces.next().await {}
}

/// Why a form is read no further.
enum Stop {
    Status(StatusCode),
    Fault(domain::Fault),
}

impl Stop {
    /// A connection that falls, or that somebody drops, is no accident of ours.
    fn of(error: &axum::extract::multipart::MultipartError) -> Self {
        let status = error.status();
        Self::Status(if status.is_server_error() { StatusCode::BAD_REQUEST } else { status })
    }
}

/// What has come so far.
struct Came {
    fields: Fields,
    refused: Option<files::Refusal>,
    read: usize,
}

impl Came {
    async fn take(&mut self, site: &Site, member: &Member, mut form: Multipart) -> Result<(), Stop> {
        loop {
            let field = match form.next_field().await {
                Ok(Some(field)) => field,
                Ok(None) => return Ok(()),
                // What follows a file that is too heavy is lost with it; the page says so beside the file.
                Err(_) if self.refused.is_some() => return Ok(()),
                Err(error) => return Err(Stop::of(&error)),
            };
            if field.name() == Some(FILE) {
                self.file(site, member, field).await?;
            } else {
                self.field(field).await?;
            }
        }
    }

    async fn field(&mut self, mut field: Field<'_>) -> Result<(), Stop> {
        let name: String = field.name().unwrap_or_default().chars().take(40).collect();
        let mut bytes = Vec::new();
        while let Some(piece) = field.chunk().await.map_err(|error| Stop::of(&error))? {
            self.read += piece.len();
            if self.read > FIELDS {
                return Err(Stop::Status(StatusCode::PAYLOAD_TOO_LARGE));
            }
            bytes.extend_from_slice(&piece);
        }
        let value = String::from_utf8(bytes).map_err(|_| Stop::Status(StatusCode::BAD_REQUEST))?;
        if self.fields.0.len() < 100 {
            self.fields.0.push((name, value));
        }
        Ok(())
    }

    /// A browser sends an empty file without a name when none was chosen.
    async fn file(&mut self, site: &Site, member: &Member, field: Field<'_>) -> Result<(), Stop> {
        let said = field.file_name().unwrap_or_default().to_owned();
        match files::receive(&site.community, member, FileName::of(&said), field).await {
            Ok(upload) => self.fields.set(KEPT, upload.id.to_string()),
            Err(Failure::Refused(files::Refusal::Empty)) if said.is_empty() => {}
            Err(Failure::Refused(refusal)) => self.refused = Some(refusal),
            Err(Failure::Fault(fault)) => return Err(Stop::Fault(fault)),
        }
        Ok(())
    }
}

/// What to say of a file that is not kept.
pub(crate) fn words(refusal: files::Refusal) -> String {
    match refusal {
        files::Refusal::Empty => "Ce fichier est vide. Choisissez-en un autre.".to_owned(),
        files::Refusal::TooHeavy => sending::too_heavy(files::HEAVIEST),
        files::Refusal::Program => {
            "Ce fichier est un programme\u{a0}: la bibliothèque n’en garde pas.".to_owned()
        }
        files::Refusal::CutShort => "L’envoi s’est interrompu. Choisissez le fichier de nouveau.".to_owned(),
        files::Refusal::NotThere => {
            "Le fichier envoyé n’est plus là\u{a0}: il n’est gardé qu’un jour. Choisissez-le de nouveau."
                .to_owned()
        }
    }
}
