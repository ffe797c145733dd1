//! A file that somebody sends: taken whole, within bounds, on the few addresses that take any.

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::Response,
};
use domain::members::{invitations, photo};
use serde::de::DeserializeOwned;
use tokio::sync::Semaphore;

use crate::{
    Site,
    desk::{IMPORT, INVITE_MANY, library_actions},
    failure,
    form::{self, Typed},
    members::PHOTO,
};

/// A photo, and what a browser writes around it.
pub(crate) const READ: usize = photo::HEAVIEST + 32 * 1024;

/// What the guard lets through: a little more, so that whoever sends too much without saying so is told in the page.
const HEAVIEST: usize = READ + 32 * 1024;

/// Files taken in at once: each is held whole in memory.
static DOOR: Semaphore = Semaphore::const_new(6);

/// The addresses that take files, and what each lets through.
pub(crate) const TAKING_FILES: &[(&str, usize)] = &[
    (PHOTO, HEAVIEST),
    (INVITE_MANY, form::HEAVIEST + invitations::HEAVIEST),
    // A little more than is read, so that whoever sends too much is told in the page.
    (IMPORT, form::HEAVIEST + library_actions::HEAVIEST),
];

/// What came in the field « photo ».
pub(crate) struct Upload {
    /// Its bytes, none when there is no such field; `None` when they are too many.
    pub(crate) file: Option<Vec<u8>>,
    /// The rest of the request.
    pub(crate) typed: Typed<()>,
}

impl FromRequest<Site> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let Ok(_turn) = DOOR.try_acquire() else {
            return Err(failure::said(site, parts, StatusCode::SERVICE_UNAVAILABLE).await);
        };
        let whole = Request::from_parts(parts.clone(), body);
        let Ok(fields) = Multipart::from_request(whole, site).await else {
            return Err(failure::said(site, parts, StatusCode::UNSUPPORTED_MEDIA_TYPE).await);
        };
        match read(fields).await {
            Ok(file) => Ok(Self { file: Some(file), typed: Typed { fields: (), parts } }),
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Ok(Self { file: None, typed: Typed { fields: (), parts } })
            }
            Err(_) => Err(failure::said(site, parts, StatusCode::BAD_REQUEST).await),
        }
    }
}

/// A form that may bring a file along with its fields.
pub(crate) struct WithFile<F> {
    /// Its fields, and the rest of the request.
    pub(crate) typed: Typed<F>,
    /// The bytes of the file; none when none was chosen.
    pub(crate) file: Option<Vec<u8>>,
}

impl<F: DeserializeOwned + Send> FromRequest<Site> for WithFile<F> {
    type Rejection = Response;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let whole = Request::from_parts(parts.clone(), body);
        if !is_one(&parts) {
            return Ok(Self { typed: Typed::from_request(whole, site).await?, file: None });
        }
        match in_parts(whole, site).await {
            Ok((fields, file)) => match fields_of(&fields) {
                Some(fields) => Ok(Self { typed: Typed { fields, parts }, file }),
                None => Err(failure::said(site, parts, StatusCode::BAD_REQUEST).await),
            },
            Err(status) => Err(failure::said(site, parts, status).await),
        }
    }
}

/// Text fields, with their names.
type Fields = Vec<(String, String)>;

/// What a form in parts carries: its text fields, and the first file that holds anything.
pub(crate) async fn in_parts(request: Request, site: &Site) -> Result<(Fields, Option<Vec<u8>>), StatusCode> {
    let mut whole =
        Multipart::from_request(request, site).await.map_err(|_| StatusCode::UNSUPPORTED_MEDIA_TYPE)?;
    let (mut fields, mut file) = (Fields::new(), None);
    while let Some(field) = whole.next_field().await.map_err(|error| error.status())? {
        let name = field.name().unwrap_or_default().to_owned();
        let is_file = field.file_name().is_some();
        let bytes = field.bytes().await.map_err(|error| error.status())?;
        if !is_file {
            fields.push((name, String::from_utf8(bytes.into()).map_err(|_| StatusCode::BAD_REQUEST)?));
        } else if !bytes.is_empty() && file.is_none() {
            file = Some(bytes.into());
        }
    }
    Ok((fields, file))
}

/// The same fields, as any form would have sent them.
fn fields_of<F: DeserializeOwned>(fields: &Fields) -> Option<F> {
    let flat = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    serde_urlencoded::from_str(&flat).ok()
}

async fn read(mut fields: Multipart) -> Result<Vec<u8>, MultipartError> {
    while let Some(field) = fields.next_field().await? {
        if field.name() == Some("photo") {
            return Ok(field.bytes().await?.into());
        }
    }
    Ok(Vec::new())
}

/// Whether the body holds a file, which no page can give back to whoever sent it.
pub(crate) fn is_one(parts: &Parts) -> bool {
    let said = parts.headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    said.is_some_and(|said| said.to_ascii_lowercase().starts_with(b"multipart/form-data"))
}
