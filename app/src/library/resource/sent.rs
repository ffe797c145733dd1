//! A form with a file, streamed: the file goes to the disk as it comes, the fields are few and small.

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::Field},
    http::StatusCode,
    response::Response,
};
use domain::{
    Failure, Id,
    files::{self, FileName, Upload},
    members::Member,
};
use tokio::sync::Semaphore;

use super::form::Fields;
use crate::{
    Site, failure,
    form::{HEAVIEST as FIELDS, Typed},
    sending,
    session::SignedIn,
};

/// What the guard lets through: a file, what a browser writes around it, and the fields.
pub(crate) const HEAVIEST: usize = READ + 64 * 1024;

/// What is read: one that is a little too heavy is told so in the page.
pub(crate) const READ: usize = files::HEAVIEST as usize + FIELDS + 64 * 1024;

/// Files taken in at once: each holds a megabyte of memory and a disk.
static DOOR: Semaphore = Semaphore::const_new(8);

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
        let (parts, body) = request.into_parts();
        let Some(SignedIn { member, .. }) = parts.extensions.get::<SignedIn>().cloned() else {
            return Err(failure::said(site, parts, StatusCode::NOT_FOUND).await);
        };
        let Ok(_turn) = DOOR.try_acquire() else {
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
            Err(Stop::Fault(fault)) => Err(crate::form::lost_page(site, parts, fault).await),
        }
    }
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
            "Le fichier envoyé n’est plus là\u{a0}: il attend un jour. Choisissez-le de nouveau.".to_owned()
        }
    }
}
