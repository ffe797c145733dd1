//! What people type: read whole, refused kindly, never lost.

use axum::{
    body::to_bytes,
    extract::{FromRequest, Request},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use domain::text::TextRefusal;
use leptos::prelude::*;
use percent_encoding::percent_decode;
use serde::{Deserialize, de::DeserializeOwned};

use crate::{Site, failure, parts::Errors, shell};

/// The most that a form may weigh: a text of 20,000 characters, percent-encoded, and its fields.
pub const HEAVIEST: usize = 256 * 1024;

/// A form as it came, with what is left of the request to make the page again.
pub struct Typed<F> {
    /// The fields.
    pub fields: F,
    /// The request without its body.
    pub parts: Parts,
}

impl<F: DeserializeOwned + Send> FromRequest<Site> for Typed<F> {
    type Rejection = Response;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        if !is_a_form(&parts) {
            return Err(failure::said(site, parts, StatusCode::UNSUPPORTED_MEDIA_TYPE).await);
        }
        let Ok(bytes) = to_bytes(body, HEAVIEST).await else {
            return Err(failure::said(site, parts, StatusCode::PAYLOAD_TOO_LARGE).await);
        };
        // Decoding would put « � » in the place of what it cannot read, and the text would be lost for good.
        let legible = percent_decode(&bytes).decode_utf8().is_ok();
        match serde_urlencoded::from_bytes(&bytes).ok().filter(|_| legible) {
            Some(fields) => Ok(Self { fields, parts }),
            None => Err(failure::said(site, parts, StatusCode::BAD_REQUEST).await),
        }
    }
}

/// Whether the body is what our forms send; one without a kind is empty, as that of a single button.
fn is_a_form(parts: &Parts) -> bool {
    const KIND: &[u8] = b"application/x-www-form-urlencoded";
    let said = parts.headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    said.is_none_or(|said| said.get(..KIND.len()).is_some_and(|start| start.eq_ignore_ascii_case(KIND)))
}

/// What is typed and never shown again: not in a page, not in a log. Its fields' names begin with [`Secret::FIELD`].
#[derive(Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// How the names of such fields begin.
    pub const FIELD: &str = "mot_de_passe";

    /// What was typed.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A form that was refused, or is only previewed: in the context of its page, which shows it as it was typed.
#[derive(Debug, Clone)]
pub struct Again<F> {
    /// The fields, as typed.
    pub fields: F,
    /// What to mend; none for a preview.
    pub errors: Errors,
}

impl<F: Clone + Default + Send + Sync + 'static> Again<F> {
    /// What was typed before, or an empty form.
    pub fn or_blank() -> (F, Errors) {
        match use_context::<Again<F>>() {
            Some(again) => (again.fields, again.errors),
            None => (F::default(), Errors::none()),
        }
    }
}

impl<F: Clone + Send + Sync + 'static> Typed<F> {
    /// The same page with what was typed and what to mend (422).
    pub async fn refused(self, site: &Site, errors: Errors) -> Response {
        self.shown_again(site, errors, StatusCode::UNPROCESSABLE_ENTITY).await
    }

    /// The same page with what was typed: a preview.
    pub async fn previewed(self, site: &Site) -> Response {
        self.shown_again(site, Errors::none(), StatusCode::OK).await
    }

    /// The same page with what was typed, for whoever has to wait (429).
    pub async fn slowed(self, site: &Site, errors: Errors, seconds: u32) -> Response {
        let mut response = self.shown_again(site, errors, StatusCode::TOO_MANY_REQUESTS).await;
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        response
    }

    async fn shown_again(self, site: &Site, errors: Errors, status: StatusCode) -> Response {
        let again = Again { fields: self.fields, errors };
        shell::again(site, self.parts, status, move || provide_context(again.clone())).await
    }

    /// The page that says why nothing could be done, with a fault logged.
    pub async fn lost(self, site: &Site, lost: impl Into<failure::Lost>) -> Response {
        lost_page(site, self.parts, lost).await
    }
}

/// The page that says why nothing could be done, with a fault logged.
pub async fn lost_page(site: &Site, parts: Parts, lost: impl Into<failure::Lost>) -> Response {
    let status = lost.into().status();
    failure::said(site, parts, status).await
}

/// Sends the browser on with a GET: reloading the next page sends nothing again.
pub fn see_other(address: &str) -> Response {
    let location = HeaderValue::try_from(address).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

/// What to mend in a text, in French. `what` begins the sentence: « Le titre », « Votre message ».
pub fn text_words(what: &str, refusal: &TextRefusal) -> String {
    match refusal {
        TextRefusal::Empty => format!("{what} est vide."),
        TextRefusal::TooShort { min, .. } => {
            format!("{what} est trop court\u{a0}: il faut au moins {min}\u{a0}caractères.")
        }
        TextRefusal::TooLong { max, found } => {
            let (max, found) = (crate::parts::number(*max as u64), crate::parts::number(*found as u64));
            format!("{what} est trop long\u{a0}: {found}\u{a0}caractères, pour {max} au plus.")
        }
    }
}
