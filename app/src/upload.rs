//! A file that somebody sends: taken whole, within bounds, on the one address that takes any.

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::Response,
};
use domain::members::photo;
use tokio::sync::Semaphore;

use crate::{Site, failure, form::Typed, members::PHOTO};

/// A photo, and what a browser writes around it.
pub(crate) const READ: usize = photo::HEAVIEST + 32 * 1024;

/// What the guard lets through: a little more, so that whoever sends too much without saying so is told in the page.
pub const HEAVIEST: usize = READ + 32 * 1024;

/// Files taken in at once: each is held whole in memory.
static DOOR: Semaphore = Semaphore::const_new(6);

/// The address that takes more than a form weighs.
pub const ADDRESS: &str = PHOTO;

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
