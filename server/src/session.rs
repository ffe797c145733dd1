//! Who is asking: the cookie becomes a session and its member, in the request's extensions.

use std::sync::{Arc, OnceLock};

use app::{
    Site,
    session::{SignedIn, cookie_name},
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use domain::{Fault, members::sessions, secret::Token};

/// Tells the layers around this one who it was, so that their error pages know too.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known(Arc<OnceLock<SignedIn>>);

impl Known {
    pub(crate) fn person(&self) -> Option<&SignedIn> {
        self.0.get()
    }
}

/// The layer. A cookie that opens nothing is as good as none: the person sees the page signed out.
pub(crate) async fn recognise(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let Some(token) = presented(&site, request.headers()) else { return next.run(request).await };
    match sessions::resume(&site.community, &token).await {
        Ok(Some((session, member))) => {
            let person = SignedIn { session, member };
            if let Some(known) = request.extensions().get::<Known>() {
                let _ = known.0.set(person.clone());
            }
            request.extensions_mut().insert(person);
        }
        Ok(None) => {}
        Err(fault) => return status(&fault).into_response(),
    }
    next.run(request).await
}

fn presented(site: &Site, headers: &HeaderMap) -> Option<Token> {
    let jar = CookieJar::from_headers(headers);
    Token::presented(jar.get(cookie_name(site.settings.secure()))?.value())
}

/// Logs the fault; the guard around gives the status its page.
fn status(fault: &Fault) -> StatusCode {
    tracing::error!(error = %fault, "the session could not be looked up");
    match fault {
        Fault::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
        Fault::Full(_) => StatusCode::INSUFFICIENT_STORAGE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
